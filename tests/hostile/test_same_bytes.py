"""One base gives one site, byte for byte, whatever the machine, the folder and the day on which its files were laid there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import ferry
from shell import environment

MORE = {
    f"claims/{name}.yaml": f"claims: {{{name}: {{title: Of {name}, value: {n} t, cites: [mate]}}}}"
    for n, name in enumerate("zyxab", 1)
}


class World(NamedTuple):
    """Where a base is built, and how."""

    folder: str = "base"
    language: str = "C.UTF-8"
    zone: str = "UTC"
    seed: str = "0"
    backwards: bool = False
    mask: int = 0o022
    written: int = 1_700_000_000
    options: tuple[str, ...] = ()
    threads: str = "1"


WORLDS = {
    "another folder": World(folder="b\u00e4se, 100% \u4e2d"),
    "another language": World(language="tr_TR.ISO-8859-9"),
    "no language": World(language="C"),
    "another zone": World(zone="Pacific/Apia"),
    "another hash": World(seed="4242"),
    "another order of files": World(backwards=True),
    "other modes": World(mask=0o077),
    "an old clock": World(written=1),
    "without assertions": World(options=("-O",)),
    "more threads": World(threads="4"),
}
# The short form looks at all of them at once.
AT_ONCE = World("another folder", "C", "America/Adak", "7", True, 0o077, 1, ("-O",), "3")


def built(at: Path, world: World) -> dict[str, bytes]:
    """The site that a process of its own builds in a world, and what it prints as JSON."""
    base = at / world.folder
    files = sorted((ferry.plain().files() | MORE).items(), reverse=world.backwards)
    for name, text in files:
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (world.written, world.written))
    more = {
        "LANG": world.language,
        "LC_ALL": world.language,
        "TZ": world.zone,
        "PYTHONHASHSEED": world.seed,
        "OMP_NUM_THREADS": world.threads,
    }
    start = [sys.executable, *world.options, "-c", "from whence.cli import main; main()", "--base", str(base)]

    def run(*words: str) -> bytes:
        done = subprocess.run(
            [*start, *words],
            env=environment(**more),
            capture_output=True,
            check=False,
            cwd=at,
            umask=world.mask,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    run("build", "-o", str(at / "site"))
    found = {
        str(each.relative_to(at / "site")): each.read_bytes()
        for each in (at / "site").rglob("*")
        if each.is_file()
    }
    return found | {f"whence {form}": run("export", "--format", form) for form in ("json", "csv")}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("usual"), World())


def differing(one: Mapping[str, bytes], two: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *two} if one.get(path) != two.get(path))


def test_build__same_bytes_in_another_world(usual: dict[str, bytes], tmp_path: Path) -> None:
    assert len(usual) > 100
    assert differing(usual, built(tmp_path, AT_ONCE)) == []


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("RUN_LONG") != "1", reason="the long form: each difference by itself")
@pytest.mark.parametrize("world", WORLDS)
def test_build__same_bytes_in_a_world_that_differs(
    usual: dict[str, bytes], tmp_path: Path, world: str
) -> None:
    assert differing(usual, built(tmp_path, WORLDS[world])) == []


def test_main__without_the_texts_that_it_prints_it_does_not_start(tmp_path: Path) -> None:
    words = [sys.executable, "-OO", "-c", "from whence.cli import main; main()", "schema"]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "start it with -O, or with neither" in done.stderr
