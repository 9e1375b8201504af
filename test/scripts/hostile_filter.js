// Makes choices: the first of each dimension, one after the other, then two of
// different dimensions, until some leave nothing. Returns what is wrong: choices
// that nobody made, names that are not told as they are.
() => {
  const faults = [];
  const box = document.querySelector(".filters");
  const chips = () => [...box.querySelectorAll(".chip")].map((chip) => chip.textContent);
  const dimensions = [...box.querySelectorAll("details")].map((d) => [...d.querySelectorAll("input")]);
  const name = (tick) => tick.labels[0].textContent.trim();
  // told compares what is said with what is ticked.
  const told = () => {
    const made = dimensions.map((ticks) => ticks.filter((tick) => tick.checked).map(name)).filter((names) => names.length);
    if (chips().join("\n") !== made.flat().join("\n")) faults.push(`chosen is ${JSON.stringify(made.flat())}, shown is ${JSON.stringify(chips())}`);
    const offers = [...box.querySelectorAll(".rescue")];
    for (const offer of offers) {
      if (!made.some((names) => offer.textContent.includes(names.join(" / ")))) faults.push(`the offer ${JSON.stringify(offer.textContent)} names none of ${JSON.stringify(made)}`);
    }
    for (const line of document.querySelectorAll(".because")) {
      if (!made.flat().some((n) => line.textContent.includes(n))) faults.push(`the reason ${JSON.stringify(line.textContent)} names none of ${JSON.stringify(made)}`);
    }
    return offers.length;
  };
  if (chips().length) faults.push(`chosen by nobody: ${chips()}`);
  for (const ticks of dimensions) {
    for (const tick of ticks.slice(0, 2)) {
      tick.click();
      told();
    }
  }
  if (!chips().length) return ["there is nothing to choose"];
  let offers = 0;
  for (const [i, ticks] of dimensions.entries()) {
    for (const a of ticks) {
      for (const b of dimensions.slice(i + 1).flat()) {
        box.querySelector(".clear").click();
        a.click();
        b.click();
        offers += told();
      }
    }
  }
  if (!offers && !box.classList.contains("finder")) faults.push("no choices leave nothing");
  return faults;
}
