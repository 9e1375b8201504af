// Takes the values of the filters of a page, in its order, and tells what the
// page shows of them: which are chosen, the lines that are seen, the number
// beside each value, what is said, and what does not fit together.
(values) => {
  const seen = (e) => e && e.checkVisibility({ visibilityProperty: true });
  const boxes = [...document.querySelectorAll(".dimensions input")];
  const number = (e) => Number(e.textContent.replace(/\D/g, ""));
  const path = (line) => new URL((line.querySelector(".what a") ?? line.querySelector("th a")).href).pathname;
  const chosen = document.querySelector(".chosen");
  const faults = [];
  for (const group of document.querySelectorAll("main > .group")) {
    const heading = group.querySelector("h2");
    const n = [...group.querySelectorAll("[data-keys]")].filter(seen).length;
    if (seen(group) !== n > 0) faults.push(`the group ${heading?.textContent} has ${n} lines to be seen, and is ${seen(group) ? "shown" : "hidden"}`);
    if (seen(heading) && number(heading.querySelector(".count")) !== n) faults.push(`${heading.textContent} stands over ${n} lines`);
    const jump = heading && document.querySelector(`.contents a[href$="#${CSS.escape(heading.id)}"]`);
    if (seen(jump) && number(jump.parentNode.querySelector(".count")) !== n) faults.push(`${jump.parentNode.textContent} leads to ${n} lines`);
    if (seen(jump) && !seen(group)) faults.push(`${jump.textContent} leads to what is hidden`);
  }
  const contents = document.querySelector("main > .contents");
  if (seen(contents) && ![...contents.querySelectorAll("li")].some(seen)) faults.push("the list of contents is empty");
  const status = document.querySelector(".filter-status");
  return {
    Choice: values.filter((_, i) => boxes[i].checked).sort(),
    Boxes: boxes.length,
    Lines: [...document.querySelectorAll("[data-keys]")].filter(seen).map(path),
    Beside: Object.fromEntries(boxes.map((box, i) => [values[i], number(box.closest("li").querySelector(".count"))])),
    Named: Object.fromEntries(boxes.map((box, i) => [values[i], box.labels[0].textContent.trim()])),
    Says: status.textContent,
    Role: status.getAttribute("role"),
    Address: [...new URLSearchParams(location.search)].map(([dimension, value]) => dimension + "=" + value).sort(),
    Chips: [...chosen.querySelectorAll(".chip")].filter(seen).map((chip) => chip.textContent),
    Focus: document.activeElement !== document.body && seen(document.activeElement),
    Faults: faults,
  };
}
