"""Forms: what of a record can be edited by news or as a correction, and what was asked for in one that came back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin

from whence.account import corrections, newsfile
from whence.account.corrections import Correction
from whence.account.news import News, Request
from whence.account.requests import EDITABLE, is_figure
from whence.files import mistakes
from whence.files.fields import MARKDOWN, SPELLING, sentences
from whence.files.places import Path
from whence.files.records import Records
from whence.files.schema import FIGURES, LATEST, POOLED, Accepted, Citation
from whence.files.sections import SECTIONS, having, hints
from whence.language.frozen import dataclass
from whence.language.problems import Refused
from whence.language.values.days import covered

# What stands in a record, by the paths in it; and in what way it is edited.
Stands = Mapping[Path, str]
Way = Literal["news", "correct", "accept"]
WAYS: tuple[Way, ...] = ("news", "correct", "accept")
# What news does not bring: how something is worded.
_WORDING = ("title", "note")
# Of a field that is a list.
IN_QUOTES = " Commas stand between them; one that holds a comma stands in quotes."
# So many inputs can be put in at once.
MOST_INPUTS = 2
# What is said of news besides what it changes: the name, its label, and a sentence.
_OF_NEWS = (
    ("source", "Source", "The id of the source that the new figure stands on."),
    ("via", "Read in", "Where it was read, if that is another source."),
    ("at", "Where in the source", "Page, table, paragraph."),
    ("excerpt", "Excerpt", "The shortest run of words that carries the figure, copied exactly."),
    ("known", "Known since", "A date; empty for the day on which the source appeared, or today."),
    ("why", "Reason", "Kept with the old value."),
    ("superseded_by", "Replaced by", "With the status `superseded`: the claim that replaces this one."),
)


@dataclass(frozen=True)
class Field:
    """One field of a form: its name, label and sentence, what stands in it, and what is wrong with that.

    `options` are all that it can be, `near` the name of a list that is offered while one types.
    """

    name: str
    label: str
    help: str = ""
    text: str = ""
    options: tuple[str, ...] = ()
    near: str = ""
    long: bool = False
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Some fields of a form under a heading; `folded` where few need them."""

    title: str
    fields: tuple[Field, ...]
    folded: bool = False


def ways(section: str) -> tuple[Way, ...]:
    """The ways in which the records of a section can be edited."""
    fits = {"news": _by_news(section), "correct": True, "accept": section in having("accepted")}
    return tuple(way for way in WAYS if fits[way])


def _by_news(section: str) -> tuple[str, ...]:
    return tuple(name for name in EDITABLE.get(section, ()) if name not in _WORDING)


def groups(found: Records, stands: Stands, way: Way, section: str, id: str) -> tuple[Group, ...]:
    """The form for a record: every field as it stands, by its heading."""
    if way == "news":
        return _choosing(found, id, tuple(_news(found, stands, section, id)))
    if way == "accept":
        rows = corrections.part_fields("accepted")
        return (Group("", tuple(_part("accepted", None, name, "") for name in rows)),)
    return _choosing(found, id, tuple(_correct(stands, section)))


def _choosing(found: Records, id: str, form: tuple[Group, ...]) -> tuple[Group, ...]:
    """A form in which what a choice prefers is one of its options."""
    choice = found.choices.get(id)
    if choice is None:
        return form
    names = tuple(found.terms[choice.term].senses if choice.term in found.terms else choice.options)
    return tuple(
        replace(
            group,
            fields=tuple(
                replace(each, options=names) if each.name == "prefer" else each for each in group.fields
            ),
        )
        for group in form
    )


def filled(form: tuple[Group, ...], given: Mapping[str, str]) -> tuple[Group, ...]:
    """A form with what was typed in it."""
    return tuple(
        replace(group, fields=tuple(replace(each, text=given.get(each.name, each.text)) for each in group.fields))
        for group in form
    )  # fmt: skip


