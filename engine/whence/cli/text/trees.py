"""A derivation as an indented tree."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from whence.account import links, resting
from whence.account.reasons import Step, stated_upstream
from whence.account.resting import Doubtful
from whence.cli.text.style import citation, paint
from whence.language.problems import few, visible
from whence.language.values.shown import show_share

if TYPE_CHECKING:
    from whence.judge.edition import Edition


MOST_LINKS = 5


def tree(found: Edition, step: Step, colour: bool) -> str:
    """A derivation as an indented tree."""
    lines = list(_tree(found, step, colour, "", ""))
    if doubtful := resting.doubtful(found, step.id):
        lines += ["", "Rests on"]
        lines += [f"  {each.told}{_by(each)}" for each in doubtful]
    shares = found.shares(step.id)
    if shares:
        lines += ["", "Shares of the uncertainty"]
        lines += [f"  {each.share:6.1%}  {each.named()}  ({each.grade})" for each in shares]
        rest = 1 - sum(each.share for each in shares)
        if rest > 0.0005:
            lines.append(f"  {rest:6.1%}  what several of them bring only together, and sampling noise")
    weak = links.links(found, step.id)[:MOST_LINKS]
    if weak:
        lines += [
            "",
            "Weakest links: how wide, times how much it moves the result, times 2 second-hand or 3 uncited",
        ]
        lines += [f"  {each.weakness:6.1%}  {each.id}  ({links.told(each)})" for each in weak]
    lines += _rounding(found, step.id)
    return "\n".join(lines) + "\n"


def _by(each: Doubtful) -> str:
    """Which nodes bring a source in; a claim comes in by itself."""
    return "" if each.id in each.by else f", by way of {few(each.by)}"


def _rounding(found: Edition, id: str) -> list[str]:
    """What the rounding of stated figures comes to along the chain, where it has compounded."""
    chain = stated_upstream(found, id)
    if len(chain) < 2 or all(abs(math.log(ratio)) < math.log(1.05) for _, ratio in chain):
        return []
    return [
        "",
        "Ours over the source's own figures, along the chain",
        *(f"  {ratio:6.3g}  {each}" for each, ratio in chain),
    ]


def _tree(found: Edition, step: Step, colour: bool, lead: str, below: str) -> Iterator[str]:
    name = paint(step.name, "blue", colour) + " = " if step.name else ""
    yield f"{lead}{name}{paint(step.number, 'bold', colour)}  {visible(step.title)}"
    for row in _notes(step, colour):
        yield f"{below}{'│ ' if step.steps else '  '}{row}"
    for n, child in enumerate(step.steps):
        last = n == len(step.steps) - 1
        branch, under = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _tree(found, child, colour, below + branch, below + under)


def _notes(step: Step, colour: bool) -> Iterator[str]:
    span = f"  90 %: {step.interval}" if step.interval else ""
    share = f"  {show_share(step.share)} of the uncertainty" if step.share else ""
    again = "  (unfolded above)" if step.again else ""
    if "#" not in step.id or span or share:
        yield paint(f"{step.id}, {step.what}{span}{share}{again}", "dim", colour)
    if step.arithmetic:
        yield f"= {step.arithmetic}"
        yield f"= {step.figures}"
    if step.written and step.written != step.number:
        yield f"written: {visible(step.written)}"
    if step.agreement:
        style = (
            "green" if step.agreement.fine else "red" if step.agreement.verdict == "mismatch" else "yellow"
        )
        yield paint(f"the source states {visible(step.stated)}: {step.verdict}", style, colour)
    if step.note:
        yield visible(step.note)
    for each in step.doubtful:
        said = f"this is {each.status}" if each.id == step.id else f"rests on {each.told}"
        yield paint(said, "yellow" if each.status in ("disputed", "superseded") else "red", colour)
    if step.cut:
        yield paint(f"goes on further down: whence why {step.id}", "dim", colour)
    for cite in step.cites:
        yield paint(f"source: {citation(cite)}", "dim", colour)
