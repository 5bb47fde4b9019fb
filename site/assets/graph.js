// The graph: any record with what it rests on and what rests on it, drawn from graph-data.js; works from disk. It has a
// page of its own, whose address says what is shown, and unfolds on the page of a record (`data-id`), around that one.
(function () {
  "use strict";

  const host = document.getElementById("walk"), data = window.whenceGraph;
  if (!host || !data || !data.nodes.length) return;
  const own = host.dataset.id || "", root = document.body.dataset.root || "";

  const SVG = "http://www.w3.org/2000/svg";
  const WIDE = 212, TALL = 76, GAP = 56, STEP = 90, TOP = 34, EDGE = 10, INNER = WIDE - 28;
  const MOST_LEVELS = 30, MOST_SHOWN = 400, MOST_TYPED = 300, LETTERS = 26;
  const DEFAULTS = { up: 2, down: 1 };
  const SHAPES = { computed: "round", quantity: "double", choice: "pointed", check: "cut", term: "slanted" };

  // --- the graph

  const nodes = data.nodes.map(([id, title, number, kind, standing, folder, conflict], at) => ({
    at, id, title, number, kind: data.kinds[kind], standing: data.standings[standing], conflict: conflict === 1,
    page: root + data.folders[folder] + "/" + id + ".html", ups: [], downs: [],
  }));
  for (let n = 0; n < data.links.length; n += 2) {
    const above = nodes[data.links[n]], below = nodes[data.links[n + 1]];
    above.downs.push(below);
    below.ups.push(above);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));

  // All that a record rests on, itself with it.
  function above(node) {
    const seen = new Set([node]);
    for (const each of seen) for (const next of each.ups) seen.add(next);
    return seen;
  }

  // The part of a record's variance that comes along a link above it: that of all that is upstream of the link.
  function along(middle) {
    const found = data.shares[middle.at] || [], parts = [];
    for (let n = 0; n < found.length; n += 2) parts.push([nodes[found[n]], found[n + 1] / 1000]);
    const all = above(middle);
    return ({ from, to }) => {
      if (!parts.length || !all.has(to)) return 0;
      const upper = above(from);
      return Math.min(1, parts.reduce((sum, [node, part]) => sum + (upper.has(node) ? part : 0), 0));
    };
  }

  // A shortest way from one record to another, up or down alone; null where neither rests on the other.
  function way(from, to) {
    for (const side of ["ups", "downs"]) {
      const before = new Map([[from, null]]);
      for (const node of before.keys()) for (const next of node[side]) if (!before.has(next)) before.set(next, node);
      if (!before.has(to)) continue;
      const steps = [];
      for (let at = to; at; at = before.get(at)) steps.unshift(at);
      return { steps, sign: side === "ups" ? -1 : 1 };
    }
    return null;
  }

  // Every record within so many levels, with its column: below zero what the middle rests on, above zero its users.
  function around(middle, up, down) {
    const columns = new Map([[middle, 0]]);
    for (const [way, step, most] of [["ups", -1, up], ["downs", 1, down]]) {
      let edge = [middle];
      for (let level = 1; level <= most && edge.length; level += 1) {
        edge = [...new Set(edge.flatMap((node) => node[way]))].filter((node) => !columns.has(node));
        for (const node of edge) columns.set(node, step * level);
      }
    }
    return columns;
  }

  const deepest = (middle, way) => {
    const columns = [...around(middle, way === "up" ? MOST_LEVELS : 0, way === "down" ? MOST_LEVELS : 0).values()];
    return Math.max(...columns.map(Math.abs));
  };

  // The links between shown records; one that leads through records that are filtered out says so.
  function links(shown, columns) {
    const found = [];
    for (const node of shown) {
      const direct = new Set(node.ups), seen = new Set(), open = [...node.ups];
      while (open.length) {
        const next = open.pop();
        if (seen.has(next) || !columns.has(next)) continue;
        seen.add(next);
        if (shown.has(next)) found.push({ from: next, to: node, through: !direct.has(next) });
        else open.push(...next.ups);
      }
    }
    return found;
  }

  // --- what is shown: the state, and its form in the address

  const state = { middle: nodes[data.start], ...DEFAULTS, hide: new Set(), only: false, zoom: 0, to: null };

  function read(query) {
    const given = new URLSearchParams(query.slice(0, 4000)), id = (given.get("id") || "").slice(0, MOST_TYPED);
    const level = (name) => {
      const number = given.has(name) ? Number.parseInt(given.get(name), 10) : DEFAULTS[name];
      return Number.isNaN(number) ? DEFAULTS[name] : Math.min(Math.max(number, 0), MOST_LEVELS);
    };
    const words = new Set([...data.kinds, ...data.standings]);
    state.middle = byId.get(id || own) || nodes[data.start];
    state.to = byId.get((given.get("to") || "").slice(0, MOST_TYPED)) || null;
    state.up = level("up");
    state.down = level("down");
    state.hide = new Set((given.get("hide") || "").split(",").filter((word) => words.has(word)));
    state.only = given.get("only") === "conflict";
    return !id || byId.has(id);
  }

  function address(middle = state.middle) {
    const query = new URLSearchParams({ id: middle.id, up: state.up, down: state.down });
    if (state.hide.size) query.set("hide", [...state.hide].sort().join(","));
    if (state.only) query.set("only", "conflict");
    if (state.to) query.set("to", state.to.id);
    return (own ? root + "graph.html" : "") + "?" + query;
  }

  function keep(push) {
    if (own) return;
    try {
      history[push ? "pushState" : "replaceState"](null, "", address());
    } catch {
      // A browser that refuses to change the address of a file leaves it as it is.
    }
  }

  function scene() {
    const { middle, up, down, hide, only } = state, columns = around(middle, up, down), led = state.to && way(middle, state.to);
    if (led) led.steps.forEach((node, n) => columns.has(node) || columns.set(node, led.sign * n));
    const steps = new Set(led ? led.steps : []);
    const kept = ([node]) =>
      steps.has(node) || node === middle || !(hide.has(node.kind) || hide.has(node.standing) || (only && !node.conflict));
    const fit = [...columns].filter(kept).sort((a, b) => steps.has(b[0]) - steps.has(a[0]) || Math.abs(a[1]) - Math.abs(b[1]) || a[0].at - b[0].at);
    const shown = new Set(fit.slice(0, MOST_SHOWN).map(([node]) => node));
    return { columns, shown, led, edges: links(shown, columns), hidden: columns.size - fit.length, more: fit.length - shown.size };
  }

  // --- places: columns by distance, each in the order that keeps links short

  function placed({ columns, shown, edges }) {
    const levels = [...new Set([...shown].map((node) => columns.get(node)))].sort((a, b) => a - b);
    const rows = levels.map((level) => [...shown].filter((node) => columns.get(node) === level));
    const beside = new Map([...shown].map((node) => [node, []]));
    for (const { from, to } of edges) {
      beside.get(from).push(to);
      beside.get(to).push(from);
    }
    const height = new Map();
    const settle = (row) => row.forEach((node, n) => height.set(node, n - (row.length - 1) / 2));
    rows.forEach(settle);
    const wish = (node, level) => {
      const near = beside.get(node).filter((other) => Math.abs(columns.get(other)) < Math.abs(level));
      return near.length ? near.reduce((sum, other) => sum + height.get(other), 0) / near.length : height.get(node);
    };
    const outward = levels.map((level, n) => n).sort((a, b) => Math.abs(levels[a]) - Math.abs(levels[b]));
    for (const n of outward) {
      const wishes = new Map(rows[n].map((node) => [node, wish(node, levels[n])]));
      rows[n].sort((a, b) => wishes.get(a) - wishes.get(b) || a.at - b.at);
      settle(rows[n]);
    }
    const tallest = Math.max(...rows.map((row) => row.length)), spots = new Map();
    rows.forEach((row, n) => {
      for (const [m, node] of row.entries()) {
        spots.set(node, { x: EDGE + n * (WIDE + GAP), y: TOP + ((tallest - row.length) / 2 + m) * STEP, row, m });
      }
    });
    return {
      levels, rows, spots, width: 2 * EDGE + levels.length * (WIDE + GAP) - GAP, height: TOP + tallest * STEP,
    };
  }

  // --- pieces of the page

  function element(name, attributes = {}, ...children) {
    const made = name.startsWith("svg:") ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function button(word, act, name = "") {
    const made = element("button", { type: "button", ...(name ? { "aria-label": name } : {}) }, word);
    made.addEventListener("click", () => made.getAttribute("aria-disabled") === "true" || act());
    return made;
  }

  const pen = document.createElement("canvas").getContext("2d"), fonts = new Map();

  // The font that a text of this class is drawn in.
  function font(kind) {
    if (!fonts.has(kind)) {
      const probe = element("svg:text", { class: kind }), sheet = element("svg:svg", {}, probe);
      host.append(sheet);
      const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(probe);
      fonts.set(kind, [fontStyle, fontWeight, fontSize, fontFamily].join(" "));
      sheet.remove();
    }
    return fonts.get(kind);
  }

  // Whether a text fits into a box: by its measure, or by its letters where there is none.
  function fits(text, kind) {
    if (!pen) return text.length <= LETTERS;
    pen.font = font(kind);
    return pen.measureText(text).width <= INNER - 2;
  }

  // How many of some pieces fit onto one line, found by halving.
  function fitting(pieces, whole) {
    let low = 0, high = pieces.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (whole(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A text in at most so many lines that fit, broken between words where it can be; "…" stands for the rest.
  function wrapped(text, kind, lines) {
    const found = [];
    let rest = [...text].slice(0, MOST_TYPED).join("");
    while (!fits(rest, kind) && found.length < lines - 1) {
      const words = rest.split(" "), most = fitting(words, (n) => fits(words.slice(0, n).join(" "), kind));
      const letters = [...rest], cut = most ? 0 : fitting(letters, (n) => fits(letters.slice(0, n).join(""), kind));
      const line = most ? words.slice(0, most).join(" ") : letters.slice(0, Math.max(cut, 1)).join("");
      found.push(line);
      rest = rest.slice(line.length).trimStart();
    }
    if (fits(rest, kind)) return [...found, rest];
    const letters = [...rest], most = fitting(letters, (n) => fits(letters.slice(0, n).join("").trimEnd() + "…", kind));
    return [...found, letters.slice(0, most).join("").trimEnd() + "…"];
  }

  const count = (number, word) => number + " " + word + (number === 1 ? "" : "s");

  function where(level) {
    if (!level) return "in the middle";
    return count(Math.abs(level), "level") + (level < 0 ? " up" : " down");
  }

  // --- the drawing

  function outline(shape) {
    const w = WIDE, h = TALL;
    if (shape === "pointed") return `M12,0 H${w - 12} L${w},${h / 2} L${w - 12},${h} H12 L0,${h / 2} Z`;
    if (shape === "cut") return `M12,0 H${w - 12} L${w},12 V${h - 12} L${w - 12},${h} H12 L0,${h - 12} V12 Z`;
    if (shape === "slanted") return `M14,0 H${w} L${w - 14},${h} H0 Z`;
    const r = shape === "round" ? 14 : 0;
    const box = `M${r},0 H${w - r} Q${w},0 ${w},${r} V${h - r} Q${w},${h} ${w - r},${h} ` +
      `H${r} Q0,${h} 0,${h - r} V${r} Q0,0 ${r},0 Z`;
    return shape === "double" ? box + ` M4,4 H${w - 4} V${h - 4} H4 Z` : box;
  }

  function box(node, { x, y }, level) {
    const lines = wrapped(node.title, "walk-title", 2), second = lines.length > 1;
    const words = node.kind + (node.standing === "current" ? "" : ", " + node.standing) + (node.conflict ? ", ◆ conflict" : "");
    const told = [node.title, words.replace("◆ conflict", "in conflict"), node.number, where(level),
      count(node.ups.length, "input"), "used by " + node.downs.length];
    const downs = second ? [18, 33, 50, 66] : [24, 43, 62];
    const [number] = wrapped(node.number, "walk-number", 1), [kind] = wrapped(words, "walk-kind", 1);
    const texts = [...lines.map((text) => ["walk-title", text]), ["walk-number", number], ["walk-kind", kind]];
    const link = element("svg:a", {
      href: level ? address(node) : node.page, tabindex: level ? -1 : 0, "aria-label": told.filter(Boolean).join("; "),
      class: "walk-node" + (level ? "" : " walk-here"), transform: `translate(${x},${y})`, "data-id": node.id,
    });
    link.append(
      element("svg:title", {}, node.title),
      element("svg:path", { d: outline(SHAPES[node.kind] || "square"), class: "walk-box", "fill-rule": "nonzero" }),
      element("svg:svg", { x: 16, y: 0, width: INNER, height: TALL },
        ...texts.map(([kind, text], n) => element("svg:text", { x: 0, y: downs[n], class: kind }, text))),
    );
    return link;
  }

  function line({ from, to, through }, spots) {
    const a = spots.get(from), b = spots.get(to), y1 = a.y + TALL / 2, y2 = b.y + TALL / 2;
    const kind = "walk-edge" + (through ? " walk-through" : "");
    if (b.x > a.x) {
      const x1 = a.x + WIDE, bend = (x1 + b.x) / 2;
      return element("svg:path", { class: kind, d: `M${x1},${y1} C${bend},${y1} ${bend},${y2} ${b.x},${y2}` });
    }
    const left = Math.min(a.x, b.x) - GAP / 2;
    return element("svg:path", { class: kind, d: `M${a.x},${y1} C${left},${y1} ${left},${y2} ${b.x},${y2}` });
  }

  // Everything that a record rests on and all that rests on it, among what is drawn.
  function path(node, edges) {
    const found = new Set();
    for (const [from, to] of [["to", "from"], ["from", "to"]]) {
      const seen = new Set([node]), open = [node];
      while (open.length) {
        const at = open.pop();
        for (const edge of edges) {
          if (edge[from] !== at) continue;
          found.add(edge);
          if (!seen.has(edge[to])) open.push(edge[to]);
          seen.add(edge[to]);
        }
      }
    }
    return found;
  }

  function drawing() {
    const seen = scene(), plan = placed(seen), links = new Map(), lines = new Map();
    const told = count(seen.shown.size, "record") + " around " + state.middle.title +
      ", inputs on the left and what rests on them on the right." +
      (data.shares[state.middle.at] ? " The wider a line, the more of its uncertainty comes along it." : "");
    const svg = element("svg:svg", {
      class: "walk-drawing", role: "group", "aria-labelledby": "walk-t walk-d", viewBox: `0 0 ${plan.width} ${plan.height}`,
    }, element("svg:title", { id: "walk-t" }, "Around " + state.middle.title), element("svg:desc", { id: "walk-d" }, told));
    plan.levels.forEach((level, n) => svg.append(
      element("svg:text", { x: EDGE + n * (WIDE + GAP), y: 18, class: "walk-level" }, where(level))));
    const part = along(state.middle);
    for (const edge of seen.edges) {
      const made = line(edge, plan.spots), wide = part(edge);
      if (wide) made.style.strokeWidth = (1.25 + 7 * wide).toFixed(2);
      lines.set(edge, made);
    }
    for (const [node, spot] of plan.spots) links.set(node, box(node, spot, seen.columns.get(node)));
    svg.append(...lines.values(), ...plan.rows.flat().map((node) => links.get(node)));
    return { ...seen, ...plan, svg, links, lines };
  }

  // --- the page: built once, filled at every step

  const field = element("input", {
    id: "walk-name", list: "walk-names", autocomplete: "off", spellcheck: "false", maxlength: MOST_TYPED,
  });
  const goal = element("input", {
    id: "walk-goal", list: "walk-names", autocomplete: "off", spellcheck: "false", maxlength: MOST_TYPED,
  });
  const status = element("p", { id: "walk-status", role: "status", class: "soft" });
  const view = element("div", {
    class: "walk-view", role: "region", tabindex: 0, "aria-label": "Drawing of the records around one",
  });
  const at = element("p", { class: "walk-at" });
  const caption = element("figcaption", { class: "unseen" }), figure = element("figure", {}, view, caption);
  const table = element("div", { class: "table-wrap" });
  const depth = { up: element("span", { class: "walk-depth" }), down: element("span", { class: "walk-depth" }) };
  const buttons = {}, page = element("a", {}, "On the page of the graph");
  let now = null;

  const titles = new Map();
  for (const node of nodes) titles.set(node.title.toLowerCase(), titles.has(node.title.toLowerCase()) ? null : node);
  const called = (node) => (titles.get(node.title.toLowerCase()) === node ? node.title : node.title + " (" + node.id + ")");
  const names = new Map(nodes.map((node) => [called(node).toLowerCase(), node]));

  function named(text) {
    const typed = text.trim().slice(0, MOST_TYPED).toLowerCase();
    const exact = byId.get(typed) || names.get(typed);
    if (exact || !typed) return exact ? [exact] : [];
    return nodes.filter((node) => called(node).toLowerCase().includes(typed) || node.id.includes(typed));
  }

  function choose() {
    const found = named(field.value);
    if (found.length === 1 && found[0] === state.middle) return fill();
    if (found.length === 1) return go(found[0]);
    status.textContent = found.length
      ? found.length + " names hold this; pick one from the list."
      : "No record is called so.";
  }

  // The way to another record; an empty field ends it.
  function lead() {
    const found = named(goal.value);
    if (goal.value.trim() && found.length !== 1) {
      status.textContent = found.length ? found.length + " names hold this; pick one from the list." : "No record is called so.";
      return;
    }
    change(() => (state.to = found[0] || null));
  }

  // What is said of the way: how many steps it has, or that there is none.
  function ways() {
    if (!state.to) return "";
    if (!now.led) return " Neither " + state.middle.title + " nor " + state.to.title + " rests on the other.";
    const [upper, lower] = now.led.sign < 0 ? [state.to, state.middle] : [state.middle, state.to];
    return " " + lower.title + " rests on " + upper.title + " by " + count(now.led.steps.length - 1, "step") + ": " +
      now.led.steps.map((node) => node.title).join(now.led.sign < 0 ? " ← " : " → ") + ".";
  }

  function take() {
    const save = () => window.whenceSave.svg(figure, "graph-" + state.middle.id);
    if (window.whenceSave) save();
    else if (document.body.dataset.save) window.whence.load([document.body.dataset.save], save);
    document.body.dataset.save = "";
  }

  function go(node, focus = false) {
    state.middle = node;
    keep(true);
    fill();
    if (focus) stand(node);
  }

  function change(act) {
    act();
    keep(false);
    fill();
  }

  function stand(node) {
    const link = now.links.get(node);
    if (!link) return;
    for (const other of now.links.values()) other.setAttribute("tabindex", other === link ? 0 : -1);
    link.focus();
  }

  function light(node) {
    const steps = now.led ? now.led.steps : [], next = new Set(steps.slice(1).flatMap((each, n) => now.edges.filter(
      ({ from, to }) => (from === each && to === steps[n]) || (to === each && from === steps[n]))));
    const lit = node && node !== state.middle ? path(node, now.edges) : next.size ? next : null;
    now.svg.classList.toggle("walk-picked", Boolean(lit));
    for (const [edge, line] of now.lines) line.classList.toggle("walk-lit", Boolean(lit && lit.has(edge)));
    tell(node || state.middle);
  }

  function tell(node) {
    const words = [node.kind, node.standing === "current" ? "" : node.standing, node.number, node.conflict ? "in conflict" : ""];
    at.replaceChildren(element("a", { href: node.page }, node.title), ": " + words.filter(Boolean).join(", ") + ".");
  }

  const spotted = (target) => {
    const link = target.closest ? target.closest(".walk-node") : null;
    return link ? byId.get(link.getAttribute("data-id")) : null;
  };

  // Where an arrow leads: along inputs and uses to the nearest, or up and down in a column.
  function onward(node, key) {
    const { row, m, y } = now.spots.get(node);
    if (key === "ArrowUp") return row[m - 1];
    if (key === "ArrowDown") return row[m + 1];
    if (key === "Home") return state.middle;
    const sides = key === "ArrowLeft" ? ["to", "from"] : key === "ArrowRight" ? ["from", "to"] : null;
    if (!sides) return null;
    const near = now.edges.filter((edge) => edge[sides[0]] === node).map((edge) => edge[sides[1]]);
    return near.sort((a, b) => Math.abs(now.spots.get(a).y - y) - Math.abs(now.spots.get(b).y - y) || a.at - b.at)[0];
  }

  function onKey(event) {
    const node = spotted(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!/^(Arrow(Left|Right|Up|Down)|Home)$/.test(event.key)) return;
    event.preventDefault();
    const next = onward(node, event.key);
    if (next) stand(next);
  }

  function onClick(event) {
    const node = spotted(event.target);
    if (!node || node === state.middle || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(node, true);
  }

  view.addEventListener("keydown", onKey);
  view.addEventListener("click", onClick);
  view.addEventListener("focusin", (event) => light(spotted(event.target)));
  view.addEventListener("focusout", () => light(null));
  view.addEventListener("pointerover", (event) => light(spotted(event.target) || spotted(document.activeElement)));
  view.addEventListener("pointerleave", () => light(spotted(document.activeElement)));

  // The scale it is drawn at: what was asked for with the buttons, or else what fits, within reason.
  function scaled() {
    const scale = state.zoom || Math.min(1, Math.max(0.85, (view.clientWidth - 4) / now.width));
    now.svg.setAttribute("width", Math.round(now.width * scale));
    now.svg.setAttribute("height", Math.round(now.height * scale));
    return scale;
  }

  // Brings the record in the middle into the middle of what can be seen.
  function centre() {
    const scale = scaled(), spot = now.spots.get(state.middle);
    view.scrollLeft = (spot.x + WIDE / 2) * scale - view.clientWidth / 2;
    view.scrollTop = (spot.y + TALL / 2) * scale - view.clientHeight / 2;
  }

  // The same spot stays in the middle of what can be seen.
  function zoom(by) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = view, before = scaled();
    state.zoom = Math.min(3, Math.max(0.3, before * by));
    const grown = scaled() / before;
    view.scrollLeft = (scrollLeft + clientWidth / 2) * grown - clientWidth / 2;
    view.scrollTop = (scrollTop + clientHeight / 2) * grown - clientHeight / 2;
  }

  function fit() {
    state.zoom = 0;
    centre();
  }

  function cell(label, content, kind = "") {
    return element("td", { "data-label": label, ...(kind ? { class: kind } : {}) }, content);
  }

  function rows() {
    const columns = ["record", "kind", "value", "standing", "where", "inputs", "used by", "walk"];
    const made = now.rows.flat().map((node) => {
      const standing = node.standing + (node.conflict ? ", in conflict" : "");
      const step = button("Go there", () => go(node, true), "Go there: " + node.title);
      return element("tr", {},
        element("th", { scope: "row" }, element("a", { href: node.page }, node.title)), cell(columns[1], node.kind),
        cell(columns[2], node.number || "–", "num long"), cell(columns[3], standing),
        cell(columns[4], where(now.columns.get(node)), "walk-where"),
        cell(columns[5], String(node.ups.length), "num"), cell(columns[6], String(node.downs.length), "num"),
        cell(columns[7], node === state.middle ? "–" : step));
    });
    const numbers = new Set(["value", "inputs", "used by"]);
    const head = columns.map((word) => element("th", { scope: "col", ...(numbers.has(word) ? { class: "num" } : {}) }, word));
    return element("table", {}, element("caption", {}, "Records in the drawing"),
      element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...made));
  }

  function fill() {
    now = drawing();
    view.replaceChildren(now.svg);
    table.replaceChildren(rows());
    field.value = called(state.middle);
    goal.value = state.to ? called(state.to) : "";
    caption.textContent = now.svg.querySelector("desc").textContent;
    for (const way of ["up", "down"]) {
      const most = deepest(state.middle, way);
      depth[way].textContent = count(state[way], "level");
      buttons[way].less.setAttribute("aria-disabled", String(state[way] < 1));
      buttons[way].more.setAttribute("aria-disabled", String(state[way] >= most));
    }
    page.href = address();
    for (const box of host.querySelectorAll("input[type=checkbox]")) {
      box.checked = box.value ? !state.hide.has(box.value) : state.only;
    }
    const aside = [now.hidden ? now.hidden + " filtered out" : "", now.more ? now.more + " further away left out" : ""];
    status.textContent = [count(now.shown.size, "record") + " around " + state.middle.title,
      ...aside.filter(Boolean)].join("; ") + "." + ways();
    light(null);
    centre();
  }

  // --- building

  function stepper(way, word, name) {
    const step = (by) => () => change(() => (state[way] = Math.min(MOST_LEVELS, Math.max(0, state[way] + by))));
    const less = button("Fewer", step(-1), "Fewer levels of " + name), more = button("More", step(1), "More levels of " + name);
    buttons[way] = { less, more };
    return element("div", { class: "walk-group", role: "group", "aria-label": "Levels of " + name },
      element("span", {}, word + ": "), depth[way], less, more);
  }

  function boxes(legend, words) {
    const made = words.map((word) => {
      const box = element("input", { type: "checkbox", value: word });
      box.addEventListener("change", () => change(() => state.hide[box.checked ? "delete" : "add"](word)));
      return element("label", {}, box, " " + word);
    });
    return element("fieldset", { class: "walk-group" }, element("legend", {}, legend), ...made);
  }

  function only() {
    const box = element("input", { type: "checkbox", value: "" });
    box.addEventListener("change", () => change(() => (state.only = box.checked)));
    return element("fieldset", { class: "walk-group" }, element("legend", {}, "Conflict"),
      element("label", {}, box, " only records in conflict"));
  }

  function movers() {
    const pan = (x, y) => () => view.scrollBy(x, y);
    return element("div", { class: "walk-group", role: "group", "aria-label": "View" },
      button("+", () => zoom(1.25), "Zoom in"), button("−", () => zoom(0.8), "Zoom out"),
      button("Fit", fit, "Fit the drawing"),
      button("←", pan(-160, 0), "Move left"), button("→", pan(160, 0), "Move right"),
      button("↑", pan(0, -120), "Move up"), button("↓", pan(0, 120), "Move down"), button("Save as SVG", take));
  }

  function build() {
    const options = nodes.map((node) => element("option", { value: called(node) }));
    const show = button("Show", choose);
    field.addEventListener("change", choose);
    goal.addEventListener("change", lead);
    host.append(
      element("div", { class: "walk-group" }, element("label", { for: "walk-name" }, "Record"), field, show,
        element("datalist", { id: "walk-names" }, ...options)),
      status, figure, at, movers(),
      element("div", { class: "walk-row" }, stepper("up", "Inputs", "inputs"), stepper("down", "Used by", "what rests on it")),
      element("div", { class: "walk-group" }, element("label", { for: "walk-goal" }, "Way to another record"), goal, button("Show the way", lead)),
      element("details", { class: "walk-filters" }, element("summary", {}, "Filter"),
        boxes("Kind", data.kinds), boxes("Standing", data.standings), only()),
      element("p", { class: "soft" }, "Arrow keys lead from record to record: left to inputs, right to what uses them, up and " +
        "down in a column. Enter puts a record in the middle, and opens the page of the one that is there."),
      own ? element("details", { class: "chart-data" }, element("summary", {}, "The records of this drawing"), table) : table,
    );
    if (own) host.append(element("p", {}, page));
    host.hidden = false;
  }

  const known = read(own ? "" : location.search);
  build();
  fill();
  if (!known) status.textContent = "There is no such record. " + status.textContent;
  if (own) view.focus({ preventScroll: true });
  else addEventListener("popstate", () => {
    read(location.search);
    fill();
  });
})();
