"""What commands ask of the part of a base that an edit touches, or would touch, and what they keep for who asks after them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from whence.cli import common
from whence.disk import edited

if TYPE_CHECKING:
    from whence.disk.edited import Edited, Known
    from whence.judge.edition import Edition


def touched(ctx: click.Context) -> Edited | None:
    """The part of the base that an edit touches since all of it was judged, with all findings; None where all is to be judged."""
    memory, home = common.recalled(ctx)
    if memory is None or ctx.obj["known_on"]:
        return None
    before = edited.known(home, common.texts(ctx), common.today())
    found = edited.edited(common.texts(ctx), before, common.today(), memory, home) if before else None
    if found:
        ctx.obj["nodes"] = found.nodes
    return found


def supposing(ctx: click.Context, id: str) -> Edited | None:
    """The part of the base that another value of a claim would touch, where all of it has been judged as it is."""
    memory, home = common.recalled(ctx)
    if memory is None or ctx.obj["known_on"] or ctx.obj.get("whole"):
        return None
    before = edited.known(home, common.texts(ctx), common.today())
    found = edited.supposing(common.texts(ctx), before, id, common.today(), memory, home) if before else None
    if found:
        ctx.obj["nodes"] = found.nodes
    return found


def known(ctx: click.Context, found: Known, more: object) -> None:
    """Keep what is known of a base after an edit, and `more`, for who judges it after the next."""
    edited.keep(common.recalled(ctx)[1], replace(found, more=more), common.today())


def judged(ctx: click.Context, found: Edition, more: object) -> None:
    """Keep what is known of a base that was judged as a whole, and `more`, for who judges it after an edit."""
    _, home = common.recalled(ctx)
    if home and not ctx.obj["known_on"]:
        edited.keep_whole(home, common.texts(ctx), found, more, common.today())
