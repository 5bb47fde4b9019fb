"""Lists of sources from elsewhere: CSL-JSON, BibTeX and RIS, as records of sources; what has no field here is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whence.exchange import tagged, tex
from whence.exchange.brought import Brought, Names, Remark, note, read_json, title
from whence.files import addresses, mistakes, own_fields
from whence.files.fields import CSL_TYPES
from whence.language.patterns import later
from whence.language.problems import Refused, brief, counted
from whence.language.values.days import covered

# Fields of a source here, by what CSL-JSON calls them.
_CSL = {
    "title": "title",
    "type": "type",
    "author": "author",
    "publisher": "publisher",
    "container-title": "container-title",
    "URL": "URL",
    "DOI": "DOI",
    "issued": "issued",
    "accessed": "accessed",
    "note": "note",
}
_DOI = later(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9.]+/[!-~]+)", re.IGNORECASE)
_ENTRIES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference", "book": "book",
    "techreport": "report", "report": "report", "misc": "document", "online": "webpage", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "incollection": "chapter", "inbook": "chapter",
    "proceedings": "book", "unpublished": "manuscript", "dataset": "dataset", "software": "software", "manual": "document",
}  # fmt: skip
_BIBTEX = {
    "title": "title", "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "journal": "container-title", "journaltitle": "container-title", "booktitle": "container-title", "url": "URL",
    "doi": "DOI", "urldate": "accessed", "note": "note", "author": "author",
}  # fmt: skip
# Addresses, and dates, which are read as they are.
_AS_THEY_ARE = ("url", "doi", "urldate")
_DATE_PARTS = ("date-parts", "raw", "literal")
# What is looked at besides: the parts of the date, and what sort of its kind an entry is.
_MORE = ("year", "month", "day", "date", "entrysubtype", "whence")
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
# Quarters and halves of a year, as ISO 8601-2 counts parts of years.
_PARTS = {**{f"{32 + n}": f"Q{n}" for n in range(1, 5)}, "40": "H1", "41": "H2"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RIS_TYPES = {
    "JOUR": "article-journal", "BOOK": "book", "CHAP": "chapter", "CONF": "paper-conference", "RPRT": "report",
    "THES": "thesis", "NEWS": "article-newspaper", "MGZN": "article-magazine", "ELEC": "webpage", "DATA": "dataset",
    "CPAPER": "paper-conference", "GEN": "document", "BLOG": "post-weblog", "COMP": "software", "ICOMM": "webpage",
    "EJOUR": "article-journal", "EBOOK": "book", "ECHAP": "chapter", "DBASE": "dataset", "PAT": "patent", "STAND": "standard",
}  # fmt: skip
_RIS = {
    "title": "title", "primary_title": "title", "publisher": "publisher", "journal_name": "container-title",
    "secondary_title": "container-title", "doi": "DOI", "access_date": "accessed",
}  # fmt: skip


@dataclass
class _List:
    """A list of sources while it is made."""

    taken: Collection[str]
    names: Names = field(default_factory=Names)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    lost: list[Remark] = field(default_factory=list)

    def add(self, name: str, record: Mapping[str, Any], place: str) -> None:
        """One source, checked field by field: what cannot stand here is told and left out."""
        begun = {key: self.first(place, key, value) for key, value in record.items()}
        kept = {key: value for key, value in begun.items() if value and self.fits(place, key, value)}
        if doi := _DOI.fullmatch(kept.get("DOI", "")):
            kept["DOI"] = doi[1]  # without the address that leads to it
        if not kept.get("title"):
            kept["title"] = name or place
            self.lost.append(Remark(place, "it has no title; it is called by its name"))
        if name in self.taken:
            self.lost.append(Remark(place, f"the base has a source `{name}`: left out"))
            return
        told, name = name, name or str(kept["title"])
        fresh = mistakes.bad_id(name) is None and name not in self.sources
        id = name if fresh else self.names.give(name, least="source")
        while id in self.sources or id in self.taken:
            id = self.names.give(name, least="source")
        if told and id != told:
            self.lost.append(Remark(place, f"it is called `{id}` here"))
        self.sources[id] = {"title": kept.pop("title"), **kept}

    def fields(self, place: str, texts: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """Texts by the fields that they are here: where two are the same one, the first is kept and the other told."""
        record: dict[str, Any] = {}
        for key, text in texts:
            if text and record.setdefault(key, text) != text:
                self.lost.append(Remark(place, f"`{brief(text)}` is a second `{key}`: left out"))
        return record

    def people(self, place: str, listed: Iterable[Any]) -> list[dict[str, str]]:
        """The names of CSL-JSON, as far as there are fields for their parts."""
        found = []
        for each in listed:
            parts = each if isinstance(each, dict) else {}
            texts = {key: part for key, part in parts.items() if isinstance(part, str) and part}
            name = _name(texts)
            if not parts:
                self.lost.append(Remark(place, f"`{brief(str(each))}` is no name: left out"))
            known = {*name, *_PARTICLES}.intersection(texts)
            self.unknown(place, (f"author.{key}" for key, part in parts.items() if part and key not in known))
            found += [name] if name else []
        return found

    def own(self, place: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Our own fields of a source, which such lists have from us alone."""
        lost: list[str] = []
        found = dict(own_fields.taken(data, lost))
        self.lost += (Remark(place, f"{each}: left out") for each in lost)
        return found

    def line(self, place: str, key: str, text: str) -> str:
        """A text on one line; that one is too long and is cut is told."""
        plain = title(text)
        if plain.endswith("…") and len(" ".join(text.split())) > len(plain):
            self.lost.append(
                Remark(place, f"`{key}` has more than {len(plain)} letters: the rest is left out")
            )
        return plain

    def tex(self, place: str, key: str, value: str) -> str:
        """A text of BibTeX as plain text; what of it is not known here stays, and is told."""
        unread: list[str] = []
        text = tex.plain(value, unread)
        if key not in _AS_THEY_ARE:
            said = (
                f"`{brief(each)}` of `{key}` is TeX that is not known here: it stays as it is"
                for each in unread
            )
            self.lost += (Remark(place, each) for each in dict.fromkeys(said))
        return note(text) if key == "note" else self.line(place, key, text)

    def first(self, place: str, key: str, value: Any) -> Any:
        """What is kept of a field: of a span of dates the first, since a source has one; that is told."""
        if key not in ("issued", "accessed") or "/" not in value:
            return value
        self.lost.append(Remark(place, f"of `{key}` only the first date is kept"))
        return value.partition("/")[0]

    def fits(self, place: str, key: str, value: Any) -> bool:
        """Whether a field holds what it has to."""
        wrong = _wrong(key, value)
        if wrong:
            self.lost.append(Remark(place, f"{wrong}: left out"))
        return not wrong

    def unknown(self, place: str, fields: Iterable[str]) -> None:
        """Tell of fields that a source here does not have."""
        if names := sorted(fields):
            self.lost.append(Remark(place, f"no field here for {', '.join(map(brief, names))}: left out"))

    def brought(self, file: str) -> Brought:
        if not self.sources:
            raise Refused(
                "there is no source in it that could be brought in"
                + "".join(f"; {x.place}: {x.text}" for x in self.lost[:3])
            )
        for id, what in own_fields.known(self.sources, self.taken):
            self.lost.append(Remark(id, f"{what} is not here, or is another's: left out"))
        path = f"sources/{Names().give(file.rpartition('.')[0], least='sources')}.yaml"
        told = (counted(len(self.sources), "source"),)
        return Brought({path: {"sources": self.sources}}, told, tuple(self.lost))


