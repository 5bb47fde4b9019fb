"""Statements of Wikidata as JSON: quantities with their bounds, points in time, ranks and references, as claims and sources.

What `Special:EntityData` and the action API give, and what the REST API does (see `wikibase_rest`).

A quantity has an amount, and may have a lower and an upper bound of which nothing says how sure they are; they are taken as a
90 % interval, and that is told. A unit is named by its item, so that only units whose items are known here come in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whence.exchange import wikibase_rest
from whence.exchange.brought import Brought, Names, Remark, title
from whence.files import addresses
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, brief, counted
from whence.language.units.dimensions import DEGREES
from whence.language.units.units import STANDARD
from whence.language.values import written
from whence.language.values.days import covered
from whence.language.values.numerals import no_year

SITE = "https://www.wikidata.org/wiki/"
# Units by the items that stand for them.
UNITS: Mapping[str, str] = {
    "1": "", "Q199": "", "Q11573": "m", "Q828224": "km", "Q174728": "cm", "Q174789": "mm", "Q3710": "ft", "Q253276": "mile",
    "Q25343": "m^2", "Q712226": "km^2", "Q35852": "ha", "Q232291": "mile^2", "Q25517": "m^3", "Q11582": "L", "Q794261": "m^3/s",
    "Q11570": "kg", "Q41803": "g", "Q191118": "t", "Q100995": "lb", "Q11574": "s", "Q7727": "min", "Q25235": "hour",
    "Q573": "day", "Q577": "year", "Q25236": "W", "Q3320608": "kW", "Q6982035": "MW", "Q5879479": "GW", "Q11579": "K",
    "Q25267": "°C", "Q11229": "%", "Q4917": "USD", "Q4916": "EUR",
}  # fmt: skip
# What the commonest properties with a quantity are called; others go by their number.
PROPERTIES: Mapping[str, str] = {
    "P1082": "population", "P2046": "area", "P2048": "height", "P2044": "elevation", "P2109": "nameplate capacity",
    "P2131": "nominal GDP", "P2139": "revenue", "P1128": "employees", "P2120": "radius",
}  # fmt: skip
_POINT_IN_TIME, _STATED_IN, _ADDRESS, _TITLE, _ISSUED, _RETRIEVED = (
    "P585",
    "P248",
    "P854",
    "P1476",
    "P577",
    "P813",
)
_TIME = later(r"\+([0-9]{4,})-([0-9]{2})-([0-9]{2})T")
_JULIAN = "Q1985786"
_ITEM = later(r"[A-Z][0-9]{1,20}")
Data = Mapping[str, Any]


def is_statements(found: Any) -> bool:
    """Whether a JSON value has statements as Wikidata writes them."""
    return any(isinstance(each.get("claims"), dict) for each in _entities(found))


def _entities(found: Any) -> Iterator[Data]:
    """The entities of a file: of an answer about many, of one alone, or its claims alone."""
    if isinstance(found, dict):
        several = found.get("entities")
        listed = several.values() if isinstance(several, dict) else (found,)
        yield from (wikibase_rest.item(each) for each in listed if isinstance(each, dict))


@dataclass
class _Statements:
    """The records while they are made."""

    names: Names
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    lost: list[Remark] = field(default_factory=list)

    def tell(self, place: str, text: str) -> None:
        self.lost.append(Remark(place, text))

    def source(self, name: str, record: Mapping[str, str]) -> str:
        """A source, once."""
        kept = {key: text for key, text in record.items() if text}
        same = next((id for id, each in self.sources.items() if each == kept), "")
        id = same or self.names.give(name, least="source")
        self.sources[id] = kept
        return id


def statements(found: Any, file: str, taken: Collection[str]) -> Brought:
    """The claims and sources of a file of statements."""
    made = _Statements(Names(taken))
    for entity in _entities(found):
        _entity(made, entity)
    if not made.claims:
        raise Refused(
            "there is no quantity in it that could be brought in"
            + "".join(f"; {each.place}: {each.text}" for each in made.lost[:3])
        )
    stem = Names().give(file.rpartition(".")[0], least="statements")
    told = (f"{counted(len(made.claims), 'claim')}, {counted(len(made.sources), 'source')}",)
    files = {
        f"claims/{stem}.yaml": {"claims": made.claims},
        f"sources/{stem}.yaml": {"sources": made.sources},
    }
    return Brought(files, told, tuple(made.lost))


def _entity(made: _Statements, entity: Data) -> None:
    claims = entity.get("claims")
    if not isinstance(claims, dict):
        return
    id, label = str(entity.get("id", "")), _label(entity)
    own = ""
    for property, listed in claims.items():
        for n, statement in enumerate(listed if isinstance(listed, list) else (), 1):
            place = title(f"{id} {property} {n}")
            snak = _of(statement, "mainsnak")
            if _of(snak, "datavalue").get("type") != "quantity":
                made.tell(
                    place,
                    f"no quantity ({brief(str(snak.get('datatype') or snak.get('snaktype')))}): left out",
                )
                continue
            value = _value(made, place, _of(_of(snak, "datavalue"), "value"))
            if value is None:
                continue
            own = own or made.source(f"wikidata-{id or 'statements'}", {
                "title": title(f"Wikidata: {label or id or 'statements'}"), "type": "dataset",
                "publisher": "Wikidata", "URL": f"{SITE}{id}" if _ITEM.fullmatch(id) else "",
                "issued": _modified(entity),
            })  # fmt: skip
            _claim(
                made,
                statement,
                place,
                f"{label or id} {PROPERTIES.get(property, property)}".strip(),
                value,
                own,
            )


def _modified(entity: Data) -> str:
    """The day on which an item was last changed; nothing where it says none."""
    day = str(entity.get("modified", ""))[:10]
    return day if day and covered(day) is not None else ""


def _label(entity: Data) -> str:
    labels = _of(entity, "labels")
    first: Any = labels.get("en") or next(iter(labels.values()), {})
    return str(first.get("value", "")) if isinstance(first, dict) else ""


def _of(data: Any, key: str) -> Data:
    """The mapping under a key; an empty one where there is none."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _value(made: _Statements, place: str, quantity: Data) -> Any:
    """A quantity as a value; None, and told, where it cannot be one."""
    item = str(quantity.get("unit", "1")).rpartition("/")[2]
    if item not in UNITS:
        made.tell(place, f"its unit is {brief(item)}, which is not known here: left out")
        return None
    unit = UNITS[item]
    bare = str if unit else no_year
    amount, low, high = (bare(str(quantity[key]).removeprefix("+")) if quantity.get(key) is not None else ""
                         for key in ("amount", "lowerBound", "upperBound"))  # fmt: skip
    value: Any = f"{amount}{unit}" if unit == "%" else f"{amount} {unit}".strip()
    if low and high and (low, high) != (amount, amount):
        # a unit with a zero of its own stands beside each number
        own = unit if unit in DEGREES else ""
        low, amount, high = (f"{each} {own}".strip() for each in (low, amount, high))
        value = {
            "interval": [low, high],
            "point": amount,
            "level": "90%",
            **({} if own or not unit else {"unit": unit}),
        }
        made.tell(place, "how sure its bounds are is not said: they are taken as a 90 % interval")
    text = value if isinstance(value, str) else json.dumps(value)
    if isinstance(problem := written.parse(text, STANDARD), Problem):
        made.tell(place, f"`{brief(text)}`: {problem.message}: left out")
        return None
    return value


