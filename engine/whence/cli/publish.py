"""`build`, `serve` and `export`: publishing a base."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli import common, memory, shells
from whence.language.problems import Refused

if TYPE_CHECKING:
    from whence.disk.store import Texts
    from whence.judge.edition import Edition
    from whence.publish.edit.desk import Desk
    from whence.publish.folder import Content, Written
    from whence.publish.live import Rebuild
    from whence.publish.pages import Command
    from whence.publish.render import Theme

TEMPLATES = click.option(
    "--run-templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Draw pages with `templates/` and `assets/` of DIR instead of ours. Templates are code: they run on this machine "
    "(in a sandbox), and the scripts in every reader's browser. Name none that you have not read.",
)


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The folder to write (default: build/site in the base).",
)
@common.SNAPSHOTS
@TEMPLATES
@common.FORMAT
@click.pass_context
def build(
    ctx: click.Context, output: Path | None, snapshots: str | None, run_templates: Path | None, form: str
) -> None:
    """Write the site: plain files for any host, or to be opened from disk.

    It is written whatever the check says; the exit code is 1 if the base has errors. With --snapshots there is a
    page for each source whose copy is at hand that says how much of it is cited, without the text.
    """
    found = common.texts(ctx)
    target = output or found.root / "build" / "site"
    # Copies of sources and other templates lie beside the base, and are no part of what an answer is kept under.
    before = None if snapshots or run_templates else memory.Built(ctx)
    if before and (said := before.said()):
        memory.noted(ctx)
        click.echo(said[1], nl=False)
        ctx.exit(said[0])
    done, edition = _built(ctx, found, target, snapshots, run_templates)
    told = _json if form == "json" else _told
    click.echo(told(done, edition, target), nl=False)
    code = int(any(each.severity == "error" and not each.accepted for each in edition.findings))
    if before and "failed" not in ctx.obj and not done.left:
        from whence.publish import folder

        again = folder.Written(0, done.written + done.kept, 0)
        place = folder.place(target, found.root)
        before.keep(place, done.stamp, code, told(again, edition, target))
    ctx.exit(code)


def _told(done: Written, edition: Edition, target: Path) -> str:
    """What a build did, what is in the base, and where to look."""
    from whence.account.closing import closing
    from whence.cli.text import counts
    from whence.language.problems import counted, few

    lines = [f"{counted(done.written, 'file')} written, {done.kept} unchanged, {done.removed} removed."]
    if done.left:
        what = "was" if len(done.left) == 1 else "were"
        lines.append(
            f"No longer part of the site, but left, since {few(done.left)} {what} changed after a build."
        )
    return "\n".join(
        (
            *lines,
            counts.counts(edition.findings, closing(edition)),
            f"Open {(target / 'index.html').absolute()}",
            "",
        )
    )


def _json(done: Written, edition: Edition, target: Path) -> str:
    """The same for scripts."""
    from whence.account import ledger, reports

    return common.json_text(
        {
            "written": done.written,
            "kept": done.kept,
            "removed": done.removed,
            "left": done.left,
            "index": str((target / "index.html").absolute()),
            "counts": reports.counts(edition.findings),
            "ledger": ledger.tally(ledger.entries(edition)),
            "claims": len(edition.base.records.claims),
            "sources": len(edition.base.records.sources),
        }
    )


def _built(
    ctx: click.Context, found: Texts, target: Path, snapshots: str | None, templates: Path | None
) -> tuple[Written, Edition]:
    from whence.cli import touched

    # What is objected to after an edit is found in the part that it touches, and is known when the whole is asked.
    part = None if snapshots else touched.closed(ctx)
    edition = common.edition(ctx, snapshots)
    try:
        done = write(found, target, edition, common.date(ctx.obj["known_on"]), templates)
    except Refused as error:
        raise click.UsageError(str(error)) from None
    if not part and not snapshots:
        touched.whole(ctx, edition)
    return done, edition


def write(
    found: Texts, target: Path, edition: Edition, known_on: str = "", templates: Path | None = None
) -> Written:
    """Build the site of a base that was read into a folder; nothing is done where nothing has changed."""
    from whence.disk import revisions, store
    from whence.publish import folder, pages, render
    from whence.publish.renewal import build_into

    today, commit = known_on or common.today(), revisions.committed(found)
    theme = _theme(found, edition, templates)
    copies = sorted((edition.snapshots or {}).items())
    key = store.key(found, today, known_on, commit, render.stamp(theme), copies)
    same = folder.unchanged(target, key, found.root)
    if same:
        return same
    book = pages.Book(edition, found.digest()[:12], commit)
    return build_into(target, found.root, book, commands(), theme, key, _told_of)


def _told_of(drawn: Iterable[tuple[str, Content]], count: int) -> Iterator[tuple[str, Content]]:
    """The same, with how far it is for a person who waits longer than a second."""
    import time

    begun, told = time.monotonic(), False
    for n, each in enumerate(drawn, 1):
        yield each
        if sys.stderr.isatty() and (told or time.monotonic() - begun > 1) and (n % 50 == 0 or n == count):
            told = True
            click.echo(f"\rfile {n:,} of {count:,}" + ("\n" if n == count else ""), nl=False, err=True)


def _theme(found: Texts, edition: Edition, folder: Path | None) -> Theme:
    """How the base wants its pages to look, and the folder of templates that the command line names."""
    from whence.files import styles
    from whence.publish.render import Theme

    if folder:
        _read_as_named(folder)
    settings = edition.base.settings
    style = found.files.get(settings.style, b"").decode("utf-8") if settings.style else ""
    sheet = styles.sheet(style, settings.colours, settings.dark_colours)
    return Theme(sheet, str(folder.resolve()) if folder else "")


def _read_as_named(folder: Path) -> None:
    """`Refused` where a link lies among templates in a base: who read them has not read what it leads to."""
    import stat

    from whence.disk import folders, store

    root, under = store.place(folder)
    found = folders.statuses(root, under) if under else ()
    if link := next((path for path, each in found if stat.S_ISLNK(each.st_mode)), ""):
        raise Refused(f"{folder / link} is a link, and links are not followed; put the file itself there")


def commands() -> list[Command]:
    """Every command with its help, for the manual; a command that is not there yet is left out."""
    from whence.cli.commands import COMMANDS, whence
    from whence.publish.pages import Command

    found = []
    top = click.Context(whence, info_name="whence")
    for name in COMMANDS:
        try:
            command = whence.get_command(top, name)
        except (ImportError, AttributeError):
            continue
        if command is None:
            continue
        ctx = click.Context(command, info_name=name, parent=top)
        records = [each.get_help_record(ctx) for each in command.params]
        usage = command.get_usage(ctx).removeprefix("Usage: ")
        found.append(
            Command(name, usage, _paragraphs(command.help or ""), tuple(each for each in records if each))
        )
    return found


def _paragraphs(text: str) -> str:
    return text.replace("\b\n", "").strip()


@click.command()
@click.option("--port", default=8765, show_default=True, help="The port on this machine.")
@click.option(
    "--edit",
    "edits",
    is_flag=True,
    help="Let pages edit what they show, for whoever opens the address that is printed, with its token.",
)
@TEMPLATES
@common.FORMAT
@click.pass_context
def serve(ctx: click.Context, port: int, edits: bool, run_templates: Path | None, form: str) -> None:
    """Serve the site on this machine, and follow the files as they are saved.

    With --edit, a figure, a citation, a preference, an accepted finding or a news item is edited on its page: what it
    would move is shown first, what is confirmed is written as `update` writes it, and can be undone.
    As JSON, what is said is an object on each line; that with the address is the first that has `serving`.
    """
    from whence.publish import server

    if edits and ctx.obj["known_on"]:
        raise click.UsageError("`--known-on` asks for the past, and the past is not edited")
    root = common.texts(ctx).root
    desk = _desk(root, run_templates) if edits else None
    try:
        server.run(root, port, _rebuild(ctx, run_templates), _say if form == "text" else _say_json, desk)
    except Refused as error:
        raise click.UsageError(str(error)) from None


def _say(text: str, **facts: str) -> None:
    click.echo(text)


def _say_json(text: str, **facts: str) -> None:
    import json

    click.echo(json.dumps({"said": text, **facts}, ensure_ascii=False))


def _desk(root: Path, templates: Path | None) -> Desk:
    """Where the edits of a base are made."""
    from whence.publish.edit.desk import Desk

    return Desk(root, common.today, lambda texts, edition: _theme(texts, edition, templates))


def _rebuild(ctx: click.Context, templates: Path | None) -> Rebuild:
    """A function that reads the base and gives the files of its site, each to be drawn when it is asked for."""
    from whence.disk import store
    from whence.publish import site

    root, known_on, manual = common.texts(ctx).root, common.date(ctx.obj["known_on"]), commands()
    good: list[tuple[Edition, frozenset[tuple[str, str, str]]]] = []

    def rebuild() -> tuple[site.Files | None, list[str]]:
        read, today = store.read(root), known_on or common.today()
        edition = (
            store.renewed(read, good[-1][0], today, known_on)
            if good
            else store.load(read, today=today, known_on=known_on)
        )
        wrong = [each for each in edition.findings if each.severity == "error" and not each.accepted]
        errors = [f"{each.place or each.id}: {each.message.splitlines()[0]}" for each in wrong]
        known = frozenset((each.rule, each.id, each.message) for each in wrong)
        if good and not known <= good[-1][1]:
            # A file that is broken at the moment would take its pages away: the last good ones stay.
            return None, errors
        good[:] = [(edition, known)]
        theme = _theme(read, edition, templates)
        return site.files(edition, read.digest()[:12], manual, theme=theme), errors

    return rebuild


FORMS = {
    "json": "index.json",
    "csv": "",
    "rows": "",
    "records": "",
    "xlsx": "",
    "sqlite": "",
    "duckdb": "",
    "parquet": "",
    "graphml": "graph.graphml",
    "dot": "graph.dot",
    "csl": "sources.csl.json",
    "bibtex": "sources.bib",
}


@click.command()
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="json", help="What to write (default: json)."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead of the terminal."
)
@click.argument("picked", nargs=-1, metavar="[SELECTOR]...", shell_complete=shells.complete_selectors)
@common.SELECT
@click.pass_context
def export(
    ctx: click.Context, form: str, output: Path | None, picked: tuple[str, ...], selectors: tuple[str, ...]
) -> None:
    """Write the base, or what selectors pick of it, as JSON, CSV, GraphML, DOT, CSL-JSON or BibTeX.

    `rows` is CSV with every record as it is written, `records` the same as JSON: `whence import` makes the same files of
    them. `xlsx` is a spreadsheet with live formulas, `parquet` has the draws, `sqlite` and `duckdb` the tables of
    `whence query`.
    """
    from whence.account import answers
    from whence.publish import pages
    from whence.publish.machine import twins
    from whence.publish.machine.forms import json_text

    selectors = (*picked, *selectors)
    found = common.texts(ctx)
    if form in ("rows", "records"):
        return common.write(_rows(found, selectors, form), output)
    edition = common.edition(ctx)
    if form in PACKED:
        return _packed(ctx, edition, form, selectors, output)
    book = pages.Book(edition, found.digest()[:12])
    ids = set(common.selected(ctx, edition, selectors))
    if form == "csv":
        text = twins.table(book, ids)
    elif form == "json":
        text = json_text(answers.show(edition, [id for id in answers.every(edition) if id in ids]))
    elif selectors and form in ("graphml", "dot"):
        raise click.UsageError(
            "the graph is written whole; leave the selectors out, or take --format json or csv"
        )
    else:
        text = twins.whole(book, ids)[FORMS[form]]()
    common.write(text, output)


# Forms that are bytes and no text: they are written to a file.
PACKED = ("xlsx", "sqlite", "duckdb", "parquet")


def _packed(
    ctx: click.Context, edition: Edition, form: str, selectors: tuple[str, ...], output: Path | None
) -> None:
    """A spreadsheet, a database or a file of columns."""
    from whence.exchange import columnar, database, workbooks

    if output is None:
        raise click.UsageError(f"--format {form} is no text; say where to write it, with --output FILE")
    if selectors and form != "xlsx":
        raise click.UsageError("the tables are written whole; leave the selectors out, or take --format xlsx")
    make = {"sqlite": database.sqlite_file, "duckdb": database.duckdb_file, "parquet": columnar.parquet}
    try:
        if form == "xlsx":
            content = workbooks.workbook(edition, common.selected(ctx, edition, selectors))
        else:
            content = make[form](edition)
    except Refused as error:
        raise click.UsageError(str(error)) from None
    common.deliver(content, output)


def _rows(found: Texts, selectors: tuple[str, ...], form: str) -> str:
    """Every record as it is written, as a row of a table or in JSON."""
    from whence.disk import store
    from whence.exchange import rows

    if selectors:
        raise click.UsageError(
            f"{form} are written whole, so that they are the same base again; leave the selectors out"
        )
    write = rows.table if form == "rows" else rows.records
    try:
        return write({path: each.decode("utf-8-sig") for path, each in store.yaml_of(found.files).items()})
    except (Refused, UnicodeDecodeError) as error:
        raise click.UsageError(str(error)) from None
