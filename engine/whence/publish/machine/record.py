"""The JSON of a number's page: everything that the page has, in a shape that is published and has a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from whence.account import answers, reports
from whence.files.schema import Citation
from whence.judge.rules.wording import verdicts
from whence.model.graph import Derived, Pool
from whence.publish.pages.book import Book

# Rises when a key goes or means something else; keys that are new leave it.
VERSION = 1
SCHEMA = "schema/record.json"
# What is taken over from the record as it is written, where the record has it.
_WRITTEN = ("status", "superseded_by", "by", "scope", "note", "why", "review_by", "taken_as")


def record(book: Book, id: str, alias: str = "") -> dict[str, Any]:
    """A claim, quantity or choice; `alias` is the former id that it is asked for by, if it is asked for by that."""
    section = book.section(id)
    written: Any = book.edition.base.records.of(section)[id]
    answer = answers.claim(book.edition, id)
    found: dict[str, Any] = {
        "$schema": book.absolute(SCHEMA) if book.published else f"../{SCHEMA}",
        "version": VERSION,
        "address": book.absolute(book.href(id, section)) if book.published else None,
        "section": section,
        **answer,
        **{name: getattr(written, name, "") or None for name in _WRITTEN if name != "taken_as"},
        "written": book.edition.base.values[id].text if id in book.edition.base.values else None,
        "formula": getattr(written, "formula", "") or None,
        "inputs": list(_inputs(book, id)),
        "quantiles": _quantiles(answer),
        "citations": [_citation(each) for each in getattr(written, "cites", ())],
        "verdict": _verdict(book, id),
        "agreement": answer.get("verdict"),
        "history": [_told(asdict(each)) for each in getattr(written, "history", ())],
        "findings": [reports.as_dict(each) for each in book.findings.get(id, ())],
        "used_by": list(book.users.get(id, ())),
        "tags": list(written.tags),
        "aliases": list(written.aliases),
        "state": book.state(id) or None,
    }
    return {**found, "alias": alias} if alias else found


def _inputs(book: Book, id: str) -> Iterator[dict[str, Any]]:
    """The inputs of a formula or a pool, each with its name there, its id, and its numbers in its own unit."""
    node = book.edition.base.nodes.get(id)
    named: Mapping[str, str] = {}
    if isinstance(node, Derived):
        named = node.inputs
    elif isinstance(node, Pool):
        named = {each: each for each in node.members}
    for name, ref in named.items():
        summary = book.edition.summaries.get(ref)
        unit = book.edition.unit(ref) if summary else None
        numbers = answers.numbers(summary, unit) if summary and unit else {}
        kept = {key: numbers.get(key) for key in ("point", "median", "low", "high")}
        yield {
            "name": name,
            "id": ref,
            "title": book.edition.title(ref),
            "unit": unit.text if unit else None,
            **kept,
        }


def _quantiles(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """The quantiles of a number that is drawn; null for a bound, and where there is no number."""
    named = {"0.05": answer.get("low"), "0.5": answer.get("median"), "0.95": answer.get("high")}
    return named if all(isinstance(each, int | float) for each in named.values()) else None


def _citation(cite: Citation) -> dict[str, Any]:
    return {name: value or None for name, value in asdict(cite).items()}


def _verdict(book: Book, id: str) -> dict[str, str] | None:
    """How a stated figure stands to what its inputs give, and what explains the rest, in words."""
    if id not in book.edition.agreements:
        return None
    found = book.edition.agreements[id]
    explained = book.spoken(verdicts.explanation(book.edition, id))
    return {"verdict": found.verdict, "stated": book.edition.base.stated[id].text, "explanation": explained}


def _told(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says, without the fields that are empty."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value
    }


_TEXT = {"type": ["string", "null"]}
_NUMBER = {"type": ["number", "null"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_FINDING = {"type": "object", "required": ["rule", "severity", "message", "accepted"]}
_DOUBTFUL = {
    "type": "object",
    "required": ["id", "status", "by"],
    "properties": {"id": {"type": "string"}, "status": {"type": "string"}, "by": _TEXTS},
}
_NUMBERS = dict.fromkeys(("point", "median", "low", "high", "mean", "sd"), _NUMBER)


def schema() -> dict[str, Any]:
    """The shape of `record` as a JSON Schema (draft 7): every key that is always there, and what it holds."""
    context = {
        "type": "object",
        "required": ["choose", "possible", "point"],
        "properties": {"choose": {"type": "object"}, "possible": {"type": "boolean"}, **_NUMBERS},
    }
    citation = {
        "type": "object",
        "required": ["source", "via", "at", "excerpt", "note", "stance"],
        "properties": dict.fromkeys(("via", "at", "excerpt", "note"), _TEXT)
        | {
            "source": {"type": "string"},
            "stance": {"enum": ["supports", "contradicts", "context"]},
        },
    }
    given = {
        "type": "object",
        "required": ["name", "id", "title", "unit", "point"],
        "properties": {
            "name": {"type": "string"},
            "id": {"type": "string"},
            "title": {"type": "string"},
            "unit": _TEXT,
        }
        | dict.fromkeys(("point", "median", "low", "high"), _NUMBER),
    }
    quantiles = {"type": ["object", "null"], "additionalProperties": {"type": "number"}}
    properties = {
        "version": {"const": VERSION},
        "section": {"enum": ["claims", "quantities", "choices"]},
        "id": {"type": "string"},
        "title": {"type": "string"},
        **dict.fromkeys(("kind", "unit", "address", "written", "formula", "as_of", "known", "state"), _TEXT),
        **dict.fromkeys(("status", "by", "note", "why", "scope"), _TEXT),
        **_NUMBERS,
        "quantiles": quantiles,
        "open": _TEXTS,
        "contexts": {"type": "array", "items": context},
        "inputs": {"type": "array", "items": given},
        "citations": {"type": "array", "items": citation},
        "history": {"type": "array", "items": {"type": "object"}},
        "findings": {"type": "array", "items": _FINDING},
        "verdict": {"type": ["object", "null"], "required": ["verdict", "stated", "explanation"]},
        "agreement": _TEXT,
        "rests_on_doubtful": {"type": "array", "items": _DOUBTFUL},
        "used_by": _TEXTS,
        "tags": _TEXTS,
        "aliases": _TEXTS,
        "alias": {"type": "string"},
    }
    optional = {"alias", "mean", "sd"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A claim, quantity or choice",
        "description": "Numbers are in `unit`; low and high are the ends of the 90 % interval, or of a bound.",
        "type": "object",
        "required": sorted(set(properties) - optional),
        "properties": properties,
    }
