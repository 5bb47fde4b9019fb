"""The table of commands, what all of them take, and how each ends."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from whence import __version__
from whence.cli import screen
from whence.language.refused import Refused

# Every command: the module that holds it, and its line in the help.
COMMANDS = {
    "init": ("start", "Start a new base, with a small example that explains itself."),
    "check": ("judge", "List what does not add up, and what is written wrongly."),
    "show": ("look", "Show claims, quantities and choices with their numbers."),
    "list": ("select", "List the records that selectors pick, one a line."),
    "why": ("look", "Show where a number comes from, step by step."),
    "sample": ("sample", "Draw claims with as many draws as you like, on all cores or a cluster."),
    "impact": ("look", "Show what rests on a claim or a source."),
    "path": ("select", "Show how one record rests on another: the shortest way between them."),
    "settle": ("look", "Say what would settle an open reading, or bring an option back."),
    "candidates": ("candidates", "Propose what is not yet related, with the lines that decide it."),
    "sources": ("look", "List the sources, verify excerpts, or say how much of a text is cited."),
    "whatif": ("whatif", "Say what would move if facts were different; writes nothing."),
    "update": ("news", "Change a fact: the account first, then the edit."),
    "apply": ("news", "Apply a news item: its source and all the edits it brings."),
    "diff": ("news", "Say what moved between two revisions, or since the last commit."),
    "history": ("news", "Show the values that a claim has had."),
    "new": ("new", "Write a new claim with its citation, asked for field by field."),
    "fmt": ("fmt", "Bring the files into one layout, without changing what they say."),
    "migrate": ("migrate", "Bring a base of an older version to what its words mean now."),
    "build": ("publish", "Write the site."),
    "serve": ("publish", "Serve the site on this machine, and follow the files as they are saved."),
    "import": ("exchange", "Bring in a spreadsheet, a table or a list of sources as new files."),
    "query": ("exchange", "Ask the base by SQL."),
    "lsp": ("lsp", "Speak with an editor: findings, numbers and completion while one writes."),
    "export": ("publish", "Write the base as JSON, CSV, GraphML, CSL-JSON or BibTeX."),
    "rule": ("judge", "Explain a rule, or list them all."),
    "units": ("units", "List the units, or those that a word names, with their meanings."),
    "schema": ("start", "Print the JSON Schema of the files, for editors."),
    "help": ("manners", "Show the help of a command, or this list."),
    "bench": ("bench", "Measure this installation, as ratios against a known piece of work."),
}

# The option of commands that may stand before the command too.
FORM = "--format"
# As much is told of one word of the command line in a message.
_WORD = 300


class Commands(click.Group):
    """A group whose commands are imported when they are asked for, so that `--help` costs next to nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, its module imported now; None where there is none."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"whence.cli.{COMMANDS[name][0]}")
        # a name that Python has already ends with an underscore in its module
        command: click.Command = getattr(module, name, None) or getattr(module, f"{name}_")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their sentences, of the table alone: none is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with options of all commands taken from behind the command too, and the form from before it."""
        ctx.ensure_object(dict)["words"] = tuple(args)
        if _json(args) and not {"--help", "-h"}.isdisjoint(args):
            args = ["help", *self._named(ctx, args), FORM, "json"]
        return super().parse_args(ctx, self._in_place(ctx, args))

    def _named(self, ctx: click.Context, args: Sequence[str]) -> Iterator[str]:
        """The names among the words of a command, and of one below it."""
        command: click.Command | None = self
        for word in args:
            if isinstance(command, click.Group) and word in command.list_commands(ctx):
                yield word
                command = command.get_command(ctx, word)

    def _in_place(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words with each option of all commands before the command; what the command has itself, its form, behind it."""
        known = {
            name: each
            for each in self.params
            if isinstance(each, click.Option) and not each.is_eager
            for name in each.opts
        }
        at = 0
        front, moved = list[str](), list[str]()
        while at < len(args) and args[at].startswith("-"):
            name, equals, _ = args[at].partition("=")
            takes = name in known and not known[name].is_flag and not equals
            wide = 2 if takes else 1
            (moved if name == FORM else front).extend(args[at : at + wide])
            at += wide
        if at >= len(args) or not (moved or any(each.partition("=")[0] in known for each in args[at + 1 :])):
            return args
        command = self.get_command(ctx, args[at])
        # What stands between a command and one below it is meant for that one, which stands behind it.
        behind = isinstance(command, click.Group)
        own = {FORM, *(_options(command) if command else ())}
        rest = [args[at]]
        at += 1
        while at < len(args) and args[at] != "--":
            name, equals, _ = args[at].partition("=")
            wide = 1 if equals or name not in known or known[name].is_flag else 2
            into = moved if behind and name == FORM else front if name in known and name not in own else rest
            into.extend(args[at : at + wide])
            at += wide
        return [*front, *rest, *moved, *args[at:]]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the words begin with; a name that is none is refused with the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from whence.language.problems import suggest

            near = suggest(args[0], COMMANDS)
            hint = f" Did you mean `{near[0]}`?" if near else " `whence --help` lists them."
            ctx.fail(f"There is no command `{args[0]}`.{hint}")
        return super().resolve_command(ctx, args)


def _options(command: click.Command) -> Iterator[str]:
    """The options of a command and of those below it."""
    for each in command.params:
        yield from each.opts
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _options(below)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--base", metavar="DIR", default=".", help="The folder of the base (default: the one you are in)."
)
@click.option(
    "--known-on",
    "--as-of",
    "known_on",
    metavar="DATE",
    default="",
    help="Take the base as it was known on a day, or at the end of a month or year, whatever its figures speak of.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is evaluated for the answer, and why.")
