"""`init` and `schema`: starting a base, and help for the editor it is written in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from whence.cli import common

STARTER = ("whence.toml", "claims/tea.yaml", "sources/kitchen.yaml", "README.md")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Start a new base in FOLDER, with a small example that explains itself."""
    from importlib.resources import files

    from whence.disk import atomic
    from whence.files.sections import FOLDERS

    template = files("whence") / "starter"
    texts = {name: (template / name).read_bytes() for name in STARTER}
    texts |= {f"schema/{kind}.json": _schema().encode() for kind in FOLDERS}
    if os.path.lexists(folder) and not _begun(folder, texts):
        raise click.UsageError(f"{folder} is not empty; name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise click.UsageError(f"{folder} cannot be written: a file stands on its way") from None
    for name, content in texts.items():
        atomic.put(folder, name, content)
    click.echo(f"A base is in {folder}. Try, in this order:")
    for command in ("check", "why cups-per-day-cost", "build"):
        click.echo(f"  whence --base {folder} {command}")


def _begun(folder: Path, texts: Mapping[str, bytes]) -> bool:
    """Whether a folder holds nothing but a part of what `init` writes, as one that was interrupted leaves it."""
    from whence.disk import atomic, folders

    if not folder.is_dir():
        return False
    below = {name.partition("/")[0] for name in texts if "/" in name}
    there = [("", each) for each in folders.listing(folder, "")]
    there += [
        (f"{at}/", each)
        for _, (at, kind) in there
        if at in below and kind == "folder"
        for each in folders.listing(folder, at)
    ]
    files = [at + name for at, (name, kind) in there if kind == "file" and not atomic.WAITING.fullmatch(name)]
    others = [at + name for at, (name, kind) in there if kind != "file"]
    ours = all(name in texts and _holds(folder, name, texts[name]) for name in files)
    if not ours or not below.issuperset(others) or len(files) == len(texts):
        return False
    atomic.sweep(folder, "", deep=True)
    return True


def _holds(folder: Path, path: str, content: bytes) -> bool:
    from whence.disk import folders
    from whence.language.limits import FILE

    found = folders.status(folder, path)
    return bool(found and found.st_size == len(content) and folders.read(folder, path, FILE) == content)


@click.command()
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead of the terminal."
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the files, for editors.

    An editor's YAML server reads it from the first line of a file:
    # yaml-language-server: $schema=../schema/claims.json
    """
    common.write(_schema(), output)


def _schema() -> str:
    import json

    from whence.files.json_schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
