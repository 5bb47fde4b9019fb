"""What an editor shows under the pointer: a record with its number, a field's sentence, a function, a unit, a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.account import resting, spread
from whence.account.choices import each_told
from whence.account.headlines import headline
from whence.editor import cursor, mentions
from whence.editor.cursor import Cursor
from whence.editor.desk import Desk
from whence.editor.lines import Position, Range
from whence.files.fields import sentences
from whence.files.schema import Topic
from whence.files.sections import NAMED, NESTED, SECTIONS, TOPIC, one
from whence.judge.edition import Edition
from whence.judge.rules.wording import pages, verdicts
from whence.language.formulas.formula import FUNCTIONS
from whence.language.formulas.operators import FUNCTIONS as OPERATORS
from whence.language.frozen import dataclass
from whence.language.problems import Problem, few, visible
from whence.language.units import glossary
from whence.model.graph import Derived

BARS = "▁▂▃▄▅▆▇█"
WIDE = 24


@dataclass(frozen=True)
class Hover:
    """Markdown, and the stretch that it speaks of."""

    text: str
    range: Range


def hover(desk: Desk, path: str, at: Position) -> Hover | None:
    """What is known of the word at a position; None where nothing is."""
    lines = desk.lines(path)
    offset = lines.offset(at)
    edition = desk.readable(path)
    named = mentions.touched(desk, path, offset)
    if named and (text := card(edition, named.name, named.space)):
        return Hover(text, lines.range(named.start, named.end))
    where = cursor.at(lines.text, _end_of_word(lines.text, offset))
    start, end = cursor.word_around(lines.text, offset, r"[A-Za-z0-9_.°%$€£/-]")
    word = lines.text[start:end]
    if where.at_key or lines.text[end : end + 1] == ":":
        found = _key(edition, where)
    else:
        found = _value(edition, where, word, offset, lines.text)
    return Hover(found, lines.range(start, end)) if found else None


def _end_of_word(text: str, offset: int) -> int:
    return cursor.word_around(text, offset, r"[A-Za-z0-9_-]")[1]


def _key(edition: Edition, where: Cursor) -> str:
    """The sentence of the field that a key names."""
    if len(where.path) == 0 and where.word in SECTIONS:
        return f"`{where.word}`: {one(where.word)} by {one(where.word)}, each under its id."
    kind = kind_at(where.path)
    known = sentences(kind) if kind else {}
    return f"`{where.word}`: {known[where.word]}" if where.word in known else ""


def kind_at(path: tuple[str | int, ...]) -> type | None:
    """The class of the record at a path of a file; None where no record is."""
    if path[:1] == (TOPIC,) and len(path) == 1:
        return Topic
    if len(path) < 2 or path[0] not in SECTIONS:
        return None
    kind: type | None = SECTIONS[str(path[0])].record
    rest = list(path[2:])
    while rest and kind:
        field = str(rest.pop(0))
        kind = NESTED.get(field)
        if kind and (field in NAMED or (rest and isinstance(rest[0], int))):
            if not rest:
                return None
            rest.pop(0)
    return kind


def field_at(path: tuple[str | int, ...]) -> tuple[type | None, str]:
    """The record that a value at a path belongs to, and the field in which it stands, itself or as a part."""
    for n in range(len(path) - 1, 1, -1):
        kind = kind_at(path[:n])
        if kind and isinstance(path[n], str):
            return kind, str(path[n])
    return None, ""


def _value(edition: Edition, where: Cursor, word: str, offset: int, text: str) -> str:
    """What a word of a value is: a function or an input of a formula, a unit, a rule, a sense."""
    kind, field = field_at(where.path)
    name = kind.__name__ if kind else ""
    start, end = cursor.word_around(text, offset)
    plain = text[start:end]
    if field in ("formula", "assert"):
        if plain in FUNCTIONS:
            return function(plain)
        node = edition.base.nodes.get(str(where.path[1]))
        ref = getattr(node, "inputs", {}).get(plain, "")
        return card(edition, ref, "claims") if ref else ""
    if (name, field) == ("Accepted", "rule") and word in pages.severities():
        return rule(word)
    if (name, field) in (("Choice", "prefer"), ("Choice", "only")):
        return _sense(edition, str(where.path[1]), word)
    return unit(edition, word)


def function(name: str) -> str:
    """A function of formulas: how it is written, what it gives, and an example."""
    entry = OPERATORS[name]
    example = ", ".join(f"{key} = {value}" for key, value in entry.example.inputs.items())
    return f"`{entry.signature}`: {entry.sentence}\n\n`{entry.example.formula}` with {example} is {entry.example.gives}"


def rule(code: str) -> str:
    """The page of a rule."""
    page = pages.page(code)
    return f"**{code}** ({page.severity}): {page.title}\n\n{page.text}"


def unit(edition: Edition, word: str) -> str:
    """The unit that a word names, or the units that it is made of; nothing where it names none."""
    own = edition.base.records.units.get(word)
    if own:
        return f"`{word}`: {visible(own.title)}" + (f" ({own.equals})" if own.equals else "")
    if not word or word[0].isdigit() or isinstance(edition.base.units.parse(word), Problem):
        return ""
    parts = [each for each in re.split(r"[/*·]", word) if each]
    if len(parts) > 1:
        return "\n\n".join(filter(None, (unit(edition, each) for each in parts)))
    known = glossary.matching(word, glossary.standard())[:3]
    said = (
        f"`{each.name}`: {each.meaning}" + (f", {each.definition}" if each.definition else "")
        for each in known
    )
    return "\n\n".join(said)


def _sense(edition: Edition, choice: str, name: str) -> str:
    record = edition.base.records.choices.get(choice)
    term = edition.base.records.terms.get(record.term) if record else None
    sense = term.senses.get(name) if term else record.options.get(name) if record else None
    return (
        f"`{name}`: {visible(sense.value)}" + (f", {visible(sense.title)}" if sense.title else "")
        if sense
        else ""
    )


def card(edition: Edition, name: str, space: str = "claims") -> str:
    """A record in a few lines of Markdown; nothing where no record is called so."""
    id = edition.base.aliases.get(name, name)
    if space == "sources":
        return _source(edition, id)
    if space == "units":
        return unit(edition, name)
    section = edition.section(id)
    if section in ("", "sources"):
        return ""
    return "\n\n".join(_card(edition, id, section))


def _card(edition: Edition, id: str, section: str) -> Iterator[str]:
    yield f"**{visible(edition.title(id))}**  \n`{id}`, a {one(section)}"
    if id in edition.settled.outcomes:
        yield f"{edition.verdict(id)}: `{edition.base.records.checks[id].assertion}`"
    elif id in edition.summaries:
        yield f"**{headline(edition, id)}**"
        if bars := sparkline(edition, id):
            yield f"`{bars}`"
    node = edition.base.nodes.get(id)
    if isinstance(node, Derived):
        yield f"`{edition.base.records.claims[id].formula}`" + "".join(
            f"  \n{name} = {headline(edition, ref)}" for name, ref in node.inputs.items()
        )
    if id in edition.agreements:
        stated = edition.base.stated[id]
        yield f"stated {visible(stated.text)}: {verdicts.brief(edition.agreements[id], stated.unit)}"
    if id in edition.base.nodes and (doubtful := resting.doubtful(edition, id)):
        yield f"rests on {visible(few([each.told for each in doubtful]))}"
    if id in edition.comparisons:
        yield f"its claims: {edition.comparisons[id].verdict}"
    if section == "terms":
        yield "  \n".join(
            f"{name}: {visible(each.value)}" for name, each in edition.base.records.terms[id].senses.items()
        )
    if section == "choices" and id in edition.base.nodes:
        yield "  \n".join(f"{name}: {told}" for name, told in each_told(edition, id))
    claim = edition.base.records.claims.get(id)
    for cite in claim.cites if claim else ():
        where = ", ".join(filter(None, (cite.source, cite.via and f"read in {cite.via}", cite.at)))
        yield f"from {visible(where)}" + (f"  \n> {visible(cite.excerpt)}" if cite.excerpt else "")


def _source(edition: Edition, id: str) -> str:
    source = edition.base.records.sources.get(id)
    if source is None:
        return "The document that was read does not name its origin." if id == "unstated" else ""
    people = ", ".join(each.literal or f"{each.given} {each.family}".strip() for each in source.author)
    facts = ", ".join(filter(None, (people, source.publisher, source.issued, source.type)))
    return f"**{visible(source.title)}**  \n`{id}`, {visible(facts)}" + (
        f"\n\n{visible(source.URL)}" if source.URL else ""
    )


def sparkline(edition: Edition, id: str) -> str:
    """The distribution of a number in one line of blocks; nothing for a number without one."""
    figure = edition.summaries[id].figure
    if not figure.low < figure.high or figure.point != figure.point:
        return ""
    curve, _ = spread.curve(edition, id)
    if not curve:
        return ""
    step = max(1, len(curve) // WIDE)
    heights = [height for _, height in curve[::step]]
    top = max(heights)
    return "".join(BARS[min(len(BARS) - 1, int(height / top * len(BARS)))] for height in heights)
