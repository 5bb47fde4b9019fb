// The what-if of a page: fields and sliders for a claim's inputs, and what moves when they are set.
// The page's model is computed by estimate.js, numbers are written by shown.js. The address carries what was set.
(function () {
  "use strict";

  const engine = window.whenceEstimate, shown = window.whenceShown, stated = window.whenceStated, agree = window.whenceAgree, typing = window.whenceTyped, pretty = window.whence.pretty;
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
    const values = [...state.values].map(([index, set]) => part(index, typeof set === "number" ? shown.typed(set, recipe(model, index), 12) : set.text));
    const picks = [...state.picks].map(([index, option]) => part(index, model.nodes[index].options[option]));
    return values.length + picks.length ? "#w:" + [...values, ...picks].join("&") : "";
  }

  // The same for a terminal; nothing where a literal is set, which has no id of its own there.
  function command(model, state) {
    if ([...state.values.keys()].some((index) => model.nodes[index].id.includes("#"))) return "";
    const values = [...state.values].map(([index, set]) => [index, typeof set === "number" ? shown.authored(set, recipe(model, index)) : set.authored]);
    const picks = [...state.picks].map(([index, option]) => [index, model.nodes[index].options[option]]);
    const settings = [...values, ...picks].map(([index, text]) => model.nodes[index].id + "=" + (/^[\w.-]+$/.test(text) ? text : "'" + text + "'"));
    return settings.length ? "whence whatif " + settings.join(" ") : "";
  }

  // What an address says, as far as it makes sense; `lost` are the parts with unknown ids, broken numbers and the like.
  function parsed(model, hash) {
    const state = { values: new Map(), picks: new Map(), lost: [] };
    if (!hash.startsWith("#w:")) return state;
    if (hash.length > 20000) return { ...state, lost: [hash.slice(3, 63)] };
    for (const pair of hash.slice(3).split("&").filter(Boolean)) {
      const [id, text, ...more] = pair.split("=").map(decoded);
      const field = model.fields.find((each) => model.nodes[each.node].id === id);
      const choice = model.choices.find((index) => model.nodes[index].id === id);
      const { value } = field && text !== undefined && !more.length ? taken(model, field, text) : {};
      if (value !== undefined) state.values.set(field.node, value);
      else if (choice !== undefined && model.nodes[choice].options.includes(text)) state.picks.set(choice, model.nodes[choice].options.indexOf(text));
      else state.lost.push(decoded(pair) || pair);
    }
    return state;
  }

  // {value} of what is typed into a field: a number, or a leaf with its text; {why} there is none, and the {line} that takes it.
  function taken(model, field, text) {
    const found = typing.read(text, recipe(model, field.node), field), { value } = found;
    if (value === undefined || typeof value === "number") return found;
    const at = value.ends ? engine.twice(model, field.node) : -1;
    if (at >= 0) {
      const line = command(model, { values: new Map([[field.node, value]]), picks: new Map() });
      return { why: "“" + (model.nodes[at].title || model.nodes[at].id) + "” takes this more than once, and a bound is followed through that only by the command", line };
    }
    return { value: { ...value, text: text.trim() } };
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  // A node and all that it is computed from.
  function upstream(model, index) {
    const above = new Set([index]), open = [index];
    while (open.length) {
      const { inputs, of, same } = model.nodes[open.pop()];
      for (const each of [...Object.values(inputs || {}), ...(of || []), ...(same === undefined ? [] : [same])]) {
        if (!above.has(each)) open.push(each);
        above.add(each);
      }
    }
    return above;
  }

  // The part of a state that another page has fields for: what the node of that page is computed from.
  function carried(model, state, index) {
    const above = upstream(model, index);
    const kept = (map) => new Map([...map].filter(([each]) => above.has(each)));
    return written(model, { values: kept(state.values), picks: kept(state.picks) });
  }

  const recipe = (model, index) => model.units[model.nodes[index].unit];

  // --- results

  // Everything that follows from a state: estimates, surviving options and a summary of each node that is shown.
  function result(model, state, before) {
    const found = engine.evaluate(model, state.values, before);
    const settled = engine.settle(found.model, found.of, state.picks);
    const known = new Map();
    const summary = (index) => {
      if (!known.has(index)) known.set(index, found.of[index] ? summed(model, state, found, settled, index) : null);
      return known.get(index);
    };
    return { ...found, settled, summary };
  }

  function summed(model, state, found, settled, index) {
    const summary = engine.summarise(found.model, settled, found.of[index]);
    const live = summary.bound === "lost" ? summary.readings.filter((each) => each.active) : [];
    const nowhere = live.map((each) => engine.contradicted(found.model, found.of, index, each.at));
    const at = nowhere.every((each) => each !== undefined) ? nowhere[0] : undefined;
    const nothing = at === undefined ? "" : "no value: " + (at === index ? "its bounds" : "the bounds of " + model.nodes[at].id) + " leave nothing";
    return { ...summary, nothing, step: step(model, state.values, found.of, index, summary.figure.point) };
  }

  // One unit in the last place that a number is worth showing, in base units, as the engine has it: as it was written or
  // typed; of a result, the digits of the longest of its inputs, those that are agreed upon only where all are.
  function step(model, set, of, index, point) {
    if (model.nodes[index].shape) return lastPlace(model, set, of, index);
    if (model.nodes[index].unit === undefined) return 0;
    const leaves = [...upstream(model, index)].filter((each) => model.nodes[each].shape && of[each] && of[each].point[0] && lastPlace(model, set, of, each) > 0);
    const measured = leaves.filter((each) => !model.nodes[each].agreed), used = measured.length ? measured : leaves;
    if (!used.length || !point || !Number.isFinite(point)) return 0;
    const most = Math.max(...used.map((each) => Math.log10(Math.abs(of[each].point[0]) / lastPlace(model, set, of, each))));
    const last = 10 ** (Math.floor(Math.log10(Math.abs(point)) + 1e-12) - Math.floor(most + 1e-9) - (measured.length ? 0 : 2));
    const money = recipe(model, index).style === "money" && leaves.some((each) => model.nodes[each].cents && !set.has(each));
    return money ? Math.min(last, shown.cent(recipe(model, index))) : last;
  }

  // One unit in the last place of a leaf: as its author wrote it, or as a reader typed it.
  function lastPlace(model, set, of, index) {
    const node = model.nodes[index];
    if (!set.has(index) || node.unit === undefined) return node.step || 0;
    return typeof set.get(index) === "number" ? typing.step(set.get(index), recipe(model, index)) : set.get(index).step;
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
    const { figure } = summary, { low, high } = figure, unit = recipe(model, index), node = model.nodes[index];
    const open = summary.open.length ? ", open" : "";
    if (summary.nothing) return summary.nothing + open;
    if (summary.bound) return pretty(boundWords(summary, unit, node)) + open;
    if (open) return pretty(shown.showInterval(low, high, unit)) + open;
    const worth = shown.digits(figure, summary.step), point = alternatives(node, figure, unit) || shown.show(figure.point, unit, worth);
    return pretty(point + (low === high ? "" : " [" + shown.showInterval(low, high, unit, worth) + "]"));
  }

  // The same of a result; of a node without a value, the first formula that gives none.
  function told(model, { of, summary }, index) {
    if (of[index]) return words(model, index, summary(index));
    const first = [...upstream(model, index)].sort((a, b) => a - b).find((each) => !of[each]), { title, id } = model.nodes[first];
    return "no value: " + (first === index ? "its formula" : "the formula of “" + (title || id) + "”") + " gives no number here that could be computed with: it divides by zero, or is too large or too small";
  }

  const PURE = /^[%‰]?$/;

  // A set of values by its ends.
  function boundWords(summary, unit, node) {
    const { bound, ends, figure } = summary;
    if (bound === "lost") return "not bounded: its inputs leave both ends open";
    if (bound === "between") return shown.showInterval(ends[0], ends[1], unit) + " (bounds)";
    const strict = summary.strict && summary.strict[bound === "upper" ? 1 : 0], either = summary.strict && summary.strict.some(Boolean);
    // Of a count or a price it goes without saying that it is not below zero.
    if (ends.includes(0) && PURE.test(unit[0]) && !either) return shown.showInterval(ends[0], ends[1], unit) + " (bounds)";
    return (bound === "lower" ? (strict ? "> " : "≥ ") : strict ? "< " : "≤ ") + shown.show(figure.point, unit, shown.digits(figure, summary.step));
  }

  // A number in words and its interval in brackets, without the unit where that is the number's own, as a page begins with them.
  function parted(text) {
    const [, number, interval] = /^(.*) \[(.*)\]$/.exec(text) || [text, text, ""], tail = /[ \u2009].*$|(?<=\d)x.*$/.exec(number);
    if (!tail || !interval.endsWith(tail[0])) return [number, interval && " (" + interval + ")"];
    return [number, " (" + interval.slice(0, -tail[0].length).replace(tail[0] + " to ", " to ") + ")"];
  }

  // One of a few values, as long as it is not set.
  function alternatives(node, figure, unit) {
    const few = node.shape && node.shape[0] === "one-of" && node.shape[1].length <= 4;
    if (!few || !node.was || node.was[2] !== figure.low || node.was[3] !== figure.high) return "";
    return node.shape[1].map((each) => shown.show(each, unit)).join(" or ");
  }

  // What a node was published with, as a summary.
  function publishedOf(node) {
    const [point, median, low, high] = node.was;
    return { figure: { point, median, low, high }, open: node.open ? [node.id] : [], step: node.step, nothing: node.nothing, ...publishedEnds(node) };
  }

  function publishedEnds(node) {
    if (!node.enclosure) return { bound: "", ends: null, strict: [false, false] };
    const ends = [node.enclosure[0] ?? -Infinity, node.enclosure[1] ?? Infinity];
    return { bound: window.whenceEnclosures.side(ends), ends, strict: node.excluded || [false, false] };
  }

  // By how much a number changed: the ratio of the points, or else of the medians; of dates as days, of temperatures as kelvin.
  // The end of a bound is no point to go from or to, other than to another end of the same side.
  function change(before, after, unit) {
    if (!before || !after) return before ? "no value now" : after ? "no value before" : "";
    const [a, b] = [before.figure, after.figure], name = [a.point, b.point].every(Number.isFinite) ? "point" : "median";
    if (before.open.length || after.open.length) return opened(before, after, unit);
    if ((before.bound || "") !== (after.bound || "")) return "bound";
    if ((before.bound || after.bound) && ![a.point, b.point].every(Number.isFinite)) return "bound";
    if (unit[3] === "date") return Math.round((b[name] - a[name]) / 86400) ? days(a[name], b[name]) : "interval";
    if (a[name] === b[name] || Math.abs(b[name] / a[name] - 1) < 1e-12) return "interval";
    if (ZEROED.includes(unit[3])) return kelvin(b[name] - a[name]);
    const ratio = b[name] / a[name];
    if (unit[3] === "times" && a[name]) return ratio < 0 ? "the other way" : ratio ? times(ratio) + " as growth" : "to a stand";
    return Math.min(a[name], b[name]) <= 0 && unit[3] !== "times" ? apart(b[name] - a[name], unit) : a[name] === 0 ? "from 0" : times(ratio);
  }

  // By how much a number moved that is or was not above zero, where a ratio misleads: -5 to -10 is no growth.
  const apart = (by, unit) => (by > 0 ? "+" : "−") + shown.show(Math.abs(by), unit).replace(/ ?%$/, " pp");

  const ZEROED = ["celsius", "fahrenheit"];
  const kelvin = (by) => (by > 0 ? "+" : "−") + pretty(String(Number(Math.abs(by).toPrecision(3)))) + " K";

  function opened(before, after, unit) {
    if (!after.open.length) return "open before";
    if (!before.open.length) return "open now";
    const [a, b] = [before.figure, after.figure], ratios = [b.low / a.low, b.high / a.high];
    if (unit[3] === "date" || !ratios.every(Number.isFinite)) return "span";
    const [low, high] = ratios.map(times);
    return low === high ? low : low + " to " + high;
  }

  function days(old, now) {
    const count = Math.round((now - old) / 86400);
    return (count > 0 ? "+" : "−") + plural(Math.abs(count), "day");
  }

  // A ratio to three digits, or to as many as it takes to differ from one.
  function times(ratio) {
    if (!ratio) return "×0";
    const size = Math.abs(ratio), plain = size >= 0.001 && size < 1000;
    if (!plain) return "×" + pretty(ratio.toExponential(2).replace("+", ""));
    let digits = 3;
    while (digits < 12 && ratio !== 1 && Number(ratio.toPrecision(digits)) === 1) digits += 1;
    return "×" + pretty(ratio.toPrecision(digits));
  }

  // What rounding of the machine alone tells apart, as where an input cancels, has not moved.
  const alike = (x, y) => Object.is(x, y) || Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));

  function moved(before, after) {
    if (!before || !after) return before !== after;
    const a = before.figure, b = after.figure, names = ["point", "median", "low", "high"];
    const ends = ({ ends }) => ends || [NaN, NaN], pairs = names.map((name) => [a[name], b[name]]).concat(ends(before).map((end, n) => [end, ends(after)[n]]));
    return !pairs.every(([x, y]) => alike(x, y)) || String(before.strict) !== String(after.strict) || !before.open.length !== !after.open.length;
  }

  function verdict(found, index) {
    const outcome = found.settled.outcomes.get(index), summary = found.summary(index);
    if (!outcome || !summary) return "no value";
    const verdicts = new Set(summary.readings.filter((each) => each.active).map((each) => engine.verdict(outcome.share[each.at], outcome.may[each.at])));
    return verdicts.size === 1 ? [...verdicts][0] : "depends on the reading";
  }

  // --- the page

  function start(section) {
    const data = document.getElementById(section.dataset.model);
    let model = null;
    try {
      model = engine.unpacked(JSON.parse(data.textContent));
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

    function keep() {
      const hash = written(model, state), rest = location.pathname + location.search;
      try {
        history.replaceState(null, "", hash || (location.hash.startsWith("#w:") ? rest : location.hash) || rest);
      } catch {
        // An embedding page may forbid it; the numbers are right without.
      }
    }

    function changed() {
      view.lose([]);
      keep();
      later();
    }

    // What is set stays in the address when a link within the page has put its anchor there.
    function restore() {
      const ours = location.hash.startsWith("#w:") || !location.hash, set = state.values.size + state.picks.size;
      if (!ours) return set ? keep() : undefined;
      const { lost, ...asked } = parsed(model, location.hash), any = asked.values.size + asked.picks.size;
      view.lose(lost);
      if (!any && !set) return;
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
    if (!section.querySelector("h2") && !section.closest("details")) section.prepend(make("h2", {}, "What if"));
    const banner = bannerOf(model), live = model.claim === null ? noneOf() : liveOf(model), table = tableOf(model);
    const fields = model.fields.map((each, n) => fieldOf(model, each, n));
    const choices = model.choices.map((index) => choiceOf(model, index));
    const problem = make("p", { class: "whatif-problem", role: "alert", hidden: true });
    const lost = make("p", { class: "whatif-problem whatif-lost", role: "status", hidden: true });
    const body = make("div", { class: "whatif" }, make("p", { class: "whatif-lead" }, (model.claim === null
      ? "Pick another sense for what somebody said, to see every number that hangs on it. "
      : "Set an input to see what follows: to a number, which then counts as exact, to a range such as 2 to 3 or 10 ± 1, or to a bound such as at least 3. Everything else keeps its uncertainty. ") +
      "The address of this page carries what you set."));
    body.append(problem, lost, banner.node, live.node);
    if (choices.length) body.append(...choices.map((each) => each.node));
    const defined = fields.filter((each) => each.defines), others = fields.filter((each) => !each.defines);
    if (others.length) body.append(listOf(others));
    if (defined.length) body.append(definitionsOf(defined));
    body.append(table.node);
    section.append(body);
    return {
      fields, choices, reset: banner.reset, first: (others[0] || choices[0] || defined[0]).focus,
      draw(state, published, latest) {
        banner.show(state.values.size + state.picks.size, live.words(latest), against(model, state, latest));
        live.draw(published, latest);
        choices.forEach((each) => each.mark(latest.settled));
        table.draw(state, published, latest);
      },
      say: (state, latest) => live.say(state, latest, against(model, state, latest)),
      lose(parts) {
        const short = parts.slice(0, 4).map((each) => (each.length > 60 ? each.slice(0, 60) + "…" : each));
        lost.textContent = parts.length ? "Part of the address was not understood: " + short.join(", ") + (parts.length > 4 ? " and more" : "") + "." : "";
        lost.hidden = !parts.length;
      },
      refuse() {
        problem.textContent = "The numbers computed here are not those that this page was published with, so nothing is " +
          "shown: the files of this site come from two different builds. Load the page again.";
        problem.hidden = false;
        body.querySelectorAll("input, button").forEach((each) => { each.disabled = true; });
      },
    };
  }

  // The options that are picked although the checks rule them out.
  function against(model, state, latest) {
    const out = [...state.picks].filter(([index, option]) => !engine.alive(latest.settled, index, option, false));
    return out.map(([index, option]) => model.nodes[index].options[option]);
  }

  const ruledOut = (options) => (options.length > 1 ? ", which are ruled out" : ", which is ruled out");

  function bannerOf(model) {
    const count = make("span", {}), value = make("strong", { class: "whatif-value" });
    const reset = make("button", { type: "button", class: "whatif-reset-all" }, "Back to the published values");
    const node = make("div", { class: "whatif-banner", hidden: true },
      make("p", {}, make("strong", {}, "Not the published value."), " ", count, " ", value), reset);
    return {
      node, reset,
      show(changes, text, out) {
        node.hidden = !changes;
        const said = out.flatMap((option, n) => [n ? " and " : ", with ", make("code", {}, option)]);
        count.replaceChildren(plural(changes, model.claim === null ? "reading" : "input") + " changed", ...said, (out.length ? ruledOut(out) : "") + (text ? ":" : "."));
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
    const write = (text) => {
      const [figure, interval] = parted(text);
      number.replaceChildren(figure, ...(interval ? [make("span", { class: "whatif-span" }, interval)] : []));
    };
    write(words(model, index, publishedOf(node)));
    return {
      node: box,
      words: (latest) => parted(told(model, latest, index)).join(""),
      draw(published, latest) {
        const old = published.summary(index), now = latest.summary(index);
        write(told(model, latest, index));
        const spread = now && !now.open.length && now.figure.low !== now.figure.high;
        median.textContent = spread ? "median " + pretty(shown.show(now.figure.median, unit, shown.digits(now.figure))) : "";
        // That it was open is said already.
        const how = moved(old, now) && !(old && now && old.open.length && !now.open.length) ? ", " + change(old, now, unit) : "";
        before.textContent = moved(old, now) ? "published: " + words(model, index, old) + how : "as published";
        picture.draw(old, now, unit);
        readings.replaceChildren(...readingsOf(model, index, now));
        folded.hidden = !readings.childElementCount;
      },
      say(state, latest, out) {
        const any = state.values.size + state.picks.size, aside = out.length ? ", with " + out.join(" and ") + ruledOut(out) : "";
        status.textContent = (any ? "Not the published value: " : "As published: ") + told(model, latest, index) + aside;
      },
    };
  }

  // The page of a term has no number of its own: only its state is said.
  function noneOf() {
    const node = make("p", { class: "unseen whatif-status", role: "status" });
    const say = (state, latest, out) => {
      const aside = out.length ? "Not the published values, with " + out.join(" and ") + ruledOut(out) + "." : "Not the published values.";
      node.textContent = state.picks.size ? aside : "As published.";
    };
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
      const figure = words(model, index, { ...each, open: [] });
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
    const caption = make("figcaption", {});
    const node = make("figure", { class: "chart whatif-figure", hidden: true }, whole, caption);
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
        caption.textContent = captioned(old, latest);
        whole.setAttribute("aria-label", title + ": " + (latest ? outlined(latest, unit) : "no value"));
      },
    };
  }

  function outlined(summary, unit) {
    const { figure, open } = summary;
    if (summary.nothing) return summary.nothing;
    if (summary.bound) return pretty(boundWords(summary, unit, {})) + (open.length ? ", open" : "");
    const span = shown.showInterval(figure.low, figure.high, unit);
    if (open.length) return pretty(span) + ", open";
    return pretty("median " + shown.show(figure.median, unit) + ", 90 % between " + span);
  }

  // What can be seen: a shape only of what has more than one draw, a line only of what is not open.
  function captioned(old, now) {
    const shape = old && old.samples && old.samples.length > 1, exact = old && old.samples && !shape;
    const before = shape ? "the filled shape is as published" : exact ? "as published it is one exact number" : "as published it is " + unshaped(old) + ", so there is no shape";
    const after = now && now.samples ? "The line is the result" : "The result is " + unshaped(now) + ", so there is no line";
    return after + "; " + before + ".";
  }

  const unshaped = (summary) => (summary && summary.bound && !summary.open.length ? "a bound" : "open");

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

  // What a word is defined as is no estimate: it can be set, but stands last and folded.
  function definitionsOf(fields) {
    const list = make("ul", { class: "whatif-fields" }, ...fields.map((each) => each.node));
    return make("details", { class: "whatif-definitions" }, make("summary", {}, "Definitions"), list);
  }

  // Whether a leaf is a sense of a term or an option of a choice.
  function defines(model, id) {
    const owner = model.nodes.find((each) => each.id === id.split("#")[0]);
    return id.includes("#") && (!owner || Boolean(owner.options));
  }

  function fieldOf(model, field, n) {
    const node = model.nodes[field.node], unit = recipe(model, field.node), name = "whatif-" + n;
    const isDate = unit[3] === "date", published = node.was[0];
    const input = make("input", { id: name, name, type: isDate ? "date" : "text",
      autocomplete: "off", spellcheck: "false", "aria-describedby": name + "-unit " + name + "-problem", value: shown.typed(published, unit) });
    const slider = make("input", { type: "range", min: "0", max: String(STEPS), step: "1", "aria-label": "Slider: " + node.title });
    const reset = make("button", { type: "button", "aria-label": "Reset " + node.title, hidden: true }, "Reset");
    const problem = make("p", { id: name + "-problem", class: "whatif-problem", role: "alert", hidden: true });
    const title = node.link ? make("a", { href: node.link }, node.title) : make("span", {}, node.title);
    const share = field.share ? shown.share(field.share) + " of the uncertainty" : "";
    const facts = [words(model, field.node, publishedOf(node)), share].filter(Boolean).join(", ");
    const item = make("li", { class: "whatif-field" },
      make("label", { for: name }, title.textContent), " ",
      make("span", { class: "whatif-facts" }, "published: " + facts, ...(node.link ? [" · ", make("a", { href: node.link }, defines(model, node.id) ? "definition" : "claim", make("span", { class: "unseen" }, " of " + node.title))] : [])),
      make("span", { class: "whatif-controls" }, input, " ", make("span", { id: name + "-unit", class: "whatif-unit" }, shown.label(unit)), " ", slider, " ", reset), problem);
    let told = () => {}, set = false;

    function show(value, keep) {
      const base = value === undefined ? published : typeof value === "number" ? value : value.point;
      set = value !== undefined;
      if (set) unfold(item);
      if (!keep) input.value = (value && value.text) || shown.typed(base, unit, set ? 12 : 6);
      slider.value = String(Math.round(STEPS * place(field, base)));
      slider.setAttribute("aria-valuetext", pretty(shown.show(base, unit)));
      reset.hidden = !set;
      item.classList.toggle("whatif-set", set);
      complain("");
    }

    function complain(text, line = "") {
      problem.replaceChildren(text, ...(line ? [": ", make("code", {}, line), "."] : []));
      problem.hidden = !text;
      if (text) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }

    // What is no number does not count, and nor does what stood there before.
    function typed() {
      const { value, why, line } = taken(model, field, input.value), fine = value !== undefined;
      show(value, true);
      if (!fine) complain(why ? pretty(why) : refusal(input.value, unit, published), line);
      else if (outside(field, value)) complain((typeof value === "number" || value.ends ? "This is" : "Part of this is") + " outside what it can be, " + domain(field, unit) + "; it is computed all the same.");
      reset.hidden = fine && !set;
      told(value);
    }

    input.addEventListener(isDate ? "change" : "input", typed);
    input.addEventListener("blur", () => { if (!input.value.trim()) show(undefined); });
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
    return {
      index: field.node, node: item, focus: input, show, defines: defines(model, node.id), isSet: () => set,
      listen: (tell) => { told = tell; },
    };
  }

  // Shows a field that is set, wherever it is folded away.
  function unfold(item) {
    item.hidden = false;
    const folded = item.closest("details");
    if (folded) folded.open = true;
  }

  // Whether a value, or one of its ends at 90 %, is none that the claim of a field may have.
  function outside({ least = -Infinity, most = Infinity }, value) {
    const ends = typeof value === "number" ? [value, value] : value.left()[1];
    return ends[0] < least || ends[1] > most;
  }

  // The values that the claim of a field may have.
  function domain({ least, most }, unit) {
    if (least === undefined || most === undefined) return pretty(least === undefined ? "at most " + shown.show(most, unit) : shown.show(least, unit) + " or more");
    return pretty(shown.showInterval(least, most, unit));
  }

  // Why a text is not taken, and what would be.
  function refusal(text, unit, published) {
    if (unit[3] === "date") return "This takes a day of the years 0001 to 9998, such as 2025-11-30.";
    const takes = "This takes a number" + (shown.label(unit) ? " in " + shown.label(unit) : "");
    const two = shown.either(text);
    if (two) return text.trim() + " may be " + two.join(" or ") + ": write one of these.";
    if (shown.isNumber(text)) return pretty(takes + ": " + shown.sizes(unit) + ".");
    return (text.trim() ? "" : "Empty, so the published value counts. ") + takes + ", such as " + shown.typed(published, unit) + ", or a range such as 2 to 3.";
  }

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
      const told = node.titles ? node.titles[n] : option;
      const title = told.toLowerCase() === option.toLowerCase() ? told : option + ": " + told;
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
    const named = (index, state) => {
      const { title, link, id, check } = model.nodes[index];
      if (!link) return make("span", {}, title || id);
      return make("a", { href: check || link.includes("#") ? link : link + carried(model, state, index) }, title || id);
    };
    return {
      node,
      draw(state, published, latest) {
        const rows = model.watch.filter((index) => moved(published.summary(index), latest.summary(index)));
        body.replaceChildren(...rows.map((index) => {
          const old = published.summary(index), now = latest.summary(index);
          const cell = (label, text) => make("td", { class: "num", "data-label": label }, text);
          return make("tr", {}, make("th", { scope: "row" }, named(index, state)), cell("Published", words(model, index, old)),
            cell("Now", told(model, latest, index)), cell("Change", change(old, now, recipe(model, index))));
        }));
        const turned = [turnedChecks, turnedOptions, turnedStated].flatMap((each) => each(model, published, latest));
        const rivals = turnedRivals(model, published, latest);
        flips.replaceChildren(...turned.map(([index, text]) => make("li", {}, named(index, state), text)), ...rivals.flips);
        const left = model.beyond ? " " + plural(model.beyond, "number") + " further downstream not computed here." : "";
        note.textContent = (rows.length || flips.childElementCount ? "" : "Nothing else moves.") + left;
        note.append(...rivals.notes);
        table.hidden = !rows.length;
        const line = command(model, state);
        asked.replaceChildren(...(line ? ["The full account: ", make("code", {}, line)] : []));
        node.hidden = !latest.values.size && !rows.length && !flips.childElementCount;
      },
    };
  }

  // The quantities of which a claim has moved: the verdicts on their claims that turned, and those that the command alone works out.
  function turnedRivals(model, published, latest) {
    const found = { flips: [], notes: [] };
    for (const quantity of model.rivals || []) {
      if (!quantity.of.some((index) => moved(published.summary(index), latest.summary(index)))) continue;
      const name = make("a", { href: quantity.link }, quantity.title), [old, now] = [published, latest].map((each) => quantity.parts && agree.judged(each, quantity));
      if (!old || !now) found.notes.push(" Whether the claims of ", name, " still agree is said by the full account.");
      else if (old !== now) found.flips.push(make("li", {}, name, ", what its claims are together: " + old + " → " + now));
    }
    return found;
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

  function turnedStated(model, published, latest) {
    const [old, now] = [published, latest].map((each) => stated.judge(model, each));
    return [...old].flatMap(([index, word]) => {
      const text = ", whose source states " + pretty(model.nodes[index].stated.text) + ": " + word + " → " + now.get(index);
      return !now.has(index) || word === now.get(index) ? [] : [[index, text]];
    });
  }

  window.whenceWhatIf = Object.freeze({ command, parsed, written });
  document.querySelectorAll("section[data-model]").forEach(start);
})();
