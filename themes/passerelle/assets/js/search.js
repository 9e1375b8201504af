// The search page: looks words up in the index that the build made
// (internal/search), adds weights and shows what is found. It asks the network
// for nothing but files of the site, as scripts, so it also works from a disk.
(() => {
  "use strict";
  const box = document.querySelector(".search");
  const input = document.getElementById("q");
  const intro = document.getElementById("search-intro");
  const status = box.querySelector(".search-status");
  const hints = box.querySelector(".search-hints");
  const section = box.querySelector(".search-results");
  const more = section.querySelector(".search-more");
  const list = document.createElement("ol");
  list.className = "items items-results";
  more.before(list);
  const say = box.dataset;
  const lang = document.documentElement.lang;
  const perPage = 10;
  const mostPages = 2000; // of a term; the index keeps no more

  // Files of the index call passerelle(name, data).
  const waiting = new Map();
  const files = new Map();
  window.passerelle = (name, data) => waiting.get(name)(data);
  function load(name) {
    if (!files.has(name)) {
      files.set(name, new Promise((done, failed) => {
        waiting.set(name, done);
        const script = document.createElement("script");
        script.src = say.index + name + ".js";
        script.onerror = () => { files.delete(name); failed(new Error(name)); };
        document.head.append(script);
      }));
    }
    return files.get(name);
  }

  // Words: letters and digits, with points inside identifiers; as in Go.
  const letters = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };
  const fold = (s) => s.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC").replace(/[œæßøłđıς]/g, (c) => letters[c]);
  const wordForm = () => /[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*(?:\.[\p{L}\p{N}]+)*/gu;
  function wordsOf(text) {
    return [...text.toLowerCase().normalize("NFC").matchAll(wordForm())].flatMap(([word]) => {
      if (/^\p{L}(\.\p{L})+$/u.test(word)) return word.replaceAll(".", "");
      return /[0-9]/.test(word) ? word : word.split(".");
    }).map(fold).filter((word) => !/^\p{L}$/u.test(word));
  }

  // place returns which shard a word is in, by the shards' first words.
  function place(firsts, word) {
    let low = 0, high = firsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firsts[middle] <= word) low = middle; else high = middle - 1;
    }
    return low;
  }

  // lines returns the lines of the shards that may hold words with a prefix.
  async function lines(sort, firsts, prefix, most) {
    const from = place(firsts, prefix);
    const to = Math.min(place(firsts, prefix + "\uffff"), from + most - 1, firsts.length - 1);
    const shards = await Promise.all(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => load(sort + (from + i))));
    return shards.flatMap((text) => text.split("\n")).filter((line) => line.startsWith(prefix));
  }

  // entries returns what the index has under words with a prefix, or under the
  // one word.
  async function entries(directory, prefix, whole) {
    const found = await lines("t", directory.t, whole ? prefix + "\t" : prefix, whole ? 1 : 3);
    return found.map((line) => {
      const [word, rest] = line.split("\t");
      const [postings, aliases] = rest.split(">");
      const terms = aliases ? aliases.split(",").map((alias) => {
        const [, cut, add] = /^(\d+)(.*)$/u.exec(alias);
        return [...word].slice(0, -cut || undefined).join("") + add;
      }) : [];
      return { word, postings, terms };
    });
  }

  // weigh adds what postings give to pages, where it is more than they have.
  function weigh(weights, postings, factor) {
    let page = -1, n = 0;
    for (const [, gap, level] of postings.matchAll(/([0-9a-z]*)([A-Z])/g)) {
      page += 1 + (gap ? parseInt(gap, 36) : 0);
      const weight = factor * 100 * ((level.charCodeAt(0) - 64) / 26) ** 2;
      if (weight > (weights.get(page) || 0)) weights.set(page, weight);
      n++;
    }
    return n >= mostPages;
  }

  // gather adds what entries and the terms that they stand for give.
  async function gather(directory, hit, found, factor) {
    const terms = new Set();
    for (const entry of found) {
      hit.terms.add(entry.word);
      if (weigh(hit.weights, entry.postings, factor)) hit.capped = true;
      entry.terms.forEach((term) => terms.add(term));
    }
    const stood = await Promise.all([...terms].slice(0, 40).map((term) => entries(directory, term, true)));
    for (const entry of stood.flat()) {
      hit.terms.add(entry.word);
      if (weigh(hit.weights, entry.postings, factor)) hit.capped = true;
    }
  }

  // look finds the pages of a word: as it is written, as the beginning of a
  // word, with another ending, with a typing error put right.
  async function look(directory, word, last, exactly) {
    const hit = { word, terms: new Set(), weights: new Map(), capped: false };
    await gather(directory, hit, await entries(directory, word, true), 1);
    const identifier = /[0-9]/.test(word);
    if (exactly) return hit;
    if (word.length > 1 && (last && !identifier || !hit.weights.size)) {
      const longer = (await entries(directory, word, false)).filter((entry) => entry.word !== word);
      await gather(directory, hit, longer.slice(0, 60), hit.weights.size ? 0.3 : 0.7);
    }
    if (hit.weights.size || identifier) return hit;
    for (let cut = 1; cut <= 3 && word.length - cut >= 4; cut++) {
      const near = (await entries(directory, word.slice(0, -cut), false)).filter((entry) => Math.abs(entry.word.length - word.length) <= 2);
      if (near.length) {
        await gather(directory, hit, near, 0.6);
        if (hit.weights.size) break;
      }
    }
    if (word.length >= 5) {
      const right = await corrected(directory, word);
      if (right.length) {
        const fixed = { word, terms: new Set(), weights: new Map(), capped: false, instead: right[0] };
        for (const other of right) await gather(directory, fixed, await entries(directory, other, true), 0.8);
        for (const [page, weight] of hit.weights) if (!fixed.weights.has(page)) fixed.weights.set(page, weight / 2);
        return fixed;
      }
    }
    return hit;
  }

  // corrected returns the words of names that are one typing error away. One
  // half of the word has no error: the first, by which the words are in order,
  // or the last, by which they are in order once more, reversed.
  async function corrected(directory, word) {
    const half = word.length >> 1;
    const backwards = [...word].reverse().join("");
    const [ahead, behind] = await Promise.all([
      lines("f", directory.f, word.slice(0, half), 4),
      lines("r", directory.r, backwards.slice(0, word.length - half - 1), 4),
    ]);
    const all = new Set([...ahead, ...behind.map((w) => [...w].reverse().join(""))]);
    return [...all].filter((other) => oneError(word, other)).slice(0, 8);
  }

  // oneError tells whether one letter is wrong, missing, too many or swapped
  // with the next.
  function oneError(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return a === b;
    let i = 0, j = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    while (j < a.length - i && j < b.length - i && a.at(-1 - j) === b.at(-1 - j)) j++;
    const x = a.slice(i, a.length - j), y = b.slice(i, b.length - j);
    return x.length <= 1 && y.length <= 1 || x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
  }

  // find returns the pages that a query finds, the best first: those that have
  // all of the words, and those that come near the best.
  async function find(query) {
    const directory = await load("directory");
    const stop = new Set(directory.stop.split(" ")), weak = new Set(directory.weak.split(" "));
    const typed = [...new Set(wordsOf(query))];
    const telling = typed.filter((word) => !stop.has(word));
    const words = telling.length ? telling : typed;
    const open = !/[\s.,;!?]$/u.test(query);
    let hits = await Promise.all(words.map((word, i) => look(directory, word, open && i === words.length - 1, weak.has(word))));
    if (hits.some((hit) => hit.weights.size)) hits = hits.filter((hit) => hit.weights.size || !weak.has(hit.word));
    // A rare word tells more of what is meant than a frequent one; the squares
    // of the words' shares add up to one, as those of a name's words do.
    for (const hit of hits) hit.rarity = Math.log(1 + directory.n / Math.max(hit.weights.size, 1)) / Math.log(1 + directory.n);
    const norm = Math.hypot(...hits.map((hit) => hit.rarity));
    const scores = new Map();
    for (const hit of hits) {
      for (const [page, weight] of hit.weights) {
        const score = scores.get(page) || { page, sum: 0, words: 0 };
        score.sum += weight * hit.rarity / norm;
        score.words++;
        scores.set(page, score);
      }
    }
    const found = [...scores.values()];
    for (const score of found) {
      const prior = directory.sections[sectionOf(directory, score.page)][3];
      score.rank = score.sum * (score.words / hits.length) ** 1.5 + prior / hits.length;
    }
    found.sort((a, b) => b.rank - a.rank || a.page - b.page);
    const best = found.length ? found[0].rank : 0;
    return { directory, words: hits, found: found.filter((score) => score.words === hits.length || score.rank > best / 3) };
  }

  function sectionOf(directory, page) {
    let i = directory.sections.length - 1;
    while (directory.sections[i][0] > page) i--;
    return i;
  }

  // Showing.
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  const forms = Object.fromEntries(say.forms.split("|").map((form) => form.split("=")));
  const count = (n) => (forms[plurals.select(n)] || forms.other).replace("#", numbers.format(n));

  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  // marked returns a text with the words that were found marked, and whether
  // there are any.
  function marked(text, terms) {
    const parts = [];
    let at = 0, any = false;
    for (const match of text.matchAll(wordForm())) {
      const word = fold(match[0]);
      if (!terms.some((term) => word === term || term.length > 2 && word.startsWith(term) && word.length - term.length < 6)) continue;
      parts.push(text.slice(at, match.index), element("mark", {}, match[0]));
      at = match.index + match[0].length;
      any = true;
    }
    return { parts: [...parts, text.slice(at)], any };
  }

  async function show(result, from) {
    const { directory, found } = result;
    const pages = found.slice(from, from + perPage);
    const rows = await Promise.all(pages.map(async ({ page }) => (await load("d" + Math.floor(page / directory.size)))[page % directory.size]));
    if (result !== current) return;
    result.rows = rows;
    const terms = result.words.flatMap((hit) => [hit.instead || hit.word, ...hit.terms]);
    const made = pages.map(({ page }, i) => {
      const [slug, title, acronym, text, names] = rows[i];
      const [, label, folder] = directory.sections[sectionOf(directory, page)];
      const name = marked(title, terms), short = marked(acronym || "", terms), about = marked(text || "", terms);
      const item = element("li", {},
        element("p", { class: "what" }, element("a", { href: say.base + folder + slug + say.leaf }, ...name.parts), ...(acronym ? [" ", element("span", { class: "acronym" }, "(", ...short.parts, ")")] : [])),
        element("p", { class: "detail" }, element("span", { class: "kind" }, label)));
      if (text) item.append(element("p", { class: "about" }, ...about.parts));
      if (!name.any && !short.any && names) {
        const other = names.split("\x7f").map((n) => marked(n, terms)).find((n) => n.any);
        if (other) item.append(element("p", { class: "detail" }, say.also + " ", ...other.parts));
      }
      return item;
    });
    if (from) list.append(...made); else list.replaceChildren(...made);
    section.hidden = !found.length;
    more.hidden = from + perPage >= found.length;
    if (from && made.length) made[0].querySelector("a").focus();
  }

  // written returns a word as a text writes it.
  function written(word, text) {
    const match = [...text.matchAll(wordForm())].find(([found]) => fold(found) === word);
    return match ? match[0].toLowerCase() : word;
  }

  // tell says how many results there are, and what was searched instead.
  function tell(result, query) {
    const n = result.found.length;
    let results = count(n);
    if (result.words.some((hit) => hit.capped)) results = say.capped.replace("[n]", results.toLowerCase());
    // A function gives what was typed as it is: in a text, "$&" would be replaced.
    const lead = n ? say.for.replace("[n]", results).replace("[q]", () => query) : say.none.replace("[q]", () => query);
    // The index knows words without their accents: they are told as they were
    // typed, and as the results write them.
    const asides = result.words.filter((hit) => n && (hit.instead || !hit.weights.size)).map((hit) =>
      (hit.instead ? say.corrected.replace("[w]", () => written(hit.instead, result.rows.flat().join(" "))) : say.unfound).replace("[q]", () => written(hit.word, query)));
    status.textContent = [lead, ...asides].join(" ");
    hints.hidden = n > 0;
  }

  let current = null;
  async function search(query) {
    const mine = current = {};
    intro.hidden = query.trim() !== ""; // on a phone the results need its place
    if (!wordsOf(query).length) {
      status.textContent = "";
      section.hidden = hints.hidden = true;
      return;
    }
    try {
      const result = await find(query);
      if (mine !== current) return;
      current = result;
      await show(result, 0);
      if (result === current) tell(result, query.trim());
    } catch (error) {
      if (mine === current || current && current.found) status.textContent = say.failed;
    }
    box.dataset.done = query;
  }

  function remember(query, push) {
    const address = query ? "?q=" + encodeURIComponent(query) : location.pathname;
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch { /* a page from a disk may not */ }
  }
  function recall() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    search(input.value);
  }

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { remember(input.value.trim(), false); search(input.value); }, 25);
  });
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember(input.value.trim(), true);
    search(input.value + " ");
  });
  more.addEventListener("click", () => show(current, list.children.length));
  // The arrows lead from the field through the results and back.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...list.querySelectorAll(".what a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
  addEventListener("popstate", recall);
  input.addEventListener("focus", () => load("directory").catch(() => {}), { once: true }); // ready for the first letter
  recall();
})();
