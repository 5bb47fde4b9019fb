// Sets of values through formulas: interval arithmetic, rounded outward, as engine/whence/language/formulas/enclosures.py
// has it. A set is its two ends, [low, high]; of something true or false they say whether it surely and possibly is.
(function () {
  "use strict";

  const STEP = 2 ** -52, LEAST = 5e-324, LARGEST = Number.MAX_VALUE, OFF = 4, ROUNDING = 1e-12;

  // Both ends moved outward by so many steps of rounding; an overflow is no end of the other side.
  function out(low, high, steps = 1, least = 0) {
    const below = Number.isFinite(low) ? low - (Math.abs(low) * steps * STEP + least) : low;
    const above = Number.isFinite(high) ? high + (Math.abs(high) * steps * STEP + least) : high;
    return [Math.min(below, LARGEST), Math.max(above, -LARGEST)];
  }

  // The lowest and the highest of several results that are rounded down and up.
  const span = (corners) => [Math.min(...corners.map((each) => each[0])), Math.max(...corners.map((each) => each[1]))];
  const corners = (a, b, work) => span(a.flatMap((x) => b.map((y) => work(x, y))));
  // Nothing times what has no end is nothing.
  const times = (x, y) => (x === 0 || y === 0 ? [0, 0] : out(x * y, x * y, 1, LEAST));

  const opposite = ([low, high]) => [-high, -low];
  const added = (...args) => args.reduce((a, b) => out(a[0] + b[0], a[1] + b[1]));
  const subtracted = (a, b) => added(a, opposite(b));
  const product = (a, b) => corners(a, b, times);
  const quotient = (a, b) => product(a, inverse(b));

  // It has no end on a side where the divisor may come near zero.
  function inverse([low, high]) {
    const around = low < 0 && high > 0, [below, above] = out(1 / high, 1 / low, 1, LEAST);
    return [around || high === 0 ? -Infinity : Number.isFinite(high) ? below : 0,
      around || low === 0 ? Infinity : Number.isFinite(low) ? above : 0];
  }

  const mean = (...args) => quotient(added(...args), [args.length, args.length]);
  const geomean = (...args) => exponential(mean(...args.map((each) => logarithm(each))));

  const raised = (x, y) => (x === 1 ? 1 : Math.pow(x, y));

  // Of a base that is nowhere negative, from the corners; below zero only a whole exponent gives a number.
  function power(a, b) {
    const plain = positivePower(a.map((x) => Math.max(x, 0)), b), [n, last] = b;
    if (!(a[0] < 0)) return plain;
    if (n !== last) return [-Infinity, Infinity];
    if (!Number.isInteger(n)) return plain;
    return n % 2 ? oddPower(a, n) : positivePower(magnitude(a), b);
  }

  function positivePower(a, b) {
    const [low, high] = corners(a, b, (x, y) => {
      const value = raised(x, y), [below, above] = out(value, value, OFF, LEAST);
      return x === 0 || y === 0 || x === 1 ? [value, value] : [Math.max(below, 0), above];
    });
    return [Math.min(low, LARGEST), high];
  }

  // Of a whole odd exponent: it rises, or falls on either side of zero.
  function oddPower(a, n) {
    const [low, high] = a.map((x) => Math.sign(x) * raised(Math.abs(x), n));
    if (n > 0) return out(low, high, OFF, LEAST);
    const around = a[1] >= 0;
    return out(around ? -Infinity : high, around && a[1] > 0 ? Infinity : low, OFF, LEAST);
  }

  const magnitude = ([low, high]) => [Math.max(low, -high, 0), Math.max(-low, high)];
  const smallest = (...args) => [Math.min(...args.map((each) => each[0])), Math.min(...args.map((each) => each[1]))];
  const largest = (...args) => [Math.max(...args.map((each) => each[0])), Math.max(...args.map((each) => each[1]))];
  const clamped = (x, low, high) => smallest(largest(x, low), high);

  function root(a) {
    const [low, high] = out(...a.map((x) => Math.sqrt(Math.max(x, 0))));
    return [Math.max(low, 0), high];
  }

  function exponential([low, high]) {
    const [below, above] = out(Math.exp(low), Math.exp(high), OFF, LEAST);
    return [Math.max(below, 0), above];
  }

  // Rising; of what may come near zero it has no lower end.
  const logarithm = (a, log = Math.log) => out(...a.map((x) => log(Math.max(x, 0))), OFF);
  const grown = (rate, time) => exponential(product(rate, time));
  const growth = (ratio, time) => quotient(logarithm(ratio), time);

  // --- what is true or false: `compare` is the operator's own value

  function same(compare, x, y) {
    const near = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= ROUNDING * Math.max(Math.abs(x), Math.abs(y));
    return compare(x, near ? x : y);
  }

  const rising = (compare) => (a, b) => [same(compare, a[1], b[0]), same(compare, a[0], b[1])];
  const falling = (compare) => (a, b) => [same(compare, a[0], b[1]), same(compare, a[1], b[0])];
  const equal = (compare) => (a, b) => {
    const first = same(compare, a[0], b[1]), last = same(compare, a[1], b[0]);
    return [+(first && last), +((a[0] <= b[1] && b[0] <= a[1]) || first || last)];
  };
  const negated = ([low, high]) => [+!high, +!low];
  const unequal = (compare) => (a, b) => negated(equal((x, y) => +!compare(x, y))(a, b));
  const both = (a, b) => [+(a[0] && b[0]), +(a[1] && b[1])];
  const either = (a, b) => [+(a[0] || b[0]), +(a[1] || b[1])];

  // One of the two where that is sure, else what holds them both.
  function chosen([surely, maybe], a, b) {
    if (surely) return a;
    return maybe ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : b;
  }

  // --- as they are shown

  // Which end is known: see engine/whence/evaluate/bounds.py.
  function side([low, high]) {
    if (low === high) return "";
    if (!Number.isFinite(low) && !Number.isFinite(high)) return "lost";
    if (!Number.isFinite(low)) return "upper";
    if (!Number.isFinite(high)) return "lower";
    return low === 0 ? "upper" : high === 0 ? "lower" : "between";
  }

  // The 5 % quantile of the lower ends and the 95 % quantile of the upper ones; the outer one of two neighbours.
  function shown(low, high) {
    const lows = low.slice().sort(), highs = high.slice().sort();
    return [lows[Math.floor(0.05 * (lows.length - 1))], highs[Math.ceil(0.95 * (highs.length - 1))]];
  }

  // Whether nothing is left open: in every draw both ends are one number, but for rounding.
  function isPoint(low, high) {
    return low.every((x, i) => Number.isFinite(x) && Number.isFinite(high[i]) &&
      high[i] - x <= ROUNDING * Math.max(Math.abs(x), Math.abs(high[i])));
  }

  // The numbers of a bound: the end that is known stands for all four; two ends have no point, and none no number.
  function figure(ends) {
    const known = { lower: ends[0], upper: ends[1], "": ends[0] }[side(ends)];
    if (known !== undefined) return { point: known, median: known, low: known, high: known };
    const [low, high] = side(ends) === "lost" ? [NaN, NaN] : ends;
    return { point: NaN, median: NaN, low, high };
  }

  window.whenceEnclosures = Object.freeze({
    added, both, chosen, clamped, either, equal, exponential, falling, figure, geomean, grown, growth, isPoint, largest,
    logarithm, magnitude, mean, negated, opposite, power, product, quotient, rising, root, shown, side, smallest,
    subtracted, unequal,
  });
})();
