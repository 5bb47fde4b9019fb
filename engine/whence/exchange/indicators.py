"""The metadata files of Our World in Data: their origins as sources, with licence and citation; their columns as claims.

A file of a chart (`chart` and `columns`) names its origins in a text, one of an indicator (`origins`) one by one. The figures are
in a table that goes with it, so that each column becomes a claim whose figure is still missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whence.exchange.brought import Brought, Names, Remark, note, title
from whence.files import addresses
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, brief, counted
from whence.language.units.units import STANDARD
from whence.language.values.days import covered

MISSING = "It is in the table that goes with this file, by place and year."
# What is read of a chart, of a column or an indicator, and of an origin; what else is there is told.
_CHART = {"title", "citation", "originalChartUrl"}
_COLUMN = {
    "titleShort", "titleLong", "name", "unit", "shortUnit", "timespan", "descriptionShort", "citationShort", "citationLong",
    "origins",
}  # fmt: skip
_ORIGIN = {
    "title", "titleSnapshot", "producer", "citationFull", "attribution", "attributionShort", "urlMain", "datePublished",
    "dateAccessed", "license", "description", "id",
}  # fmt: skip
_RATE = later(r"/|\bper\b")
_SILENT = {"shortName", "owidVariableId", "type", "id", "fullMetadata", "selection"}


def is_metadata(found: Any) -> bool:
    """Whether a JSON value is such a file."""
    if not isinstance(found, dict):
        return False
    chart = isinstance(found.get("columns"), dict) and isinstance(found.get("chart"), dict)
    return chart or isinstance(found.get("origins"), list)


@dataclass
class _File:
    """The records while they are made."""

    taken: Collection[str]
    names: Names = field(init=False)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    lost: list[Remark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = Names(self.taken)

    def source(self, name: str, record: Mapping[str, Any], place: str) -> str:
        """A source, each field that cannot stand here told and left out; the one that is there, if it is the same."""
        kept = {key: text for key, text in record.items() if text and self._fits(place, key, str(text))}
        if same := next((id for id, each in self.sources.items() if each == kept), ""):
            return same
        id = self.names.give(name, str(kept.get("issued", "")), least="source")
        self.sources[id] = kept
        return id

    def _fits(self, place: str, key: str, text: str) -> bool:
        wrong = ""
        if key == "URL" and (said := addresses.objection(text)):
            wrong = f"its address {said[0]}"
        elif key in ("issued", "accessed") and covered(text) is None:
            wrong = f"`{brief(text)}` is no date"
        if wrong:
            self.lost.append(Remark(place, f"{wrong}: left out"))
        return not wrong

    def unread(self, place: str, data: Mapping[str, Any], read: Collection[str]) -> None:
        """Tell of what has no field here."""
        if rest := sorted(
            key for key, value in data.items() if value and key not in read and key not in _SILENT
        ):
            self.lost.append(Remark(place, f"no field here for {', '.join(map(brief, rest))}: left out"))


def metadata(found: Mapping[str, Any], file: str, taken: Collection[str]) -> Brought:
    """The sources and claims of a metadata file."""
    made = _File(taken)
    if "columns" in found:
        _chart(made, found)
    else:
        _column(made, str(found.get("name") or file), found, "")
    if not made.claims:
        raise Refused("there is no column in it that could be brought in")
    stem = Names().give(file.removesuffix(".json").removesuffix(".metadata"), least="indicators")
    told = (f"{counted(len(made.claims), 'claim')} without a figure, {counted(len(made.sources), 'source')}",)
    files = {f"claims/{stem}.yaml": {"claims": made.claims}}
    return Brought(
        files | ({f"sources/{stem}.yaml": {"sources": made.sources}} if made.sources else {}), told, tuple(made.lost)
    )  # fmt: skip


def _chart(made: _File, found: Mapping[str, Any]) -> None:
    """A chart is a source itself; what its columns rest on, it says in a text."""
    chart, columns = _mapping(found["chart"]), found["columns"]
    own = made.source(
        str(chart.get("title") or "chart"),
        {
            "title": title(str(chart.get("title") or "A chart")),
            "type": "dataset",
            "publisher": "Our World in Data",
            "URL": _text(chart, "originalChartUrl").partition("?")[0],
            "accessed": _text(found, "dateDownloaded"),
            "note": _text(chart, "citation"),
        },
        "chart",
    )
    made.unread("chart", chart, _CHART)
    for name, column in columns.items():
        _column(made, str(name), _mapping(column), own)


def _column(made: _File, name: str, column: Mapping[str, Any], via: str) -> None:
    """One column or indicator as a claim that still misses its figure."""
    label = _text(column, "titleShort") or _text(column, "name") or name
    listed = enumerate(_listed(column, "origins"), 1)
    origins = [_origin(made, each, f"{name}, origin {n}") for n, each in listed]
    cites: list[dict[str, str]] = [{"source": each} for each in dict.fromkeys(origins)]
    said = _text(column, "citationLong") or _text(column, "citationShort")
    if via and not cites:
        cites = [{"source": "unstated", "via": via, **({"note": said} if said else {})}]
        kept = "named in a text alone, which its citation keeps" if said else "not named"
        made.lost.append(Remark(name, f"its origins are {kept}"))
    unit, unsaid = _unit(column)
    record: dict[str, Any] = {"title": title(label), "missing": MISSING} | ({"unit": unit} if unit else {})
    if unsaid and not unit:
        made.lost.append(Remark(name, f"there is no unit `{brief(unsaid)}` here; it is said in `note`"))
    years = _text(column, "timespan")
    if span := _span(years):
        record["as_of"] = span
    elif years:
        made.lost.append(Remark(name, f"`timespan` {brief(years)} is no span of years here: left out"))
    notes = [_text(column, "descriptionShort"), f"Unit there: {unsaid}." if unsaid else ""]
    record |= {"note": " ".join(filter(None, notes))} if any(notes) else {}
    made.claims[made.names.give(label, least="series")] = record | ({"cites": cites} if cites else {})
    made.unread(name, column, _COLUMN)


def _origin(made: _File, origin: Mapping[str, Any], place: str) -> str:
    """An origin as a source: the whole citation and the licence stand in its note."""
    origin = {_camel(key): value for key, value in origin.items()}
    licence = _mapping(origin.get("license") or {})
    terms = " ".join(
        filter(None, (_text(licence, "name"), f"({_text(licence, 'url')})" if licence.get("url") else ""))
    )
    note = " ".join(filter(None, (_text(origin, "citationFull"), f"Licence: {terms}." if terms else "")))
    producer = _text(origin, "attribution") or _text(origin, "producer")
    made.unread(place, origin, _ORIGIN)
    return made.source(
        _text(origin, "attributionShort") or producer or "origin",
        {
            "title": title(
                _text(origin, "title") or _text(origin, "titleSnapshot") or producer or "An origin"
            ),
            "type": "dataset",
            "publisher": _text(origin, "producer") or producer,
            "URL": _text(origin, "urlMain"),
            "issued": _text(origin, "datePublished"),
            "accessed": _text(origin, "dateAccessed"),
            "note": note,
        },
        place,
    )


def _camel(name: str) -> str:
    """A name with underscores as the published files spell it: both are in use."""
    first, *rest = str(name).split("_")
    return first + "".join(each.capitalize() for each in rest)


def _listed(data: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    """The mappings of a list; nothing where none stands there."""
    listed = data.get(key)
    return [_mapping(each) for each in listed] if isinstance(listed, list) else ()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(data: Mapping[str, Any], key: str) -> str:
    """What stands under a key, as a text on one line; nothing where nothing, or no text, stands there."""
    value = data.get(key)
    return note(" ".join(str(value).split())) if isinstance(value, str | int | float) else ""


def _unit(column: Mapping[str, Any]) -> tuple[str, str]:
    """The unit of a column as it is written here, "" for none of ours, and what was said of it that this does not say.

    The short one alone is no unit where the long one is a rate or money: `kWh` stands for kilowatt-hours per person too, and
    `$` for those of any country and year.
    """
    long, short = _text(column, "unit"), _text(column, "shortUnit")
    for said in filter(None, (long, short)):
        unit = STANDARD.parse(said)
        if isinstance(unit, Problem):
            continue
        if said == long or not long:
            return unit.text, ""
        if unit.style != "money" and ("/" in short or not _RATE.search(long)):
            return unit.text, long
    return "", long or short


def _span(text: str) -> str:
    """A span of years, such as 1990-2020, as it is written here; nothing where it is none."""
    first, _, last = text.partition("-")
    wanted = f"{first} to {last}" if first.isdigit() and last.isdigit() and first != last else first
    return wanted if wanted and covered(wanted) else ""
