// The records of the site as search and previews read them, from the files of the index that engine/whence/searchdata.py
// writes: first what everything is called, then the numbers and the other words that it is found by.
(function () {
  "use strict";

  const FIRST = "search-data.js", LATER = /^search-(data|numbers)-\d+\.js$/;
  const STANDINGS = new Set(["conflict", "disputed", "headline", "missing", "open", "retracted", "superseded", "withdrawn"]);
  const rows = [], told = [];
  let state = "", numbered = 0;

  function add({ kinds, titles, numbers, table, words }) {
    if (titles) name(kinds, titles);
    if (numbers) number(numbers, table, words);
  }

  function name(kinds, titles) {
    let at = 0;
    for (const [kind, folder, count] of kinds) {
      for (const end = at + 2 * count; at < end; at += 2) {
        const [id, title] = [titles[at], titles[at + 1]];
        rows.push({ kind, id, title, number: "", what: "", words: "", standing: [], source: "", address: folder + id + ".html" });
      }
    }
  }

  function number(numbers, table, words) {
    const texts = table.map((each) => (typeof each === "number" ? rows[each].id + " " + rows[each].title : each));
    numbers.forEach((text, n) => {
      const [what, ...others] = words[n].map((place) => texts[place]), row = rows[numbered + n];
      const standing = others.filter((each) => STANDINGS.has(each)), source = words[n].find((place, m) => m && typeof table[place] === "number");
      Object.assign(row, { number: window.whence.pretty(text), what, words: others.join(" "), standing, source: source === undefined ? "" : rows[table[source]].title });
    });
    numbered += numbers.length;
  }

  function tell(word) {
    state = word;
    told.forEach((each) => each(state));
  }

  // One file after the other, so that the index of a large base leaves the page in peace.
  function follow(names) {
    if (!names.length) return tell("whole");
    window.whence.load(names.slice(0, 1), () => {
      tell("part");
      follow(names.slice(1));
    }, () => tell("broken"));
  }

  function begin() {
    state = "asked";
    window.whence.load([FIRST], () => {
      const first = window.whenceSearch;
      if (!first || !Array.isArray(first.titles)) return tell("broken");
      first.add = add;
      add(first);
      tell("part");
      follow((first.more || []).filter((each) => LATER.test(each)));
    }, () => tell("broken"));
  }

  // Tells whenever there is more to read: `part`, at last `whole`, or `broken` where a file is missing.
  function read(tell) {
    told.push(tell);
    if (!state) begin();
    else if (state !== "asked") tell(state);
  }

  window.whenceRecords = Object.freeze({ read, rows });
})();
