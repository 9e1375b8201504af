// Scrolls the box of a matrix, by steps in both directions, and tells how far
// its heads and one of its cells are from the box's corner before and after.
((right, down) => {
  const box = document.querySelector(".matrix-scroll"), table = box.querySelector("table");
  const column = table.tHead.rows[0].cells[1], row = table.tBodies[0].rows[0].cells[0], cell = table.tBodies[0].rows[0].cells[1];
  const corner = table.tHead.rows[0].cells[0];
  const from = (e) => {
    const a = e.getBoundingClientRect(), b = box.getBoundingClientRect();
    return { X: Math.round(a.left - b.left), Y: Math.round(a.top - b.top) };
  };
  const measure = () => ({ Column: from(column), Row: from(row), Cell: from(cell), Corner: from(corner) });
  box.scrollTo({ left: 0, top: 0, behavior: "instant" });
  const before = measure();
  box.scrollTo({ left: right, top: down, behavior: "instant" });
  return {
    Before: before, After: measure(), Right: Math.round(box.scrollLeft), Down: Math.round(box.scrollTop),
    Page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    // Of what lies at the corner: a head must not be seen through another.
    Top: corner.contains(document.elementFromPoint(box.getBoundingClientRect().left + 5, box.getBoundingClientRect().top + 5)),
  };
})
