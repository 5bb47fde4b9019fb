"""`new claim`: a claim with its citation, asked for field by field and written behind the others of its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

import click

from whence.cli import common, shells

if TYPE_CHECKING:
    from whence.judge.edition import Edition

# A text as it was given, and what is wrong with it; nothing where it may stand.
Judge = Callable[[str], str]


@click.group()
@common.FORMAT
def new(form: str) -> None:
    """Write a new record: asked for field by field, with the account before anything is written."""


@new.command()
@click.argument("id", required=False, default=None)
@click.option("--title", default=None, help="What is claimed, as a short phrase that can stand alone.")
@click.option("--value", default=None, help="The value as people write it, such as `24 to 27 kW`.")
@click.option("--kind", default=None, help="What sort of statement it is, such as `fact` or `estimate`.")
@click.option("--of", "of", default=None, metavar="ID", help="The quantity that it gives a value to.")
@click.option(
    "--source", default=None, shell_complete=shells.complete_sources, help="The source that said it first."
)
@click.option("--at", default=None, help="Where in the source: page, table, line.")
@click.option("--excerpt", default=None, help="The few words that carry the statement.")
@click.option("--file", "path", default=None, help="The file of the base that it is written to.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@common.FORMAT
@click.pass_context
def claim(
    ctx: click.Context, /, id: str | None, path: str | None, yes: bool, form: str, **given: str | None
) -> None:
    """Write a new claim with its citation; what is not given as an option is asked for.

    An option that is given as '' leaves its field out, and is not asked for either.
    """
    from whence.account import diff
    from whence.cli.text import accounts
    from whence.disk import save, store
    from whence.files import drafts
    from whence.language.problems import Refused

    found, texts = common.edition(ctx), common.texts(ctx)
    name = _asked("Its id", id, lambda text: _bad_id(found, text))
    record = _record(found, given)
    path = _asked("The file", path, lambda text: _bad_file(text), _home(found, given["source"] or ""))
    before = texts.files.get(path)
    draft = drafts.draft((before or b"claims:\n").decode())
    try:
        after = drafts.proven(path, draft.set(("claims", name), record)).encode()
    except Refused as error:
        raise click.ClickException(str(error)) from None
    from dataclasses import replace

    then = store.renewed(replace(texts, files={**texts.files, path: after}), found, found.today)
    account = diff.account(found, then)
    if form == "json":
        common.write_json({**diff.as_json(account), "id": name, "file": path})
    else:
        click.echo(accounts.account(account, common.colour()), nl=False)
    broken = next((each for each in account.opened if each.severity == "error"), None)
    if broken:
        raise click.ClickException("; ".join((broken.message, *broken.hints)) + "; nothing is written")
    if not yes and not click.confirm("Write this?", err=True):
        click.echo("Nothing was written.", err=True)
        ctx.exit(1)
    root = common.root(ctx)
    with common.writing(root):
        save.write(root, {path: before}, {path: after})
    if form == "text":
        click.echo(f"`{name}` is in {path}")


def _record(found: Edition, given: dict[str, str | None]) -> dict[str, Any]:
    """The claim as its file will hold it, with every field that is not empty."""
    from whence.files.schema import Kind

    title = _asked("What is claimed", given["title"], lambda text: "" if text else "a claim has a title")
    value = _asked("Its value, such as `24 to 27 kW`", given["value"], lambda text: _bad_value(found, text))
    kinds = get_args(Kind)
    kind = _asked(
        f"What it is ({', '.join(kinds)})",
        given["kind"],
        lambda text: "" if text in kinds else f"one of {', '.join(kinds)}",
        "fact",
    )
    of = _asked(
        "The quantity that it gives a value to (empty for none)",
        given["of"],
        lambda text: _bad_quantity(found, text),
        "",
    )
    source = _asked(
        "The source that said it first (empty for none)",
        given["source"],
        lambda text: _bad_source(found, text),
        "",
    )
    given["source"] = source
    cite = {"source": source}
    if source:
        cite["at"] = _asked("Where in it, such as `page 3`", given["at"], _anything, "")
        cite["excerpt"] = _asked(
            "The few words that carry it, copied exactly", given["excerpt"], _anything, ""
        )
    fields: dict[str, Any] = {"title": title, "value": value, "kind": kind, "of": of}
    cites = [{key: text for key, text in cite.items() if text}] if source else []
    return {key: each for key, each in {**fields, "cites": cites}.items() if each}


def _asked(question: str, given: str | None, wrong: Judge, default: str | None = None) -> str:
    """What was given, or what a person answers, asked again until it may stand; what was given wrongly is refused."""
    if given is not None:
        if why := wrong(given):
            raise click.UsageError(f"`{given}`: {why}")
        return given
    while True:
        try:
            answer = str(
                click.prompt(question, default=default, show_default=bool(default), err=True)
            ).strip()
        except click.Abort:
            click.echo(
                err=True
            )  # nobody ended the line of the question, and what is said next is one of its own
            raise
        why = wrong(answer)
        if not why:
            return answer
        click.echo(click.wrap_text(why, common.width() or len(why) + 2, "  ", "  "), err=True)


def _anything(text: str) -> str:
    return ""


def _bad_id(found: Edition, text: str) -> str:
    from whence.files.mistakes import bad_id

    if mistake := bad_id(text):
        return "; ".join((mistake.message, *mistake.hints))
    what = found.base.records.called(text)
    return f"`{text}` is {what} already" if what else ""


def _bad_value(found: Edition, text: str) -> str:
    from whence.language.problems import Problem
    from whence.language.values import written

    value = written.parse(text, found.base.units, found.base.settings.about)
    return "; ".join((value.message, *value.hints)) if isinstance(value, Problem) else ""


def _bad_quantity(found: Edition, text: str) -> str:
    return _unknown(text, found.base.records.quantities, "quantity")


def _bad_source(found: Edition, text: str) -> str:
    return _unknown(text, found.base.records.sources, "source")


def _unknown(text: str, known: Any, what: str) -> str:
    from whence.language.problems import did_you_mean

    return (
        ""
        if not text or text in known
        else "; ".join((f"there is no {what} `{text}`", *did_you_mean(text, known)))
    )


def _bad_file(text: str) -> str:
    from whence.files import filenames

    good = text.startswith("claims/") and filenames.editable(text)
    return "" if good else "a file of claims is `claims/NAME.yaml`, in no folder that is passed over"


def _home(found: Edition, source: str) -> str:
    """The file in which most claims cite a source, or else most claims stand."""
    records = found.base.records
    citing = [
        id
        for id, each in records.claims.items()
        if source and any(source in (one.source, one.via) for one in each.cites)
    ]
    files = Counter(records.home[f"claims:{id}"] for id in citing or records.claims)
    return files.most_common(1)[0][0] if files else "claims/claims.yaml"
