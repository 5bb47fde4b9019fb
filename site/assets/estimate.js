// Computes the numbers of a page's model in the browser, with the engine's own draws: same seed, same samples.
// A model is what engine/whence/model.py writes. Nothing here touches the page.
(function () {
  "use strict";

  const shapes = window.whenceShapes;

  // --- draws

  // FNV-1a, 32 bits, over UTF-8 (Fowler, Noll and Vo 1991).
  function word(text, offset) {
    return new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, offset);
  }

  // The 32-bit finaliser of MurmurHash3 (Appleby 2011).
  function mix(x) {
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  }

  function remembered(work) {
    const known = new Map();
    return (...args) => {
      const key = args.join("\n");
      if (!known.has(key)) known.set(key, work(...args));
      return known.get(key);
    };
  }

  // The permutation that belongs to a name. Each word carries its index in its lower digits, so that one sort of
  // numbers keeps the order of ties.
  const ranks = remembered((seed, name, count) => {
    const key = seed + ":" + name;
    const first = word(key, 0x811c9dc5), second = word(key, 0x050c5d1f);
    const keyed = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      keyed[i] = mix(mix((Math.imul(i, 0x9e3779b1) + first) | 0) ^ second) * count + i;
    }
    keyed.sort();
    const result = new Int32Array(count);
    for (let r = 0; r < count; r++) result[keyed[r] % count] = r;
    return result;
  });

  function cumulated(weights) {
    const whole = weights.reduce((sum, each) => sum + each, 0);
    let sum = 0;
    return weights.map((each) => (sum += each / whole));
  }

  // The index of the option that a number between 0 and 1 falls on.
  function drawn(ends, u) {
    const at = ends.findIndex((end) => end > u);
    return at < 0 ? ends.length - 1 : at;
  }

  function pick(weights, seed, name, count) {
    const ends = cumulated(weights);
    return Array.from(ranks(seed, name, count), (rank) => drawn(ends, (rank + 0.5) / count));
  }

  // The ranks of a leaf that shares parts of its error: [cause, fraction of the whole] each.
  function sharedRanks(seed, name, count, common) {
    if (!common || !common.length) return ranks(seed, name, count);
    const normal = shapes.grid(["normal", 0, 1], count), scores = new Float64Array(count);
    const add = (fraction, order) => order.forEach((rank, i) => { scores[i] += fraction * normal[rank]; });
    for (const [cause, fraction] of common) add(fraction, ranks(seed, `common:${cause}`, count));
    const rest = common.reduce((left, [, fraction]) => left - fraction * fraction, 1);
    add(Math.sqrt(Math.max(0, rest)), ranks(seed, name, count));
    const result = new Array(count);
    Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b] || a - b).forEach((at, rank) => { result[at] = rank; });
    return result;
  }

  function draw(shape, seed, name, count, mirrored, common) {
    if (shape[0] === "exact") return Float64Array.of(shape[1]);
    const grid = shapes.grid(shape, count), order = sharedRanks(seed, name, count, common);
    const result = new Float64Array(count);
    for (let i = 0; i < count; i++) result[i] = grid[mirrored ? count - 1 - order[i] : order[i]];
    return result;
  }

  // --- formulas: a value is a number, or a Float64Array of draws; what is true is 1
  // One entry for each operator and function: its value, and the rule by which sets of values go through. The engine's table is
  // engine/whence/language/formulas/operators.py.

  const YEAR = 8766 * 3600;
  const truth = (x) => x !== 0;
  // Whether a product, quotient or power left nothing of what was not nothing; `hidden` says whether that is seen.
  let vanished = false;
  const LEAST = 2 ** -1022, VANISHING = ["*", "/", "^", "exp", "grow", "annual"];
  function left(x, there) {
    if (x < LEAST && x > -LEAST && there) vanished = true;
    return x;
  }
  const raised = (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : left(Math.pow(a, b), a !== 0));
  const add = (...args) => args.reduce((a, b) => a + b);
  const sets = window.whenceEnclosures;
  const compared = (work, rule) => [work, rule(work)];
  const PREFIX = { "-": [(x) => -x, sets.opposite], not: [(x) => +!truth(x), sets.negated] };
  const INFIX = {
    "+": [(a, b) => a + b, sets.added], "-": [(a, b) => a - b, sets.subtracted],
    "*": [(a, b) => left(a * b, a !== 0 && b !== 0), sets.product], "/": [(a, b) => left(a / b, a !== 0 && Number.isFinite(b)), sets.quotient], "^": [raised, sets.power],
    "<": compared((a, b) => +(a < b), sets.rising), "<=": compared((a, b) => +(a <= b), sets.rising),
    ">": compared((a, b) => +(a > b), sets.falling), ">=": compared((a, b) => +(a >= b), sets.falling),
    "==": compared((a, b) => +(a === b), sets.equal), "!=": compared((a, b) => +(a !== b), sets.unequal),
    and: [(a, b) => +(truth(a) && truth(b)), sets.both], or: [(a, b) => +(truth(a) || truth(b)), sets.either],
  };
  const stepped = (way) => [sets.rounded(way), sets.stepped(way)];
  const FUNCTIONS = {
    if: [(condition, a, b) => (truth(condition) ? a : b), sets.chosen],
    min: [(...args) => args.reduce((a, b) => Math.min(a, b)), sets.smallest],
    max: [(...args) => args.reduce((a, b) => Math.max(a, b)), sets.largest],
    sum: [add, sets.added],
    mean: [(...args) => add(...args) / args.length, sets.mean],
    geomean: [(...args) => Math.exp(add(...args.map(Math.log)) / args.length), sets.geomean],
    abs: [Math.abs, sets.magnitude],
    sqrt: [Math.sqrt, sets.root],
    exp: [(x) => left(Math.exp(x), true), sets.exponential],
    log: [Math.log, (x) => sets.logarithm(x)],
    log2: [Math.log2, (x) => sets.logarithm(x, Math.log2)],
    log10: [Math.log10, (x) => sets.logarithm(x, Math.log10)],
    round: stepped(sets.nearest), floor: stepped(Math.floor), ceil: stepped(Math.ceil), trunc: stepped(Math.trunc),
    clamp: [(x, low, high) => Math.min(Math.max(x, low), high), sets.clamped],
    grow: [(rate, time) => left(Math.exp(rate * time), true), sets.grown],
    annual: [(rate) => left(Math.exp(rate * YEAR), true), (rate) => sets.grown(rate, [YEAR, YEAR])],
    growth_rate: [(ratio, time) => Math.log(ratio) / time, sets.growth],
  };

  // Two numbers are the same where they differ by less than this part of the largest number met on either side.
  const ROUNDING = 1e-12, NUDGE = 2 ** -20;
  const COMPARISONS = ["<", "<=", ">", ">=", "==", "!="];
  const STEPS = ["round", "floor", "ceil", "trunc"];
  const TRUTHS = [...COMPARISONS, "and", "or", "not"];

  // The entry of an operator or function with so many operands.
  function entry(op, count) {
    const table = [count === 1 ? PREFIX : INFIX, FUNCTIONS].find((each) => Object.hasOwn(each, op));
    return table[op];
  }

  // `sizes` are the largest numbers that were met on the way to the inputs, where those are larger than themselves.
  function compute(tree, known, sizes = {}) {
    if (typeof tree === "number") return tree;
    const [op, ...rest] = tree;
    if (op === "n") return known[rest[0]];
    const work = entry(op, rest.length)[0];
    if (STEPS.includes(op)) return rounded(work, rest, known, sizes)[0];
    if (!COMPARISONS.includes(op)) return each(work, rest.map((part) => compute(part, known, sizes)));
    const [[a, one], [b, other]] = rest.map((part) => met(part, known, sizes));
    return each((x, y, p, q) => work(x, Math.abs(x - y) <= ROUNDING * Math.max(p, q) ? x : y), [a, b, one, other]);
  }

  // The value of a tree, and the largest number met on the way, by what it counts for in the result: what is added
  // counts as it is, what is multiplied or goes through a function by how much that moves when it moves.
  function met(tree, known, sizes) {
    if (typeof tree === "number") return [tree, Math.abs(tree)];
    if (TRUTHS.includes(tree[0])) return [compute(tree, known, sizes), 0];
    if (tree[0] === "n") {
      const least = sizes[tree[1]] || 0;
      return [known[tree[1]], each((x) => Math.max(counted(Math.abs(x)), least), [known[tree[1]]])];
    }
    const [op, ...parts] = tree, work = entry(op, parts.length)[0];
    if (STEPS.includes(op)) return rounded(work, parts, known, sizes);
    const found = parts.map((part) => met(part, known, sizes)), values = found.map((part) => part[0]);
    const result = each(work, values);
    const most = found.reduce((sizes, [own, size], at) => {
      const nudged = each((x, p) => x + NUDGE * p, [own, size]);
      const moved = each(work, values.map((other, n) => (n === at ? nudged : other)));
      return each((p, x, y) => Math.max(p, counted(Math.abs(x - y) / NUDGE)), [sizes, moved, result]);
    }, each((x) => counted(Math.abs(x)), [result]));
    return [result, most];
  }

  // The value of a function that rounds, and the largest number met that still counts: none that is less than a step off.
  function rounded(work, parts, known, sizes) {
    const [[x, size], [step, own] = [1, 1]] = parts.map((part) => met(part, known, sizes));
    const most = each((x, size, to, own) => Math.max(size, Math.abs(x / to) * own), [x, size, step, own]);
    const result = each((x, to, size) => work(sets.settled(x, to, size), to), [x, step, most]);
    return [result, each((y, to, size) => (ROUNDING * size > Math.abs(to) ? size : Math.abs(y)), [result, step, most])];
  }

  // The value of a tree, and by how much the truth may lie above and below it for what steps left of numbers too small: the
  // engine's is `hidden` in evaluate/arithmetic.py.
  function hidden(tree, known) {
    const result = compute(tree, known);
    if (typeof tree === "number" || tree[0] === "n") return [result, 0, 0];
    const [op, ...rest] = tree, work = entry(op, rest.length)[0], parts = rest.map((part) => hidden(part, known));
    const values = parts.map((part) => part[0]), off = [0, 0];
    parts.forEach(([own, up, down], at) => [up, each((x) => -x, [down])].filter(some).forEach((by) => {
      const moved = each((x, p) => x + p, [own, by]);
      const move = each((x, y) => x - y, [each(work, values.map((x, n) => (n === at ? moved : x))), each(work, values)]);
      [1, -1].forEach((sign, n) => { off[n] = each((x, y) => Math.max(x, Number.isNaN(y) ? Infinity : sign * y), [off[n], move]); });
    }));
    const seen = off.map((by) => each((x, y) => (x > ROUNDING * Math.abs(y) ? x : 0), [by, result]));
    if (!VANISHING.includes(op)) return [result, ...seen];
    const count = op === "^" || op === "/" ? 1 : op === "*" ? 2 : 0;
    const there = parts.map(([own, up, down], at) => each((x, p, q) => +(Number.isFinite(x) && (at >= count || x !== 0 || p > 0 || q > 0)), [own, up, down]));
    const tiny = there.reduce((a, b) => each((x, y) => x * y, [a, b]), each((x) => +(x < LEAST && x > -LEAST), [result]));
    const below = each((x) => +(x < 0 || Object.is(x, -0)), [result]);
    return [result, ...seen.map((by, n) => each((x, t, b) => (t && b === n ? Math.max(x, LEAST) : x), [by, tiny, below]))];
  }

  const some = (x) => (typeof x === "number" ? x !== 0 : x.some((one) => one !== 0));
  const isHidden = (tree, known) => hidden(tree, known).slice(1).some(some);

  // The largest number met on the way to a value that is much smaller: its last digits are rounding. Else 0.
  function lost(tree, known, sizes) {
    if (!Object.keys(sizes).length && !adds(tree)) return 0;
    const [value, most] = met(tree, known, sizes);
    return most > 16 * Math.abs(value) ? most : 0;
  }

  function adds(tree) {
    if (typeof tree === "number" || tree[0] === "n") return false;
    const [op, ...parts] = tree;
    return (["+", "-"].includes(op) && parts.length === 2) || Object.hasOwn(FUNCTIONS, op) || parts.some(adds);
  }

  const counted = (x) => (Number.isFinite(x) ? x : 0);

  // A function of numbers over numbers and draws.
  function each(apply, args) {
    const sizes = args.filter((arg) => typeof arg !== "number").map((arg) => arg.length);
    if (!sizes.length) return apply(...args);
    if (args.length === 1) return args[0].map((x) => apply(x));
    const result = new Float64Array(Math.max(...sizes)), [a, b] = args;
    if (args.length === 2 && typeof a === "number") return result.map((_, i) => apply(a, b[i]));
    if (args.length === 2 && typeof b === "number") return result.map((_, i) => apply(a[i], b));
    if (args.length === 2) return result.map((_, i) => apply(a[i], b[i]));
    for (let i = 0; i < result.length; i++) {
      result[i] = apply(...args.map((arg) => (typeof arg === "number" ? arg : arg[i])));
    }
    return result;
  }

  // --- estimates
  // {axes, sizes, cells, n, samples, point, ends}: `axes` are the nodes of choices, sorted by id; the cells run over
  // their options, the last axis fastest; `samples` holds n draws of each cell, `point` one number. `ends` are null, or
  // where something upstream is known as a bound alone the lowest and highest value of each draw, as the samples are.

  function estimate(model, axes, n) {
    const sizes = axes.map((axis) => model.nodes[axis].options.length);
    const cells = sizes.reduce((a, b) => a * b, 1);
    if (cells > model.most) return null;
    return { axes, sizes, cells, n, ends: null, samples: new Float64Array(cells * n), point: new Float64Array(cells) };
  }

  function united(model, found) {
    const axes = [...new Set(found.flatMap((one) => one.axes))];
    return axes.sort((a, b) => (model.nodes[a].id < model.nodes[b].id ? -1 : 1));
  }

  // The options of a cell, along its axes.
  function options(sizes, at) {
    const found = new Array(sizes.length);
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      found[axis] = at % sizes[axis];
      at = Math.floor(at / sizes[axis]);
    }
    return found;
  }

  // The cell of an estimate that belongs to options along other axes.
  function cellAt(one, axes, chosen) {
    return one.axes.reduce((at, axis, n) => at * one.sizes[n] + chosen[axes.indexOf(axis)], 0);
  }

  function cell(one, at) {
    return one.n === 1 ? one.samples[at] : one.samples.subarray(at * one.n, (at + 1) * one.n);
  }

  // The inputs of a formula in every cell of its own axes: their draws, or their points.
  function inputs(model, node, of, whole, points) {
    return Array.from({ length: whole.cells }, (_, at) => {
      const chosen = options(whole.sizes, at), known = {};
      for (const [name, index] of Object.entries(node.inputs)) {
        const own = cellAt(of[index], whole.axes, chosen);
        known[name] = points ? of[index].point[own] : cell(of[index], own);
      }
      return known;
    });
  }

  // What was lost on the way to the inputs of a formula, in every cell of its own axes.
  function losses(node, of, whole) {
    const names = Object.entries(node.inputs).filter(([, index]) => of[index].lost);
    return Array.from({ length: whole.cells }, (_, at) => {
      const chosen = names.length ? options(whole.sizes, at) : [];
      const own = names.map(([name, index]) => [name, of[index].lost[cellAt(of[index], whole.axes, chosen)]]);
      return Object.fromEntries(own.filter(([, size]) => size));
    });
  }

  function derived(model, node, of) {
    const found = Object.values(node.inputs).map((index) => of[index]);
    const axes = united(model, found), n = Math.max(1, ...found.map((one) => one.n));
    const whole = estimate(model, axes, n);
    if (!whole) return null;
    const known = inputs(model, node, of, whole, false);
    const central = inputs(model, node, of, whole, true);
    const sizes = losses(node, of, whole);
    const most = sizes.map((each, at) => lost(node.tree, central[at], each));
    if (most.some((each) => each)) whole.lost = most;
    vanished = false;
    for (let at = 0; at < whole.cells; at++) {
      const result = compute(node.tree, known[at], sizes[at]);
      if (typeof result === "number") whole.samples.fill(result, at * n, (at + 1) * n);
      else whole.samples.set(result, at * n);
      whole.point[at] = compute(node.tree, central[at], sizes[at]);
    }
    if (found.some((one) => one.ends)) return bounded(model, node, of, whole);
    const lacking = vanished && [...known, ...central].some((each) => isHidden(node.tree, each));
    return !lacking && finite(whole.samples) && finite(whole.point) ? whole : null;
  }

  // A formula some of whose inputs are bounds: what it may be in every draw of every cell. Where the written ends of the
  // bounds themselves give no number, one of the values that are possible stands for it.
  function bounded(model, node, of, whole) {
    const ends = empty(whole), names = Object.entries(node.inputs);
    for (let at = 0; at < whole.cells; at++) {
      const chosen = options(whole.sizes, at);
      const inputs = (list) => list.map(([name, index]) => [name, of[index], cellAt(of[index], whole.axes, chosen)]);
      const parts = inputs(names), further = node.narrow ? inputs(Object.entries(node.narrow.inputs)) : [];
      const known = (list, i) => Object.fromEntries(list.map(([name, one, own]) => [name, endsAt(one, own, i)]));
      for (let i = 0; i < whole.n; i++) {
        const plain = enclose(node.tree, known(parts, i)), cut = further.every(([, one]) => one.n === 1);
        const [low, high, ...open] = node.narrow ? sets.together([plain, narrowed(node.narrow, known(further, i), cut)]) : plain;
        setEnds(ends, at * whole.n + i, [Number.isNaN(low) ? -Infinity : low, Number.isNaN(high) ? Infinity : high, ...open]);
      }
    }
    valueless(model, node, of, whole, ends);
    if (node.check) return { ...whole, ends, samples: ends.low };
    const inside = (low, high) => (Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0);
    const samples = whole.samples.map((x, i) => (Number.isFinite(x) ? x : inside(ends.low[i], ends.high[i])));
    const point = whole.point.map((x) => (Number.isFinite(x) ? x : 0));
    return { ...whole, samples, point, ends: sets.isPoint(ends.low, ends.high) ? null : ends };
  }

  // What rests on nothing may be anything, unless it is the same whatever that is.
  function valueless(model, node, of, whole, ends) {
    for (let at = 0; at < whole.cells; at++) {
      const chosen = options(whole.sizes, at), from = at * whole.n, differs = (i) => ends.low[i] !== ends.high[i];
      const nothing = Object.values(node.inputs).some((index) => {
        const own = cellAt(of[index], whole.axes, chosen);
        return of[index].ends && read(of[index], own).bound === "lost" && contradicted(model, of, index, own) !== undefined;
      });
      if (!nothing) continue;
      const draws = Array.from({ length: whole.n }, (_, i) => from + i);
      if (node.check) draws.filter(differs).forEach((i) => { [ends.low[i], ends.high[i]] = [0, 1]; });
      else if (draws.some(differs)) draws.forEach((i) => setEnds(ends, i, [-Infinity, Infinity, false, false]));
    }
  }

  function empty(whole) {
    const count = whole.cells * whole.n;
    return { low: new Float64Array(count), high: new Float64Array(count), above: new Uint8Array(count), below: new Uint8Array(count) };
  }

  function endsAt(one, at, i) {
    const from = at * one.n + (one.n === 1 ? 0 : i);
    const { low, high, above, below } = one.ends || {};
    return one.ends ? [low[from], high[from], above[from], below[from]] : [one.samples[from], one.samples[from]];
  }

  // The ends of what a tree may be, from the ends of its names.
  function enclose(tree, known) {
    if (typeof tree === "number") return [tree, tree];
    const [op, ...rest] = tree;
    if (op === "n") return known[rest[0]];
    if (op === "-" && rest.length === 2) {
      if (rounds(rest[1], rest[0])) return beyond(rest[1], known);
      if (rounds(rest[0], rest[1])) return entry("-", 1)[1](beyond(rest[0], known));
    }
    const parts = rest.map((part) => enclose(part, known)), rule = entry(op, rest.length)[1];
    if (STEPS.includes(op)) return rule(parts[0], parts[1], sizeOf(rest.slice(0, 1), known));
    return COMPARISONS.includes(op) ? rule(...parts, sizeOf(rest, known)) : rule(...parts);
  }

  // Whether one part of a formula rounds another.
  const rounds = (one, other) => Array.isArray(one) && STEPS.includes(one[0]) && JSON.stringify(one[1]) === JSON.stringify(other);

  // The ends of a number less what it is rounded to: no more than a step, whatever the number is.
  function beyond(tree, known) {
    const [x, ...to] = tree.slice(1).map((part) => enclose(part, known));
    const plain = entry("-", 2)[1](x, enclose(tree, known)), least = sets.rest(tree[0], x, ...to);
    return plain[1] - plain[0] > least[1] - least[0] ? sets.together([plain, least]) : plain;
  }

  // The largest number met on either side of a comparison that adds, with its inputs at either of their ends.
  function sizeOf(sides, known) {
    if (!sides.some(adds)) return 0;
    const ends = ([low, high], first) => [first ? low : high, first ? high : low, 0].find(Number.isFinite);
    const at = [true, false].map((first) => Object.fromEntries(Object.entries(known).map(([name, pair]) => [name, ends(pair, first)])));
    return Math.max(...at.flatMap((values) => sides.map((side) => met(side, values, {})[1])));
  }

  const narrowed = window.whenceNarrow && window.whenceNarrow({ enclose, compute, sizeOf });

  // A sum is finite when all of its parts are; unless it overflows, and then each of them is looked at.
  function finite(numbers) {
    let sum = 0;
    for (let i = 0; i < numbers.length; i++) sum += numbers[i];
    return Number.isFinite(sum) || numbers.every(Number.isFinite);
  }

  function leaf(model, node) {
    const samples = draw(node.shape, model.seed, node.stream || node.id, model.samples, node.mirrored, node.common);
    return { axes: [], sizes: [], cells: 1, n: samples.length, samples, point: Float64Array.of(node.point), ends: written(node), shapes: [node.shape] };
  }

  // What a written bound leaves possible.
  function written(node) {
    if (!node.ends) return null;
    const [low, high] = node.ends, open = node.excludes || [false, false];
    const ends = { low: Float64Array.of(low === null ? -Infinity : low), high: Float64Array.of(high === null ? Infinity : high) };
    return { ...ends, above: Uint8Array.of(open[0]), below: Uint8Array.of(open[1]) };
  }

  function exact(value) {
    const samples = Float64Array.of(value);
    return { axes: [], sizes: [], cells: 1, n: 1, samples, point: samples, ends: null };
  }

  // A choice: its own axis, and those upstream of its options.
  function choice(model, index, node, of) {
    const parts = node.of.map((each) => of[each]);
    const axes = united(model, [...parts, { axes: [index] }]), n = Math.max(...parts.map((one) => one.n));
    const whole = estimate(model, axes, n);
    if (!whole) return null;
    if (parts.some((one) => one.ends)) whole.ends = empty(whole);
    if (parts.every((one) => one.shapes)) whole.shapes = [];
    for (let at = 0; at < whole.cells; at++) {
      const chosen = options(whole.sizes, at), part = parts[chosen[axes.indexOf(index)]];
      if (whole.shapes) whole.shapes.push(part.shapes[cellAt(part, axes, chosen)]);
      copy(whole, at, part, cellAt(part, axes, chosen));
    }
    return whole;
  }

  function copy(whole, at, part, from) {
    const draws = cell(part, from);
    if (typeof draws === "number") whole.samples.fill(draws, at * whole.n, (at + 1) * whole.n);
    else whole.samples.set(draws, at * whole.n);
    whole.point[at] = part.point[from];
    for (let i = 0; whole.ends && i < whole.n; i++) setEnds(whole.ends, at * whole.n + i, endsAt(part, from, i));
  }

  function setEnds(ends, at, [low, high, above, below]) {
    ends.low[at] = low;
    ends.high[at] = high;
    ends.above[at] = above ? 1 : 0;
    ends.below[at] = below ? 1 : 0;
  }

  // --- quantities that combine their claims

  function pooled(model, node, of) {
    const members = node.of.map((each) => of[each]), axes = united(model, members);
    const whole = estimate(model, axes, model.samples);
    if (!whole) return null;
    const work = node.pool === "mixture" ? mixed : combined;
    const draws = [], points = [], found = [];
    for (let at = 0; at < whole.cells; at++) {
      const chosen = options(whole.sizes, at);
      const parts = members.map((one) => ({ one, at: cellAt(one, axes, chosen) }));
      const taken = work(model, node, parts, of);
      draws.push(taken.draws);
      points.push(taken.point);
      found.push(taken.shape);
    }
    const result = filled(model, whole, draws, points), together = node.pool === "mixture" ? mixedEnds : sharedEnds;
    return { ...result, shapes: found, ends: together(model, node, members, result, of) };
  }

  // What claims that are bounds leave possible together; what is combined from other claims is no bound.
  function sharedEnds(model, node, members, whole) {
    if (!members.every((one) => one.ends)) return null;
    return unknown(members, whole, everywhere(members, whole, sets.together));
  }

  // In which cells the bounds of a quantity leave nothing, in nearly every draw.
  function nothing(members, whole) {
    const there = new Array(whole.cells).fill(0);
    everywhere(members, whole, (every, i, at) => {
      const [low, high, above, below] = sets.common(every);
      there[at] += low < high || (low === high && !above && !below);
      return [low, high];
    });
    return there.map((each) => each <= FAILS * whole.n);
  }

  // The same ends, but for anything at all where bounds leave nothing: there is no value there.
  function unknown(members, whole, ends) {
    nothing(members, whole).forEach((each, at) => {
      for (let i = at * whole.n; each && i < (at + 1) * whole.n; i++) setEnds(ends, i, [-Infinity, Infinity, false, false]);
    });
    return ends;
  }

  // The quantity without a value, itself or upstream of a node, in the cell `at`; undefined where there is none.
  function contradicted(model, of, index, at) {
    const { axes, sizes } = of[index], chosen = options(sizes, at), waiting = [index];
    for (const each of waiting) {
      const node = model.nodes[each], one = of[each];
      if (!one || (each !== index && read(one, cellAt(one, axes, chosen)).bound !== "lost")) continue;
      const members = node.pool && node.of.map((other) => of[other]);
      if (members && members.every((other) => other && other.ends) && nothing(members, one)[cellAt(one, axes, chosen)]) return each;
      const below = node.options ? [node.of[chosen[axes.indexOf(each)]]] : parentsOf(node);
      waiting.push(...below.filter((other) => !waiting.includes(other)));
    }
    return undefined;
  }

  function mixedEnds(model, node, members, whole, of) {
    if (members.some((one) => !read(one, 0).bound)) return null;
    const chosen = Array.from({ length: whole.cells }, (_, at) => {
      const context = options(whole.sizes, at);
      const parts = componentsOf(model, node, members.map((one) => ({ one, at: cellAt(one, whole.axes, context) })), of);
      return mixing(model, node, parts).map((k) => parts[k].at);
    });
    const ends = everywhere(members, whole, (found, i, at) => found[chosen[at][i]]);
    return members.every((one) => one.ends) ? unknown(members, whole, ends) : ends;
  }

  // Ends in every draw of every cell, from those of several estimates.
  function everywhere(members, whole, work) {
    const ends = empty(whole);
    for (let at = 0; at < whole.cells; at++) {
      const chosen = options(whole.sizes, at), own = members.map((one) => cellAt(one, whole.axes, chosen));
      for (let i = 0; i < whole.n; i++) {
        setEnds(ends, at * whole.n + i, work(members.map((one, n) => endsAt(one, own[n], i)), i, at));
      }
    }
    return ends;
  }

  // Draws for every cell; where all of them are single numbers, one is kept of each.
  function filled(model, whole, draws, points) {
    const n = Math.max(...draws.map((each) => each.length));
    const result = { ...whole, n, samples: new Float64Array(whole.cells * n) };
    draws.forEach((each, at) => {
      if (each.length === 1) result.samples.fill(each[0], at * n, (at + 1) * n);
      else result.samples.set(each, at * n);
      result.point[at] = points[at];
    });
    return result;
  }

  // Each draw is taken from one of the parts of a mixture; its point is the mean of theirs.
  function mixed(model, node, members, of) {
    const parts = componentsOf(model, node, members, of), chosen = mixing(model, node, parts);
    const taken = Float64Array.from(chosen, (k, i) => (parts[k].draws.length === 1 ? parts[k].draws[0] : parts[k].draws[i]));
    const known = parts.every((part) => part.shape);
    const shape = known ? shapes.mixed(parts.map((part) => part.shape), parts.map(() => 1)) : null;
    return { draws: taken, point: parts.reduce((sum, part) => sum + part.point, 0) / parts.length, shape };
  }

  // What a mixture takes its draws from, each with its point, its draws, and its distribution, where that is known.
  function componentsOf(model, node, members, of) {
    const says = rivals(model, node, members, of);
    return window.whenceCombine.components(says, node.scale).map(({ at, shape, how, name }) => {
      if (shape) {
        const draws = followed(model, { id: name }, shape, how);
        return { draws, point: shapes.point(shape), shape: !how || how.ranked ? shape : null };
      }
      const { one, at: cell } = members[at];
      return { at, draws: says[at].draws, point: one.point[cell], shape: one.ends ? null : shapeIn(one, cell) };
    });
  }

  // The distribution of an estimate in one cell, where it is known.
  function shapeIn(one, at) {
    return one.n === 1 ? ["exact", one.samples[at]] : one.shapes && one.shapes[at];
  }

  // For each draw of a mixture, the part that it is taken from.
  function mixing(model, node, parts) {
    return pick(parts.map(() => 1), model.seed, node.id, model.samples);
  }

  // Draws of the shape that the claims take together; where only bounds speak, of one of the values that they leave.
  function combined(model, node, parts, of) {
    const says = rivals(model, node, parts, of);
    const { shape, how } = window.whenceCombine.taken(node.pool, says, node.scale) || { shape: ofBounds(says), how: null };
    return { draws: followed(model, node, shape, how), point: shapes.point(shape), shape };
  }

  function followed(model, node, shape, how) {
    const named = (each) => draw(each, model.seed, node.id, model.samples), alone = named(shape);
    if (!how) return alone;
    const own = how.own ? named(["normal", 0, 1]) : null;
    const sum = Float64Array.from(how.sum, (each, i) => each + (own ? how.own * own[i] : 0));
    if (!how.ranked || alone.length !== sum.length) return how.log ? sum.map(Math.exp) : sum;
    const order = [...sum.keys()].sort((a, b) => sum[a] - sum[b]), drawn = new Float64Array(sum.length);
    alone.sort().forEach((each, i) => (drawn[order[i]] = each));
    return drawn;
  }

  // What each claim says in one context: see combine.js.
  function rivals(model, node, parts, of) {
    return says(model, node.of, parts, of).map((one, i) => ({ ...one, origin: node.origins ? node.origins[i] : -1 }));
  }

  // The same of any nodes, whatever their origins.
  function says(model, indexes, parts, of) {
    return parts.map((part, i) => {
      const own = model.nodes[indexes[i]], draws = cell(part.one, part.at);
      return {
        id: own.id, ...read(part.one, part.at), draws: typeof draws === "number" ? [draws] : draws, written: own.shape,
        leaf: own.shape ? own : null, streams: streams(model, of, indexes[i]), chance: () => chance(model, of, indexes[i]),
        n: part.one.n, within: (draw) => endsAt(part.one, part.at, draw),
      };
    });
  }

  // The names of the chance that a node rests on.
  function streams(model, of, index) {
    const node = model.nodes[index], own = new Set();
    if (node.pool) own.add(node.id);
    if (of[index].n === 1 && !node.pool) return own;
    if (node.shape) [node.stream || node.id, ...(node.common || []).map(([cause]) => `common:${cause}`)].forEach((each) => own.add(each));
    for (const parent of parentsOf(node)) streams(model, of, parent).forEach((each) => own.add(each));
    return own;
  }

  // The streams of chance that a node rests on, each with its normal scores, and the first leaf that follows it.
  function chance(model, of, index) {
    const seen = new Set(), found = new Map();
    const visit = (at) => {
      if (seen.has(at) || (of[at].n === 1 && !model.nodes[at].pool)) return;
      seen.add(at);
      parentsOf(model.nodes[at]).forEach(visit);
    };
    visit(index);
    for (const at of [...seen].sort((a, b) => a - b)) {
      const node = model.nodes[at], name = node.stream || node.id;
      if ((!node.shape && !node.pool) || found.has(name)) continue;
      const scores = draw(["normal", 0, 1], model.seed, name, model.samples, false, node.shape && node.common);
      found.set(name, { name, scores, leaf: node.shape ? node : null });
    }
    return [...found.values()];
  }

  function ofBounds(says) {
    const spans = says.filter((one) => one.bound !== "lost").map((one) => one.bound === "lower" ? [one.figure.point, Infinity]
      : one.bound === "upper" ? [-Infinity, one.figure.point] : [one.figure.low, one.figure.high]);
    const ends = spans.length ? [Math.max(...spans.map((each) => each[0])), Math.min(...spans.map((each) => each[1]))] : [];
    const known = ends.filter(Number.isFinite), starts = says.map((one) => quantiles(Float64Array.from(one.draws), [0.5])[0]);
    const points = [...new Set(known.length ? known : starts)].sort((a, b) => a - b);
    return points.length === 1 ? ["exact", points[0]] : ["one-of", points, points.map(() => 1)];
  }

  // --- the whole model

  // Every node's estimate, or null where it has none: `values` sets nodes by index, to exact numbers or to other leaves,
  // and `model` is the one with these in their places. What rests on nothing that differs from `before`, an earlier
  // result, is taken over from there.
  function evaluate(model, values, before) {
    const of = [], own = supposed(model, values);
    own.nodes.forEach((node, index) => {
      const set = values.get(index), parents = set === undefined ? parentsOf(node) : [];
      const same = before && before.values.get(index) === set && parents.every((each) => of[each] === before.of[each]);
      if (same) of.push(before.of[index]);
      else if (typeof set === "number") of.push(exact(set));
      else of.push(parents.every((each) => of[each]) ? made(own, index, node, of) : null);
    });
    return { values: new Map(values), of, model: own };
  }

  // The model with the leaves that stand for others; each follows the same chance, without the parts of an error that is gone.
  function supposed(model, values) {
    if (![...values.values()].some((each) => typeof each !== "number")) return model;
    const leaf = (node, { shape, point, ends, excludes, step }) => ({ ...node, shape, point, ends, excludes, step, common: node.parts ? undefined : node.common });
    return { ...model, nodes: model.nodes.map((node, index) => (typeof values.get(index) === "object" ? leaf(node, values.get(index)) : node)) };
  }

  // Whether a set of values in the place of a leaf would stand in a formula twice, where a page that was not made for it
  // does not know how narrow that is; the first such node, or -1.
  function twice(model, index) {
    const above = model.nodes.map((node, at) => at === index);
    model.nodes.forEach((node, at) => { above[at] = above[at] || parentsOf(node).some((each) => above[each]); });
    const sources = [index, ...model.nodes.keys()].filter((at, n) => !n || (above[at] && (model.nodes[at].options || model.nodes[at].pool)));
    for (const source of sources) {
      const count = [];
      for (const [at, node] of model.nodes.entries()) {
        const named = node.tree && Object.fromEntries(Object.entries(node.inputs).map(([name, ref]) => [name, count[ref] || 0]));
        if (at === source) count.push(1);
        else if (node.same !== undefined) count.push(count[node.same] || 0);
        else count.push(named ? occurrences(node.tree, named) : 0);
        if (count[at] > 1 || (count[at] && node.narrow)) return at;
      }
    }
    return -1;
  }

  function occurrences(tree, named) {
    if (typeof tree === "number") return 0;
    return tree[0] === "n" ? named[tree[1]] : tree.slice(1).reduce((sum, each) => sum + occurrences(each, named), 0);
  }

  function parentsOf(node) {
    if (node.inputs) return Object.values(node.inputs);
    return node.same !== undefined ? [node.same] : node.of || [];
  }

  function made(model, index, node, of) {
    if (node.shape) return leaf(model, node);
    if (node.tree !== undefined) return derived(model, node, of);
    if (node.options) return choice(model, index, node, of);
    return node.same !== undefined ? of[node.same] : pooled(model, node, of);
  }

  // --- what samples say

  // numpy's hazen method.
  function quantiles(samples, levels) {
    const sorted = samples.slice().sort();
    return levels.map((level) => {
      const at = Math.min(Math.max(level * sorted.length - 0.5, 0), sorted.length - 1), below = Math.floor(at), t = at - below;
      const a = sorted[below], b = sorted[Math.min(below + 1, sorted.length - 1)];
      // Of separate values, which come up more than once, the smallest that reaches the share, to half a draw.
      if (a === b || sorted[below - 1] === a || sorted[below + 2] === b) {
        return sorted[Math.max(Math.ceil(level * sorted.length - 0.5) - 1, 0)];
      }
      return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
    });
  }

  const LEVELS = [0.05, 0.5, 0.95];

  // Its numbers in one cell: by formula where the distribution is known, else of its draws.
  function figureOf(point, samples, shape) {
    const known = samples.length === 1 ? LEVELS.map(() => samples[0]) : shape && LEVELS.map((p) => shapes.quantile(shape, p));
    const [low, median, high] = known || quantiles(samples, LEVELS);
    return { point, median, low, high };
  }

  // The quantiles of an estimate at some shares in one cell.
  function between(one, at, shares) {
    const shape = one.shapes && one.shapes[at];
    if (one.n === 1) return shares.map(() => one.samples[at]);
    return shape ? shares.map((p) => shapes.quantile(shape, p)) : quantiles(cell(one, at), shares);
  }

  const figures = new WeakMap();

  function figure(one, at) {
    if (!figures.has(one)) figures.set(one, []);
    const known = figures.get(one);
    if (!known[at]) known[at] = figureOf(one.point[at], one.samples.subarray(at * one.n, (at + 1) * one.n), one.shapes && one.shapes[at]);
    return known[at];
  }

  // An estimate in one cell: its figure, and of a set of values its ends and their side.
  function read(one, at) {
    const own = one.ends && mapped(one.ends, (list) => list.subarray(at * one.n, (at + 1) * one.n));
    if (!own || sets.isPoint(own.low, own.high)) return { figure: figure(one, at), bound: "", ends: null, strict: [false, false] };
    return set(own, one.point[at]);
  }

  // The same done to each part of some ends.
  const mapped = (ends, work) => Object.fromEntries(Object.entries(ends).map(([name, list]) => [name, work(list)]));

  // A set of values as it is shown; an end that is the point but for rounding is the point.
  function set(own, point) {
    const ends = sets.shown(own.low, own.high).map((end) => (Math.abs(end - point) <= 1e-12 * Math.abs(point) ? point : end));
    return asShown(ends, sets.strict(own, ends));
  }

  const asShown = (ends, strict) => ({ figure: sets.figure(ends), bound: sets.side(ends), ends, strict });

  // A smooth density: [value, height] with the highest at one; Gaussian kernel, Silverman's width (1986).
  function density(samples, points) {
    const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
    const spread = Math.sqrt(samples.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / samples.length);
    const [first, quarter, three, last] = quantiles(samples, [0.005, 0.25, 0.75, 0.995]);
    const width = 0.9 * Math.min(spread, (three - quarter) / 1.349 || spread) * Math.pow(samples.length, -0.2);
    if (!(width > 0)) return [];
    const low = first - 2 * width, high = last + 2 * width;
    const grid = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
    const heights = grid.map((x) => samples.reduce((sum, s) => sum + Math.exp(-0.5 * ((x - s) / width) ** 2), 0));
    const top = Math.max(...heights);
    return grid.map((x, i) => [x, heights[i] / top]);
  }

  // --- which options survive

  const HOLDS = 0.95, FAILS = 0.05;
  // A check holds where it surely is true in 95 % of the draws, and fails where it may be in 5 %; between the two it is
  // open where bounds leave it so, and doubtful where the draws differ.
  function verdict(share, may) {
    if (share >= HOLDS) return "holds";
    return may <= FAILS ? "fails" : share < may ? "open" : "doubtful";
  }

  // The checks and the knots of choices that they tie: {outcomes, knots}. `picked` holds the reader's own picks, an
  // option by the index of its choice; a pick that is ruled out is taken all the same, and marked.
  function settle(model, of, picked) {
    const outcomes = new Map();
    model.nodes.forEach((node, index) => {
      if (node.check && of[index]) outcomes.set(index, outcome(of[index]));
    });
    const ruling = [...outcomes].filter(([index, one]) => one.axes.length && model.nodes[index].check === "rule-out");
    const picks = model.nodes.map((node, index) => index).filter((index) => model.nodes[index].options && of[index]);
    const knots = groups(model, picks, ruling).map((choices) => {
      const found = knot(model, choices, ruling, picked);
      return { ...found, ...(found.survives && evidence(model, of, found, ruling)) };
    });
    return { outcomes, knots, of };
  }

  function outcome(one) {
    const shares = (list) => Array.from({ length: one.cells }, (_, at) => {
      let sum = 0;
      for (let i = at * one.n; i < (at + 1) * one.n; i++) sum += list[i];
      return sum / one.n;
    });
    const { low, high } = one.ends || { low: one.samples, high: one.samples };
    return { axes: one.axes, sizes: one.sizes, share: shares(low), may: shares(high) };
  }

  function groups(model, picks, ruling) {
    const byId = (a, b) => (model.nodes[a].id < model.nodes[b].id ? -1 : 1);
    const group = new Map(picks.map((each) => [each, new Set([each])]));
    // What may hold in every draw of every context tells nothing of a choice, and ties it to no other.
    for (const [, one] of ruling) {
      if (one.may.every((each) => each === 1)) continue;
      const joined = new Set(one.axes.flatMap((axis) => [...group.get(axis)]));
      joined.forEach((axis) => group.set(axis, joined));
    }
    const lists = [...new Set(group.values())].map((each) => [...each].sort(byId));
    return lists.sort((a, b) => byId(a[0], b[0]));
  }

  function knot(model, choices, ruling, picked) {
    const sizes = choices.map((each) => model.nodes[each].options.length);
    const count = sizes.reduce((a, b) => a * b, 1);
    const every = { choices, sizes, count, forced: false };
    if (count > model.most) return { ...every, survives: null, active: null };
    const inside = ruling.filter(([, one]) => one.axes.every((axis) => choices.includes(axis)));
    const cells = Array.from({ length: count }, (_, at) => options(sizes, at));
    let survives = cells.map((chosen) => !inside.some(([, one]) => one.may[cellAt(one, choices, chosen)] <= FAILS));
    if (!survives.some((each) => each)) survives = survives.map(() => true);
    const wanted = (chosen, prefer) => choices.every((each, n) => prefer(each) === undefined || prefer(each) === chosen[n]);
    const own = (each) => picked.get(each), base = (each) => picked.get(each) ?? model.nodes[each].prefer;
    const preferred = cells.map((chosen, at) => survives[at] && wanted(chosen, base));
    const insisted = cells.map((chosen, at) => survives[at] && wanted(chosen, own));
    const some = (list) => list.some((each) => each);
    const asked = choices.some((each) => picked.has(each));
    if (some(preferred)) return { ...every, survives, active: preferred };
    if (!asked || some(insisted)) return { ...every, survives, active: asked ? insisted : survives };
    return { ...every, survives, active: cells.map((chosen) => wanted(chosen, own)), forced: true };
  }

  // In which draws (`allowed`), and in which share of them (`likely`), all the checks that rule out (`proof`) may hold, in
  // each joint context of a knot; nothing but a share of 1 where nothing is believed of its choices.
  function evidence(model, of, knot, ruling) {
    const likely = new Array(knot.count).fill(1), n = model.samples;
    const checks = ruling.filter(([, one]) => one.axes.every((axis) => knot.choices.includes(axis)));
    if (!checks.length || !knot.choices.some((each) => model.nodes[each].credence)) return { likely };
    const allowed = new Uint8Array(knot.count * n);
    likely.forEach((_, at) => {
      const chosen = options(knot.sizes, at);
      const may = checks.map(([index]) => {
        const one = of[index], list = one.ends ? one.ends.high : one.samples, from = cellAt(one, knot.choices, chosen) * one.n;
        return (i) => truth(list[from + (one.n === 1 ? 0 : i)]);
      });
      let sum = 0;
      for (let i = 0; i < n; i++) sum += allowed[at * n + i] = +may.every((each) => each(i));
      likely[at] = sum / n;
    });
    return { likely, allowed, proof: checks.map(([index]) => index) };
  }

  // An estimate given the evidence on its choices: see conditioned.js, which a page has where a choice has credences.
  const given = window.whenceConditioned ? window.whenceConditioned({ mapped: (ends, work) => mapped(ends, work), options, quantiles, spoken, streams }) : (model, settled, one) => one;

  // Whether an option of a choice stands in some surviving (or active) context.
  function alive(settled, choice, option, active) {
    const knot = settled.knots.find((each) => each.choices.includes(choice));
    const list = knot && (active ? knot.active : knot.survives);
    if (!list) return true;
    const axis = knot.choices.indexOf(choice);
    return list.some((each, at) => each && options(knot.sizes, at)[axis] === option);
  }

  // Which cells of some axes are active, or merely possible.
  function mask(settled, one, active) {
    const found = new Array(one.cells).fill(true);
    for (const knot of settled.knots) {
      const list = active ? knot.active : knot.survives;
      const shared = knot.choices.filter((each) => one.axes.includes(each));
      if (!list || !shared.length) continue;
      const key = (axes, chosen) => shared.map((axis) => chosen[axes.indexOf(axis)]).join();
      const kept = new Set(list.map((each, at) => (each ? key(knot.choices, options(knot.sizes, at)) : "none")));
      found.forEach((each, at) => {
        found[at] = each && kept.has(key(one.axes, options(one.sizes, at)));
      });
    }
    return found;
  }

  // What an estimate says over its contexts: {figure, bound, ends, open, readings}; an open one has NaN for point and
  // median, and `given` is the estimate that is told. Of a check the readings alone count.
  function summarise(model, settled, raw) {
    const one = given(model, settled, raw);
    const possible = mask(settled, one, false), active = mask(settled, one, true);
    const readings = Array.from({ length: one.cells }, (_, at) => ({
      choose: options(one.sizes, at), possible: possible[at], active: active[at], ...read(one, at), at,
    }));
    const live = readings.filter((each) => each.active), first = live[0];
    const names = ["point", "median", "low", "high"];
    const same = (a, b) => names.every((name) => Object.is(a.figure[name], b.figure[name])) && String([a.ends, a.strict]) === String([b.ends, b.strict]);
    const found = { given: one, axes: one.axes, bound: "", ends: null, strict: [false, false], open: [], readings, samples: null };
    if (live.every((each) => same(each, first))) {
      const samples = first.ends ? null : one.samples.subarray(first.at * one.n, (first.at + 1) * one.n);
      return { ...found, figure: first.figure, bound: first.bound, ends: first.ends, strict: first.strict, samples };
    }
    const index = weights(model, settled, one);
    const open = index ? [] : one.axes.filter((axis) => isOpen(model, settled, axis));
    if (live.some((each) => each.ends)) return { ...found, ...overReadings(model, one, live, index), open };
    if (index) {
      const samples = weighed(model, one, one.samples, index);
      return { ...found, figure: weighedFigure(model, settled, one, samples), samples };
    }
    const low = Math.min(...live.map((each) => each.figure.low)), high = Math.max(...live.map((each) => each.figure.high));
    return { ...found, open, figure: { point: NaN, median: NaN, low, high } };
  }

  // The mixture of the cells by their credences; its point is the weighted mean of theirs.
  function weighedFigure(model, settled, one, samples) {
    const found = likelihood(model, settled, one), whole = found.reduce((a, b) => a + b, 0);
    const shares = found.map((each) => each / whole), live = shares.map((each, at) => at).filter((at) => shares[at] > 0);
    const point = live.reduce((sum, at) => sum + shares[at] * one.point[at], 0);
    const parts = live.map((at) => shapeIn(one, at)), share = live.map((at) => shares[at]);
    return figureOf(point, samples, parts.every(Boolean) ? shapes.mixed(parts, share) : null);
  }

  // A set of values over readings that differ: weighed by the credences, or what holds the set of each.
  function overReadings(model, one, live, index) {
    if (index) {
      const of = (list) => weighed(model, one, list, index);
      return set(mapped(one.ends, of), quantiles(of(one.samples), [0.5])[0]);
    }
    const spans = live.map((each) => [each.ends || [each.figure.low, each.figure.high], each.strict]);
    const whole = [Math.min(...spans.map(([span]) => span[0])), Math.max(...spans.map(([span]) => span[1]))];
    return asShown(whole, whole.map((end, n) => spans.filter(([span]) => span[n] === end).every(([, strict]) => strict[n])));
  }

  function isOpen(model, settled, axis) {
    const every = Array.from({ length: model.nodes[axis].options.length }, (_, option) => option);
    return every.filter((option) => alive(settled, axis, option, true)).length > 1;
  }

  // For each axis the option in each draw, by the credences; null where one has none.
  function weights(model, settled, one) {
    const index = one.axes.map((axis) => {
      const knot = settled.knots.find((each) => each.choices.includes(axis));
      return knot && knot.active ? credible(model, knot).get(axis) : undefined;
    });
    return index.some((each) => !each) ? null : index;
  }

  // Draws, or their ends, with each open choice as it is drawn.
  function weighed(model, one, list, index) {
    return Float64Array.from({ length: model.samples }, (_, i) => {
      const at = cellAt(one, one.axes, index.map((each) => each[i]));
      return list[at * one.n + (one.n === 1 ? 0 : i)];
    });
  }

  // For each choice of a knot that can be weighed, the option in each draw.
  function credible(model, knot) {
    const live = liveOptions(knot), weights = credences(model, knot);
    if (!weights) {
      const settled = knot.choices.map((each, axis) => [each, live[axis]]).filter(([, options]) => options.size === 1);
      return new Map(settled.map(([each, options]) => [each, new Array(model.samples).fill([...options][0])]));
    }
    const name = knot.choices.map((each) => model.nodes[each].id).join("+");
    const flat = pick(weights, model.seed, name, model.samples).map((at) => options(knot.sizes, at));
    return new Map(knot.choices.map((each, axis) => [each, flat.map((chosen) => chosen[axis])]));
  }

  // The options of each choice of a knot that stand in an active context.
  function liveOptions(knot, among = knot.active) {
    const cells = among.map((each, at) => (each ? options(knot.sizes, at) : null)).filter(Boolean);
    return knot.choices.map((_, axis) => new Set(cells.map((chosen) => chosen[axis])));
  }

  // The credence of each joint context of a knot that is active, by its evidence where that leaves any; null where an open choice has none.
  function credences(model, knot) {
    const found = believed(model, knot, knot.active);
    if (!found) return null;
    const some = (list) => list.reduce((a, b) => a + b, 0) > 0, after = found.map((each, at) => each * knot.likely[at]);
    return some(after) ? after : found;
  }

  // The credence of each of some joint contexts of a knot; null where an open choice has none, or none of them is believed.
  function believed(model, knot, among) {
    const live = liveOptions(knot, among);
    if (knot.choices.some((each, axis) => live[axis].size > 1 && !model.nodes[each].credence)) return null;
    const found = spoken(model, knot, among);
    return found.some((each) => each > 0) ? found : null;
  }

  // The same as if all options of a choice without credences had the same.
  function spoken(model, knot, among) {
    const live = liveOptions(knot, among), told = knot.choices.map((each) => model.nodes[each].credence);
    return among.map((each, at) => options(knot.sizes, at).reduce(
      (product, option, axis) => (told[axis] && live[axis].size > 1 ? product * told[axis][option] : product), +each));
  }

  // How likely each cell of an estimate is, up to a factor; null where an open choice among its axes has no credence.
  function likelihood(model, settled, one) {
    const found = new Array(one.cells).fill(1);
    for (const knot of settled.knots) {
      const shared = knot.choices.filter((each) => one.axes.includes(each));
      if (!knot.active || !shared.length) continue;
      const key = (axes, chosen) => shared.map((axis) => chosen[axes.indexOf(axis)]).join();
      const weights = credences(model, knot), sums = new Map();
      (weights || knot.active).forEach((each, at) => {
        const own = key(knot.choices, options(knot.sizes, at));
        sums.set(own, (sums.get(own) || 0) + Number(each));
      });
      if (!weights && [...sums.values()].filter((each) => each > 0).length > 1) return null;
      found.forEach((each, at) => { found[at] = each * sums.get(key(one.axes, options(one.sizes, at))); });
    }
    return found;
  }

  // --- the model as a page ships it, whole again: see engine/whence/publish/pages/packed.py

  function unpacked(shipped) {
    const model = shipped.files ? joined(shipped) : shipped;
    return { ...model, nodes: model.nodes.map((node) => {
      const found = { ...node };
      if (found.title !== undefined && found.link === undefined) {
        found.link = "../" + ("check" in found ? "checks" : "options" in found ? "choices" : "claims") + "/" + found.id + ".html";
      }
      if (found.link === 0) delete found.link;
      if (found.shape !== undefined) unpackLeaf(found);
      if (found.tree && !found.inputs) {
        found.inputs = {};
        found.tree = unpackTree(found.tree, found.inputs);
      }
      if (found.stated) found.stated = unpackStated(found.stated, model.usual);
      if (found.stated && found.stated.then) Object.values(found.stated.then).forEach(unpackLeaf);
      return found;
    }) };
  }

  // A model that names its nodes, put together from the files of nodes that all pages share: see engine/whence/publish/pages/shared.py
  function joined(model) {
    const index = new Map(model.nodes.map((id, n) => [id, n])), known = new Map(), places = new Map();
    for (const { units, nodes } of window.whenceNodes || []) {
      for (const [id, node] of Object.entries(nodes)) if (index.has(id)) known.set(id, [node, units]);
    }
    const named = new Set([model.claim, ...model.watch, ...model.checks, ...model.fields.map((each) => each.node)]);
    const at = (id) => { if (index.has(id)) return index.get(id); throw new Error("no node: " + id); };
    const placed = (tree) => (!Array.isArray(tree) ? tree : tree.length === 1 ? [at(tree[0])] : tree.map(placed));
    const all = (names) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, at(id)]));
    const units = [], nodes = model.nodes.map((id, n) => {
      const [{ shown, ...node }, theirs] = known.get(id);
      if (node.tree && !node.inputs) node.tree = placed(node.tree);
      if (node.inputs) node.inputs = all(node.inputs);
      if (node.narrow) node.narrow = { ...node.narrow, inputs: all(node.narrow.inputs) };
      if (node.of) node.of = node.of.map(at);
      if (node.same !== undefined) node.same = at(node.same);
      if (!shown || !(named.has(n) || node.options)) return node;
      const unit = shown.unit === undefined ? "" : JSON.stringify(theirs[shown.unit]);
      if (unit && !places.has(unit)) places.set(unit, units.push(theirs[shown.unit]) - 1);
      return { ...node, ...shown, ...(unit && { unit: places.get(unit) }) };
    });
    return { ...model, nodes, units };
  }

  function unpackLeaf(node) {
    if (typeof node.shape === "number") Object.assign(node, { shape: ["exact", node.shape], point: node.shape });
    if (node.point === undefined) node.point = node.shape[1];
    const point = node.point, half = (node.step || 0) / 2;
    if (node.unit !== undefined && node.was === undefined) node.was = [point, point, point, point];
    if (node.was === 0) delete node.was;
    if (node.slack) {
      const slack = node.slack === 1 ? [1, 0, 1] : node.slack;
      node.slack = slack.map((each) => (each === 0 ? [point, point] : each === 1 ? [point - half, point + half] : each));
    }
  }

  function unpackTree(tree, inputs) {
    if (!Array.isArray(tree)) return tree;
    const [head, ...rest] = tree;
    if (typeof head !== "number") return [head, ...rest.map((each) => unpackTree(each, inputs))];
    inputs[head] = head;
    return ["n", String(head)];
  }

  function unpackStated(stated, usual) {
    const first = stated.spans[0], whole = { ...usual, digits: first, stands: first, ...stated };
    const { ends, spans } = whole;
    return stated.interval ? { ...whole, interval: { ends, spans, ...stated.interval } } : whole;
  }

  const operators = [PREFIX, INFIX, FUNCTIONS].map((table) => Object.keys(table));

  window.whenceEstimate = Object.freeze({
    operators, alive, between, cellAt, compute, contradicted, density, draw, enclose, evaluate, likelihood, mask, narrowed, normalQuantile: shapes.normalQuantile,
    options, pick, quantiles, ranks, says, settle, summarise, twice, unpacked, verdict,
  });
})();
