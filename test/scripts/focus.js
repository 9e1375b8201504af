// Tells of the element that has the focus: its place in the document, and what
// is wrong with how it is shown.
(() => {
  const e = document.activeElement;
  const all = [...document.querySelectorAll("*")];
  if (!e || e === document.body || e === document.documentElement) return { Place: -1, Name: "the page itself", Faults: [] };
  const faults = [];
  const box = e.getClientRects()[0];
  // An outline may stand on the element, on what is drawn before or after it,
  // or on a box around it that shows the focus of what it holds.
  const outlined = (s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 && !/^(transparent|rgba\(.*, 0\))$/.test(s.outlineColor);
  let shown = ["::before", "::after"].some((p) => getComputedStyle(e, p).content !== "none" && outlined(getComputedStyle(e, p)));
  for (let a = e; a && a !== document.body; a = a.parentElement) shown ||= outlined(getComputedStyle(a));
  if (!shown) faults.push("nothing shows that it has the focus");
  if (!box || box.width === 0 || box.height === 0) {
    faults.push("it has no box");
  } else {
    const [x, y] = [(box.left + box.right) / 2, box.height > innerHeight ? Math.max(box.top, 0) + 1 : (box.top + box.bottom) / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
      faults.push(`it is off the screen, at ${Math.round(x)}, ${Math.round(y)}`);
    } else {
      // Only what stays in place while the page scrolls can lie over it.
      for (let a = document.elementFromPoint(x, y); a && !a.contains(e); a = a.parentElement) {
        if (!e.contains(a) && /fixed|sticky/.test(getComputedStyle(a).position)) {
          faults.push(`<${a.localName}> lies over it`);
          break;
        }
      }
    }
  }
  return {
    Place: all.indexOf(e), Faults: faults,
    Name: `<${e.localName}> “${(e.innerText || e.ariaLabel || "").replace(/\s+/g, " ").trim().slice(0, 40)}”`,
  };
})()
