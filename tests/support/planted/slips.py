"""A slip: one record changed as a careless hand changes it, and whether the base itself tells against it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planted.bases import NUMBER, Data, Files

# What is found by comparing a figure with the words quoted for it.
QUOTED = frozenset(
    {"excerpt-differs", "excerpt-of-another", "bound-turned", "bound-lost", "end-left-out", "error-differs"}
)
# What is found by comparing it with what is computed from it.
COMPUTED = frozenset(
    {
        "recomputed-differs", "recomputed-soft", "recomputed-close", "recomputed-open", "off-by-factor",
        "rivals-disagree", "rivals-tension", "origin-differs", "latest-tied",
        "check-fails", "check-warns", "check-doubtful", "check-reports", "check-depends", "no-context-survives", "prefer-ruled-out",
        "unit-mismatch", "share-over-one", "outside-domain", "not-finite",
    }
)  # fmt: skip
FIGURE = QUOTED | COMPUTED | {"bad-value"}

WORDS = {
    "half": "5", "one": "1", "once": "1", "two": "2", "twice": "2", "double": "2", "doubling": "2", "doubled": "2",
    "three": "3", "triple": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "1", "eleven": "11", "twelve": "12", "dozen": "12", "twenty": "2", "thirty": "3", "hundred": "1",
}  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """A base with one slip in it: the record, the files that differ, what was changed to what.

    `plain` says that the words of the base tell against it as they stand: an excerpt has the figure as it was, or the
    record contradicts itself. Without it only numbers can: a stated figure, a rival or a check that no longer fits.
    `near` are records beside this one that an objection may rightly stand at.
    """

    id: str
    texts: dict[str, str]
    change: str
    plain: bool
    near: frozenset[str] = field(default=frozenset())


Plant = Callable[[Files, str, random.Random], Slip | None]


@dataclass(frozen=True)
class Kind:
    """A kind of slip, how it is planted at a record, and the rules of which one must object to it."""

    name: str
    title: str
    rules: frozenset[str]
    plant: Plant


KINDS: dict[str, Kind] = {}


def kind(*rules: Iterable[str] | str) -> Callable[[Plant], Plant]:
    """Enters a function as a kind of slip, by its name and its docstring."""
    every = frozenset(each for some in rules for each in ([some] if isinstance(some, str) else some))

    def enter(plant: Plant) -> Plant:
        name = plant.__name__.replace("_", "-")
        KINDS[name] = Kind(name, (plant.__doc__ or "").rstrip("."), every, plant)
        return plant

    return enter


# --- numbers as they are written, and as they are quoted


def mantissa(number: str) -> str:
    """The digits that count: 400, 4e2, 0.4 and 4,000 have the same."""
    return re.sub(r"e.*", "", number).replace(",", "").replace(".", "").strip("0") or "0"


def numbers(text: str) -> list[re.Match[str]]:
    """The numbers of a text, as matches of `NUMBER`."""
    return list(NUMBER.finditer(text))


def quoted(excerpts: Iterable[str], number: str) -> bool:
    """Whether one of the excerpts has a number with these digits, in digits or in a word."""
    return any(mantissa(number) in _said(each) for each in excerpts)


def _said(excerpt: str) -> set[str]:
    digits = {mantissa(each) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", excerpt)}
    return digits | {WORDS[word] for word in re.findall(r"[a-z]+", excerpt.lower()) if word in WORDS}


def is_date(text: str) -> bool:
    """Whether a value is a date."""
    return bool(re.match(r"^(>=?|<=?)? ?(1[89]|20)\d\d(-(\d\d|Q\d)|$| to )", text))


def figure(record: Data) -> tuple[str, str]:
    """The field that holds what a source is cited for, and its text: the value, or of what is computed the stated figure."""
    for name in ("value", "stated"):
        text = record.get(name)
        if isinstance(text, str):
            return name, text
    return "", ""


def in_use(record: Data) -> bool:
    """Whether a record is current."""
    return record.get("status") in (None, "current")


def written_figure(files: Files, id: str) -> str:
    """The figure of a claim in use, as it is written; empty where it has none."""
    return figure(files.claims[id])[1] if in_use(files.claims[id]) else ""


def altered(files: Files, id: str, new: str, *, plain: bool) -> Slip | None:
    """A claim with another figure; nothing where it would be the same."""
    name, old = figure(files.claims[id])
    return None if new == old else Slip(id, files.changed(id, **{name: new}), f"{old} → {new}", plain)


Change = Callable[[str, random.Random], str]


def renumbered(files: Files, id: str, rng: random.Random, change: Change, which: int = -1) -> Slip | None:
    """A claim one of whose numbers is changed: the `which`th, or any; its excerpts tell if they have it and not the new one."""
    text = written_figure(files, id)
    found = numbers(text)
    if not found or is_date(text) or len(found) <= which:
        return None
    hit = found[which] if which >= 0 else rng.choice(found[: 2 if " to " in text else 1])
    number = change(hit[1], rng)
    words = files.excerpts(id)
    plain = quoted(words, hit[1]) and (mantissa(number) == mantissa(hit[1]) or not quoted(words, number))
    return altered(files, id, text[: hit.start(1)] + number + text[hit.end(1) :], plain=plain)


def replaced(files: Files, id: str, swaps: Iterable[tuple[str, ...]], said: str = "") -> Slip | None:
    """A claim in whose figure a word is another; its excerpts tell if they have its digits and say `said`.

    Each swap has the old word and the new one, and may have words of its own to be said.
    """
    text, words = written_figure(files, id), files.excerpts(id)
    for old, new, *own in swaps:
        if re.search(old, text):
            found, sign = numbers(text), "".join(own) or said
            spoken = not sign or any(re.search(sign, each, re.I) for each in words)
            plain = bool(found) and quoted(words, found[0][1]) and spoken
            return altered(files, id, re.sub(old, new, text, count=1), plain=plain)
    return None
