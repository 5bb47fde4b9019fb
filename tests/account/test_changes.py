"""What is refused as a supposition or an update names ways that are taken where it was refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shell
import whence
from whence.language.problems import Refused

BASE = """
claims:
  load: {title: Load, value: 40 MW, kind: assumption, why: a test}
  growth: {title: Growth, value: 2.5x per year, kind: assumption, why: a test}
  share: {title: Share, value: 30 %, kind: assumption, why: a test}
  start: {title: Start, value: 2026-01-15, kind: assumption, why: a test}
  warm: {title: Warm, value: 20 °C, kind: assumption, why: a test}
  count: {title: Count, value: 7, kind: assumption, why: a test}
  most: {title: Most, value: at most 5 kg, kind: assumption, why: a test}
  fold: {title: Fold, value: 3x, kind: assumption, why: a test}
  cost: {title: Cost, formula: load * price, inputs: {load: load, price: 60 EUR/MW}, unit: EUR}
"""
TEXTS = (
    "x2", "2x", "*2", "2", "10% more", "twice", "double", "half", "+5", "+5 MW", "+2 pp", "2 times", "2-fold", "up 10%", "x",
    "5 more", "2026-02-30", "1-3", "68 F", "+1 °C", "1,5", "1,500", "/2", "minus 5 percent", "x2 MW", "1 MW to", "2026-01..2026-06",
)  # fmt: skip
# A way stands in quotes behind `write`, `or` or `written`.
WAYS = re.compile(r'(?:\bwrite|\bwritten|\bor) "([^"]+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("changes")
    shell.write(root, {"claims/a.yaml": BASE})
    return root


@pytest.mark.parametrize("text", TEXTS)
def test_whatif__every_way_that_a_refusal_names_is_taken(folder: Path, text: str) -> None:
    base = whence.open(folder)
    for claim in base:
        try:
            base.whatif({claim.id: text})
        except Refused as refused:
            for way in WAYS.findall(str(refused)):
                base.whatif({claim.id: way.removeprefix(f"{claim.id}=")})


@pytest.mark.parametrize(
    ("id", "text", "said"),
    [
        ("load", "twice", 'load=twice: "twice": a number is written with digits (write "x2" to change the number that it has)'),
        ("load", "1,5", 'load=1,5: "1,5" is written with commas (write "1.5 MW" if the comma is a decimal point)'),
        ("load", "/2", 'load=/2: a number is expected where "/2" stands (as it is, it is written "40 MW")'),
        ("fold", "twice", 'fold=twice: "twice": a number is written with digits (write "x2" to change the number that it has; or "2x")'),
    ],
)  # fmt: skip
def test_whatif__says_what_to_write_for_this_number(folder: Path, id: str, text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        whence.open(folder).whatif({id: text})
    assert str(refused.value) == said
    told = shell.run(folder, "whatif", f"{id}={text}")
    assert (told.returncode, said in told.stderr) == (2, True)


@pytest.mark.parametrize("text", ["x2", "twice", "1,500", "1-3", "2 times", "half"])
def test_update__every_way_that_a_refusal_names_is_taken(folder: Path, text: str) -> None:
    for id in ("load", "fold", "share"):
        said = shell.run(folder, "update", id, text, "--known", "2026-01-02", "--why", "a test", "--dry-run")
        if said.returncode == 2:
            for way in WAYS.findall(said.stderr):
                then = shell.run(
                    folder, "update", id, way, "--known", "2026-01-02", "--why", "a test", "--dry-run"
                )
                assert then.returncode == 0, (id, text, way, then.stderr)
