"""Each question about a folder that may come from anybody, on both sides of where its answer changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whence.disk import cache, folders, reading
from whence.language import limits
from whence.language.limits import Limit
from whence.language.refused import Refused

FEW = Limit("a file", 10, "bytes", "split it")


# --- which base is meant ------------------------------------------------------------------------------------------


def made(root: Path, *names: str) -> Path:
    """Folders, and files where a name has an ending; of settings of other tools, such a file."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix:
            path.write_text("[tool.whence]\n" if name.endswith("ours/pyproject.toml") else "[tool.other]\n")
        else:
            path.mkdir(exist_ok=True)
    return root


@pytest.mark.parametrize(
    ("names", "start", "base"),
    [
        (("a/claims",), "a", "a"),
        (("a/claims", "a/claims/deep"), "a/claims/deep", "a"),
        (("a/claims", "a/b/claims"), "a/b", "a/b"),
        (("a/claims", "a/b/claims"), "a/b/..", "a"),
        (("a/claims", "b/claims"), "a/../b", "b"),
        (("a/claims", "a/whence.toml", "a/b/claims"), "a/b", "a"),
        (("a/claims", "a/whence.toml", "a/b/claims", "a/b/whence.toml"), "a/b", "a/b"),
        (("ours/claims", "ours/pyproject.toml", "ours/b/claims"), "ours/b", "ours"),
        (("a/claims", "a/pyproject.toml", "a/b/claims"), "a/b", "a/b"),
        (("a/claims", "a/whence.toml", "a/b/claims", "a/b/pyproject.toml"), "a/b", "a"),
    ],
)
def test_find__the_nearest_with_settings_or_else_the_nearest(
    tmp_path: Path, names: tuple[str, ...], start: str, base: str
) -> None:
    assert reading.find(str(made(tmp_path, *names) / start)) == str(tmp_path / base)


def test_find__from_where_one_stands_and_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "a/claims", "b/sources")
    (tmp_path / "b" / "claims").write_text("no folder")
    monkeypatch.chdir(tmp_path)
    assert reading.find("a") == str(tmp_path / "a")
    with pytest.raises(Refused, match=r"there is no base in a/\.\. or above"):
        reading.find("a/..")
    with pytest.raises(Refused, match="there is no base in b or above it\na base is a folder with `claims/`"):
        reading.find("b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'style = "a.css"', True),
        (b"style=1", True),
        (b'"style" = 1', True),
        (b"'style'\t= 1", True),
        (b"# a style", False),
        (b"stylish = 1", False),
        (b"", False),
        (b'"st\\u0079le" = 1', True),
        (b'"st\\U00000079le" = 1', True),
        (b"style: 1\nstyle = 2", True),
    ],
)
def test_sets__whether_a_setting_may_be_there(text: bytes, found: bool) -> None:
    assert reading.sets(text, b"style") is found


# --- how much of one ----------------------------------------------------------------------------------------------


def test_look__so_many_folders_in_each_other_and_one_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FOLDERS", Limit("folders in each other", 3, "levels", "move them up"))
    made(tmp_path, "claims/b/c/in.yaml", "claims/b/c/d/out.yaml")
    found = reading.read(str(tmp_path))
    assert list(found.files) == ["claims/b/c/in.yaml"]
    assert found.told == [
        ("bad-path", "claims/b/c/d", "nothing in this folder is read: folders in each other may have 3 levels", (), 1, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "size", "left"), [(2, 100, 0), (1, 100, 1), (2, 14, 0), (2, 13, 0), (3, 12, 1)]
)
def test_read__as_many_files_and_bytes_as_a_base_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int, size: int, left: int
) -> None:
    made(tmp_path, "claims/a.yaml", "claims/b.yaml")
    monkeypatch.setattr(limits, "FILES", Limit("a base", files, "files", "split it"))
    monkeypatch.setattr(limits, "BASE", Limit("a base", size, "bytes in all", "split it"))
    found = reading.read(str(tmp_path))
    assert (len(found.files), len(found.told)) == (2 - left, left)


def test_read__a_name_that_is_another_one_on_some_systems(tmp_path: Path) -> None:
    made(tmp_path, "claims/A.yaml", "claims/a.yaml", "claims/é.yaml", "claims/e\u0301.yaml")
    told = {name: hints for _, name, _, hints, *_ in reading.read(str(tmp_path)).told}
    assert told == {"claims/a.yaml": ("rename this one or claims/A.yaml",), "claims/é.yaml": ("rename this one or claims/e\u0301.yaml",)}  # fmt: skip


