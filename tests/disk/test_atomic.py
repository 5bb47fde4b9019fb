"""What waits beside a file while it is written: it goes with the command that wrote it, and never before."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

import ferry
from shell import run, write
from whence.disk import atomic


def test_export__takes_away_what_a_dead_export_left_and_leaves_what_a_living_one_writes(
    tmp_path: Path,
) -> None:
    base = write(tmp_path / "base", ferry.plain().files())
    out = tmp_path / "out"
    write(out, dict.fromkeys((".whence-alone-0123456789.tmp", ".whence-alone-abcdef0123.tmp", ".whence-0123456789.tmp", "notes.tmp"), "half"))  # fmt: skip
    with (out / ".whence-alone-abcdef0123.tmp").open() as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        assert run(base, "export", "--format", "csv", "--output", str(out / "table.csv")).returncode == 0
        # The one that no lock is on is left by a command that died; what waits in an edit is its base's.
        assert sorted(os.listdir(out)) == [
            ".whence-0123456789.tmp",
            ".whence-alone-abcdef0123.tmp",
            "notes.tmp",
            "table.csv",
            "whence.toml",
        ]


def test_put__a_file_that_is_swept_before_it_is_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, swept = fcntl.flock, []

    def late(handle: int, what: int) -> None:
        if not swept:
            swept.append(1)
            assert len(atomic.sweep(tmp_path, "")) == 1
        real(handle, what)

    monkeypatch.setattr(fcntl, "flock", late)
    atomic.put(tmp_path, "a.txt", b"whole")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.txt": b"whole"}


@pytest.mark.parametrize("call", ["fstat", "write", "rename"])
def test_put__where_the_system_refuses_nothing_is_left_beside(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(atomic.os, call, refuse)
    with pytest.raises(OSError, match="refused"):
        atomic.put(tmp_path, "a.txt", b"whole")
    monkeypatch.undo()
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.txt": b"old"}
