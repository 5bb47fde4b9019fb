"""Slips in what a record says of itself: its citation, its scope, its state, its rivals, its double."""

from __future__ import annotations

import copy
import random
import re

from planted.bases import Files, rank, written
from planted.slips import FIGURE, QUOTED, Slip, figure, in_use, kind, numbers, quoted


@kind(QUOTED, "same-fact-twice")
def citation_of_another_claim(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The excerpt is that of another claim from the same source."""
    record = files.claims[id]
    cites = record.get("cites") or []
    own = numbers(figure(record)[1])
    if len(cites) != 1 or not files.excerpts(id) or not own or not in_use(record):
        return None
    was, others = cites[0]["excerpt"], []
    for other in files.beside(id):
        theirs = files.claims[other].get("cites") or [{}]
        excerpt = theirs[0].get("excerpt", was) if isinstance(theirs[0], dict) else was
        if (
            excerpt != was
            and files.read_in(theirs[0]) == files.read_in(cites[0])
            and numbers(figure(files.claims[other])[1])
        ):
            others.append((rank(id, other), other, excerpt))
    if not others:
        return None
    _, other, now = min(others)
    theirs = numbers(figure(files.claims[other])[1])[0][1]
    plain = quoted([was], own[0][1]) and not quoted([now], own[0][1]) and quoted([now], theirs)
    texts = files.changed(id, cites=[{**cites[0], "excerpt": now}])
    return Slip(id, texts, f"“{was}” → “{now}”", plain, frozenset({other}))


@kind("excerpt-not-found")
def quotation_altered(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A word of an excerpt is not the one in the copy of its source."""
    cites = copy.deepcopy(files.claims[id].get("cites") or [])
    if not files.copies or not files.excerpts(id) or not in_use(files.claims[id]):
        return None
    words = cites[0]["excerpt"].split()
    at = rng.randrange(len(words))
    words[at] = rng.choice(["nearly", "planned", words[at] + "s", words[at][::-1] + "y"])
    was, cites[0]["excerpt"] = cites[0]["excerpt"], " ".join(words)
    return Slip(id, files.changed(id, cites=cites), f"“{was}” → “{cites[0]['excerpt']}”", True)


@kind("scope-differs")
def wrong_scope(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A claim says that it covers something else than it does."""
    record = files.claims[id]
    old, of = record.get("scope"), record.get("of")
    if not old or not of or not in_use(record):
        return None
    new = rng.choice([each for each in ("site", "company", "building", "world") if each != old])
    rivals = files.rivals(id)
    plain = bool(rivals) and all(files.claims[each].get("scope") == old for each in rivals)
    return Slip(id, files.changed(id, scope=new), f"scope: {old} → {new}", plain, frozenset({of, *rivals}))


@kind(FIGURE)
def swapped_rivals(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Two claims of one quantity have each other's figure."""
    name, mine = figure(files.claims[id])
    beside = set(files.beside(id))
    others = [
        each for each in files.rivals(id) if each in beside and figure(files.claims[each])[0] == "value"
    ]
    if name != "value" or not others or not in_use(files.claims[id]):
        return None
    other = min(others, key=lambda each: rank(id, each))
    theirs = figure(files.claims[other])[1]
    path = files.home[f"claims:{id}"]
    data = copy.deepcopy(files.data[path])
    data["claims"][id]["value"], data["claims"][other]["value"] = theirs, mine
    one, two = numbers(mine), numbers(theirs)
    plain = bool(one and two) and any(
        quoted(files.excerpts(each), own[0][1]) and not quoted(files.excerpts(each), new[0][1])
        for each, own, new in ((id, one, two), (other, two, one))
    )
    return (
        None
        if mine == theirs
        else Slip(id, {path: written(data)}, f"{mine} ↔ {theirs}", plain, frozenset({other}))
    )


@kind("narrow-interval", "rivals-disagree", "rivals-tension", "error-parts", "origin-differs")
def error_too_small(files: Files, id: str, rng: random.Random) -> Slip | None:
    """An error loses a digit, and the claim is surer than its rivals let it be."""
    record = files.claims[id]
    hit = re.search(r"(?<=± )(\d*\.\d+|\d+)", figure(record)[1])
    if not hit or not files.rivals(id) or not in_use(record):
        return None
    new = (
        figure(record)[1][: hit.start()]
        + f"{float(hit[0]) / 10:.12f}".rstrip("0")
        + figure(record)[1][hit.end() :]
    )
    return Slip(
        id,
        files.changed(id, value=new),
        f"{record['value']} → {new}",
        "errors" in record,
        frozenset({record["of"]}),
    )


@kind("same-fact-twice")
def same_fact_twice(files: Files, id: str, rng: random.Random) -> Slip | None:
    """One fact is entered under a second id."""
    record = copy.deepcopy(files.claims[id])
    if (
        figure(record)[0] != "value"
        or not in_use(record)
        or not record.get("cites")
        or record["value"][:1] in "0{"
    ):
        return None
    for field in ("of", "aliases", "accepted", "moves_with", "moves_against", "correlates", "errors"):
        record.pop(field, None)
    if rng.random() < 0.5 and files.excerpts(id):
        record["title"] = record["title"].replace(" of ", " for ").replace(" a ", " one ")
    new = f"{id}-again"
    return Slip(new, files.added(id, {new: record}), f"{id} = {new}", True, frozenset({id}))


@kind("retracted-input", "superseded-input", "unknown-take", "disputed-input")
def taken_back(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A figure is taken back or disputed, and others still rest on it."""
    users = [
        each
        for each in files.users.get(id, ())
        if each in files.claims and in_use(files.claims[each]) and id in files.names(files.claims[each])
    ]
    if not users or not in_use(files.claims[id]):
        return None
    status = rng.choice(["retracted", "disputed"])
    return Slip(
        id, files.changed(id, status=status, why="It was wrong."), f"status: {status}", True, frozenset(users)
    )


@kind("circular-sourcing")
def circular_sources(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Two sources rely on each other."""
    cites = files.claims[id].get("cites") or []
    one = files.read_in(cites[0]) if cites else ""
    others = sorted((each for each in files.sources if each != one), key=lambda each: rank(id, each))
    if one not in files.sources or not others:
        return None
    path, two = files.home[f"sources:{one}"], others[0]
    if files.home[f"sources:{two}"] != path:
        return None
    data = copy.deepcopy(files.data[path])
    for each, other in ((one, two), (two, one)):
        record = data["sources"][each]
        record["relies_on"] = [
            *record.get("relies_on", ()),
            *([other] if other not in record.get("relies_on", ()) else []),
        ]
    users = {
        claim
        for claim, each in files.claims.items()
        if {one, two} & set(map(files.read_in, each.get("cites", ())))
    }
    return Slip(one, {path: written(data)}, f"{one} ⇄ {two}", True, frozenset({two, *users}))
