"""Slips in what is computed: operators, inputs, sums, and formulas that were typed over."""

from __future__ import annotations

import random
import re

from planted.bases import Files, rank
from planted.slips import COMPUTED, Slip, figure, in_use, kind

# What a formula may be told by besides its number.
BROKEN = frozenset({"unit-mismatch", "unused-input", "not-finite", "division-across-zero", "point-outside"})
SIGNS = {"+": "-", "-": "+", "*": "/", "/": "*"}


def rewritten(files: Files, id: str, new: str, *, plain: bool = False) -> Slip:
    """A claim with another formula."""
    old = files.claims[id]["formula"]
    return Slip(id, files.changed(id, formula=new), f"{old[-60:]} → {new[-60:]}", plain)


@kind(COMPUTED, BROKEN)
def operator(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A formula has another operator: minus for plus, times for over."""
    text = files.claims[id].get("formula", "")
    spots = [hit.start(1) for hit in re.finditer(r" ([-+*/]) ", text)]
    if not spots or not in_use(files.claims[id]):
        return None
    at = rng.choice(spots)
    return rewritten(files, id, text[:at] + SIGNS[text[at]] + text[at + 1 :])


@kind(COMPUTED, BROKEN)
def inverted_ratio(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A ratio is taken the other way round."""
    hit = re.fullmatch(r"(\w+) / (\w+)", files.claims[id].get("formula", ""))
    return rewritten(files, id, f"{hit[2]} / {hit[1]}") if hit and in_use(files.claims[id]) else None


def unit(files: Files, ref: str) -> str:
    """The unit that a claim is written in, as it is spelt."""
    record = files.claims.get(files.aliases.get(ref, ref), {})
    return record.get("unit") or re.sub(r"^.*\d[KMBT]?(e\d+)?\s*", "", figure(record)[1])


@kind(COMPUTED, BROKEN, "scope-differs", "superseded-input", "disputed-input")
def wrong_input(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A formula takes a neighbour of its input, of the same unit."""
    record = files.claims[id]
    inputs = record.get("inputs") or {}
    if not record.get("formula") or not in_use(record):
        return None
    below = files.downstream({id})
    spots = [
        (rank(id, name, other), name, other)
        for name, ref in inputs.items()
        if unit(files, ref)
        for other in files.beside(id)
        if other not in below and other not in inputs.values() and in_use(files.claims[other])
        and unit(files, other) == unit(files, ref)
    ]  # fmt: skip
    if not spots:
        return None
    _, name, other = min(spots)
    return Slip(
        id, files.changed(id, inputs={**inputs, name: other}), f"{name}: {inputs[name]} → {other}", False
    )


@kind(COMPUTED, "counted-twice")
def counted_twice(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A sum has one of its parts twice."""
    record = files.claims[id]
    text, inputs = record.get("formula", ""), record.get("inputs") or {}
    plain = re.fullmatch(r"sum\([\w, ]+\)|\w+( \+ \w+)+", text)
    if not plain or not in_use(record):
        return None
    name = rng.choice(list(inputs))
    return rewritten(
        files, id, re.sub(r"\)$", f", {name})", text) if "sum(" in text else f"{text} + {name}", plain=True
    )


@kind("hard-coded")
def copied_value(files: Files, id: str, rng: random.Random) -> Slip | None:
    """What a formula gives is typed in over it."""
    record = files.claims[id]
    formula, stated = record.get("formula"), record.get("stated")
    if not formula or not isinstance(stated, str) or not record.get("inputs") or not in_use(record):
        return None
    if rng.random() < 0.5:
        texts = files.changed(id, formula=None, stated=None, value=stated)
    else:
        past = [
            {"formula": formula, "inputs": record["inputs"], "why": "Simpler."},
            *record.get("history", ()),
        ]
        texts = files.changed(
            id, formula=None, inputs=None, stated=None, unit=None, value=stated, history=past
        )
    return Slip(id, texts, f"{formula} → {stated}", True)


@kind(COMPUTED, "bare-term", "unit-mismatch")
def sense_fixed(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A word of several senses is read in one of them without saying so."""
    record = files.claims[id]
    for name, ref in (record.get("inputs") or {}).items():
        term = files.terms.get(files.choices.get(ref, {}).get("term", ""), {})
        if record.get("formula") and term and in_use(record):
            senses = [each if isinstance(each, str) else each["value"] for each in term["senses"].values()]
            new = rng.choice(senses)
            texts = files.changed(id, inputs={**record["inputs"], name: new})
            word = files.section("units").get(new.rpartition("/")[2], {})
            return Slip(id, texts, f"{name}: {ref} → {new}", isinstance(word, dict) and "term" in word)
    return None
