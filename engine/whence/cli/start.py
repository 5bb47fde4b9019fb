"""`init` and `schema`: starting a base, and help for the editor it is written in."""

from __future__ import annotations

from pathlib import Path

import click

from whence.cli import common


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Start a new base in FOLDER, with a small example that explains itself."""
    from importlib.resources import files

    from whence.files.sections import FOLDERS

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty; name a new folder")
    template = files("whence") / "starter"
    for name in ("whence.toml", "claims/tea.yaml", "sources/kitchen.yaml", "README.md"):
        common.write((template / name).read_text("utf-8"), folder / name)
    for kind in FOLDERS:
        common.write(_schema(), folder / "schema" / f"{kind}.json")
    click.echo(f"A base is in {folder}. Try, in this order:")
    for command in ("check", "why cups-per-day-cost", "build"):
        click.echo(f"  whence --base {folder} {command}")


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
