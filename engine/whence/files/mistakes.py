"""What can be wrong with a record that the types of its fields do not say: dates, ids, names, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from whence.files import addresses, schema
from whence.files.fields import CSL_CALLED, CSL_TYPES, DATES, FREE_TEXT, LINES, MARKDOWN, SPANS, USUAL
from whence.files.sections import NAMED, NESTED, NOUNS
from whence.language.limits import INPUTS, NAME, SCALAR, TAGS, TITLE
from whence.language.patterns import later
from whence.language.problems import HIDDEN, Problem, brief, did_you_mean, listing, visible

if TYPE_CHECKING:
    from whence.language.values.written import Written

MAX_INPUTS = INPUTS.most
MAX_NAME = NAME.most
Path = tuple[str | int, ...]


class Mistake(NamedTuple):
    """What is wrong with one record: at a path in it, at the key, the value or a stretch of the value."""

    rule: str
    message: str
    path: Path = ()
    hints: tuple[str, ...] = ()
    at_key: bool = False
    start: int = 0
    end: int = 0


def label(path: Path) -> str:
    """How a message names a path: `` `kind` ``, `` `inputs.chips` ``, ``item 2 of `tags` ``."""
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {label(path[:-1])}"
    names = [brief(item) for item in path if isinstance(item, str)]
    shown = names[-2:] if len(names) > 1 and names[-2] in NAMED else names[-1:]
    return f"`{'.'.join(shown)}`"


def objections(kind: type, data: Any, record: Any, text: str) -> Iterator[Mistake]:
    """What types cannot say against a record of a kind: `data` as it was written, `text` the same as JSON."""
    if '""' in text or not text.isascii() or any(f'"{name}"' in text for name in DATES):
        yield from _texts(data)
    if "://" in text:
        yield from _links(data)
    yield from beyond(kind, record)


def beyond(kind: type, record: Any) -> Iterator[Mistake]:
    """What is wrong with a record, whatever the texts in it are made of."""
    yield from _labels(record)
    yield from _accepted(record)
    own = _OWN.get(kind)
    if own is not None:
        yield from own(record)


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar with its path, in the order of the file; the data is at most 32 deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path, data


def _texts(data: Any) -> Iterator[Mistake]:
    for path, text in leaves(data):
        names = _field_names(path)
        for item in path:
            if isinstance(item, str) and (hit := HIDDEN.search(item)):
                message = f"the name {label((item,))} holds the hidden character {visible(hit[0])}"
                yield Mistake("bad-field", message, path[: path.index(item) + 1], at_key=True)
        if isinstance(text, str):
            if not text and "edits" not in names:
                message = f"{label(path)} is empty"
                yield Mistake("bad-field", message, path, ("write something, or take the line away",))
            if names[-1] in DATES and (why := bad_date(text, names[-1] in SPANS)):
                yield Mistake("bad-date", f"{label(path)} {why}", path, _date_hints(text, names[-1] in SPANS))
            yield from _hidden(path, text, names[-1] in FREE_TEXT)


# Where a text in Markdown leads: `[words](address)`, `<address>`, `[name]: address`.
_LINK = later(r"(?:\]\(\s*<?|<|\]:\s*<?)(https?://[^\s)>]*)", re.IGNORECASE)


def _links(data: Any) -> Iterator[Mistake]:
    """At links of notes and intros that are no addresses: what holds of a `URL` holds of them."""
    for path, text in leaves(data):
        if isinstance(text, str) and _field_names(path)[-1] in MARKDOWN:
            for hit in _LINK.finditer(text):
                if wrong := addresses.objection(hit[1]):
                    message = f"a link in {label(path)} {wrong[0]}"
                    yield Mistake("bad-field", message, path, (wrong[1],), start=hit.start(1), end=hit.end(1))


def _field_names(path: Path) -> list[str]:
    """The names of fields in a path, without list indexes and the names that the author made up."""
    names: list[str] = []
    for before, item in zip((None, *path), path, strict=False):
        if isinstance(item, str) and not (isinstance(before, str) and before in NAMED):
            names.append(item)
    return names


def _hidden(path: Path, text: str, free: bool) -> Iterator[Mistake]:
    if text.isascii():
        return
    for hit in HIDDEN.finditer(text):
        if hit[0] in "\t\n" or (free and _joins(text, hit)):
            continue
        message = f"{label(path)} holds the hidden character {visible(hit[0])}"
        rule = "text-hidden" if free else "bad-field"
        yield Mistake(rule, message, path, ("take it out",), start=hit.start(), end=hit.end())
        return


def _joins(text: str, hit: re.Match[str]) -> bool:
    """Whether a joiner stands where scripts and emoji need it, between two characters beyond ASCII."""
    around = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
    return hit[0] in "\u200c\u200d" and all(char and not char.isascii() for char in around)


_DATE = later(r"([0-9]{4})(?:-(?:Q[1-4]|H[12]|([0-9]{2})(?:-([0-9]{2}))?))?")
_DATE_HINT = "write 2025, 2025-Q3, 2025-11 or 2025-11-05"
_SPAN_HINT = f"{_DATE_HINT}; a span is 2024-01 to 2024-06"


def _date_hints(text: str, spans: bool) -> tuple[str, ...]:
    """What to write for a date: how it is spelt here, if a value would be read as that date, else every form there is."""
    found = _as_value(text)
    from whence.language.values import written

    ways = (f'write "{written.unparse(found)}"',) if not isinstance(found, Problem) else found.hints
    fits = [way for hint in ways if (way := _as_date(hint, spans))]
    return tuple(fits) if fits else (_SPAN_HINT if spans else _DATE_HINT,)


def _as_value(text: str) -> Written | Problem:
    """What a text would be as a value. The grammar of values is loaded where a date is not one, and not before."""
    from whence.language.units.units import STANDARD
    from whence.language.values import written

    return written.parse(text, STANDARD)


def _as_date(hint: str, spans: bool) -> str:
    """A hint on how a value is written, for a date; empty where what it says to write is none."""
    told = re.findall(r'"([^"]+)"', hint)
    dates = [_as_span(each) for each in told]
    if not dates or any(bad_date(each, spans) for each in dates):
        return ""
    for each, date_ in zip(told, dates, strict=True):
        hint = hint.replace(f'"{each}"', date_)
    return hint


def _as_span(text: str) -> str:
    """A date or a range of dates, as a value has it, in the spelling of dates that are no values."""
    from whence.language.values import written

    found = _as_value(text)
    spelt = text if isinstance(found, Problem) else written.unparse(found)
    return spelt.replace(" .. ", " to ").removeprefix("year ")


def bad_date(text: str, spans: bool = False) -> str:
    """Why a text is not a date of the calendar (a year, half, quarter, month or day), or a span of them; "" if it is."""
    first, to, last = text.partition(" to ")
    if spans and to:
        from whence.language.values import days

        found = days.parse(text)
        backwards = found.message if isinstance(found, Problem) else ""
        return bad_date(first) or bad_date(last) or (f"is a span, and {backwards}" if backwards else "")
    hit = _DATE.fullmatch(text)
    if not hit:
        return f"is a date, and `{brief(text)}` is not"
    try:
        date(int(hit[1]), int(hit[2] or 1), int(hit[3] or 1))
    except ValueError:
        return f"is a date, and the calendar has no {text}"
    return ""


# The parts of a record that have titles of their own.
_TITLED = tuple(name for name in ("senses", "options") if name in NESTED)


def _labels(record: Any, at: Path = ()) -> Iterator[Mistake]:
    """A title that says nothing or too much, its senses' and options' too, and tags that are too many or say nothing."""
    title, tags = getattr(record, "title", ""), getattr(record, "tags", ())
    if title and not title.strip():
        yield Mistake("bad-field", "`title` is blank", (*at, "title"), ("say in a few words what it is",))
    # Beyond the limit of any text it is refused as one.
    if TITLE.most < len(title) <= SCALAR.most:
        yield Mistake("bad-field", TITLE.over(len(title)), (*at, "title"), (TITLE.way_out,))
    if len(tags) > TAGS.most:
        yield Mistake("bad-field", TAGS.over(len(tags)), ("tags",), (TAGS.way_out,))
    for number, tag in enumerate(tags):
        if not tag.strip() or len(tag) > NAME.most:
            why = NAME.over(len(tag)) if tag.strip() else f"{label(('tags', number))} is blank"
            yield Mistake("bad-field", why, ("tags", number), (NAME.way_out,) if tag.strip() else ())
    for field in _TITLED:
        for name, part in getattr(record, field, {}).items():
            yield from _labels(part, (field, name))


def _accepted(record: Any) -> Iterator[Mistake]:
    for index, one in enumerate(getattr(record, "accepted", ())):
        yield from _positive(("accepted", index, "size"), one.size)


def _positive(path: Path, number: float | None) -> Iterator[Mistake]:
    if number is not None and number <= 0:
        yield Mistake("bad-field", f"{label(path)} must be more than zero", path)


def _one_figure(record: schema.Claim | schema.Past, at: Path) -> Iterator[Mistake]:
    """A claim, and each of its older values, has one figure, or says in one way why there is none."""
    given = [name for name in schema.FIGURES if getattr(record, name)]
    if len(given) != 1:
        have = " and ".join(f"`{name}`" for name in given) or "none of them"
        one_of = listing([f"`{name}`" for name in schema.FIGURES])
        message = f"{NOUNS[type(record).__name__]} has exactly one of {one_of}; this one has {have}"
        yield Mistake("value-or-formula", message, (*at, *given[-1:]), at_key=bool(given or not at))


def _claim(claim: schema.Claim) -> Iterator[Mistake]:
    yield from _one_figure(claim, ())
    for number, past in enumerate(claim.history):
        yield from _one_figure(past, ("history", number))
    yield from _inputs(claim)
    yield from _positive(("tolerance",), claim.tolerance)
    for name, why in claim.differs_from.items():
        if not why.strip():
            hint = "a few words on what tells the two apart"
            path = ("differs_from", name)
            yield Mistake("missing-field", f"{label(path)} needs a reason", path, (hint,))


_INPUT = later(r"[A-Za-z][A-Za-z0-9_]*")


def _inputs(record: schema.Claim | schema.Check) -> Iterator[Mistake]:
    if len(record.inputs) > MAX_INPUTS:
        yield Mistake("bad-field", f"`inputs` has more than {MAX_INPUTS} names", ("inputs",), at_key=True)
    yield from (wrong for name in record.inputs if (wrong := bad_input_name(name)))


def bad_input_name(name: str) -> Mistake | None:
    """Why a text cannot be what a formula calls an input; None if it can, as far as it is no function."""
    if len(name) <= MAX_NAME and _INPUT.fullmatch(name):
        return None
    hint = "a letter, then letters, digits and `_`"
    message = f"`{brief(name)}` cannot be the name of an input"
    return Mistake("bad-field", message, ("inputs", name), (hint,), at_key=True)


def _quantity(quantity: schema.Quantity) -> Iterator[Mistake]:
    yield from _positive(("tolerance",), quantity.tolerance)
    yield from _positive(("tension",), quantity.tension)


def _term(term: schema.Term) -> Iterator[Mistake]:
    if not term.senses:
        yield Mistake("bad-field", "`senses` is empty", ("senses",), at_key=True)
    yield from _choosable("senses", term.senses)


def _choice(choice: schema.Choice) -> Iterator[Mistake]:
    if not choice.options and not choice.term:
        yield Mistake("missing-field", "a choice needs `options`, or a `term` to take them from", at_key=True)
    if choice.options and choice.term:
        message = "a choice has `options` of its own or a `term`, not both"
        yield Mistake("bad-field", message, ("options",), at_key=True)
    if choice.prefer and not choice.because:
        yield Mistake("missing-field", "`prefer` needs `because`", ("prefer",), at_key=True)
    for name, share in choice.credence.items():
        if share < 0:
            yield Mistake("bad-field", f"{label(('credence', name))} is below zero", ("credence", name))
    yield from _choosable("options", choice.options)


# Names of options stand in addresses (`#choice=option`) and on the command line: none of their signs here.
_CHOOSABLE = later(r"[^\W_](?:[\w .+/-]*[\w+])?")


def _choosable(field: str, names: Mapping[str, object]) -> Iterator[Mistake]:
    for name in names:
        if len(name) > MAX_NAME or not _CHOOSABLE.fullmatch(name):
            message = f"`{brief(name)}` cannot be the name of {NOUNS[NESTED[field].__name__]}"
            hint = "letters, digits and . + / - between them, at most 96"
            yield Mistake("bad-id", message, (field, name), (hint,), at_key=True)


_DOI = later(r"10\.[0-9]{4,9}/[^\s<>\"]+")


def _source(source: schema.Source) -> Iterator[Mistake]:
    if source.type not in CSL_TYPES:
        message = f"`type` is a document type of CSL-JSON, and `{brief(source.type)}` is not"
        hints = did_you_mean(CSL_CALLED.get(source.type.casefold(), source.type), CSL_TYPES)
        yield Mistake("bad-field", message, ("type",), hints or (f"usual ones are {', '.join(USUAL)}",))
    if source.URL and (wrong := addresses.objection(source.URL)):
        yield Mistake("bad-field", f"`URL` {wrong[0]}", ("URL",), (wrong[1],))
    if source.DOI and not _DOI.fullmatch(source.DOI):
        message = f"`DOI` is not a DOI: `{brief(source.DOI)}`"
        yield Mistake("bad-field", message, ("DOI",), ("it begins with 10. and has a slash",))
    for index, name in enumerate(source.author):
        if not (name.family or name.literal or name.given):
            yield Mistake("missing-field", "a name needs `family` or `literal`", ("author", index))
    for index, aside in enumerate(source.set_aside):
        if aside.at and not LINES.fullmatch(aside.at):
            message = f"`at` names the lines of the copy, and `{brief(aside.at)}` names none"
            yield Mistake(
                "bad-field", message, ("set_aside", index, "at"), ("write `line 12` or `lines 12-14`",)
            )
    if source.snapshot:
        yield from _snapshot(source.snapshot)


def _snapshot(snapshot: schema.Snapshot) -> Iterator[Mistake]:
    parts = snapshot.file.split("/")
    if {"", ".", ".."} & set(parts) or re.search(r"[\\:\x00-\x1f]", snapshot.file):
        message = f"`file` must stay inside the folder of snapshots, and `{brief(snapshot.file)}` may not"
        yield Mistake("bad-field", message, ("snapshot", "file"))
    if snapshot.sha256 and not re.fullmatch("[0-9a-f]{64}", snapshot.sha256):
        hint = "64 digits of 0-9 and a-f"
        yield Mistake("bad-field", "`sha256` is not a SHA-256", ("snapshot", "sha256"), (hint,))


_OWN: Mapping[type, Callable[[Any], Iterator[Mistake]]] = {
    schema.Claim: _claim,
    schema.Check: _inputs,
    schema.Quantity: _quantity,
    schema.Term: _term,
    schema.Choice: _choice,
    schema.Source: _source,
}

_ID = later(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
_DEVICES = {"con", "nul", "aux", "prn", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
_PAGES = {"index", "search", "404", "assets", "feed"}


def bad_id(id: str) -> Mistake | None:
    """Why a text cannot be an id; None if it can. The mistake has no path."""
    if len(id) > MAX_NAME:
        return Mistake("bad-id", f"an id has at most {MAX_NAME} characters, and `{brief(id)}` has {len(id)}")
    if not _ID.fullmatch(id):
        hint = "small letters and digits, with - or . between them, beginning with a letter"
        better = re.sub(r"[^a-z0-9.]+", "-", id.casefold()).strip("-.")
        hints = (hint, f"such as `{better}`") if _ID.fullmatch(better) else (hint,)
        return Mistake("bad-id", f"`{brief(id)}` cannot be an id", hints=hints)
    if id.split(".")[0] in _DEVICES or id in _PAGES:
        return Mistake("bad-id", f"`{id}` cannot be an id: the name is reserved")
    return None


def bad_unit_name(name: str) -> Mistake | None:
    """Why a text cannot name a unit, as far as any name goes; the grammar of units has the last word."""
    if name and len(name) <= MAX_NAME and not HIDDEN.search(name):
        return None
    return Mistake("bad-id", f"`{brief(name)}` cannot be the name of a unit")
