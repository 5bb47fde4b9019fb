"""A build draws what has changed since the one before: what it leaves is what a build from nothing gives, byte for byte."""

from __future__ import annotations

import ast
import hashlib
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ferry
import generate
from house import KNOWN
from whence.disk import store
from whence.evaluate.recorded import Recorded
from whence.files.records import Records
from whence.judge import evidence
from whence.model import reads
from whence.publish import facts, folder, kept, render, site, watched
from whence.publish.pages import Book
from whence.publish.renewal import Renewal

TODAY = "2026-01-15"
SMALL: Mapping[str, str | bytes] = {"whence.toml": 'title = "T"\nsamples = 64\n'}


@dataclass
class Built:
    """A site with what the next build is told of it and of its numbers, and why each of its files was drawn."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    known: bytes = b""
    numbers: bytes = b""
    drawn: dict[str, str] = field(default_factory=dict)


def book(texts: Mapping[str, str | bytes], revision: str = "", memory: Recorded | None = None) -> Book:
    files = {name: each if isinstance(each, bytes) else each.encode() for name, each in texts.items()}
    return Book(
        store.load(store.Texts(Path(), files, ()), today=TODAY, memory=memory),
        hashlib.sha256(repr(files).encode()).hexdigest(),
        revision,
    )


def cold(texts: Mapping[str, str | bytes], revision: str = "") -> dict[str, str | bytes]:
    plan = site.plan(book(texts, revision))
    return {path: each.content for path, each in site.made(plan, filter(of_the_base, plan.files))}


def of_the_base(path: str) -> bool:
    """Whether a file can depend on a base: the manual is long, and cannot."""
    return not path.startswith(("manual/", "assets/"))


def built(
    texts: Mapping[str, str | bytes],
    before: Built,
    frame: str = "",
    revision: str = "",
    workers: int = 1,
) -> Built:
    """The next build; a file that stands is the one that was there, and a number that was known is not drawn anew."""
    said, memory = Said(), Recorded(before.numbers)
    log = logging.getLogger("whence.work")
    log.addHandler(said)
    log.setLevel(logging.INFO)
    try:
        renewal = Renewal(book(texts, revision, memory), (), render.PLAIN, frame, before.known)
        found = Built(drawn=said.pages)
        for path, content in renewal.files(workers):
            found.files[path] = before.files[path] if isinstance(content, folder.Standing) else content
    finally:
        log.removeHandler(said)
        log.setLevel(logging.NOTSET)
    found.known = renewal.known({path: (hashed(each), "") for path, each in found.files.items()})
    found.numbers = memory.content(10_000) or before.numbers
    return found


class Said(logging.Handler):
    """The pages that the log tells of, with the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        work = record.__dict__["work"]
        if work["did"] == "page":
            self.pages[work["id"]] = work["why"]


def hashed(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def differing(a: Mapping[str, str | bytes], b: Mapping[str, str | bytes]) -> list[str]:
    return sorted(path for path in {*a, *b} if of_the_base(path) and a.get(path) != b.get(path))


# --- the law ---------------------------------------------------------------------------------------------------


PLACES = ferry.places()
TEXTS = ("17 /day", "3 t", "2025-02", "another", "a + b", "retracted", "crossings", "log", "mate", "")
edits = st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from(TEXTS))


@cache
def ferries() -> Built:
    return built(ferry.plain().files(), Built())


