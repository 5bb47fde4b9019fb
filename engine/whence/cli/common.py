"""What the commands share: finding and loading the base, picking ids, writing answers."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whence.cli.screen import colour as colour
from whence.cli.screen import width as width
from whence.cli.shells import complete_ids, complete_selectors
from whence.language.problems import Refused

if TYPE_CHECKING:
    from click.decorators import FC as Answering

    from whence.disk.store import Texts
    from whence.evaluate.recorded import Recorded
    from whence.judge.edition import Edition
    from whence.language.limits import Limit
    from whence.language.problems import Finding


SNAPSHOTS = click.option(
    "--snapshots",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The folder where the copies of sources lie, so that excerpts are looked up in them.",
)
# Of what is not read, so much is told by commands that go on without it.
TOLD = 3
# Of a base, what was said of so many times as many nodes as it has is kept.
KEPT = 3


def texts(ctx: click.Context) -> Texts:
    """The files of the base that the command line names, as they stood at one moment; read once a command."""
    if "texts" not in ctx.obj:
        from whence.disk import reading, store

        ctx.obj["read"] = reading.steady(os.fspath(root(ctx)))
        ctx.obj["texts"] = store.texts(ctx.obj["read"])
        if ctx.info_name != "check":
            tell_unread(ctx.obj["texts"].findings)
    found: Texts = ctx.obj["texts"]
    return found


def tell_unread(found: Iterable[Finding]) -> bool:
    """Say what of the base is not read, in commands that go on without it: an answer is not to seem whole."""
    wrong = [each for each in found if each.severity == "error"]
    for each in wrong[:TOLD]:
        where = f"{each.place.file}: " if each.place else ""
        click.echo(f"note: {where}{each.message.splitlines()[0]}", err=True)
    if len(wrong) > TOLD:
        click.echo(f"note: {len(wrong) - TOLD} more are not read; `whence check` lists them", err=True)
    return bool(wrong)


def root(ctx: click.Context) -> Path:
    """The folder of the base that the command line names."""
    from whence.disk import store

    start = Path(ctx.obj["base"])
    if not start.is_dir():
        raise click.UsageError(f"there is no folder {start}")
    try:
        ctx.obj["root"] = store.find(start)
        found: Path = ctx.obj["root"]
        return found
    except Refused as error:
        raise click.UsageError(str(error)) from None


@contextlib.contextmanager
def writing(root: Path) -> Iterator[None]:
    """The base locked for writing; what is done about an edit that was interrupted before is said."""
    from whence.disk import save

    with save.locked(root) as told:
        for each in told:
            click.echo(f"note: {each}", err=True)
        yield


def edition(ctx: click.Context, snapshots: str | None = None, keep: bool = True) -> Edition:
    """The edition of the base that the command line names, as of its date, with the copies in a folder at hand.

    It may `keep` its draws, for a command that asks for many of them.
    """
    from whence.disk import store

    known_on, read = date(ctx.obj["known_on"]), texts(ctx)
    looked_up = copies(snapshots, read)

    def given(memory: Recorded | None, home: str) -> Edition:
        return store.load(read, known_on or today(), known_on, looked_up, keep, memory, home)

    return heeded(ctx, remembered(ctx, given))


def about(ctx: click.Context, ids: Sequence[str], below: bool = False) -> Edition:
    """The edition of the base, or of the part of it that some nodes are in, `below` with all that rests on them.

    A part raises `Beyond` where it is asked for more than it holds: see `memory.in_part`.
    """
    from whence.disk import store

    memory, home = recalled(ctx)
    if memory is None or not ids or ctx.obj["known_on"] or ctx.obj.get("whole"):
        return edition(ctx)
    found = store.part(texts(ctx), ids, below, today(), memory, home)
    return edition(ctx) if found is None else heeded(ctx, found)


def remembered(ctx: click.Context, given: Callable[[Recorded | None, str], Edition]) -> Edition:
    """The edition that is `given` what earlier commands have said of its nodes; what this one says is kept for later ones.

    It is given the home of the cache too, or nothing where nothing is kept.
    """
    found = given(*recalled(ctx))
    ctx.obj["nodes"] = max(ctx.obj.get("nodes", 0), len(found.base.nodes))
    return found


def recalled(ctx: click.Context) -> tuple[Recorded | None, str]:
    """What earlier commands have said of the nodes of the base, and the home of the cache; nothing where nothing is kept."""
    from whence.disk import cache, store

    at = root(ctx)
    home, _ = cache.folder(str(at))
    if not home:
        return None, ""
    if "recalled" not in ctx.obj:
        ctx.obj["recalled"] = memory = store.recalled(home, at)

        def record() -> None:
            # of a part alone nothing is kept: what of all the others may go, it cannot say
            if "failed" not in ctx.obj and "nodes" in ctx.obj:
                store.record(home, at, memory, KEPT * ctx.obj["nodes"])

        ctx.call_on_close(record)
    return ctx.obj["recalled"], home


def heeded(ctx: click.Context, found: Edition) -> Edition:
    """The edition; where a rule of ours cannot finish once it is judged, the command will end with 3."""
    from dataclasses import replace

    def judged() -> tuple[Finding, ...]:
        for each in found.findings:
            if each.rule == "rule-failed":
                ctx.obj.setdefault("failed", {})[each.message] = each.data["trace"]
        return found.findings

    return replace(found, judged=judged)


def today() -> str:
    """The day on the clock, or that which the environment names."""
    from whence.disk import clock

    return clock.today()


def date(text: str) -> str:
    """The last day of a date from the command line (a day, month, quarter or year), or nothing."""
    if not text:
        return ""
    from whence.language.values.days import covered

    found = covered(day(text))
    return found.end if found else ""


def day(text: str) -> str:
    """A date for the files, where a year, quarter or month will do too; or nothing."""
    from whence.language.problems import Problem
    from whence.language.values import written

    if text and isinstance(written.parse_date(text), Problem):
        raise click.UsageError(f"`{text}` is no date; write it as 2025-03-31, 2025-03, 2025-Q1 or 2025")
    return text


def resolve(found: Edition, id: str) -> str:
    """The live id that a name on the command line stands for, with a suggestion where there is none."""
    from whence.language.problems import suggest

    name = found.base.aliases.get(id, id)
    if _named(found, name) or name in found.base.nodes:
        return name
    if name in found.base.records.later:
        raise click.UsageError(f"`{name}` was not known on that date")
    if id in found.wrong:
        raise click.UsageError(f"`{id}` could not be read; `whence check` says why")
    from whence.account.selectors import is_plain

    near = suggest(id, known_ids(found), 3)
    hint = f"; did you mean {' or '.join(f'`{each}`' for each in near)}?" if near else ""
    if not near and not is_plain(id):
        hint = (
            f"; an id is wanted here, and `whence list {shlex.quote(id)}` gives those that a selector picks"
        )
    raise click.UsageError(f"nothing in this base is called `{id}`{hint}")


def record(ctx: click.Context, id: str, below: bool = False) -> tuple[Edition, str]:
    """The edition of the base that the command line names, or a part of it: see `about`; and the live id of a record in it."""
    found = about(ctx, (id,), below)
    return found, resolve(found, id)


def selected(ctx: click.Context, found: Edition, texts: Sequence[str]) -> tuple[str, ...]:
    """The ids that selectors pick in an edition, all where there is none; that nothing is picked is said."""
    from whence.account import selectors
    from whence.disk import revisions

    try:
        ids = selectors.select(
            found, texts, lambda revision: revisions.changed(root(ctx), revision, found.base.records)
        )
    except Refused as error:
        raise click.UsageError(str(error)) from None
    if not ids:
        click.echo(f"note: nothing is selected by {' '.join(texts)}", err=True)
    return ids


def share(text: str) -> float:
    """A share from the command line: 95% or 0.95."""
    number = text.strip().removesuffix("%")
    try:
        found = float(number) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise click.UsageError(f"`{text}` is no share; write it as 95% or 0.95")
    return found


def copies(folder: str | None, texts: Texts) -> dict[str, str] | None:
    """The copies of sources in a folder, as an edition carries them; nothing where no folder is named."""
    if not folder:
        return None
    from whence.disk import store
    from whence.files import reader
    from whence.judge.texts.copies import carried
    from whence.language.problems import visible

    records = reader.read(store.yaml_of(texts.files))
    found, refused = store.snapshots(folder, records)
    for name, why in refused.items():
        click.echo(f"{visible(name)} is not read: {why}", err=True)
    return {name: carried(content) for name, content in found.items()}


def brought(file: Path, limit: Limit) -> bytes:
    """The content of a file that the command line names; in a base, whichever it is, no link is followed."""
    from whence.disk import store

    try:
        return store.given(file, limit)
    except Refused as error:
        raise click.UsageError(f"{file}: {error}") from None


def pair(text: str) -> tuple[str, str]:
    """The two sides of NAME=VALUE."""
    left, equals, right = text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise click.UsageError(f"`{text}` is not of the form NAME=VALUE")
    return left.strip(), right.strip()


def _named(found: Edition, name: str) -> bool:
    """Whether a command can be given a name as an id."""
    from whence.files.sections import SEARCHED

    return any(name in found.base.records.of(section.name) for section in SEARCHED)


def known_ids(found: Edition) -> set[str]:
    """Every id that a command can be given."""
    from whence.files.sections import SEARCHED

    return {id for section in SEARCHED for id in found.base.records.of(section.name)}


# What several commands take: the id of a record, selectors, and the form of the answer.
SELECTORS = click.argument("selectors", nargs=-1, metavar="[SELECTOR]...", shell_complete=complete_selectors)
SELECT = click.option(
    "--select",
    "-s",
    "selectors",
    multiple=True,
    metavar="SELECTOR",
    shell_complete=complete_selectors,
    help="Tell only of what this picks: an id, `tag:energy`, `+id` with what it rests on, `id+` with what rests on it; a value "
    'with blanks or commas stands in quotes, `topic:"A wheat farm"`.',
)
ID = click.argument("id", shell_complete=complete_ids)


def forms(*more: str, **options: Any) -> Callable[[Answering], Answering]:
    """The option `--format` of a command, which every command has: text, JSON, and `more` forms of its own."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "json", *more]), default="text", **options
    )


FORMAT = forms()


def write_json(answer: Any) -> None:
    """An answer for scripts: see `json_text`."""
    click.echo(json_text(answer), nl=False)


def json_text(answer: Any) -> str:
    """What a script reads: stable order, no NaN, and nothing in it that cannot be seen."""
    from whence.language.problems import visible_json

    text = json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False, default=_plain)
    return visible_json(text) + "\n"


def write(text: str, output: Path | None) -> None:
    """An answer to the terminal, or to the file that the command line names."""
    if output is None:
        click.echo(text, nl=False)
    else:
        deliver(text.encode(), output)


def deliver(content: bytes, output: Path) -> None:
    """An answer to the file that the command line names."""
    from whence.disk import atomic, store

    try:
        atomic.deliver(output, content, store.around(output))
    except Refused as error:
        raise click.UsageError(f"{output} cannot be written: {error}; name another file") from None
    except (FileExistsError, NotADirectoryError):
        raise click.UsageError(f"{output} cannot be written: a file stands on its way") from None
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror or error}") from None


def _plain(value: object) -> object:
    if isinstance(value, Iterable):
        return list(value)
    return str(value)
