// Lists the texts of the main part that nobody sees, by their place among its
// texts. What is folded in a <details>, what says itself that it is hidden (until
// a script needs it), what tells of scripts where there are some, and the names that are in a drawing for those who do not
// see it, are left out.
(() => {
  const main = document.querySelector("main");
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const list = [];
  for (let i = 0, n = texts.nextNode(); n; i++, n = texts.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || e.closest("script, style, template, [hidden], .with-script, details:not([open]), svg title, svg desc")) continue;
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) list.push(`${i} ${n.data.trim().slice(0, 60)}`);
  }
  return list;
})()
