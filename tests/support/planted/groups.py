"""Slips in groups: claims added that are parts of one whole, and do not come to it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from planted.bases import Data, Files
from planted.slips import Slip, kind


@dataclass(frozen=True)
class Group:
    """The files with the group added, what its parts come to, and whether that cannot be if it is not right."""

    ids: tuple[str, ...]
    texts: dict[str, str]
    sum: str
    plain: bool


SHARES = (
    ("Share of the {w} that goes to {p}", "budget", ("chips", "buildings", "networking", "staff")),
    ("Share of {w} from {p}", "revenue", ("enterprises", "consumers", "governments")),
    ("{p}: share of the {w}", "load", ("Computing", "Cooling", "Everything else")),
    ("{p}, per cent of the {w}", "training tokens", ("Code", "English text", "Other languages", "Books")),
    ("Part of the {w} spent on {p}", "time", ("pretraining", "evaluation", "the rest")),
    ("Fraction of {w} by {p}", "requests", ("paying users", "free users")),
)
SPLITS = {
    2: ((62, 38), (45, 55)),
    3: ((50, 30, 20), (45, 35, 20), (61, 27, 12)),
    4: ((40, 30, 20, 10), (46, 24, 17, 13)),
}


def shares(files: Files, id: str, rng: random.Random, off: int) -> Group | None:
    """Shares of one whole, from the source of a claim, that come to 100 % and `off`.

    That cannot be where they are more than all, or less and one of them is the rest.
    """
    cite = files.source_of(id)
    if not cite:
        return None
    title, whole, parts = rng.choice(SHARES)
    sizes = list(rng.choice(SPLITS[len(parts)]))
    sizes[rng.randrange(len(sizes))] += off
    records = {
        f"{id}-split-{n}": {
            "title": title.format(w=whole, p=part),
            "value": f"{size}%",
            "kind": "fact",
            "cites": [cite],
        }
        for n, (part, size) in enumerate(zip(parts, sizes, strict=True))
    }
    plain = off > 0 or any(re.search("rest|else|other", part, re.I) for part in parts)
    said = f"{title.format(w=whole, p='…')}: {' + '.join(map(str, sizes))} %"
    return Group(tuple(records), files.added(id, records), said, plain)


@kind("shares-do-not-add-up")
def shares_of_a_whole(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The shares of one whole do not come to 100 per cent, and no check was written."""
    found = shares(files, id, rng, rng.choice([-9, -7, 6, 8, 10]))
    return found and Slip(found.ids[0], found.texts, found.sum, found.plain, frozenset(found.ids))


@dataclass(frozen=True)
class Whole:
    """Titles of parts and of their total; `closed` if no other part is possible, `times` of the parts and the total if they differ."""

    part: str
    total: str
    parts: tuple[str, ...]
    unit: str
    scale: int = 1
    closed: bool = False
    times: tuple[str, ...] = ()


WHOLES = (
    Whole("Power of {p}", "Power of all {n} halls together", ("the northern hall", "the southern hall", "the eastern hall"), "MW", closed=True),
    Whole("Cost of {p}", "Total cost of the site", ("the buildings", "the machines", "the network"), "USD", 1_000_000),
    Whole("Engineers in {p}", "Engineers in total", ("London", "Zurich", "Toronto"), "person"),
    Whole("Racks in {p}", "Racks in the whole building", ("the west wing", "the east wing"), "rack"),
    Whole("Water used for {p}", "Water used, in all", ("cooling", "cleaning", "the garden"), "m^3"),
    Whole(
        "Revenue of {p} of 2024", "Revenue of 2024", ("the first half", "the second half"), "EUR", 1000, True,
        ("2024-01 to 2024-06", "2024-07 to 2024-12", "2024"),
    ),
)  # fmt: skip


def totals(files: Files, id: str, rng: random.Random, off: float) -> Group | None:
    """Parts and their total, from the source of a claim, the total off by a factor.

    That cannot be where the parts are more than the total, or less and there are no others.
    """
    cite = files.source_of(id)
    if not cite:
        return None
    whole = rng.choice(WHOLES)
    sizes = [rng.randrange(21, 98) * 10 * whole.scale for _ in whole.parts]
    total = round(sum(sizes) * off / 10 / whole.scale) * 10 * whole.scale
    titles = [*(whole.part.format(p=each) for each in whole.parts), whole.total.format(n=len(whole.parts))]
    records: dict[str, Data] = {
        f"{id}-part-{n}": {"title": title, "value": f"{size} {whole.unit}", "kind": "fact", "cites": [cite]}
        for n, (title, size) in enumerate(zip(titles, [*sizes, total], strict=True))
    }
    for record, time in zip(records.values(), whole.times, strict=False):
        record["as_of"] = time
    said = f"{' + '.join(map(str, sizes))} = {total} {whole.unit}"
    return Group(tuple(records), files.added(id, records), said, off < 1 or whole.closed)


@kind("total-differs")
def total_of_its_parts(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A total is not the sum of its parts, and no formula was written."""
    found = totals(files, id, rng, rng.choice([0.88, 0.92, 1.07, 1.12, 1.2]))
    return found and Slip(found.ids[-1], found.texts, found.sum, found.plain, frozenset(found.ids))
