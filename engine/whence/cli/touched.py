"""What commands ask of the part of a base that an edit touches, or would touch, and what they keep for who asks after them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from whence.cli import common
from whence.disk import edited

if TYPE_CHECKING:
    from collections.abc import Callable

    from whence.account.closing import Counted
    from whence.account.news import News
    from whence.account.prepared import Made, Prepared
    from whence.disk.edited import Edited, Known, Sides
    from whence.disk.store import Texts
    from whence.evaluate.recorded import Recorded
    from whence.files.records import Records
    from whence.judge.edition import Edition

Found = TypeVar("Found")
Part = TypeVar("Part", "Edited", "Sides")


def touched(ctx: click.Context) -> Edited | None:
    """The part of the base that an edit touches since all of it was judged, with all findings; None where all is to be judged."""
    found = _asked(ctx, lambda known, *rest: edited.edited(common.texts(ctx), known, *rest))
    return _noted(ctx, found)


def closed(ctx: click.Context) -> tuple[Edition, Counted] | None:
    """The part of the base that an edit touches, as `touched` gives it, and what closes its check, which is kept with it; None
    where all is to be judged."""
    from whence.account import closing
    from whence.model.tables import Beyond

    found = touched(ctx)
    if found is None:
        return None
    try:
        counted = closing.renewed(found.edition, found.region, closing.read(found.known.more))
    except Beyond:
        return None
    edited.keep(common.recalled(ctx)[1], replace(found.known, more=closing.flat(counted)), common.today())
    return found.edition, counted


def whole(ctx: click.Context, found: Edition) -> Counted:
    """What closes the check of a base that was judged as a whole, which is kept for who judges it after an edit."""
    from whence.account import closing

    counted = closing.counted(found)
    _, home = common.recalled(ctx)
    if home and not ctx.obj["known_on"]:
        edited.keep_whole(home, common.texts(ctx), found, closing.flat(counted), common.today())
    return counted


def supposing(ctx: click.Context, id: str) -> Edited | None:
    """The part of the base that another value of a claim would touch, where all of it has been judged as it is."""
    found = _asked(ctx, lambda known, *rest: edited.supposing(common.texts(ctx), known, id, *rest))
    return _noted(ctx, found)


def sides(ctx: click.Context, old: Texts, new: Texts) -> Sides | None:
    """The part of the base in which two sides of it differ, where one of them has been judged; else None."""
    return _noted(ctx, _asked(ctx, lambda known, *rest: edited.sides(old, new, known, *rest), old, new))


def news(ctx: click.Context, item: News) -> Prepared | None:
    """What a news item would do, by the part of the base that it touches; None where the whole is to be asked.

    Of one that is refused, whoever asks the whole says why.
    """
    from whence.account import prepared
    from whence.language.problems import Refused

    texts = common.texts(ctx)

    def ask(known: Known, today: str, memory: Recorded, home: str) -> tuple[Made, Sides] | None:
        records = edited.records(home, texts) if known.texts.files == texts.files else None
        if records is None or not _as_named(records, item):
            return None
        try:
            edit = prepared.made(records, texts, item, today)
        except Refused:
            return None
        found = edited.sides(texts, edit.texts(texts), known, today, memory, home, keep=False)
        return (edit, found) if found else None

    edit, found = _asked(ctx, ask) or (None, None)
    return prepared.in_part(texts, edit, found) if edit and _noted(ctx, found) and found else None


def _asked(
    ctx: click.Context, ask: Callable[[Known, str, Recorded, str], Found | None], *of: Texts
) -> Found | None:
    """What is found by what is known of some texts, or of the base, given today, what was said of nodes, and the home of the
    cache."""
    memory, home = common.recalled(ctx)
    if memory is None or ctx.obj["known_on"] or ctx.obj.get("whole"):
        return None
    known = edited.known(home, common.today(), *(of or (common.texts(ctx),)))
    return ask(known, common.today(), memory, home) if known else None


def _noted(ctx: click.Context, found: Part | None) -> Part | None:
    """What is found, of which the command keeps what it says of nodes."""
    if found is not None:
        ctx.obj["nodes"] = found.nodes
    return found


def _as_named(records: Records, item: News) -> bool:
    """Whether an item names the records that it edits, and its source, by the ids that they have now."""
    from whence.account.requests import EDITABLE

    known = item.new_source is not None or not item.source or item.source in records.sources
    return known and all(
        any(f"{section}:{each.id}" in records.home for section in EDITABLE) for each in item.requests
    )