def test_holds__while_nothing_came_or_went(tmp_path: Path) -> None:
    made(tmp_path, "claims/a.yaml", "sources/b.yaml")
    found = reading.read(str(tmp_path))
    assert found.holds()
    (tmp_path / "claims" / "c.yaml").write_text("new")
    os.utime(tmp_path / "claims", ns=(1, 1))
    assert not found.holds()
    found = reading.read(str(tmp_path))
    (tmp_path / "sources" / "b.yaml").unlink()
    (tmp_path / "sources").rmdir()
    assert not found.holds()


def test_steady__reads_a_base_anew_that_is_written_to_and_gives_it_up_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "claims/a.yaml")
    count = [0]

    def holds(self: reading.Reading) -> bool:
        count[0] += 1
        return count[0] == 3

    monkeypatch.setattr(reading.Reading, "holds", holds)
    assert list(reading.steady(str(tmp_path)).files) == ["claims/a.yaml"]
    assert count == [3]
    monkeypatch.setattr(reading.Reading, "holds", lambda self: count.append(1))
    reading.steady(str(tmp_path))
    assert count == [3] + [1] * 10


def test_digest__of_every_path_byte_and_complaint() -> None:
    known = {
        reading.digest(files, told)
        for files, told in (({"a": b"x"}, []), ({"b": b"x"}, []), ({"a": b"y"}, []), ({"a": b"x"}, [1]), ({"a": b"", "x": b""}, []))
    }  # fmt: skip
    assert len(known) == 5
    assert reading.digest({"a": b"1", "b": b"2"}, []) == reading.digest({"b": b"2", "a": b"1"}, [])


# --- one file -----------------------------------------------------------------------------------------------------


def test_read__the_largest_and_one_byte_more(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert folders.read(tmp_path, "a", FEW) == b"x" * 10
    assert folders.given(tmp_path / "a", FEW) == b"x" * 10
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(Refused, match="11 bytes; a file may have 10 bytes"):
        folders.read(tmp_path, "a", FEW)
    with pytest.raises(Refused, match="a file may have 10 bytes"):
        folders.given(tmp_path / "a", FEW)


@pytest.mark.parametrize(
    ("mode", "ours"), [(0o600, True), (0o644, True), (0o664, False), (0o646, False), (0o622, False)]
)
def test_read__what_others_can_write_is_not_ours(tmp_path: Path, mode: int, ours: bool) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(mode)
    assert folders.read(tmp_path, "a", FEW) == b"x"
    if ours:
        assert folders.read(tmp_path, "a", FEW, ours=True) == b"x"
    else:
        with pytest.raises(Refused, match="others can write there"):
            folders.read(tmp_path, "a", FEW, ours=True)


def test_read__what_belongs_to_somebody_else_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(Refused, match="it belongs to somebody else"):
        folders.read(tmp_path, "a", FEW, ours=True)


@pytest.mark.parametrize("name", ["..", "a/../b", "/a", "a//b", "a/.", "a\0b", ""])
def test_read__a_name_stays_inside(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"does not stay inside its folder|no name is given"):
        folders.read(tmp_path, name, FEW)


def test_opened__what_the_system_refuses_is_said_of_the_whole_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        folders.read(tmp_path, "claims/a.yaml", FEW)
    assert error.value.filename == str(tmp_path / "claims")
    with folders.opened(tmp_path, "new/deep", make=True):
        pass
    with folders.opened(tmp_path, "new/deep", make=True):
        pass
    assert (tmp_path / "new" / "deep").is_dir()
    (tmp_path / "link").symlink_to("new")
    with pytest.raises(Refused, match=r"^link \(in link/deep\) is a link, and links are not followed"):
        folders.listing(tmp_path, "link/deep")
    with pytest.raises(Refused, match=r"^link is a link, and links are not followed"):
        folders.listing(tmp_path, "link")


def test_status__of_a_name_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("nowhere")
    assert folders.status(tmp_path, "nothing") is None
    assert folders.status(tmp_path, "file/below") is None
    found = folders.status(tmp_path, "file")
    assert found
    assert found.st_size == 1
    assert folders.status(tmp_path, "link")
    assert [folders.there(tmp_path / each) for each in ("file", "link", "nothing", "file/below")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_listing__what_each_thing_is_and_how_many_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "b.yaml", "a", "c/d.yaml")
    (tmp_path / "link").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    assert folders.listing(tmp_path, "") == [
        ("a", "folder"), ("b.yaml", "file"), ("c", "folder"), ("link", "link"), ("pipe", "other"),
    ]  # fmt: skip
    monkeypatch.setattr(folders, "ENTRIES", Limit("a folder", 5, "entries", "split it"))
    assert len(folders.listing(tmp_path, "")) == 5
    monkeypatch.setattr(folders, "ENTRIES", Limit("a folder", 4, "entries", "split it"))
    with pytest.raises(Refused, match="a folder may have 4 entries"):
        folders.listing(tmp_path, "")


def test_statuses__everything_below_so_many_folders_deep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "a.yaml", "b/c.yaml", "b/d/e.yaml")
    assert sorted(path for path, _ in folders.statuses(tmp_path, "")) == ["a.yaml", "b/c.yaml", "b/d/e.yaml"]
    monkeypatch.setattr(folders, "FOLDERS", Limit("folders", 1, "levels", "move them up"))
    assert sorted(path for path, _ in folders.statuses(tmp_path, "")) == ["a.yaml", "b/c.yaml"]