class Mistaken(Refused):
    """Says of a field of a form what is wrong with what stands in it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def marked(form: tuple[Group, ...], wrong: Mapping[str, tuple[str, ...]]) -> tuple[Group, ...]:
    """A form with what is wrong beside the fields that it is wrong with."""
    return tuple(
        replace(group, fields=tuple(replace(each, wrong=wrong.get(each.name, ())) for each in group.fields),
                folded=group.folded and not any(each.name in wrong for each in group.fields))
        for group in form
    )  # fmt: skip


def _news(found: Records, stands: Stands, section: str, id: str) -> Iterator[Group]:
    names = _by_news(section)
    figure = [name for name in names if name in ("value", "formula")]
    if section == "claims" and (record := found.claims.get(id)) and not record.formula:
        figure = ["value"]
    fields = [
        _field(section, name, stands.get((name,), ""))
        for name in names
        if name in figure or name not in FIGURES
    ]
    computed = any(path[0] == "inputs" for path in stands)
    yield Group("What changes", (*fields, *_inputs(stands)))
    if computed:
        yield _more_inputs()
    known = {"source": "sources", "via": "sources", "superseded_by": "ids"}
    said = [name for name, _, _ in _OF_NEWS if section == "claims" or name in ("source", "known", "why")]
    yield Group(
        "On whose word, and since when",
        tuple(
            Field(name, label, help, near=known.get(name, ""))
            for name, label, help in _OF_NEWS
            if name in said
        ),
    )


def _correct(stands: Stands, section: str) -> Iterator[Group]:
    names = corrections.fields(section)
    yield Group(
        "What it says", tuple(_field(section, name, stands[name,]) for name in names if (name,) in stands)
    )
    if inputs := tuple(_inputs(stands)):
        yield Group("Inputs", inputs)
    if "inputs" in hints(SECTIONS[section].record):
        yield _more_inputs()
    for part in corrections.parts(section):
        rows = sorted({int(path[1]) for path in stands if path[0] == part and len(path) == 3})
        title = {"cites": "Citation", "accepted": "Accepted finding"}[part]
        for n in rows:
            yield Group(
                f"{title} {n + 1}",
                tuple(
                    _part(part, n, name, stands.get((part, n, name), ""))
                    for name in corrections.part_fields(part)
                ),
            )
        new = tuple(_part(part, len(rows), name, "") for name in corrections.part_fields(part))
        if part == "cites":
            yield Group("One more citation", new, folded=True)
    rest = tuple(_field(section, name, "") for name in names if (name,) not in stands)
    if rest:
        yield Group("Fields that it does not have", rest, folded=True)


def _inputs(stands: Stands) -> Iterator[Field]:
    """The inputs of a formula as they stand."""
    for path, text in stands.items():
        if path[0] == "inputs":
            help = "An id or a value; empty where the formula takes it no longer."
            yield Field(f"inputs.{path[1]}", f"Input {path[1]}", help, text, near="ids")


def _more_inputs() -> Group:
    """Room for inputs that a formula does not have yet."""
    rows = (
        (
            Field(f"more.{n}.name", "Name", "What the formula calls it."),
            Field(f"more.{n}.input", "Input", "An id or a value.", near="ids"),
        )
        for n in range(MOST_INPUTS)
    )
    return Group("One more input", tuple(field for row in rows for field in row), folded=True)


def place(name: str, given: Mapping[str, str]) -> tuple[tuple[str | int, ...], bool]:
    """Where in the record that comes of it a field of a form stands, and whether it is the key there: the name of an input."""
    if hit := re.fullmatch(r"more\.([0-9]+)\.(name|input)", name):
        called = given.get(f"more.{hit[1]}.name", "").strip()
        return (("inputs", called) if called else ()), hit[2] == "name"
    return tuple(int(each) if each.isdigit() else each for each in name.split(".")), False


def _changed_inputs(stands: Stands, given: Mapping[str, str], id: str) -> dict[str, str]:
    """The inputs that are others than they were by their names, those that are new, and as nothing those that went."""
    old = {str(path[1]): text for path, text in stands.items() if path[0] == "inputs"}
    changed = {
        name: given[f"inputs.{name}"].strip()
        for name, text in old.items()
        if given.get(f"inputs.{name}", text).strip() != text.strip()
    }
    for n in range(MOST_INPUTS):
        name, ref = (given.get(f"more.{n}.{part}", "").strip() for part in ("name", "input"))
        if bool(name) != bool(ref):
            raise Mistaken(
                f"more.{n}.{'input' if name else 'name'}",
                "an input that is new has a name, by which the formula takes it, and an id or a value",
            )
        if name and (wrong := mistakes.bad_input_name(name)):
            raise Mistaken(f"more.{n}.name", "; ".join((wrong.message, *wrong.hints)))
        if name in old or name in changed:
            raise Mistaken(f"more.{n}.name", f"`{id}` has an input `{name}` already")
        changed |= {name: ref} if name else {}
    return changed


def _field(section: str, name: str, text: str) -> Field:
    """A field of a record, with the sentence that the manual has for it."""
    kind = SECTIONS[section].record
    python = next((own for own, spelt in SPELLING.items() if spelt == name), name)
    return Field(
        name,
        name.replace("_", " ").capitalize() if name.islower() else name,
        sentences(kind)[name] + (IN_QUOTES if get_origin(hints(kind)[python]) is tuple else ""),
        text,
        (LATEST, *POOLED) if name == "take" else _options(hints(kind)[python]),
        {"of": "ids", "superseded_by": "ids", "source": "sources"}.get(name, ""),
        name in MARKDOWN or "\n" in text or len(text) > 60,
    )


def _options(hint: Any) -> tuple[str, ...]:
    """All that a field can be, where those are few and said by its type; nothing stands for the usual one."""
    if hint is bool:
        return ("true", "false")
    found = get_args(hint)
    return (
        tuple(str(each) for each in found if each)
        if found and all(isinstance(each, str) for each in found)
        else ()
    )


def _part(part: str, n: int | None, name: str, text: str) -> Field:
    """A field of a citation or an accepted finding; without a number, of one that is new."""
    kind = {"cites": Citation, "accepted": Accepted}[part]
    return Field(
        name if n is None else f"{part}.{n}.{name}",
        name.capitalize(),
        sentences(kind)[name],
        text,
        _options(hints(kind)[name]),
        "sources" if name in ("source", "via") else "",
        len(text) > 60 or "\n" in text or name in ("because", "note"),
    )


def news(found: Records, stands: Stands, section: str, id: str, given: Mapping[str, str]) -> News:
    """The news that a form asks for; `Refused` where it asks for nothing, or for what news cannot bring."""
    changed = {
        name: given[name]
        for name in _by_news(section)
        if given.get(name, "") != stands.get((name,), "") and name in given
    }
    if gone := next((name for name, text in changed.items() if not text), ""):
        raise Refused(f"news cannot take `{gone}` away: correct the record, if it was wrong")
    if "value" in changed and given.get("taken_as"):
        changed["taken_as"] = given["taken_as"]
    inputs = {} if "value" in changed else _changed_inputs(stands, given, id)
    if not changed and not inputs:
        raise Refused("nothing is to be changed: every field is as it was")
    date = given.get("known", "")
    if date and covered(date) is None:
        raise Refused(f"`{date}` is no date; write 2025-03-31, 2025-03 or 2025")
    facts = {name: given.get(name, "") for name in ("at", "excerpt", "via", "why", "superseded_by")}
    request = Request(id, changed, inputs, **facts)
    if not is_figure(request):
        request = replace(request, at="", excerpt="", via="")
    said = (f"{name} = {ref}" if ref else f"without {name}" for name, ref in inputs.items())
    told = ", ".join([*changed.values(), *said])
    return News(given.get("why") or f"{id}: {told}", date, given.get("source", ""), (request,))


def item(given: Mapping[str, str]) -> News:
    """The news item that was pasted, in the form that `whence apply` takes."""
    return newsfile.parse(given.get("item", "") + "\n")


def correction(stands: Stands, way: Way, section: str, id: str, given: Mapping[str, str]) -> Correction:
    """The correction that a form asks for; an acceptance goes behind those that are there."""
    if way == "accept":
        n = len({path[1] for path in stands if path[0] == "accepted"})
        rows = corrections.part_fields("accepted")
        return Correction(section, id, {("accepted", n, name): given.get(name, "") for name in rows})
    fields: dict[Path, str] = {(name,): given[name] for name in corrections.fields(section) if name in given}
    fields |= {("inputs", name): ref for name, ref in _changed_inputs(stands, given, id).items()}
    for name, text in given.items():
        part, _, rest = name.partition(".")
        place, _, key = rest.partition(".")
        if (
            part in corrections.parts(section)
            and place.isascii()
            and place.isdigit()
            and len(place) < 4
            and key in corrections.part_fields(part)
        ):
            fields[part, int(place), key] = text
    # What a form shows in one line may have stood in several: it has changed only where its words have.
    return Correction(section, id, {
        path: stands.get(path, "") if text == stands.get(path, "").strip() else text for path, text in fields.items()
    })  # fmt: skip
