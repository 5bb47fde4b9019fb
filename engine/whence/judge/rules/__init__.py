"""The rules: what the engine objects to, one file each; a new file here is a new rule.

The docstring of a file is the rule's page, and its first line `code: title`. Where the rule is the judge's own, `SEVERITY`
says how severe it is and `object_to` finds what it objects to; the severities of the codes that lower storeys raise stand
in `language/problems`. A rule that says that nothing does something (cites a source, reads a word in a choice) sets `WHOLE`:
it speaks only where all of the base could be read, since what could not be read may do just that.

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

if TYPE_CHECKING:
    from whence.judge.edition import Edition


@dataclass(frozen=True)
class Rule:
    """A rule of the judge; one that is `whole` speaks only where all of the base could be read."""

    code: str
    object_to: Callable[[Edition], Iterator[Objection]]
    whole: bool


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the judge by its code; imported when a base is judged, not before."""
    return tuple(
        Rule(
            each.__name__.rpartition(".")[2].replace("_", "-"), each.object_to, getattr(each, "WHOLE", False)
        )
        for each in installed.modules(__name__)
        if hasattr(each, "object_to")
    )


def object_to(edition: Edition) -> Iterator[Finding]:
    """Every objection of every rule; a rule that fails is a finding itself, and keeps no other from judging.

    What the system refuses is no failure of a rule: it is raised.
    """
    for rule in rules():
        if rule.whole and edition.unread:
            continue
        try:
            for each in rule.object_to(edition):
                yield finding(rule.code, each)
        except (OSError, MemoryError):
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
