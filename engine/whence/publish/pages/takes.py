"""What the manual says of rivals: who counts, what each way to take them computes, and when they disagree."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.frozen import dataclass
from whence.publish.pages.parts import Cell, Table

# The claims of the examples; each way to take them is told with what it makes of these.
CLAIMS = """
quantities:
  height: {title: Height of the tower, take: weighted}
claims:
  first: {title: By the first survey, value: 100 ± 1 m, of: height, cites: [survey]}
  again: {title: By the almanac, value: 100 ± 1 m, of: height, cites: [almanac]}
  second: {title: By the second survey, value: 104 ± 2 m, as_of: 2024, of: height, cites: [office]}
  rough: {title: By a traveller, value: 103 m, of: height, cites: [letter]}
  least: {title: From below, value: at least 95 m, of: height, cites: [letter]}
sources:
  survey: {title: The survey}
  almanac: {title: The almanac, relies_on: [survey]}
  office: {title: The office of surveys}
  letter: {title: A letter}
"""


@dataclass(frozen=True)
class Take:
    """A way to take the claims of a quantity: what is written, what it computes, and what the example then gives."""

    written: str
    computes: str
    gives: str


TAKES = (
    Take("second", "one claim by its id, with its own interval", "104 m [100.7 to 107.3 m]"),
    Take(
        "latest",
        "the claim that speaks of the latest time. Written out, it makes the quantity a series: claims of different times "
        "are no rivals. Where no `take` is written the latest is used too, and all are compared whatever their dates",
        "104 m [100.7 to 107.3 m]",
    ),
    Take(
        "weighted",
        "the mean with the least variance of all whose weights are not below zero, its error times the scale factor S",
        "100.8 m [98.2 to 103.4 m]",
    ),
    Take(
        "blue",
        "the same with weights of any sign, for errors in common that are exactly known; the mean may lie outside all claims "
        "(`mean-outside`)",
        "100.8 m [98.2 to 103.4 m]",
    ),
    Take(
        "random-effects",
        "the mean with a scatter between the claims added to every error (DerSimonian and Laird), for claims that do not "
        "estimate quite the same thing",
        "101.6 m [98.4 to 104.9 m]",
    ),
    Take(
        "mixture",
        "each draw from one of the witnesses, all equally often: one of them is right, and nobody knows which",
        "102.3 m [98.9 to 106.1 m]",
    ),
    Take("envelope", "from the lowest end of any to the highest", "102.7 m [98.4 to 107.3 m]"),
)

WHO = """
* **One origin is one witness.** Written values that come from one source, directly or along `relies_on`, are combined first
  (evenly those with the smallest error, since they have their errors in common) and then stand as one. Here `first` and
  `again` are one. That one origin gives different figures is a finding of its own (`origin-differs`).
* **A figure without an error has no weight** in a mean, and takes nobody's error away. It is listed, and judged by the
  tolerance. If no claim has an error, a mean is one of the points, each equally likely.
* **A bound has no weight.** It constrains: what has at most 5 % of its draws on the allowed side contradicts it, and so do two
  bounds that leave nothing. What all bounds leave is shown.
* **Errors in common count.** Claims that rest on one input, or that `move_with` each other, are as correlated as their draws;
  parts of errors that name the same cause are shared. All others are independent. Claims whose difference or ratio is the
  same in every draw are judged by the tolerance, since no error lies between them. A claim that follows from others, as the
  growth of four years from that of its halves, does not count again. What is computed from a mean or an envelope and from what
  its claims rest on has what they share once: of a mean of two weighings less the empty weight in both, that weight falls out.
"""

PARTS = """
`errors` says what an error consists of, each part as one sigma, in a unit of the value's kind or as a share of it (`4%`).
Beside a `±`, a range or a distribution the squares of the parts have to add up to the square of its error (`error-parts`);
they are never added to it. A part with a `common` cause is shared with every claim that names the same, also in what is
computed from them.
"""
PART = """errors: {stat: 3 kg, sys: {size: 4 kg, common: energy-scale}}"""

VERDICTS = """
Claims with errors are judged by chi squared about their mean: *tension* for p below 0.05, or below 0.1 where they are more
than 50 % apart or scatter 1.5 times as far as their errors allow; *conflict* below 0.001. A bare figure is judged by its
ratio to the nearest end of each other claim: within 10 % they agree, within 50 % they are in tension (`tolerance` and
`tension` of the quantity). `~` makes no verdict harsher than the bare figure. Hard ends and bounds that leave nothing in
common are a conflict. Claims that depend on a choice are compared in each of its readings: what is apart in all of them is a
conflict, and a reading in which they agree is named.

S is the scale factor of the Particle Data Group over the claims that are not far less precise than the mean. Where that
leaves fewer than two, or sees no reason to scale though p is below 0.05, it is the Birge ratio of all. It is never below 1.
Claims are weighed on a linear scale, or on that of logarithms where all are positive and their intervals lie even on it.
"""


FORMULAS_SAID = """
With values *xᵢ* and errors *σᵢ* of one sigma, each used witness once; beside each formula, what it is for the two witnesses
of the example, 100 ± 1 m and 104 ± 2 m. Of errors in common, `C` is the covariance: its diagonal has the squares of the errors.
An interval goes 1.645 errors either way.
"""
FORMULAS = """\
weighted
  weights          wᵢ = 1 / σᵢ²                          1 and 0.25
    in common      wᵢ = (C⁻¹ 1)ᵢ, none below 0
  mean             x̄ = Σ wᵢ xᵢ / Σ wᵢ                    100.8 m
  chi squared      Q = Σ wᵢ (xᵢ − x̄)²                    3.2
    in common      Q = (x − x̄)ᵀ C⁻¹ (x − x̄)
  scale factor     S = √(Q / (N − 1)), at least 1        1.79
    over those     σᵢ ≤ 3 √N / √(Σ wᵢ)                   both
  error            σ = S / √(Σ wᵢ)                       1.6 m
blue
  the same with    wᵢ = (C⁻¹ 1)ᵢ, of any sign
random-effects
  scatter          τ² = (Q − (N − 1)) / (Σ wᵢ − Σ wᵢ² / Σ wᵢ), at least 0
                                                         5.5 m²
  weights          wᵢ = 1 / (σᵢ² + τ²)                   0.154 and 0.105
  mean, error      Σ wᵢ xᵢ / Σ wᵢ, 1 / √(Σ wᵢ)           101.6 m, 1.96 m
mixture            each draw from one of N, the chance of each 1 / N
envelope           from the least of the 5 % ends to the greatest of the 95 % ends
"""


def table() -> Table:
    """Every way to take the claims of the example, with what it gives."""
    rows = tuple(
        (Cell(f"take: {each.written}", code=True), Cell(each.computes, ticked=True), Cell(each.gives))
        for each in TAKES
    )
    return Table("What each gives for the example", ("written", "what it computes", "gives"), rows, False)


def parts() -> Iterator[tuple[str, str, str, tuple[Table, ...]]]:
    """The parts of the page: title, Markdown, a block of text as it is, tables."""
    yield "An example", "Four accounts of one height, and a bound.", CLAIMS.strip(), ()
    yield "Ways to take them", "", "", (table(),)
    yield "The formulas", FORMULAS_SAID.strip(), FORMULAS.strip("\n"), ()
    yield "Who counts", WHO.strip(), "", ()
    yield "Parts of an error", PARTS.strip(), PART, ()
    yield "When they disagree", VERDICTS.strip(), "", ()
