"""`update`, `apply`, `diff` and `history`: what moves when a fact changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence.cli import common, memory, shells
from whence.language.patterns import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whence.account.diff import Account
    from whence.account.news import News
    from whence.account.prepared import Prepared
    from whence.disk.store import Texts
    from whence.evaluate.recorded import Recorded
    from whence.judge.edition import Edition

    Content = Mapping[str, bytes | None]
    Side = tuple[Texts, str]

TOP = click.option(
    "--top", type=click.IntRange(min=0), default=0, help="Show so many moves only (default: all)."
)
THRESHOLD = click.option(
    "--threshold",
    type=click.FloatRange(min=0),
    default=0.0,
    help="Leave out moves smaller than this, in half widths of the old 90 % interval.",
)

NEGATIVE = later(r"-\s*(?:[0-9.]|[$€£])")


class ValueCommand(click.Command):
    """A command with a value among its arguments: one that begins with a minus is told from an option in the hint."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with the way out for a negative value."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as problem:
            value = next((each for each in given if NEGATIVE.match(each)), "")
            if not NEGATIVE.match(problem.option_name) or not value:
                raise
            hint = f'write "--" alone before the arguments, behind every option: -- ID "{value}"'
            raise click.UsageError(
                f'"{value}" begins with a minus and is taken for an option; {hint}', ctx
            ) from None


