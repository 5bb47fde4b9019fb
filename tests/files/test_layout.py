"""One layout: the same data and the same comments, whatever the file looked like, and a second time nothing more."""

from __future__ import annotations

import random
import re

import pytest
import yaml as pyyaml

from documents import document
from places import ROOT
from whence.files import layout, yaml
from whence.files.yaml import Composed
from whence.language.problems import Refused

FILES = [
    *(ROOT / "claims").rglob("*.yaml"),
    *(ROOT / "sources").rglob("*.yaml"),
    *(ROOT / "tests/bases").rglob("*.yaml"),
    *(ROOT / "tests/cases").rglob("*.yaml"),
]

BEFORE = """\
# The bakery.

claims:


    flour:
        cites: [mill]     # by word of mouth
        # what a sack costs
        value: "24 EUR/bag"
        title: 'Price of flour'

    bread: {formula: flour / loaves, title: Flour in a loaf,
            inputs: {flour: flour, loaves: 40 loaf/bag}}
    # the oven is another matter
    oven:
        title: Heat of the oven
        note: |
            It smokes.

            Every morning.
        value:   ">= 3 kW"
        accepted:
        - {because: nobody knows,
           rule: uncited}
        # so far
"""
AFTER = """\
# The bakery.

claims:

  flour:
    title: Price of flour
    # what a sack costs
    value: 24 EUR/bag
    cites: [mill]  # by word of mouth

  bread:
    title: Flour in a loaf
    formula: flour / loaves
    inputs: {flour: flour, loaves: 40 loaf/bag}
  # the oven is another matter
  oven:
    title: Heat of the oven
    value: ">= 3 kW"
    note: |
      It smokes.

      Every morning.
    accepted:
      - {rule: uncited, because: nobody knows}
    # so far
"""


def data(text: str) -> object:
    found = yaml.compose(text)
    assert isinstance(found, Composed), found
    return found.data


def hashes(text: str) -> list[str]:
    """The comments as another parser's tokens leave them: what stands between tokens and begins with `#`."""
    found, at = [], 0
    for token in [*pyyaml.scan(text, Loader=pyyaml.SafeLoader)]:
        found += re.findall("#.*", text[at : token.start_mark.index])
        at = max(at, token.end_mark.index)
    return sorted(each.rstrip() for each in [*found, *re.findall("#.*", text[at:])])


def test_formatted__brings_fields_quotes_and_lines_into_one_layout() -> None:
    assert layout.formatted("claims/a.yaml", BEFORE) == AFTER
    assert layout.formatted("claims/a.yaml", AFTER) == AFTER


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_laid_out__keeps_data_and_comments_of_every_base_here(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    try:
        new = layout.laid_out(text)
    except Refused:
        pytest.skip("this file is one that cannot be read")
    assert data(new) == data(text)
    assert hashes(new) == hashes(text)
    assert layout.laid_out(new) == new


@pytest.mark.parametrize("seed", range(20))
def test_laid_out__keeps_data_and_comments_of_files_drawn_by_chance(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(60):
        text = document(generator)
        new = layout.laid_out(text)
        assert data(new) == data(text), text
        assert hashes(new.replace("\r", "")) == hashes(text.replace("\r", "")), (text, new)
        assert layout.laid_out(new) == new, text
        assert ("\r\n" in new) == ("\r\n" in text)
        assert not re.search("(?<!\r)\n", new) or "\r\n" not in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("claims:\n  a:\n    note: |2-\n        in\n       out\n    title: T\n",
         "claims:\n  a:\n    title: T\n    note: |2-\n        in\n       out\n"),
        ("claims:\n  a:\n    note: |+\n      end\n\n    title: T\n",
         "claims:\n  a:\n    title: T\n    note: |+\n      end\n\n"),
        ('claims:\n  a:\n    note: "one\\n\\ntwo"\n', "claims:\n  a:\n    note: |-\n      one\n\n      two\n"),
        ("claims:\n  a:\n    note: one\n      and two\n", "claims:\n  a:\n    note: one and two\n"),
        ("claims:\n  a: {title: 'true', note: null}\n", 'claims:\n  a:\n    title: "true"\n    note:\n'),
        ("claims: {}\n", "claims: {}\n"),
        ("claims:\n  a:\n    note: |\n      no line break", "claims:\n  a:\n    note: |-\n      no line break\n"),
        ("claims:\n  a:\n    note: >2+ # why\n        far\n    title: |1+\n       A",
         "claims:\n  a:\n    title: |2-\n        A\n    note: >2+ # why\n        far\n"),
        ("claims:\n  a:\n    inputs: {x: a, # why\n      y: b}\n",
         "claims:\n  a:\n    inputs: {x: a, # why\n      y: b}\n"),
        ("---\nunits:\n   H: {term: h,   title: 'It''s H'}\n", "units:\n  H: {title: It's H, term: h}\n"),
        ("claims:\n  a:\n    cites:\n    - # the first\n      source: s\n      via: v\n",
         "claims:\n  a:\n    cites:\n      # the first\n      - {source: s, via: v}\n"),
    ],
)  # fmt: skip
def test_laid_out__of_what_is_easily_spoilt(before: str, after: str) -> None:
    assert layout.laid_out(before) == after
    assert data(after) == data(before)
    assert layout.laid_out(after) == after


def test_laid_out__refuses_what_cannot_be_read() -> None:
    with pytest.raises(Refused, match="given twice"):
        layout.laid_out("claims:\n  a: {title: A}\n  a: {title: B}\n")
    with pytest.raises(Refused, match="not closed"):
        layout.laid_out("claims: {a\n")


def test_formatted__a_layout_that_loses_a_comment_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is known that does, and none may do so in silence."""
    monkeypatch.setattr(layout, "laid_out", lambda text: "claims:\n  a: {title: A}\n")
    with pytest.raises(Refused, match=r"claims/a.yaml keeps its layout: a comment in it would be lost"):
        layout.formatted("claims/a.yaml", "claims:\n  a: {title: A} # why\n")


def test_laid_out__puts_every_known_field_in_its_order() -> None:
    from whence.files.sections import KINDS

    for kind in KINDS:
        names = layout.order(kind)
        spelt = {"assertion": "assert", "container_title": "container-title"}
        assert sorted(names) == sorted(spelt.get(name, name) for name in kind.__dataclass_fields__), kind


@pytest.mark.parametrize("name", ["sheet", "fernbrook"])
def test_laid_out__moves_no_number_and_opens_no_finding(name: str) -> None:
    from whence.files.schema import Settings
    from whence.judge.assemble import assemble

    root = ROOT / "tests/bases" / name
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.yaml")}
    before = assemble(texts, Settings(samples=256), today="2026-01-15")
    new = {path: layout.laid_out(text) for path, text in texts.items()}
    assert new != texts
    after = assemble(new, Settings(samples=256), today="2026-01-15")
    assert {id: each.figure for id, each in after.summaries.items()} == {
        id: each.figure for id, each in before.summaries.items()
    }
    assert sorted((each.rule, each.id) for each in after.findings) == sorted(
        (each.rule, each.id) for each in before.findings
    )
