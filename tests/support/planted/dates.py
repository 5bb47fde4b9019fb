"""Slips in dates: of what a figure speaks, since when it is known, when its source appeared."""

from __future__ import annotations

import random
import re

from planted.bases import Data, Files
from planted.slips import FIGURE, Slip, figure, in_use, is_date, kind

TODAY = "2026-11-29"
DATED = frozenset({"as-of-after-source", "as-of-after-known", "date-in-future"})
YEAR = re.compile(r"\b((?:19|20)\d\d)")


def last(files: Files, record: Data) -> str:
    """Since when a claim says it is known; else when the last of the documents was out that it was read in, if all have a date."""
    dates = [files.issued(cite) for cite in record.get("cites", ())]
    return record.get("known") or (max(dates) if dates and all(dates) else "")


def dated(files: Files, id: str, field: str, new: str, *, plain: bool) -> Slip:
    """A claim with another date in a field."""
    old = files.claims[id].get(field, "none")
    return Slip(id, files.changed(id, **{field: new}), f"{field}: {old} → {new}", plain)


@kind(DATED)
def dated_after_its_source(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A fact speaks of a time after its source had appeared."""
    record = files.claims[id]
    known = last(files, record)
    if record.get("kind") != "fact" or not known or not in_use(record):
        return None
    year = int(known[:4]) + rng.choice([1, 2])
    new = rng.choice([f"{year}-03", f"{year}-02-11", f"{year}"])
    if new[:4] >= TODAY[:4]:
        new = f"{known[:4]}-10"
    if new[:7] <= known[:7] or new[:7] >= TODAY[:7]:
        return None
    return dated(files, id, "as_of", new, plain=True)


@kind(DATED)
def dated_in_the_future(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A fact speaks of a time, or is known since one, that has not come."""
    record = files.claims[id]
    if record.get("kind") != "fact" or not in_use(record):
        return None
    new = rng.choice(["2027-03", "2062-05", "2029-01-20", "2035", "2205-02"])
    return dated(files, id, rng.choice(["as_of", "as_of", "known"]), new, plain=True)


@kind(FIGURE, DATED, "as-of-differs")
def date_against_its_excerpt(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A date is not the one that its excerpt names."""
    record = files.claims[id]
    name, text = figure(record)
    hit = YEAR.search(text)
    if not is_date(text) or not hit or not in_use(record):
        return None
    new = text[: hit.start(1)] + str(int(hit[1]) + rng.choice([-3, -2, 2, 3])) + text[hit.end(1) :]
    if " to " in new and new.split(" to ")[0] > new.split(" to ")[1]:
        return None
    return dated(files, id, name, new, plain=any(hit[1] in each for each in files.excerpts(id)))


@kind(FIGURE, DATED, "as-of-differs", "stale")
def off_by_one_year(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A year is one too early or too late."""
    record = files.claims[id]
    name, text = figure(record)
    field, old = (name, text) if is_date(text) else ("as_of", record.get("as_of", ""))
    hit = YEAR.search(old)
    if (
        not hit
        or not in_use(record)
        or (field == "as_of" and (record.get("kind") != "fact" or "-" not in old))
    ):
        return None
    new = old[: hit.start(1)] + str(int(hit[1]) + rng.choice([-1, 1])) + old[hit.end(1) :]
    known, words = last(files, record), " ".join(files.excerpts(id))
    late = field == "as_of" and bool(known) and new[:4] > known[:4]
    year = YEAR.search(new)
    spoken = field == name and hit[1] in words and year is not None and year[1] not in words
    return dated(files, id, field, new, plain=late or spoken)


@kind(DATED, "later-origin")
def source_misdated(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A source is dated years before it appeared."""
    cites = files.claims[id].get("cites", ())
    read = files.read_in(cites[0]) if len(cites) == 1 else ""
    issued = files.sources.get(read, {}).get("issued", "")
    if not issued:
        return None
    new = str(int(issued[:4]) - rng.choice([2, 3, 10])) + issued[4:]
    users = {
        other: each
        for other, each in files.claims.items()
        if read in map(files.read_in, each.get("cites", ()))
    }
    plain = any(
        each.get("kind") == "fact" and new[:4] < each.get("as_of", "")[:4] and len(each["cites"]) == 1
        for each in users.values()
    )
    return Slip(
        read, files.changed(read, "sources", issued=new), f"issued: {issued} → {new}", plain, frozenset(users)
    )


@kind("replaced-by-older")
def stale_value_put_back(files: Files, id: str, rng: random.Random) -> Slip | None:
    """An older value stands as the present one, and the newer in its history."""
    record = files.claims[id]
    name, text = figure(record)
    as_of = record.get("as_of", "")
    if (
        name != "value"
        or not re.match(r"20\d\d", as_of)
        or " to " in as_of
        or "history" in record
        or not in_use(record)
    ):
        return None
    newer = f"{int(as_of[:4]) + 1}{as_of[4:]}"
    past = [{"value": text, "as_of": newer, "until": TODAY, "why": "There is news."}]
    return Slip(id, files.changed(id, history=past), f"as_of {as_of}, in its history {newer}", True)


@kind("stale")
def past_its_review(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A figure was to be looked at again, and the day is over."""
    if not in_use(files.claims[id]) or "review_by" in files.claims[id]:
        return None
    return dated(files, id, "review_by", rng.choice(["2025-12-31", "2026-05", "2026-11-01"]), plain=True)
