"""The edition: a base at one moment, evaluated, with everything that is objected to in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property

from whence.evaluate import bounds, voids
from whence.evaluate.asked import Asked
from whence.evaluate.conditioned import Remaining, remaining
from whence.evaluate.contexts import FAILS, HOLDS, Settled, options, verdict
from whence.evaluate.estimate import Figure, digits
from whence.evaluate.evaluator import Values
from whence.evaluate.rivals import Comparison
from whence.evaluate.summaries import Reading, Summary
from whence.files.sections import SEARCHED
from whence.judge import evidence
from whence.judge.compared import Agreement
from whence.judge.evidence import Share
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.language.units.units import Unit
from whence.language.values.shown import show_share
from whence.language.values.written import OneOf, Written, show, show_interval
from whence.model import origins
from whence.model.dimensions import Dimensions
from whence.model.graph import Base, Leaf, owner
from whence.model.reads import memory, remembered

CENT = 0.01 + 1e-12
MOST_PLACES = 6
FEW = 4  # separate values that are all told
GUARD = 2  # digits more, where everything is exact by agreement

SIGNS = {"lower": ("≥ ", "> "), "upper": ("≤ ", "< ")}
LOST = "not bounded: its inputs leave both ends open"


@dataclass(frozen=True)
class Standing:
    """A check in one context: the shares of draws in which it surely and in which it possibly is true.

    `bounded` says that it rests on a bound, so that it speaks of every value that is allowed, and `nothing` names the
    quantity whose bounds allow none, if there is one.
    """

    reading: Reading
    share: float
    may: float
    bounded: bool
    nothing: str = ""

    @property
    def verdict(self) -> str:
        """Whether it `holds`, is `open` or `doubtful`, or `fails`, by the shares of draws in which it is and may be true."""
        return verdict(self.share, self.may)

    @property
    def words(self) -> str:
        """How often it is true, in a few words."""
        if not self.bounded:
            return f"true in {_share(self.share)} of draws"
        if self.nothing:
            whatever = {0.0: "false for any value at all: ", 1.0: "true for any value at all: "}
            always = whatever.get(self.share, "") if self.share == self.may else ""
            return f"{always}the bounds of {self.nothing} leave nothing"
        if self.share == self.may:
            every = {0.0: "false for every value", 1.0: "true for every value"}.get(self.share)
            return (
                f"{every} that the bounds allow" if every else f"surely true in {_share(self.share)} of draws"
            )
        if (self.share, self.may) == (0.0, 1.0):
            return "true for some of the values that the bounds allow"
        return f"surely true in {_share(self.share)} of draws, possibly in {_share(self.may)}"


def _share(share: float) -> str:
    """A share of draws in per cent, to as many places as tell it from one at which a verdict turns."""
    places = 0
    while places < MOST_PLACES and _turns(round(share, places + 2)) != _turns(share):
        places += 1
    return show_share(share, places)


def _turns(share: float) -> tuple[bool, bool]:
    """Which of the shares at which a verdict turns are reached."""
    return share >= HOLDS, share <= FAILS


def unjudged() -> tuple[Finding, ...]:
    """What is objected to in an edition that nobody has judged."""
    return ()


@dataclass(frozen=True, eq=False)
class Edition:
    """A base, evaluated: what the rules judge and the pages show.

    All of it is worked out when it is asked for: numbers with what is upstream of them, and the findings, which ask for
    everything, by `judged`. `today` (a date, or nothing) is what staleness is judged by; there is no clock in here. While
    the rules look at it, an edition has no findings yet.
    """

    base: Base
    dimensions: Dimensions
    values: Values
    settled: Settled
    summaries: Mapping[str, Summary]
    agreements: Mapping[str, Agreement]
    comparisons: Mapping[str, Comparison]
    today: str = ""
    snapshots: Mapping[str, str] | None = None
    judged: Callable[[], tuple[Finding, ...]] = unjudged

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that is objected to."""
        return self.judged()

    def unit(self, id: str) -> Unit:
        """The unit that a node's numbers are shown in."""
        return self.dimensions.units[id]

    def digits(self, id: str, figure: Figure) -> int:
        """How many significant digits a node's numbers are worth: see `estimate.digits`."""
        return digits(figure, self.step(id))

    def step(self, id: str) -> float:
        """One unit in the last place that a node without uncertainty is worth showing: as written, or as its inputs.

        A result has as many digits as the longest of its inputs. Conventions (the speed of light, pi) lend theirs only
        where there is nothing else, and then two more, as they are exact; money computed from cents is shown to the
        cent. The end of a bound that draws tell apart has as many as their width is worth. In base units; 0 where nothing
        is known.
        """
        found: float = self._step(id)
        return found

    @memory
    def _step(self) -> Callable[[str], float]:
        @remembered(None)
        def step(id: str) -> float:
            node = self.base.nodes.get(id)
            return node.written.step if isinstance(node, Leaf) else precision(self, id)

        return step

    def drawn_apart(self, id: str) -> float:
        """How far apart draws put the known ends of a bound, which are then those that 95 % of draws keep to; else 0."""
        ends, summary = self.values.of[id].ends if id in self.summaries else None, self.summaries.get(id)
        return bounds.spread(ends, summary.bound) if ends and summary else 0.0

    def number(self, id: str, figure: Figure, least: int = 0) -> str:
        """A node's point as text, in its unit, with the digits that it is worth and no fewer than asked for."""
        node = self.base.nodes.get(id)
        if isinstance(node, Leaf) and (found := alternatives(node.written, self.unit(id))):
            return found
        return show(figure.point, self.unit(id), max(least, self.digits(id, figure)))

    def told(self, id: str, of: Summary | Reading, least: int = 0) -> str:
        """A node's number, whole or in one context, as it may be said: its point, the ends of a set, or that it has none."""
        if at := self.contradicted(id, of):
            return no_value(at, id)
        return told(of, self.unit(id), self.number(id, of.figure, least))

    def remaining(self, id: str, reading: Reading) -> Remaining | None:
        """The draws of a node and of what it rests on that evidence leaves in a reading; None where it takes none away."""
        if reading.left is None or reading.enclosure:
            return None
        return remaining(self.base, self.settled, id, self.values.of, reading.choose)

    def contradicted(self, id: str, of: Summary | Reading) -> str:
        """The quantity, itself or upstream of a node, of which all claims are bounds that leave nothing; "" for none.

        Of a whole number, the one in the first context that counts, where there is one in all of them.
        """
        if of.bound != "lost":
            return ""
        readings = [each for each in of.readings if each.active] if isinstance(of, Summary) else [of]
        found = [voids.contradicted(self.base, self.values.of, id, each.choose) for each in readings]
        return found[0] if found and all(found) else ""

    def interval(self, id: str, figure: Figure, least: int = 0) -> str:
        """The 90 % interval of a node as text; nothing for a bare point."""
        if figure.low == figure.high or math.isnan(figure.point):
            return ""
        return show_interval(figure.low, figure.high, self.unit(id), max(least, self.digits(id, figure)))

    def title(self, id: str) -> str:
        """What a node is called: its record's title; for a literal, the name it has as an input."""
        name, _, part = id.partition("#")
        for section in SEARCHED:
            record = self.base.records.of(section.name).get(name)
            if record is not None:
                return f"{record.title}: {part}" if part else str(record.title)
        return id

    def section(self, id: str) -> str:
        """The section of the files that a record is written in, or nothing."""
        records = self.base.records
        return next((each.name for each in SEARCHED if owner(id) in records.of(each.name)), "")

    def shares(self, id: str) -> tuple[Share, ...]:
        """The shares of uncertainty of a node: see `evidence.shares`. Worked out once."""
        found: tuple[Share, ...] = self._share(id)
        return found

    @memory
    def _share(self) -> Callable[[str], tuple[Share, ...]]:
        def shares(id: str) -> tuple[Share, ...]:
            summary = self.summaries.get(id)
            if summary and self.contradicted(id, summary):
                return ()
            return evidence.shares(self.base, self.values, self.settled, id)

        return remembered(None)(shares)

    def outcomes(self, id: str) -> tuple[Standing, ...]:
        """How a check stands in each of its contexts."""
        outcome = self.settled.outcomes[id]
        found = []
        for reading in self.summaries[id].readings:
            index = tuple(options(self.base, axis).index(reading.choose[axis]) for axis in outcome.axes)
            bounded = self.values.of[id].bounded
            at = voids.contradicted(self.base, self.values.of, id, reading.choose) if bounded else ""
            found.append(Standing(reading, *outcome.shares(index), bounded, at))
        return tuple(found)

    def live(self, id: str) -> tuple[Standing, ...]:
        """How a check stands in each of the contexts that count."""
        return tuple(each for each in self.outcomes(id) if each.reading.active)

    def verdict(self, id: str) -> str:
        """A check's verdict over the contexts that count: the one they share, or that it depends on the reading."""
        verdicts = {each.verdict for each in self.live(id)}
        return verdicts.pop() if len(verdicts) == 1 else "depends on the reading"

    def supports(self, id: str) -> tuple[frozenset[str], ...]:
        """Of each citation that supports a claim, the sources that it names: who said it, and where it was read."""
        cites = [each for each in evidence.citations(self.base, id) if each.stance == "supports"]
        aliases = self.base.aliases
        return tuple(frozenset(aliases.get(name, name) for name in (each.source, each.via)) for each in cites)

    @cached_property
    def axes(self) -> Mapping[str, tuple[str, ...]]:
        """For each number the choices that it hangs on; another value of something upstream leaves them as they are."""
        of = self.values.of
        return Asked(lambda: of, lambda id: of[id].axes if id in of else None)

    @cached_property
    def supported(self) -> Mapping[str, tuple[str, ...]]:
        """For each source the claims that it is cited for."""
        found: dict[str, list[str]] = {}
        for id in self.base.records.claims:
            for name in frozenset[str]().union(*self.supports(id)):
                found.setdefault(name, []).append(id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def unread(self) -> bool:
        """Whether something in the base could not be read or linked, so that nobody knows what it would have said."""
        found = (*self.base.records.findings, *self.base.findings)
        return any(each.severity == "error" for each in found)

    @cached_property
    def wrong(self) -> frozenset[str]:
        """The records that are wrong in themselves, as the storeys below the judge have found."""
        below = (self.base.records, self.base, self.dimensions, self.values)
        return frozenset(
            found.id for each in below for found in each.findings if found.severity == "error" and found.id
        )

    @cached_property
    def unjudged(self) -> bool:
        """Whether an error keeps a check from being judged, which might leave one option of an open choice."""
        checks = self.base.records.checks
        return bool(self.base.records.broken) or any(self.cause(id) in self.wrong for id in checks)

    def cause(self, id: str) -> str:
        """Why a record has no estimate: the id of the record at fault, or nothing if it has one."""
        for absent in (self.base.absent, self.dimensions.absent, self.values.absent):
            if id in absent:
                return absent[id]
        return ""


def precision(edition: Edition, id: str) -> float:
    """The step of a computed node, from the leaves it rests on; see `Edition.step`."""
    if (width := edition.drawn_apart(id)) > 0:
        return float(10.0 ** (math.floor(math.log10(width)) - 1))
    base = edition.base
    above = (base.nodes[each] for each in origins.leaves(base, id) if each != id)
    leaves = [node for node in above if isinstance(node, Leaf)]
    leaves = [each for each in leaves if each.written.step > 0 and each.written.point]
    measured = [each for each in leaves if not agreed(edition, each.id)]
    guard = 0 if measured else GUARD
    measured = measured or leaves
    if not measured or id not in edition.summaries:
        return 0.0
    size = abs(edition.summaries[id].figure.point)
    if not size or not math.isfinite(size):
        return 0.0
    most = max(math.log10(abs(each.written.point) / each.written.step) for each in measured)
    step = 10.0 ** (math.floor(math.log10(size)) - math.floor(most + 1e-9) - guard)
    if edition.unit(id).style == "money" and any(in_cents(each.written) for each in leaves):
        step = min(step, edition.unit(id).to_base(CENT))
    return step


def agreed(edition: Edition, id: str) -> bool:
    """Whether a leaf is what it is by agreement: a convention."""
    claim = edition.base.records.claims.get(id)
    return claim is not None and claim.kind == "convention"


def no_value(at: str, id: str = "") -> str:
    """What is said instead of the number of a node, where the bounds of a quantity, itself or upstream of it, leave nothing."""
    return f"no value: {'its bounds' if at == id else f'the bounds of {at}'} leave nothing"


def told(of: Summary | Reading, unit: Unit, number: str) -> str:
    """A number as it may be said: `number` itself with the sign of its bound, both ends of a set or a span, or neither."""
    if of.bound == "lost":
        return LOST
    if math.isnan(of.figure.point):
        span = show_interval(of.figure.low, of.figure.high, unit)
        return f"{span} (bounds)" if of.bound else span
    if of.enclosure and from_zero(of) and unit.is_pure and not any(of.strict):
        return f"{show_interval(*of.enclosure, unit)} (bounds)"
    return sign(of.bound, of.strict) + number


def from_zero(of: Summary | Reading) -> bool:
    """Whether zero is the other end of a set of which one end is shown: of a count or a price that goes without saying."""
    return of.bound in SIGNS and of.enclosure is not None and 0.0 in of.enclosure


def alternatives(value: Written, unit: Unit) -> str:
    """The numbers of a value that is one of a few, as text; nothing of any other."""
    if not isinstance(value.shape, OneOf) or len(value.shape.values) > FEW:
        return ""
    return " or ".join(show(each, unit) for each in value.shape.values)


def sign(bound: str, strict: tuple[bool, bool]) -> str:
    """The sign before the known end of a set of values, by whether that end itself is left out; nothing of other numbers."""
    return SIGNS[bound][strict[bound == "upper"]] if bound in SIGNS else ""


def in_cents(value: Written) -> bool:
    """Whether a value is money, or money per something, written to the cent."""
    return value.unit.style == "money" and 0 < float(value.unit.from_base(value.step)) <= CENT
