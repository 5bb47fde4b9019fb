// Narrows what a formula may give where one set of values stands in it twice, as engine/whence/evaluate/narrow.py does. What it
// goes by is what the page ships as `narrow`: see engine/whence/language/formulas/narrowing.py.
(function () {
  "use strict";

  const sets = window.whenceEnclosures;
  const MOST = 27, PARTS = 16, ROUNDING = 1e-12, NOTHING = [Infinity, -Infinity, true, true];

  // `enclose`, `compute` and `sizeOf` are those of estimate.js.
  window.whenceNarrow = ({ enclose, compute, sizeOf }) => {
    // Where there is no number, there is no end.
    function enclosed(tree, known) {
      const [low, high, ...open] = enclose(tree, known);
      return [Number.isNaN(low) ? -Infinity : low, Number.isNaN(high) ? Infinity : high, ...open];
    }

    // What holds a formula on every side of the points where its relations turn. `cut` says whether a set may be cut up.
    function ends(how, known, cut) {
      const pieces = (how.cases || []).map(([name, part, points]) => [name, piecesOf(part, points, known, cut)]);
      if (pieces.reduce((count, [, each]) => count * each.length, 1) > MOST) {
        const whole = how.cases.map(([name, part]) => [name, ends(part, known, cut)]);
        return enclosed(how.tree, { ...known, ...Object.fromEntries(whole) });
      }
      const chosen = pieces.reduce((found, [name, each]) => found.flatMap((at) => each.map((piece) => piece && at && { ...at, [name]: piece })), [known]);
      return chosen.filter(Boolean).map((at) => bySlopes(how, at, cut)).reduce(sets.hull, NOTHING);
    }

    // By the ends of the names along which the formula rises or falls throughout.
    function bySlopes(how, known, cut) {
      const whole = enclosed(how.tree, known);
      if (!how.signs) return whole;
      const smooth = isSmooth(how, known), low = { ...known }, high = { ...known };
      let bent = null;
      for (const [name, sign] of how.signs) {
        const steep = ends(sign, known, false), own = known[name];
        const rises = smooth && steep[0] >= 0, falls = smooth && steep[1] <= 0;
        low[name] = atEnd(own, steep, rises, falls);
        high[name] = atEnd(own, steep, falls, rises);
        if (!rises && !falls && Number.isFinite(own[1] - own[0])) bent = bent || name;
      }
      // right at an end that is left out, a condition may be otherwise
      const settled = (tree) => Array.isArray(tree) && smooth ? tree[0] === "if" ? settled(tree[enclosed(tree[1], known)[0] ? 2 : 3]) : tree.map(settled) : tree;
      const tree = settled(how.tree), least = enclosed(tree, low), most = enclosed(tree, high);
      const found = sets.together([whole, [least[0], most[1], least[2], most[3]]]);
      if (!bent || !cut || !how.light) return found;
      return sets.together([found, parts(known[bent]).map((each) => bySlopes(how, { ...known, [bent]: each }, false)).reduce(sets.hull)]);
    }

    // Whether a formula does not jump.
    function isSmooth(how, known) {
      const off = how.divisors.map((each) => enclosed(each, known)).every(([low, high]) => low > 0 || high < 0);
      return off && how.conditions.map((each) => enclosed(each, known)).every(([low, high]) => low === high);
    }

    // A set where only its lower or only its upper end counts, that end alone, as long as it is one.
    function atEnd(whole, steep, lower, upper) {
      const first = lower && Number.isFinite(whole[0]), last = !first && upper && Number.isFinite(whole[1]);
      if (!first && !last) return whole;
      const at = first ? whole[0] : whole[1], open = (steep[0] > 0 || steep[1] < 0) && (first ? whole[2] : whole[3]);
      return [at, at, open, open];
    }

    function parts([low, high, above, below]) {
      const at = (n) => low + (high - low) * (n / PARTS);
      return Array.from({ length: PARTS }, (_, n) => {
        const last = n + 1 === PARTS;
        return [at(n), last ? high : at(n + 1), above && at(n) === low, below && last];
      });
    }

    // A set cut up at some points: each point, and what lies between and beyond them; null for what there is none of.
    function piecesOf(part, points, known, cut) {
      const low = Object.fromEntries(Object.entries(known).map(([name, each]) => [name, each[0]]));
      const size = part.cases ? 0 : sizeOf([part.tree, ...points], known), at = points.map((each) => compute(each, low));
      let whole = ends(part, known, cut);
      for (const each of at) whole = [snapped(whole[0], each, size), snapped(whole[1], each, size), ...whole.slice(2)];
      const ordered = at.sort((a, b) => a - b), edges = [-Infinity, ...ordered, Infinity];
      const between = edges.slice(1).map((high, n) => [edges[n], high, true, true]);
      return [...between, ...ordered.map((each) => [each, each])].map((piece) => {
        const [first, last, above, below] = sets.common([whole, piece]);
        return first < last || (first === last && !above && !below) ? [first, last, above, below] : null;
      });
    }

    // An end that only the rounding of the machine keeps apart from a point.
    function snapped(end, point, size) {
      const largest = Math.max(Math.abs(end), Math.abs(point), size);
      return Number.isFinite(end) && Math.abs(end - point) <= ROUNDING * largest ? point : end;
    }

    return ends;
  };
})();
