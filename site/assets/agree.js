// Whether the claims of a quantity agree, as the engine judges it: in each reading that counts, and of a series at each time.
// The rules are those of engine/whence/evaluate/comparisons.py and engine/whence/evaluate/rivals.py.
(function () {
  "use strict";

  const engine = window.whenceEstimate, { compared, consensus, movesAsOne } = window.whenceCombine;
  const VERDICTS = ["consistent", "open", "tension", "conflict"], MUCH = 1.5, LEAST = 0.05, DAY = 86400, SAME_END = 1e-6;

  const graver = (a, b) => VERDICTS.indexOf(a) - VERDICTS.indexOf(b);
  const worst = (verdicts) => verdicts.reduce((a, b) => (graver(a, b) >= 0 ? a : b), "consistent");
  const mildest = (verdicts) => verdicts.reduce((a, b) => (graver(a, b) <= 0 ? a : b));
  const pairs = (list) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b]));

  // --- two figures without an error between them

  function ratioOf(values) {
    const sizes = values.map(Math.abs);
    if (new Set(values).size < 2) return 1;
    if (!values.every(Number.isFinite) || Math.min(...values) * Math.max(...values) < 0 || Math.min(...sizes) === 0) return Infinity;
    return Math.max(...sizes) / Math.min(...sizes);
  }

  function points(a, b, { limits: [agree, tension], dated }) {
    if (dated) return Math.abs(a - b) <= DAY ? "consistent" : "conflict";
    const ratio = ratioOf([a, b]) * (1 - SAME_END);
    return a === b || ratio <= 1 + agree ? "consistent" : ratio <= 1 + tension ? "tension" : "conflict";
  }

  // The nearest ends of two intervals; the same number twice where they meet.
  function nearest(a, b) {
    const low = Math.min(a.high, b.high), high = Math.max(a.low, b.low);
    return high > low ? [low, high] : [1, 1];
  }

  // --- all witnesses together

  function byChance(found, weighed) {
    if (found.below(0.05)) return found.below(0.001) ? "conflict" : "tension";
    const ratio = ratioOf(weighed.map((one) => one.figure.point));
    return found.below(0.1) && Math.max(ratio, found.scale) > MUCH ? "tension" : "consistent";
  }

  function together(groups, log, limits) {
    const weighed = groups.filter((one) => one.measured);
    const found = weighed.length > 1 ? consensus(weighed, log, limits.free) : null;
    const bare = pairs(groups).filter(([a, b]) => !a.measured || !b.measured).map(([a, b]) => points(...nearest(a.figure, b.figure), limits));
    const inside = groups.flatMap((one) => pairs(one.members)).filter(([a, b]) => movesAsOne(a, b)).map(([a, b]) => points(a.figure.point, b.figure.point, limits));
    return worst([...(found ? [byChance(found, weighed)] : weighed.length > 1 ? ["conflict"] : []), ...bare, ...inside]);
  }

  // What is written with `~` as its bare figure, with what is computed from it and moves as one with it.
  function bared(group) {
    const written = group.members.filter((one) => one.leaf), { point } = group.figure;
    if (!group.measured || !written.length || !written.every((one) => one.about)) return group;
    return { ...group, measured: null, figure: { point, median: point, low: point, high: point } };
  }

  // --- ends that contradict each other

  function hardEnds({ members, weights }) {
    const { leaf, figure } = members[weights.findIndex((each) => each > 0)];
    return members.length === 1 && leaf && leaf.shape[0] === "uniform" && figure.low < figure.high ? leaf.shape.slice(1, 3) : null;
  }

  function disjoint(a, b, dated) {
    const [one, other] = [a, b].map((each) => hardEnds(each) || [each.figure.low, each.figure.high]);
    const before = (x, y) => x[1] < y[0] || (dated && x[1] === y[0]);
    return Boolean((hardEnds(a) || hardEnds(b)) && (before(one, other) || before(other, one)));
  }

  // Whether two claims, one of them a bound, fit each other in next to no draw.
  function contradict(a, b) {
    const n = Math.max(a.n, b.n);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += engine.enclose(["==", ["n", "a"], ["n", "b"]], { a: a.within(i), b: b.within(i) })[1];
    return sum / n <= LEAST;
  }

  // --- the verdict

  function verdict(says, limits) {
    const { live, log, groups } = compared(says, limits.scale);
    if (pairs(groups).some(([a, b]) => disjoint(a, b, limits.dated))) return "conflict";
    if (pairs(live).some(([a, b]) => (a.bound || b.bound) && contradict(a, b))) return "conflict";
    const found = together(groups, log, limits), about = groups.map(bared);
    return found === "consistent" || about.every((one, i) => one === groups[i]) ? found : mildest([found, together(about, log, limits)]);
  }

  const told = ({ figure, bound, ends, strict }) => String([figure.point, figure.median, figure.low, figure.high, bound, ends, strict]);

  // The claims of a quantity that have a number; in one context where none differs between its readings, else in each that counts.
  function judged(result, quantity) {
    const at = quantity.of.filter((index) => result.of[index]), summaries = at.map((index) => result.summary(index));
    const live = summaries.map((each) => each.readings.filter((reading) => reading.active));
    if (!at.length) return "";
    const says = (cells) => new Map(engine.says(result.model, at, summaries.map(({ given }, n) => ({ one: given, at: cells[n] })), result.of).map((one, n) => [at[n], {
      ...one, bound: one.bound || "", about: Boolean(quantity.about && quantity.about.includes(at[n]) && !result.values.has(at[n])),
    }]));
    const whole = (said) => worst(quantity.parts.map(({ of, origins }) => verdict(
      of.map((index, n) => [index, n]).filter(([index]) => said.has(index)).map(([index, n]) => ({ ...said.get(index), origin: origins ? origins[n] : -1 })), quantity)));
    if (live.every((list) => list.every((each) => told(each) === told(list[0])))) return whole(says(live.map((list) => list[0].at)));
    const axes = [...new Set(summaries.flatMap((each) => each.axes))], sizes = axes.map((axis) => result.model.nodes[axis].options.length);
    const cells = sizes.reduce((a, b) => a * b, 1);
    if (cells > result.model.most) return "";
    const active = engine.mask(result.settled, { axes, sizes, cells }, true).map((each, n) => (each ? n : -1)).filter((n) => n >= 0);
    const found = active.map((n) => whole(says(summaries.map(({ given }) => engine.cellAt(given, axes, engine.options(sizes, n))))));
    const mild = mildest(found);
    return found.every((each) => each === mild) || mild !== "consistent" ? mild : "open";
  }

  window.whenceAgree = Object.freeze({ judged });
})();
