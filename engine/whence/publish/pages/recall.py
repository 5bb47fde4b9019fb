"""How well slips are found: what was planted in known bases, kind by kind, and what of it was told."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.frozen import dataclass
from whence.publish.pages.parts import Cell, Part, Table, plural


@dataclass(frozen=True)
class Recall:
    """A kind of slip: how many were planted, against how many of them something in the base speaks, and which were missed.

    A slip that was missed is named by its base and record.
    """

    kind: str
    what: str
    planted: int
    tellable: int
    missed: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        """How many were told, in the right place by a rule for them, with nothing else that does not follow."""
        return self.tellable - len(self.missed)


# As the tests measure it: the long form compares all of it, the short form a part.
MEASURED: tuple[Recall, ...] = (
    Recall("dated-after-its-source", "A fact speaks of a time after its source had appeared", 10, 10),
    Recall(
        "dated-in-the-future", "A fact speaks of a time, or is known since one, that has not come", 10, 10
    ),
    Recall(
        "date-against-its-excerpt",
        "A date is not the one that its excerpt names",
        10,
        8,
        ("ours:market-fight-window",),
    ),
    Recall("off-by-one-year", "A year is one too early or too late", 10, 6),
    Recall("source-misdated", "A source is dated years before it appeared", 10, 5),
    Recall(
        "stale-value-put-back",
        "An older value stands as the present one, and the newer in its history",
        10,
        10,
    ),
    Recall("past-its-review", "A figure was to be looked at again, and the day is over", 10, 10),
    Recall(
        "citation-of-another-claim",
        "The excerpt is that of another claim from the same source",
        10,
        7,
        ("northfield:load",),
    ),
    Recall("quotation-altered", "A word of an excerpt is not the one in the copy of its source", 10, 10),
    Recall("wrong-scope", "A claim says that it covers something else than it does", 10, 8),
    Recall("swapped-rivals", "Two claims of one quantity have each other's figure", 10, 9),
    Recall(
        "error-too-small", "An error loses a digit, and the claim is surer than its rivals let it be", 8, 7
    ),
    Recall("same-fact-twice", "One fact is entered under a second id", 10, 10),
    Recall("taken-back", "A figure is taken back or disputed, and others still rest on it", 10, 10),
    Recall("circular-sources", "Two sources rely on each other", 10, 10),
    Recall("transposed-digits", "Two digits stand the wrong way round", 10, 9),
    Recall("dropped-digit", "A digit is lost", 10, 8),
    Recall("wrong-digit", "One digit is another", 10, 6),
    Recall(
        "same-digits-another-power",
        "The digits are right and the power of ten is not: 2e25 for 2e22, 16 for 1600",
        10,
        7,
    ),
    Recall(
        "updated-without-its-citation",
        "A figure is updated, and its excerpt stays that of the older one",
        10,
        8,
    ),
    Recall("magnitude", "Thousand, million, billion and trillion are taken for each other", 10, 9),
    Recall(
        "unit-of-another-scale",
        "The unit is of the right kind and of the wrong size: MW for GW, months for years",
        10,
        8,
    ),
    Recall("sign", "A minus sign stands where none should", 10, 8),
    Recall(
        "per-month-for-per-year",
        "A rate is per another time than its source has it",
        10,
        8,
        ("ours:sa-gpus-per-year",),
    ),
    Recall("currency", "Euros for dollars", 10, 10),
    Recall("bit-for-byte", "Bits for bytes, or bytes for bits", 10, 10),
    Recall("per-cent", "A per cent sign is lost or doubled: 0.6 % or 60 for 60 %", 10, 9),
    Recall(
        "growth-as-per-cent", "A factor of growth is written as per cent, or per cent as a factor", 10, 10
    ),
    Recall(
        "pound-for-kilogram",
        "A figure is taken over with the unit of the other system: kilograms for pounds, kilometres for miles",
        10,
        10,
    ),
    Recall("second-end", "The second end of a range is wrong", 10, 7),
    Recall("ends-swapped", "The ends of a range stand the wrong way round", 10, 10),
    Recall(
        "one-end-only",
        "A range loses one of its ends",
        10,
        8,
        ("ours:bloomberg-direct-reading", "ours:frontier-total-params-rumour"),
    ),
    Recall("bound-direction", "A bound points the other way: at least for at most", 10, 6),
    Recall("bound-lost", "A bound is taken for the figure", 10, 5),
    Recall("operator", "A formula has another operator: minus for plus, times for over", 10, 10),
    Recall("inverted-ratio", "A ratio is taken the other way round", 10, 8),
    Recall("wrong-input", "A formula takes a neighbour of its input, of the same unit", 10, 7),
    Recall("counted-twice", "A sum has one of its parts twice", 10, 10),
    Recall("copied-value", "What a formula gives is typed in over it", 10, 10),
    Recall("sense-fixed", "A word of several senses is read in one of them without saying so", 6, 5),
    Recall(
        "shares-of-a-whole",
        "The shares of one whole do not come to 100 per cent, and no check was written",
        10,
        9,
    ),
    Recall("total-of-its-parts", "A total is not the sum of its parts, and no formula was written", 10, 8),
)
# Edits that change nothing that is said, and how many of them brought a finding.
HARMLESS, ALARMS = 300, 0

HOW = """
Slips are planted one at a time, by a program that knows the files of a base and nothing of the rules: in the base on AI
compute that comes with the engine, and in five of other fields. A slip is **found** where a rule for its kind objects that
did not before, at its record or at what is computed from it, and where nothing else is said that does not follow from it.

It **can be told** where something in the base speaks against it: an excerpt that has the figure as it was, a figure
that a source states, a rival claim, a check, a date, a total. A figure that nothing else in a base speaks of can be
wrong without anybody noticing: cite it with the words of its source, or write down how it hangs together with others.
"""


def parts() -> Iterator[Part]:
    """What is said of it on its page of the manual: how it is measured, the table, and what is missed."""
    yield Part("How it is measured", "m-measured", HOW.strip())
    yield Part("Slips", "m-slips", _summary(), tables=(_table(),))
    if missed := [
        f"* {each.what}: {', '.join(f'`{name}`' for name in each.missed)}" for each in MEASURED if each.missed
    ]:
        yield Part("What is missed", "m-missed", "\n".join(missed))


def total() -> Recall:
    """All kinds together."""
    missed = tuple(name for each in MEASURED for name in each.missed)
    planted, tellable = sum(each.planted for each in MEASURED), sum(each.tellable for each in MEASURED)
    return Recall("all", "All kinds", planted, tellable, missed)


def _summary() -> str:
    every = total()
    alarms = "none" if not ALARMS else str(ALARMS)
    return (
        f"Of {plural(every.planted, 'slip')} of {len(MEASURED)} kinds {every.tellable} can be told, and {every.found} of these "
        f"are found: {every.found / max(1, every.tellable):.1%}. Of {HARMLESS} edits that change nothing that is said (another "
        f"order, other spellings, notes, renamed records, claims about something else) {alarms} brought a finding."
    )


def _table() -> Table:
    rows = tuple(
        (
            Cell(each.what),
            *(Cell(str(n), number=True) for n in (each.planted, each.tellable, each.found)),
        )
        for each in (*MEASURED, total())
    )
    return Table("Slips, planted and found", ("slip", "planted", "can be told", "found"), rows, False)


def lines() -> list[str]:
    """The table for a terminal."""
    width = max((len(each.kind) for each in MEASURED), default=0)
    return [
        f"{each.kind:<{width}} {each.planted:4} planted {each.tellable:4} can be told {each.found:4} found"
        for each in (*MEASURED, total())
    ]
