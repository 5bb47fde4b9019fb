"""A what-if for notebooks: the inputs of a number as sliders, and what it comes to, evaluated by the engine itself.

`Question` knows no notebook: what it offers and what it answers are plain data, which `widget` hands to anywidget.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from whence.language.problems import Refused
from whence.language.values.shown import recipe

if TYPE_CHECKING:
    from whence.judge.edition import Edition
    from whence.python.records import Claim

SCRIPT = Path(__file__).parent / "widget.js"
# So many inputs are offered where none are named: those that move the number most.
MOST, STEPS = 6, 200
# A figure without a range is moved by so much of itself to either side.
AROUND = 0.5


class Base(Protocol):
    """What is asked of a base here."""

    edition: Edition

    def __getitem__(self, id: str) -> Claim: ...

    def __contains__(self, id: object) -> bool: ...

    def whatif(self, settings: Mapping[str, str]) -> Base:
        """The base as it would be."""
        ...


@dataclass
class Question:
    """A number or a check, the inputs that may be set, and what was set last."""

    base: Base
    id: str
    inputs: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.id = self.base[self.id].id
        named = [self.base[each].id for each in self.inputs]
        self.inputs = tuple(named or self._likely())

    def _likely(self) -> list[str]:
        """The inputs that matter most, and every open choice."""
        from whence.account import links
        from whence.model.graph import ancestors

        edition = self.base.edition
        weak = [each.id for each in links.links(edition, self.id)]
        above = ancestors(edition.base, self.id)
        choices = [each for each in edition.base.records.choices if each in above]
        known = [
            each
            for each in (*choices, *weak, *sorted(above))
            if each in self.base and _settable(self.base[each])
        ]
        return [*dict.fromkeys(known)][:MOST]

    def offered(self) -> dict[str, Any]:
        """What the number is called and what can be set: of each input the value as it is, and the ends of its slider."""
        return {
            "id": self.id,
            "title": self.base[self.id].title,
            "inputs": [self._input(each) for each in self.inputs],
        }

    def _input(self, id: str) -> dict[str, Any]:
        claim = self.base[id]
        said = {"id": id, "title": claim.title, "now": claim.number}
        if claim.kind == "choice":
            return {**said, "options": list(claim.inputs)}
        shown = recipe(self.base.edition.unit(id))
        ends = {name: number * shown.scale for name, number in _slider(self.base, claim).items()}
        # A number stands before `EUR`, and not before `1bn EUR`.
        return {**said, "unit": shown.text if ends else claim.unit, **ends}

    def answered(self) -> dict[str, Any]:
        """What it comes to with what was set, what it was, what is said of a stated figure, checks that turn; or why not."""
        was = self.base[self.id]
        try:
            base = self.base.whatif(self.settings) if self.settings else self.base
        except Refused as refused:
            return {"number": "", "was": was.number, "verdict": "", "turned": [], "error": str(refused)}
        now = base[self.id]
        return {
            "number": now.number,
            "was": was.number if self.settings else "",
            "verdict": _verdict(now),
            "turned": [*_turned(self.base, base)] if self.settings else [],
            "error": "",
        }


def _settable(claim: Claim) -> bool:
    """Whether a slider or a list makes sense of it: a written value or a choice."""
    return claim.kind == "choice" or bool(claim.written and claim.point is not None)


def _slider(base: Base, claim: Claim) -> dict[str, float]:
    """The ends of a slider in the unit of a number, and where it stands; nothing for a date, a growth and a bound."""
    style = base.edition.unit(claim.id).style
    numbers = [
        each for each in (claim.interval[0], claim.point, claim.interval[1]) if isinstance(each, float)
    ]
    if style not in ("linear", "money") or claim.bound or len(numbers) < 3:
        return {}
    low, point, high = numbers
    if low == high:
        low, high = sorted((point * (1 - AROUND), point * (1 + AROUND)))
    span = high - low
    if not span or not math.isfinite(span):
        return {}
    return {"low": low, "high": high, "step": span / STEPS, "at": min(max(point, low), high)}


def _verdict(claim: Claim) -> str:
    """What is said of the figure that its source states; nothing where there is none."""
    found = claim.edition.agreements.get(claim.id)
    return f"the stated {claim.edition.base.stated[claim.id].text}: {found.verdict}" if found else ""


def _turned(old: Base, new: Base) -> Iterable[str]:
    """The verdicts that are not what they were: on checks, options, stated figures and rivals."""
    from whence.account import flips

    for each in flips.flips(old.edition, new.edition):
        id, _, option = each.id.partition("=")
        name = f"{old.edition.title(id)}, {option}" if option else old.edition.title(id)
        yield f"{name}: {each.old} → {each.new}"


def widget(base: Base, id: str, inputs: Iterable[str] = ()) -> Any:
    """A widget of anywidget that asks what a number would be; `Refused` where it is not installed."""
    question = Question(base, id, tuple(inputs))
    try:
        anywidget, traitlets = map(importlib.import_module, ("anywidget", "traitlets"))
    except ImportError:
        raise Refused(
            "a what-if in a notebook is shown by anywidget: pip install 'whence[notebook]'"
        ) from None
    return _kind(anywidget, traitlets)(question)


def _kind(anywidget: Any, traitlets: Any) -> Any:
    """The class of the widget, which only exists where anywidget does."""

    def started(self: Any, question: Question) -> None:
        anywidget.AnyWidget.__init__(self, offered=question.offered(), answer=question.answered())
        self.question = question
        self.observe(asked, names=["settings"])

    def asked(change: Any) -> None:
        question = change.owner.question
        question.settings = {str(id): str(text) for id, text in change.new.items() if str(text)}
        change.owner.answer = question.answered()

    synced = {name: traitlets.Dict().tag(sync=True) for name in ("offered", "settings", "answer")}
    return type(
        "WhatIf", (anywidget.AnyWidget,), {"_esm": SCRIPT.read_text("utf-8"), "__init__": started, **synced}
    )
