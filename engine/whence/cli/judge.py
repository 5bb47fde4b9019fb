"""`check` and `rule`: what the engine objects to, and why it does."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

import click

from whence.cli import common, memory, shells
from whence.language.problems import Refused

if TYPE_CHECKING:
    from whence.account.closing import Counted
    from whence.account.ledger import Entry
    from whence.account.watch import Turn
    from whence.judge.edition import Edition
    from whence.language.problems import Finding


@click.command()
@common.SELECTORS
@common.forms("github", "sarif")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "conflict", "warning"]),
    default="error",
    help="The mildest severity that makes the exit code 1 (default: error).",
)
@click.option("--all", "everything", is_flag=True, help="Show notes and accepted findings too.")
@click.option(
    "--conflicts",
    is_flag=True,
    help="The ledger: conflicts, open readings, relations by reading, and what is accepted.",
)
@common.SNAPSHOTS
@click.pass_context
@memory.kept
def check(
    ctx: click.Context,
    selectors: tuple[str, ...],
    form: str,
    fail_on: str,
    everything: bool,
    conflicts: bool,
    snapshots: str | None,
) -> None:
    """List what does not add up, and what is written wrongly.

    With selectors (see `whence list`) only of the records that they pick, and the exit code speaks of these alone.
    """
    from whence.account import closing, ledger, reports
    from whence.cli.text import counts
    from whence.cli.text.github import github, turns
    from whence.cli.text.sarif import sarif
    from whence.model.graph import owner

    picked: set[str] | None = None
    entries: Sequence[Entry] = ()
    if selectors or conflicts or snapshots:
        found, counted = common.edition(ctx, snapshots, keep=False), None
        picked = set(common.selected(ctx, found, selectors)) if selectors else None
        # The ledger is of the whole base: which line a finding of one record is told in hangs on those of others.
        entries = [each for each in ledger.entries(found) if picked is None or owner(each.id) in picked]
    else:
        found, counted = _closed(ctx)
    elsewhere = len(found.findings)
    if picked is not None:
        found = _of(found, picked)
    elsewhere -= len(found.findings)
    turned = _turned(ctx, found)
    if conflicts:
        from whence.cli.text import ledger as text

        if form == "json":
            common.write_json(ledger.report(entries))
        else:
            click.echo(text.ledger(entries, common.colour()), nl=False)
    elif form == "json":
        claims = found.base.records.claims
        count = len(claims) if picked is None else len(picked.intersection(claims))
        tally = counted.closing.ledger if counted else ledger.tally(entries)
        click.echo(reports.as_json(found.findings, count, tally, turned), nl=False)
    elif form == "github":
        click.echo(github(found.findings), nl=False)
        click.echo(turns(turned or ()), nl=False)
    elif form == "sarif":
        click.echo(sarif(found.findings), nl=False)
    else:
        _tell(ctx, found, everything)
        hidden = len(found.findings) - len(_shown(found, everything))
        if picked is not None:
            click.echo(counts.picked(found.findings, hidden, elsewhere))
        else:
            _close(found, counted or closing.counted(found), hidden)
        _tell_turned(turned or ())
    ctx.exit(int(any(_counts(each.severity, fail_on) and not each.accepted for each in found.findings)))


def _shown(found: Edition, everything: bool) -> list[Finding]:
    """What is told of: everything, or what is neither accepted nor a note."""
    return [each for each in found.findings if everything or (not each.accepted and each.severity != "note")]


def _tell(ctx: click.Context, found: Edition, everything: bool) -> None:
    """The findings with the lines that they are about."""
    from whence.cli.text.findings import findings

    texts = {name: content.decode("utf-8", "replace") for name, content in common.texts(ctx).files.items()}
    click.echo(findings(_shown(found, everything), texts, common.colour()), nl=False)


def _tell_turned(turned: Sequence[Turn]) -> None:
    """Which watched conclusions turned."""
    from whence.cli.text import accounts

    for each in accounts.turn_lines(turned):
        click.echo(f"watched, since the last commit: {each}")


def _close(found: Edition, counted: Counted, hidden: int) -> None:
    """What there is of everything, and what is not shown."""
    from whence.cli.text import counts
    from whence.cli.text.candidates import undecided

    click.echo(counts.counts(found.findings, counted.closing, hidden))
    if counted.undecided:
        click.echo(f"{undecided(counted.undecided)}; `whence candidates` shows them")


def _closed(ctx: click.Context) -> tuple[Edition, Counted]:
    """The base judged, and what closes that; where a few claims alone have changed since it was judged, the part they touch."""
    from whence.cli import touched

    if found := touched.closed(ctx):
        return found
    edition = common.edition(ctx, keep=False)
    return edition, touched.whole(ctx, edition)


def _turned(ctx: click.Context, found: Edition) -> tuple[Turn, ...] | None:
    """How watched conclusions turned since the last commit; None where nothing is watched, or there is no commit."""
    if not found.base.settings.watch:
        return None
    from whence.account import flips, watch
    from whence.disk import revisions, store

    if not any(each.rule == "bad-settings" for each in found.findings):
        watch.heed(found)
    read = common.texts(ctx)
    try:
        before = revisions.texts(read.root, "HEAD")
    except Refused:
        return None
    if before.files == {name: text for name, text in read.files.items() if not name.endswith(".css")}:
        return ()
    old = store.load(before, today=found.today, known_on=common.date(ctx.obj["known_on"]))
    return watch.turns(old, found, tuple(flips.flips(old, found)))


def _of(found: Edition, picked: Container[str]) -> Edition:
    """The edition with the findings of some records alone."""
    from dataclasses import replace

    from whence.model.graph import owner

    return replace(found, judged=lambda: tuple(each for each in found.findings if owner(each.id) in picked))


def _counts(severity: str, least: str) -> bool:
    order = ("error", "conflict", "warning", "note")
    return order.index(severity) <= order.index(least)


@click.command()
@click.argument("code", required=False, shell_complete=shells.complete_rules)
@common.FORMAT
@click.pass_context
def rule(ctx: click.Context, code: str | None, form: str) -> None:
    """Explain a rule, or list them all."""
    from whence.judge.rules.wording import pages
    from whence.language.problems import suggest

    if code is None:
        rows = [{"rule": each.rule, "severity": each.severity, "title": each.title} for each in pages.every()]
        if form == "json":
            common.write_json({"rules": rows})
            return
        from whence.cli.text.style import fitted

        listed = [(str(row["severity"]), str(row["rule"]), str(row["title"])) for row in rows]
        click.echo(fitted(listed, common.width()))
        return
    if code not in pages.severities():
        near = suggest(code, pages.severities(), 2)
        hint = (
            f"; did you mean {' or '.join(f'`{each}`' for each in near)}?"
            if near
            else "; `whence rule` lists them"
        )
        raise click.UsageError(f"no rule is called `{code}`{hint}")
    page = pages.page(code)
    if form == "json":
        common.write_json(
            {"rule": page.rule, "severity": page.severity, "title": page.title, "text": page.text}
        )
        return
    click.echo(f"{page.rule} ({page.severity}): {page.title}\n\n{page.text}")
