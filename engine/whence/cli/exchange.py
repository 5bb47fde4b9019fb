"""`import` and `query`: what others write, brought into a base as new files; and a base asked by SQL."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli import common
from whence.language.problems import Refused

if TYPE_CHECKING:
    from whence.exchange.brought import Brought
    from whence.judge.edition import Edition


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in, write nothing.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Of a table: the column that a field is in; FIELD==TEXT is the same text in every row.",
)
@common.FORMAT
@click.pass_context
def import_(ctx: click.Context, file: Path, dry_run: bool, columns: tuple[str, ...], form: str) -> None:
    """Bring in what others write, as new files of the base: nothing that is there is written over.

    A spreadsheet (.xlsx): numbers and formulas become claims, each with its cell as the place in the source. A table
    (.csv): a claim for each row, by --column; or records as `whence export --format rows` writes them. Lists of sources:
    CSL-JSON (.json), BibTeX (.bib), RIS (.ris). Other JSON: records as `export --format records` writes them, metadata of Our
    World in Data, statements of Wikidata. A model (.squiggle): its assignments. What could not be translated is listed
    with its place.
    """
    from whence.cli.text import brought as text
    from whence.disk import save
    from whence.exchange import importing
    from whence.language.limits import BROUGHT

    found, root = common.edition(ctx), common.root(ctx)
    try:
        content = common.brought(file, BROUGHT)
        answer = importing.bring(
            file.name, content, _taken(found), dict(common.pair(each) for each in columns), found.base.units
        )
        new = {path: each.encode() for path, each in answer.texts().items()}
        _new(found, common.texts(ctx).files, answer)
        if not dry_run:
            with common.writing(root):
                save.write(root, dict.fromkeys(new), new)
    except Refused as error:
        raise click.ClickException(str(error)) from None
    shown = {"json": lambda: common.write_json(text.as_json(answer))}
    shown.get(form, lambda: click.echo(text.brought(answer, dry_run, common.colour()), nl=False))()
    ctx.exit(int(bool(answer.differing)))


@click.command()
@click.argument("sql")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "sqlite"]),
    default=None,
    help="What answers (default: DuckDB where it is installed, else SQLite).",
)
@common.forms("csv")
@click.pass_context
def query(ctx: click.Context, sql: str, engine: str | None, form: str) -> None:
    """Ask a base one question by SQL; nothing can be changed by it, and no file and no network reached.

    \b
    claims     id title section kind status value formula unit point median mean sd low high
               bound open as_of known topic file note
    inputs     id name input
    citations  id source via place excerpt stance
    sources    id title type publisher container_title URL DOI issued status
    estimates  id context possible point median low high
    findings   rule severity id message file line accepted
    history    id value formula as_of known until why
    tags       id tag

    Numbers are in the unit of their record: `whence query "SELECT unit, count(*) FROM claims GROUP BY unit"`.
    """
    from whence.cli.text import answered as text
    from whence.exchange import database

    found = common.edition(ctx)
    try:
        with database.bounded(_late):
            answer = database.query(found, sql, engine or "")
        records = answer.records() if form == "json" else []
    except Refused as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        common.write_json(records)
    else:
        click.echo((text.as_csv if form == "csv" else text.answer)(answer), nl=False)


def _late() -> None:
    """End the command: the program that answers is within one call of a function, and cannot be interrupted there."""
    from whence.cli import commands
    from whence.language.limits import QUERY_TIME

    os._exit(commands.refused(click.UsageError(f"{QUERY_TIME.over()}; {QUERY_TIME.way_out}")))


def _taken(found: Edition) -> set[str]:
    """Every id that the base has, or had."""
    from whence.files.sections import SECTIONS

    records = found.base.records
    return {*(id for section in SECTIONS for id in records.of(section)), *found.base.aliases, *records.broken}


def _new(found: Edition, files: Collection[str], answer: Brought) -> None:
    """Refuse to write where a file stands already, and to bring the same file in a second time."""
    known = {each.snapshot.sha256: id for id, each in found.base.records.sources.items() if each.snapshot}
    for data in answer.files.values():
        for source in data.get("sources", {}).values():
            if same := known.get(source.get("snapshot", {}).get("sha256") or "none"):
                raise Refused(f"this file was brought in before: it is the source `{same}`")
    if there := [path for path in answer.files if path in files]:
        raise Refused(
            f"{there[0]} is there already, and nothing is written over; rename the file that is brought in, or move that one"
        )