def _wrong(key: str, value: Any) -> str:
    """Why a value cannot be that of a field; nothing if it can."""
    if key == "type" and value not in CSL_TYPES:
        return f"`{brief(value)}` is no type of CSL-JSON"
    if key == "URL" and (said := addresses.objection(value)):
        return f"its address {said[0]}"
    if key == "DOI" and not _DOI.fullmatch(value):
        return f"`{brief(value)}` is no DOI"
    if key in ("issued", "accessed") and (" to " in value or covered(value) is None):
        return f"`{brief(value)}` is no date"
    return ""


def csl(found: Any, file: str, taken: Collection[str]) -> Brought:
    """The sources of a list in CSL-JSON, or of one item of it."""
    made = _List(taken)
    for n, item in enumerate(found if isinstance(found, list) else [found]):
        if not isinstance(item, dict):
            made.lost.append(Remark(f"item {n + 1}", "it is no mapping: left out"))
            continue
        name = str(item.get("id", ""))
        place = name or f"item {n + 1}"
        record: dict[str, Any] = {}
        for key, value in item.items():
            if key == "author" and isinstance(value, list):
                record["author"] = made.people(place, value)
            elif _has_own(key, value):
                record |= made.own(place, value["whence"])
                made.unknown(place, (f"custom.{each}" for each in value if each != "whence"))
            elif key in ("issued", "accessed"):
                record[key] = _date_parts(value)
                said = value if isinstance(value, dict) else {}
                if _is_more(said.get("date-parts")):
                    made.lost.append(Remark(place, f"of `{key}` only the first date is kept"))
                made.unknown(
                    place, (f"{key}.{each}" for each in said if said[each] and each not in _DATE_PARTS)
                )
            elif key in _CSL and isinstance(value, str):
                record[_CSL[key]] = made.line(place, key, value) if key != "note" else note(value)
        made.unknown(
            place,
            (
                str(key)
                for key, value in item.items()
                if key != "id" and _CSL.get(key) not in record and not _has_own(key, value)
            ),
        )
        made.add(name, record, place)
    return made.brought(file)


