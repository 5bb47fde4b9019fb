// Search: results as you type, from the index that records.js reads; works from disk, and never reads text as markup.
(function () {
  "use strict";

  const MOST_TYPED = 200, PAGE = 50, MOST_WORDS = 8;
  const input = document.getElementById("search-input"), list = document.getElementById("search-results");

  // --- words as they are compared: without accents, quotes and the commas of thousands, every dash a hyphen

  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const SCALES = new Map(Object.entries({ k: 3, thousand: 3, m: 6, million: 6, b: 9, bn: 9, billion: 9, t: 12, tn: 12, trillion: 12 }));
  const lowered = (text) => text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/g, (each) => (each === "⁻" ? "-" : String(RAISED.indexOf(each))));

  function fold(text) {
    return text.replace(/(\d×|(?<![\d.]))10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (all, times, power) => (times ? times[0] : "1") + "e" + lowered(power))
      .replace(/(\d)(?:[x×*·]| [x×*·] )10\^([-−]?)(\d)/g, (all, digit, sign, power) => digit + "e" + (sign && "-") + power)
      .replace(/(?<![\d.])10\^([-−]?)(\d)/g, (all, sign, power) => "1e" + (sign && "-") + power).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-").replace(/\u00ad/g, "")
      .replace(/["'`´\u2018-\u201f\u2039\u203a«»\u2032\u2033]/g, "")
      .replace(/(\d),(?=\d{3}(?!\d))/g, "$1").replace(/(\d) (?=(?:thousand|million|billion|trillion|bn|tn)(?![a-z]))/g, "$1");
  }

  // The number that a word is, written out: 400k is 400000; nothing where it is none.
  function worth(word) {
    const found = /^[$€£]?(\d{1,15}(?:\.\d{1,9})?)(?:e(-?\d{1,3})|([a-z]+))?$/.exec(word);
    if (!found || (found[3] && !SCALES.has(found[3]))) return "";
    return String(Number(found[1] + "e" + (found[2] || SCALES.get(found[3]) || 0)));
  }

  const NUMBERS = /(?<![\p{L}\p{N}.])[$€£]?\d+(?:\.\d+)?(?:e-?\d+|[a-z]+)?(?![\p{L}\p{N}])/gu;
  const worths = (text) => new Set((text.match(NUMBERS) || []).map(worth).filter(Boolean));

  // Letters and digits that one writes apart and another in one word: 150mw finds `150 MW`, gpt5 GPT-5. Null for other words. A number
  // with an exponent is one piece: 6.67e-11 is not 6.67e11.
  const apart = new Map();
  function loose(word) {
    if (!apart.has(word)) {
      const mixed = /\p{L}-?\d|\d-?\p{L}/u.test(word), whole = mixed ? word.replace(/(?<=\p{L})(?<!\de)-(?=\d)|(?<=\d)-(?=\p{L})/gu, "") : word;
      const parts = whole.match(/\d[\d.]*e-?\d+|\p{L}+|\d[\d.]*|[^\p{L}\d]+/gu) || [];
      const escaped = parts.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      apart.set(word, mixed ? new RegExp("(?<![\\p{L}\\p{N}.])" + escaped.join("[\\s-]*"), "u") : null);
    }
    return apart.get(word);
  }

  // The number and the unit of a word like 150mw; null for other words.
  const amounts = new Map();
  function measured(word) {
    if (!amounts.has(word)) {
      const found = /^([$€£]?\d+(?:\.\d+)?(?:e-?\d+)?)(\p{L}+)$/u.exec(word), number = found && worth(found[1]);
      amounts.set(word, number ? [number, new RegExp("(?<![\\p{L}\\p{N}])" + found[2] + "(?![\\p{L}\\p{N}])", "u")] : null);
    }
    return amounts.get(word);
  }

  // --- elsewhere on the site: `/` leads to the search box

  function focusOnSlash(event) {
    const at = event.target, typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    // In the box itself, empty as it is on arrival, the key would only leave a slash.
    if (event.key !== "/" || (typing && (at !== input || input.value)) || event.ctrlKey || event.metaKey || event.altKey) return;
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
  let state = "asked", spelt = null, most = PAGE, picked = new Set();

  // What a row is found by, as words are compared.
  function foldedRow(row) {
    const { kind, id, title, number, what, words } = row;
    if (!folded.has(row)) {
      const named = fold(title), all = fold([id, title, number, words, what, kind].join(" "));
      folded.set(row, { id: fold(id), title: named, all, standing: row.standing, numbers: worths(all), named: worths(named) });
    }
    return folded.get(row);
  }

  // More rows, or more of each: `part`, `whole` or `broken`.
  function arrived(word) {
    state = word;
    folded.clear();
    spelt = null;
    if (state !== "part") kinds();
    const held = list.contains(document.activeElement) ? document.activeElement.href : "";
    run();
    const again = held && [...list.querySelectorAll("a")].find((each) => each.href === held);
    if (again) again.focus();
  }

  // --- finding

  function rank({ id, title, all, standing, numbers, named }, word) {
    if (id === word || title === word) return 100;
    if (standing.includes(word)) return 60;
    if (id.startsWith(word) || title.startsWith(word)) return 40;
    const number = worth(word);
    if ((" " + title).includes(" " + word) || ("-" + id).includes("-" + word) || (number && named.has(number))) return 20;
    const parts = loose(word), amount = measured(word);
    if (parts && parts.test(title)) return 18;
    if (title.includes(word) || id.includes(word)) return 10;
    if (parts && parts.test(all)) return 8;
    // The unit of an interval stands behind its upper end alone.
    if (amount && numbers.has(amount[0]) && amount[1].test(all)) return 4;
    return (" " + all).includes(" " + word) || (number && numbers.has(number)) ? 4 : all.includes(word) ? 1 : 0;
  }

  // The rows that hold every word, and the words that were taken for misspelt ones, each as [typed, taken].
  function find(query) {
    const words = [...new Set(fold(query).split(/\s+/).filter((each) => /[^-]/.test(each)))].slice(0, MOST_WORDS), taken = [];
    const fits = new Map(words.length ? rows.map((row) => [row, 0]) : []);
    for (const word of words) {
      const ranks = ranked(fits, [word]), any = [...ranks.values()].some(Boolean) || rows.some((row) => rank(foldedRow(row), word));
      const others = any ? [] : alike(word);
      if (others.length) taken.push([word, others]);
      for (const [row, found] of any ? ranks : ranked(fits, others)) {
        if (found) fits.set(row, fits.get(row) + found);
        else fits.delete(row);
      }
    }
    const better = (a, b) => b[1] - a[1] || a[0].title.length - b[0].title.length || (a[0].id < b[0].id ? -1 : 1);
    return { every: [...fits].sort(better).map(([row]) => row), taken };
  }

  const ranked = (fits, words) => new Map([...fits.keys()].map((row) => [row, Math.max(0, ...words.map((word) => rank(foldedRow(row), word)))]));

  // The words of the records that a misspelt one may stand for: one slip in a word of four letters, two in one of seven.
  function alike(word) {
    const most = word.length < 4 || worth(word) ? 0 : word.length < 7 ? 1 : 2;
    if (!most) return [];
    spelt = spelt || new Set(rows.flatMap((row) => foldedRow(row).all.split(/[^\p{L}\p{N}]+/u).filter((each) => each.length > 2)));
    const near = [...spelt].map((each) => [slips(word, each, most), each]).filter(([count]) => count <= most);
    const least = Math.min(...near.map(([count]) => count));
    const best = near.filter(([count]) => count === least).map(([, each]) => each).sort();
    // Few slip at the first letter.
    const begun = best.filter((each) => each[0] === word[0]);
    return (begun.length ? begun : best).slice(0, 5);
  }

  // How many letters are wrong, missing, too many or swapped with the next, as long as it may be at most so many.
  function slips(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // The rows with words most like those that were typed, by the pairs of letters they share.
  function nearest(query) {
    const pairs = (text) => new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, i) => text.slice(i, i + 2)));
    const parts = (text) => text.split(/[\s.-]+/).filter(Boolean).slice(0, 40).map(pairs);
    const words = fold(query).split(/\s+/).filter((each) => !worth(each) && !measured(each)).join(" ");
    // No number stands for another.
    if (!words) return [];
    const typed = parts(words).slice(0, MOST_WORDS);
    const overlap = (a, b) => {
      const both = [...a].filter((pair) => b.has(pair)).length;
      return both / (a.size + b.size - both || 1);
    };
    const close = (row) => {
      const { id, title } = foldedRow(row);
      const own = parts(id + " " + title);
      return typed.reduce((sum, word) => sum + Math.max(0, ...own.map((each) => overlap(word, each))), 0) / (typed.length || 1);
    };
    return rows.filter(wanted).map((row) => ({ row, close: close(row) })).filter((each) => each.close > 0.45)
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
    const about = [row.kind, ...row.standing].join(" · ");
    return make("li", { class: "search-result" },
      make("a", { href: row.address }, row.title), " ",
      make("span", { class: "search-number" }, row.number), " ",
      make("span", { class: "search-kind" }, about + " · ", make("code", {}, row.id)));
  }

  const wanted = (row) => !picked.size || picked.has(row.kind);

  function run() {
    const query = input.value.slice(0, MOST_TYPED), { every, taken } = find(query), found = every.filter(wanted);
    const near = query.trim() && !every.length ? nearest(query) : [];
    list.replaceChildren(...(found.length ? found.slice(0, most) : near).map(item));
    count.textContent = told(query, { every, found, near, taken });
    more.hidden = found.length <= most;
    more.textContent = "Show " + Math.min(PAGE, found.length - most) + " more";
    drop.hidden = every.length === found.length;
    drop.textContent = "Show all " + every.length;
    remember(query);
  }

  const results = (number) => number + (number === 1 ? " result" : " results");

  function told(query, { every, found, near, taken }) {
    if (!rows.length && state === "broken") return "The index could not be read, so search does not work here; the lists of the site do.";
    if (!every.length && ["asked", "part"].includes(state)) return "Reading the index.";
    const missing = state === "broken" ? " A part of the index could not be read, so some records may be missing." : "";
    if (!query.trim()) return rows.length + " records can be searched." + missing;
    const others = every.length - found.length, aside = others ? results(others) + " of other kinds" : "";
    if (!every.length) return "No result." + (near.length ? " Did you mean one of these?" : "") + missing;
    const read = taken.map(([word, words]) => " Nothing holds “" + word + "”; taken for " + words.map((each) => "“" + each + "”").join(" or ") + ".").join("");
    if (!found.length) return "No result of the " + (picked.size === 1 ? "kind " : "kinds ") + [...picked].join(", ") + "; " + aside + "." + read + missing;
    const some = found.length > most ? ", the first " + most + " are shown" : "";
    return results(found.length) + some + (aside ? "; " + aside : "") + "." + read + missing;
  }

  // The address says what is looked for: `?q=words&kind=claim&kind=term`.
  function remember(query) {
    const there = new URLSearchParams(location.search), before = there.toString();
    const text = query.toWellFormed ? query.toWellFormed() : query;
    if ((there.get("q") || "") !== text) there.set("q", text);
    if (!query) there.delete("q");
    if ([...picked].join() !== there.getAll("kind").join()) {
      there.delete("kind");
      for (const kind of picked) there.append("kind", kind);
    }
    const now = there.toString();
    if (now === before) return;
    try {
      history.replaceState(null, "", location.pathname + (now ? "?" + now : "") + location.hash);
    } catch {
      // An embedding page may forbid it.
    }
  }

  // Another search begins with its first results again.
  function search() {
    most = PAGE;
    run();
  }

  // The next results, the focus on the first of them.
  function showMore() {
    const first = most;
    most += PAGE;
    run();
    const links = list.querySelectorAll("a");
    if (links[first]) links[first].focus();
  }

  function pick(kinds) {
    picked = new Set(kinds);
    filters.forEach((each) => { each.checked = picked.has(each.value); });
    search();
  }

  // --- by keyboard: down from the box into the results, up and down among them, up from the first one back

  function travel(event) {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && event.target === input && input.value) {
      input.value = "";
      search();
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

  const whole = document.getElementById("search"), asked = new URLSearchParams(location.search);
  const count = document.getElementById("search-status") || make("p", { role: "status", "aria-live": "polite" });
  const drop = make("button", { type: "button", class: "search-all", hidden: "" });
  const more = make("button", { type: "button", class: "search-more", hidden: "" });
  const filters = [];
  if (whole) whole.hidden = false;
  if (!count.isConnected) list.before(count);
  count.after(drop);
  list.after(more);
  for (const place of [input, list]) place.addEventListener("keydown", travel);
  input.addEventListener("input", search);
  more.addEventListener("click", showMore);
  drop.addEventListener("click", () => { pick([]); input.focus(); });
  if (input.form) input.form.addEventListener("submit", (event) => event.preventDefault());
  input.value = (asked.get("q") || "").slice(0, MOST_TYPED);
  picked = new Set(asked.getAll("kind").slice(0, 12).map((each) => each.slice(0, 40)));
  // Whoever comes without a question is about to type one.
  if (!input.value && !location.hash) input.focus({ preventScroll: true });
  run();
  records.read(arrived);

  // A box for each kind of record there is; what the address names besides is passed over.
  function kinds() {
    const every = [...new Set(rows.map((row) => row.kind))];
    if (filters.length) return;
    picked = new Set([...picked].filter((kind) => every.includes(kind)));
    if (every.length < 2) return;
    const boxes = every.map((kind) => {
      const box = make("input", { type: "checkbox", value: kind });
      box.checked = picked.has(kind);
      box.addEventListener("change", () => pick(filters.filter((each) => each.checked).map((each) => each.value)));
      filters.push(box);
      return make("label", {}, box, " " + kind);
    });
    count.before(make("fieldset", { class: "search-kinds" }, make("legend", {}, "Only these kinds"), ...boxes));
  }
})();
