"""What rests on a claim or a source, as a table: one line a claim."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from whence.account.headlines import headline
from whence.cli.text.style import columns, leaves, paint, plural
from whence.language.problems import visible
from whence.language.values.shown import show_share

if TYPE_CHECKING:
    from whence.account.impacts import Impact
    from whence.judge.edition import Edition


def impact(found: Edition, answer: Impact, colour: bool) -> str:
    """What rests on a claim or a source."""
    lines = [paint(visible(found.title(answer.id) or answer.id), "bold", colour)]
    if answer.through != (answer.id,):
        lines.append(f"{plural(len(answer.through), 'claim')} cite it: {', '.join(answer.through)}")
        if answer.uncited:
            lines.append(
                f"without it, {leaves(len(answer.uncited))} would be uncited: {', '.join(answer.uncited)}"
            )
    if not answer.effects and not answer.checks:
        return "\n".join([*lines, "nothing rests on it"]) + "\n"
    rows = [("claim", "value", "elasticity", "share")]
    for each in answer.effects:
        strength = "" if math.isnan(each.elasticity) else f"{each.elasticity:+.2f}"
        rows.append(
            (each.id, headline(found, each.id), strength, show_share(each.share) if each.share else "")
        )
    lines.append(columns(rows))
    lines += [f"check {id}" for id in answer.checks]
    return "\n".join(lines) + "\n"
