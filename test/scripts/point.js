// Brings the marked element into view and tells where to click it, and whether
// that hits it.
(() => {
  const e = window.wanted;
  e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = [...e.getClientRects()].find((r) => r.width > 0 && r.height > 0);
  if (!box) return { X: 0, Y: 0, Within: false, Hit: "nothing: it has no box" };
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const hit = document.elementFromPoint(x, y);
  return { X: x, Y: y, Within: e.contains(hit), Hit: hit ? hit.outerHTML.slice(0, 100) : "nothing" };
})()