@click.option(
    "--log", metavar="FILE", default="", help="Write the same to a file, a JSON object on each line."
)
@click.option(
    FORM,
    metavar="FORM",
    expose_value=False,
    help="The form of the answer, as behind the command: text, json, …",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _version(ctx) if asked else None,
    help="Show the version and exit.",
)
@click.pass_context
def whence(ctx: click.Context, base: str, known_on: str, verbose: bool, log: str) -> None:
    """Where does this number come from?

    A base of claims is a folder of YAML files. Every claim holds its value or its formula, its inputs and its
    sources; whence checks units, evaluates with uncertainty, finds what does not add up, and publishes a site.
    """
    ctx.obj |= {"base": base, "known_on": known_on}
    if verbose or log:
        from whence.cli import worklog

        worklog.listen(ctx, verbose, log)


def _version(ctx: click.Context) -> None:
    text = f"whence, version {__version__}"
    if _json(sys.argv[1:]):
        import json

        text = json.dumps({"version": __version__})
    click.echo(text)
    ctx.exit()


def run() -> int:
    """The command that the arguments name, and the code to end with."""
    notes: dict[str, Any] = {}
    try:
        if sys.flags.optimize > 1:
            raise Refused(
                "Python was told to drop texts that whence prints (-OO); start it with -O, or with neither"
            )
        if "_WHENCE_COMPLETE" in os.environ:
            from whence.cli import bash

            bash.ready()
        # without its own exits, click gives back the code that a command ended with
        with screen.paged():
            code = whence.main(prog_name="whence", standalone_mode=False, obj=notes)
        if not sys.stdout.closed:  # the server of editors closes what it spoke through
            sys.stdout.flush()
        return _failed(notes["failed"]) if "failed" in notes else code if isinstance(code, int) else 0
    except click.ClickException as error:
        return refused(error)
    except click.Abort:
        if not _told("Stopped.", 130):
            click.echo("Stopped.", err=True)
        return 130
    except (BrokenPipeError, SystemExit):
        if any(name.startswith("_WHENCE_COMPLETE") for name in os.environ):
            sys.stdout.flush()  # what a shell asked to be completed
            return 0
        # The reader of our output has gone (`| head`), which click turns into an exit; nothing is left to say to it.
        screen.deaf()
        return 0
    except Refused as error:
        if not _told(str(error)):
            click.echo(f"Error: {_plain(str(error))}", err=True)
        return 2
    except (OSError, MemoryError) as error:
        _system(error, notes.get("root"))
        return 4
    except Exception as error:
        _bug(error)
        return 3


def refused(error: click.ClickException) -> int:
    """Say what was wrong with a command; the code to end with."""
    import io

    if not _told(_plain(error.format_message())):
        said = io.StringIO()
        error.show(said)
        click.echo(_plain(said.getvalue()), nl=False, err=True)
    return 2


def _plain(message: str) -> str:
    """A message in which the words of the command line are as messages show them: hooks put the names of files among them."""
    from whence.language.problems import brief, visible_lines

    for word in sys.argv[1:]:
        for part in (word, word.partition("=")[2]):
            if "\n" in part or len(part) > _WORD:
                message = message.replace(part, brief(part, _WORD))
    return visible_lines(message)


def _told(message: str, code: int = 2) -> bool:
    """Say what was wrong as JSON, where the answer was to be JSON; whether that was so."""
    if not _json(sys.argv[1:]):
        return False
    import json

    click.echo(json.dumps({"error": message, "code": code}, ensure_ascii=False), err=True)
    return True


def _json(words: Sequence[str]) -> bool:
    """Whether the words of a command line ask for JSON, wherever they do."""
    return f"{FORM}=json" in words or (FORM, "json") in itertools.pairwise(words)


def _failed(rules: Mapping[str, Sequence[str]]) -> int:
    """The code after a rule could not finish, once everything else is printed; with WHENCE_DEBUG, where it was."""
    for message, trace in rules.items():
        why = f"a bug of ours, not of your base: {message}"
        if not _told(why, 3):
            click.echo(f"whence: {why}", err=True)
        if os.environ.get("WHENCE_DEBUG"):
            click.echo("\n".join(f"  {step}" for step in trace), err=True)
    return 3


def _system(error: OSError | MemoryError, root: Path | None) -> None:
    """Say what the system refused, and how the files of the base stand."""
    from whence.disk import folders

    if isinstance(error, MemoryError):
        why = "there is not enough memory; fewer `samples`, or a part of the base, need less"
    else:
        why = _plain(folders.refusal(error))
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        screen.deaf()
    if _told(why, 4):
        return
    click.echo(f"whence: {why}", err=True)
    if root:
        from whence.disk import journal

        click.echo(
            journal.left(root) or "Every file of the base holds its old text or its new one.", err=True
        )


def _bug(error: Exception) -> None:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}"
    message = f"a bug of ours, not of your base: {type(error).__name__}: {error} ({where})"
    if _told(message, 3):
        return
    click.echo(f"whence: {message}", err=True)
    click.echo("Please report it with the command you gave; WHENCE_DEBUG=1 prints the whole trace.", err=True)
    if os.environ.get("WHENCE_DEBUG"):
        traceback.print_exception(error)
