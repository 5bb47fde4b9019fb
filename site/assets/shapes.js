// The forms of a value in the browser: quantile functions and shares, as engine/whence/language/values computes them.
// A shape is [kind, ...parameters], as the engine writes it. Nothing here touches the page.
(function () {
  "use strict";

  const TINY = 1e-300, EPS = 1e-15, REACHED = 1e-9, LARGE = 2000, MOST_TERMS = 20000;
  const notZero = (x) => (Math.abs(x) < TINY ? TINY : x);

  // --- the normal distribution: quantiles to about 1e-16 (Wichura 1988, algorithm AS 241, PPND16)

  const CENTRE = [
    [3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
      39307.89580009271061, 28729.085735721942674, 5226.495278852854561]];
  const SHOULDER = [
    [1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
      1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4],
    [1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
      0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9]];
  const TAIL = [
    [6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
      0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
      1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15]];

  function ratio(coefficients, r) {
    const at = (terms) => terms.reduceRight((total, each) => total * r + each, 0);
    return at(coefficients[0]) / at(coefficients[1]);
  }

  function normalQuantile(p, q = 1 - p) {
    const off = p - 0.5;
    if (Math.abs(off) <= 0.425) return off * ratio(CENTRE, 0.180625 - off * off);
    const r = Math.sqrt(-Math.log(Math.max(Math.min(p, q), TINY)));
    const size = r <= 5 ? ratio(SHOULDER, r - 1.6) : ratio(TAIL, r - 5);
    return off < 0 ? -size : size;
  }

  // The shares of a standard normal below and above.
  function normalShares(z) {
    const [inside, outside] = gammaShares(0.5, (z * z) / 2);
    const near = (1 + inside) / 2, far = outside / 2;
    return z < 0 ? [far, near] : [near, far];
  }

  // --- the gamma and beta functions

  // The logarithm of the gamma function of a number above 0: Stirling's series, after steps up to 15.
  function logGamma(x) {
    let shift = 0;
    for (; x < 15; x++) shift += Math.log(x);
    const y = 1 / (x * x);
    const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360)))))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.9189385332046727418 + series - shift;
  }

  // The regularised incomplete gamma functions P and Q (Press et al., Numerical Recipes, 6.2).
  function gammaShares(a, x) {
    if (a > LARGE) return largeGamma(a, x);
    if (!(x > 0)) return [0, 1];
    const front = Math.exp(a * Math.log(Math.max(x, TINY)) - x - logGamma(a));
    if (x < a + 1) {
      let term = 1 / a, total = term;
      for (let n = 1; n < MOST_TERMS && term > total * EPS; n++) total += term *= x / (a + n);
      return [front * total, 1 - front * total];
    }
    let b = x + 1 - a, c = 1 / TINY, d = 1 / b, total = d;
    for (let i = 1; i < MOST_TERMS; i++) {
      const step = -i * (i - a);
      b += 2;
      d = 1 / notZero(step * d + b);
      c = notZero(b + step / c);
      total *= d * c;
      if (Math.abs(d * c - 1) <= EPS) break;
    }
    return [1 - front * total, front * total];
  }

  // P and Q of a large order: Temme's uniform expansion (NIST Handbook, 8.12).
  function largeGamma(a, x) {
    const off = Math.max(x, 0) / a - 1, square = 2 * (off - Math.log1p(off));
    const eta = Math.sign(off) * Math.sqrt(Math.max(square, 0));
    const series = -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta * (1 / 864 + eta / 2835)));
    let rest = Math.abs(eta) < 0.02 ? series : 1 / off - 1 / eta;
    if (Math.abs(eta) < 0.3) rest += (-1 / 540 - eta * (1 / 288 - eta / 378)) / a;
    rest *= Math.exp((-a * square) / 2) / Math.sqrt(2 * Math.PI * a);
    const [below, above] = normalShares(eta * Math.sqrt(a));
    return [below - rest, above + rest];
  }

  function gammaQuantile(a, p, q) {
    const low = (Math.log(Math.max(p, TINY)) + logGamma(a + 1)) / a, far = -Math.log(Math.max(q, TINY));
    const high = Math.log(a + Math.sqrt(2 * a * far) + far);
    if (low < -600) return Math.exp(low);
    return Math.exp(atLevel(p, q, (t) => gammaShares(a, Math.exp(t)), low - 1e-9, high + 1e-9));
  }

  // The regularised incomplete beta function of x and its complement; y is 1 - x (Numerical Recipes, 6.4).
  function betaShares(a, b, x, y) {
    if (!(x > 0)) return [0, 1];
    if (!(y > 0)) return [1, 0];
    const size = logGamma(a + b) - logGamma(a) - logGamma(b);
    const front = Math.exp(a * Math.log(Math.max(x, TINY)) + b * Math.log(Math.max(y, TINY)) + size);
    if (x > (a + 1) / (a + b + 2)) {
      const part = (front * betaFraction(b, a, y)) / b;
      return [1 - part, part];
    }
    const part = (front * betaFraction(a, b, x)) / a;
    return [part, 1 - part];
  }

  function betaFraction(a, b, x) {
    let c = 1, d = 1 / notZero(1 - ((a + b) * x) / (a + 1)), total = d;
    for (let m = 1; m < MOST_TERMS; m++) {
      const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
      const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      for (const step of [even, odd]) {
        d = 1 / notZero(1 + step * d);
        c = notZero(1 + step / c);
        total *= d * c;
      }
      if (Math.abs(d * c - 1) <= EPS) break;
    }
    return total;
  }

  // The value of a beta variable on 0 to 1, and its distance from 1.
  function betaQuantile(a, b, p, q) {
    const ends = (t) => {
      const small = Math.exp(-Math.abs(t)), near = 1 / (1 + small), far = small / (1 + small);
      return t < 0 ? [far, near] : [near, far];
    };
    const shares = (t) => betaShares(a, b, ...ends(t));
    const middle = Math.log(a / b);
    let reach = 8 * Math.sqrt(1 / a + 1 / b);
    while (reach < 690 && !(shares(middle - reach)[0] < p && shares(middle + reach)[1] < q)) reach *= 2;
    return ends(atLevel(p, q, shares, middle - reach, middle + reach));
  }

  // Where the shares are p and q, compared as logarithms in the thinner tail.
  function atLevel(p, q, shares, low, high) {
    const lower = p <= q, wanted = Math.log(Math.max(lower ? p : q, TINY));
    return root((t) => {
      const [below, above] = shares(t), size = Math.log(Math.max(lower ? below : above, TINY)) - wanted;
      return lower ? size : -size;
    }, low, high);
  }

  // Where a rising function passes 0 between a and b, to the last digits (Chandrupatla 1997).
  function root(f, a, b) {
    let fa = f(a), fb = f(b), t = 0.5, best = a;
    for (let n = 0; n < 200; n++) {
      const x = a + t * (b - a), fx = f(x), same = fx > 0 === fa > 0;
      const [c, fc] = same ? [a, fa] : [b, fb];
      if (!same) [b, fb] = [a, fa];
      [a, fa] = [x, fx];
      best = Math.abs(fa) < Math.abs(fb) ? a : b;
      const width = Math.abs(b - a), least = 2e-16 * Math.abs(best) + 1e-17;
      if (width <= 4 * least || fa === 0) break;
      const xi = -(b - a) / notZero(c - b), phi = -(fb - fa) / notZero(fc - fb);
      const curve = (fa / notZero(fb - fa)) * (fc / -notZero(fc - fb)) +
        ((c - a) / notZero(b - a)) * (fa / notZero(fc - fa)) * (fb / notZero(fc - fb));
      const kept = least / Math.max(width, TINY);
      t = Math.min(Math.max(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi ? curve : 0.5, kept), 1 - kept);
    }
    return best;
  }

  // --- separate values: {values, weights, sums}, rising

  function merged(values, weights) {
    const found = new Map();
    values.forEach((value, i) => found.set(value, (found.get(value) || 0) + weights[i]));
    const rising = [...found.keys()].sort((a, b) => a - b), whole = weights.reduce((a, b) => a + b, 0);
    return listed(rising, rising.map((value) => found.get(value) / whole));
  }

  function listed(values, weights) {
    let sum = 0;
    return { values, weights, sums: weights.map((each) => (sum += each)) };
  }

  // Counts from the likeliest outwards as long as they matter; `next` is the ratio of the weight of k to that of k - 1.
  function counts(middle, most, next, size) {
    const mode = Math.floor(middle), down = [1], up = [1];
    for (let k = mode; k > 0; k--) {
      const following = down[down.length - 1] / next(k);
      if (following < 1e-25) break;
      down.push(following);
    }
    for (let k = mode + 1; k <= most; k++) {
      const following = up[up.length - 1] * next(k);
      if (following < 1e-25) break;
      up.push(following);
    }
    const weights = [...down.reverse(), ...up.slice(1)], first = mode - down.length + 1;
    const whole = weights.reduce((a, b) => a + b, 0);
    return listed(weights.map((_, n) => (first + n) * size), weights.map((each) => each / whole));
  }

  // The place of the first of some rising numbers that is not below x.
  function place(rising, x) {
    let low = 0, high = rising.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rising[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function separate({ values, weights, sums }) {
    return {
      outcomes: { values, weights }, ends: [values[0], values[values.length - 1]],
      quantile: (p) => values[Math.min(place(sums, p - REACHED), values.length - 1)],
      shares: (x) => values.reduce(([under, over], value, i) =>
        x >= value ? [under + weights[i], over] : [under, over + weights[i]], [0, 0]),
    };
  }

  // --- the forms: each gives {quantile(p, q, z), shares(x), ends, outcomes}

  const FORMS = {
    exact: (value) => separate(listed([value], [1])),
    normal: (mean, sd) => ({
      quantile: (p, q, z) => {
        // what cancels but for its rounding is 0, the end that was written
        const x = mean + sd * z;
        return Math.abs(x) <= 2e-15 * sd ? 0 : x;
      },
      shares: (x) => normalShares((x - mean) / sd), ends: [-Infinity, Infinity],
    }),
    lognormal: (mu, sigma) => ({
      quantile: (p, q, z) => Math.exp(mu + sigma * z), ends: [0, Infinity],
      shares: (x) => normalShares((Math.log(Math.max(x, 5e-324)) - mu) / sigma),
    }),
    uniform: (low, high) => ({
      quantile: (p) => low + (high - low) * p, ends: [low, high],
      shares: (x) => [x - low, high - x].map((each) => Math.min(Math.max(each / (high - low), 0), 1)),
    }),
    triangular: (low, mode, high) => ({
      quantile: (p, q) => (p * (high - low) < mode - low
        ? low + Math.sqrt(p * (high - low) * (mode - low)) : high - Math.sqrt(q * (high - low) * (high - mode))),
      ends: [low, high],
      shares: (x) => {
        const near = Math.min(Math.max(x, low), high), whole = high - low;
        const below = ((near - low) * ((near - low) / whole)) / Math.max(mode - low, TINY);
        const above = ((high - near) * ((high - near) / whole)) / Math.max(high - mode, TINY);
        return near < mode ? [below, 1 - below] : [1 - above, above];
      },
    }),
    beta: (a, b, low, high) => ({
      quantile: (p, q) => {
        const [x, y] = betaQuantile(a, b, p, q);
        return x < y ? low + (high - low) * x : high - (high - low) * y;
      },
      ends: [low, high],
      shares: (x) => {
        const near = Math.min(Math.max(x, low), high);
        return betaShares(a, b, (near - low) / (high - low), (high - near) / (high - low));
      },
    }),
    gamma: (order, scale) => ({
      quantile: (p, q) => scale * gammaQuantile(order, p, q), ends: [0, Infinity],
      shares: (x) => gammaShares(order, x / scale),
    }),
    split: (center, minus, plus) => ({
      quantile: (p, q, z) => center + (p < 0.5 ? minus : plus) * z, ends: [-Infinity, Infinity],
      shares: (x) => normalShares((x - center) / (x < center ? minus : plus)),
    }),
    quantiles: throughLevels,
    "one-of": (values, weights) => separate(merged(values, weights)),
    poisson: (mean, size) => separate(counts(mean, Infinity, (k) => mean / k, size)),
    binomial: (trials, chance, size) => {
      if (chance === 1) return separate(listed([trials * size], [1]));
      const odds = chance / (1 - chance), middle = Math.min(trials, Math.floor((trials + 1) * chance));
      return separate(counts(middle, trials, (k) => ((trials - k + 1) / k) * odds, size));
    },
    mixture: mixed,
    truncated,
  };

  // Straight lines in normal scores through values at levels; the end lines go on beyond.
  function throughLevels(levels, values, log) {
    const scores = levels.map((each) => normalQuantile(each)), heights = log ? values.map(Math.log) : values;
    const slope = (n) => (heights[n + 1] - heights[n]) / (scores[n + 1] - scores[n]);
    const piece = (steps, x) => Math.min(Math.max(place(steps, x) - 1, 0), steps.length - 2);
    return {
      ends: [log ? 0 : -Infinity, Infinity],
      quantile: (p, q, z) => {
        const n = piece(scores, z), line = heights[n] + slope(n) * (z - scores[n]);
        return log ? Math.exp(line) : line;
      },
      shares: (x) => {
        const height = log ? Math.log(Math.max(x, 5e-324)) : x, n = piece(heights, height);
        return normalShares((height - (heights[n] - slope(n) * scores[n])) / slope(n));
      },
    };
  }

  function mixed(shapes, weights) {
    const parts = shapes.map(form);
    const shares = (x) => parts.reduce(([under, over], part, i) => {
      const [below, above] = part.shares(x);
      return [under + weights[i] * below, over + weights[i] * above];
    }, [0, 0]);
    const steps = parts.flatMap((part) => [...(part.outcomes ? part.outcomes.values : part.corners || []), part.ends[1]]);
    const corners = [...new Set(steps.filter(Number.isFinite))].sort((a, b) => a - b);
    const sums = corners.map((corner) => shares(corner)[0]);
    const quantile = (p, q, z) => {
      const own = parts.map((part) => part.quantile(p, q, z));
      const off = (x) => {
        const [below, above] = shares(x);
        return p <= q ? below - p : q - above;
      };
      const found = root(off, Math.min(...own), Math.max(...own)), at = place(sums, p - REACHED);
      if (at >= corners.length) return found;
      const near = Math.abs(found - corners[at]) <= 1e-11 * Math.abs(corners[at]);
      return corners[at] < found || near ? corners[at] : found;
    };
    const ends = [Math.min(...parts.map((part) => part.ends[0])), Math.max(...parts.map((part) => part.ends[1]))];
    return { quantile, shares, ends, corners };
  }

  // What is left of a form between two ends, made whole again.
  function truncated(shape, least, most) {
    const whole = form(shape), low = least === null ? -Infinity : least, high = most === null ? Infinity : most;
    const at = (x) => (Number.isFinite(x) ? whole.shares(x) : x > 0 ? [1, 0] : [0, 1]);
    const own = whole.outcomes ? whole.outcomes.weights.filter((_, i) => whole.outcomes.values[i] === low) : [];
    const cut = own.reduce((sum, each) => sum + each, 0), first = at(low), last = at(high);
    const below = first[0] - cut, kept = first[1] + cut;
    const left = below > 0.5 ? kept - last[1] : last[0] - below;
    return {
      ends: [Math.max(whole.ends[0], low), Math.min(whole.ends[1], high)],
      outcomes: whole.outcomes && cutOutcomes(whole.outcomes, low, high),
      quantile: (p, q) => {
        const a = below + p * left, b = last[1] + q * left;
        return Math.min(Math.max(whole.quantile(a, b, normalQuantile(a, b)), low), high);
      },
      shares: (x) => {
        if (x < low) return [0, 1];
        if (x >= high) return [1, 0];
        const [under, over] = whole.shares(x);
        const before = below > 0.5 ? kept - over : under - below;
        const after = last[0] < 0.5 ? last[0] - under : over - last[1];
        return [Math.max(before / left, 0), Math.max(after / left, 0)];
      },
    };
  }

  function cutOutcomes({ values, weights }, low, high) {
    const inside = values.map((value) => value >= low && value <= high);
    return merged(values.filter((_, i) => inside[i]), weights.filter((_, i) => inside[i]));
  }

  function form([kind, ...parameters]) {
    return FORMS[kind](...parameters);
  }

  // The mixture of some shapes, as a shape; of separate values alone, one of those.
  function mixture(parts, weights) {
    const outcomes = parts.map((part) => form(part).outcomes), whole = weights.reduce((a, b) => a + b, 0);
    if (!outcomes.every(Boolean)) return ["mixture", parts, weights.map((each) => each / whole)];
    const shares = outcomes.flatMap((each, i) => each.weights.map((weight) => weight * weights[i]));
    return ["one-of", outcomes.flatMap((each) => each.values), shares];
  }

  // The quantile function of a shape at the middles of `count` equal strata.
  function grid(shape, count) {
    const { quantile } = form(shape);
    return Float64Array.from({ length: count }, (_, i) => {
      const p = (i + 0.5) / count;
      return quantile(p, 1 - p, normalQuantile(p));
    });
  }

  // The smallest value of a shape that reaches a share.
  function quantile(shape, p) {
    return form(shape).quantile(p, 1 - p, normalQuantile(p));
  }

  // The central value of a shape that several claims take together: the median, or the mean of separate values.
  function point(shape) {
    const { outcomes } = form(shape);
    if (!outcomes) return quantile(shape, 0.5);
    return outcomes.values.reduce((sum, value, i) => sum + value * outcomes.weights[i], 0);
  }

  window.whenceShapes = Object.freeze({ grid, mixed: mixture, normalQuantile, point, quantile, shares: (shape, x) => form(shape).shares(x) });
})();
