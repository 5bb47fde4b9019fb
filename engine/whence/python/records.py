"""Claims and sources as objects; every number is in the unit that the record is shown in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from whence.language.frozen import dataclass
from whence.language.problems import Refused

if TYPE_CHECKING:
    from whence.evaluate.estimate import Floats
    from whence.judge.edition import Edition
    from whence.language.problems import Finding
    from whence.python.account import Derivation


@dataclass(frozen=True, eq=False)
class Source:
    """A document that claims stand on."""

    edition: Edition
    id: str

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.edition.base.records.sources[self.id].title)

    @property
    def url(self) -> str:
        """Where it is on the web, or nothing."""
        return self.edition.base.records.sources[self.id].URL

    @property
    def issued(self) -> str:
        """When it appeared, as it is written, or nothing."""
        return self.edition.base.records.sources[self.id].issued

    @property
    def status(self) -> str:
        """`current`, `retracted` or `withdrawn`."""
        return self.edition.base.records.sources[self.id].status

    @property
    def cited_by(self) -> tuple[str, ...]:
        """The ids of the records that cite it."""
        from whence.account import selectors

        return tuple(selectors.citing(self.edition, self.id))

    def __repr__(self) -> str:
        return f"<Source {self.id}: {self.title}>"


T = TypeVar("T")


class _Asked(Generic[T]):
    """Something that a claim is asked for by name."""

    def __init__(self, get: Callable[[Claim], T], doc: str) -> None:
        self.get, self.__doc__ = get, doc

    @overload
    def __get__(self, claim: None, owner: type) -> _Asked[T]: ...
    @overload
    def __get__(self, claim: Claim, owner: type) -> T: ...

    def __get__(self, claim: Claim | None, owner: type) -> _Asked[T] | T:
        return self if claim is None else self.get(claim)


@dataclass(frozen=True, eq=False)
class Claim:
    """A claim, quantity, choice or check.

    A number is None where there is none to give: of what is `missing`, of a check, and where readings leave it open
    (`open` then names the choices, and `interval` spans them). A bound has an interval alone, with None for an end that is
    open; `point`, `median`, `mean` and `sd` are None, for no value within is nearer than another.
    The numbers of a date are days as text, `2025-11-30`, but for `sd`, which is in days, and `samples`: seconds since 1970.
    """

    edition: Edition
    id: str

    @property
    def title(self) -> str:
        """What it is called."""
        return self.edition.title(self.id)

    @property
    def kind(self) -> str:
        """`fact`, `estimate`, `forecast`, `assumption`, `convention` or `illustration`; else `quantity`, `choice` or `check`."""
        return str(self._answer["kind"])

    written = _Asked(
        lambda claim: str(getattr(claim._record, "value", "")),
        "The value as it stands in the file; nothing where there is none.",
    )

    @property
    def number(self) -> str:
        """The number with its interval and its unit, as people read it; of a check whether it holds, reading by reading."""
        from whence.account.headlines import headline

        if self.id in self.edition.settled.outcomes:
            told = (
                f"{each.verdict} ({each.words})"
                for each in self.edition.outcomes(self.id)
                if each.reading.possible
            )
            return "; ".join(dict.fromkeys(told))
        return headline(self.edition, self.id)

    @property
    def unit(self) -> str:
        """The unit of every number here; nothing for a pure number and a check."""
        return self.edition.unit(self.id).text if self.id in self.edition.dimensions.units else ""

    point = _Asked(lambda claim: claim._number("point"), "The formula at the central values of its inputs.")
    median = _Asked(lambda claim: claim._number("median"), "The middle of all draws.")
    mean = _Asked(lambda claim: claim._number("mean"), "The mean of the distribution.")
    sd = _Asked(lambda claim: claim._number("sd"), "The standard deviation.")

    @property
    def interval(self) -> tuple[float | str | None, float | str | None]:
        """The ends of the 90 % interval: both the point, where nothing is uncertain."""
        return self._number("low"), self._number("high")

    @property
    def bound(self) -> str:
        """`lower`, `upper`, `range` or `lost` where only a bound is known; else nothing."""
        return str(self._answer.get("bound") or "")

    @property
    def open(self) -> tuple[str, ...]:
        """The ids of the choices that leave it open."""
        return tuple(self._answer.get("open", ()))

    @property
    def samples(self) -> Floats:
        """The draws in the unit, as a numpy array; `Refused` says why there are none.

        They are joint: the n-th of one claim and the n-th of another belong together, so that `a.samples - b.samples`
        is right whatever the two share. (Not so where checks leave only some draws of a reading with a credence.)
        """
        from whence.account import spread

        found = spread.draws(self.edition, self.id)
        if isinstance(found, str):
            raise Refused(found)
        return found

    @property
    def formula(self) -> str:
        """How it follows from its inputs, or of a check what is asserted; nothing for a written value."""
        return str(getattr(self._record, "formula", "") or getattr(self._record, "assertion", ""))

    @property
    def inputs(self) -> Mapping[str, Claim]:
        """What it is computed from, by the names of the formula; of a choice, what each option stands for."""
        node = self.edition.base.nodes.get(self.id)
        named = getattr(node, "inputs", None) or getattr(node, "options", None)
        if named is None:
            named = {each: each for each in self.edition.base.parents.get(self.id, ())}
        return {name: Claim(self.edition, ref) for name, ref in named.items()}

    @property
    def used_by(self) -> tuple[Claim, ...]:
        """What is computed from it."""
        return tuple(Claim(self.edition, each) for each in self.edition.base.children.get(self.id, ()))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that it cites itself, each once."""
        base = self.edition.base
        from whence.judge import evidence

        cites = getattr(self._record, "cites", None) or evidence.citations(base, self.id)
        ids = [base.aliases.get(id, id) for each in cites for id in (each.source, each.via) if id]
        return tuple(Source(self.edition, id) for id in dict.fromkeys(ids) if id in base.records.sources)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up about it."""
        return tuple(each for each in self.edition.findings if each.id == self.id)

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return tuple(getattr(self._record, "tags", ()))

    headline = _Asked(
        lambda claim: bool(getattr(claim._record, "headline", False)),
        "Whether it is one of the numbers that the base is about.",
    )
    note = _Asked(lambda claim: str(getattr(claim._record, "note", "")), "Its note, or nothing.")
    as_of = _Asked(
        lambda claim: str(getattr(claim._record, "as_of", "")),
        "The time that it speaks of, as written, or nothing.",
    )

    def why(self) -> Derivation:
        """Where the number comes from, step by step; printed, it reads as `whence why` does."""
        from whence.python.account import Derivation

        if self.id not in self.edition.summaries and self.id not in self.edition.settled.outcomes:
            raise Refused(f"`{self.id}` has no number to explain: {self.number}")
        return Derivation(self.edition, self.id)

    def as_dict(self) -> Mapping[str, Any]:
        """Everything that `whence show --format json` says of it."""
        return self._answer

    @property
    def _record(self) -> Any:
        section = self.edition.section(self.id)
        return self.edition.base.records.of(section).get(self.id) if section else None

    @property
    def _answer(self) -> dict[str, Any]:
        from whence.account import answers

        return answers.claim(self.edition, self.id)

    def _number(self, name: str) -> float | str | None:
        from whence.account import answers

        summary = self.edition.summaries.get(self.id)
        if summary is None or self.id in self.edition.settled.outcomes:
            return None
        unit = self.edition.unit(self.id)
        found: float | str | None = answers.dated(answers.numbers(summary, unit), unit)[name]
        return found

    def __repr__(self) -> str:
        return f"<{self.id}: {self.number}>"

    def _repr_html_(self) -> str:
        """A card with the chart of the site, for a notebook."""
        from whence.python import cards

        inputs = (
            ", ".join(f"{name} = {each.id}" for name, each in self.inputs.items()) if self.formula else ""
        )
        sources = "; ".join(each.title for each in self.sources)
        rows = [
            f"{self.id}, {self.kind}",
            self.formula or self.written,
            inputs,
            sources and f"source: {sources}",
        ]
        rows += [f"{each.severity}: {each.message}" for each in self.findings if not each.accepted]
        return cards.card(self.title, self.number, rows, cards.drawing(self.edition, self.id))
