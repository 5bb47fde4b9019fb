// Judges the figures that sources state, as the engine does: by what rounding explains, in the readings that count.
// The rules are those of engine/whence/judge/stated.py and engine/whence/evaluate/rounding.py.
(function () {
  "use strict";

  const engine = window.whenceEstimate, shown = window.whenceShown;
  const TINY = 1e-9, NOISE = 0.005, SEEN = 0.02, QUARTER = (8766 * 3600) / 4;
  const VERDICTS = ["agrees", "inside", "close", "width", "open", "soft", "mismatch"];

  // --- what rounding and the ranges of the inputs leave of each node: [rounded, carried, outer] in each cell

  // `own` has that of leaves, by index, where it is not what their node says: at another level than 90 %, whose `shares` lie below.
  function slacks(model, found, own, shares) {
    const known = [];
    model.nodes.forEach((node, index) => {
      const one = found.of[index];
      known.push(one ? Array.from({ length: one.cells }, (_, at) => slack(model, found, known, index, at, own, shares)) : null);
    });
    return known;
  }

  function slack(model, found, known, index, at, own, shares) {
    const node = model.nodes[index], one = found.of[index], point = one.point[at], set = found.values.get(index);
    if (typeof set === "object") return set.left ? set.left(shares) : set.slack || [[point, point], [point, point], [point, point]];
    if (set !== undefined) {
      const rounded = shown.rounded(point, model.units[node.unit]);
      return [rounded, [point, point], rounded];
    }
    if (node.same !== undefined) return known[node.same][at];
    if (node.options || node.tree) {
      const chosen = engine.options(one.sizes, at);
      const below = (ref) => known[ref][engine.cellAt(found.of[ref], one.axes, chosen)];
      if (node.options) return below(node.of[chosen[one.axes.indexOf(index)]]);
      return [0, 1, 2].map((way) => whole(node, (ref) => below(ref)[way], point));
    }
    return own[index] || node.slack || [[point, point], [point, point], [point, point]];
  }

  // The ends of a formula, from those of its names; where there is no number, none is known.
  function whole(node, below, point) {
    const [low, high] = engine.enclose(node.tree, Object.fromEntries(Object.entries(node.inputs).map(([name, ref]) => [name, below(ref)])));
    return [Number.isNaN(low) ? -Infinity : Math.min(low, point), Number.isNaN(high) ? Infinity : Math.max(high, point)];
  }

  // --- exact inputs

  const CENTS = /\.\d\d/, COUNT = /^-?\d{1,2}(?![\d.e])/;

  // Whether all that a node is computed from is exact.
  function fromExact(model, found, index) {
    const seen = new Set(), waiting = [index];
    while (waiting.length) {
      const at = waiting.pop(), node = model.nodes[at];
      if (seen.has(at)) continue;
      seen.add(at);
      if (node.pool) return false;
      const below = [...Object.values(node.inputs || {}), ...(node.of || []), ...(node.same === undefined ? [] : [node.same])];
      if (node.shape && !isExact(model, found, at)) return false;
      waiting.push(...below);
    }
    return true;
  }

  function isExact(model, found, index) {
    const node = model.nodes[index];
    if (typeof found.values.get(index) !== "number") return (found.values.get(index) || node).exact === true;
    const text = shown.authored(found.values.get(index), model.units[node.unit]);
    if (node.exactly === "cents") return CENTS.test(text);
    return node.exactly === "count" ? COUNT.test(text) : node.exactly === "defined";
  }

  // --- the verdict

  const outer = (ratio) => (ratio > 0 ? Math.max(ratio, 1 / ratio) : Infinity);
  const ratioOf = (ours, theirs) => (theirs === 0 ? (ours === 0 ? 1 : Infinity * Math.sign(ours)) : ours / theirs);
  const gap = (value, [low, high]) => Math.max(low - value, value - high, 0);
  const nearest = (value, [low, high]) => Math.min(Math.max(value, low), high);

  // `strict` says which ends of the second are themselves left out.
  function meets(a, b, strict = [false, false]) {
    const tiny = TINY * Math.max(0, ...[...a, ...b].filter(Number.isFinite).map(Math.abs)), [below, above] = strict.map((each) => (each ? -tiny : tiny));
    return a[0] <= b[1] + above && b[0] <= a[1] + below;
  }

  function beyond(ratio, limits) {
    return outer(ratio) * (1 - 1e-12) <= 1 + limits.tension ? "soft" : "mismatch";
  }

  function off(ratio, limits) {
    return outer(ratio) * (1 - 1e-12) <= 1 + limits.agree && !limits.exact ? "close" : beyond(ratio, limits);
  }

  // One reading: {point, figure, ends, bound, slack, at}. Gives [verdict, ratio].
  function compare(stated, ours, limits) {
    const found = figures(stated, ours, limits), told = stated.interval;
    return told && told.arms && wide(ours) && !ours.ends ? withWidths(stated, found, ours, limits) : found;
  }

  function figures(stated, ours, limits) {
    if (ours.bound === "lost") return ["open", NaN];
    if (stated.date) return dates(stated, ours);
    if (stated.bound) return againstBound(stated, ours, limits);
    if (ours.ends) return withBound(stated, ours, limits);
    return stated.interval && !stated.interval.arms ? byEnds(stated, ours, limits) : points(stated, ours, limits);
  }

  const wide = ({ figure }) => figure.low < figure.high;

  function points(stated, ours, limits) {
    const { point, figure, slack: [rounded] } = ours, theirs = wide(ours) ? stated.digits : stated.stands;
    const ratio = ratioOf(point, stated.point), interval = [figure.low, figure.high], width = figure.high - figure.low;
    if (meets(rounded, theirs)) return ["agrees", ratio];
    // months and years of the calendar are not all of one length
    if (stated.calendar && meets(rounded, [stated.digits[0] - stated.calendar, stated.digits[1] + stated.calendar])) return ["agrees", ratio];
    const apart = gap(stated.point, interval);
    const inside = width > 0 && (apart <= NOISE * width || (meets(theirs, interval) && apart <= SEEN * width));
    return [inside ? "inside" : off(ratio, limits), ratio];
  }

  // Our interval at the level of a stated one: each end, with as much either way as rounding leaves the point.
  function interval({ point, at, slack: [rounded] }) {
    const margin = NOISE * (at[1] - at[0]), below = point - rounded[0] + margin, above = rounded[1] - point + margin;
    return at.map((end) => [end, [end - below, end + above]]);
  }

  function byEnds(stated, ours, limits) {
    const { point, at, slack: [rounded, carried, outermost] } = ours, told = stated.interval;
    const spans = stated.spans.length === 2 ? stated.spans : told.spans, written = (stated.ends || told.ends).map((end, n) => [end, spans[n]]);
    if (!wide(ours)) {
      const all = [spans[0][0], spans[1][1]], ratio = ratioOf(point, nearest(point, all));
      return [meets(all, rounded) ? "agrees" : off(ratio, limits), ratio];
    }
    const ends = carried.map((end, n) => {
      const reach = Math.abs(outermost[n] - end);
      return [end, Number.isFinite(reach) ? [end - reach, end + reach] : [end, end]];
    });
    const worst = ([mine, theirs]) => mine
      .map(([end, span], n) => ({ ratio: ratioOf(end, theirs[n][0]), fits: meets(span, theirs[n][1]) }))
      .map(({ ratio, fits }) => [fits ? "agrees" : off(ratio, limits), ratio])
      .reduce((a, b) => (graver(a, b) >= 0 ? a : b));
    const ways = [[interval(ours), told.ends.map((end, n) => [end, told.spans[n]])], [ends, written]];
    const best = ways.map(worst).reduce((a, b) => (graver(a, b) <= 0 ? a : b));
    const wider = outer(ratioOf(at[1] - at[0], told.ends[1] - told.ends[0])) > 1 + limits.tension;
    return best[0] === "close" && wider ? ["width", best[1]] : best;
  }

  // How far the ends are from the middle, down and up.
  const armsOf = (middle, [low, high]) => [Math.max(middle - low, 0), Math.max(high - middle, 0)];

  // The verdict on a central value, made one on its error where that differs and the value is fine, or covered by it.
  function withWidths(stated, [verdict, ratio], ours, limits) {
    const { ends, spans, arms } = stated.interval, { point, at, slack: [rounded] } = ours, margin = NOISE * (at[1] - at[0]);
    const mine = armsOf(point, at), theirs = armsOf(stated.point, ends), own = interval(ours);
    const differ = mine.some((arm, n) => outer(ratioOf(arm, theirs[n])) > 1 + limits.agree
      && !meets(arms[n], [arm - margin, arm + margin]) && !meets(spans[n], own[n][1]));
    const fine = !["soft", "mismatch"].includes(verdict) || meets(rounded, stated.stands);
    return [differ && fine ? "width" : verdict, ratio];
  }

  // Whether a verdict with its ratio is graver than another.
  const graver = (a, b) => VERDICTS.indexOf(a[0]) - VERDICTS.indexOf(b[0]) || Math.sign(outer(a[1]) - outer(b[1])) || 0;

  function againstBound(stated, { point, figure, ends, strict, slack: [rounded] }, limits) {
    const theirs = stated.bound === "lower" ? [stated.point, Infinity] : [-Infinity, stated.point], out = [stated.excludes, stated.excludes];
    const all = ends || [figure.low, figure.high], ratio = ratioOf(ends ? nearest(stated.point, ends) : point, stated.point);
    if ((meets(rounded, theirs, out) && !ends) || allAllowed(stated, all, strict)) return ["agrees", ratio];
    return [meets(all, theirs, out) && meets(theirs, all, strict) ? "inside" : beyond(ratio, limits), ratio];
  }

  // Whether a stated bound allows every value of a set.
  function allAllowed(stated, ends, strict) {
    const upper = stated.bound === "upper", n = Number(upper);
    return ends[n] === stated.point ? strict[n] || !stated.excludes : ends[n] > stated.point !== upper;
  }

  function withBound(stated, { point, ends, strict, slack: [rounded] }, limits) {
    const spans = [...stated.spans, stated.stands];
    const theirs = [Math.min(...spans.map((each) => each[0])), Math.max(...spans.map((each) => each[1]))];
    const ratio = ratioOf(nearest(stated.point, ends), stated.point);
    const wide = ends.map((end, n) => end - point + rounded[n]);
    return [meets(stated.interval ? theirs : [stated.point, stated.point], ends, strict) ? "inside" : meets(theirs, wide, strict) ? "agrees" : beyond(ratio, limits), ratio];
  }

  function dates(stated, { point, figure, ends, strict, slack: [rounded] }) {
    let theirs = stated.spans.length ? [stated.spans[0][0], stated.spans[stated.spans.length - 1][1]] : stated.stands;
    if (stated.bound) theirs = stated.bound === "lower" ? [stated.point, Infinity] : [-Infinity, stated.point];
    const mine = ends ? nearest(stated.point, ends) : point, years = (mine - stated.point) / (4 * QUARTER);
    const apart = Math.max(theirs[0] - (mine + rounded[1] - point), mine - (point - rounded[0]) - theirs[1]);
    if (ends && meets(theirs, ends, strict)) return [stated.bound && allAllowed(stated, ends, strict) ? "agrees" : "inside", years];
    if (apart <= (stated.calendar || 0)) return ["agrees", years];
    return [meets(theirs, [figure.low, figure.high]) ? "inside" : apart <= QUARTER ? "soft" : "mismatch", years];
  }

  // --- the readings that count

  function likeliest(model, settled, one) {
    const active = engine.mask(settled, one, true), weights = engine.likelihood(model, settled, one) || active.map(Number);
    const most = Math.max(...weights);
    return weights.map((each) => each >= most * (1 - 1e-9));
  }

  function together(verdicts) {
    const found = new Set(verdicts);
    if (found.size === 1) return verdicts[0];
    return verdicts.every((each) => each === "soft" || each === "mismatch") ? "soft" : "open";
  }

  // What a figure rests on as it was known when it was issued: inputs that have moved since are what they were, whatever is set.
  function asKnown(model, result, index) {
    const then = Object.entries(model.nodes[index].stated.then).map(([at, leaf]) => [Number(at), leaf]);
    const found = engine.evaluate(model, new Map([...result.values, ...then]), result);
    const summary = (at) => engine.summarise(found.model, { ...result.settled, of: found.of }, found.of[at]);
    return found.of[index] ? { ...found, summary } : null;
  }

  // The verdict on each stated figure of a model, by the index of its claim.
  function judge(model, result) {
    const usual = slacks(model, result, {}), found = new Map();
    model.nodes.forEach(({ stated }, index) => {
      if (!stated || !result.summary(index)) return;
      const own = stated.then ? asKnown(model, result, index) : result, told = stated.interval;
      if (!own) return;
      const known = stated.slack || stated.then ? slacks(model, own, stated.slack || {}, told && told.shares) : usual;
      const { readings, given } = own.summary(index), count = likeliest(model, result.settled, given), around = given.around || [];
      const limits = { ...stated, exact: fromExact(model, own, index) };
      found.set(index, together(readings.filter(({ at }) => count[at]).map((reading) => {
        const { at } = reading, slack = known[index][at];
        return compare(stated, { ...reading, point: given.point[at], slack: around[at] ? around[at](slack) : slack,
          at: told && engine.between(given, at, told.shares) }, limits)[0];
      })));
    });
    return found;
  }

  window.whenceStated = Object.freeze({ judge });
})();
