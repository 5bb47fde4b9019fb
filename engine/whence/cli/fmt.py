"""`fmt`: the files of a base in one layout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from whence.cli import common


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Write nothing; the exit code is 1 where something would be written."
)
@common.FORMAT
@click.pass_context
def fmt(ctx: click.Context, paths: tuple[Path, ...], check: bool, form: str) -> None:
    """Bring the files of a base, or only FILEs of it, into one layout; the data and every comment stay.

    The fields of each record come in one order, quotes stand where they are needed, and what is short stands on one line.
    Two readers must find the same data in the new text before it is written. A file that cannot be read stays as it is.
    """
    from whence.disk import save

    root = common.root(ctx)
    if check:
        after, kept = _laid_out(ctx, root, paths)
    else:
        with common.writing(root):
            after, kept = _laid_out(ctx, root, paths)
            save.write(root, {path: common.texts(ctx).files[path] for path in after}, after)
    if form == "json":
        common.write_json({"changed": sorted(after), "written": not check, "kept": kept})
    else:
        for name in after:
            click.echo(f"{name} {'would be laid out' if check else 'is laid out'}")
        for name, why in kept.items():
            click.echo(f"{name} stays as it is: {why}", err=True)
        if not after and not kept:
            click.echo("Every file is laid out.")
    ctx.exit(int(bool(kept) or (check and bool(after))))


def _laid_out(
    ctx: click.Context, root: Path, paths: tuple[Path, ...]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The new content of each file that is to change, and why others keep theirs."""
    from whence.disk import store
    from whence.files import layout
    from whence.files.yaml import decode
    from whence.language.problems import Problem, Refused, visible

    after: dict[str, bytes] = {}
    kept: dict[str, str] = {}
    files = store.yaml_of(common.texts(ctx).files)
    for name in _named(root, paths, files):
        text = decode(files[name])
        try:
            if isinstance(text, Problem):
                raise Refused(text)
            new = layout.formatted(name, files[name].decode()).encode()
        except Refused as error:
            kept[name] = visible(str(error))
            continue
        if new != files[name]:
            after[name] = new
    return after, kept


def _named(root: Path, paths: tuple[Path, ...], files: Mapping[str, bytes]) -> list[str]:
    """The files that the command line names, by their paths in the base; all where it names none."""
    names = []
    for path in paths:
        found = {path.as_posix()} | ({_below(root, path)} if _below(root, path) else set())
        inside = [
            name for name in files if name in found or any(name.startswith(f"{each}/") for each in found)
        ]
        if not inside:
            raise click.UsageError(
                f"{path} is no file of the base {root}; without a name all of its files are meant"
            )
        names += inside
    return names or sorted(files)


def _below(root: Path, path: Path) -> str:
    """The path of a file in the base, seen from the folder that one is in; nothing where it lies elsewhere."""
    whole = path.absolute()
    return whole.relative_to(root.absolute()).as_posix() if whole.is_relative_to(root.absolute()) else ""
