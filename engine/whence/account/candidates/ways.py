"""The lines of YAML that decide a candidate: those that relate its records, and those that say that they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from whence.account.candidates.likeness import heading, subject
from whence.files import edits
from whence.files.knowledge import since
from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Place
from whence.language.values.days import covered
from whence.model.graph import UNSTATED, descendants

WHY = "why"  # stands where the author is to say why
MOST_NAME = 60


@dataclass(frozen=True)
class Lines:
    """Some lines for one record: all of a new one, or fields of one that is there, which then has a `place`.

    They go under the field `under` of the record where that is there already, and the fields `instead` go away.
    """

    section: str
    id: str
    fields: Mapping[str, Any]
    place: Place | None = None
    instead: str = ""
    under: str = ""

    @property
    def yaml(self) -> str:
        """The lines as they can be pasted into a file that is indented by two, without a newline at the end."""
        margin = "      " if self.under else "    "
        rows = [f"{margin}{row}" for name, value in self.fields.items() for row in _rows(name, value)]
        return "\n".join(rows if self.place else [f"{self.section}:", f"  {self.id}:", *rows])

    @property
    def where(self) -> str:
        """Where they go, in a few words."""
        if self.place is None:
            return "a new record"
        part = (
            f"under its `{self.under}`"
            if self.under
            else f"in place of its `{self.instead}`"
            if self.instead
            else ""
        )
        return ", ".join(
            each for each in (f"`{self.id}` in {self.place.file}:{self.place.line}", part) if each
        )


@dataclass(frozen=True)
class Way:
    """One way to decide a candidate: what it says of the records, and the lines that say it."""

    says: str
    lines: tuple[Lines, ...]


def _rows(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name}: {edits.scalar(value, in_flow=False)}"
    elif name == "differs_from":
        yield f"{name}:"
        yield from (f"  {key}: {each}" for key, each in value.items())
    else:
        yield f"{name}: {edits.flow(value)}"


def _fields(edition: Edition, id: str, values: Mapping[str, Any], instead: str = "") -> Lines:
    """Fields for a claim that is there."""
    return Lines("claims", id, values, edition.base.records.place("claims", id), instead)


def _new(edition: Edition, ids: Sequence[str], ending: str = "") -> str:
    """An id for a new record, of the words that the titles of some records share; no other record has it."""
    records = edition.base.records
    name = "-".join(_common(edition, ids))[:MOST_NAME].strip("-") or ids[0]
    name = (name if name[0].isalpha() else f"of-{name}") + ending
    return next(
        each for each in chain((name,), (f"{name}-{n}" for n in count(2))) if not records.called(each)
    )


def _common(edition: Edition, ids: Sequence[str]) -> Iterator[str]:
    """The words of the first head that stand in the titles of all, as an id can have them."""
    first, *others = (subject(edition.title(id)) for id in ids)
    for word, stem in zip(heading(edition.title(ids[0])), first.order, strict=True):
        plain = re.sub("[^a-z0-9]", "", re.sub("['’]s?$", "", word).lower())
        if plain and stem in first.words and all(stem in each.words | each.behind for each in others):
            yield plain


def one_quantity(edition: Edition, ids: Sequence[str]) -> Way:
    """All claims become rivals of a new quantity; the one that most rests on stands for it."""
    claims = edition.base.records.claims
    id = _new(edition, ids)
    take = max(ids, key=lambda each: (len(descendants(edition.base, [each])), each == ids[0]))
    title = min((claims[each].title for each in ids), key=lambda each: (len(each), each))
    new = Lines("quantities", id, {"title": title, "take": take})
    says = f"they are one thing: a quantity of which {'both' if len(ids) == 2 else 'all'} are claims"
    return Way(says, (new, *(_fields(edition, each, {"of": id}) for each in ids)))


def into(edition: Edition, claim: str, quantity: str) -> Way:
    """The claim becomes one more rival of a quantity."""
    says = "it is one more claim of that quantity"
    return Way(says, (_fields(edition, claim, {"of": quantity}),))


def bounded(edition: Edition, a: str, b: str) -> Way:
    """A check that the smaller of two is no more than the larger, for a part and its whole."""
    less, more = sorted((a, b), key=lambda id: (edition.summaries[id].figure.low, id))
    fields = {
        "title": f"{edition.title(less)}: no more than the other",
        "assert": "part <= whole",
        "inputs": {"part": less, "whole": more},
        "on_fail": "report",
    }
    says = "the one is a part of the other, or is to be compared with it: a check of both"
    return Way(says, (Lines("checks", _new(edition, (a, b), "-compared"), fields),))


def succeeded(edition: Edition, a: str, b: str) -> Way | None:
    """The earlier of two figures from one mouth is superseded by the later; None where that is not so."""
    claims, issued = edition.base.records.claims, edition.base.issued
    one, two = claims[a], claims[b]
    voice = one.by == two.by if one.by and two.by else bool(_origins(one) & _origins(two))
    days = {id: span.end for id in (a, b) if (span := covered(since(issued, claims[id]) or claims[id].as_of))}
    if not voice or len(days) < 2 or days[a] == days[b]:
        return None
    old, new = sorted((a, b), key=lambda id: days[id])
    fields = {"status": "superseded", "superseded_by": new}
    says = f"the figure of {days[new]} replaces that of {days[old]}"
    return Way(says, (_fields(edition, old, fields),))


def _origins(claim: Claim) -> set[str]:
    return {cite.source for cite in claim.cites} - {UNSTATED}


def computed(edition: Edition, written: str, derived: str) -> Way:
    """The written figure becomes what its source states of the computed one."""
    claim = edition.base.records.claims[written]
    fields = {"formula": "figure", "inputs": {"figure": derived}, "stated": claim.value}
    says = "it is the same figure: computed again, with the written one as `stated`"
    return Way(says, (_fields(edition, written, fields, "value"),))


def adds_up(edition: Edition, total: str, parts: Sequence[str]) -> Way:
    """A check that the parts sum to the total, to a twentieth."""
    inputs = {**{f"part{n}": id for n, id in enumerate(parts, 1)}, "total": total}
    together = " + ".join(f"part{n}" for n in range(1, len(parts) + 1))
    fields = {
        "title": f"{edition.title(total)}: the sum of its parts",
        "assert": f"abs({together} - total) <= 0.05 * total",
        "inputs": inputs,
    }
    id = _new(edition, (total,), "-adds-up")
    return Way("they are its parts: a check that they add up", (Lines("checks", id, fields),))


def whole(edition: Edition, shares: Sequence[str]) -> Way:
    """A check that some shares sum to one, to a hundredth."""
    inputs = {f"share{n}": id for n, id in enumerate(shares, 1)}
    fields = {
        "title": "; ".join(edition.title(id) for id in shares[:2]) + ": all there is",
        "assert": f"abs({' + '.join(inputs)} - 1) <= 0.01",
        "inputs": inputs,
    }
    id = _new(edition, shares, "-add-up")
    return Way("together they are all there is: a check that they add up", (Lines("checks", id, fields),))


def differ(edition: Edition, ids: Sequence[str]) -> Way:
    """The first claim among some records differs from the others; of quantities alone, a claim of the first."""
    claims, name = edition.base.records.claims, edition.base.aliases
    own = (id for id in sorted(claims) if name.get(claims[id].of, claims[id].of) == ids[0])
    first = next(chain((id for id in ids if id in claims), own))
    others = dict.fromkeys((id for id in ids if id not in (first, claims[first].of)), WHY)
    if claims[first].differs_from:
        place = edition.base.records.key_place("claims", first, "differs_from")
        lines = Lines("claims", first, others, place, under="differs_from")
    else:
        lines = _fields(edition, first, {"differs_from": others})
    return Way("they differ: say why", (lines,))
