// Search: results as you type, from the index that records.js reads; works from disk, and never reads text as markup.
(function () {
  "use strict";

  const MOST_TYPED = 200, MOST_SHOWN = 50, MOST_WORDS = 8;
  const input = document.getElementById("search-input"), list = document.getElementById("search-results");
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // --- elsewhere on the site: `/` leads to the search box

  function focusOnSlash(event) {
    const at = event.target, typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = input || document.querySelector("input[type=search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  document.addEventListener("keydown", focusOnSlash);
  if (!input || !list) return;

  // --- the index

  const records = window.whenceRecords, rows = records.rows, folded = new Map();
  let state = "asked";

  // What a row is found by, as words are compared.
  function foldedRow(row) {
    const { kind, id, title, number, what, words } = row;
    if (!folded.has(row)) folded.set(row, { id: fold(id), title: fold(title), all: fold([id, title, number, words, what, kind].join(" ")) });
    return folded.get(row);
  }

  // More rows, or more of each: `part`, `whole` or `broken`.
  function arrived(word) {
    state = word;
    folded.clear();
    if (state !== "part") kinds();
    const held = list.contains(document.activeElement) ? document.activeElement.href : "";
    run();
    const again = held && [...list.querySelectorAll("a")].find((each) => each.href === held);
    if (again) again.focus();
  }

  // --- finding

  // How well a row fits the words, 0 if one of them is nowhere in it.
  function fit(row, words) {
    let total = 0;
    for (const word of words) {
      const found = rank(foldedRow(row), word);
      if (!found) return 0;
      total += found;
    }
    return total;
  }

  function rank({ id, title, all }, word) {
    if (id === word || title === word) return 100;
    if (id.startsWith(word) || title.startsWith(word)) return 40;
    if ((" " + title).includes(" " + word) || ("-" + id).includes("-" + word)) return 20;
    if (title.includes(word) || id.includes(word)) return 10;
    return (" " + all).includes(" " + word) ? 4 : all.includes(word) ? 1 : 0;
  }

  function find(query) {
    const words = fold(query).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    if (!words.length) return [];
    const kinds = new Set(filters.filter((each) => each.checked).map((each) => each.value));
    return rows.map((row) => ({ row, fits: kinds.size && !kinds.has(row.kind) ? 0 : fit(row, words) }))
      .filter((each) => each.fits)
      .sort((a, b) => b.fits - a.fits || a.row.title.length - b.row.title.length || (a.row.id < b.row.id ? -1 : 1))
      .map((each) => each.row);
  }

  // The rows with words most like those that were typed, by the pairs of letters they share.
  function nearest(query) {
    const pairs = (text) => new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, i) => text.slice(i, i + 2)));
    const parts = (text) => text.split(/[\s.-]+/).filter(Boolean).slice(0, 40).map(pairs);
    const wanted = parts(fold(query)).slice(0, MOST_WORDS);
    const alike = (a, b) => {
      const both = [...a].filter((pair) => b.has(pair)).length;
      return both / (a.size + b.size - both || 1);
    };
    const close = (row) => {
      const { id, title } = foldedRow(row);
      const own = parts(id + " " + title);
      return wanted.reduce((sum, word) => sum + Math.max(0, ...own.map((each) => alike(word, each))), 0) / (wanted.length || 1);
    };
    return rows.map((row) => ({ row, close: close(row) })).filter((each) => each.close > 0.3)
      .sort((a, b) => b.close - a.close || (a.row.id < b.row.id ? -1 : 1)).slice(0, 5).map((each) => each.row);
  }

  // --- showing

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function item(row) {
    return make("li", { class: "search-result" },
      make("a", { href: row.address }, row.title), " ",
      make("span", { class: "search-number" }, row.number), " ",
      make("span", { class: "search-kind" }, row.kind + " · ", make("code", {}, row.id)));
  }

  function run() {
    const query = input.value.slice(0, MOST_TYPED), found = find(query);
    const near = query.trim() && !found.length ? nearest(query) : [];
    list.replaceChildren(...(found.length ? found.slice(0, MOST_SHOWN) : near).map(item));
    count.textContent = told(query, found, near);
    remember(query);
  }

  function told(query, found, near) {
    if (!rows.length && state === "broken") return "The index could not be read, so search does not work here; the lists of the site do.";
    if (!found.length && ["asked", "part"].includes(state)) return "Reading the index.";
    const missing = state === "broken" ? " A part of the index could not be read, so some records may be missing." : "";
    if (!query.trim()) return rows.length + " records can be searched." + missing;
    if (!found.length) return "No result." + (near.length ? " Did you mean one of these?" : "") + missing;
    const some = found.length > MOST_SHOWN ? ", the first " + MOST_SHOWN + " are shown" : "";
    return found.length + (found.length === 1 ? " result" : " results") + some + "." + missing;
  }

  function remember(query) {
    const there = new URLSearchParams(location.search);
    if ((there.get("q") || "") === query) return;
    if (query) there.set("q", query.toWellFormed ? query.toWellFormed() : query);
    else there.delete("q");
    const text = there.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch {
      // An embedding page may forbid it.
    }
  }

  // --- by keyboard: down from the box into the results, up and down among them, up from the first one back

  function travel(event) {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && event.target === input && input.value) {
      input.value = "";
      run();
    } else if (event.key === "Enter" && event.target === input && links.length) {
      links[0].click();
    } else if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? links[at - 1] : input).focus();
    } else if (at >= 0 && (event.key === "Home" || event.key === "End")) {
      links[event.key === "Home" ? 0 : links.length - 1].focus();
    } else return;
    event.preventDefault();
  }

  // --- the page

  const whole = document.getElementById("search");
  const count = document.getElementById("search-status") || make("p", { role: "status", "aria-live": "polite" });
  const filters = [];
  if (whole) whole.hidden = false;
  if (!count.isConnected) list.before(count);
  for (const place of [input, list]) place.addEventListener("keydown", travel);
  input.addEventListener("input", run);
  if (input.form) input.form.addEventListener("submit", (event) => event.preventDefault());
  input.value = (new URLSearchParams(location.search).get("q") || "").slice(0, MOST_TYPED);
  run();
  records.read(arrived);

  // A box for each kind of record there is.
  function kinds() {
    const every = [...new Set(rows.map((row) => row.kind))];
    if (every.length < 2 || filters.length) return;
    const boxes = every.map((kind) => {
      const box = make("input", { type: "checkbox", value: kind });
      box.addEventListener("change", run);
      filters.push(box);
      return make("label", {}, box, " " + kind);
    });
    count.before(make("fieldset", { class: "search-kinds" }, make("legend", {}, "Only these kinds"), ...boxes));
  }
})();
