// Small comforts of every page: colour scheme, sorting of tables, copying, and the key that leads to search.
(function () {
  "use strict";

  function stored(key) {
    try { return window.localStorage.getItem(key); } catch (error) { return null; }
  }

  function store(key, value) {
    try { value ? window.localStorage.setItem(key, value) : window.localStorage.removeItem(key); } catch (error) { /* denied */ }
  }

  // --- light, dark, or as the system has it

  const SCHEMES = ["", "light", "dark"];
  const NAMES = { "": "Auto", light: "Light", dark: "Dark" };
  let scheme = stored("whence-scheme");
  if (!SCHEMES.includes(scheme)) scheme = "";

  function paint() {
    if (scheme) document.documentElement.setAttribute("data-scheme", scheme);
    else document.documentElement.removeAttribute("data-scheme");
  }
  paint();

  function toggle() {
    const list = document.querySelector(".top nav ul");
    if (!list) return;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "scheme";
    const say = () => {
      button.textContent = NAMES[scheme];
      button.setAttribute("aria-label", "Colours: " + NAMES[scheme].toLowerCase() + ". Change");
    };
    button.addEventListener("click", () => {
      scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length];
      store("whence-scheme", scheme);
      paint();
      say();
    });
    say();
    item.append(button);
    list.append(item);
  }

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
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row, n) => [key(row.cells[column]), n, row]);
        rows.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]) || a[1] - b[1]);
        body.append(...rows.map((each) => each[2]));
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
    document.querySelectorAll("table[data-sortable]").forEach(sortable);
    document.querySelectorAll(".copy").forEach((each) => copyable(each, each.querySelector("pre")));
    document.querySelectorAll(".copy-id").forEach((each) => copyable(each, each.querySelector("code")));
    const search = document.getElementById("search");
    if (search) search.hidden = false;
    reveal();
    window.addEventListener("hashchange", reveal);
  }
  start();
})();
