"""Texts in full: every figure of a text and everything with digits that is none; `¶` ends a line, `md:` and `html:` say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tables import held, number
from whence.judge.texts.citing import lines
from whence.judge.texts.copies import Copy, copy, found
from whence.judge.texts.figures import figures, stretches
from whence.language.problems import Refused
from whence.language.units.units import STANDARD
from whence.language.values.numerals import written_date

HERE = Path(__file__).parent / "tables"


def copy_of(case: str) -> Copy:
    """The copy that a case stands for."""
    hit = re.match("(md|html): ?", case)
    text = case[hit.end() :] if hit else case
    return copy(text.replace("¶", "\n").encode("utf-8"), f"a.{hit[1] if hit else 'txt'}")


def test_texts__every_figure_of_each() -> None:
    def told(case: str) -> Iterator[str]:
        try:
            read = copy_of(case)
        except Refused as refused:
            yield f"refused: {refused.given}"
            return
        if len([*stretches(read.text)]) > 1:
            yield " | ".join(read.text[start:end].strip() for start, end in stretches(read.text))
        for each in figures(read, STANDARD):
            what = f"{each.kind} {' '.join(number(one.value) for one in each.numerals)}".strip() or each.why
            units = " ".join(one.unit.text for one in each.numerals if one.unit)
            days = (
                f" from {written_date(each.days[0])} to before {written_date(each.days[1])}"
                if each.days
                else ""
            )
            twins = f", again in {each.twins}" if each.twins else ""
            yield f"“{each.text}” {each.start}-{each.end} in line {each.line}: {what}{units and f' in {units}'}{days}{twins}"

    held(HERE / "figures.txt", told)


def test_texts__where_words_stand() -> None:
    def told(case: str) -> Iterator[str]:
        words, text = case.split(" | ")
        read = copy_of(text)
        spans = [*found(read, words)]
        yield f"{spans}: {', '.join(read.text[start:end] for start, end in spans)}" if spans else "nowhere"

    held(HERE / "found.txt", told)


def test_texts__which_lines_are_named() -> None:
    held(HERE / "lines.txt", lambda case: [f"{[*lines(case)]}"])
