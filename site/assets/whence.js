// Small comforts of every page: colour scheme, sorting of tables, copying, the key that leads to search; and the way to
// the larger scripts, which are loaded when a reader comes to what they are for.
(function () {
  "use strict";

  function stored(key) {
    try { return window.localStorage.getItem(key); } catch (error) { return null; }
  }

  function store(key, value) {
    try { value ? window.localStorage.setItem(key, value) : window.localStorage.removeItem(key); } catch (error) { /* denied */ }
  }

  // --- scripts that come later; their paths are from the root of the site

  const settings = document.body.dataset;
  const root = new URL(settings.root || ".", window.location.href);
  const address = (path) => new URL(path, root).href;

  // Runs them in the order given; `done` is called after the last, `failed` once if one of them cannot be had.
  function load(paths, done, failed) {
    let left = paths.length;
    for (const path of paths) {
      const script = document.createElement("script");
      script.src = address(path);
      script.async = false;
      script.onload = () => { left -= 1; if (!left && done) done(); };
      script.onerror = () => { if (failed) failed(); failed = null; };
      document.head.append(script);
    }
  }

  // The path of the record that a link leads to, the anchor of an input that is written in place on this page; nothing for other links.
  function record(link) {
    let there = null;
    try { there = new URL(link.getAttribute("href"), window.location.href); } catch (error) { return ""; }
    if (there.pathname === window.location.pathname) return /^#in-/.test(there.hash) && document.getElementById(there.hash.slice(1)) ? there.hash : "";
    if (!there.href.startsWith(address(""))) return "";
    const path = there.href.slice(address("").length).replace(/[?#].*$/, "");
    return /^(claims|quantities|choices|terms|checks|sources)\/[^/]+\.html$/.test(path) ? path : "";
  }

  // Where numbers stand that show the card of the record beside them.
  const numbers = "td.num, .figure-text, .big";
  const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  const raise = (power) => [...String(power)].map((digit) => RAISED[digit]).join("");
  const WORD = "[^\\P{L}_][\\p{L}\\p{N}_%°]*(?:\\^-?[0-9]+)?", WORDS = WORD + "(?:·" + WORD + ")*", UNDER = "(?:/(?:" + WORD + "|\\(" + WORDS + "\\)))";
  const UNITS = new RegExp("(?<=[0-9⁰¹²³⁴⁵⁶⁷⁸⁹] )" + WORDS + UNDER + "*|(?<=[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])" + UNDER + "+", "gu");

  // A unit with raised powers; where more than one name stands below the line, all are powers on one line.
  function typeset(unit) {
    if (!/[\^·]/.test(unit)) return unit;
    const [top, ...below] = unit.split("/"), under = below.flatMap((part) => part.replace(/[()]/g, "").split("·")), line = under.length < 2;
    const power = (sign) => (name) => {
      const [base, exponent = 1] = name.split("^"), whole = sign * exponent;
      return whole === 1 ? base : base + raise(whole);
    };
    const above = top.split("·").filter((name) => line || name !== "1").map(power(1));
    return [...above, ...(line ? [] : under.map(power(-1)))].join("\u202f") + (line ? under.map((name) => "/" + power(1)(name)).join("") : "");
  }

  // Numbers as people write them: `2.1e27` becomes 2.1×10²⁷, `-3 MW` −3 MW, `2 m^3/(kg·s^2)` 2 m³ kg⁻¹ s⁻².
  function pretty(text) {
    return text.replace(/(?<![A-Za-z0-9.])([0-9]+(?:\.[0-9]+)?)e(-?[0-9]+)(?!(?!x(?![A-Za-z0-9]))[A-Za-z0-9])/g, (all, number, power) => {
      const ten = "10" + raise(power);
      return number === "1" ? ten : number + "×" + ten;
    }).replace(UNITS, typeset).replace(/(?<![\p{L}\p{N}_.])-(?=[$€£¥]?[0-9])/gu, "−");
  }

  // What a finger asks for by a tap, as it cannot rest on anything: a symbol, an id or a number. Other links lead on at once.
  let finger = false, asked = null;
  function tapped(event) {
    const at = finger && event.target.closest && event.target.closest("math [href], a[href], " + numbers);
    return at && (!at.matches("a") || (record(at) && at.querySelector(":scope > code:only-child"))) ? at : null;
  }
  document.addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch"; }, true);

  window.whence = Object.freeze({ address, asked: () => asked, load, numbers, pretty, record, tapped });

  // Whether the reader pays for every byte, or waits for it.
  function dear() {
    const line = navigator.connection;
    return Boolean(line && (line.saveData || /2g/.test(line.effectiveType))) || window.matchMedia("(prefers-reduced-data: reduce)").matches;
  }

  // --- what-if: its scripts come when the page stands; where data are dear, once a reader moves and is near it

  const NEAR = "800px 0px", SIGNS = ["pointermove", "pointerdown", "scroll", "wheel", "keydown", "focusin"];

  function whatIf(section) {
    let model = null;
    try { model = JSON.parse(document.getElementById(section.dataset.model).textContent); } catch (error) { return; }
    const fields = Math.min(model.fields.length, 8);
    if (!fields && !model.choices.length) return;
    const note = document.createElement("p");
    note.className = "whatif-later";
    note.textContent = dear() ? "Loads as you come to it." : "Loading.";
    // About as high as what will stand here.
    note.style.minHeight = 14 + 7 * (fields + model.choices.length) + "rem";
    section.append(note);
    section.hidden = false;

    let asked = false;
    function bring() {
      if (asked) return;
      asked = true;
      load([...(model.files || []), ...section.dataset.scripts.split(" ")], () => { if (note.isConnected) section.hidden = true; },
        () => { note.textContent = "What belongs here could not be loaded. Load the page again to try once more."; });
    }
    function look() { if (/^#(w:|what-if$)/.test(window.location.hash)) bring(); }
    function near() {
      SIGNS.forEach((sign) => window.removeEventListener(sign, near));
      new IntersectionObserver((seen, watch) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        watch.disconnect();
        bring();
      }, { rootMargin: NEAR }).observe(section);
    }
    if (dear()) SIGNS.forEach((sign) => window.addEventListener(sign, near, { passive: true }));
    else if (document.readyState === "complete") bring();
    else window.addEventListener("load", () => window.setTimeout(bring, 0), { once: true });
    ["pointerenter", "touchstart", "focusin"].forEach((sign) => section.addEventListener(sign, bring, { passive: true }));
    window.addEventListener("hashchange", look);
    look();
  }

  // --- previews: their scripts come when a mouse or the keyboard rests on the link of a record, or a finger asks for one

  function previews() {
    const scripts = settings.preview;
    if (!scripts || dear()) return;
    const signs = ["pointerover", "focusin"];
    let waiting = 0;
    function bring() {
      signs.forEach((sign) => document.removeEventListener(sign, rest));
      document.removeEventListener("click", tap, true);
      load(scripts.split(" "));
    }
    function tap(event) {
      asked = tapped(event);
      if (!asked) return;
      event.preventDefault();
      bring();
    }
    function rest(event) {
      window.clearTimeout(waiting);
      const link = event.target.closest && event.target.closest("[href], " + numbers);
      if (!link || event.pointerType === "touch" || (link.matches("[href]") && !record(link))) return;
      const still = event.type === "focusin" ? ":focus-visible" : ":hover";
      waiting = window.setTimeout(() => { if (link.matches(still)) bring(); }, 100);
    }
    signs.forEach((sign) => document.addEventListener(sign, rest));
    document.addEventListener("click", tap, true);
  }

  // --- the graph around a record, which unfolds in place where a reader asks for it; else its link leads to the page of it

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-walk]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const sheet = document.createElement("link"), scripts = link.dataset.walk.split(" "), instead = () => { window.location.href = link.href; };
    const unfolded = () => { if (document.getElementById("walk").hidden) instead(); else link.closest(".around").hidden = true; };
    sheet.rel = "stylesheet";
    sheet.href = address(link.dataset.sheet);
    sheet.onload = () => load(scripts, unfolded, instead);
    sheet.onerror = instead;
    document.head.append(sheet);
    delete link.dataset.walk;
  });

  // --- light, dark, or as the system has it

  const SCHEMES = ["", "light", "dark"];
  const NAMES = { "": "Auto", light: "Light", dark: "Dark" }, ICONS = { "": "◐", light: "☀", dark: "☾" };
  let scheme = stored("whence-scheme");
  if (!SCHEMES.includes(scheme)) scheme = "";

  function paint() {
    if (scheme) document.documentElement.setAttribute("data-scheme", scheme);
    else document.documentElement.removeAttribute("data-scheme");
  }
  paint();

  function toggle() {
    const list = document.querySelector(".top .bar");
    if (!list) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "scheme";
    const say = () => {
      button.textContent = ICONS[scheme];
      button.title = "Colours: " + NAMES[scheme].toLowerCase();
      button.setAttribute("aria-label", "Colours: " + NAMES[scheme].toLowerCase() + ". Change");
    };
    button.addEventListener("click", () => {
      scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length];
      store("whence-scheme", scheme);
      paint();
      say();
    });
    say();
    list.insertBefore(button, list.querySelector(".menu"));
  }

  // --- symbols of a formula: not every browser follows the links of MathML by itself

  function follow(event) {
    const symbol = event.target.closest && event.target.closest("math [href]");
    if (symbol && !event.defaultPrevented) window.location.href = symbol.getAttribute("href");
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") follow(event); });

  document.addEventListener("click", (event) => {
    follow(event);
    // Charts to take along: the script comes to who opens the data of one.
    if (settings.save && event.target.closest(".chart-data > summary")) load([settings.save]), settings.save = "";
  });

  // --- tables that sort

  function key(cell) {
    const text = cell.dataset.key !== undefined ? cell.dataset.key : cell.textContent.trim();
    const number = Number(text);
    return text !== "" && Number.isFinite(number) ? number : text.toLowerCase();
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        // The rows that a long table folds away are sorted with the others, and as many stand open as before.
        const rest = table.closest(".table-wrap").nextElementSibling;
        const more = rest && rest.matches(".rest") ? rest.querySelector("table[data-rest]") : null;
        const bodies = [table, more].filter(Boolean).map((each) => each.tBodies[0]), most = bodies[0].rows.length;
        const rows = bodies.flatMap((body) => [...body.rows]).map((row, n) => [key(row.cells[column]), n, row]);
        rows.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]) || a[1] - b[1]);
        bodies.forEach((body, n) => body.append(...rows.slice(n ? most : 0, n ? rows.length : most).map((each) => each[2])));
      });
    });
  }

  // --- copying

  function copyable(place, source) {
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    const said = document.createElement("span");
    said.className = "unseen";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(source.textContent).then(
        () => { button.textContent = "Copied"; said.textContent = "Copied"; },
        () => { button.textContent = "Select and copy by hand"; }
      );
      window.setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2500);
    });
    place.append(button, said);
  }

  // --- details opened by an anchor inside them, and for print

  function reveal() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(window.location.hash.slice(1))); } catch (error) { return; }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (window.location.hash.startsWith("#w:")) document.querySelectorAll(".asked").forEach((each) => { each.open = true; });
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((each) => { each.open = true; });
  });
  window.addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return;
    const link = document.querySelector("a.find");
    if (!link || document.getElementById("search-input")) return;
    event.preventDefault();
    window.location.href = link.href;
  });

  function start() {
    toggle();
    // What is inside of a formula is hidden by its own role from who listens; in a group links are links.
    for (const each of document.querySelectorAll("math [href]")) {
      each.setAttribute("tabindex", "0"), each.setAttribute("role", "link"), each.closest("math").setAttribute("role", "group");
    }
    document.querySelectorAll("table[data-sortable]:not([data-rest])").forEach(sortable);
    document.querySelectorAll(".copy").forEach((each) => copyable(each, each.querySelector("pre")));
    document.querySelectorAll(".copy-id").forEach((each) => copyable(each, each.querySelector("code")));
    const search = document.getElementById("search");
    if (search) search.hidden = false;
    document.querySelectorAll("section[data-scripts]").forEach(whatIf);
    previews();
    reveal();
    window.addEventListener("hashchange", reveal);
  }
  start();
})();
