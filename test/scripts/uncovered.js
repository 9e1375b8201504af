// Tells how much of the link of a matrix that has the focus is seen beside the
// heads that stay in place, in pixels; null if no such link has it.
(() => {
  const link = document.activeElement, box = link.closest(".matrix-scroll");
  if (!box || link === box) return null;
  const table = box.querySelector("table"), corner = table.tHead.rows[0].cells[0].getBoundingClientRect();
  const head = link.closest("thead"), row = link.closest("tbody th");
  const l = link.getBoundingClientRect(), b = box.getBoundingClientRect();
  return {
    Name: (link.closest("tr").querySelector("th").innerText + ": " + (link.ariaLabel ?? link.innerText)).replace(/\s+/g, " "),
    Wide: Math.min(l.right, b.right, innerWidth) - Math.max(l.left, row ? b.left : corner.right),
    High: Math.min(l.bottom, b.bottom, innerHeight) - Math.max(l.top, head ? b.top : corner.bottom, 0),
  };
})()
