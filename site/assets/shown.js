// Writes numbers for people exactly as the engine does, from the recipes of units that a model ships.
// A recipe is [text, factor, scale, style, manner, sign], as engine/whence/shown.py makes it.
(function () {
  "use strict";

  const DAY = 86400, NOISE = 1e-3;
  // The zeros of temperatures, in kelvin.
  const ZEROS = { celsius: 273.15, fahrenheit: 459.67 / 1.8 };
  const SUFFIXES = [[12, "T"], [9, " bn"], [6, "M"], [3, "K"]];
  const MONEY = [[12, " tn"], [9, " bn"], [6, " million"], [3, "K"]];

  function unit(recipe) {
    const [text, factor, scale, style, manner, sign] = recipe;
    return { text, factor, scale, style, manner, sign };
  }

  // How many of a small unit make one, or 0: 95 / 100 is the number 0.95, and 95 * 0.01 is not.
  function partsOfOne(factor) {
    if (!(factor > 1e-15 && factor < 1)) return 0;
    const parts = Math.round(1 / factor);
    return 1 / parts === factor ? parts : 0;
  }

  // The number of a unit (without the number the unit itself began with) that is x in base units, and back.
  function fromBase(x, { factor, style }) {
    if (style === "times") return Math.exp(x / factor);
    if (style in ZEROS) return (x - ZEROS[style]) / factor;
    const parts = partsOfOne(factor);
    return parts ? x * parts : x / factor;
  }

  function toBase(x, { factor, style }) {
    if (style === "times") return x > 0 ? Math.log(x) * factor : NaN;
    if (style in ZEROS) return x * factor + ZEROS[style];
    const parts = partsOfOne(factor);
    return parts ? x / parts : x * factor;
  }

  // --- decimals: {sign, digits, power} stands for 0.digits times ten to that power

  function decimal(number, most) {
    const [mantissa, exponent] = Math.abs(number).toExponential().split("e");
    let digits = mantissa.replace(".", ""), power = Number(exponent) + 1;
    if (digits.length > most) {
      const up = digits[most] >= "5";
      digits = digits.slice(0, most);
      if (up) digits = String(BigInt(digits) + 1n).padStart(most, "0");
      if (digits.length > most) power += 1;
    }
    return { sign: number < 0 ? "-" : "", digits: digits.replace(/0+$/, ""), power };
  }

  function plain({ sign, digits, power }, places = 0) {
    const at = Math.max(power, 0), rest = ("0".repeat(at - power) + digits.slice(at)).padEnd(places, "0");
    return sign + (digits.slice(0, at).padEnd(at, "0") || 0) + (rest && "." + rest);
  }

  function scientific({ sign, digits, power }) {
    return sign + digits[0] + (digits.length > 1 ? "." + digits.slice(1) : "") + "e" + (power - 1);
  }

  function suffixed(rounded, scales) {
    const [exponent, suffix] = scales.find(([exponent]) => rounded.power > exponent);
    return plain({ ...rounded, power: rounded.power - exponent }) + suffix;
  }

  // So many digits that a suffix would only be in their way.
  const long = ({ digits }) => digits.length > 6;

  // Money has no digit of cents or two, and the second is the number's own: 33.476 is 33.48 where 33.5 would do.
  function plainly(number, rounded, money) {
    if (rounded.power < -2 || rounded.power > (long(rounded) ? 15 : 6)) return scientific(rounded);
    return money && rounded.digits.length - rounded.power === 1 ? plain(decimal(number, decimal(number, 17).power + 2), 2) : plain(rounded);
  }

  // The digits that a growth factor within a tenth of 1 takes on top: what counts of 1.035 is its distance from 1.
  function nearness(number, style) {
    if (style !== "times" || number === 1) return 0;
    return Math.min(15, Math.max(0, -Math.floor(Math.log10(Math.abs(number - 1))) - 1));
  }

  function figure(number, { text, manner, style }, digits) {
    if (!Number.isFinite(number)) return isNaN(number) ? "not a number" : String(number).toLowerCase();
    const rounded = decimal(number, Math.min(Math.max(digits + nearness(number, style), 1), 15));
    if (!rounded.digits) return "0";
    if ((manner === "count" || manner === "money") && rounded.power > 4 && rounded.power < 16 && !long(rounded)) {
      return suffixed(rounded, manner === "money" ? MONEY : SUFFIXES);
    }
    if (manner === "power" && rounded.power > 4) return scientific(rounded);
    const found = plainly(number, rounded, manner === "money");
    // Four bare digits would be read as a year.
    const year = !text && /^\d{4}$/.test(found) && found >= 1900 && found <= 2100;
    return year ? plain({ ...rounded, power: 1 }) + "K" : found;
  }

  function withUnit(figure, { text, sign }) {
    if (sign) return (figure.startsWith("-") ? "-" : "") + sign + figure.replace(/^-+/, "") + text.slice(3);
    if (/^[%‰/]/.test(text) || text === "x" || text.startsWith("x ")) return figure + text;
    return text ? figure + " " + text : figure;
  }

  function date(seconds) {
    if (!Number.isFinite(seconds)) return "no date";
    // what misses midnight by no more than rounding begins the day
    const days = Math.floor((seconds + NOISE) / DAY);
    if (days < -719162) return "before the year 1";
    if (days > 2932896) return "after the year 9999";
    return new Date(days * DAY * 1000).toISOString().slice(0, 10);
  }

  // A share in per cent; more places where one that is neither nothing nor all would read as that.
  function share(x, places = 0) {
    const text = (100 * x).toFixed(places);
    return places < 15 && x > 0 && x < 1 - 1e-12 && [0, 100].includes(Number(text)) ? share(x, places + 1) : text + " %";
  }

  // --- what a page shows

  // A base-unit number in its unit, to so many significant digits.
  function show(x, recipe, digits = 3) {
    const own = unit(recipe);
    if (own.style === "date") return date(x);
    if (own.text === "%" && x > 0.9 && x < 1) {
      digits = Math.max(digits, Math.min(15, Math.floor(-Math.log10(1 - x)) + 1));
    }
    return withUnit(figure(fromBase(x, own) * own.scale, own, digits), own);
  }

  const suffix = (text) => (text.includes("e") ? "" : text.replace(/^[-0-9.]+/, ""));

  // The digits, with a suffix from a thousand on and not only from ten thousand on.
  function thousands(number, own, digits) {
    const found = figure(number, own, digits), rounded = decimal(number, digits);
    return suffix(found) || rounded.power !== 4 ? found : plain({ ...rounded, power: 1 }) + "K";
  }

  // The power of ten of the first digit.
  const leading = (size) => Math.floor(Math.log10(size) + 1e-12);

  // The digits of one end of an interval: to the same place as those of the other end, if that is larger.
  function fewer(number, other, digits) {
    if (!number || !other || !Number.isFinite(number + other) || Math.abs(number) >= Math.abs(other)) return digits;
    return Math.min(digits, Math.max(3, digits - leading(Math.abs(other)) + leading(Math.abs(number))));
  }

  // The digits of both ends: from a thousand on with a suffix, if the other end has one.
  function ends(a, b, own, digits) {
    // A point near 1 is told to more digits than the place of the larger end.
    if (own.style === "times") return [figure(a, own, digits), figure(b, own, digits)];
    let [first, second] = [figure(a, own, fewer(a, b, digits)), figure(b, own, fewer(b, a, digits))];
    if (!Number.isFinite(a) || !Number.isFinite(b) || !suffix(first) === !suffix(second)) return [first, second];
    [first, second] = [a, b].map((x) => thousands(x, own, digits));
    // A bare lower end would seem to share the suffix of the upper one.
    if (!a || !suffix(second) || suffix(first)) return [first, second];
    return [a, b].map((x) => plainly(x, decimal(x, digits), own.style === "money"));
  }

  // One end of an interval of money: with cents where the other end has them, or where that is large without.
  function inCents(number, figure, other, beside) {
    const whole = (text) => /^-?\d+$/.test(text), cents = (text) => /\.\d\d$/.test(text), size = Math.abs(number);
    if (cents(figure) && whole(beside) && Math.abs(other) >= 100 && size >= 10) return plain(decimal(number, decimal(number, 17).power), 0);
    const large = size >= (Math.abs(other) >= 10 ? 100 : 1e3);
    return cents(beside) && whole(figure) && number && !large ? plain(decimal(number, decimal(number, 17).power + 2), 2) : figure;
  }

  // Both ends of an interval, the unit once; more digits if the ends would look the same.
  function showInterval(low, high, recipe, digits = 3) {
    const own = unit(recipe);
    if (own.style === "date") return date(low) + " to " + date(high);
    const [a, b] = [low, high].map((x) => fromBase(x, own) * own.scale);
    const most = Math.max(digits, 15);
    while (digits < most && low !== high && figure(a, own, digits) === figure(b, own, digits)) digits += 1;
    let [first, second] = ends(a, b, own, digits);
    if (own.style === "money") [first, second] = [inCents(a, first, b, second), inCents(b, second, a, first)];
    if (!own.sign) return first + " to " + withUnit(second, own);
    return withUnit(first, { text: own.text.slice(0, 3), sign: own.sign }) + " to " + withUnit(second, own);
  }

  // How many significant digits numbers are worth showing; `step` is one unit in the last place of a written number.
  function digits({ point, low, high }, step) {
    const kept = (count) => Math.min(15, Math.max(3, count));
    if (low < high) {
      const size = Math.max(Math.abs(low), Math.abs(high));
      return kept(leading(size) - leading(high - low) + 2);
    }
    return step > 0 && point ? kept(Math.floor(Math.log10(Math.abs(point) / step) + 1e-9) + 1) : 3;
  }

  // A hundredth of a unit of money, in base units.
  const cent = (recipe) => toBase(0.01, unit(recipe));

  // --- numbers that are typed

  // What stands between digits, as it is meant: groups of three are thousands, a comma before anything else is a point.
  const POINTED = [/^([-+−]?\d{1,3}(?:,\d{3})+)(\.\d*)?(?![\d.,])/, /^([-+−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+)([.,]\d*)?(?![\d.,])/, /^([-+−]?\d{1,3}(?:\.\d{3})+)(,\d*)(?![\d.,])/];

  function pointed(text) {
    const single = /^([-+−]?\d*),(\d+)(?![\d.,])/.exec(text);
    if (single && !either(text)) return text.replace(single[0], single[1] + "." + single[2]);
    const hit = POINTED.map((each) => each.exec(text)).find(Boolean);
    return hit ? hit[1].replace(/[^-+−\d]/g, "") + (hit[2] || "").replace(",", ".") + text.slice(hit[0].length) : text;
  }

  // The two numbers that a text such as `1,500` may stand for; nothing where it can mean only one.
  function either(text) {
    const hit = /^([-+−]?[1-9]\d{0,2}),(\d{3})(?![\d.,])/.exec(text.trim());
    return hit ? [String(Number(hit[1].replace("−", "-") + "." + hit[2])), hit[1] + hit[2]] : null;
  }

  // The number to type for a base-unit number, and the base-unit number of what was typed (NaN if it is none).
  const NUMBER = /^([-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?)\s*(k|K|M|bn|B|T|thousand|million|billion|trillion)?$/;
  const LEAST = 1e-300, MOST = 1e300;
  const MAGNITUDES = { k: 1e3, K: 1e3, M: 1e6, bn: 1e9, B: 1e9, T: 1e12, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

  function typed(x, recipe, digits = 6) {
    const own = unit(recipe);
    if (own.style === "date") return date(x);
    const exact = fromBase(x, own), near = own.style === "times" && exact !== 1 ? Math.max(0, Math.ceil(-Math.log10(Math.abs(exact - 1)))) : 0;
    // Growth is told by its distance from 1.
    const number = Number(exact.toPrecision(Math.min(digits + near, 15))), plain = String(number);
    // A row of zeros neither fits a field nor can be counted.
    return (Math.abs(number) >= 1e9 && plain.length > 10 ? number.toExponential() : plain).replace("e+", "e");
  }

  function read(text, recipe) {
    const own = unit(recipe);
    if (own.style === "date") {
      const day = Date.parse(text + "T00:00:00Z") / 1000;
      return date(day) === text && text > "0001" && text < "9999" ? day : NaN;
    }
    const number = numberOf(text), base = toBase(number, own);
    return [number, base].every((x) => x === 0 || (Math.abs(x) > LEAST && Math.abs(x) < MOST)) ? base : NaN;
  }

  // The number that a text says: also `3 x 10^6`, and `1/3`; NaN if it is none.
  function numberOf(text) {
    const short = text.trim(), parts = short.split("/");
    // What has more letters is no number, rather than one whose end is lost.
    if (short.length > 60) return NaN;
    if (parts.length === 2) return numberOf(parts[0]) / numberOf(parts[1]);
    const hit = either(short) ? null : NUMBER.exec(pointed(short.replace(/ ?[x×*·] ?10 ?\^ ?([-+−]?\d+)/, (_, power) => "e" + power.replace("−", "-"))));
    return hit ? Number(hit[1].replace("−", "-")) * (MAGNITUDES[hit[2]] || 1) : NaN;
  }

  // Whether a text is a number at all, and the sizes that are taken, in the unit.
  const isNumber = (text) => !isNaN(numberOf(text));

  function sizes(recipe) {
    const own = unit(recipe);
    if (own.style === "times") return "above 0";
    const [least, most] = [Math.max(LEAST, LEAST / own.factor), Math.min(MOST, MOST / own.factor)].map((x) => Number(x.toPrecision(1)).toExponential().replace("e+", "e"));
    return "0, or of a size from about " + least + " to " + most;
  }

  // A base-unit number as a base's author would write it, to many digits: `25.5 kW`, `14x per 2 year`, `2025-11-30`.
  function authored(x, recipe) {
    const own = unit(recipe);
    if (own.style === "date") return date(x);
    const number = Number((fromBase(x, own) * own.scale).toPrecision(own.style === "times" ? 15 : 12));
    // Four bare digits would be read as a year.
    const bare = !own.text && number >= 1900 && number <= 2100;
    return withUnit((bare ? number.toExponential() : String(number)).replace("e+", "e"), { ...own, sign: "" });
  }

  // What a number stands for, as it is typed: itself and half a unit of its last digit either way; a date is its day.
  function rounded(x, recipe) {
    const own = unit(recipe), hit = /(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?/.exec(authored(x, recipe));
    if (own.style === "date") return [x, x + DAY];
    const [, whole, part, exponent] = hit, significant = whole.replace(/0+$/, "");
    const last = part || exponent || !significant ? Number(exponent || 0) - (part || "").length : whole.length - Math.max(2, significant.length);
    const number = fromBase(x, own) * own.scale, half = Number("5e" + (last - 1));
    const ends = [number - half, number + half].map((each) => toBase(each / own.scale, own));
    return isNaN(ends[0]) ? [toBase(number / own.scale / 2, own), ends[1]] : ends;
  }

  // A number, as it is typed, in its whole unit.
  const inUnit = (number, recipe) => withUnit(String(number).replace("e+", "e"), { ...unit(recipe), sign: "" });

  // What a typed number is counted in: `bn USD` where the unit itself begins with a number.
  function label(recipe) {
    const own = unit(recipe);
    if (own.style === "date") return "";
    const scale = SUFFIXES.find(([exponent]) => own.scale === 10 ** exponent);
    const number = scale ? scale[1].trim() + " " : own.scale === 1 ? "" : own.scale + " ";
    return number + own.text;
  }

  window.whenceShown = Object.freeze({ authored, cent, digits, either, inUnit, isNumber, label, number: numberOf, read, rounded, share, show, showInterval, sizes, typed });
})();
