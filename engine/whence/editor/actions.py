"""What can be done about a finding, or with a record, as changes of texts: each hint that names what to write, and more.

A change that mends is looked at before it is offered: with it, the finding must be gone and no other error be there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import count

from whence.account.candidates import proposals
from whence.account.candidates.ways import Lines
from whence.disk import store
from whence.editor.desk import Desk
from whence.editor.lines import Change, Range
from whence.files import edits, reader
from whence.files.places import Path, Spot
from whence.files.sections import having
from whence.files.yaml import Composed
from whence.judge import exact
from whence.judge.rules.wording import pages
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Finding, Problem, Refused, few
from whence.language.units.units import Units
from whence.language.values import written
from whence.language.values.numerals import numeral
from whence.language.values.shown import MOST_DIGITS, show
from whence.language.values.written import Written
from whence.model import dimensions, linking
from whence.model.graph import Leaf

# Of the mends that hints name, so many are tried at once.
MOST_TRIED = 6
# Candidates of one claim, the strongest first, that are offered to be decided.
MOST_RELATED = 3
REASON = "say here why it is lived with"
# What a hint says to write: between backticks or quotation marks, or what is left behind its first word.
_SAID = later(r"""`([^`]+)`|"([^"]+)"|^(?:write|such as) ([^`"]+)$""")
# `24 to 27 kW` shows a form, and is no mend of `5 to 6 to 7 kg`.
_EXAMPLE = later(r"(?<=\S )(?:as in|such as) (?=[`\"])")
_NUMBER = later(r"[0-9]+(?:\.[0-9]+)?")
_DEFINE = later(r"define it in the section `units` of the base: (\S+): ")


@dataclass(frozen=True)
class Action:
    """A title and the changes by file; `finding` is what it mends, `kind` what editors sort it under."""

    title: str
    kind: str
    changes: Mapping[str, tuple[Change, ...]]
    finding: Finding | None = None


def actions(desk: Desk, path: str, stretch: Range) -> tuple[Action, ...]:
    """What can be done at a stretch of a file."""
    if desk.composed(path) is None:
        return ()
    found = [each for each in _findings(desk, path) if _touches(desk, path, each, stretch)]
    # A record accepts a rule once, whatever it finds there and however often.
    once = {(each.rule, each.id): each for each in reversed(found)}
    every = [
        *_mends(desk, path, found),
        *(each for one in reversed(once.values()) for each in _accept(desk, path, one)),
    ]
    return (*every, *_refactorings(desk, path, stretch))


def _findings(desk: Desk, path: str) -> tuple[Finding, ...]:
    """The findings of a file that speak of its text as it stands."""
    old = desk.last.base.records.files.get(path)
    whole = old is not None and old.text == desk.text(path)
    return tuple(
        each
        for each in (desk.last.findings if whole else desk.written(path))
        if each.place and each.place.file == path and not each.accepted
    )


def _touches(desk: Desk, path: str, found: Finding, stretch: Range) -> bool:
    assert found.place
    lines = desk.lines(path)
    at = lines.at(found.place)
    return at.start.line <= stretch.end.line and stretch.start.line <= at.end.line


def _mends(desk: Desk, path: str, found: list[Finding]) -> Iterator[Action]:
    tried = 0
    for each in found:
        assert each.place
        for hint in each.hints:
            if define := _DEFINE.match(hint):
                yield from _defined(desk, path, define[1], each)
                continue
            for word in _named(hint, desk.text(path)[slice(*desk.lines(path).offsets(each.place))]):
                for text in _with(desk, path, each, word):
                    tried += 1
                    if tried > MOST_TRIED:
                        return
                    if _gone(desk, path, each, text):
                        yield Action(
                            f"write `{word}`", "quickfix", {path: desk.lines(path).changes(text)}, each
                        )
                        break


def _named(hint: str, text: str) -> Iterator[str]:
    """What a hint says to write in place of a text; of examples those alone that begin with a number of that text."""
    example = _EXAMPLE.search(hint)
    numbers = set(_NUMBER.findall(text))
    for hit in _SAID.finditer(hint):
        word = "".join(each or "" for each in hit.groups())
        if example is None or hit.start() < example.end() or set(_NUMBER.findall(word)[:1]) & numbers:
            yield word


def _defined(desk: Desk, path: str, name: str, found: Finding) -> Iterator[Action]:
    """A unit of the base's own, which is still to be given its title."""
    title = f"define the unit `{name}`"
    yield from _edited(
        desk,
        path,
        title,
        "quickfix",
        found,
        lambda text: edits.set_value(text, ("units", name), {"title": name}),
    )


