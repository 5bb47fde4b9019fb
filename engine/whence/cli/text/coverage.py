"""How much of a text is cited: what is left line by line, what is wrong with what is set aside, and the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whence.cli.text.style import columns, paint, plural
from whence.language.problems import brief, visible

if TYPE_CHECKING:
    from whence.account.coverage import Coverage
    from whence.judge.texts.citing import Standing

WORDS = {
    "cited": "cited",
    "aside": "set aside",
    "differs": "quoted for another figure",
    "left": "left",
    "none": "no figure",
}


def coverage(answer: Coverage, everything: bool, colour: bool) -> str:
    """The figures that nothing covers, or all that has digits in it; then what to mend, and the counts."""
    shown = [each for each in answer.standings if everything or each.state in ("left", "differs")]
    rows = [
        (f"line {each.figure.line}", brief(each.figure.text, 40), WORDS[each.state], _why(answer, each))
        for each in shown
    ]
    lines = [columns(rows)] if rows else []
    lines += [""] if rows else []
    lines += [paint(each, "yellow", colour) for each in _wrong(answer)]
    return "\n".join([*lines, counted(answer)]) + "\n"


def counted(answer: Coverage) -> str:
    """The counts in a line: `98% of 104 figures are cited or set aside: 99 cited, 3 set aside, 2 left`."""
    parts = [f"{number} {WORDS[state]}" for state, number in answer.counts.items() if number]
    none = sum(1 for each in answer.standings if each.state == "none")
    beside = (
        f"; beside them {none} with digits that are none (names, marks, numbers of lists)" if none else ""
    )
    if not answer.figures:
        return f"No figures{beside}."
    share = int(100 * answer.share)  # never rounded up to a share that is not reached
    return (
        f"{share}% of {plural(len(answer.figures), 'figure')} cited or set aside: {', '.join(parts)}{beside}."
    )


def _why(answer: Coverage, each: Standing) -> str:
    by = [f"{one.id} ({one.part or 'only quotes it'})" for one in each.supports[:3]]
    more = f" and {len(each.supports) - 3} more" if len(each.supports) > 3 else ""
    return visible(answer.reason(each)) if each.aside >= 0 or each.figure.why else ", ".join(by) + more


def _wrong(answer: Coverage) -> Iterator[str]:
    if answer.changed:
        yield "This copy is not the one whose hash was recorded: the lines that claims name may be others."
    for each in answer.unused:
        yield f"set_aside {each.number + 1}, “{brief(each.excerpt)}”, sets nothing aside: {each.why}."
