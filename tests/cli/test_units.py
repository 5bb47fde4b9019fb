"""`whence units`: the list, one unit, a base's own, and what is said of a word that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whence.cli.commands import whence
from whence.language.units import glossary

OWN = """
topic: {title: Chips}
units:
  H100e: {title: The compute of one H100}
  pallet: {title: A pallet of bags, equals: 40 item, plural: pallets}
claims:
  a: {title: A, value: 5 pallets, kind: assumption, why: for a test}
"""


def run(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(whence, ["--base", str(folder), "units", *args], obj={})


def test_units__lists_all_with_meaning_definition_and_aliases(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert len(lines) == len(glossary.standard())
    assert any(
        line.split() == ["lb", "mass", "0.45359237", "kg", "also", "lbs,", "pound,", "pounds"]
        for line in lines
    )
    assert any(line.startswith("W ") and "prefixes p n µ m k M G T P" in line for line in lines)


def test_units__a_word_gives_those_that_match(tmp_path: Path) -> None:
    assert run(tmp_path, "pound").output == "lb  mass  0.45359237 kg  also lbs, pound, pounds\n"
    found = json.loads(run(tmp_path, "pound", "--format", "json").output)
    assert found == {
        "units": [
            {"name": "lb", "meaning": "mass", "definition": "0.45359237 kg", "aliases": ["lbs", "pound", "pounds"],
             "prefixes": []}
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("tokn", "no unit is called `tokn`; the nearest is `token`; `whence units` lists them all"),
        ("zzzzzz", "no unit is called `zzzzzz`; `whence units` lists them all"),
        ("ton", '"ton" may be a short, a long or a metric ton; write "t" for 1000 kg'),
    ],
)
def test_units__a_word_that_is_none(tmp_path: Path, word: str, said: str) -> None:
    found = run(tmp_path, word)
    assert found.exit_code == 2
    assert said in found.output


def test_units__in_a_base_its_own_come_first(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.yaml").write_text(OWN, "utf-8")
    first, second, *_ = run(tmp_path).output.splitlines()
    assert first.split() == ["H100e", "The", "compute", "of", "one", "H100"]
    assert second.split() == ["pallet", "A", "pallet", "of", "bags", "40", "item", "also", "pallets"]
    assert run(tmp_path, "pallets").output.startswith("pallet  A pallet of bags  40 item")