def _with(desk: Desk, path: str, found: Finding, word: str) -> Iterator[str]:
    """The text with a word in place of the stretch that a finding is about, and in place of the whole scalar."""
    assert found.place
    text = desk.text(path)
    start, end = desk.lines(path).offsets(found.place)
    if text[start:end].strip() and word != text[start:end]:
        yield text[:start] + word + text[end:]
    whole = desk.composed(path)
    steps = scalar_at(whole, start) if whole else ()
    if steps:
        try:
            new = edits.set_value(text, steps, word)
        except Refused:
            return
        if new != text:
            yield new


def scalar_at(whole: Composed, offset: int) -> Path:
    """The path of the scalar that an offset of a file lies in; nothing where it lies in none."""
    path: list[str | int] = []
    spot: Spot = whole.spot
    while spot.kids:
        name = next((name for name, kid in spot.kids.items() if kid.start <= offset <= kid.end), None)
        if name is None:
            return ()
        path.append(name)
        spot = spot.kids[name]
    return tuple(path)


def _gone(desk: Desk, path: str, found: Finding, text: str) -> bool:
    """Whether a finding is gone from the base with a new text of a file, and no other error has come."""
    before, after = _told(desk, path, desk.text(path)), _told(desk, path, text)
    rest = [each for each in after if each not in before]
    return (found.rule, found.id, found.message) not in after and not rest


def _told(desk: Desk, path: str, text: str) -> list[tuple[str, str, str]]:
    """What the storeys below the judge find wrong with the base, with a text of one of its files."""
    desk.work["tried"] += 1
    texts = desk.texts()
    files = {**store.yaml_of(texts.files), path: text.encode("utf-8", "surrogatepass")}
    base = linking.link(reader.read(files), store.settings_of(texts.files)[0])
    found = (*base.records.findings, *base.findings, *dimensions.infer(base).findings)
    return [(each.rule, each.id, each.message) for each in found]


def _accept(desk: Desk, path: str, found: Finding) -> Iterator[Action]:
    """Live with a finding that is no error, with a reason that is still to be written."""
    edition = desk.last
    section = edition.section(found.id) if found.id else ""
    if found.severity == "error" or found.rule not in pages.severities() or section not in having("accepted"):
        return
    home = edition.base.records.home.get(f"{section}:{found.id}")
    if home is None:
        return
    item = {"rule": found.rule, "because": REASON}
    yield from _edited(
        desk, home, f"accept `{found.rule}` with a reason", "quickfix", found,
        lambda text: edits.insert(text, (section, found.id, "accepted"), item),
    )  # fmt: skip


def _edited(
    desk: Desk, path: str, title: str, kind: str, found: Finding | None, *steps: object
) -> Iterator[Action]:
    """An action of some edits, one on the text of the other; none where one of them cannot be made."""
    lines = desk.lines(path)
    text = lines.text
    try:
        for step in steps:
            text = step(text)  # type: ignore[operator]
    except Refused:
        return
    if text != lines.text:
        yield Action(title, kind, {path: lines.changes(text)}, found)


def _refactorings(desk: Desk, path: str, stretch: Range) -> Iterator[Action]:
    """What can be done with the claim that a stretch begins in."""
    whole, lines = desk.composed(path), desk.lines(path)
    claims = whole.spot.kids.get("claims") if whole else None
    if whole is None or claims is None or not isinstance(whole.data["claims"], dict):
        return
    offset = lines.offset(stretch.start)
    for id, spot in claims.kids.items():
        if spot.key_start <= offset <= max(spot.end, spot.key_end) and isinstance(
            whole.data["claims"][id], dict
        ):
            data = whole.data["claims"][id]
            yield from _taken(desk, path, str(id), data)
            yield from _converted(desk, path, str(id), data)
            yield from _decided(desk, str(id), path)
            if offset <= spot.key_end:
                yield from _superseded(desk, path, str(id), data)


def _taken(desk: Desk, path: str, id: str, data: Mapping[str, object]) -> Iterator[Action]:
    """Compute with a bound as with a figure."""
    value = desk.last.base.values.get(id)
    if value is None or not value.bound or data.get("taken_as"):
        return
    figure = _without_bound(value, desk.last.base.units)
    if not figure:
        return
    yield from _edited(
        desk, path, f"compute with {figure} (`taken_as`)", "refactor", None,
        lambda text: edits.set_value(text, ("claims", id, "taken_as"), figure),
    )  # fmt: skip


def _without_bound(value: Written, units: Units) -> str:
    """The end of a bound as a figure, with all the digits it was written with; empty where no text says just that."""
    for text in (_BOUND.sub("", written.unparse(value)), show(value.point, value.unit, MOST_DIGITS)):
        figure = written.parse(text, units)
        if isinstance(figure, Written) and not figure.bound and figure.point == value.point:
            return text
    return ""


_BOUND = later(r"^[<>]=? ")
_PLAIN = later(
    r"(?P<sign>[<>]=? |~)?(?P<one>[0-9]+(?:\.[0-9]+)?)(?: to (?P<two>[0-9]+(?:\.[0-9]+)?))? (?P<unit>\S+)"
)


