"""The account of a change: what was edited, what moved, and what did not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from whence.cli.text.style import columns, paint, plural
from whence.language.problems import few, listing, visible
from whence.language.values.shown import show_share

if TYPE_CHECKING:
    from whence.account.diff import Account, Edited
    from whence.account.moves import Moved
    from whence.account.watch import Turn
    from whence.language.problems import Finding


def account(found: Account, colour: bool, top: int = 0, threshold: float = 0.0) -> str:
    """The account of a change: edited, moved, verdicts, findings, and how many did not move."""
    from whence.account.diff import cut
    from whence.account.moves import trifling

    if found.empty:
        return "Nothing differs.\n"
    edited = [f"  {each}" for each in edit_lines(found)]
    lines = [paint("edited", "bold", colour), *edited] if edited else []
    if found.watched:
        lines += ["", paint("watched", "bold", colour), *(f"  {each}" for each in turn_lines(found.watched))]
    shown, left_out = cut(found, top, threshold)
    telling = [each for each in shown if not trifling(each)]
    if telling:
        lines += ["", paint("moved", "bold", colour)]
        rows = [("", "was", "is", "change", "because of"), *(move_row(each) for each in telling)]
        lines.append(columns(rows))
    if left_out:
        ids = {each.id for each in shown}
        lines.append(_left_out([each for each in found.moved if each.id not in ids]))
    if len(telling) < len(shown):
        lines.append(f"{plural(len(shown) - len(telling), 'number')} moved by rounding alone")
    if found.elsewhere:
        lines.append(
            f"{plural(found.elsewhere, 'number')} moved that {'is' if found.elsewhere == 1 else 'are'} not selected"
        )
    for flip in found.verdicts:
        lines.append(f"{flip.kind} {flip.id}: {flip.old} -> {flip.new}")
    for name, findings in (("opened", found.opened), ("closed", found.closed)):
        for each in findings:
            lines.append(f"{name} {each.severity}[{each.rule}] {each.id}: {_in_a_line(each)}")
    lines.append(f"{plural(found.unmoved, 'number')} did not move")
    if found.approximate:
        lines.append(
            f"the parts of each move are means over {found.orders} orders in which the edits could be made, drawn once for "
            f"all; their standard error is at most {found.error:.1%} of a move"
        )
    return "\n".join(lines).lstrip("\n") + "\n"


def turn_lines(turns: Sequence[Turn]) -> Iterator[str]:
    """How watched conclusions turned, one a line."""
    for each in turns:
        yield f"{each.id} {each.what}: {each.old} -> {each.new}"


def _in_a_line(found: Finding) -> str:
    """The first line of a finding, and what rests on its record where it is about that."""
    first, further = found.message.splitlines()[0], found.data.get("further")
    return f"{first}; on it rest {few(further)}" if isinstance(further, list) and further else first


def stays(claims: Mapping[str, str], date: str) -> str:
    """That the present figures of some claims stay: news that is dated before they were known goes into their history."""
    return "".join(
        f"{id}: the present figure is known since {since} and stays; this news of {date} goes into its history "
        f"(if it is to replace that figure, give `--known` a later day than {since})\n"
        for id, since in claims.items()
    )


def _left_out(moves: Sequence[Moved]) -> str:
    """What is not shown: moves, and what came or went."""
    came, gone = (
        sum(side is None for side in sides) for sides in zip(*((m.old, m.new) for m in moves), strict=True)
    )
    smaller = len(moves) - came - gone
    parts = [plural(smaller, "smaller move")] if smaller else []
    parts += [f"{came} that {'is' if came == 1 else 'are'} new"] if came else []
    parts += [f"{gone} that {'is' if gone == 1 else 'are'} gone"] if gone else []
    return f"and {listing(parts)}"


def edit_lines(found: Account) -> Iterator[str]:
    """The edits: values in full, evidence and wording by the fields that changed, layout by file."""
    for each in found.edited:
        if _in_full(each):
            yield edit_text(each)
    for sort in ("evidence", "wording"):
        fields: dict[str, list[str]] = {}
        for each in found.edited:
            if each.sort == sort and not _in_full(each):
                fields.setdefault(each.id, []).append(each.field)
        yield from (f"{id}: {sort} ({', '.join(names)})" for id, names in fields.items())
    yield from (f"{path}: layout only" for path in found.layout)


def _in_full(edit: Edited) -> bool:
    """Whether an edit is told with what was there before: a value, a status, and what is new or gone."""
    return edit.sort == "value" or edit.field in ("", "status")


def edit_text(edit: Edited) -> str:
    """One edit on one line."""
    if not edit.field:
        return f"{edit.id}: " + (f"new: {visible(edit.new)}" if edit.new else f"gone: {visible(edit.old)}")
    return f"{edit.id} {edit.field}: {visible(edit.old) or 'nothing'} -> {visible(edit.new) or 'nothing'}"


def move_row(move: Moved) -> tuple[str, str, str, str, str]:
    """One move as cells: id, before, after, change, because of what."""
    from whence.account.moves import texts

    return move.id, *texts(move), change(move), _because(move)


def change(move: Moved) -> str:
    """How far a number moved: as a ratio, of dates in days, across zero in its unit; in words where its point stayed."""
    from whence.account.moves import days, degrees, gap, grown, stayed

    if math.isfinite(shift := days(move)) and round(shift):
        return f"{'+' if shift > 0 else '-'}{plural(abs(round(shift)), 'day')}"
    if apart := gap(move):
        return apart
    if math.isnan(move.ratio):
        return ""
    if still := stayed(move):
        return still
    if math.isfinite(warmer := degrees(move)):
        return f"{warmer:+.3g} K"
    if move.unit.style == "times":
        return grown(sign(move.ratio), move.ratio)
    return sign(move.ratio)


def _because(move: Moved, most: int = 4) -> str:
    """The edits behind a move, the largest parts first; parts of less than half a percent are left out."""
    ranked = sorted(
        move.because, key=lambda each: (0.0 if math.isnan(each[1]) else -round(abs(each[1]), 9), each[0])
    )
    parts = [(id, share) for id, share in ranked if not abs(share) < 0.005]
    if len(ranked) == 1:
        return ranked[0][0]
    if move.old is None or move.new is None or any(math.isnan(share) for _, share in parts):
        text = ", ".join(id for id, _ in parts[:most])
    else:
        text = ", ".join(f"{id} {show_share(share)}" for id, share in parts[:most])
    return text + (f" and {len(parts) - most} more" if len(parts) > most else "")


def sign(number: float) -> str:
    """A ratio as a change in words: `+12.0%`, `-0.03%`, `x 3.4`, `no change`."""
    if math.isclose(number, 1.0, rel_tol=1e-12):
        return "no change"
    if 0.5 <= number <= 2:
        return f"{'+' if number > 1 else ''}{show_share(number - 1, 1)}"
    return f"x {number:.3g}"