def test_stamp__is_another_when_a_file_is_touched_but_for_one(tmp_path: Path) -> None:
    made(tmp_path, "site/a.html", "site/mark.txt")
    stamps = [folders.stamp(str(tmp_path), "site", "mark.txt")]
    (tmp_path / "site" / "mark.txt").write_text("other")
    assert folders.stamp(str(tmp_path), "site", "mark.txt") == stamps[0]
    (tmp_path / "site" / "a.html").write_text("other")
    assert folders.stamp(str(tmp_path), "site", "mark.txt") not in ("", stamps[0])
    assert folders.stamp(str(tmp_path), "nothing", "mark.txt") == ""
    assert folders.seal({"a": None}) != folders.seal({"b": None})


@pytest.mark.parametrize(("count", "whole"), [(1, 0), (100, 0), (101, 1)])
def test_sync__one_by_one_or_many_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, whole: int
) -> None:
    names = [f"{n}.txt" for n in range(count)]
    made(tmp_path, *names)
    done: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: done.append("all"))
    monkeypatch.setattr(os, "fsync", lambda handle: done.append("one"))
    folders.sync(tmp_path, names)
    assert done == (["all"] if whole else ["one"] * 2 * count)


# --- where answers are kept ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("home", ""),
        ("base-beside", ""),
        ("base", "it lies in the base"),
        ("base/deep", "it lies in the base"),
    ],
)
def test_folder__beside_a_base_and_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, why: str
) -> None:
    made(tmp_path, "base", place)
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path / place))
    home, note = cache.folder(str(tmp_path / "base"))
    assert home == ("" if why else str(tmp_path / place / "whence"))
    assert note == (f"WHENCE_CACHE is not used: {why} ({tmp_path / place})" if why else "")


def test_folder__by_the_system_where_nobody_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_CACHE", "off")
    assert cache.folder(str(tmp_path)) == ("", "")
    monkeypatch.delenv("WHENCE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert cache.folder(str(tmp_path / "base")) == (str(tmp_path / "x" / "whence"), "")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.folder(str(tmp_path / "base")) == ("", "")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "h"))
    assert cache.folder(str(tmp_path / "base")) == (str(tmp_path / "h" / ".cache" / "whence"), "")
    monkeypatch.setenv("WHENCE_CACHE", "relative")
    assert cache.folder("b") == ("", "WHENCE_CACHE is not used: it is not a path from the root (relative)")


def test_keep__the_largest_answer_and_one_byte_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(tmp_path / "whence")
    monkeypatch.setattr(cache, "ANSWER", Limit("an answer", 1010, "bytes", ""))
    cache.keep(home, "a" * 64, b"x" * 10)
    cache.keep(home, "b" * 64, b"x" * 11)
    assert cache.fetch(home, "a" * 64) == b"x" * 10
    assert cache.fetch(home, "b" * 64) is None
    assert cache.fetch(home, "c" * 64) is None


def test_keep__so_many_answers_and_so_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(tmp_path / "whence")
    assert (cache.MOST, cache.MOST_BYTES) == (200, 100_000_000)
    monkeypatch.setattr(cache, "MOST", 2)
    for n, name in enumerate("abc"):
        cache.keep(home, name * 64, b"x")
        os.utime(tmp_path / "whence" / (name * 64), (n, n))
    cache.keep(home, "d" * 64, b"x")
    assert [bool(cache.fetch(home, each * 64)) for each in "abcd"] == [False, False, True, True]
    size = (tmp_path / "whence" / ("d" * 64)).stat().st_size
    monkeypatch.setattr(cache, "MOST", 9)
    monkeypatch.setattr(cache, "MOST_BYTES", 2 * size)
    cache.keep(home, "d" * 64, b"x")
    assert [bool(cache.fetch(home, each * 64)) for each in "cd"] == [True, True]
    monkeypatch.setattr(cache, "MOST_BYTES", 2 * size - 1)
    cache.keep(home, "d" * 64, b"x")
    assert [bool(cache.fetch(home, each * 64)) for each in "cd"] == [False, True]
