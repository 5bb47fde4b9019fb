"""`show`, `why`, `impact` and `sources`: reading a base on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli import common, memory, shells

if TYPE_CHECKING:
    from whence.account.spread import Above
    from whence.judge.edition import Edition


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID|SELECTOR]...", shell_complete=shells.complete_selectors)
@click.option("--above", metavar="VALUE", help="Say how likely the number of one ID lies above VALUE.")
@common.FORMAT
@click.pass_context
@memory.kept
@memory.in_part
def show(ctx: click.Context, ids: tuple[str, ...], above: str | None, form: str) -> None:
    """Show claims, quantities and choices with their numbers; without an ID, all of them in a table.

    A selector (see `whence list`) gives those that it picks in a table.
    """
    from whence.account import answers, selectors, spread
    from whence.cli.text import cards, tables

    picked = bool(ids) and not all(map(selectors.is_plain, ids))
    found = common.about(ctx, () if picked else ids)
    if picked:
        names = [
            id
            for id in common.selected(ctx, found, ids)
            if id in found.base.nodes or id in found.base.records.claims
        ]
    else:
        names = [common.resolve(found, id) for id in ids] or answers.listed(found)
    share = _above(found, names, above) if above is not None else None
    if form == "json":
        answer = answers.show(found, names)
        if share:
            answer["claims"][0]["above"] = spread.above_as_json(found, names[0], share)
        common.write_json(answer)
    elif ids and not picked:
        click.echo("\n".join(cards.card(found, name, common.colour()) for name in names), nl=False)
        if share:
            click.echo(f"  above      {cards.above(share)}")
    else:
        click.echo(tables.table(found, names, common.colour(), common.width()), nl=False)


def _above(found: Edition, names: Sequence[str], above: str) -> Above:
    """How likely the one record that is shown lies above a value."""
    from whence.account import spread

    if len(names) != 1:
        raise click.UsageError("--above asks about one ID; name it")
    answer = spread.above(found, names[0], above)
    if isinstance(answer, str):
        raise click.UsageError(answer)
    return answer


@click.command()
@common.ID
@click.option("--in", "choose", multiple=True, metavar="CHOICE=OPTION", help="Explain it in this context.")
@click.option("--depth", default=0, help="Unfold so many steps only (default: 100, which is the most).")
@click.option(
    "--target", metavar="VALUE", help="Say what each input would have to be for the result to be VALUE."
)
@common.FORMAT
@click.pass_context
@memory.kept
@memory.in_part
def why(
    ctx: click.Context, id: str, choose: tuple[str, ...], depth: int, target: str | None, form: str
) -> None:
    """Show where a number comes from: number, unit, arithmetic and source at each step."""
    from whence.account import reasons
    from whence.cli.text import cards, trees

    found, name = common.record(ctx, id)
    if name not in found.summaries and name not in found.settled.outcomes:
        raise click.UsageError(cards.absent(found, name))
    chosen = _chosen(found, choose)
    if target is not None:
        answer = _gives(found, name, target, chosen)
        if form == "json":
            common.write_json(answer[0])
        else:
            click.echo(answer[1], nl=False)
        return
    step = reasons.explain(found, name, chosen, depth or reasons.DEEPEST)
    if form == "json":
        common.write_json(reasons.as_json(step))
    else:
        click.echo(trees.tree(found, step, common.colour()), nl=False)
        if name in found.settled.outcomes:
            click.echo("\n" + "\n".join(cards.truth(found, name)))
            click.echo("\n" + _gives(found, name, None, chosen)[1], nl=False)


@click.command()
@click.argument("choices", nargs=-1, shell_complete=shells.complete_ids)
@common.FORMAT
@click.pass_context
def settle(ctx: click.Context, choices: tuple[str, ...], form: str) -> None:
    """Say which claim, measured where, would rule out options of a choice or bring one back.

    Without a choice, of all that are open and all of which nothing survives.
    """
    from whence.account import settling
    from whence.cli.text import settling as text

    found = common.edition(ctx)
    names = [common.resolve(found, id) for id in choices] or settling.undecided(found)
    for id, name in zip(choices, names, strict=False):
        if name not in found.base.records.choices or name not in found.summaries:
            raise click.UsageError(f"`{id}` is no choice that could be settled")
    answers = [settling.settles(found, name) for name in names]
    if form == "json":
        common.write_json({"choices": [settling.as_json(found, each) for each in answers]})
    else:
        said = "\n".join(text.settled_by(found, each, common.colour()) for each in answers)
        click.echo(said or "No reading is open.\n", nl=False)


def _chosen(found: Edition, choose: tuple[str, ...]) -> dict[str, str]:
    """The options that `--in` names, each of a choice that has it."""
    from whence.evaluate.contexts import options
    from whence.language.problems import did_you_mean

    chosen = {}
    for id, option in map(common.pair, choose):
        name = common.resolve(found, id)
        if name not in found.base.records.choices or name not in found.base.nodes:
            raise click.UsageError(f"`{id}` is no choice")
        known = options(found.base, name)
        if option not in known:
            near = did_you_mean(option, known) or (f"its options are {', '.join(known)}",)
            raise click.UsageError(f"`{id}` has no option `{option}`; {near[0]}")
        chosen[name] = option
    return chosen


def _gives(found: Edition, name: str, target: str | None, chosen: dict[str, str]) -> tuple[object, str]:
    """What would have to give where choices go as chosen, for scripts and as text."""
    from whence.account import targets
    from whence.cli.text import targets as text

    answer = targets.find(found, name, target, chosen)
    if isinstance(answer, str):
        raise click.UsageError(answer)
    return targets.as_json(found, answer), text.targets(found, answer, common.colour())


@click.command()
@common.ID
@common.FORMAT
@click.pass_context
@memory.kept
@memory.in_part
def impact(ctx: click.Context, id: str, form: str) -> None:
    """Show what rests on a claim or a source, and how strongly."""
    from whence.account import diff, impacts
    from whence.cli.text import accounts
    from whence.cli.text import impacts as text

    found, name = common.record(ctx, id, below=True)
    answer = impacts.impact(found, name)
    gone = impacts.withdrawn(found, name) if name in found.base.records.sources else None
    if form == "json":
        extra = {"withdrawn": diff.as_json(gone)} if gone else {}
        common.write_json({**impacts.as_json(found, answer), **extra})
        return
    click.echo(text.impact(found, answer, common.colour()), nl=False)
    if gone:
        click.echo(
            "\nif what it alone supports were taken away\n" + accounts.account(gone, common.colour()),
            nl=False,
        )


@click.group(invoke_without_command=True)
@common.SELECT
@common.FORMAT
@click.pass_context
def sources(ctx: click.Context, selectors: tuple[str, ...], form: str) -> None:
    """List the sources, verify the excerpts taken from them, or say how much of a text is cited."""
    if ctx.invoked_subcommand is None:
        from whence.cli.text import sources as text

        found = common.edition(ctx)
        picked = common.selected(ctx, found, selectors)
        if form == "json":
            common.write_json({"sources": text.rows(found, picked)})
        else:
            click.echo(text.sources(found, picked, common.colour()), nl=False)


@sources.command()
@click.option("--snapshots", required=True, metavar="DIR", help="The folder where the copies of sources lie.")
@common.FORMAT
@click.pass_context
def verify(ctx: click.Context, snapshots: str, form: str) -> None:
    """Look every excerpt up in the copies of its source, and compare the copies with their hashes."""
    from whence.cli.text import sources as text
    from whence.disk import store
    from whence.judge import excerpts
    from whence.language.problems import visible

    found = common.edition(ctx)
    copies, refused = store.snapshots(snapshots, found.base.records)
    for name, why in refused.items():
        click.echo(f"{visible(name)} is not read: {why}", err=True)
    answer = excerpts.verify(found.base, copies)
    if form == "json":
        common.write_json(excerpts.as_json(answer))
    else:
        click.echo(text.excerpts(answer, common.colour()), nl=False)
    ctx.exit(int(any(each.verdict != "found" for each in answer)))


@sources.command()
@click.argument("source", shell_complete=shells.complete_sources)
@click.option(
    "--snapshot",
    required=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of the source: text, Markdown or HTML.",
)
@click.option("--all", "everything", is_flag=True, help="Show every figure, and what has digits and is none.")
@click.option(
    "--least", metavar="SHARE", default="0%", help="The share below which the exit code is 1 (default: 0%)."
)
@common.FORMAT
@click.pass_context
def coverage(
    ctx: click.Context, source: str, snapshot: Path, everything: bool, least: str, form: str
) -> None:
    """Say of each figure and date of a text whether a claim cites it and agrees with it, and what is left.

    The exit code is 1 if an entry of `set_aside` sets nothing aside, if the copy is not the one whose hash was
    recorded, or if less is covered than --least asks for.
    """
    from whence.account import coverage as account
    from whence.cli.text import coverage as text
    from whence.language.limits import SNAPSHOT
    from whence.language.problems import Refused

    found, share = common.edition(ctx), common.share(least)
    name = common.resolve(found, source)
    if name not in found.base.records.sources:
        raise click.UsageError(f"`{source}` is no source; `whence sources` lists them")
    try:
        answer = account.coverage(found, name, common.brought(snapshot, SNAPSHOT), snapshot.name)
    except Refused as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        common.write_json(account.as_json(answer))
    else:
        click.echo(text.coverage(answer, everything, common.colour()), nl=False)
    ctx.exit(int(bool(answer.unused) or answer.changed or answer.share < share))
