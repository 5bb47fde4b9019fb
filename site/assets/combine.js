// What the claims of one quantity say together: the shape that it takes, as engine/whence/rivals.py and statistics.py
// have it. Nothing here touches the page.
(function () {
  "use strict";

  const Z95 = 1.6448536269514722, FURTHEST = 1e140;
  const total = (list) => list.reduce((sum, each) => sum + each, 0);

  // --- least squares for one constant; `errors` is {variances, matrix}, the matrix only where errors are correlated

  // The lower triangle L with L L' = matrix; null if it is not positive definite beyond rounding.
  function cholesky(matrix) {
    const lower = [];
    for (const [i, row] of matrix.entries()) {
      const made = [];
      for (let j = 0; j < i; j++) made.push((row[j] - total(lower[j].slice(0, j).map((b, k) => made[k] * b))) / lower[j][j]);
      const rest = row[i] - total(made.map((a) => a * a));
      if (!(rest > 1e-13 * row[i])) return null;
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
  // Laird 1986); null where they cannot be had. Worked out about a middle value, in units of the smallest error.
  function combine(measured, covariance) {
    const numbers = [...measured.flatMap((m) => [m.value, m.plus, m.minus]), ...(covariance || []).flat()];
    if (!numbers.every(Number.isFinite) || measured.some((m) => Math.min(m.plus, m.minus) <= 0)) return null;
    if (covariance && covariance.some((row, i) => row[i] <= 0)) return null;
    const middle = measured.map((m) => m.value).sort((a, b) => a - b)[Math.floor(measured.length / 2)];
    const unit = covariance ? Math.sqrt(Math.min(...covariance.map((row, i) => row[i])))
      : Math.min(...measured.map((m) => Math.min(m.plus, m.minus)));
    const scaled = measured.map((m) => ({ value: (m.value - middle) / unit, plus: m.plus / unit, minus: m.minus / unit }));
    const matrix = covariance && covariance.map((row) => row.map((each) => each / unit / unit));
    const sizes = [...scaled.flatMap((m) => [Math.abs(m.value), m.plus, m.minus]),
      ...(matrix || []).flat().map((c) => Math.sqrt(Math.abs(c)))];
    if (!(Math.max(...sizes) < FURTHEST) || (matrix && !cholesky(matrix))) return null;
    const x = scaled.map((m) => m.value), errors = settled(scaled, matrix), fit = fitted(x, errors);
    const random = fitted(x, widened(errors, scatter(errors, fit)));
    return {
      weighted: [middle + fit.mean * unit, fit.u * Math.max(1, scaleFactor(errors, fit)) * unit],
      "random-effects": [middle + random.mean * unit, random.u * unit],
    };
  }

  // The errors on the side of each value where the mean lies, once neither moves any more.
  function settled(measured, covariance) {
    const x = measured.map((m) => m.value);
    let sigmas = measured.map((m) => (m.plus === m.minus ? m.plus : (2 * m.plus * m.minus) / (m.plus + m.minus)));
    let errors = sized(measured, sigmas, covariance);
    if (measured.every((m) => m.plus === m.minus)) return errors;
    for (let turn = 0; turn < 2000; turn++) {
      const mean = fitted(x, errors).mean;
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

  // sqrt(chi squared / (n - 1)) of the values that are not far less precise than the mean; 1 for a single one.
  function scaleFactor(errors, fit) {
    const most = 3 * Math.sqrt(fit.weights.length) * fit.u;
    const kept = errors.variances.map((v, i) => i).filter((i) => Math.sqrt(errors.variances[i]) <= most);
    if (kept.length < 2) return 1;
    const residuals = kept.map((i) => fit.residuals[i]), pulls = solved(only(errors, kept), residuals);
    return Math.sqrt(Math.max(0, total(residuals.map((r, i) => r * pulls[i]))) / (kept.length - 1));
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

  // --- rivals: {figure, bound, written, echo, errors} of each claim in one context; `written` the shape of a leaf

  // The shape of a quantity that takes `weighted`, `random-effects` or `envelope`; `scale` as its record has it.
  function shape(take, rivals, scale) {
    const seen = new Set(), current = rivals.filter((one) => {
      const key = one.echo + ":" + one.figure.point, again = one.echo >= 0 && seen.has(key);
      seen.add(key);
      return !again;
    });
    const sharp = current.filter((one) => !one.bound), used = sharp.length ? sharp : current;
    if (take === "envelope") return spanned(used.map((one) => one.figure));
    const log = (scale || natural(rivals)) === "log";
    const weighed = sharp.filter((one) => one.figure.low !== one.figure.high);
    const values = weighed.map((one) => measured(one, log));
    const found = values.length > 1 ? combine(values, covariance(weighed, values, log)) : null;
    if (found && weighed.length === used.length) return [log ? "lognormal" : "normal", ...found[take]];
    const points = [...new Set(used.map((one) => one.figure.point))].sort((a, b) => a - b);
    return points.length === 1 ? ["exact", points[0]] : ["one-of", points, points.map(() => 1)];
  }

  // A 90 % interval from the lowest end to the highest: lognormal where both are positive, else normal.
  function spanned(figures) {
    const low = Math.min(...figures.map((one) => one.low)), high = Math.max(...figures.map((one) => one.high));
    if (!(low < high)) return ["exact", low];
    const log = low > 0, [a, b] = log ? [Math.log(low), Math.log(high)] : [low, high];
    return [log ? "lognormal" : "normal", (a + b) / 2, (b - a) / (2 * Z95)];
  }

  // The scale to compare on: logarithms when every uncertain claim was written as a positive range.
  function natural(rivals) {
    const uncertain = rivals.filter((one) => one.figure.low !== one.figure.high);
    const additive = uncertain.some((one) => one.written && ["normal", "split"].includes(one.written[0]));
    if (!uncertain.length || additive) return "linear";
    return rivals.every((one) => one.figure.low > 0 && one.figure.point > 0) ? "log" : "linear";
  }

  function measured(one, log) {
    const { point, median, low, high } = one.figure, [kind, a, b, c] = one.written || [];
    if (log && kind === "lognormal") return { value: a, plus: b, minus: b };
    if (log) return { value: Math.log(point), plus: Math.log(high / median) / Z95, minus: Math.log(median / low) / Z95 };
    if (kind === "normal") return { value: a, plus: b, minus: b };
    if (kind === "split") return { value: a, plus: c, minus: b };
    return { value: point, plus: (high - median) / Z95, minus: (median - low) / Z95 };
  }

  // Errors of one name are fully correlated; null where no two claims name the same.
  function covariance(rivals, values, log) {
    const named = rivals.map((one, i) => Object.entries(one.errors || {}).map(([name, size]) =>
      [name, log ? size / Math.exp(values[i].value) : size]));
    const names = named.flat().map(([name]) => name);
    if (names.length === new Set(names).size) return null;
    const sizes = named.map((each) => new Map(each));
    return values.map((v, i) => values.map((_, j) => (i === j ? ((v.plus + v.minus) / 2) ** 2
      : total([...sizes[i]].map(([name, size]) => size * (sizes[j].get(name) || 0))))));
  }

  window.whenceCombine = Object.freeze({ combine, shape });
})();
