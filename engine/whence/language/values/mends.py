"""What to write for a value that was refused: whole spellings, each of which is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from whence.language.patterns import later
from whence.language.problems import Problem, visible
from whence.language.units.elsewhere import texts
from whence.language.units.meant import DEFINE
from whence.language.units.tokens import WORDS
from whence.language.units.units import Unit, Units
from whence.language.values.rewrites import rewritten
from whence.language.values.value import Written

Read = Callable[[str], Written | Problem]

# A longer text is no slip of the pen, and is told without a search.
LONGEST, DEEPEST, WIDEST = 120, 4, 400
_QUOTED = later(r'"([^"]+)"')
# a hint that names a spelling, and one that only shows how
_TELLS = later(r"\bwrite\b|\bmean\b|^or\b|\bwritten\b")
_EXAMPLE = later(r"\b(?:such )?as\b")
_NAME = later(
    r"(?<=[0-9kKMBT \-/·*(])(?:(?P<shape>square|sq\.?|cubic|cu\.?) )?(?P<name>[A-Za-zµ.]+(?: [A-Za-z]+)?)"
)
_NOTHING = later(
    r"(?:n/?a|n\.a\.|unknown|none|null|nil|nothing|tbd|tba|tbc|todo|\?+|-+|–|—|yes|no|true|false|missing)",
    re.IGNORECASE,
)
_IN_YEAR = later(r"^(?P<value>.*\S)\s+in\s+(?P<year>(?:19|20)[0-9]{2})\s*$")


def mended(text: str, problem: Problem, read: Read, units: Units) -> Problem:
    """The problem with hints of which each spelling is read as it stands; those that would be refused are left out.

    Where no hint has one that is read, others are looked for.
    """
    if len(text) > LONGEST:
        return problem
    if _NOTHING.fullmatch(text.strip()):
        return replace(problem, hints=("write `missing` with the reason, in place of `value`",))
    kept = _begun(told for hint in problem.hints if (told := whole(hint, text, problem, read)))
    if any(_QUOTED.search(each) and _TELLS.search(each) and not _EXAMPLE.search(each) for each in kept):
        return replace(problem, hints=kept)
    return replace(problem, hints=_looked_for(text, read, units) or kept)


def _begun(hints: Iterable[str]) -> tuple[str, ...]:
    """Hints of which the first is no second one, whose first was left out: `write` for its `or`."""
    first, *rest = (*hints, "")
    return tuple(filter(None, (re.sub(r"^or\b", "write", first), *rest)))


def _looked_for(text: str, read: Read, units: Units) -> tuple[str, ...]:
    """A hint with a spelling that was found by rewriting the text; none where there is none."""
    year = _IN_YEAR.match(text)
    if year or re.match(r"[0-9]{4}-[0-9]", text):
        # a date is not taken apart: only what is one rewrite away may be meant
        found = next((each for each in rewritten(text) if _reads(each, read)), "")
    else:
        found = _search(text, read, units)
    if not found and year:
        found = _search(year["value"], read, units)
    note = f" with `as_of: {year['year']}`" if year else ""
    if not found and (found := next((each for each in _shorter(text, units) if _reads(each, read)), "")):
        note = ", and what it is of in the title"
    return (f'write "{visible(found)}"{note}',) if found else _defined(text, read)


def _defined(text: str, read: Read) -> tuple[str, ...]:
    """A hint with a spelling that only wants a unit which the base may define: `36 eggs` for three dozen of them."""
    for each in _said(text, read):
        problem = read(each)
        if isinstance(problem, Problem) and problem.rule == "unknown-unit":
            for hint in problem.hints:
                if hint.startswith(DEFINE):
                    return (f'write "{visible(each)}", and {hint}',)
    return ()


def whole(hint: str, text: str, problem: Problem, read: Read) -> str:
    """A hint with each of its spellings as a whole value; empty where one would not be read. An example may be any."""
    example = bool(_EXAMPLE.search(hint))
    places = {}
    for each in _QUOTED.findall(hint):
        found = next((one for one in _pasted(each, text, problem, example) if _reads(one, read)), "")
        if not found:
            return hint if example or not _TELLS.search(hint) else ""
        places[each] = found
    return _QUOTED.sub(lambda hit: f'"{visible(places[hit[1]])}"', hint)


def _pasted(spelling: str, text: str, problem: Problem, example: bool = False) -> Iterator[str]:
    """A spelling in the place of what is wrong, if that is a part of the text; alone, if it has all that is outside of it.

    What it repeats of the text before or after that place is not said twice.
    """
    start, end = problem.start, problem.end
    before, after = text[:start], text[end:]
    if example or not (before.strip() or after.strip()):
        yield spelling
        return
    front = next(
        (n for n in range(len(before)) if before[n] != " " and spelling.startswith(before[n:])), len(before)
    )
    back = next(
        (n for n in range(len(after), 0, -1) if spelling.endswith(after[:n].rstrip()) and after[:n].strip()),
        0,
    )
    yield f"{before[:front]}{spelling}{after[back:]}"
    if all(each in spelling for each in re.findall(r"[0-9]+|[A-Za-z]{2,}", before + after)):
        yield spelling


def _reads(text: str, read: Read) -> bool:
    return isinstance(read(text), Written)


def _search(text: str, read: Read, units: Units) -> str:
    """The value that a text comes to by the fewest rewrites; empty where it comes to nothing that is read."""
    now, seen = [text], {text}
    for _ in range(DEEPEST):
        following: list[str] = []
        for one in now:
            for other in _next(one, read, units):
                if other in seen or len(seen) > WIDEST:
                    continue
                if _reads(other, read):
                    return other
                seen.add(other)
                following.append(other)
        now = following
    return ""


def _next(text: str, read: Read, units: Units) -> Iterator[str]:
    """What a text comes to by one rewrite: of its form, of its units, of what its own hints say."""
    yield from rewritten(text)
    yield from _renamed(text, units)
    yield from _said(text, read)


def _said(text: str, read: Read) -> Iterator[str]:
    """What the hints for a text say to write, each as a whole."""
    problem = read(text)
    assert isinstance(problem, Problem)  # what is read is not looked at any further
    for hint in problem.hints:
        if not _EXAMPLE.search(hint):
            for each in _QUOTED.findall(hint):
                if re.search(r"[A-Za-z0-9%]", each) and each != "per":
                    yield from _pasted(each, text, problem)


_THINGS = later(r"(?P<value>[^()]*[0-9][^()]*?\S)\s+(?:of |in )?(?P<word>[a-z][A-Za-z]*)$")


def _shorter(text: str, units: Units) -> Iterator[str]:
    """A text without the words behind its unit that are no units: `5 kg of rice` as `5 kg`."""
    while (hit := _THINGS.match(text)) and hit["word"] not in units.table and hit["word"] not in WORDS:
        if re.search(r"(?:\bper|/|\ban?)\s*$", hit["value"]):
            return
        text = hit["value"]
        if not re.search(r"[^0-9.,\s]", text):
            return
        yield text


def _renamed(text: str, units: Units) -> Iterator[str]:
    """The text with one of its units as the table has it: `5 sq ft` as `5 ft^2`, `5 yards` as `4.572 m`."""
    for hit in _NAME.finditer(text):
        for name in dict.fromkeys((hit["name"], hit["name"].split(" ")[0])):
            for unit in (texts(name) or texts(name.replace(" ", "")) or ((name,) if hit["shape"] else ()))[
                :1
            ]:
                yield from _with(
                    text, hit.start(), hit.start("name") + len(name), _shaped(unit, hit["shape"], units)
                )


def _shaped(unit: str, shape: str | None, units: Units) -> str:
    power = {"s": "^2", "c": "^3"}[shape[0].lower()] if shape else ""
    found = units.parse(unit)
    return (
        f"{found.text}{power}"
        if isinstance(found, Unit) and re.fullmatch(r"[A-Za-zµ%]+", found.text)
        else unit
    )


_FIGURE = later(r"[0-9]+(?:\.[0-9]+)?")
# numbers of one unit, with what may stand before and between them
_SEVERAL = later(
    r"(?:[-+−~<>=≤≥$€£ ]|at least|at most|more than|less than|up to|about)*[0-9]+(?:\.[0-9]+)?[kKMBT]?"
    r"(?:\s*(?:to|\.\.|±|\+(?=\s*[0-9])|[-−])\s*[-−]?[0-9]+(?:\.[0-9]+)?[kKMBT]?)*"
)
# the same above a line, with their unit: no number is left out, since the others would be of another unit
_ABOVE = later(rf"(?P<head>[^0-9]*?)(?P<several>{_SEVERAL.pattern})(?P<unit>(?:[^0-9]|(?<=\^)[0-9])*)/")


def _with(text: str, start: int, end: int, unit: str) -> Iterator[str]:
    """A text with a unit in place of another; where that is so many of a unit, each of its numbers is multiplied."""
    front, rest = text[:start].rstrip(), text[end:]
    size, _, name = unit.partition(" ")
    if not name or not size[0].isdigit():
        yield f"{front} {unit}{rest}" if front[-1:].isdigit() else f"{text[:start]}{unit}{rest}"
        return
    if _SEVERAL.fullmatch(front):
        # four digits alone would be a year
        between = " year" if name == "year" else ""
        several = _FIGURE.sub(lambda hit: f"{_short(float(hit[0]) * float(size))}{between}", front)
        yield f"{several.removesuffix(between)} {name}{rest}"
    elif hit := re.fullmatch(r"(.*\bper )([0-9]+(?:\.[0-9]+)?)", front):
        yield f"{hit[1]}{_short(float(hit[2]) * float(size))} {name}{rest}"
    elif hit := _ABOVE.fullmatch(front):
        several = _FIGURE.sub(lambda each: _short(float(each[0]) / float(size)), hit["several"])
        yield f"{hit['head']}{several}{hit['unit']}/{name}{rest}"


def _short(number: float) -> str:
    """A number with four digits that count, without an exponent where it can do without."""
    text = f"{number:.4g}"
    return f"{float(text):.0f}" if "e+" in text and number < 1e9 else re.sub(r"e\+0*", "e", text)