@given(st.lists(edits, min_size=1, max_size=2))
@settings(
    max_examples=400 if os.environ.get("RUN_LONG") == "1" else 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_renewal__any_edit_leaves_the_site_that_a_build_from_nothing_gives(
    made: list[tuple[str, str]],
) -> None:
    found = ferries()
    for place, text in made:
        texts = ferry.with_text(PLACES[place], text).files()
        found = built(texts, found)
        assert differing(found.files, cold(texts)) == [], (place, text)


MORE = """
sources: {leaflet: {title: A leaflet}}
terms: {rack: {title: Rack, senses: {whole: 72 chip, half: 36 chip}}}
choices: {unit: {title: What was counted, term: rack}}
claims:
  racks: {title: Racks, value: 20 to 30, cites: [{source: src0}, {source: leaflet}]}
  chips: {title: Chips, formula: n * unit, inputs: {n: racks, unit: unit}, unit: chip}
  heat: {title: Heat, formula: chips * each + c21 + c26, inputs: {chips: chips, each: 1 kW/chip, c21: c21, c26: c26}, unit: kW}
checks: {few: {title: Few, assert: a < b, inputs: {a: chips, b: 2000 chip}, on_fail: rule-out}}
"""
# What people do to a base, one after the other: what is written, and what is written in its place.
EDITS: Mapping[str, tuple[str, str]] = {
    "value": ("20 to 30, cites", "25 to 30, cites"),
    "title": ("title: Chips,", "title: All chips,"),
    "alias": ("title: Racks,", "title: Racks, aliases: [cabinets],"),
    "rename": ("heat: {title: Heat,", "warmth: {title: Heat, aliases: [heat],"),
    "source": ("{source: src0}, ", "{source: src0}, {source: new}, "),
    "retracted": ("{title: A leaflet}", "{title: A leaflet, status: retracted, why: A slip}"),
    "term": ("half: 36 chip", "half: 32 chip"),
    "choice": ("term: rack}", "term: rack, prefer: half}"),
    "check": ("b: 2000 chip", "b: 900 chip"),
    "deleted": ("  warmth: ", "  # warmth: "),
    "settings": ("samples = 64", "samples = 65"),
}


def test_renewal__edits_one_after_the_other_leave_what_a_build_from_nothing_gives() -> None:
    new = "sources: {new: {title: New, type: report}}\n"
    texts: dict[str, str | bytes] = {**SMALL, **generate.base(30), "claims/more.yaml": MORE}
    texts["sources/new.yaml"] = new
    found = built(texts, Built())
    assert [path for path in found.files if path.startswith("models/")]
    for name, (old, text) in EDITS.items():
        assert any(old in str(each) for each in texts.values()), name
        texts = {path: str(each).replace(old, text) for path, each in texts.items()}
        found = built(texts, found)
        assert differing(found.files, cold(texts)) == [], name


# --- what is drawn ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plants() -> Built:
    return built({**SMALL, **generate.base(60)}, Built())


def of_claims(drawn: Mapping[str, str]) -> list[str]:
    """The claims of which a page, or a form of one, was drawn."""
    folders = ("claims", "badge", "embed")
    return sorted(
        {
            Path(path).stem
            for path in drawn
            if path.split("/")[0] in folders and Path(path).stem != "csv-metadata"
        }
    )


def edited(old: str, new: str) -> Mapping[str, str | bytes]:
    """The plants with an edit."""
    texts = {**SMALL, **generate.base(60)}
    assert any(old in str(each) for each in texts.values())
    return {
        name: str(each).replace(old, new, 1) if name != "whence.toml" else each
        for name, each in texts.items()
    }


def test_renewal__a_first_build_says_that_nothing_is_known(plants: Built) -> None:
    assert plants.drawn == {"*": "nothing is known of a build before"}


def test_renewal__nothing_but_what_lists_the_pages_is_drawn_where_nothing_has_changed(plants: Built) -> None:
    again = built({**SMALL, **generate.base(60)}, plants)
    assert set(again.drawn.values()) == {"it is always drawn"}
    assert len(again.drawn) == len(site.twins.LAST) + 2  # and the data of search
    assert again.files == plants.files


def test_renewal__a_title_is_drawn_where_it_stands(plants: Built) -> None:
    texts = edited(
        "    title: Power drawn by plant 57 in normal operation\n", "    title: Power of plant 57\n"
    )
    found = built(texts, plants)
    assert differing(found.files, cold(texts)) == []
    assert of_claims(found.drawn) == [
        "c51",
        "c57",
        "c58",
    ]  # it is computed from the first, and the last from it
    assert "c57" in found.drawn["claims/c57.html"]
    assert not any(path.startswith(("rules/", "quantities/", "coverage/")) for path in found.drawn)


@pytest.mark.skipif(sys.platform != "linux", reason="one process alone draws there")
def test_renewal__several_processes_know_what_one_knows(plants: Built) -> None:
    several = built({**SMALL, **generate.base(60)}, Built(), workers=2)
    assert differing(several.files, plants.files) == []
    one, two = kept.unpacked(plants.known), kept.unpacked(several.known)
    assert {path: (each.call, each.head) for path, each in one.files.items()} == {
        path: (each.call, each.head) for path, each in two.files.items()
    }
    assert {id: each.shares for id, each in one.shares.items()} == {
        id: each.shares for id, each in two.shares.items()
    }
    texts = edited("    title: Power drawn by plant 57 in normal operation\n", "    title: Power of 57\n")
    found = built(texts, several)
    assert differing(found.files, cold(texts)) == []
    assert of_claims(found.drawn) == of_claims(built(texts, plants).drawn)


def test_renewal__shares_are_worked_out_where_something_behind_them_has_changed(
    plants: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    plain = evidence.shares

    def noted(*given: Any) -> Any:
        worked.append(given[-1])
        return plain(*given)

    monkeypatch.setattr(evidence, "shares", noted)
    texts = {
        name: re.sub(r"(  c54:\n(?:    .*\n)*?    value: ).*", r"\g<1>21 to 29 kW", str(each))
        for name, each in {**SMALL, **generate.base(60)}.items()
    }
    found = built(texts, plants)
    assert set(worked) <= {"c54", "c55", "c56", "c57", "c58", "c59"}
    assert differing(found.files, cold(texts)) == []


def test_renewal__a_claim_that_is_added_in_the_middle_draws_no_page_of_others(plants: Built) -> None:
    """Its neighbours move in the order of evaluation and in the file, which no page of a claim but their own lines shows."""
    texts = edited("  c59:\n", "  new:\n    title: A plant\n    value: 3 kW\n    cites: [src1]\n  c59:\n")
    found = built(texts, plants)
    assert differing(found.files, cold(texts)) == []
    assert of_claims(found.drawn) == ["c59", "new"]  # the line of the one behind it has moved


def test_renewal__what_is_no_longer_there_is_not_written(plants: Built) -> None:
    texts = {name: each for name, each in generate.base(60).items() if not name.startswith("sources/")}
    found = built({**SMALL, **texts}, plants)
    assert "sources/src0.html" in plants.files
    assert "sources/src0.html" not in found.files
    assert differing(found.files, cold({**SMALL, **texts})) == []


def test_renewal__another_engine_or_theme_draws_everything(plants: Built) -> None:
    assert built({**SMALL, **generate.base(60)}, plants, "another").drawn == {
        "*": "nothing is known of a build before"
    }


def test_renewal__a_commit_alone_draws_nothing_but_what_names_it(plants: Built) -> None:
    """A base was drawn whole at the first edit behind a commit, since what was read was no commit any more."""
    texts = {**SMALL, **generate.base(60)}
    assert of_claims(built(texts, plants, revision="1" * 40).drawn) == []
    linked = {**texts, "whence.toml": str(SMALL["whence.toml"]) + 'repository = "https://example.org/r"\n'}
    first = built(linked, Built(), revision="1" * 40)
    again = built(linked, first, revision="2" * 40)
    assert differing(again.files, cold(linked, "2" * 40)) == []
    assert f"blob/{'2' * 40}/" in str(again.files["claims/c57.html"])
    assert not [path for path in again.drawn if path.startswith(("badge/", "embed/", "rules/"))]


@pytest.mark.parametrize("known", [b"", b"x", b"\0" * 40])
def test_renewal__what_cannot_be_read_is_nothing_known(known: bytes) -> None:
    assert kept.unpacked(known) == kept.Kept()


def test_renewal__a_file_that_somebody_has_changed_since_is_made_again(tmp_path: Path) -> None:
    first = folder.write(tmp_path / "site", [("a.html", "A"), ("b.html", "B")])
    standing = [
        (path, folder.Standing(*state, make=lambda path=path: path[0].upper()))
        for path, state in first.states.items()
    ]
    (tmp_path / "site" / "a.html").write_text("C")
    again = folder.write(tmp_path / "site", standing)
    assert (again.written, again.kept) == (1, 1)
    assert (tmp_path / "site" / "a.html").read_text() == "A"


# --- what is noted ---------------------------------------------------------------------------------------------


def test_moved__of_two_orders_the_fewest_that_have_to_move() -> None:
    assert facts.moved("abcdef", tuple("abcdef")) == frozenset()
    assert facts.moved("abcdef", tuple("axbcdef")) == {"x"}
    assert facts.moved("abcdef", tuple("bcdefa")) == {"a"}
    assert facts.moved("abc", ()) == frozenset()


@given(st.permutations("abcdefgh"), st.permutations("abcdefgh"))
def test_moved__the_others_stand_in_one_order(before: list[str], now: list[str]) -> None:
    away = facts.moved(before, now)
    assert [each for each in before if each not in away] == [each for each in now if each not in away]


def test_watched__what_is_made_of_a_watched_record_notes_what_is_read_of_it() -> None:
    records = watched.watched(book(ferry.plain().files())).edition.base.records
    past = records.having({"checks": {}})
    assert type(past) is Records
    with reads.noted() as read:
        assert past.claims["crossings"].title == "Crossings a day"
    assert read.every() == {("edition.base.records.sections.claims", "crossings")}


def caches() -> Iterator[tuple[str, str]]:
    """Every function that keeps its results by a base or an edition, and how it keeps them."""
    for name, path in KNOWN.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                given = {ast.unparse(each.annotation) for each in node.args.args if each.annotation}
                for each in map(ast.unparse, node.decorator_list):
                    if (
                        given & {"Base", "Edition", "Book", "Records", "Settled", "Values"}
                        and "(" in f"{each}("
                    ):
                        yield f"{name}.{node.name}", each


# Each reads through what is gathered, which notes what is upstream of a node when it is asked for it.
GATHERED = {"model.origins._every_leaf", "model.chance._every_drawn", "account.resting._every"}


def test_caches__who_is_given_a_result_again_has_read_what_it_was_worked_out_from() -> None:
    """Else a page that is given one would stand although what is behind it has changed."""
    every = [*caches()]
    plain = {name for name, how in every if how.startswith(("lru_cache", "cache"))}
    assert plain == GATHERED
    assert {name for name, how in every if how.startswith("remembered")} >= {"model.origins.reliance"}
