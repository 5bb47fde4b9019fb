"""What commands print, to the letter: whole answers of small bases, read once with care and held from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcripts import anew, parts, played

HERE = Path(__file__).parent / "transcripts"


def same(tmp_path: Path, name: str) -> None:
    """Plays a transcript; every command prints what stands there."""
    text = (HERE / f"{name}.txt").read_text("utf-8")
    for words, wanted, found in played(tmp_path, text):
        assert found == wanted, f"whence {words}"


def test_greenhouse__a_record_of_every_kind(tmp_path: Path) -> None:
    same(tmp_path, "greenhouse")


def test_ferry__steps_targets_and_suppositions(tmp_path: Path) -> None:
    same(tmp_path, "ferry")


def test_rivals__and_the_ledger(tmp_path: Path) -> None:
    same(tmp_path, "rivals")


def test_news__edits_and_what_moved(tmp_path: Path) -> None:
    same(tmp_path, "news")


def test_town__what_is_not_yet_related(tmp_path: Path) -> None:
    same(tmp_path, "town")


def test_zoo__each_way_to_write_a_value(tmp_path: Path) -> None:
    same(tmp_path, "zoo")


def test_juries__errors_in_common_times_readings_and_bounds(tmp_path: Path) -> None:
    same(tmp_path, "juries")


def test_desk__writing_bringing_in_and_looking_up(tmp_path: Path) -> None:
    same(tmp_path, "desk")


def test_orchard__what_is_refused_and_news_of_every_sort(tmp_path: Path) -> None:
    same(tmp_path, "orchard")


def test_transcripts__each_is_played() -> None:
    played_here = Path(__file__).read_text("utf-8")
    assert [each.stem for each in HERE.iterdir() if f'same(tmp_path, "{each.stem}")' not in played_here] == []


@pytest.mark.parametrize("told", ["", "claims: 3\n", "[0]\n"])
def test_played__what_is_not_printed_is_noticed(tmp_path: Path, told: str) -> None:
    text = f"Only this.\n\n=== claims/a.yaml\nclaims:\n  a: {{title: A, value: 3}}\n$ whence list\n{told}"
    ((words, wanted, found),) = played(tmp_path, text)
    assert (words, wanted, found) == ("list", told.strip(), "a  claim  A")
    assert [*played(tmp_path, anew(text))] == [("list", found, found)]
    assert anew(text).startswith("Only this.\n\n=== claims/a.yaml\n")
    assert len([*parts(text)]) == 2
