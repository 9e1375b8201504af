// Tells where the main heading stands: the gaps between its first line and the
// edges of its box, those between its box and the edges of the main part, and
// the direction of the page.
(() => {
  const h = document.querySelector("h1");
  const style = getComputedStyle(h);
  const box = h.getBoundingClientRect();
  const main = document.querySelector("main").getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(h);
  const lines = [...range.getClientRects()].filter((r) => r.width > 0);
  const first = lines.filter((r) => Math.abs(r.bottom - lines[0].bottom) < lines[0].height / 2);
  return {
    Dir: document.documentElement.dir,
    Direction: style.direction,
    BoxLeft: box.left - main.left,
    BoxRight: main.right - box.right,
    Left: Math.min(...first.map((r) => r.left)) - box.left - parseFloat(style.paddingLeft) - parseFloat(style.borderLeftWidth),
    Right: box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth) - Math.max(...first.map((r) => r.right)),
  };
})()
