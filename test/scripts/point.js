// Brings the marked element into view and tells where to click it, and whether
// that hits it. Of a link in a drawing, whose box may be hollow, one of the
// shapes is clicked.
(() => {
  const e = window.wanted;
  e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  let miss = { X: 0, Y: 0, Within: false, Hit: "nothing: it has no box" };
  for (const part of [e, ...(e instanceof SVGElement ? e.querySelectorAll("*") : [])]) {
    const box = [...part.getClientRects()].find((r) => r.width > 0 && r.height > 0);
    if (!box) continue;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const hit = document.elementFromPoint(x, y);
    if (e.contains(hit)) return { X: x, Y: y, Within: true, Hit: "" };
    miss = { X: x, Y: y, Within: false, Hit: hit ? hit.outerHTML.slice(0, 100) : "nothing" };
  }
  return miss;
})()