def _has_own(key: str, value: Any) -> bool:
    return key == "custom" and isinstance(value, dict) and isinstance(value.get("whence"), dict)


# The parts of a name; and its small words, before a family and behind what is given.
_NAME = ("family", "given", "literal")
_PARTICLES = ("non-dropping-particle", "dropping-particle")


def _name(parts: Mapping[str, str]) -> dict[str, str]:
    before, behind = (parts.get(each, "") for each in _PARTICLES)
    whole = {
        **parts,
        "family": f"{before} {parts.get('family', '')}",
        "given": f"{parts.get('given', '')} {behind}",
    }
    return {key: text for key in _NAME if (text := title(whole.get(key, "")))}


def _date_parts(value: Any) -> str:
    """A date of CSL-JSON as it is written here; of a span its beginning."""
    if not isinstance(value, dict):
        return str(value)
    said = str(value.get("literal") or value.get("raw") or "")
    if covered(said):
        return said
    listed = value.get("date-parts")
    parts = listed[0] if isinstance(listed, list) and listed else None
    if isinstance(parts, list) and parts and all(map(_is_whole, parts[:3])):
        return "-".join(f"{int(each):0{2 if n else 4}d}" for n, each in enumerate(parts[:3]))
    return said or str(listed or "")


def _is_more(listed: Any) -> bool:
    """Whether some dates are a span, or one of them has more than a year, a month and a day."""
    return isinstance(listed, list) and (
        len(listed) > 1 or any(isinstance(each, list) and each[3:] for each in listed)
    )


def _is_whole(part: Any) -> bool:
    """Whether a part of a date is a whole number, which some write in quotes."""
    digits = isinstance(part, str) and re.fullmatch(r"[0-9]{1,4}", part)
    return bool(digits) or (isinstance(part, int) and not isinstance(part, bool) and 0 <= part <= 9999)


def bibtex(content: str, file: str, taken: Collection[str]) -> Brought:
    """The sources of a file of BibTeX or BibLaTeX."""
    import logging

    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError:
        raise Refused(
            "BibTeX is read by bibtexparser, which is not installed: pip install 'whence[exchange]'"
        ) from None
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library, made = parse_string(content), _List(taken)
    for entry in library.entries:
        place = f"{entry.key} (line {(entry.start_line or 0) + 1})"
        values = dict(_values(entry, place, made))
        texts = {key: made.tex(place, key, value) for key, value in values.items() if key in _BIBTEX}
        record = made.fields(place, ((_BIBTEX[key], text) for key, text in texts.items()))
        record["type"] = _bib_type(entry.entry_type.lower(), values.get("entrysubtype", ""))
        record["author"] = list(tex.people(values.get("author", "")))
        if tex.has_others(values.get("author", "")):
            made.lost.append(Remark(place, "`and others` of `author` names nobody: left out"))
        record["issued"] = _bib_date(values)
        if "accessed" in record:
            record["accessed"] = _iso(record["accessed"])
        for key in ("URL", "DOI"):
            if key in record:
                record[key] = re.sub(r"\\([%&#_$~])", r"\1", values.get(key.lower(), "")).strip("{}")
        if values.get("whence"):
            record |= made.own(place, _own_of(values["whence"]))
        made.unknown(place, set(values) - {*_BIBTEX, *_MORE})
        made.add(entry.key, record, place)
    for block in library.failed_blocks:
        line = f"line {(block.start_line or 0) + 1}"
        made.lost.append(Remark(line, f"`{brief((block.raw or '').strip())}` cannot be read: left out"))
    return made.brought(file)