def _converted(desk: Desk, path: str, id: str, data: Mapping[str, object]) -> Iterator[Action]:
    """Write a value in another unit with a prefix, where only the point moves and as many digits count."""
    hit = _PLAIN.fullmatch(str(data.get("value", "")))
    units = desk.last.base.units
    here = units.parse(hit["unit"]) if hit else None
    old = written.parse(hit[0], units) if hit else None
    if hit is None or here is None or isinstance(here, Problem) or not isinstance(old, Written):
        return
    known = {each.text for each in desk.last.dimensions.units.values() if each.dimension == here.dimension}
    for name in sorted(known - {hit["unit"], ""}):
        there = units.parse(name)
        if isinstance(there, Problem) or there.style != here.style:
            continue
        ratio = Decimal(f"{here.factor / there.factor:.12g}").normalize()
        if ratio.as_tuple().digits != (1,):
            continue
        power = int(ratio.as_tuple().exponent)
        moved = [_moved(hit[part], power) for part in ("one", "two") if hit[part]]
        text = f"{hit['sign'] or ''}{' to '.join(moved)} {name}"
        if not _says_the_same(desk, id, old, written.parse(text, units)):
            continue

        def step(old: str, new: str = text) -> str:
            return edits.set_value(old, ("claims", id, "value"), new)

        yield from _edited(desk, path, f"write {text}", "refactor", None, step)


def _moved(digits: str, power: int) -> str:
    """A number with its point moved, written down to the digit that the old one counts as known."""
    if not power:
        return digits
    read = numeral(digits, 0)
    assert not isinstance(read, Problem)
    last = Decimal(f"{2 * read[0].half:.3g}").adjusted() + power
    return f"{Decimal(digits).scaleb(power).quantize(Decimal(1).scaleb(min(last, 0))):f}"


def _says_the_same(desk: Desk, id: str, old: Written, new: Written | Problem) -> bool:
    """Whether a value in another unit stands for what the old one does, to half a unit of its last digit, and as exactly."""
    if isinstance(new, Problem):
        return False
    ends = [end for one in (old, new) for pair in one.rounding for end in (*pair, one.point)]
    half = len(ends) // 2
    near = all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(ends[:half], ends[half:], strict=True))
    leaf = desk.last.base.nodes.get(id)
    kept = (
        not isinstance(leaf, Leaf)
        or len({exact.is_exact(desk.last.base, replace(leaf, written=one)) for one in (old, new)}) == 1
    )
    return near and kept


def _decided(desk: Desk, id: str, path: str) -> Iterator[Action]:
    """Relate a claim to what may be about the same thing, or set it apart from it: what `whence candidates` proposes."""
    found = proposals.about(desk.candidates(), desk.last, id)[:MOST_RELATED]
    for each in proposals.propose(desk.last, found):
        others = few([f"`{other}`" for other in each.found.ids if other != id])
        for way in each.ways:
            verb = "set apart from" if way is each.ways[-1] else "relate to"
            try:
                texts = _written(desk, way.lines, path)
            except Refused:
                continue
            changes = {file: desk.lines(file).changes(text) for file, text in texts.items()}
            yield Action(f"{verb} {others}: {way.says}", "refactor", changes)


def _written(desk: Desk, some: Iterable[Lines], path: str) -> dict[str, str]:
    """The texts of the files with some lines in them; a new record goes into the file at `path`."""
    texts: dict[str, str] = {}
    for each in some:
        file = each.place.file if each.place else path
        text = texts.get(file, desk.text(file))
        at = (each.section, each.id)
        if each.place is None:
            text = edits.set_value(text, at, dict(each.fields))
        for name, value in each.fields.items() if each.place else ():
            text = edits.set_value(text, (*at, each.under, name) if each.under else (*at, name), value)
        texts[file] = edits.remove(text, (*at, each.instead)) if each.instead else text
    return texts


# What the claim that replaces another begins with: all that its number rests on.
_KEPT = (
    "title", "value", "unit", "kind", "taken_as", "why", "domain", "exact", "errors", "of", "scope",
)  # fmt: skip


def _superseded(desk: Desk, path: str, id: str, data: Mapping[str, object]) -> Iterator[Action]:
    """Say that a newer claim replaces this one, and begin that one."""
    records = desk.last.base.records
    new = next(each for each in (f"{id}-{n}" for n in count(2)) if not records.called(each))
    if data.get("status", "current") != "current" or "value" not in data:
        return
    kept = {name: data[name] for name in _KEPT if name in data}
    yield from _edited(
        desk, path, f"supersede by a new claim `{new}`", "refactor", None,
        lambda text: edits.set_value(text, ("claims", id, "status"), "superseded"),
        lambda text: edits.set_value(text, ("claims", id, "superseded_by"), new),
        lambda text: edits.set_value(text, ("claims", new), kept),
    )  # fmt: skip
