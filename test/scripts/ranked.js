// Tells what the finder shows for the answers that are chosen: the cards of
// those ways in that fit, of those that are only not limited, of those that nearly
// fit, and of closed ones that would, in their order, each with
// what it says of the answers, and whether it says that it is closed.
(() => {
  const seen = (e) => e && e.checkVisibility({ visibilityProperty: true });
  const cards = (id) => [...document.querySelectorAll(`[aria-labelledby="${id}"] [data-keys]`)].filter(seen).map((card) => {
    const said = (kind) => [...card.querySelectorAll(".because-" + kind)].filter(seen).map((p) => p.textContent).join("\n");
    return {
      Path: new URL(card.querySelector(".what a").href).pathname,
      Closed: Boolean(seen(card.querySelector(".status-closed"))),
      Yes: said("yes"), Any: said("any"), Not: said("not"),
    };
  });
  return {
    Fits: cards("fits"), General: cards("general"), Nearly: cards("nearly"), Closed: cards("closed-fits"),
    Headings: [...document.querySelectorAll("main h2")].filter(seen).map((h) => h.textContent),
  };
})()
