// Takes a list of elements, chooses the first that is shown, or else the
// first, and marks what is to be operated to get to it: itself, or the
// outermost <details> that it is folded in. Tells which of the two it is.
(list) => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const e = list.find(shown) ?? list[0];
  if (!e) return "nothing";
  window.wanted = e;
  if (shown(e)) return "itself";
  for (let d = e.closest("details:not([open])"); d; d = d.parentElement.closest("details:not([open])")) {
    window.wanted = d.querySelector(":scope > summary");
  }
  return window.wanted !== e && shown(window.wanted) ? "fold" : "hidden";
}
