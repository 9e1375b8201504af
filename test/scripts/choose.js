// Takes the values of the filters of a page, in its order, and a choice of
// them, and clicks the boxes that are not as the choice has them.
(values, choice) => {
  const boxes = [...document.querySelectorAll(".dimensions input")];
  for (const [i, box] of boxes.entries()) if (box.checked !== choice.includes(values[i])) box.click();
  return boxes.length;
}
