// The control of an index: makes choices of its links, which can be combined.
// Within a dimension any choice will do, across dimensions all must hold. The
// finder also ranks: what the source says expressly before what it leaves
// open, closed ways in last. The choices are in the address.
(() => {
  "use strict";
  const box = document.querySelector(".filters");
  const say = box.dataset;
  const finder = box.classList.contains("finder");
  const lang = document.documentElement.lang;
  const status = box.querySelector(".filter-status");
  const chosen = box.querySelector(".chosen");
  const numbers = new Intl.NumberFormat(lang);
  const plurals = new Intl.PluralRules(lang);
  const listing = new Intl.ListFormat(lang, { type: "unit", style: "short" });
  const forms = Object.fromEntries(say.forms.split("|").map((form) => form.split("=")));

  // items are the lines of the index: which values hold for each, which
  // dimensions the source leaves open for it, where it stands.
  const items = [...document.querySelectorAll("[data-keys]")].map((line) => ({
    line, home: line.parentNode, after: line.nextElementSibling,
    keys: new Set(line.dataset.keys.split(" ")), open: new Set((line.dataset.open || "").split(" ")),
    closed: Boolean(line.querySelector(".status-closed")), sure: Boolean(line.querySelector(".status-open")),
  }));
  const groups = [...document.querySelectorAll("main > .group")].map((group) => ({
    group, count: group.querySelector("h2 .count"), lines: [...group.querySelectorAll("[data-keys]")],
    jump: document.querySelector('.contents a[href$="#' + CSS.escape(group.getAttribute("aria-labelledby") || "") + '"]'),
  }));

  const contents = document.querySelector("main > .contents");

  // dimensions and their choices; each link becomes the label of a box to tick.
  const dimensions = [...box.querySelectorAll("details")].map((details) => ({
    id: details.dataset.dimension, details, summary: details.querySelector("summary"),
    choices: [...details.querySelectorAll("a")].map((link) => {
      const tick = document.createElement("input");
      tick.type = "checkbox";
      const label = document.createElement("label");
      label.append(tick, " ", ...link.childNodes);
      link.replaceWith(label);
      tick.addEventListener("change", () => { remember(); apply(); });
      return { id: link.dataset.value, key: link.dataset.key, name: label.textContent.trim(), tick, row: label.parentNode, count: label.parentNode.querySelector(".count"), more: label.parentNode.querySelector(".open") };
    }),
  }));
  // The mark of a dimension tells how many of its choices are made.
  for (const d of dimensions) d.mark = d.summary.appendChild(document.createElement("span"));

  const picked = (d) => d.choices.filter((c) => c.tick.checked);
  // how an item answers a dimension: 2 expressly, 1 not limited, 0 not at all.
  const answer = (item, d, choices) => choices.some((c) => item.keys.has(c.key)) ? 2 : finder && item.open.has(d.id) ? 1 : 0;

  function apply() {
    const asked = dimensions.map((d) => ({ d, choices: picked(d) })).filter((q) => q.choices.length);
    for (const item of items) item.answers = asked.map((q) => answer(item, q.d, q.choices));
    const fits = items.filter((item) => item.answers.every((a) => a > 0));
    tally(asked);
    mark(asked);
    const visible = new Set(fits);
    if (finder) rank(asked, fits, visible);
    for (const item of items) item.line.hidden = !visible.has(item);
    for (const g of groups) {
      const n = g.lines.filter((line) => !line.hidden && g.group.contains(line)).length;
      g.group.hidden = n === 0;
      if (g.count) g.count.textContent = numbers.format(n);
      if (g.jump) g.jump.parentNode.hidden = n === 0 || (finder && asked.length > 0);
      const beside = g.jump && g.jump.parentNode.querySelector(".count");
      if (beside) beside.textContent = numbers.format(n);
    }
    if (contents) contents.hidden = groups.every((g) => !g.jump || g.jump.parentNode.hidden);
    chosen.hidden = !asked.length;
    status.textContent = asked.length ? tell(fits.length) : "";
    rescue(fits.length ? [] : asked);
  }

  function tell(n) {
    if (!n) return say.none;
    return say.shown.replace("[n]", (forms[plurals.select(n)] || forms.other).replace("#", numbers.format(n)));
  }

  // rescue offers to take back one choice, where all together leave nothing.
  function rescue(asked) {
    for (const old of box.querySelectorAll(".rescue")) old.remove();
    for (const q of asked.length > 1 ? asked : []) {
      const n = items.filter((item) => asked.every((other, i) => other === q || item.answers[i] > 0)).length;
      if (!n) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain rescue";
      button.textContent = say.without.replace("[n]", numbers.format(n)).replace("[v]", () => q.choices.map((c) => c.name).join(" / ")); // names may have a "$" or an "[n]"
      button.addEventListener("click", () => {
        for (const c of q.choices) c.tick.checked = false;
        remember();
        apply();
        status.focus();
      });
      status.after(button);
    }
  }

  // tally says at each choice how many items there would be with it: those that
  // all other dimensions leave.
  function tally(asked) {
    for (const d of dimensions) {
      const left = items.filter((item) => asked.every((q, i) => q.d === d || item.answers[i] > 0));
      for (const c of d.choices) {
        const n = left.filter((item) => item.keys.has(c.key)).length;
        const open = finder ? left.filter((item) => !item.keys.has(c.key) && item.open.has(d.id)).length : 0;
        c.count.textContent = numbers.format(n);
        if (c.more) c.more.textContent = open ? "+ " + numbers.format(open) : "";
        c.row.classList.toggle("empty", n + open === 0 && !c.tick.checked);
      }
    }
  }

  // mark shows the choices that are made, each with a button that takes it back.
  function mark(asked) {
    for (const old of chosen.querySelectorAll(".chip")) old.remove();
    const chips = asked.flatMap((q) => q.choices.map((c) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      chip.textContent = c.name;
      chip.setAttribute("aria-label", say.remove + " " + c.name);
      chip.addEventListener("click", () => {
        c.tick.checked = false;
        remember();
        apply();
        (chosen.querySelector(".chip") || dimensions[0].summary).focus();
      });
      return chip;
    }));
    chosen.prepend(...chips);
    for (const d of dimensions) {
      const n = picked(d).length;
      d.mark.textContent = n ? " " + numbers.format(n) : "";
    }
  }

  // rank puts the ways in that fit into one list, the best first, and those
  // that all answers but one fit into another, each saying why.
  function rank(asked, fits, visible) {
    for (const line of document.querySelectorAll(".because")) line.remove();
    for (const item of [...items].reverse()) item.home.insertBefore(item.line, item.after);
    for (const old of document.querySelectorAll(".ranked")) old.remove();
    if (!asked.length) return;
    const worth = (item) => item.answers.reduce((sum, a) => sum + (a === 2 ? 3 : a), item.sure ? 0.5 : 0);
    const order = (a, b) => worth(b) - worth(a);
    const misses = asked.length < 2 ? [] : items.filter((item) => item.answers.filter((a) => a === 0).length === 1 && item.answers.includes(2) && !item.closed);
    // What names the reader's animals, theme or region comes before what is only
    // open to all.
    const where = asked.map((q) => ["animals", "theme", "region"].includes(q.d.id));
    const direct = (item) => !where.includes(true) || item.answers.some((a, i) => where[i] && a === 2);
    const open = fits.filter((item) => !item.closed);
    const lists = [["fits", open.filter(direct)], ["general", open.filter((item) => !direct(item))], ["nearly", misses], ["closed-fits", fits.filter((item) => item.closed)]];
    for (const [id, list] of lists) {
      if (!list.length) continue;
      const section = document.createElement("section"), heading = document.createElement("h2");
      section.className = "ranked";
      section.setAttribute("aria-labelledby", id);
      heading.id = id;
      heading.textContent = say[id === "closed-fits" ? "closed" : id];
      section.append(heading);
      const ul = document.createElement("ul");
      ul.className = "items items-cards";
      for (const item of [...list].sort(order)) {
        visible.add(item);
        because(item, asked);
        ul.append(item.line);
      }
      section.append(ul);
      groups[0].group.before(section);
    }
  }

  // because says on the card why a way in is there.
  function because(item, asked) {
    const names = (kind) => asked.flatMap((q, i) => item.answers[i] !== kind ? [] :
      kind === 1 ? [q.choices.map((c) => c.name).join(" / ")] : q.choices.filter((c) => kind === 0 || item.keys.has(c.key)).map((c) => c.name));
    for (const [kind, text] of [[0, say.not], [1, say.any], [2, say.yes]]) {
      const found = names(kind);
      if (!found.length) continue;
      const line = document.createElement("p");
      line.className = "because because-" + ["not", "any", "yes"][kind];
      line.textContent = text.replace("[l]", () => listing.format(found)); // names may have a "$"
      item.line.querySelector(".what").after(line);
    }
  }

  function remember() {
    const query = new URLSearchParams();
    for (const d of dimensions) for (const c of picked(d)) query.append(d.id, c.id);
    try { history.pushState(null, "", query.size ? "?" + query : location.pathname); } catch { /* a page from a disk may not */ }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const d of dimensions) {
      const ids = query.getAll(d.id);
      for (const c of d.choices) c.tick.checked = ids.includes(c.id);
    }
    apply();
  }

  chosen.querySelector(".clear").addEventListener("click", () => {
    for (const d of dimensions) for (const c of d.choices) c.tick.checked = false;
    remember();
    apply();
    dimensions[0].summary.focus();
  });
  chosen.querySelector(".print")?.addEventListener("click", () => print());
  // Escape closes the open dimension.
  box.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  addEventListener("popstate", recall);
  recall();
})();
