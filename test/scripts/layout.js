// Tells what does not fit on the screen: a page wider than it, a box or a text
// that leaves it at either side, a text that spills out of its own box, a text
// that a box cuts off. What scrolls on its own may be wider than the screen.
(() => {
  const screen = document.documentElement.clientWidth;
  const found = [];
  const styles = new Map();
  const style = (e) => styles.get(e) ?? (styles.set(e, getComputedStyle(e)), styles.get(e));
  const name = (e) => {
    const text = e.textContent.replace(/\s+/g, " ").trim();
    return `<${e.localName}${e.id && "#" + e.id}${[...e.classList].map((c) => "." + c).join("")}> “${text.slice(0, 40)}${text.length > 40 ? "…" : ""}”`;
  };
  const ancestor = (e, is) => {
    for (; e && e !== document.body && e !== document.documentElement; e = e.parentElement) if (is(e)) return e;
    return null;
  };
  const frame = (e) => ancestor(e, (a) => style(a).overflowX !== "visible");
  // Hidden from the eye only: a box of a pixel, or a link past the navigation
  // that waits outside the screen.
  const unseen = (e) => ancestor(e, (a) => {
    const box = a.getBoundingClientRect();
    const outside = box.right <= 0 || box.bottom + scrollY <= 0;
    return !a.checkVisibility({ visibilityProperty: true }) ||
      (style(a).position === "absolute" && (box.width <= 1.5 || box.height <= 1.5)) ||
      (a.matches('a[href^="#"]') && a !== document.activeElement && outside && /absolute|fixed/.test(style(a).position));
  });
  const leaves = (box) => box.left < -1 || box.right > screen + 1;
  const by = (box) => `from ${Math.round(box.left)} to ${Math.round(box.right)} on a screen of ${screen}`;

  if (document.documentElement.scrollWidth > screen) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide on a screen of ${screen}`);
  }
  const reported = new Set();
  for (const e of document.body.querySelectorAll("*")) {
    if (reported.has(e.parentElement)) { reported.add(e); continue; }
    const box = e.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || !leaves(box) || frame(e.parentElement) || unseen(e)) continue;
    reported.add(e);
    found.push(`${name(e)} leaves the screen: ${by(box)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = texts.nextNode(); n; n = texts.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || /^(script|style|template|noscript|title)$/.test(e.localName) || !e.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(n);
    const around = frame(e);
    const own = ancestor(e, (a) => !/^(inline|contents)$/.test(style(a).display)) ?? document.body;
    for (const line of range.getClientRects()) {
      if (line.width === 0) continue;
      let bad = "";
      const room = own.getBoundingClientRect();
      if (around && /hidden|clip/.test(style(around).overflowX)) {
        const hole = around.getBoundingClientRect();
        if (line.left < hole.left - 1 || line.right > hole.right + 1) bad = `is cut off by ${name(around)}`;
      } else if (!around && leaves(line)) {
        bad = `leaves the screen: ${by(line)}`;
      }
      if (!bad && (line.left < room.left - 1 || line.right > room.right + 1)) bad = "spills out of its box";
      if (bad && !unseen(e)) {
        found.push(`the text of ${name(e)} ${bad}`);
        break;
      }
    }
  }
  return found;
})()
