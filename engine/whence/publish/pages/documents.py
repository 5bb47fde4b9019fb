"""The pages of sources, and their descriptions for other programs: CSL-JSON and BibTeX."""

from __future__ import annotations

import json
import re
from typing import Any

from whence.account import impacts
from whence.files import own_fields
from whence.files.schema import Name, Source
from whence.judge import evidence
from whence.language.frozen import dataclass
from whence.language.problems import few, visible, visible_json
from whence.language.values.shown import show_share
from whence.publish.pages.anatomy import severities
from whence.publish.pages.book import Book
from whence.publish.pages.cells import kind_of, number_cell, ref_cell
from whence.publish.pages.coverage import counted
from whence.publish.pages.parts import (
    Cell,
    Flag,
    Objection,
    Outline,
    Page,
    Ref,
    Table,
    Unfolding,
    Where,
    plural,
    telling,
)
from whence.publish.pages.tables import value_cell

# What BibTeX calls the types of CSL; others are `misc`, and their `entrysubtype` says which.
_ENTRIES = {
    "article-journal": "article", "paper-conference": "inproceedings", "book": "book", "report": "techreport",
}  # fmt: skip
# Dates whose parts everybody can tell.
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
# Quarters and halves of a year, as ISO 8601-2 counts parts of years.
_PARTS = {**{f"Q{n}": f"{32 + n}" for n in range(1, 5)}, "H1": "40", "H2": "41"}
# A text of JSON, and the braces in it.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACES = str.maketrans({"{": r"\u007b", "}": r"\u007d"})
# What TeX takes for more than a letter.
_TEX = str.maketrans(
    {
        **{each: f"\\{each}" for each in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True)
class SourceView(Unfolding):
    """Everything on the page of a source."""

    id: str
    flags: tuple[Flag, ...]
    sentence: str
    facts: tuple[tuple[str, str, str], ...]
    relies: tuple[Ref, ...]
    repeated: tuple[Ref, ...]
    quotes: Table | None
    counted: str
    coverage: str
    asides: Table | None
    rests: Table | None
    alone: tuple[Ref, ...]
    reliability: str
    why: str
    note: str
    objections: tuple[Objection, ...]
    where: Where
    csl: str
    bibtex: str
    address: str

    OPEN = ("know", "quotes")

    def outline(self) -> Outline:
        """What the page unfolds into, in its order."""
        yield self.note or self.reliability or self.why, "know", "What you should know", ""
        yield self.relies, "relies", "It repeats", few([each.title for each in self.relies], 2)
        yield self.repeated, "repeated", "Repeated by", few([each.title for each in self.repeated], 2)
        yield (
            self.quotes,
            "quotes",
            "What is taken from it",
            plural(len(self.quotes.rows), "use") if self.quotes else "",
        )
        yield self.counted, "coverage", "How much of it is here", self.counted.partition(". ")[0].rstrip(".")
        aside = plural(len(self.asides.rows), "figure") if self.asides else ""
        yield self.asides, "set-aside", "Figures set aside", aside
        yield self.alone, "alone", "Would stand on nothing without it", plural(len(self.alone), "record")
        moves = plural(len(self.rests.rows), "record") if self.rests else ""
        yield self.rests, "used-by", "What would move without it", moves
        yield self.objections, "findings", "What the engine objects to", severities(self.objections)
        yield True, "about", "About this source", ", ".join(text for _, text, _ in self.facts[:3])
        yield True, "cite", "Cite the source", "BibTeX, CSL-JSON"


def source_page(book: Book, id: str) -> Page:
    """The page of one source: what it is, every quote taken from it, and what would fall without it."""
    edition = book.edition
    source = edition.base.records.sources[id]
    cited = book.cited.get(id, ())
    claims = {each for _, each, _ in cited}
    impact = impacts.impact(edition, id) if len(claims) <= 400 else None
    cited_by = plural(len(claims), "record cites", "records cite")
    sentence = f"{_who(source)}{cited_by} it."
    view = SourceView(
        id,
        _flags(source),
        sentence,
        _facts(source),
        tuple(ref for each in source.relies_on if (ref := book.source_ref(each))),
        _repeated(book, id),
        _quotes(book, id),
        counted(book.coverages[id]) if id in book.coverages else "",
        f"coverage/{id}.html",
        _asides(source),
        _rests(book, impact.effects if impact else ()),
        tuple(book.ref(each) for each in impact.uncited) if impact else (),
        source.reliability,
        source.why,
        source.note,
        book.objections(book.findings.get(id, ())),
        book.where("sources", id),
        json.dumps(csl(id, source), indent=1, ensure_ascii=False),
        bibtex(id, source),
        web(source.URL),
    )
    twins = (("application/json", f"sources/{id}.json"),)
    return Page(
        f"sources/{id}.html",
        "source.html",
        source.title,
        f"{source.title}. {sentence}",
        view,
        "sources",
        twins,
        source=view.where.text,
    )


def name_text(name: Name) -> str:
    """A person or body as a reader writes it."""
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def _who(source: Source) -> str:
    parts = [
        ", ".join(name_text(each) for each in source.author),
        source.publisher or source.container_title,
        source.issued,
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said}. " if said else ""


def _flags(source: Source) -> tuple[Flag, ...]:
    found = []
    if source.status != "current":
        found.append(Flag(source.status, "conflict"))
    if source.mention_only:
        found.append(Flag("known only by mention", "uncertain"))
    return tuple(found)


def _facts(source: Source) -> tuple[tuple[str, str, str], ...]:
    rows = [
        ("Type", kind_of(source.type), ""),
        ("Author", ", ".join(name_text(each) for each in source.author), ""),
        ("Publisher", source.publisher, ""),
        ("In", source.container_title, ""),
        ("Issued", source.issued, ""),
        ("Accessed", source.accessed, ""),
        ("Address", source.URL, web(source.URL)),
        (
            "DOI",
            source.DOI,
            f"https://doi.org/{source.DOI}" if re.fullmatch(r"10\.[0-9.]+/[!-~]+", source.DOI) else "",
        ),
        ("Copy", source.snapshot.file if source.snapshot else "", ""),
        ("SHA-256", source.snapshot.sha256 if source.snapshot else "", ""),
    ]
    return tuple(row for row in rows if row[1])


def web(address: str) -> str:
    """An address if it is plain http or https with a host, else nothing."""
    return (
        address if re.fullmatch(r"https?://[A-Za-z0-9][^\s\\<>\"']*", address) and address.isascii() else ""
    )


def _repeated(book: Book, id: str) -> tuple[Ref, ...]:
    """The sources that repeat this one: they are no second witness."""
    records, aliases = book.edition.base.records, book.edition.base.aliases
    found = [
        each
        for each, source in records.sources.items()
        if id in {aliases.get(r, r) for r in source.relies_on}
    ]
    return tuple(ref for each in found if (ref := book.source_ref(each)))


def _quotes(book: Book, id: str) -> Table | None:
    aliases = book.edition.base.aliases
    rows = []
    for section, each, cite in book.cited.get(id, ()):
        origin = aliases.get(cite.source, cite.source) == id
        ref = (
            book.ref(each)
            if section != "terms"
            else Ref(each, book.edition.title(each), book.href(each, "terms"))
        )
        rows.append(
            (
                ref_cell(ref),
                value_cell(book, each) if section != "terms" else Cell("–"),
                Cell(f"“{cite.excerpt}”" if cite.excerpt else "–"),
                Cell(cite.at or "–"),
                Cell("its own" if origin else "repeated from elsewhere"),
                Cell(cite.stance),
            )
        )
    # A source's own word that supports what it is used in is the ordinary case: it goes without saying.
    ordinary = {"whose": "its own", "stance": "supports"}
    columns = ("used in", "value", "the words", "where", "whose", "stance")
    return telling("What is taken from it", rows, {name: ordinary.get(name) for name in columns})


def _asides(source: Source) -> Table | None:
    """What is set aside of a source's figures, with the reason: nobody is to look for a claim that cites it."""
    rows = [
        (Cell(f"“{each.excerpt}”"), Cell(each.why), Cell(each.at or "wherever they stand"))
        for each in source.set_aside
    ]
    return telling(
        "Figures set aside", rows, {"the words": None, "why": None, "where": "wherever they stand"}
    )


def _rests(book: Book, effects: tuple[impacts.Effect, ...]) -> Table | None:
    ranked = sorted(effects, key=lambda each: (-each.share, each.id))[:40]
    rows = tuple(
        (
            ref_cell(book.ref(each.id)),
            value_cell(book, each.id),
            number_cell(show_share(each.share), each.share),
        )
        for each in ranked
        if "#" not in each.id
    )
    return (
        Table("What would move without it", ("claim", "value", "share of its variance"), rows)
        if rows
        else None
    )


def csl(id: str, source: Source) -> dict[str, Any]:
    """A source as CSL-JSON."""
    found: dict[str, Any] = {"id": id, "type": source.type, "title": source.title}
    if source.author:
        found["author"] = [
            {
                key: value
                for key, value in (("family", n.family), ("given", n.given), ("literal", n.literal))
                if value
            }
            for n in source.author
        ]
    plain = (
        ("publisher", source.publisher),
        ("container-title", source.container_title),
        ("URL", web(source.URL)),
        ("DOI", source.DOI),
        ("note", source.note),
    )
    found |= {key: value for key, value in plain if value}
    if own := own_fields.own(source):
        found["custom"] = {"whence": own}
    return found | {
        key: _date(text) for key, text in (("issued", source.issued), ("accessed", source.accessed)) if text
    }


def _date(text: str) -> dict[str, Any]:
    """A date in parts, as CSL-JSON has it; of a quarter or half the year, with what it is said beside."""
    if _DAY.fullmatch(text):
        return {"date-parts": [[int(each) for each in text.split("-")]]}
    return {"date-parts": [[int(text[:4])]], "literal": text}


def bibtex(id: str, source: Source) -> str:
    """A source as a BibTeX entry."""
    plain = _DAY.fullmatch(source.issued)
    day = source.issued.split("-") if plain else (source.issued[:4],)
    kind = _ENTRIES.get(source.type, "misc")
    rows = [
        ("title", _bib(source.title)),
        ("author", " and ".join(_bib_name(each) for each in source.author)),
        ("publisher", _bib(source.publisher)),
        ("journal", _bib(source.container_title)),
        *zip(("year", "month", "day"), day, strict=False),
        ("date", "" if plain else _iso(source.issued)),
        ("url", _verbatim(web(source.URL))),
        ("doi", _verbatim(source.DOI)),
        ("urldate", _iso(source.accessed)),
        ("note", _bib(source.note)),
        ("whence", _json(source)),
        ("entrysubtype", "" if source.type in (*_ENTRIES, "document") else source.type),
    ]
    body = ",\n".join(f"  {key} = {{{text}}}" for key, text in rows if text)
    return f"@{kind}{{{id},\n{body}\n}}\n"


def _json(source: Source) -> str:
    """What BibTeX has no field for, in one of ours: as JSON, whose braces are pairs."""
    own = own_fields.own(source)
    text = visible_json(json.dumps(own, ensure_ascii=False)) if own else ""
    return _STRING.sub(lambda part: part[0].translate(_BRACES), text)


def _iso(text: str) -> str:
    """A date as ISO 8601-2 writes it: `2024-33` is the first quarter of 2024."""
    return re.sub(r"[QH][0-9]$", lambda part: _PARTS[part[0]], text)


def _bib_name(name: Name) -> str:
    # A name in brackets is read as a whole; a family alone that has two words would be read as two names.
    whole = name.literal or (name.family if " " in name.family and not name.given else "")
    parts = (_bib_part(part) for part in (name.family, name.given) if part)
    return f"{{{_bib(whole)}}}" if whole else ", ".join(parts)


def _bib_part(text: str) -> str:
    """A part of a name, in brackets where it holds what parts names from each other."""
    return f"{{{_bib(text)}}}" if "," in text or " and " in f" {text} " else _bib(text)


def _bib(text: str) -> str:
    """A text on one line, which is all that BibTeX has; signs that would be read as one there, such as `--`, stay two."""
    plain = " ".join(visible(text).split()).translate(_TEX)
    return re.sub(r"(?<=-)-|(?<=`)`|(?<=')'", r"{}\g<0>", plain)


def _verbatim(text: str) -> str:
    """An address as it is: a sign before its `&` or `_` would be taken for a part of it."""
    return re.sub(r"[{}\\]", lambda hit: f"%{ord(hit[0]):02X}", visible(text))


__all__ = ["bibtex", "csl", "evidence", "name_text", "source_page", "web"]
