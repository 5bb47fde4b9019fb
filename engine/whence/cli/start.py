"""`init` and `schema`: starting a base, and help for the editor it is written in."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from whence.cli import common

WORKFLOW = ".github/workflows/whence.yml"
# What a new base holds, by its place there, and the file of the installation that it is copied from.
STARTER = {
    "whence.toml": "whence.toml",
    "claims/tea.yaml": "claims/tea.yaml",
    "sources/kitchen.yaml": "sources/kitchen.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "editor.json",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    WORKFLOW: "workflow.yaml",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@common.FORMAT
def init(folder: Path, form: str) -> None:
    """Start a new base in FOLDER, with a small example that explains itself.

    With it come settings for editors, a hook that looks at the base before each commit, and a workflow that checks each
    change, says on its pull request what moves, and publishes the site.
    """
    import json
    from importlib.resources import files

    from whence.disk import atomic, folders
    from whence.files.filenames import FOLDERS
    from whence.language.problems import visible

    template = files("whence") / "starter"
    texts = {name: (template / of).read_bytes() for name, of in STARTER.items()}
    texts |= {f"schema/{kind}.json": _schema().encode() for kind in FOLDERS}
    origin = _origin()
    texts[WORKFLOW] = texts[WORKFLOW].replace(b'WHENCE: ""', f"WHENCE: {json.dumps(origin)}".encode())
    if folders.there(folder) and not _begun(folder, texts):
        what = "is not empty" if folder.is_dir() else "is there already, and is no folder"
        raise click.UsageError(f"{folder} {what}; name a new folder")
    if around := _around(folder):
        raise click.UsageError(
            f"{folder} lies in the base {around}, and a base holds no other; name a folder outside of it"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise click.UsageError(f"{folder} cannot be written: a file stands on its way") from None
    for name, content in texts.items():
        atomic.put(folder, name, content)
    where = visible(str(folder))
    next = [
        f"whence --base {shlex.quote(where)} {each}" for each in ("check", "why cups-per-day-cost", "build")
    ]
    if form == "json":
        common.write_json({"folder": str(folder), "files": sorted(texts), "next": next, "origin": origin})
        return
    click.echo("\n  ".join((f"A base is in {where}. Try, in this order:", *next)))
    if not origin:
        click.echo(f"Before its workflow runs, say in WHENCE of {WORKFLOW} where whence is installed from.")


def _origin() -> str:
    """Where pip fetched this installation from, as pip takes it again (PEP 610); nothing where that is known here alone."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        noted = json.loads(distribution("whence").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    url, version = str(noted.get("url", "")), noted.get("vcs_info")
    if not url.startswith(("https://", "ssh://")) or not (version or "archive_info" in noted):
        return ""
    below = f"#subdirectory={noted['subdirectory']}" if "subdirectory" in noted else ""
    at = f"{version['vcs']}+{url}@{version['commit_id']}" if version else url
    return f"whence @ {at}{below}"


def _around(folder: Path) -> Path | None:
    """The base that a folder would lie in, by its name or where that leads; None where it lies in none."""
    from whence.disk import store

    whole = folder.resolve()
    if any(each.exists() and not each.is_dir() for each in whole.parents):
        return None
    return store.around(folder) or store.around(whole)


def _begun(folder: Path, texts: Mapping[str, bytes]) -> bool:
    """Whether a folder holds nothing but a part of what `init` writes, as one that was interrupted leaves it."""
    from whence.disk import atomic, folders

    if not folder.is_dir():
        return False
    below = {str(each) for name in texts for each in PurePosixPath(name).parents} - {"."}
    waiting, files = [""], []
    for at in waiting:  # which grows meanwhile
        for last, kind in folders.listing(folder, at):
            name = f"{at}/{last}" if at else last
            if kind == "folder" and name in below:
                waiting.append(name)
            elif kind != "file":
                return False
            elif not atomic.WAITING.fullmatch(last):
                files.append(name)
    if len(files) == len(texts) or not all(
        name in texts and _holds(folder, name, texts[name]) for name in files
    ):
        return False
    for at in waiting:
        atomic.sweep(folder, at)
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
@common.FORMAT
def schema(output: Path | None, form: str) -> None:
    """Print the JSON Schema of the files, for editors; it is JSON in either form.

    An editor's YAML server reads it from the first line of a file:
    # yaml-language-server: $schema=../schema/claims.json
    """
    common.write(_schema(), output)


def _schema() -> str:
    import json

    from whence.files.json_schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