def _claim(made: _Statements, statement: Data, place: str, label: str, value: Any, own: str) -> None:
    """One statement as a claim."""
    qualifiers = _of(statement, "qualifiers")
    when = _date(made, place, _first(qualifiers, _POINT_IN_TIME))
    if rest := [each for each in qualifiers if each != _POINT_IN_TIME]:
        made.tell(place, f"no field here for the qualifiers {', '.join(map(brief, rest))}: left out")
    record: dict[str, Any] = {
        "title": title(f"{label[:1].upper()}{label[1:]}" + (f", {when}" if when else ""))
    }
    record["value"] = value
    record |= {"as_of": when} if when else {}
    rank = statement.get("rank", "normal")
    if rank == "deprecated":
        record |= {"status": "retracted", "why": "Wikidata gives the statement the rank `deprecated`."}
    listed = statement.get("references")
    references = listed if isinstance(listed, list) else ()
    cites = [_cite(made, place, _of(each, "snaks"), own) for each in references]
    record["cites"] = cites or [{"source": "unstated", "via": own, "at": place}]
    record |= {"tags": [f"{rank}-rank"]} if rank == "preferred" else {}
    made.claims[made.names.give(label, when, least="statement")] = record


def _first(snaks: Data, property: str) -> Any:
    """The value of the first snak of a property; None where there is none."""
    listed = snaks.get(property)
    snak = listed[0] if isinstance(listed, list) and listed else {}
    return _of(snak, "datavalue").get("value")


def _cite(made: _Statements, place: str, snaks: Data, own: str) -> dict[str, str]:
    """A reference as a citation: what it is stated in, or the address where it was read."""
    stated, address, named = (_first(snaks, each) for each in (_STATED_IN, _ADDRESS, _TITLE))
    item = str(stated.get("id", "")) if isinstance(stated, dict) else ""
    url = str(address or (f"{SITE}{item}" if item else ""))
    if url and addresses.objection(url):
        made.tell(place, f"the address {brief(url)} of a reference cannot stand here: left out")
        url = ""
    if rest := set(snaks) - {_STATED_IN, _ADDRESS, _TITLE, _ISSUED, _RETRIEVED}:
        made.tell(place, f"no field here for {', '.join(sorted(map(brief, rest)))} of a reference: left out")
    if not url and not item:
        return {"source": "unstated", "via": own, "at": place}
    text = str(named.get("text", "")) if isinstance(named, dict) else ""
    record = {
        "title": title(text or (f"Wikidata item {item}" if item else url)),
        "URL": url,
        "issued": _date(made, place, _first(snaks, _ISSUED)),
        "accessed": _date(made, place, _first(snaks, _RETRIEVED)),
    }
    return {
        "source": made.source(text or item or url.partition("://")[2].partition("/")[0], record),
        "via": own,
        "at": place,
    }


def _date(made: _Statements, place: str, value: Any) -> str:
    """A moment as a date of its precision: a year, a month or a day; nothing, and told, where it is none of these."""
    if not isinstance(value, dict):
        return ""
    hit, precision = _TIME.match(str(value.get("time", ""))), value.get("precision")
    parts = {9: 1, 10: 2, 11: 3}.get(precision if isinstance(precision, int) else 0, 0)
    date = "-".join(hit.groups()[:parts]) if hit and parts else ""
    if not date or str(value.get("calendarmodel", "")).endswith(_JULIAN) or covered(date) is None:
        made.tell(place, f"the date `{brief(str(value.get('time')))}` cannot be written here: left out")
        return ""
    return date
