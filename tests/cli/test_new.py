"""`new claim` asks, says what would come of it, and writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bakery import CLAIMS, FILES
from shell import run, write


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


WRITTEN = """\
  rye:
    title: Price of rye
    value: 1.10 EUR/kg
    kind: fact
    of: flour-price
    cites:
      - {source: mill, at: page 3, excerpt: rye at 1.10}
"""


@pytest.mark.parametrize(
    ("id", "what"), [("mill", "a source"), ("rye-word", "a term"), ("old", "an older id of `x`")]
)
def test_new__an_id_of_any_record_is_taken(tmp_path: Path, id: str, what: str) -> None:
    write(tmp_path, {
        "claims/a.yaml": "claims: {x: {title: X, value: 3 m, aliases: [old]}}\nterms: {rye-word: {title: R, senses: {a: 1 m, b: 2 m}}}",
        "sources/s.yaml": "sources: {mill: {title: M}}",
    })  # fmt: skip
    done = run(tmp_path, "new", "claim", id)
    assert (done.returncode, f"`{id}` is {what} already" in done.stderr) == (2, True), done.stderr


def test_new__a_question_that_nobody_answers_is_a_line_of_its_own(base: Path) -> None:
    done = run(base, "new", "claim", "--format", "json")
    assert (done.stdout, done.stderr.splitlines()[0].strip()) == ("", "Its id:")
    assert json.loads(done.stderr.partition("\n")[2])["error"]


def test_new__asks_again_until_an_answer_may_stand_and_writes(base: Path) -> None:
    answers = [
        "Rye!",
        "rye",
        "Price of rye",
        "1.10 EUR/kgg",
        "1.10 EUR/kg",
        "",
        "flour-prise",
        "flour-price",
        "mil",
        "mill",
    ]
    done = run(base, "new", "claim", given="\n".join([*answers, "page 3", "rye at 1.10", "", "y", ""]))
    assert done.returncode == 0, done.stderr
    assert "cannot be an id" in done.stderr
    assert "did you mean `mill`?" in done.stderr
    assert "`rye` is in claims/bread.yaml" in done.stdout
    assert "flour-price" in done.stdout
    text = (base / "claims/bread.yaml").read_text()
    assert text == CLAIMS.replace("checks:\n", f"{WRITTEN}checks:\n")
    assert run(base, "show", "rye").returncode == 0


def test_new__with_everything_given_asks_nothing(base: Path) -> None:
    words = ["--title", "Price of rye", "--value", "1.10 EUR/kg", "--kind", "fact", "--of", "flour-price"]
    words += [
        "--source",
        "mill",
        "--at",
        "page 3",
        "--excerpt",
        "rye at 1.10",
        "--file",
        "claims/bread.yaml",
        "--yes",
    ]
    done = run(base, "new", "claim", "rye", *words)
    assert done.returncode == 0, done.stderr
    assert WRITTEN in (base / "claims/bread.yaml").read_text()
    again = run(base, "new", "claim", "rye", *words)
    assert again.returncode == 2
    assert "already" in again.stderr


def test_new__writes_nothing_where_it_is_told_not_to_or_the_base_would_break(base: Path) -> None:
    words = [
        "--title",
        "Rye",
        "--kind",
        "fact",
        "--of",
        "flour-price",
        "--source",
        "mill",
        "--at",
        "p",
        "--excerpt",
        "e",
    ]
    words += ["--file", "claims/bread.yaml"]
    done = run(base, "new", "claim", "rye", "--value", "1 EUR/kg", *words, given="n\n")
    assert done.returncode == 1
    done = run(base, "new", "claim", "rye", "--value", "1 kg", *words, "--yes")
    assert done.returncode == 2, done.stdout
    assert "nothing is written" in done.stderr
    for name in (
        "claims/.git/rye.yaml",
        "claims/.rye.yaml",
        "claims/rye.YAML",
        "claims/../rye.yaml",
        "sources/rye.yaml",
    ):
        done = run(base, "new", "claim", "rye", "--value", "1 EUR/kg", *words[:-1], name, "--yes")
        assert (done.returncode, (base / name).exists()) == (2, False), name
        assert "a file of claims is `claims/NAME.yaml`, in no folder that is passed over" in done.stderr
    assert (base / "claims/bread.yaml").read_text() == CLAIMS
