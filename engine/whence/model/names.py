"""What names stand for in a base, and what is found wrong while it is linked: each mistake once, where it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from whence.files.records import Records
from whence.files.schema import Settings
from whence.files.sections import LINKED, having
from whence.language.problems import Finding, Problem, suggest
from whence.language.units.units import STANDARD, Unit
from whence.language.values import written
from whence.language.values.written import Written
from whence.model import declared


class Names:
    """The names, values and units of a base; `findings` and `absent` grow while it is linked.

    `absent` names each record that will have no node, with the record at fault. `lost` are the units in error: what is
    measured in one has no value either, and that goes without saying.
    """

    def __init__(self, records: Records, settings: Settings) -> None:
        self.records, self.settings = records, settings
        self.findings: list[Finding] = []
        self.absent: dict[str, str] = {}
        self.sections = {name: records.of(name) for name in LINKED}
        self.aliases = {
            alias: id
            for section in having("aliases")
            for id, record in records.of(section).items()
            for alias in record.aliases
        }
        self.units, problems = STANDARD.extend(records.units)
        self.lost = {*records.broken, *(name for name, _ in problems)}
        for name, problem in problems:
            if not self.missing_unit(problem, records.units[name].equals):
                self.report(problem, "units", name)

    def report(self, problem: Problem, section: str, id: str, *path: str | int) -> None:
        """One finding, placed at the stretch of the text that the kernel named."""
        place = self.records.within(section, id, *path, start=problem.start, end=problem.end)
        self.findings.append(Finding(problem.rule, id, problem.message, place, problem.hints))

    def blame(self, problem: Problem, section: str, id: str, *path: str | int) -> None:
        """The same for a mistake that leaves the record absent."""
        self.report(problem, section, id, *path)
        self.absent.setdefault(id, id)

    def missing_unit(self, problem: Problem, text: str) -> str:
        """The unit in error that is all that is wrong with a text, or nothing."""
        word = text[problem.start : problem.end]
        return word if problem.rule in ("unknown-unit", "bad-unit") and word in self.lost else ""

    def refuse(self, problem: Problem, text: str, section: str, id: str, *path: str | int) -> None:
        """A text that cannot be read: blamed here, unless a unit in it is in error and has been blamed there."""
        if unit := self.missing_unit(problem, text):
            self.absent.setdefault(id, unit)
        else:
            self.blame(problem, section, id, *path)

    def miss(
        self, name: str, wanted: Sequence[str], rule: str, what: str, section: str, id: str, *path: str | int
    ) -> None:
        """A name that stands for nothing: blamed here, unless what it names is broken and has been blamed there."""
        if name in self.records.broken or self.resolve(name) in self.records.later:
            self.absent.setdefault(id, name)
        else:
            self.blame(self.unknown(name, wanted, rule, what), section, id, *path)

    def value(self, text: str, section: str, id: str, *path: str | int) -> Written | None:
        """A written value, short or long; one that cannot be read is blamed on the record."""
        data, about = _mapping(text), self.settings.about
        if data:
            found = written.parse_long(data, self.units, about)
        else:
            found = written.parse(text, self.units, about)
        if isinstance(found, Problem):
            self.refuse(found, text, section, id, *path)
            return None
        return found

    def measured(self, text: str, unit: str, id: str, *path: str | int) -> Written | None:
        """A value of a claim that declares a unit, if any; one that cannot be shown in it is blamed on the claim."""
        found = self.value(text, "claims", id, *path)
        wanted = self.units.shown_in(unit) if unit else None
        if found is None or not isinstance(wanted, Unit):
            return found
        if problem := declared.objection(found, wanted, self.units):
            self.blame(problem, "claims", id, *path)
            return None
        return found

    def taken(self, id: str, value: Written, *at: str | int) -> Written | None:
        """What a value, or an older one, is taken as, where that is of the value's own kind."""
        claim = self.records.claims[id]
        text = claim.history[int(at[1])].taken_as if at else claim.taken_as
        used = self.measured(text, claim.unit, id, *at, "taken_as")
        if used and used.unit.dimension != value.unit.dimension:
            message = f"`taken_as` is in {used.unit.dimension.said}, the value in {value.unit.dimension.said}"
            self.blame(Problem("unit-mismatch", message, 0, len(text)), "claims", id, *at, "taken_as")
            return None
        return used

    def unit(self, text: str, section: str, id: str) -> Unit | None:
        """The unit that a record is to be shown in, if it names one."""
        if not text:
            return None
        found = self.units.shown_in(text)
        if isinstance(found, Problem):
            self.refuse(found, text, section, id, "unit")
            return None
        return found

    def resolve(self, name: str) -> str:
        """The id that a name stands for, which may be an alias of it."""
        return self.aliases.get(name, name)

    def unknown(self, name: str, wanted: Sequence[str], rule: str, what: str) -> Problem:
        """What is wrong with a name that stands for nothing wanted, with the nearest that does."""
        every: dict[str, Mapping[str, Any]] = {**self.sections, "sources": self.records.sources}
        for kind, records in every.items():
            if self.resolve(name) in records and kind not in wanted:
                message = f"`{name}` is one of the {kind}; a {what} is wanted here"
                return Problem(rule, message, 0, len(name))
        near = suggest(name, [each for kind in wanted for each in every[kind]])
        hints = tuple(f"did you mean `{each}`?" for each in near)
        return Problem(rule, f"no {what} is called `{name}`", 0, len(name), hints)


def _mapping(text: str) -> dict[str, Any] | None:
    """The long form of a value, which the reader keeps as JSON; None for any other text, however it begins."""
    if not text.startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