@click.command(cls=ValueCommand)
@common.ID
@click.argument("value", required=False, default="")
@click.option(
    "--source",
    default="",
    shell_complete=shells.complete_sources,
    help="The source that the new figure stands on.",
)
@click.option(
    "--via",
    default="",
    shell_complete=shells.complete_sources,
    help="Where it was read, if that is another source.",
)
@click.option("--at", default="", help="Where in the source.")
@click.option("--excerpt", default="", help="The shortest run of words that carries the figure.")
@click.option(
    "--known",
    default="",
    metavar="DATE",
    help="Since when it is known (default: when the source appeared, else today).",
)
@click.option(
    "--as-of", default="", metavar="DATE", help="The time that the figure speaks of, if that changes."
)
@click.option("--why", default="", help="The reason, kept with the old value.")
@click.option("--formula", default="", help="A new formula instead of a value.")
@click.option("--input", "inputs", multiple=True, metavar="NAME=ID", help="A new input of the formula.")
@click.option("--prefer", default="", help="For a choice: the option to prefer.")
@click.option(
    "--status",
    type=click.Choice(["current", "superseded", "retracted", "withdrawn", "disputed"]),
    default=None,
)
@click.option(
    "--by", "superseded_by", default="", help="With --status superseded: the claim that replaces it."
)
@click.option("--dry-run", is_flag=True, help="Print the account, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common.FORMAT
@click.pass_context
def update(
    ctx: click.Context, /, id: str, value: str, known: str, inputs: tuple[str, ...], **given: str | bool
) -> None:
    """Change a fact: the account first, then the edit, and nothing but the edit."""
    from whence.account.news import News, Request

    names = {
        "value": value,
        "formula": given["formula"],
        "prefer": given["prefer"],
        "status": given["status"],
        "as_of": given["as_of"],
    }
    fields = {name: str(text) for name, text in names.items() if text}
    if not fields and not inputs:
        raise click.UsageError(
            "say what is to change: a VALUE, --formula, --input, --prefer, --status or --as-of"
        )
    from whence.account import changes

    if value and changes.doubtful(value):
        found = common.edition(ctx)
        if said := changes.no_value(found, common.resolve(found, id), value):
            raise click.UsageError(said)
    request = Request(
        id,
        fields,
        dict(common.pair(each) for each in inputs),
        str(given["at"]),
        str(given["excerpt"]),
        str(given["via"]),
        str(given["why"]),
        str(given["superseded_by"]),
    )
    edits = [*fields.values(), *(each.replace("=", " = ") for each in inputs)]
    title = str(given["why"]) or f"{id}: {', '.join(edits)}"
    news = News(title, common.day(known), str(given["source"]), (request,))
    _carry_out(ctx, news, bool(given["dry_run"]), bool(given["yes"]), str(given["form"]))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Print the account, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common.FORMAT
@click.pass_context
def apply(ctx: click.Context, file: str, dry_run: bool, yes: bool, form: str) -> None:
    """Apply a news item: its source and all the edits it brings, from a small YAML file.

    \b
    title: Crusoe announces the first phase
    date: 2025-03-18
    source: crusoe-2025-03          # or a mapping with `id`, `title`, ... for a new one
    edits:
      - {id: abilene-phase1-power, value: ">= 200 MW", at: paragraph 2, excerpt: 200+ megawatts}
    """
    from pathlib import Path

    from whence.account import newsfile
    from whence.language.limits import NEWS
    from whence.language.problems import Refused

    try:
        item = newsfile.parse(common.brought(Path(file), NEWS).decode("utf-8"))
    except (Refused, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file}: {error}") from None
    _carry_out(ctx, item, dry_run, yes, form)


def _carry_out(ctx: click.Context, item: News, dry_run: bool, yes: bool, form: str) -> None:
    """Account, question, edit; with `--yes` the base is locked from the first reading on, so nothing can come between."""
    from whence.disk import save
    from whence.language.problems import Refused

    if ctx.obj["known_on"]:
        raise click.UsageError(
            "`--known-on` asks for the past, and the past is not edited; "
            "to say since when a new figure is known, `update` has `--known` (and the file of `apply` has `date`)"
        )
    root = common.root(ctx)
    try:
        if yes and not dry_run:
            with common.writing(root):
                before, after = _prepare(ctx, item, form)
                save.write(root, before, after)
            return
        before, after = _prepare(ctx, item, form)
        if dry_run:
            return
        if not click.confirm("Write this?", err=True):
            click.echo("Nothing was written.", err=True)
            ctx.exit(1)
        with common.writing(root):
            save.write(root, before, after)
    except Refused as error:
        raise click.ClickException(str(error)) from None


def _prepare(ctx: click.Context, item: News, form: str) -> tuple[Content, Content]:
    """Print the account of a news item; the files it changes, as they are and as they would be.

    `Refused` if the edit is written wrongly: what it says of the evidence is never a reason to refuse it.
    """
    from whence.account import prepared
    from whence.language.problems import Refused

    edit, ids, text = memory.either(ctx, lambda: _told(ctx, item, form))
    click.echo(text, nl=False)
    if broken := next(iter(edit.broken), None):
        where = f" ({broken.id})" if broken.id not in ids else ""
        raise Refused(f"the base would be broken{where}: {'; '.join((broken.message, *broken.hints))}")
    if unread := next(prepared.unread(edit.then, ids), None):
        raise Refused(
            f"the old value of `{unread.id}` cannot be read ({unread.message}), so it cannot be kept in its "
            "history; correct it in its file by hand"
        )
    return edit.before, edit.after


def _told(ctx: click.Context, item: News, form: str) -> tuple[Prepared, Sequence[str], str]:
    """A news item prepared, the live ids of what it edits, and the account of it."""
    from whence.account import diff
    from whence.cli import touched
    from whence.cli.text import accounts

    edit = touched.news(ctx, item)
    if edit is None:
        item, edit = _of_all(ctx, item)
    if form == "json":
        text = common.json_text({**diff.as_json(edit.account), "stays": edit.stays})
    else:
        text = accounts.account(edit.account, common.colour()) + accounts.stays(edit.stays, edit.date)
    return edit, [each.id for each in item.requests], text


def _of_all(ctx: click.Context, item: News) -> tuple[News, Prepared]:
    """A news item with live ids, and what it would do to the whole base."""
    from dataclasses import replace

    from whence.account import prepared, watch

    found = common.edition(ctx)
    watch.heed(found)
    named = tuple(replace(each, id=common.resolve(found, each.id)) for each in item.requests)
    source = common.resolve(found, item.source) if item.source and item.new_source is None else item.source
    item = replace(item, requests=named, source=source)
    return item, prepared.of_news(found, common.texts(ctx), item)


@click.command()
@click.argument("revisions", nargs=-1, metavar="[OLD [NEW]]")
@click.option(
    "--known-on",
    "--as-of",
    "dates",
    nargs=2,
    default=None,
    metavar="DATE DATE",
    help="Compare what was known at two dates.",
)
@common.forms("markdown")
@click.option("--exit-code", is_flag=True, help="End with 1 where anything was edited or moved.")
@click.option(
    "--fail-on",
    type=click.Choice(["flipped", "moved", "opened", "watched"]),
    default=None,
    help="End with 1 where a verdict flipped, a number moved, a finding opened that is no note, or a conclusion on the "
    "watch list turned.",
)
@TOP
@THRESHOLD
@common.SELECT
@click.pass_context
def diff(
    ctx: click.Context,
    revisions: tuple[str, ...],
    selectors: tuple[str, ...],
    dates: tuple[str, str] | None,
    form: str,
    exit_code: bool,
    fail_on: str | None,
    top: int,
    threshold: float,
) -> None:
    """Say what moved between two Git revisions; by default since the last commit."""
    if len(revisions) > 2 or (dates and revisions):
        raise click.UsageError("give at most an old and a new revision, or two dates with --known-on")
    sides = _sides(ctx, revisions, dates)

    def say() -> None:
        account, text = memory.either(ctx, lambda: _account(ctx, sides, selectors, form, top, threshold))
        click.echo(text, nl=False)
        happened = {
            "flipped": bool(account.verdicts),
            "moved": bool(account.moved),
            "watched": bool(account.watched),
            "opened": any(each.severity != "note" and not each.accepted for each in account.opened),
        }
        anything = (
            account.edited or account.layout or account.closed or account.opened or any(happened.values())
        )
        ctx.exit(int(bool(exit_code and anything) or bool(fail_on and happened[fail_on])))

    # what is picked may depend on Git, and is told beside the answer where it is nothing
    return say() if selectors else memory.between(ctx, [texts for texts, _ in sides], say)


def _picked(ctx: click.Context, old: Edition, new: Edition, selectors: tuple[str, ...]) -> set[str]:
    """What selectors pick on either side: a record may be new, or gone."""
    found, refused = set[str](), []
    for side in (new, old):
        try:
            found.update(common.selected(ctx, side, selectors))
        except click.UsageError as error:
            refused.append(error)
    if len(refused) == 2:
        raise refused[0]
    return found


def _account(
    ctx: click.Context,
    sides: tuple[Side, Side],
    selectors: tuple[str, ...],
    form: str,
    top: int,
    threshold: float,
) -> tuple[Account, str]:
    """What moved between two sides, of what selectors pick alone where there are any; and that as text."""
    from whence.account import diff
    from whence.cli.text import accounts, comments

    account, new = _compared(ctx, sides, selectors)
    if form == "json":
        return account, common.json_text(diff.as_json(account, top, threshold))
    if form == "markdown":
        return account, comments.comment(new, account, top, threshold)
    return account, accounts.account(account, common.colour(), top, threshold)


def _compared(
    ctx: click.Context, sides: tuple[Side, Side], selectors: tuple[str, ...]
) -> tuple[Account, Edition]:
    """What moved between two sides, and the newer one: of each the part that an edit touches, where that is known."""
    from whence.account import diff, watch
    from whence.cli import touched

    dated = any(date for _, date in sides)
    if found := None if selectors or dated else touched.sides(ctx, *(texts for texts, _ in sides)):
        return diff.in_part(found.old, found.new, found.numbers), found.new
    old, new = (_loaded(ctx, *each) for each in sides)
    watch.heed(new)
    account = diff.account(old, new)
    return (diff.only(account, _picked(ctx, old, new, selectors)) if selectors else account), new


def _sides(
    ctx: click.Context, revisions: tuple[str, ...], dates: tuple[str, str] | None
) -> tuple[Side, Side]:
    """The texts of both sides, each with the date at which it is taken as it was known."""
    from whence.disk import revisions as git
    from whence.language.problems import Refused

    texts = common.texts(ctx)
    if dates:
        first, last = (common.date(each) for each in dates)
        return (texts, first), (texts, last)
    try:
        before = git.texts(texts.root, revisions[0] if revisions else "HEAD")
        after = git.texts(texts.root, revisions[1]) if len(revisions) == 2 else texts
    except Refused as error:
        from whence.account.selectors import is_plain

        hint = "" if all(map(is_plain, revisions)) else "; what a selector picks is told with `--select`"
        raise click.UsageError(f"{error}{hint}") from None
    known_on = common.date(ctx.obj["known_on"])
    return (before, known_on), (after, known_on)


def _loaded(ctx: click.Context, read: Texts, known_on: str) -> Edition:
    """One side, evaluated; where a rule of ours cannot finish, the command will end with 3."""
    from whence.disk import store

    def given(memory: Recorded | None, home: str) -> Edition:
        return store.load(read, common.today(), known_on, memory=memory, home=home)

    return common.heeded(ctx, common.remembered(ctx, given))


@click.command()
@common.ID
@common.FORMAT
@click.pass_context
@memory.kept
@memory.in_part
def history(ctx: click.Context, id: str, form: str) -> None:
    """Show the values of a claim, or the states of a source or a choice, newest first, each with its dates and its reason."""
    from whence.account import histories, states
    from whence.cli.text import histories as text

    found, name = common.record(ctx, id)
    records = found.base.records
    section = next((each for each in ("sources", "choices") if name in records.of(each)), "")
    if not section and name not in records.claims and name not in records.quantities:
        raise click.UsageError(f"`{name}` has no history: only claims, quantities, sources and choices do")
    entries = states.states(found, section, name) if section else histories.history(found, name)
    if form == "json":
        common.write_json({"id": name, "values": [histories.as_json(each) for each in entries]})
    else:
        click.echo(text.history(found, name, entries, common.colour()), nl=False)
