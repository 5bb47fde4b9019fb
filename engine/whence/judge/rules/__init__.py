"""The rules: what the engine objects to, one file each; a new file here is a new rule.

The docstring of a file is the rule's page, and its first line `code: title`. Where the rule is the judge's own, `SEVERITY`
says how severe it is and `object_to` finds what it objects to; the severities of the codes that lower storeys raise stand
in `language/problems`.

Open to other folders: `wording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from whence.judge.objections import Objection
from whence.judge.rules.wording.pages import severities
from whence.language.problems import Finding

if TYPE_CHECKING:
    from whence.judge.edition import Edition

Rule = Callable[["Edition"], Iterator[Objection]]


@cache
def rules() -> dict[str, Rule]:
    """Every rule of the judge by its code; imported when a base is judged, not before."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__) if not each.ispkg)
    return {
        each.__name__.rpartition(".")[2].replace("_", "-"): each.object_to
        for each in modules
        if hasattr(each, "object_to")
    }


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


def object_to(edition: Edition) -> Iterator[Finding]:
    """Every objection of every rule."""
    for code, rule in rules().items():
        for each in rule(edition):
            yield finding(code, each)
