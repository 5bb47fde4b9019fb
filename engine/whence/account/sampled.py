"""The numbers of chosen claims with many more draws than the base has, had by the block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from whence.account import answers
from whence.evaluate import blocks
from whence.evaluate.conditioned import conditioned
from whence.evaluate.estimate import Figure
from whence.evaluate.remembered import with_draws
from whence.files.schema import POOLED
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.model.graph import Pool, Relation, upstream


@dataclass(frozen=True)
class Sampled:
    """A claim in one context, with its numbers over all draws, and whether the context survives and counts."""

    id: str
    choose: Mapping[str, str]
    possible: bool
    active: bool
    figure: Figure


def job(
    edition: Edition, texts: Mapping[str, bytes], known_on: str, ids: Sequence[str], draws: int
) -> blocks.Job:
    """What is to be drawn for some claims, of which each may be (see `objection`); `texts` are what the edition was read from."""
    base = edition.base
    return blocks.Job(
        {name: bytes(text) for name, text in texts.items()},
        base.settings,
        known_on,
        tuple(ids),
        draws,
        {each: with_draws(edition.values.of[each]) for each in _pools(edition, ids)},
    )


def objection(edition: Edition, id: str) -> str:
    """Why a record cannot be drawn by the block, with the way out; nothing where it can."""
    summary = edition.summaries.get(id)
    if summary is None or isinstance(edition.base.nodes[id], Relation):
        return f"`{id}` is no number that is drawn; `whence show {id}` says what it is"
    if any(each.enclosure for each in summary.readings):
        return f"`{id}` is known as a bound alone, of which more draws say nothing; `whence show {id}` gives its ends"
    for each in _pools(edition, (id,)):
        node = edition.base.nodes[each]
        if isinstance(node, Pool) and node.take == "mixture":
            return f"`{each}` is a mixture, which is drawn as a whole; raise `samples` in whence.toml, or ask for its claims"
        if edition.values.of[each].bounded:
            return f"`{each}` combines bounds, of which more draws say nothing; ask for its claims"
    if conditioned(edition.base, edition.settled, id, edition.values.of).left is not None:
        return f"`{id}` is weighed by evidence on a choice draw by draw, as a whole; raise `samples` in whence.toml"
    return ""


def _pools(edition: Edition, ids: Sequence[str]) -> list[str]:
    """The combined quantities among some nodes and all upstream of them."""
    base = edition.base
    every = dict.fromkeys((*upstream(base, ids), *ids))
    return [each for each in every if isinstance(node := base.nodes[each], Pool) and node.take in POOLED]


def answer(
    edition: Edition, ids: Sequence[str], figures: Mapping[blocks.Cell, Figure]
) -> tuple[Sampled, ...]:
    """The numbers by claim and context, in the order of the readings of a summary."""
    return tuple(
        Sampled(id, reading.choose, reading.possible, reading.active, figures[at])
        for id in ids
        for reading, at in zip(
            edition.summaries[id].readings, [each for each in figures if each[0] == id], strict=True
        )
    )


def as_json(edition: Edition, found: Sequence[Sampled], draws: int) -> dict[str, Any]:
    """The answer for scripts: numbers are in the claim's display unit."""
    return {
        "draws": draws,
        "claims": [
            {
                "id": each.id,
                "unit": edition.unit(each.id).text,
                "choose": dict(each.choose),
                "possible": each.possible,
                "active": each.active,
                **answers.figures(each.figure, edition.unit(each.id)),
            }
            for each in found
        ],
    }
