"""How the options of a choice stand, and how much of one sense of a term makes one of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from whence.evaluate.contexts import options
from whence.evaluate.credences import Odds, odds
from whence.judge.edition import Edition

Standing = Literal["ruled out", "not preferred", "preferred", "settled", "possible"]


def of_term(edition: Edition, term: str) -> list[str]:
    """The choices that pick a sense of a term."""
    aliases = edition.base.aliases
    found = edition.base.records.choices.items()
    return [id for id, each in found if each.term and aliases.get(each.term, each.term) == term]


def alive(edition: Edition, id: str) -> list[str]:
    """The options of a choice that the checks leave and no preference sets aside, by name."""
    summary = edition.summaries.get(id)
    readings = summary.readings if summary else ()
    return sorted({each.choose[id] for each in readings if each.active and id in each.choose})


def standing(edition: Edition, id: str, option: str) -> Standing:
    """How an option of a choice stands: by the checks first, then by preference, then by whether others are left."""
    if (id, option) in edition.settled.ruled_out:
        return "ruled out"
    settled, left = id in edition.summaries and not edition.summaries[id].open, alive(edition, id)
    if settled and option not in left:
        return "not preferred"
    if edition.base.records.choices[id].prefer == option:
        return "preferred"
    # options that are weighed by credences are all left, and none is settled on
    return "settled" if settled and len(left) == 1 else "possible"


def ruled_out_by(edition: Edition, id: str) -> list[str]:
    """The checks that rule out options of a choice, by name."""
    ruled = edition.settled.ruled_out
    names = options(edition.base, id) if id in edition.base.nodes else ()
    return sorted({check for each in names for check in ruled.get((id, each), ())})


def each_told(edition: Edition, id: str) -> Iterator[tuple[str, str]]:
    """The options of a choice, each with what rules it out and how probable it is, in a few words."""
    likely = odds(edition.base, edition.settled, id)
    for name in options(edition.base, id):
        because = edition.settled.ruled_out.get((id, name))
        stands = f"ruled out by {', '.join(because)}" if because else "possible"
        yield name, stands + (f"; {told(likely[name])}" if likely else "")


def told(odds: Odds) -> str:
    """How probable an option is, in words: its credence, and where evidence moves that, what it comes to."""
    prior, after = odds.prior, odds.posterior
    if after is None:
        return f"credence {_share(prior)}, which no evidence could weigh: a choice that it meets in a check has no credences"
    return f"credence {_share(prior)}" + (
        f", {_share(after)} after the checks" if abs(after - prior) > 1e-12 else ""
    )


def _share(probability: float) -> str:
    """A probability in per cent, with three digits; never 0 or 100 % but where it is."""
    shown = f"{100 * probability:.3g}"
    if 0 < probability < 1 and shown in ("0", "100"):
        return "over 99.9 %" if shown == "100" else "under 0.1 %"
    return f"{shown} %"


def conversions(edition: Edition, term: str) -> Mapping[str, tuple[float, ...]]:
    """For each sense of a term, how many of every sense make one of it; {} where the senses do not convert."""
    names = list(edition.base.records.terms[term].senses)
    nodes = [f"{term}#{name}" for name in names]
    if any(each not in edition.summaries for each in nodes):
        return {}
    points = [edition.summaries[each].figure.point for each in nodes]
    if any(point <= 0 for point in points) or len({edition.unit(each).dimension for each in nodes}) > 1:
        return {}
    return {name: tuple(one / other for other in points) for name, one in zip(names, points, strict=True)}
