"""Items and statements as the Wikibase REST API gives them, in the shape of the action API.

There a statement is `{id, rank, property: {id, data_type}, value: {type, content}, qualifiers: [...], references: [{parts}]}`,
labels are texts by language, and the statements of an item alone are a mapping by property (the manual of Wikibase, `Differences
in the JSON data format`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whence.language.patterns import later

Data = Mapping[str, Any]
_PROPERTY = later(r"P[0-9]+")
# What is a text there and a mapping with an id here.
_ENTITIES = ("wikibase-item", "wikibase-property")


def item(found: Data) -> Data:
    """An item, or its statements alone, as the action API has it; anything else as it is."""
    if found and all(_PROPERTY.fullmatch(str(key)) for key in found):
        found = {"id": _owner(found), "statements": found}
    statements = found.get("statements")
    if not isinstance(statements, dict) or "claims" in found:
        return found
    labels = found.get("labels")
    named = labels.items() if isinstance(labels, dict) else ()
    return {
        **found,
        "labels": {language: {"value": each} for language, each in named if isinstance(each, str)},
        "claims": {
            property: [_statement(each) for each in listed if isinstance(each, dict)]
            for property, listed in statements.items()
            if isinstance(listed, list)
        },
    }


def _owner(statements: Data) -> str:
    """The item that some statements are about: what stands before the `$` of their ids."""
    listed = (each for group in statements.values() if isinstance(group, list) for each in group)
    ids = {str(each.get("id", "")).partition("$")[0] for each in listed if isinstance(each, dict)}
    return ids.pop() if len(ids) == 1 else ""


def _statement(given: Data) -> Data:
    references = given.get("references")
    listed = references if isinstance(references, list) else []
    return {
        "rank": given.get("rank", "normal"),
        "mainsnak": _snak(given),
        "qualifiers": _snaks(given.get("qualifiers")),
        "references": [{"snaks": _snaks(each.get("parts"))} for each in listed if isinstance(each, dict)],
    }


def _snaks(pairs: Any) -> dict[str, list[Data]]:
    """Pairs of a property and a value, by property."""
    found: dict[str, list[Data]] = {}
    for each in pairs if isinstance(pairs, list) else ():
        property = each.get("property") if isinstance(each, dict) else None
        if isinstance(property, dict):
            found.setdefault(str(property.get("id", "")), []).append(_snak(each))
    return found


def _snak(pair: Data) -> Data:
    property, value = _of(pair, "property"), _of(pair, "value")
    kind = str(property.get("data_type") or property.get("data-type") or "")
    found = {"snaktype": value.get("type", ""), "datatype": kind}
    if value.get("type") != "value":
        return found
    content = value.get("content")
    if kind in _ENTITIES and isinstance(content, str):
        content = {"id": content}
    return {**found, "datavalue": {"type": kind, "value": content}}


def _of(pair: Data, key: str) -> Data:
    found = pair.get(key)
    return found if isinstance(found, dict) else {}
