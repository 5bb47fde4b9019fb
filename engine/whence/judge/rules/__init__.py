"""The rules: what the engine objects to, one file each, in one visible list.

Open to other folders: `wording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whence.judge.edition import Edition
from whence.judge.rules import (
    bad_status,
    bare_term,
    check_doubtful,
    check_fails,
    check_warns,
    circular_sourcing,
    compounded_rounding,
    excerpt_differs,
    excerpt_not_found,
    excerpt_too_long,
    hard_coded,
    narrow_interval,
    no_context_survives,
    off_by_factor,
    one_sided_range,
    orphan_source,
    precision_loss,
    prefer_ruled_out,
    recomputed_differs,
    recomputed_soft,
    retracted_input,
    rivals_disagree,
    rivals_tension,
    same_fact_twice,
    same_origin,
    scope_differs,
    sense_open,
    sense_ruled_out,
    settled,
    share_over_one,
    stale,
    superseded_input,
    too_many_contexts,
    truncated,
    uncited,
    uncited_share,
    unused_choice,
)
from whence.language.problems import Finding

Objection = Callable[[Edition], Iterator[Finding]]

# The order in which they speak. A rule that a lower storey raises has a page here too, and no function.
RULES: tuple[Objection, ...] = (
    too_many_contexts.object_to,
    recomputed_differs.object_to,
    off_by_factor.object_to,
    recomputed_soft.object_to,
    one_sided_range.object_to,
    compounded_rounding.object_to,
    rivals_disagree.object_to,
    rivals_tension.object_to,
    narrow_interval.object_to,
    check_fails.object_to,
    check_doubtful.object_to,
    check_warns.object_to,
    no_context_survives.object_to,
    prefer_ruled_out.object_to,
    sense_open.object_to,
    sense_ruled_out.object_to,
    settled.object_to,
    unused_choice.object_to,
    bare_term.object_to,
    same_fact_twice.object_to,
    scope_differs.object_to,
    share_over_one.object_to,
    precision_loss.object_to,
    hard_coded.object_to,
    retracted_input.object_to,
    superseded_input.object_to,
    bad_status.object_to,
    stale.object_to,
    truncated.object_to,
    uncited.object_to,
    uncited_share.object_to,
    same_origin.object_to,
    circular_sourcing.object_to,
    orphan_source.object_to,
    excerpt_differs.object_to,
    excerpt_not_found.object_to,
    excerpt_too_long.object_to,
)


def object_to(edition: Edition) -> Iterator[Finding]:
    """Every objection of every rule."""
    for rule in RULES:
        yield from rule(edition)