def _own_of(text: str) -> Mapping[str, Any]:
    """Our own fields of an entry, from the JSON of them."""
    try:
        found = read_json(text)
    except Refused:
        found = None
    return found if isinstance(found, dict) else {"whence": text}


def _values(entry: Any, place: str, made: _List) -> Iterator[tuple[str, str]]:
    """The fields of an entry; what is put together there, or named and defined nowhere, is no text, and told."""
    enclosed = entry.parser_metadata.get("removed_enclosing", {})
    for each in entry.fields:
        key, value = each.key.lower(), str(each.value)
        bare = enclosed.get(each.key) == "no-enclosing"
        if not bare or value.isdecimal() or (key == "month" and value[:3].lower() in _MONTHS):
            yield key, value
        else:
            text = f"`{brief(value)}` of `{brief(key)}` is no text in braces or quotes, and no name of one"
            made.lost.append(Remark(place, f"{text}: left out"))


def _bib_type(entry: str, sort: str) -> str:
    """The type of an entry; what sort of it, where that is told as we write it or as BibLaTeX names it."""
    known = _SUBTYPES.get(sort.lower(), sort)
    return known if known in CSL_TYPES else _ENTRIES.get(entry, "document")


def _iso(text: str) -> str:
    """A date of ISO 8601-2 as it is written here: `2024-33` is the first quarter of 2024."""
    return re.sub(r"(?<=^[0-9]{4}-)[0-9]{2}$", lambda part: _PARTS.get(part[0], part[0]), text)


def _bib_date(values: Mapping[str, str]) -> str:
    if "date" in values:
        return "/".join(map(_iso, values["date"].split("/")))
    month = values.get("month", "")[:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdecimal() else 0
    day = values.get("day", "") if number else ""
    parts = [
        values.get("year", "").strip(),
        f"{number:02d}" if number else "",
        f"{int(day):02d}" if re.fullmatch(r"[0-9]{1,2}", day) else "",
    ]
    return "-".join(filter(None, parts))


def _finest(made: _List, place: str, entry: Mapping[str, Any]) -> str:
    """The date of an entry: of several that say the same, that which says most; another is told."""
    dates = [tagged.date(str(entry.get(key) or "")) for key in ("date", "year", "publication_year")]
    first = next(filter(None, dates), "")
    best = max((each for each in dates if each.startswith(first)), key=len)
    others = (each for each in dict.fromkeys(dates) if not best.startswith(each))
    made.lost.extend(Remark(place, f"`{brief(each)}` is a second `issued`: left out") for each in others)
    return best


def ris(content: str, file: str, taken: Collection[str]) -> Brought:
    """The sources of a file in the format of Research Information Systems (RIS)."""
    made = _List(taken)
    made.lost.extend(tagged.passed_over(content))
    entries = tagged.entries(content)
    known = {
        *_RIS,
        "type_of_reference",
        "id",
        "authors",
        "first_authors",
        "year",
        "publication_year",
        "date",
        "urls",
        "notes",
    }
    for n, entry in enumerate(entries, 1):
        place = f"entry {n}"
        record = made.fields(
            place,
            (
                (_RIS[key], tagged.date(str(value)) if key == "access_date" else title(str(value)))
                for key, value in entry.items()
                if key in _RIS
            ),
        )
        sort = str(entry.get("type_of_reference"))
        record["type"] = _RIS_TYPES.get(sort, "document")
        if sort not in _RIS_TYPES:
            made.lost.append(Remark(place, f"the type `{brief(sort)}` is none of ours: it is a document"))
        people = dict.fromkeys([*entry.get("first_authors", ()), *entry.get("authors", ())])
        record["author"] = [
            person for each in people for person in tex.person(*map(str.strip, title(each).split(",", 1)))
        ]
        record["issued"] = _finest(made, place, entry)
        record["URL"] = next(iter(entry.get("urls", [])), "")
        record["note"] = note("\n".join(entry.get("notes", [])))
        tags = (f"{tag}" for tag in entry.get("unknown_tag", {}))
        made.unknown(place, (*(key for key in entry if key not in known and key != "unknown_tag"), *tags))
        if len(entry.get("urls", [])) > 1:
            made.lost.append(Remark(place, f"only the first of {len(entry['urls'])} addresses is kept"))
        made.add(str(entry.get("id", "")), record, place)
    return made.brought(file)
