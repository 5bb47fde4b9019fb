"""`migrate`: a base written for an older meaning of its words, brought to the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence.cli import common

if TYPE_CHECKING:
    from whence.account.migration import Step
    from whence.disk.store import Texts


@click.command()
@click.option("--yes", is_flag=True, help="Write it; without, it is only said what would be written.")
@common.FORMAT
@click.pass_context
def migrate(ctx: click.Context, yes: bool, form: str) -> None:
    """Bring a base of an older version to what its words mean now.

    `as_of` is the time a figure speaks of, `known` since when it is known. Where the older meaning of `as_of` said both,
    this writes `known`, so that what was known on which day stays as it was. What is said in words and never had a figure
    is `qualitative`, and no longer `missing`. No other byte is changed.
    """
    from whence.disk import save
    from whence.language.problems import Refused

    root = common.root(ctx)
    try:
        if not yes:
            _said(_wanted(common.texts(ctx)), form, False)
            return
        with common.writing(root):
            from whence.account import migration

            texts = common.texts(ctx)
            wanted = _wanted(texts)
            after = migration.migrated(texts.files, wanted)
            save.write(root, {path: texts.files[path] for path in after}, after)
        _said(wanted, form, True)
    except Refused as error:
        raise click.ClickException(str(error)) from None


def _wanted(texts: Texts) -> tuple[Step, ...]:
    from whence.account import migration
    from whence.disk import store
    from whence.files import reader

    return migration.steps(reader.read(store.yaml_of(texts.files)), common.today())


def _said(wanted: tuple[Step, ...], form: str, done: bool) -> None:
    from whence.cli.text import migrations

    if form == "json":
        common.write_json({"changes": [vars(each) for each in wanted], "written": done})
    else:
        click.echo(migrations.steps(wanted, done), nl=False)
