// Takes the attributes whose values only the theme gives and those that hold
// addresses. Tells what the page is made of, as features does in Go.
(told, addressed) => {
  const out = new Set();
  const nodes = document.createNodeIterator(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  for (let n = nodes.nextNode(); n; n = nodes.nextNode()) {
    if (n.nodeType === Node.COMMENT_NODE) { out.add("a comment"); continue; }
    const element = n.namespaceURI.split("/").at(-1).replace("xhtml", "") + "<" + n.localName + ">";
    out.add(element + " in <" + (n.parentElement?.localName ?? "") + ">");
    if (n.shadowRoot) out.add(element + " with a shadow");
    for (const a of n.attributes) {
      out.add(element + " " + a.name);
      if (told.includes(a.name)) out.add(element + " " + a.name + "=" + a.value);
      if (!addressed.includes(a.name)) continue;
      const to = URL.parse(a.value, location);
      const scheme = !to ? "nowhere" : to.origin === location.origin ? "" : to.protocol === "http:" ? "another host" : to.protocol.slice(0, -1);
      out.add(element + " " + a.name + " to " + scheme);
    }
  }
  return [...out];
}
