// Estimates given what the checks demand of a choice that has credences, as engine/whence/evaluate/conditioned.py has them.
(function () {
  "use strict";

  // What it is given are functions of estimate.js.
  window.whenceConditioned = ({ mapped, options, quantiles, spoken, streams }) => {
    // An estimate given the evidence on its choices, as the engine's `conditioned`: the draws in which their checks may hold.
    function given(model, settled, one) {
      const { of, knots } = settled, index = of.indexOf(one), n = one.n;
      if (n === 1 || !one.axes.length || index < 0 || model.nodes[index].check) return one;
      const own = streams(model, of, index), tied = (check) => [...streams(model, of, check)].some((each) => own.has(each));
      const telling = knots.filter((knot) => knot.proof && knot.choices.some((each) => one.axes.includes(each)) && knot.proof.some(tied));
      if (!telling.length) return one;
      const copy = (list) => list && list.slice();
      const found = { ...one, samples: copy(one.samples), point: copy(one.point), shapes: copy(one.shapes), ends: one.ends && mapped(one.ends, copy), around: [] };
      for (let at = 0; at < one.cells; at++) {
        const weights = new Float64Array(n).fill(1);
        telling.forEach((knot) => weigh(model, knot, one, at, weights));
        const left = weights.reduce((sum, each) => sum + (each > 0), 0), from = at * n;
        if (!left || left === n) continue;
        const taken = systematic(weights);
        for (const list of [found.samples, ...Object.values(found.ends || {})]) {
          const part = list.slice(from, from + n);
          taken.forEach((k, i) => { list[from + i] = part[k]; });
        }
        const [middle, least, most] = quantiles(found.samples.subarray(from, from + n), [0.5, 0, 1]);
        found.point[at] = middle;
        if (found.shapes) found.shapes[at] = null;
        // what digits and ranges leave around the median of the draws that count, and no further than these
        found.around[at] = ([rounded, ...ends]) => [
          rounded.map((each) => each + middle - one.point[at]),
          ...ends.map((list) => list.map((each) => Math.min(Math.max(each, least), most))),
        ];
      }
      return found;
    }

    // Multiplies the weights of the draws in one cell by how much each counts by the evidence of one knot.
    function weigh(model, knot, one, at, weights) {
      const chosen = options(one.sizes, at), away = knot.choices.map((_, n) => n).filter((n) => !one.axes.includes(knot.choices[n]));
      const fits = (k) => options(knot.sizes, k).every((option, n) => away.includes(n) || chosen[one.axes.indexOf(knot.choices[n])] === option);
      const silent = away.filter((n) => !model.nodes[knot.choices[n]].credence), key = (k) => silent.map((n) => options(knot.sizes, k)[n]).join();
      for (const among of [knot.active, knot.survives]) {
        const parts = spoken(model, knot, among), kept = parts.map((_, k) => k).filter((k) => parts[k] > 0 && fits(k));
        if (!kept.length) continue;
        const each = [...new Set(kept.map(key))].map((name) => kept.filter((k) => key(k) === name));
        const shares = each.map((list) => list.reduce((sum, k) => sum + parts[k], 0));
        // What nothing is believed of lets a draw count as much as under the option that allows it most.
        const left = (i) => each.map((list, m) => list.reduce((sum, k) => sum + (parts[k] / shares[m]) * knot.allowed[k * one.n + i], 0));
        weights.forEach((before, i) => { weights[i] = before * Math.max(...left(i)); });
        return;
      }
    }

    // Which draws count, as many as there are: each as often as its weight says, to one.
    function systematic(weights) {
      let sum = 0, k = 0;
      const n = weights.length, sums = weights.map((each) => (sum += each));
      return Array.from({ length: n }, (_, i) => {
        while (k < n - 1 && sums[k] <= ((i + 0.5) / n) * sum) k++;
        return k;
      });
    }

    return given;
  };
})();
