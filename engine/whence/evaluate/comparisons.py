"""The rivals of a quantity compared, in each of their readings where they depend on choices."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from whence.evaluate import contexts, rivals, series
from whence.evaluate.arrays import np
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import Settled
from whence.evaluate.covariance import Said
from whence.evaluate.evaluator import Values
from whence.evaluate.nodes import said
from whence.evaluate.rivals import Comparison
from whence.evaluate.summaries import Reading, Summary, alike
from whence.language.formulas.enclosures import Ends
from whence.model import crowds
from whence.model.graph import Base

Choose = tuple[tuple[str, str], ...]


def compare(
    base: Base, values: Values, settled: Settled, summaries: Mapping[str, Summary], quantity: str
) -> Comparison | None:
    """What the claims of a quantity say together; None where none has a number, they are too many, or in too many contexts.

    Claims that differ between readings are compared in every reading that counts. What is apart in all of them is apart,
    by the mildest of the verdicts; where they agree in some and not in others, that is `open`. Where credences weigh the
    readings, the numbers are those over all of them, and the verdict is still that of the readings.
    """
    claims = rivals.claims_of(base, quantity)
    ids = [id for id in claims if id in summaries]
    if not ids or crowds.too_many(base.records.quantities[quantity], claims):
        return None
    live = {id: [each for each in summaries[id].readings if each.active] for id in ids}
    weighed = not any(summaries[id].open for id in ids)
    pooled = (
        series.compare(base, quantity, {id: _pooled(base, values, settled, summaries, id) for id in ids})
        if weighed
        else None
    )
    if all(_same(each) for each in live.values()):
        return pooled
    found = [
        (choose, series.compare(base, quantity, each))
        for choose, each in _contexts(base, values, settled, ids)
    ]
    return _over(found, pooled) if found else None


def _same(live: Sequence[Reading]) -> bool:
    return all(alike(each, live[0]) for each in live)


def contexts_of(base: Base, values: Values, quantity: str) -> dict[str, int]:
    """The choices that the claims of a quantity depend on, each with how many options it has."""
    ids = [id for id in rivals.claims_of(base, quantity) if id in values.of]
    axes = sorted({axis for id in ids for axis in values.of[id].axes})
    return {axis: len(contexts.options(base, axis)) for axis in axes}


def _pooled(base: Base, values: Values, settled: Settled, summaries: Mapping[str, Summary], id: str) -> Said:
    """What a claim says over its contexts, where they agree or credences weigh them."""
    summary, estimate = summaries[id], conditioned(base, settled, id, values.of)
    live = [each for each in summary.readings if each.active]
    if _same(live):
        index = tuple(contexts.options(base, axis).index(live[0].choose[axis]) for axis in estimate.axes)
        return replace(said(estimate, estimate.axes, index), figure=summary.figure, bound=summary.bound)
    mixed = contexts.mixture(base, settled, estimate)
    assert mixed is not None
    if summary.enclosure is None:
        return Said(summary.figure, lambda: mixed, summary.bound)
    limits = Ends(*(np.array([each]) for each in (*summary.enclosure, *summary.strict)))
    return Said(summary.figure, lambda: mixed, summary.bound, limits, summary.strict)


def _contexts(
    base: Base, values: Values, settled: Settled, ids: list[str]
) -> Iterator[tuple[Choose, dict[str, Said]]]:
    """Every active context of some claims, with what each claim says in it; none where there are too many."""
    axes = tuple(sorted({axis for id in ids for axis in values.of[id].axes}))
    sizes = [len(contexts.options(base, axis)) for axis in axes]
    if math.prod(sizes) > base.settings.max_contexts:
        return
    active = np.broadcast_to(contexts.mask(settled, axes), sizes)
    found = {id: conditioned(base, settled, id, values.of) for id in ids}
    for at in np.argwhere(active):
        index = tuple(int(each) for each in at)
        choose = tuple((axis, contexts.options(base, axis)[n]) for axis, n in zip(axes, index, strict=True))
        yield choose, {id: said(found[id], axes, index) for id in ids}


def _over(found: list[tuple[Choose, Comparison]], pooled: Comparison | None) -> Comparison:
    """The mildest of the comparisons, or the one over all readings, with the verdicts of all."""
    mildest = min((each for _, each in found), key=lambda each: rivals.VERDICTS.index(each.verdict))
    readings = tuple((choose, each.verdict) for choose, each in found)
    same = len({verdict for _, verdict in readings}) == 1 or mildest.verdict != "consistent"
    return replace(pooled or mildest, readings=readings, verdict=mildest.verdict if same else "open")
