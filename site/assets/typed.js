// What a reader types into a field of the what-if: a number, a range, a number with its error or a bound, in the unit of the field.
// A number is read as itself; all else as a leaf of a model: {text, authored, shape, point, ends, excludes, step, exact, left}.
(function () {
  "use strict";

  const shapes = window.whenceShapes, shown = window.whenceShown;
  const Z95 = 1.6448536269514722, NINETY = [0.05, 0.95];
  const SIDES = { ">=": ["lower"], "≥": ["lower"], "at least": ["lower"], "<=": ["upper"], "≤": ["upper"], "at most": ["upper"], "up to": ["upper"],
    ">": ["lower", true], "more than": ["lower", true], "<": ["upper", true], "less than": ["upper", true] };
  const BOUND = /^(>=|<=|>|<|≥|≤|(?:at least|at most|up to|more than|less than)\b)\s*/;
  const BETWEEN = /\s+(to)\s+|\s*(\.\.)\s*|\s*(±|\+\/-|\+-)\s*/, SUFFIX = /[\d.]\s*(k|K|M|bn|B|T|thousand|million|billion|trillion)$/, WORD = /\s(bn|thousand|million|billion|trillion)$/;
  const SCALES = ["k", "K", "M", "bn", "B", "T"], ZEROED = ["celsius", "fahrenheit"];

  // A number without the unit of the field: {text, factor} with what it is in that unit for each one that is written.
  function bare(text, recipe) {
    const [own, , scale, , , sign] = recipe, label = shown.label(recipe), short = text.trim();
    if (sign && /^[-−]?/.exec(short) && short.replace(/^[-−]/, "").startsWith(sign)) return { text: short.replace(sign, ""), factor: 1 / scale, told: true };
    for (const [unit, factor] of [[label, 1], [own, 1 / scale]]) {
      const cut = unit && short.endsWith(unit) ? short.slice(0, -unit.length) : "";
      if ((/[\d.]$/.test(cut.trim()) || SUFFIX.test(cut.trim())) && (/\s$/.test(cut) || !/^(bn|[kKMBT])(?![A-Za-z0-9])/.test(unit))) return { text: cut.trim(), factor, told: true };
    }
    return { text: short, factor: 1, told: false };
  }

  // A number in base units, NaN for what is none; `why` says what there is to say of it.
  function amount(text, recipe) {
    const found = bare(text, recipe), suffix = SUFFIX.exec(found.text), unit = shown.label(recipe);
    if (!found.told && suffix && recipe[2] !== 1) return { why: "This counts in " + unit + " already: write the number alone." };
    if (!found.told && suffix && (SCALES.includes(recipe[0]) || ZEROED.includes(recipe[3]))) return { why: "Is " + suffix[1] + " the unit, or a number of it? Write the number alone." };
    const base = shown.read(found.text, recipe);
    if (base < 0 && ZEROED.includes(recipe[3])) return { why: "This lies below the absolute zero." };
    return { base: Number.isNaN(base) ? NaN : base * found.factor, suffix: suffix ? suffix[1] : "", zero: base === 0 };
  }

  // {value} of a text, or {why} it has none; neither where it is nothing of what is taken.
  function read(text, recipe, field = {}) {
    const short = text.trim();
    if (recipe[3] === "date" || short.length > 60) return single(short, recipe);
    const side = BOUND.exec(short), rest = side ? short.slice(side[0].length) : short;
    const hit = BETWEEN.exec(rest);
    if (side) return hit ? {} : bounded(side[1], rest, recipe, field);
    return hit ? ranged(rest.slice(0, hit.index), hit[1] || hit[2] || "±", rest.slice(hit.index + hit[0].length), recipe) : single(short, recipe);
  }

  function single(text, recipe) {
    const { base, why } = amount(text, recipe);
    return why ? { why } : Number.isFinite(base) ? { value: base } : {};
  }

  function bounded(word, text, recipe, field) {
    const { base, why } = amount(text, recipe), [side, strict = false] = SIDES[word];
    if (why || !Number.isFinite(base)) return { why };
    const [least, most] = domain(field, base), low = least <= base ? least : -Infinity, high = base <= most ? most : Infinity;
    const ends = side === "lower" ? [base, high] : [low, base];
    const said = [word, shown.authored(base, recipe)].join(" ");
    return { value: made(said, recipe, ["exact", base], [base], {
      ends: ends.map((each) => (Number.isFinite(each) ? each : null)), bound: true,
      ...(strict ? { excludes: ends.map((each) => each === base) } : {}),
    }) };
  }

  // The ends that the value of a field can lie within: those that are stated; else a count, mass or price stays above zero.
  function domain({ least, most, stated, counted }, point) {
    if (stated) return [least ?? -Infinity, most ?? Infinity];
    return (counted || least === 0) && point > 0 ? [0, Infinity] : [-Infinity, Infinity];
  }

  function ranged(first, mark, second, recipe) {
    const isError = mark === "±", ends = [first, second].map((each) => /%$/.test(each.trim()));
    if (isError && ends[1] && !ends[0]) return { why: "Is the error a part of the number? Write it as a number, in the unit of the field." };
    const word = WORD.exec(bare(second, recipe).text), start = bare(first, recipe);
    // a word of scale holds for both, as the unit does
    if (word && !start.told && !SUFFIX.test(start.text) && shown.isNumber(start.text)) first = start.text + word[0];
    const a = amount(first, recipe), b = isError ? error(second, recipe, a) : amount(second, recipe);
    if (a.why || b.why) return { why: a.why || b.why };
    if (![a.base, b.base].every(Number.isFinite)) return {};
    if (!word && a.suffix !== b.suffix && (b.suffix ? !a.zero : isError)) return { why: "Does the " + (b.suffix || a.suffix) + " hold for both numbers? Write it with each." };
    if (isError) return b.base > 0 ? { value: made(said(first, mark, second, recipe, a, b), recipe, ["normal", a.base, b.base], [a.base], {}) } : { why: "An error is above 0." };
    if (!(a.base < b.base)) return { why: "The lower end comes first, and below the upper one." };
    const range = [a.base, b.base], log = a.base > 0 && ["linear", "money"].includes(recipe[3]), shape = mark === ".." ? ["uniform", ...range] : log ? lognormal(...range) : normal(...range);
    return { value: made(said(first, mark, second, recipe, a, b), recipe, shape, range, { written: range, hard: mark === ".." }) };
  }

  // The text as an author would write it, each number in its whole unit.
  function said(first, mark, second, recipe, a, b) {
    const one = shown.authored(a.base, recipe);
    if (mark !== "±") return one + (mark === "to" ? " to " : " .. ") + shown.authored(b.base, recipe);
    return one + " ± " + shown.inUnit(b.number, recipe);
  }

  // An error in base units, of the number that it stands beside.
  function error(text, recipe, center) {
    const found = bare(text, recipe), suffix = SUFFIX.exec(found.text), [, factor, scale, style] = recipe;
    const number = shown.number(found.text) * found.factor;
    const slope = style === "times" ? factor / Math.exp(center.base / factor) : shown.read("1", [recipe[0], factor, 1, "linear"]);
    return { base: number * slope, number: Number((number * scale).toPrecision(12)), suffix: suffix ? suffix[1] : "" };
  }

  function normal(low, high) {
    return ["normal", low + (high - low) / 2, (high - low) / (2 * Z95)];
  }

  function lognormal(low, high) {
    const [a, b] = [low, high].map(Math.log);
    return ["lognormal", (a + b) / 2, (b - a) / (2 * Z95)];
  }

  // A leaf: `numbers` are those that are written, for their digits.
  function made(authored, recipe, shape, numbers, more) {
    const kind = shape[0], point = ["exact", "normal"].includes(kind) ? shape[1] : shapes.point(shape);
    const steps = numbers.filter((each) => each).map((each) => step(each, recipe));
    const found = { authored, shape, point, step: steps.length ? Math.min(...steps) : 0, exact: false, ...more };
    return { ...found, left: (shares = NINETY) => left(found, numbers, recipe, shares) };
  }

  // What is left open of a leaf, as the engine has it (evaluate/rounding): by rounding, by its range, and by both.
  function left({ point, shape, written, hard, bound }, numbers, recipe, shares) {
    const single = [point, point], told = written && (hard || String(shares) === String(NINETY));
    const ends = bound ? single : told ? written : shares.map((each) => shapes.quantile(shape, each));
    const around = numbers.map((each) => shown.rounded(each, recipe));
    return [single, ends, told ? [around[0][0], around[1][1]] : ends];
  }

  // One unit in the last place of a number in base units, as it is typed.
  function step(base, recipe) {
    const text = shown.typed(base, recipe, 12), number = Math.abs(Number(text)), digits = text.replace(/e.*$/, "").replace(/^[-0.]+/, "");
    const counted = (digits.includes(".") ? digits.replace(".", "") : digits.replace(/0+$/, "")).length;
    const one = recipe[3] === "times" ? recipe[1] / number : Math.abs(base) / number;
    return number ? one * 10 ** (Math.floor(Math.log10(number) + 1e-12) - counted + 1) : 0;
  }

  window.whenceTyped = Object.freeze({ read, step });
})();
