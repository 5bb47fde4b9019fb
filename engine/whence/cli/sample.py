"""`sample`: chosen claims with as many draws as one likes, on one core, on all of them, or on a cluster."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from whence.cli import common, shells

if TYPE_CHECKING:
    from whence.judge.edition import Edition


@click.command()
@click.argument(
    "ids", nargs=-1, required=True, metavar="ID|SELECTOR...", shell_complete=shells.complete_selectors
)
@click.option(
    "--samples",
    type=click.IntRange(16, 1_000_000_000),
    default=1_000_000,
    show_default=True,
    help="Draws of each claim, in blocks of 65,536 at most.",
)
@click.option(
    "--engine",
    type=click.Choice(["serial", "processes", "dask"]),
    default="serial",
    show_default=True,
    help="Who draws the blocks; the numbers are the same.",
)
@click.option(
    "--workers", type=click.IntRange(1, 1000), default=None, help="So many processes (default: one a core)."
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="With --engine dask: the scheduler of an existing cluster.",
)
@common.FORMAT
@click.pass_context
def sample(
    ctx: click.Context, /, ids: tuple[str, ...], samples: int, engine: str, form: str, **where: Any
) -> None:
    """Draw claims with many more draws than the base has, in memory that hardly grows with them.

    The numbers stand for each context. What a selector picks and cannot be drawn so is named and left out.
    """
    from whence.account import sampled
    from whence.cli.text import samples as text
    from whence.disk import store
    from whence.evaluate import engines

    if where["cluster"] and engine != "dask":
        raise click.UsageError("--cluster is the address of a scheduler; say --engine dask too")
    found = common.edition(ctx)
    names = _drawable(ctx, found, ids)
    texts = store.yaml_of(common.texts(ctx).files)
    job = sampled.job(found, texts, common.date(ctx.obj["known_on"]), names, samples)
    count = where["workers"] or os.cpu_count() or 1
    run = {
        "serial": engines.serial,
        "processes": engines.processes(count),
        "dask": engines.dask(where["cluster"], count),
    }[engine]
    figures = engines.stream(job, run, _progress)
    answer, draws = sampled.answer(found, names, figures), job.blocks * job.size
    if form == "json":
        common.write_json(sampled.as_json(found, answer, draws))
    else:
        click.echo(text.samples(found, answer, draws), nl=False)


def _drawable(ctx: click.Context, found: Edition, ids: tuple[str, ...]) -> list[str]:
    """The ids that are asked for and can be drawn by the block; why others cannot is said."""
    from whence.account import sampled, selectors

    plain = all(map(selectors.is_plain, ids))
    picked = [common.resolve(found, id) for id in ids] if plain else common.selected(ctx, found, ids)
    names = [id for id in dict.fromkeys(picked) if plain or id in found.summaries]
    refused = {id: why for id in names if (why := sampled.objection(found, id))}
    for why in refused.values():
        if plain:
            raise click.UsageError(why)
        click.echo(f"note: {why}", err=True)
    return [id for id in names if id not in refused]


def _progress(done: int, blocks: int) -> None:
    """How far it is, for a person who waits."""
    if sys.stderr.isatty():
        click.echo(f"\rblock {done:,} of {blocks:,}" + ("\n" if done == blocks else ""), nl=False, err=True)
