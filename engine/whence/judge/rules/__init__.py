"""The rules: what the engine objects to, one file each; a new file here is a new rule.

The docstring of a file is the rule's page, and its first line `code: title`. Where the rule is the judge's own, `SEVERITY`
says how severe it is and `object_to` finds what it objects to; the severities of the codes that lower storeys raise stand
in `language/problems`. A rule that says that nothing does something (cites a source, reads a word in a choice) sets `WHOLE`:
it speaks only where all of the base could be read, since what could not be read may do just that.

How far it looks stands in `READS`, so that after an edit it judges anew what that touches, and nothing else:

* `cone`: from each record that it goes through at what is upstream of it, at what is computed from it, at the rivals of its
  quantity, at what replaces it, and at sources, terms and units;
* `documents`: at all claims that are read in the same documents besides;
* `choices`: at choices, and what checks leave of them; `sources`: at what is said of sources, and which are cited. No edit
  of a value changes these, where no choice rests on it.

A rule that goes through records for anything but to object to them looks further than its `cone`. One that says nothing
may look anywhere: then every edit has all of the base judged.

Open to other folders: `wording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from whence.judge.objections import Objection
from whence.judge.rules.wording.pages import severities
from whence.language import installed
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model.tables import Beyond

if TYPE_CHECKING:
    from whence.judge.edition import Edition


@dataclass(frozen=True)
class Rule:
    """A rule of the judge; one that is `whole` speaks only where all of the base could be read. `reads` is its `READS`."""

    code: str
    object_to: Callable[[Edition], Iterator[Objection]]
    whole: bool
    reads: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the judge by its code; imported when a base is judged, not before."""
    return tuple(
        Rule(
            each.__name__.rpartition(".")[2].replace("_", "-"),
            each.object_to,
            getattr(each, "WHOLE", False),
            getattr(each, "READS", ""),
        )
        for each in installed.modules(__name__)
        if hasattr(each, "object_to")
    )


def object_to(edition: Edition) -> Iterator[Finding]:
    """Every objection of every rule; a rule that fails is a finding itself, and keeps no other from judging.

    What the system refuses is no failure of a rule: it is raised. So is what a part of a base does not hold.
    """
    for rule in rules():
        yield from _said(rule, edition)


def local(edition: Edition, reads: str) -> Iterator[Finding]:
    """Every objection of the rules that look so far and no further; `Beyond` where one does not say how far it looks."""
    for rule in rules():
        if not rule.reads:
            raise Beyond(rule.code)
        if rule.reads == reads:
            yield from _said(rule, edition)


def _said(rule: Rule, edition: Edition) -> Iterator[Finding]:
    """What one rule objects to; where it fails, that."""
    if rule.whole and edition.unread:
        return
    try:
        for each in rule.object_to(edition):
            yield finding(rule.code, each)
    except (OSError, MemoryError, Beyond):
        raise
    except Exception as error:
        yield finding("rule-failed", _failure(rule.code, error))


def finding(code: str, objection: Objection) -> Finding:
    """What a rule of the judge objects to, as a finding."""
    return Finding(
        code,
        objection.id,
        objection.message,
        objection.place,
        objection.hints,
        objection.data,
        severity=severities()[code],
    )


def _failure(code: str, error: Exception) -> Objection:
    """What is said of a rule that could not finish; `data` holds the way through the engine, without folders."""
    import traceback

    steps = tuple(
        f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    message = f"the rule `{code}` could not finish: {type(error).__name__}: {error} ({steps[-1]})"
    hints = (
        "this is a bug of whence, not of your base: please report it in the issue tracker of whence, with this message",
    )
    return Objection("", message, hints=hints, data={"failed": code, "trace": steps})
