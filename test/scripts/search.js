// Types a query into the search page and returns the pages found first, what
// the page says, and how many milliseconds after the keystroke it was there.
(async (query) => {
  const box = document.querySelector(".search"), input = document.getElementById("q");
  delete box.dataset.done;
  const start = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  while (box.dataset.done !== query) await new Promise((next) => setTimeout(next, 1));
  const links = [...document.querySelectorAll(".search-results:not([hidden]) .what a")];
  return {
    took: performance.now() - start,
    pages: links.map((link) => new URL(link.href).pathname),
    says: document.querySelector(".search-status").textContent,
    marked: [...document.querySelectorAll(".search-results mark")].map((mark) => mark.textContent),
  };
})
