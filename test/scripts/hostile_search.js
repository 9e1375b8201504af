// Takes queries, and a word that every page has. Types each query, then has all
// pages shown that have the word. Returns what is wrong.
async (queries, word) => {
  const faults = [];
  const box = document.querySelector(".search"), input = document.getElementById("q"), status = box.querySelector(".search-status");
  const pause = (ms) => new Promise((next) => setTimeout(next, ms));
  const asked = async (query) => {
    input.value = query;
    input.dispatchEvent(new Event("input"));
    if (!/\p{N}|\p{L}{2}/u.test(input.value)) return; // it has no words
    for (let i = 0; i < 2000 && box.dataset.done !== input.value; i++) await pause(5);
    if (!status.textContent.includes(input.value.trim())) faults.push(`asked for ${JSON.stringify(query)} it says ${JSON.stringify(status.textContent)}`);
  };
  for (const query of queries) await asked(query);
  await asked(word);
  const more = box.querySelector(".search-more"), links = () => box.querySelectorAll(".what a").length;
  for (let n = links(); !more.hidden; n = links()) {
    more.click();
    while (links() === n) await pause(5);
  }
  if (links() < 20) faults.push(`only ${links()} pages have ${word}`);
  return faults;
}
