// What the claims of one quantity say together: the shape that it takes, as engine/whence/evaluate has it in rivals.py,
// witnesses.py, common.py and statistics/. Nothing here touches the page.
(function () {
  "use strict";

  const Z95 = 1.6448536269514722, FURTHEST = 1e140, SAME = 1e-9, NARROW = 1.1;
  const total = (list) => list.reduce((sum, each) => sum + each, 0);

  // --- least squares for one constant; `errors` is {variances, matrix}, the matrix only where errors are correlated

  // The lower triangle L with L L' = matrix; null if it is not positive definite beyond rounding. `least` is the smallest
  // share of a variance that may be left.
  function cholesky(matrix, least = 1e-13) {
    const lower = [];
    for (const [i, row] of matrix.entries()) {
      const made = [];
      for (let j = 0; j < i; j++) made.push((row[j] - total(lower[j].slice(0, j).map((b, k) => made[k] * b))) / lower[j][j]);
      const rest = row[i] - total(made.map((a) => a * a));
      if (!(rest > least * row[i])) return null;
      lower.push([...made, Math.sqrt(rest)]);
    }
    return lower;
  }

  // The solution of C y = vector.
  function solved(errors, vector) {
    if (!errors.matrix) return vector.map((v, i) => v / errors.variances[i]);
    const lower = cholesky(errors.matrix), y = [...vector], n = y.length;
    for (let i = 0; i < n; i++) y[i] = (y[i] - total(lower[i].slice(0, i).map((a, j) => a * y[j]))) / lower[i][i];
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) y[i] -= lower[j][i] * y[j];
      y[i] /= lower[i][i];
    }
    return y;
  }

  function fitted(x, errors) {
    const weights = solved(errors, x.map(() => 1)), whole = total(weights);
    const mean = total(weights.map((w, i) => w * x[i])) / whole;
    const residuals = x.map((each) => each - mean), pulls = solved(errors, residuals);
    const chi2 = Math.max(0, total(residuals.map((r, i) => r * pulls[i])));
    return { mean, weights, whole, residuals, u: 1 / Math.sqrt(whole), chi2 };
  }

  // The diagonal raised by as little as makes the matrix positive definite by a margin.
  function firm(matrix) {
    let raised = matrix;
    for (let step = 1e-9; !cholesky(raised, 1e-10); step *= 10) {
      raised = matrix.map((row, i) => row.map((c, j) => c * (1 + (i === j ? step : 0))));
    }
    return raised;
  }

  // The indexes of values that those before do not give already: by a sum with weights that add up to 1.
  function independent(matrix) {
    const lower = [], found = [], common = Math.max(...matrix.map((row, i) => row[i]));
    for (const [i, row] of matrix.entries()) {
      const made = [];
      for (const [k, part] of lower.entries()) made.push((row[found[k]] + common - total(part.slice(0, k).map((b, m) => made[m] * b))) / part[k]);
      const rest = row[i] + common - total(made.map((a) => a * a));
      if (rest > 1e-7 * row[i]) {
        lower.push([...made, Math.sqrt(rest)]);
        found.push(i);
      }
    }
    return found;
  }

  // The weights, none below 0 and 1 in sum, with the least w'Cw (Lawson and Hanson 1974, chapter 23).
  function nonnegative(matrix) {
    const n = matrix.length;
    let v = new Array(n).fill(0), inside = [], shut = -1;
    for (let turn = 0; turn < 10 * n; turn++) {
      const slopes = matrix.map((row) => 1 - total(row.map((c, j) => c * v[j])));
      const open = slopes.map((_, i) => i).filter((i) => !inside.includes(i) && i !== shut);
      const best = (a, b) => (slopes[b] / Math.sqrt(matrix[b][b]) > slopes[a] / Math.sqrt(matrix[a][a]) ? b : a);
      const next = open.length ? open.reduce(best) : -1;
      if (next < 0 || slopes[next] <= 1e-12) break;
      [v, inside] = keptPositive(matrix, v, [...inside, next]);
      shut = inside.includes(next) ? -1 : next;
    }
    const whole = total(v);
    return v.map((each) => each / whole);
  }

  // The solution of Cv = 1 over the indexes inside, less those that had to leave so that none is below 0.
  function keptPositive(matrix, v, inside) {
    for (;;) {
      const part = correlated(inside.map((i) => inside.map((j) => matrix[i][j])));
      const wanted = new Map(solved(part, inside.map(() => 1)).map((each, k) => [inside[k], each]));
      const low = inside.filter((i) => wanted.get(i) <= 0);
      if (!low.length) return [v.map((_, i) => (wanted.has(i) ? wanted.get(i) : 0)), inside];
      const step = Math.min(...low.map((i) => (v[i] > wanted.get(i) ? v[i] / (v[i] - wanted.get(i)) : 0)));
      const at = (i) => v[i] + step * (wanted.get(i) - v[i]), near = 1e-15 * Math.max(...v);
      const gone = low.filter((i) => at(i) <= near);
      if (!gone.length) gone.push(low.reduce((a, b) => (v[b] < v[a] ? b : a)));
      inside = inside.filter((i) => !gone.includes(i));
      v = v.map((_, i) => (inside.includes(i) ? at(i) : 0));
    }
  }

  // The mean whose weights, none below 0 unless they are `free`, give the least variance.
  function meanOf(x, errors, fit, free) {
    const shares = fit.weights.map((w) => w / fit.whole);
    if (free || !errors.matrix || Math.min(...shares) >= 0) return { mean: fit.mean, u: fit.u, shares };
    const w = nonnegative(errors.matrix);
    const u = Math.sqrt(total(errors.matrix.flatMap((row, i) => row.map((c, j) => w[i] * w[j] * c))));
    return { mean: total(w.map((each, i) => each * x[i])), u, shares: w };
  }

  function correlated(matrix) {
    return { variances: matrix.map((row, i) => row[i]), matrix };
  }

  function widened(errors, tau2) {
    if (!errors.matrix) return { variances: errors.variances.map((each) => each + tau2), matrix: null };
    return correlated(errors.matrix.map((row, i) => row.map((c, j) => c + (i === j ? tau2 : 0))));
  }

  function only(errors, indexes) {
    if (errors.matrix) return correlated(indexes.map((i) => indexes.map((j) => errors.matrix[i][j])));
    return { variances: indexes.map((i) => errors.variances[i]), matrix: null };
  }

  // --- measurements: {value, plus, minus}, one-sigma errors

  // The mean with its scaled error (Particle Data Group), and with the scatter between measurements (DerSimonian and
  // Laird 1986); null where they cannot be had. Worked out about a middle value, in units of the smallest error. With
  // `free` weights may be negative.
  function combine(measured, covariance, free = false) {
    const numbers = [...measured.flatMap((m) => [m.value, m.plus, m.minus]), ...(covariance || []).flat()];
    if (!numbers.every(Number.isFinite) || measured.some((m) => Math.min(m.plus, m.minus) <= 0)) return null;
    if (covariance && covariance.some((row, i) => row[i] <= 0)) return null;
    const over = (c, i, j) => i !== j && c * c > covariance[i][i] * covariance[j][j] * (1 + 1e-9);
    if (covariance && covariance.some((row, i) => row.some((c, j) => over(c, i, j)))) return null;
    const middle = measured.map((m) => m.value).sort((a, b) => a - b)[Math.floor(measured.length / 2)];
    const unit = covariance ? Math.sqrt(Math.min(...covariance.map((row, i) => row[i])))
      : Math.min(...measured.map((m) => Math.min(m.plus, m.minus)));
    const scaled = measured.map((m) => ({ value: (m.value - middle) / unit, plus: m.plus / unit, minus: m.minus / unit }));
    const matrix = covariance && covariance.map((row) => row.map((each) => each / unit / unit));
    const sizes = [...scaled.flatMap((m) => [Math.abs(m.value), m.plus, m.minus]),
      ...(matrix || []).flat().map((c) => Math.sqrt(Math.abs(c)))];
    if (!(Math.max(...sizes) < FURTHEST)) return null;
    const x = scaled.map((m) => m.value), errors = settled(scaled, matrix && firm(matrix), free);
    const fit = fitted(x, errors), mean = meanOf(x, errors, fit, free);
    const own = matrix ? independent(matrix) : x.map((_, i) => i), inner = only(errors, own);
    const tau2 = scatter(inner, fitted(own.map((i) => x[i]), inner)), wider = widened(errors, tau2), random = meanOf(x, wider, fitted(x, wider), free);
    const scale = scaleFactor(errors, fit, mean, own), weighted = [middle + mean.mean * unit, mean.u * scale * unit];
    const added = (take) => (take === "random-effects" ? Math.sqrt(tau2 * total(random.shares.map((w) => w * w)))
      : mean.u * Math.sqrt(scale * scale - 1)) * unit;
    return { weighted, blue: weighted, "random-effects": [middle + random.mean * unit, random.u * unit], own: added,
      shares: (take) => (take === "random-effects" ? random : mean).shares,
      scale, below: (level) => own.length > 1 && below(level, fit.chi2, own.length - 1) };
  }

  // The errors on the side of each value where the mean lies, once neither moves any more.
  function settled(measured, covariance, free) {
    const x = measured.map((m) => m.value);
    let sigmas = measured.map((m) => (m.plus === m.minus ? m.plus : (2 * m.plus * m.minus) / (m.plus + m.minus)));
    let errors = sized(measured, sigmas, covariance);
    if (measured.every((m) => m.plus === m.minus)) return errors;
    for (let turn = 0; turn < 2000; turn++) {
      const mean = meanOf(x, errors, fitted(x, errors), free).mean;
      let next = measured.map((m) => facing(m, mean - m.value));
      if (turn > 50) next = next.map((each, i) => (each + sigmas[i]) / 2);
      const still = next.every((each, i) => Math.abs(each - sigmas[i]) <= 1e-13 * each);
      sigmas = next;
      errors = sized(measured, sigmas, covariance);
      if (still) break;
    }
    return errors;
  }

  // The error of a value towards a mean that lies `d` above it, straight between -minus and +plus.
  function facing(m, d) {
    if (m.plus === m.minus || d >= m.plus) return m.plus;
    if (d <= -m.minus) return m.minus;
    return (2 * m.plus * m.minus + d * (m.plus - m.minus)) / (m.plus + m.minus);
  }

  function sized(measured, sigmas, covariance) {
    if (!covariance) return { variances: sigmas.map((s) => s * s), matrix: null };
    const f = measured.map((m, i) => (m.plus === m.minus ? 1 : (2 * sigmas[i]) / (m.plus + m.minus)));
    return correlated(covariance.map((row, i) => row.map((c, j) => c * f[i] * f[j])));
  }

  // sqrt(chi squared / (n - 1)) of the values that are not far less precise than the mean; of all where that leaves fewer
  // than two, or sees no reason to scale though p is small. Never below 1.
  function scaleFactor(errors, fit, mean, own) {
    const n = own.length, most = 3 * Math.sqrt(fit.weights.length) * mean.u, birge = n > 1 ? Math.sqrt(fit.chi2 / (n - 1)) : 1;
    const all = errors.variances.map((v, i) => i).filter((i) => Math.sqrt(errors.variances[i]) <= most);
    const kept = own.filter((i) => all.includes(i));
    if (all.length < 2 || (kept.length < 2 && n < 2)) return Math.max(1, birge);
    const residuals = kept.map((i) => fit.residuals[i]), pulls = solved(only(errors, kept), residuals);
    const scale = kept.length < 2 ? 1 : Math.sqrt(Math.max(0, total(residuals.map((r, i) => r * pulls[i]))) / (kept.length - 1));
    return Math.max(1, scale <= 1 && below(0.05, fit.chi2, n - 1) ? birge : scale);
  }

  // Whether chi squared exceeds q by a chance smaller than `level`: by the series of the incomplete gamma function.
  function below(level, q, freedom) {
    if (q > 10 * freedom + 100) return true;
    const a = freedom / 2, x = q / 2;
    let logGamma = freedom % 2 ? Math.log(Math.PI) / 2 : 0;
    for (let k = freedom % 2 ? 0.5 : 1; k <= a; k++) logGamma += Math.log(k);
    let term = 1, sum = 1;
    for (let k = 1; term > sum * 1e-17; k++) sum += term *= x / (a + k);
    return 1 - Math.exp(a * Math.log(x) - x - logGamma) * sum < level;
  }

  // tau squared: (Q - (n - 1)) / (tr W - 1'WW1 / 1'W1), not below 0.
  function scatter(errors, fit) {
    const n = fit.weights.length, freedom = n - 1;
    if (fit.chi2 <= freedom || !freedom) return 0;
    const squares = total(fit.weights.map((w) => w * w));
    const unit = (i) => fit.weights.map((_, j) => +(i === j));
    const spread = errors.matrix ? total(fit.weights.map((_, i) => solved(errors, unit(i))[i])) * fit.whole - squares
      : total(fit.weights.map((w, i) => w * total(fit.weights.filter((_, j) => j !== i))));
    return spread > 0 ? ((fit.chi2 - freedom) * fit.whole) / spread : 0;
  }

  // --- rivals: {id, figure, bound, draws, written, origin, streams, chance, leaf} of each claim in one context. `written` is the
  // shape of a leaf and `leaf` its node; `origin` the group of written values of one origin, or -1; `streams` the names of
  // the chance that it rests on, and `chance` gives its streams with their normal scores.

  // The shape of a quantity that takes a mean or an `envelope`, and how its draws follow those of its claims; `scale` as its
  // record has it. Null where only bounds speak.
  function taken(take, rivals, scale) {
    const { log, groups } = compared(rivals, scale), weighed = groups.filter((one) => one.measured);
    if (!groups.length) return null;
    if (take === "envelope") {
      const shape = spanned(groups.map((one) => one.figure));
      return { shape, how: shape[0] === "exact" ? null : blend(take, weighed, null, shape, shape[0] === "lognormal") };
    }
    if (weighed.length === 1) return asOne(weighed[0], log);
    const found = weighed.length ? consensus(weighed, log, take === "blue") : null;
    if (found) {
      const shape = [log ? "lognormal" : "normal", ...found[take]];
      return { shape, how: blend(take, weighed, found, shape, log) };
    }
    const points = [...new Set(groups.map((one) => one.figure.point))].sort((a, b) => a - b);
    return { shape: points.length === 1 ? ["exact", points[0]] : ["one-of", points, points.map(() => 1)], how: null };
  }

  // What witnesses with an error say together; null where that cannot be had.
  function consensus(weighed, log, free) {
    const matrix = covariance(weighed, log);
    return combine(sides(weighed, matrix), matrix, free);
  }

  // How draws follow those of the claims that lead the witnesses: their weighted sum, moved to the centre and widened by
  // `own`; of written values alone (`ranked`) only the order counts.
  function blend(take, weighed, found, shape, log) {
    const leaders = weighed.map(leader);
    if (!weighed.length || (log && leaders.some((one) => one.figure.point <= 0 || one.draws.some((x) => x <= 0)))) return null;
    const even = take === "envelope", weights = found ? found.shares(take) : leaders.map(() => 1 / leaders.length);
    const centre = shape ? shape[1] : weighed[0].measured.value;
    const shift = centre - total(leaders.map((one, i) => weights[i] * measured(one, log).value));
    const sum = leaders[0].draws.map((_, n) => total(leaders.map((one, i) => weights[i] * (log ? Math.log(one.draws[n]) : one.draws[n]))));
    const own = even ? Math.sqrt(Math.max(0, shape[2] ** 2 - deviation(sum) ** 2)) : found ? found.own(take) : 0;
    return { sum: sum.map((each) => each + shift), own, log, ranked: leaders.every((one) => one.leaf) };
  }

  // What a mixture takes, each equally often: every witness, or where only bounds speak each of them. A claim alone by its
  // index (`at`), those that stand as one by their shape and how its draws follow, in the name of the first.
  function components(rivals, scale) {
    const { log, groups, live } = compared(rivals, scale), single = (one) => ({ at: rivals.indexOf(one) });
    if (!groups.length) return live.map(single);
    return groups.map((each) => (each.members.length === 1 ? single(each.members[0]) : { ...asOne(each, log), name: leader(each).id }));
  }

  // What one witness says, as a mean has it to which nobody else speaks.
  function asOne(witness, log) {
    if (!witness.measured) return { shape: ["exact", witness.figure.point], how: null };
    return { shape: alone(witness, log), how: blend("weighted", [witness], null, null, log) };
  }

  const leader = (witness) => witness.members[witness.weights.findIndex((w) => w > 0)];

  // The claims that count, in groups that stand as one witness each.
  function compared(rivals, scale) {
    const live = withoutEchoes(rivals), sharp = live.filter((one) => !one.bound);
    const log = scaleOf(scale, sharp.map((one) => one.figure)) === "log";
    return { live, log, groups: grouped(sharp).map((members) => witness(members, log)) };
  }

  const isBare = (one) => one.figure.low === one.figure.high;
  const near = (a, b) => Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));

  // Without written values that repeat another of their origin: the same point with the same error, or with none.
  function withoutEchoes(rivals) {
    const kept = [], order = rivals.map((one, i) => i).sort((a, b) => isBare(rivals[a]) - isBare(rivals[b]) || a - b);
    for (const i of order) {
      const one = rivals[i], { point, low, high } = one.figure;
      const again = one.origin >= 0 && kept.some((k) => {
        const first = rivals[k], same = near(low, first.figure.low) && near(high, first.figure.high);
        return first.origin === one.origin && first.bound === one.bound && near(point, first.figure.point) && (isBare(one) || same);
      });
      if (!again) kept.push(i);
    }
    return rivals.filter((_, i) => kept.includes(i));
  }

  function grouped(sharp) {
    const group = new Map(sharp.map((one) => [one, new Set([one])]));
    const join = (a, b) => {
      const joined = new Set([...group.get(a), ...group.get(b)]);
      joined.forEach((one) => group.set(one, joined));
    };
    const pairs = sharp.flatMap((a, i) => sharp.slice(i + 1).map((b) => [a, b]));
    for (const [a, b] of pairs) if (a.origin >= 0 && a.origin === b.origin) join(a, b);
    for (const [a, b] of pairs) if (!group.get(a).has(b) && movesAsOne(a, b)) join(a, b);
    return [...new Set(group.values())].map((each) => sharp.filter((one) => each.has(one)));
  }

  const tied = (a, b) => [...a.streams].some((each) => b.streams.has(each));
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;

  function deviation(list) {
    const middle = mean(list);
    return Math.sqrt(mean(list.map((each) => (each - middle) * (each - middle))));
  }

  // Whether the difference or the ratio of two claims is the same in every draw.
  function movesAsOne(a, b) {
    const x = a.draws, y = b.draws;
    if (!tied(a, b) || x.length !== y.length || x.length === 1) return false;
    const spread = Math.max(deviation(x), deviation(y));
    if (deviation(x.map((each, i) => each - y[i])) <= SAME * spread) return true;
    const ratio = x.map((each, i) => each / y[i]);
    return ratio.every(Number.isFinite) && deviation(ratio) <= SAME * Math.abs(mean(ratio));
  }

  // Some claims as one witness: evenly of those with the smallest error; of bare points their mean, and all they span.
  function witness(members, log) {
    const values = members.map((one) => measured(one, log)), known = values.filter((each) => each);
    if (!known.length) return bare(members);
    const size = (each) => (each.plus + each.minus) / 2, least = Math.min(...known.map(size));
    const takes = values.map((each) => +(each !== null && size(each) <= least * (1 + SAME)));
    const weights = takes.map((each) => each / total(takes));
    if (members.length === 1) return { members, weights, measured: values[0], figure: members[0].figure };
    const sharp = values.filter((_, i) => takes[i]), even = (name) => total(sharp.map((each) => each[name])) / sharp.length;
    const found = { value: even("value"), plus: even("plus"), minus: even("minus") };
    const back = (x) => (log ? Math.exp(x) : x), { value, plus, minus } = found;
    const figure = { point: back(value), median: back(value), low: back(value - Z95 * minus), high: back(value + Z95 * plus) };
    return { members, weights, measured: found, figure };
  }

  function bare(members) {
    const points = members.map((one) => one.figure.point), middle = total(points) / points.length;
    const figure = { point: middle, median: middle, low: Math.min(...points), high: Math.max(...points) };
    return { members, weights: points.map(() => 1 / points.length), measured: null, figure };
  }

  // What one witness says: of a written value its own shape, else one with the same interval.
  function alone(witness, log) {
    const single = witness.members.length === 1, { figure, measured: m } = witness;
    if (single && witness.members[0].written) return witness.members[0].written;
    if (!log && !single) return m.plus === m.minus ? ["normal", m.value, m.plus] : ["split", m.value, m.minus, m.plus];
    if (!(figure.low < figure.median && figure.median < figure.high)) return spanned([figure]);
    return ["quantiles", [0.05, 0.5, 0.95], [figure.low, figure.median, figure.high], log];
  }

  // A 90 % interval from the lowest end to the highest: lognormal where both are positive, else normal.
  function spanned(figures) {
    const low = Math.min(...figures.map((one) => one.low)), high = Math.max(...figures.map((one) => one.high));
    if (!(low < high)) return ["exact", low];
    const log = low > 0, [a, b] = log ? [Math.log(low), Math.log(high)] : [low, high];
    return [log ? "lognormal" : "normal", log ? (a + b) / 2 : a + (b - a) / 2, (b - a) / (2 * Z95)];
  }

  // The scale to compare on: as written, or logarithms where the intervals lie even on it and not on a linear one.
  function scaleOf(written, figures) {
    if (figures.some((one) => one.low <= 0 || one.point <= 0)) return "linear";
    if (written) return written;
    const leanings = figures.filter((one) => one.high > one.low * NARROW).map(leansLog);
    return leanings.length && leanings.every((each) => each) ? "log" : "linear";
  }

  function leansLog({ median, low, high }) {
    const above = high - median, beneath = median - low, over = Math.log(high / median), under = Math.log(median / low);
    return Math.abs(over - under) / (over + under) < Math.abs(above - beneath) / (above + beneath);
  }

  // A claim's value with its one-sigma errors; null for a bare point.
  function measured(one, log) {
    const { point, median, low, high } = one.figure, [kind, a, b, c] = one.written || [];
    if (low === high) return null;
    if (log) return kind === "lognormal" ? { value: a, plus: b, minus: b } : byEnds(...[point, low, median, high].map(Math.log));
    if (kind === "normal") return { value: a, plus: b, minus: b };
    return kind === "split" ? { value: a, plus: c, minus: b } : byEnds(point, low, median, high);
  }

  function byEnds(value, low, median, high) {
    const plus = (high - median) / Z95, minus = (median - low) / Z95, even = (high - low) / 2 / Z95;
    return Math.min(plus, minus) > 0 ? { value, plus, minus } : { value, plus: even, minus: even };
  }

  // The covariance of some witnesses; null where no two have anything in common. See engine/whence/evaluate/errors.py.
  function covariance(weighed, log) {
    const size = (each) => (each.plus + each.minus) / 2, ties = (row, i) => row.some((c, j) => i !== j && c);
    const parts = weighed.map((each) => each.members.map((one, k) => ({ one, w: each.weights[k], size: each.weights[k] && size(measured(one, log)) }))
      .filter((part) => part.w));
    const shared = (a, b) => total(parts[a].flatMap((x) => parts[b].map((y) => x.w * y.w * common(x, y, log))));
    const found = weighed.map((a, i) => weighed.map((b, j) => (i === j ? size(a.measured) ** 2 : i < j ? shared(i, j) : 0)));
    for (let i = 0; i < found.length; i++) for (let j = 0; j < i; j++) found[i][j] = found[j][i];
    found.forEach((row, i) => byDraws(weighed[i]) && ties(row, i) && (row[i] = shared(i, i)));
    return found.some(ties) ? found : null;
  }

  const byDraws = (witness) => witness.members.length === 1 && !witness.members[0].leaf;

  // Of a computed claim that has something in common with others, both errors are the square root of its variance.
  function sides(weighed, matrix) {
    return weighed.map((each, i) => {
      const own = matrix && byDraws(each) && matrix[i].some((c, j) => i !== j && c) && Math.sqrt(matrix[i][i]);
      return own ? { value: each.measured.value, plus: own, minus: own } : each.measured;
    });
  }

  // What the errors of two claims have in common: of written values by the parts with a cause in common, of what rests on
  // some of the same chance by what each stream brings to either, straight by its slope and the rest by the draws.
  function common(x, y, log) {
    const [a, b] = [x.one, y.one];
    if (!tied(a, b)) return 0;
    if (a.leaf && b.leaf) return x.size * y.size * ofLeaves(a.leaf, b.leaf);
    const [p, q] = [a, b].map((one) => (one.parts = one.parts || split(one, log)));
    if (p.rest.length !== q.rest.length) return 0;
    const lines = p.slopes.flatMap(([i, s]) => q.slopes.map(([j, t]) => s * t * alike(i, j)));
    return total(lines) * p.square + dot(p.rest, q.rest) / p.rest.length;
  }

  const dot = (p, q) => p.reduce((sum, each, i) => sum + each * q[i], 0);

  function split(one, log) {
    const y = centred(one.draws, log), rows = one.chance();
    if (!rows.length || rows.length > Math.floor(y.length / 8)) return { slopes: [], rest: y, square: 1 };
    const matrix = rows.map((a) => rows.map((b) => dot(a.scores, b.scores)));
    const slopes = solved({ matrix }, rows.map((a) => dot(a.scores, y)));
    const rest = y.map((each, n) => each - total(slopes.map((s, k) => s * rows[k].scores[n])));
    return { slopes: slopes.map((s, k) => [rows[k], s]), rest, square: dot(rows[0].scores, rows[0].scores) / y.length };
  }

  function alike(a, b) {
    if (a.name === b.name) return 1;
    if (!a.leaf || !b.leaf || !a.leaf.common || !b.leaf.common) return 0;
    return ofLeaves({ ...a.leaf, mirrored: false }, { ...b.leaf, mirrored: false });
  }

  function ofLeaves(a, b) {
    const common = new Map(b.common || []), square = (one) => total((one.common || []).map(([, f]) => f * f));
    let shared = total((a.common || []).map(([cause, f]) => f * (common.get(cause) || 0)));
    if ((a.stream || a.id) === (b.stream || b.id)) shared += Math.sqrt(Math.max(0, 1 - square(a)) * Math.max(0, 1 - square(b)));
    return !!a.mirrored !== !!b.mirrored ? -shared : shared;
  }

  function centred(draws, log) {
    const scaled = log && draws.every((each) => each > 0) ? draws.map(Math.log) : draws, middle = mean(scaled);
    return scaled.map((each) => each - middle);
  }

  window.whenceCombine = Object.freeze({ combine, compared, components, consensus, movesAsOne, taken });
})();
