// The what-if of a page: fields and sliders for a claim's inputs, and what moves when they are set.
// The page's model is computed by estimate.js, numbers are written by shown.js. The address carries what was set.
(function () {
  "use strict";

  const engine = window.whenceEstimate, shown = window.whenceShown, pretty = window.whence.pretty;
  const FIRST = 8, STEPS = 1000, POINTS = 64, SVG = "http://www.w3.org/2000/svg";

  // --- small tools

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  }

  function svg(tag, attributes, text) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  }

  const plural = (count, word) => count + " " + word + (count === 1 ? "" : "s");

  // --- what is set: two maps by node index, and their form in the address

  // `#w:leaf=value&choice=option`, numbers in the leaf's unit.
  function written(model, state) {
    const part = (index, text) => encodeURIComponent(model.nodes[index].id) + "=" + encodeURIComponent(text);
    const values = [...state.values].map(([index, base]) => part(index, shown.typed(base, recipe(model, index), 12)));
    const picks = [...state.picks].map(([index, option]) => part(index, model.nodes[index].options[option]));
    return values.length + picks.length ? "#w:" + [...values, ...picks].join("&") : "";
  }

  // The same for a terminal; nothing where a literal is set, which has no id of its own there.
  function command(model, state) {
    if ([...state.values.keys()].some((index) => model.nodes[index].id.includes("#"))) return "";
    const values = [...state.values].map(([index, base]) => [index, shown.authored(base, recipe(model, index))]);
    const picks = [...state.picks].map(([index, option]) => [index, model.nodes[index].options[option]]);
    const settings = [...values, ...picks].map(([index, text]) => model.nodes[index].id + "=" + (/^[\w.-]+$/.test(text) ? text : "'" + text + "'"));
    return settings.length ? "whence whatif " + settings.join(" ") : "";
  }

  // What an address says, as far as it makes sense: unknown ids, broken numbers and unknown options are passed over.
  function parsed(model, hash) {
    const state = { values: new Map(), picks: new Map() };
    if (!hash.startsWith("#w:") || hash.length > 20000) return state;
    for (const pair of hash.slice(3).split("&")) {
      const [id, text] = pair.split("=").map(decoded);
      const field = model.fields.find((each) => model.nodes[each.node].id === id);
      const choice = model.choices.find((index) => model.nodes[index].id === id);
      if (text === undefined) continue;
      if (field) {
        const base = shown.read(text, recipe(model, field.node));
        if (Number.isFinite(base)) state.values.set(field.node, base);
      } else if (choice !== undefined && model.nodes[choice].options.includes(text)) {
        state.picks.set(choice, model.nodes[choice].options.indexOf(text));
      }
    }
    return state;
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  const recipe = (model, index) => model.units[model.nodes[index].unit];

  // --- results

  // Everything that follows from a state: estimates, surviving options and a summary of each node that is shown.
  function result(model, state, before) {
    const found = engine.evaluate(model, state.values, before);
    const settled = engine.settle(model, found.of, state.picks);
    const known = new Map();
    const summary = (index) => {
      if (!known.has(index)) known.set(index, found.of[index] ? engine.summarise(model, settled, found.of[index]) : null);
      return known.get(index);
    };
    return { ...found, settled, summary };
  }

  // Whether the numbers computed here are those that the page was published with.
  function trusted(model, published) {
    const near = (a, b) => (b === null ? !Number.isFinite(a) : Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b)));
    return model.nodes.every((node, index) => {
      if (!node.was) return true;
      const summary = published.summary(index);
      if (!summary) return false;
      const { point, median, low, high } = summary.figure;
      return [point, median, low, high].every((each, n) => near(each, node.was[n]));
    });
  }

  // A summary in a few words, as the rest of the site has it.
  function words(model, index, summary) {
    if (!summary) return "no value";
    const { point, low, high } = summary.figure, unit = recipe(model, index);
    const sign = { lower: "at least ", upper: "at most " }[summary.bound] || "";
    if (summary.open.length) return pretty(sign + shown.show(low, unit) + " to " + shown.show(high, unit)) + ", open";
    const worth = shown.digits(summary.figure, model.nodes[index].step);
    if (low === high) return pretty(sign + shown.show(point, unit, worth));
    return pretty(sign + shown.show(point, unit, worth) + " [" + shown.showInterval(low, high, unit, worth) + "]");
  }

  // By how much a median changed: as a ratio; of dates, as days.
  function change(before, after, unit) {
    if (!before || !after) return "";
    const old = before.figure.median, now = after.figure.median, ratio = now / old, days = Math.round((now - old) / 86400);
    if (unit[3] === "date") return Number.isFinite(days) && days ? (days > 0 ? "+" : "−") + plural(Math.abs(days), "day") : "";
    if (!Number.isFinite(ratio)) return "";
    const plain = Math.abs(ratio) >= 0.001 && Math.abs(ratio) < 1000;
    return "×" + (plain ? ratio.toPrecision(3) : pretty(ratio.toExponential(2).replace("+", "")));
  }

  function moved(before, after) {
    if (!before || !after) return before !== after;
    const a = before.figure, b = after.figure;
    return !["point", "median", "low", "high"].every((name) => Object.is(a[name], b[name])) || before.bound !== after.bound;
  }

  function verdict(found, index) {
    const outcome = found.settled.outcomes.get(index), summary = found.summary(index);
    if (!outcome || !summary) return "no value";
    const verdicts = new Set(summary.readings.filter((each) => each.active).map((each) => engine.verdict(outcome.share[each.at])));
    return verdicts.size === 1 ? [...verdicts][0] : "depends on the reading";
  }

  // --- the page

  function start(section) {
    const data = document.getElementById(section.dataset.model);
    let model = null;
    try {
      model = JSON.parse(data.textContent);
    } catch {
      return;
    }
    if (!engine || !shown || !model || !(model.fields.length || model.choices.length)) return;
    section.querySelectorAll(".whatif-later").forEach((each) => each.remove());
    const view = build(section, model);
    section.hidden = false;
    const controller = control(model, view);
    controller.restore();
    window.addEventListener("hashchange", controller.restore);
    for (const sign of ["pointerenter", "focusin"]) section.addEventListener(sign, controller.prepare, { once: true });
  }

  // Ties what is set to what is shown. Nothing is computed before something is set.
  function control(model, view) {
    let state = { values: new Map(), picks: new Map() }, published = null, latest = null, refused = false;
    let waiting = 0, saying = 0;

    function ready() {
      if (published || refused) return !refused;
      published = result(model, { values: new Map(), picks: new Map() });
      if (trusted(model, published)) return true;
      refused = true;
      view.refuse();
      return false;
    }

    function refresh() {
      waiting = 0;
      if (!ready()) return;
      latest = result(model, state, latest || published);
      view.draw(state, published, latest);
      clearTimeout(saying);
      saying = setTimeout(() => view.say(state, latest), 500);
    }

    function later() {
      if (!waiting) waiting = requestAnimationFrame(refresh);
    }

    function changed() {
      const hash = written(model, state), rest = location.pathname + location.search;
      try {
        history.replaceState(null, "", hash || (location.hash.startsWith("#w:") ? rest : location.hash) || rest);
      } catch {
        // An embedding page may forbid it; the numbers are right without.
      }
      later();
    }

    function restore() {
      const asked = parsed(model, location.hash), any = asked.values.size + asked.picks.size;
      if (!any && !state.values.size && !state.picks.size) return;
      if (!any && !location.hash.startsWith("#w:") && location.hash) return;
      state = asked;
      view.fields.forEach((field) => field.show(state.values.get(field.index)));
      view.choices.forEach((choice) => choice.show(state.picks.get(choice.index)));
      later();
    }

    function set(map, index, value) {
      if (value === undefined) map.delete(index);
      else map.set(index, value);
      changed();
    }

    view.fields.forEach((field) => field.listen((value) => set(state.values, field.index, value)));
    view.choices.forEach((choice) => choice.listen((option) => set(state.picks, choice.index, option)));
    view.reset.addEventListener("click", () => {
      state = { values: new Map(), picks: new Map() };
      view.fields.forEach((field) => field.show(undefined));
      view.choices.forEach((choice) => choice.show(undefined));
      changed();
      view.first.focus();
    });
    // The published draws, made while the reader is still on the way to a slider.
    const prepare = () => setTimeout(ready, 0);
    return { prepare, restore };
  }

  // Fills the section; gives the parts that change.
  function build(section, model) {
    if (!section.querySelector("h2")) section.prepend(make("h2", {}, "What if"));
    const banner = bannerOf(model), live = model.claim === null ? noneOf() : liveOf(model), table = tableOf(model);
    const fields = model.fields.map((each, n) => fieldOf(model, each, n));
    const choices = model.choices.map((index) => choiceOf(model, index));
    const problem = make("p", { class: "whatif-problem", role: "alert", hidden: true });
    const body = make("div", { class: "whatif" }, make("p", { class: "whatif-lead" }, (model.claim === null
      ? "Pick another sense for what somebody said, to see every number that hangs on it. "
      : "Set an input to see what follows. It then counts as exact; everything else keeps its uncertainty. ") +
      "The address of this page carries what you set."));
    body.append(problem, banner.node, live.node);
    if (choices.length) body.append(...choices.map((each) => each.node));
    if (fields.length) body.append(listOf(fields));
    body.append(table.node);
    section.append(body);
    return {
      fields, choices, reset: banner.reset, first: (fields[0] || choices[0]).focus,
      draw(state, published, latest) {
        banner.show(state.values.size + state.picks.size, live.words(latest));
        live.draw(published, latest);
        choices.forEach((each) => each.mark(latest.settled));
        table.draw(state, published, latest);
      },
      say: live.say,
      refuse() {
        problem.textContent = "The numbers computed here are not those that this page was published with, so nothing is " +
          "shown: the files of this site come from two different builds. Load the page again.";
        problem.hidden = false;
        body.querySelectorAll("input, button").forEach((each) => { each.disabled = true; });
      },
    };
  }

  function bannerOf(model) {
    const count = make("span", {}), value = make("strong", { class: "whatif-value" });
    const reset = make("button", { type: "button", class: "whatif-reset-all" }, "Back to the published values");
    const node = make("div", { class: "whatif-banner", hidden: true },
      make("p", {}, make("strong", {}, "Not the published value."), " ", count, " ", value), reset);
    return {
      node, reset,
      show(changes, text) {
        node.hidden = !changes;
        count.textContent = plural(changes, model.claim === null ? "reading" : "input") + " changed" + (text ? ":" : ".");
        value.textContent = text;
      },
    };
  }

  // --- the result

  function liveOf(model) {
    const index = model.claim, node = model.nodes[index], unit = recipe(model, index);
    const number = make("output", { class: "whatif-number" }), median = make("span", { class: "whatif-median" });
    const before = make("span", { class: "whatif-before" });
    const status = make("p", { class: "unseen whatif-status", role: "status" });
    const picture = pictureOf(node.title), readings = make("div", { class: "whatif-readings" });
    const folded = make("details", { hidden: true }, make("summary", {}, "Under each reading"), readings);
    const box = make("div", { class: "whatif-result" },
      make("p", {}, make("span", { class: "whatif-name" }, node.title), ": ", number, " ", median, " ", before),
      picture.node, folded, status);
    const published = node.was;
    if (published[0] === null) number.textContent = pretty(shown.show(published[2], unit) + " to " + shown.show(published[3], unit)) + ", open";
    else number.textContent = words(model, index, { figure: { point: published[0], low: published[2], high: published[3] }, open: [], bound: node.bound || "" });
    return {
      node: box,
      words: (latest) => words(model, index, latest.summary(index)),
      draw(published, latest) {
        const old = published.summary(index), now = latest.summary(index);
        number.textContent = words(model, index, now);
        const spread = now && !now.open.length && now.figure.low !== now.figure.high;
        median.textContent = spread ? "median " + pretty(shown.show(now.figure.median, unit, shown.digits(now.figure))) : "";
        const times = change(old, now, unit);
        before.textContent = moved(old, now) ? "published: " + words(model, index, old) + (times ? ", " + times : "") : "as published";
        picture.draw(old, now, unit);
        readings.replaceChildren(...readingsOf(model, index, now));
        folded.hidden = !readings.childElementCount;
      },
      say(state, latest) {
        const any = state.values.size + state.picks.size;
        status.textContent = (any ? "Not the published value: " : "As published: ") + words(model, index, latest.summary(index));
      },
    };
  }

  // The page of a term has no number of its own: only its state is said.
  function noneOf() {
    const node = make("p", { class: "unseen whatif-status", role: "status" });
    const say = (state) => { node.textContent = state.picks.size ? "Not the published values." : "As published."; };
    return { node, words: () => "", draw() {}, say };
  }

  // Where the number depends on the reading of a word: its value under each.
  function readingsOf(model, index, summary) {
    const axes = summary ? summary.axes : [];
    if (!axes.length) return [];
    const heads = [...axes.map((axis) => model.nodes[axis].title || model.nodes[axis].id), "Value", "Status"];
    const rows = summary.readings.map((each) => {
      const state = !each.possible ? "ruled out" : each.active ? "" : "possible, not picked";
      const meant = axes.map((axis, n) => (model.nodes[axis].titles || model.nodes[axis].options)[each.choose[n]]);
      const figure = words(model, index, { figure: each.figure, open: [], bound: summary.bound });
      return make("tr", { class: each.active ? "whatif-on" : "whatif-off" }, ...meant.map((text, n) => make("td", { "data-label": heads[n] }, text)),
        make("td", { "data-label": "Value" }, figure), make("td", { "data-label": "Status" }, state));
    });
    const table = make("table", {}, make("caption", { class: "unseen" }, "The value under each reading"),
      make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...rows));
    return [make("div", { class: "table-wrap" }, table)];
  }

  // Two curves on one axis: as published, and as it is now.
  function pictureOf(title) {
    const whole = svg("svg", { class: "whatif-chart", width: "100%", height: "150", role: "img", "aria-label": title });
    const inner = svg("svg", { x: "0", y: "24", width: "100%", height: "100", viewBox: "0 0 100 100", preserveAspectRatio: "none" });
    const before = svg("path", { class: "curve", fill: "currentColor" });
    const now = svg("path", { class: "whatif-curve-now", fill: "none", stroke: "currentColor", "stroke-width": "2", "vector-effect": "non-scaling-stroke" });
    const labels = svg("g", {});
    inner.append(before, now);
    whole.append(inner, svg("line", { x1: "4%", y1: "124", x2: "96%", y2: "124", class: "axis", stroke: "currentColor" }), labels);
    const node = make("figure", { class: "chart whatif-figure", hidden: true }, whole,
      make("figcaption", {}, "The line is the result; the filled shape is as published."));
    return {
      node,
      draw(old, latest, unit) {
        const curves = [old, latest].map(curve);
        node.hidden = !curves[0].length && !curves[1].length;
        if (node.hidden) return;
        const all = curves.flat().map(([x]) => x), low = Math.min(...all), high = Math.max(...all);
        const at = (x) => 4 + (92 * (x - low)) / (high - low || 1);
        [before, now].forEach((path, n) => path.setAttribute("d", outline(curves[n], at)));
        labels.replaceChildren(...marks(latest, at, unit));
        whole.setAttribute("aria-label", title + ": " + (latest ? outlined(latest, unit) : "no value"));
      },
    };
  }

  const outlined = (summary, unit) => "median " + shown.show(summary.figure.median, unit) + ", 90 % between " +
    shown.showInterval(summary.figure.low, summary.figure.high, unit);

  const curves = new WeakMap();

  // The density of a summary's draws, one peak for an exact number; nothing where readings are open.
  function curve(summary) {
    if (!summary || !summary.samples) return [];
    if (!curves.has(summary.samples)) {
      const x = summary.samples[0], exact = [[x, 0], [x, 1]];
      curves.set(summary.samples, summary.samples.length > 1 ? engine.density(summary.samples, POINTS) : exact);
    }
    return curves.get(summary.samples);
  }

  function outline(points, at) {
    if (!points.length) return "";
    const xy = points.map(([x, height]) => at(x).toFixed(2) + "," + ((1 - height) * 100).toFixed(2));
    return "M" + at(points[0][0]).toFixed(2) + ",100 L" + xy.join(" ") + " L" + at(points[points.length - 1][0]).toFixed(2) + ",100 Z";
  }

  function marks(summary, at, unit) {
    if (!summary || !summary.samples) return [];
    const { low, median, high } = summary.figure;
    const shownAt = low === high ? [[median, "middle"]] : [[low, "end"], [high, "start"]];
    const texts = shownAt.map(([x, anchor]) => svg("text", { x: Math.min(Math.max(at(x), 2), 98) + "%", y: "142",
      "text-anchor": at(x) < 20 ? "start" : at(x) > 80 ? "end" : anchor, class: "tick" }, pretty(shown.show(x, unit))));
    const middle = svg("text", { x: at(median) + "%", y: "16", "text-anchor": at(median) < 20 ? "start" : at(median) > 80 ? "end" : "middle", class: "strong" }, pretty(shown.show(median, unit)));
    const line = svg("line", { x1: at(median) + "%", y1: "22", x2: at(median) + "%", y2: "124", stroke: "currentColor", class: "mark-mid" });
    return low === high ? [line, middle] : [line, middle, ...texts];
  }

  // --- inputs

  function listOf(fields) {
    const list = make("ul", { class: "whatif-fields" }, ...fields.map((each) => each.node));
    const group = make("fieldset", {}, make("legend", {}, "Inputs, the most influential first"), list);
    const rest = fields.slice(FIRST);
    if (!rest.length) return group;
    const more = make("button", { type: "button", class: "whatif-more", "aria-expanded": "false" }, "Show " + plural(rest.length, "more input"));
    const show = (open) => {
      rest.forEach((each) => { each.node.hidden = !open && !each.isSet(); });
      more.setAttribute("aria-expanded", String(open));
      more.textContent = open ? "Show fewer" : "Show " + plural(rest.length, "more input");
    };
    more.addEventListener("click", () => show(more.getAttribute("aria-expanded") === "false"));
    show(false);
    group.append(more);
    return group;
  }

  function fieldOf(model, field, n) {
    const node = model.nodes[field.node], unit = recipe(model, field.node), name = "whatif-" + n;
    const isDate = unit[3] === "date", published = node.was[0];
    const input = make("input", { id: name, name, type: isDate ? "date" : "text", inputmode: isDate ? false : "decimal",
      autocomplete: "off", spellcheck: "false", "aria-describedby": name + "-unit " + name + "-problem", value: shown.typed(published, unit) });
    const slider = make("input", { type: "range", min: "0", max: String(STEPS), step: "1", "aria-label": "Slider: " + node.title });
    const reset = make("button", { type: "button", "aria-label": "Reset " + node.title, hidden: true }, "Reset");
    const problem = make("p", { id: name + "-problem", class: "whatif-problem", role: "alert", hidden: true });
    const title = node.link ? make("a", { href: node.link }, node.title) : make("span", {}, node.title);
    const share = field.share >= 0.005 ? Math.round(field.share * 100) + " % of the uncertainty" : "";
    const facts = [words(model, field.node, { figure: figureOf(node.was), open: [], bound: node.bound || "" }), share].filter(Boolean).join(", ");
    const item = make("li", { class: "whatif-field" },
      make("label", { for: name }, title.textContent), " ",
      make("span", { class: "whatif-facts" }, "published: " + facts, ...(node.link ? [" · ", make("a", { href: node.link }, "source", make("span", { class: "unseen" }, " of " + node.title))] : [])),
      make("span", { class: "whatif-controls" }, input, " ", make("span", { id: name + "-unit", class: "whatif-unit" }, shown.label(unit)), " ", slider, " ", reset), problem);
    let told = () => {}, set = false;

    function show(value, keep) {
      const base = value === undefined ? published : value;
      set = value !== undefined;
      if (set) item.hidden = false;
      if (!keep) input.value = shown.typed(base, unit, set ? 12 : 6);
      slider.value = String(Math.round(STEPS * place(field, base)));
      slider.setAttribute("aria-valuetext", pretty(shown.show(base, unit)));
      reset.hidden = !set;
      item.classList.toggle("whatif-set", set);
      complain("");
    }

    function complain(text) {
      problem.textContent = text;
      problem.hidden = !text;
      if (text) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }

    function typed() {
      const base = shown.read(input.value, unit);
      if (!Number.isFinite(base)) return complain(isDate ? "This takes a day, such as 2025-11-30." : "This takes a number" + (shown.label(unit) ? " in " + shown.label(unit) : "") + ", such as " + shown.typed(published, unit) + ".");
      show(base, true);
      told(base);
    }

    input.addEventListener(isDate ? "change" : "input", typed);
    slider.addEventListener("input", () => {
      const rounded = shown.read(shown.typed(valueAt(field, Number(slider.value) / STEPS), unit, 4), unit);
      show(rounded);
      told(rounded);
    });
    reset.addEventListener("click", () => {
      show(undefined);
      told(undefined);
      input.focus();
    });
    show(undefined);
    return { index: field.node, node: item, focus: input, show, isSet: () => set, listen: (tell) => { told = tell; } };
  }

  const figureOf = ([point, median, low, high]) => ({ point, median, low, high });

  // Where a number stands on its slider, from 0 to 1, and the number at a place.
  function place(field, x) {
    const on = field.log ? Math.log : (y) => y;
    if (field.log && !(x > 0)) return 0;
    return Math.min(Math.max((on(x) - on(field.low)) / (on(field.high) - on(field.low)), 0), 1);
  }

  function valueAt(field, share) {
    if (!field.log) return field.low + (field.high - field.low) * share;
    return field.low * Math.pow(field.high / field.low, share);
  }

  // Pickers: one radio button an option, the possible ones first.
  function choiceOf(model, index) {
    const node = model.nodes[index], name = "whatif-choice-" + index;
    const published = make("input", { type: "radio", name, value: "", checked: true });
    const rows = node.options.map((option, n) => {
      const input = make("input", { type: "radio", name, value: String(n) }), mark = make("span", { class: "whatif-ruled-out" });
      if (node.out && node.out[n]) mark.textContent = " (ruled out)";
      const title = node.titles && node.titles[n] !== option ? option + ": " + node.titles[n] : option;
      return { n, input, mark, item: make("li", {}, make("label", {}, input, " ", title, mark)) };
    });
    const ordered = [...rows].sort((a, b) => (a.mark.textContent ? 1 : 0) - (b.mark.textContent ? 1 : 0) || a.n - b.n);
    const list = make("ul", { class: "whatif-options" }, make("li", {}, make("label", {}, published, " as published")), ...ordered.map((each) => each.item));
    let told = () => {};
    list.addEventListener("change", () => {
      const at = rows.find((each) => each.input.checked);
      told(at ? at.n : undefined);
    });
    return {
      index, node: make("fieldset", { class: "whatif-choice" }, make("legend", {}, node.title), list), focus: published,
      show(option) {
        published.checked = option === undefined;
        rows.forEach((each) => { each.input.checked = each.n === option; });
      },
      mark(settled) {
        rows.forEach((each) => { each.mark.textContent = engine.alive(settled, index, each.n, false) ? "" : " (ruled out)"; });
      },
      listen: (tell) => { told = tell; },
    };
  }

  // --- everything else that moved

  function tableOf(model) {
    const body = make("tbody", {}), note = make("p", { class: "whatif-note" }), flips = make("ul", { class: "whatif-flips" });
    const heads = ["Claim", "Published", "Now", "Change"].map((text) => make("th", { scope: "col" }, text));
    const asked = make("p", { class: "whatif-command" });
    const table = make("table", {}, make("caption", {}, model.claim === null ? "What moves" : "What else moves"), make("thead", {}, make("tr", {}, ...heads)), body);
    const node = make("div", { class: "whatif-moved", hidden: true }, table, flips, note, asked);
    const named = (index) => {
      const { title, link, id } = model.nodes[index];
      return link ? make("a", { href: link }, title || id) : make("span", {}, title || id);
    };
    return {
      node,
      draw(state, published, latest) {
        const rows = model.watch.filter((index) => moved(published.summary(index), latest.summary(index)));
        body.replaceChildren(...rows.map((index) => {
          const old = published.summary(index), now = latest.summary(index);
          const cell = (label, text) => make("td", { class: "num", "data-label": label }, text);
          return make("tr", {}, make("th", { scope: "row" }, named(index)), cell("Published", words(model, index, old)),
            cell("Now", words(model, index, now)), cell("Change", change(old, now, recipe(model, index))));
        }));
        const turned = [...turnedChecks(model, published, latest), ...turnedOptions(model, published, latest)];
        flips.replaceChildren(...turned.map(([index, text]) => make("li", {}, named(index), text)));
        const left = model.beyond ? " " + plural(model.beyond, "number") + " further downstream not computed here." : "";
        note.textContent = (rows.length || turned.length ? "" : "Nothing else moves.") + left;
        table.hidden = !rows.length;
        const line = command(model, state);
        asked.replaceChildren(...(line ? ["The full account: ", make("code", {}, line)] : []));
        node.hidden = !latest.values.size && !rows.length && !turned.length;
      },
    };
  }

  function turnedChecks(model, published, latest) {
    return model.checks.flatMap((index) => {
      const old = verdict(published, index), now = verdict(latest, index);
      return old === now ? [] : [[index, ": " + old + " → " + now]];
    });
  }

  function turnedOptions(model, published, latest) {
    const choices = model.nodes.map((node, index) => index).filter((index) => model.nodes[index].options);
    return choices.flatMap((index) => model.nodes[index].options.flatMap((option, n) => {
      const [old, now] = [published, latest].map((each) => engine.alive(each.settled, index, n, false));
      const word = (alive) => (alive ? "possible" : "ruled out");
      return old === now ? [] : [[index, ", " + option + ": " + word(old) + " → " + word(now)]];
    }));
  }

  window.whenceWhatIf = Object.freeze({ command, parsed, written });
  document.querySelectorAll("section[data-model]").forEach(start);
})();
