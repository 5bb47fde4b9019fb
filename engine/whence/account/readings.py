"""Which reading of a choice reconciles the most: in which relations each of its options gives what should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.judge.edition import Edition
from whence.judge.states import Answer, State, Subject, answers, states
from whence.language.frozen import dataclass
from whence.language.problems import few

MOST = 4


@dataclass(frozen=True)
class Reconciled:
    """An option of a choice: the relations that may hold with it, and those that do not, whatever else is chosen."""

    option: str
    holds: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def said(self) -> str:
        """How many of them may hold with it, and which do not."""
        count = len(self.holds) + len(self.other)
        without = f", not {few(self.other, MOST)}" if self.other else ""
        return f"{self.option} reconciles {len(self.holds)} of {count}{without}"


def reconciled(edition: Edition, choice: str) -> tuple[Reconciled, ...]:
    """The options of a choice that are left, those first with which the most relations may hold.

    Counted are the relations whose answer depends on the choice; nothing where there are none.
    """
    told = {subject: found for subject, found in _depending(edition).items() if _decides(found, choice)}
    if not told:
        return ()
    names = dict.fromkeys(each.choose[choice] for found in told.values() for each in found)
    rows = [_row(name, choice, told) for name in names]
    return tuple(sorted(rows, key=lambda each: -len(each.holds)))


def _depending(edition: Edition) -> Mapping[Subject, Sequence[Answer]]:
    """Each relation that depends on a reading, with its answers."""
    return {
        subject: answers(edition, subject)
        for subject, state in states(edition).items()
        if state in (State.BY_READING, State.ACCEPTED, State.CONFLICT) and subject.section != "choices"
    }


def _decides(found: Sequence[Answer], choice: str) -> bool:
    """Whether what some answers say depends on a choice: for some options it may hold, and for others not."""
    options: dict[str, bool] = {}
    for each in found:
        if choice in each.choose:
            options[each.choose[choice]] = options.get(each.choose[choice], False) or each.holds
    return len(set(options.values())) > 1


def _row(option: str, choice: str, told: Mapping[Subject, Sequence[Answer]]) -> Reconciled:
    may = {
        subject.id: any(each.holds for each in found if each.choose[choice] == option)
        for subject, found in told.items()
    }
    return Reconciled(
        option, tuple(id for id, on in may.items() if on), tuple(id for id, on in may.items() if not on)
    )
