// Narrows what a formula may give where one set of values stands in it twice, as engine/whence/evaluate/narrow.py does. What it
// goes by is what the page ships as `narrow`: see engine/whence/language/formulas/narrowing.py.
(function () {
  "use strict";

  const sets = window.whenceEnclosures;
  const MOST = 27, PARTS = 16, FEW = 4, LEVELS = 8, MOST_BOXES = 512, NEAR = 1e-9, ROUNDING = 1e-12, NOTHING = [Infinity, -Infinity, true, true];

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
      return chosen.filter(Boolean).map((at) => held(how, at, cut)).reduce(sets.hull, NOTHING);
    }

    // By the slopes, and where the formula bends over boxes.
    function held(how, known, cut) {
      const [found, bent] = bySlopes(how, known);
      return bent.length && cut && how.light ? sets.together([found, refined(how, known)]) : found;
    }

    // By the ends of the names along which the formula rises or falls throughout; and the names along which it does neither.
    function bySlopes(how, known) {
      const whole = enclosed(how.tree, known);
      if (!how.signs) return [whole, []];
      const smooth = isSmooth(how, known), low = { ...known }, high = { ...known }, bent = [];
      for (const [name, sign] of how.signs) {
        const steep = ends(sign, known, false), own = known[name];
        const rises = smooth && steep[0] >= 0, falls = smooth && steep[1] <= 0;
        low[name] = atEnd(own, steep, rises, falls);
        high[name] = atEnd(own, steep, falls, rises);
        if (!rises && !falls && own[0] < own[1]) bent.push(name);
      }
      // right at an end that is left out, a condition may be otherwise
      const settled = (tree) => Array.isArray(tree) && smooth ? tree[0] === "if" ? settled(tree[enclosed(tree[1], known)[0] ? 2 : 3]) : tree.map(settled) : tree;
      const tree = settled(how.tree), between = (low, high) => {
        const least = enclosed(tree, low), most = enclosed(tree, high);
        return [least[0], most[1], least[2], most[3]];
      };
      const found = [whole, between(low, high)];
      for (const [name, slant, ratio] of how.limits || []) {
        const at = endOf(known[name]);
        if (!smooth || !at || !sameWay(how.tree, slant, known, name, at)) continue;
        const [first, last] = ends(ratio, known, false);
        found.push(sets.hull(between({ ...low, [name]: at }, { ...high, [name]: at }), [first, last, true, true]));
      }
      return [sets.together(found), bent];
    }

    // The end of a set that has just one, as if it were reached: what is level there is elsewhere what it is at a left-out end.
    function endOf([low, high]) {
      if (Number.isFinite(low) === Number.isFinite(high)) return null;
      return Number.isFinite(low) ? [low, low, false, false] : [high, high, false, false];
    }

    // Whether a divisor is of one sign at the end of a set and, from there on, goes further away from zero.
    function sameWay(tree, slant, known, name, at) {
      const there = enclosed(tree[2], { ...known, [name]: at }), steep = enclosed(slant, known), rises = known[name][1] === Infinity;
      const [more, less] = rises ? [steep[0] > 0, steep[1] < 0] : [steep[1] < 0, steep[0] > 0];
      return (more && there[0] > 0) || (less && there[1] < 0);
    }

    // What holds a formula over boxes that are cut up as long as they reach beyond those along which it rises or falls.
    function refined(how, known) {
      const sure = [], rest = [];
      let waiting = [known], looked = 0, left = [];
      for (let level = 0; level < LEVELS; level++) {
        looked += waiting.length;
        const found = waiting.map((box) => [box, ...bySlopes(how, box)]);
        sure.push(...found.filter(([, , bent]) => !bent.length).map(([, each]) => each));
        const inner = sure.length ? sure.reduce(sets.hull) : null, open = found.filter(([, , bent]) => bent.length);
        const matters = ([, each]) => !inner || beyond(each, inner);
        rest.push(...open.filter((each) => !matters(each)).map(([, each]) => each));
        left = open.filter(matters);
        waiting = left.flatMap(([box, , bent]) => split(box, known, bent));
        left = left.map(([, each]) => each);
        if (!waiting.length || looked + waiting.length > MOST_BOXES) break;
      }
      return [...sure, ...rest, ...left].reduce(sets.hull);
    }

    // Whether a set reaches beyond another by more than would be seen.
    function beyond(own, inner) {
      const near = NEAR * Math.max(0, ...[inner[0], inner[1]].filter(Number.isFinite).map(Math.abs));
      return own[0] < inner[0] - near || own[1] > inner[1] + near;
    }

    // A box in parts along that of some names of which the largest part of the whole is left.
    function split(box, whole, names) {
      const shares = names.map((name) => share(box[name], whole[name])), name = names[shares.indexOf(Math.max(...shares))];
      return parts(box[name], names.length === 1 ? PARTS : FEW).map((each) => ({ ...box, [name]: each }));
    }

    function share(own, whole) {
      if (!Number.isFinite(own[1] - own[0])) return Infinity;
      return Number.isFinite(whole[1] - whole[0]) ? (own[1] - own[0]) / (whole[1] - whole[0]) : 1;
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

    // A set in parts: equal ones, on a side without an end growing ones, and without any end what lies on either side of zero.
    function parts(whole, count) {
      const [low, high, above, below] = whole, every = Array.from({ length: count }, (_, n) => n);
      let edges = [...every.map((n) => low + (high - low) * (n / count)), high];
      if (low === -Infinity && high === Infinity) edges = [low, 0, high];
      else if (!Number.isFinite(high - low)) {
        const rises = Number.isFinite(low), end = rises ? low : high;
        const steps = every.map((n) => end + (rises ? 1 : -1) * Math.max(1, Math.abs(end)) * (n / (count - n)));
        edges = rises ? [...steps, high] : [low, ...steps.reverse()];
      }
      return edges.slice(1).map((high, n) => [edges[n], high, Boolean(above) && edges[n] === low, Boolean(below) && n === edges.length - 2]);
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
