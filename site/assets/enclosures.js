// Sets of values through formulas: interval arithmetic, rounded outward, as engine/whence/language/formulas/enclosures.py
// has it. A set is its two ends, [low, high, above, below]; `above` and `below` say that the end itself is known not to be among
// the values, and may be missing. Of something true or false the ends say whether it surely and possibly is.
(function () {
  "use strict";

  const STEP = 2 ** -52, LEAST = 5e-324, LARGEST = Number.MAX_VALUE, OFF = 4, ROUNDING = 1e-12;

  // Both ends moved outward by so many steps of rounding; an overflow is no end of the other side.
  function out(low, high, steps = 1, least = 0) {
    const below = Number.isFinite(low) ? low - (Math.abs(low) * steps * STEP + least) : low;
    const above = Number.isFinite(high) ? high + (Math.abs(high) * steps * STEP + least) : high;
    return [Math.min(below, LARGEST), Math.max(above, -LARGEST)];
  }

  // Of two ends, each with whether it is out of reach, the lower or upper one; of two at one place, the one that is reached.
  const lower = (a, b) => (a[0] < b[0] ? a : b[0] < a[0] ? b : [a[0], a[1] && b[1]]);
  const upper = (a, b) => (a[0] > b[0] ? a : b[0] > a[0] ? b : [a[0], a[1] && b[1]]);
  const infinite = (x) => x === Infinity || x === -Infinity;
  // Both ends; one that is infinite is never reached.
  const reach = ([low, high, above, below]) => [[low, above || infinite(low)], [high, below || infinite(high)]];

  // The lowest and the highest at the corners; `work` gives a result rounded down and up, and whether it is out of reach.
  function corners(a, b, work) {
    const found = reach(a).flatMap((x) => reach(b).map((y) => work(x, y)));
    const [low, above] = found.map(([value, , open]) => [value, open]).reduce(lower);
    const [high, below] = found.map(([, value, open]) => [value, open]).reduce(upper);
    return [low, high, above, below];
  }

  // Nothing times what has no end is nothing, and times one it is not rounded.
  function times([x, first], [y, second]) {
    const open = (first && y !== 0) || (second && x !== 0);
    if (x === 0 || y === 0) return [0, 0, open];
    if (Math.abs(x) === 1 || Math.abs(y) === 1) return [x * y, x * y, open];
    const [low, high] = out(x * y, x * y, 1, LEAST), alike = x > 0 === y > 0;
    return [alike ? Math.max(low, 0) : low, alike ? high : Math.min(high, 0), open];
  }

  // Whether a sum was not rounded (Knuth 1997, volume 2, section 4.2.2, theorem B).
  function exactly(a, b, whole) {
    const part = whole - a;
    return (a - (whole - part)) + (b - part) === 0;
  }

  function plus(a, b) {
    const low = a[0] + b[0], high = a[1] + b[1], [least, most] = out(low, high);
    return [exactly(a[0], b[0], low) ? low : least, exactly(a[1], b[1], high) ? high : most, a[2] || b[2], a[3] || b[3]];
  }

  const opposite = ([low, high, above, below]) => [-high, -low, below, above];
  const added = (...args) => args.reduce(plus);
  const subtracted = (a, b) => added(a, opposite(b));
  const product = (a, b) => corners(a, b, times);
  const quotient = (a, b) => product(a, inverse(b));

  // It has no end on a side where the divisor may come near zero.
  function inverse(b) {
    const [[low, above], [high, below]] = reach(b), around = low < 0 && high > 0, [least, most] = out(1 / high, 1 / low, 1, LEAST);
    return [around || high === 0 ? -Infinity : Number.isFinite(high) ? least : 0,
      around || low === 0 ? Infinity : Number.isFinite(low) ? most : 0, below, above];
  }

  const mean = (...args) => quotient(added(...args), [args.length, args.length]);
  const geomean = (...args) => exponential(mean(...args.map((each) => logarithm(each))));

  const raised = (x, y) => (x === 1 ? 1 : Math.pow(x, y));

  // The part that is not below zero; where that is cut off, zero is among it.
  const notNegative = ([low, high, above, below]) => [Math.max(low, 0), Math.max(high, 0), above && low >= 0, below && high > 0];

  // Of a base that is nowhere negative, from the corners; below zero only a whole exponent gives a number.
  function power(a, b) {
    const plain = positivePower(notNegative(a), b), [n, last] = b;
    if (!(a[0] < 0)) return plain;
    if (n !== last) return [-Infinity, Infinity];
    if (!Number.isInteger(n)) return plain;
    return n % 2 ? oddPower(a, n) : positivePower(magnitude(a), b);
  }

  function positivePower(a, b) {
    const [low, ...rest] = corners(a, b, ([x, first], [y, second]) => {
      const value = raised(x, y), [below, above] = out(value, value, OFF, LEAST), level = x === 0 || x === 1;
      const open = (first && y !== 0) || (second && !level);
      return level || y === 0 ? [value, value, open] : [Math.max(below, 0), above, open];
    });
    return [Math.min(low, LARGEST), ...rest];
  }

  // Of a whole odd exponent: it rises, or falls on either side of zero.
  function oddPower(a, n) {
    const [[x, above], [y, below]] = reach(a), [low, high] = [x, y].map((each) => Math.sign(each) * raised(Math.abs(each), n));
    if (n > 0) return [...out(low, high, OFF, LEAST), above, below];
    const around = y >= 0;
    return [...out(around ? -Infinity : high, around && y > 0 ? Infinity : low, OFF, LEAST), below, above];
  }

  function magnitude([low, high, above, below]) {
    const least = low >= 0 ? above : below && high <= 0, [most, open] = upper([-low, above], [high, below]);
    return [Math.max(low, -high, 0), most, least, open];
  }

  // The upper end is reached where none of those at that end is out of reach.
  function smaller(a, b) {
    const [low, above] = lower([a[0], a[2]], [b[0], b[2]]);
    return [low, Math.min(a[1], b[1]), above, a[1] < b[1] ? a[3] : b[1] < a[1] ? b[3] : a[3] || b[3]];
  }

  const smallest = (...args) => args.reduce(smaller);
  const largest = (...args) => opposite(smallest(...args.map(opposite)));
  const clamped = (x, low, high) => smallest(largest(x, low), high);

  function root(a) {
    const [x, y, above, below] = notNegative(a), [low, high] = out(Math.sqrt(x), Math.sqrt(y));
    return [Math.max(low, 0), high, above, below];
  }

  function exponential(a) {
    const [[x, above], [y, below]] = reach(a), [low, high] = out(Math.exp(x), Math.exp(y), OFF, LEAST);
    return [Math.max(low, 0), high, above, below];
  }

  // Rising; of what may come near zero it has no lower end.
  function logarithm(a, log = Math.log) {
    const [low, high, above, below] = notNegative(a);
    return [...out(log(low), log(high), OFF), above, below];
  }

  const grown = (rate, time) => exponential(product(rate, time));
  const growth = (ratio, time) => quotient(logarithm(ratio), time);

  // --- rounding to multiples of a step, as engine/whence/language/formulas/steps.py has it

  const WHOLE = 2 ** 52, MOST = 0.01;
  const nearest = (x) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

  // A number of steps at the half of one that it is but for rounding.
  function snapped(count, slack) {
    const half = Math.floor(2 * count + 0.5) / 2;
    return Math.abs(count - half) <= Math.min(slack, MOST) ? half : count;
  }

  // The values of a function that rounds; `way` is what a number of steps becomes. Of a step of 0 there is none.
  const rounded = (way) => (x, to = 1) => {
    const step = Math.abs(to), count = snapped(x / step, ROUNDING * Math.abs(x / step));
    if (!(step > 0)) return NaN;
    return Math.abs(count) < WHOLE ? way(count) * step + 0 : x;
  };

  // A number at the multiple of half a step that it is but for rounding, where `size` is the largest number met on the way.
  function settled(x, to, size) {
    const step = Math.abs(to), count = x / step, near = snapped(count, ROUNDING * (size / step));
    return near === count || Number.isNaN(near) ? x : near * step;
  }

  // It never falls, so that of one step the ends give the ends; of several, no more than a step off.
  const stepped = (way) => (x, to = [1, 1], size = 0) => {
    const one = to[0] === to[1] && to[0] !== 0, work = rounded(way), reach = Math.max(Math.abs(to[0]), Math.abs(to[1]));
    const [low, high] = one ? [x[0], x[1]].map((end) => work(settled(end, to[0], size), to[0])) : [x[0] - reach, x[1] + reach];
    const off = (end) => ((one && reach === 1) || infinite(end) || end === 0 ? 0 : Math.abs(end) * STEP + LEAST);
    return [low - off(low), high + off(high)];
  };

  // What a number may be beyond what rounding makes of it, `x - floor(x, to)`, however large it is.
  function rest(name, x, to = [1, 1]) {
    const step = Math.max(Math.abs(to[0]), Math.abs(to[1]));
    if (name === "round") return [-step / 2, step / 2, false, false];
    if (name === "trunc") return [x[0] >= 0 ? 0 : -step, x[1] <= 0 ? 0 : step, x[0] < 0, x[1] > 0];
    return name === "floor" ? [0, step, false, true] : [-step, 0, true, false];
  }

  // --- what is true or false: `compare` is the operator's own value, `size` the largest number met on the way to either side

  // A comparison of two ends, which are the same where only rounding keeps them apart; where one of the two is out of reach
  // (`apart`), they never meet.
  function compared(compare, x, y, apart, sure, size = 0) {
    const near = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= ROUNDING * Math.max(Math.abs(x), Math.abs(y), size);
    const found = compare(x, near ? x : y), never = Boolean(near && apart);
    return +(sure ? found || never : found && !never);
  }

  const rising = (compare) => (a, b, size) =>
    [compared(compare, a[1], b[0], a[3] || b[2], true, size), compared(compare, a[0], b[1], a[2] || b[3], false, size)];
  const falling = (compare) => (a, b, size) =>
    [compared(compare, a[0], b[1], a[2] || b[3], true, size), compared(compare, a[1], b[0], a[3] || b[2], false, size)];
  const upto = rising((x, y) => x <= y);
  const equal = (compare) => (a, b, size) => {
    const first = compared(compare, a[0], b[1], false, true, size), last = compared(compare, a[1], b[0], false, true, size);
    return [+(first && last), +(upto(a, b, size)[1] && upto(b, a, size)[1])];
  };
  const negated = ([low, high]) => [+!high, +!low];
  const unequal = (compare) => (a, b, size) => negated(equal((x, y) => +!compare(x, y))(a, b, size));
  const both = (a, b) => [+(a[0] && b[0]), +(a[1] && b[1])];
  const either = (a, b) => [+(a[0] || b[0]), +(a[1] || b[1])];

  // What holds two sets.
  function hull(a, b) {
    const [low, above] = lower([a[0], a[2]], [b[0], b[2]]), [high, below] = upper([a[1], a[3]], [b[1], b[3]]);
    return [low, high, above, below];
  }

  // One of the two where that is sure, else what holds them both.
  function chosen([surely, maybe], a, b) {
    if (surely) return a;
    return maybe ? hull(a, b) : b;
  }

  // What several sets leave possible together; where that is nothing, what holds them all.
  function together(every) {
    const inner = common(every), nothing = inner[0] > inner[1] || (inner[0] === inner[1] && (inner[2] || inner[3]));
    return nothing ? every.reduce(hull) : inner;
  }

  // What lies in each of several sets; the lower end above the upper one where that is nothing.
  function common(every) {
    const least = smallest(...every), most = largest(...every);
    return [most[0], least[1], most[2], least[3]];
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

  // Which ends, as they are shown, are themselves left out in every draw that has them.
  function strict({ low, high, above, below }, ends) {
    const missed = (own, open, end) => {
      let any = false;
      for (let i = 0; i < own.length; i++) {
        if (!(Math.abs(own[i] - end) <= ROUNDING * Math.abs(end))) continue;
        if (!open[i]) return false;
        any = true;
      }
      return any;
    };
    return [missed(low, above, ends[0]), missed(high, below, ends[1])];
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
    added, both, chosen, clamped, common, either, equal, exponential, falling, figure, geomean, grown, growth, hull, isPoint, largest,
    logarithm, magnitude, mean, nearest, negated, opposite, power, product, quotient, rest, rising, root, rounded, settled, shown, side,
    smallest, stepped, strict, subtracted, together, unequal,
  });
})();
