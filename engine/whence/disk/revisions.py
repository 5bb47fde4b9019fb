"""A base as it is in a Git revision: its files by path, read without touching the work tree."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from whence.disk.store import BASE_LIMIT, FILE_LIMIT, SETTINGS
from whence.files.sections import FOLDERS
from whence.language.problems import Refused

SECONDS = 30


def files(root: Path, revision: str) -> Mapping[str, bytes]:
    """The settings and the YAML files of a base in a revision, by their path in the base."""
    if revision.startswith("-"):
        raise Refused(f"`{revision}` is not the name of a revision")
    commit = (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        .strip()
        .decode()
    )
    prefix = _git(root, "rev-parse", "--show-prefix").strip().decode()
    listing = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *_paths(prefix))
    found: dict[str, bytes] = {}
    wanted = [each for each in map(_entry, listing.decode("utf-8", "replace").split("\0")) if each]
    contents = _blobs(root, [blob for _, blob in wanted])
    for (path, _), content in zip(wanted, contents, strict=True):
        name = path.removeprefix(prefix)
        if (name in SETTINGS or name.endswith((".yaml", ".yml"))) and len(content) <= FILE_LIMIT:
            found[name] = content
    if sum(map(len, found.values())) > BASE_LIMIT:
        raise Refused(f"the base in {revision} is larger than {BASE_LIMIT:,} bytes")
    return found


def date(root: Path, revision: str = "HEAD") -> str:
    """The day of a commit (YYYY-MM-DD), or nothing where there is no Git."""
    try:
        return _git(root, "show", "-s", "--format=%cs", "--end-of-options", revision).decode().strip()
    except Refused:
        return ""


def _paths(prefix: str) -> list[str]:
    return [prefix + name for name in (*FOLDERS, *SETTINGS)]


def _entry(line: str) -> tuple[str, str] | None:
    """Path and blob of one line of `ls-tree`; links and submodules are left out."""
    facts, _, path = line.partition("\t")
    parts = facts.split()
    return (path, parts[2]) if len(parts) == 3 and parts[0].startswith("100") else None


def _blobs(root: Path, names: list[str]) -> list[bytes]:
    """The contents of blobs, by one `cat-file --batch`."""
    raw = _git(root, "cat-file", "--batch", given="\n".join(names).encode() + b"\n") if names else b""
    contents, at = [], 0
    for _ in names:
        head = raw.index(b"\n", at)
        size = int(raw[at:head].split()[-1])
        contents.append(raw[head + 1 : head + 1 + size])
        at = head + size + 2
    return contents


def _git(root: Path, *args: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *args], input=given, capture_output=True, timeout=SECONDS
        )
    except FileNotFoundError:
        raise Refused("git is not installed, and revisions are read with it") from None
    except subprocess.TimeoutExpired:
        raise Refused(f"git took longer than {SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refused(said[0] if said else f"there is no revision `{args[-1].removesuffix('^{commit}')}`")
    return done.stdout
