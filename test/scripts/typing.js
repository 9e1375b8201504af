// Types all letters of a query but the last into the search page, one every 50
// milliseconds.
(async (query) => {
  const input = document.getElementById("q");
  for (let n = 1; n < query.length; n++) {
    input.value = query.slice(0, n);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((next) => setTimeout(next, 50));
  }
  return true;
})
