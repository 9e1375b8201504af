// Lists the places in the document of what the tabulator key should stop at,
// in the document's order.
[...document.querySelectorAll("*")].flatMap((e, place) => {
  const can = e.matches("a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls], iframe, [tabindex], [contenteditable='true']") && e.tabIndex >= 0;
  const may = !e.matches(":disabled") && !e.closest("[inert]") && e.checkVisibility({ visibilityProperty: true });
  // Of radio buttons of a name one is a stop; of a <details>, its own summary.
  const one = e.type !== "radio" || e.checked || !document.querySelector(`input[type=radio][name="${e.name}"]:checked`) && document.querySelector(`input[type=radio][name="${e.name}"]`) === e;
  const own = e.localName !== "summary" || e.parentElement.querySelector(":scope > summary") === e;
  return can && may && one && own ? [place] : [];
})
