"""Words that stand where a unit would, and are none that is known."""

from __future__ import annotations

from functools import lru_cache

from whence.judge.rules.wording.limits import behind
from whence.judge.rules.wording.naming import TIMES, named
from whence.judge.rules.wording.numerals import Numeral
from whence.language.patterns import later
from whence.language.units.units import Units

_WORD = later(r"[ -]?(?P<word>[A-Za-zµμΩ°]{1,20})(?![A-Za-z])")
# What follows a number in running text and is no unit.
_PLAIN = """a about above across after again ago all along already also an and annual any are around as at average away back
    be because been before behind being below between both but by can certain could did different do down during each
    early either estimated even every extra few first for free from full further general good great had has have he
    her high his how if important in inch into is it its just large last late later less level levels like little long
    low main major many may mean medium might more most much near nearly net new next no non not now of off old on once
    one only open or other our out over own per plus possible pre public rather real same second several she should
    since small so some still such surface than that the their them then there these they third this those through to
    today together too total toward under until up upon us use used very via was way we well were what when where
    which while who will with within without would yet you respectively respective wide deep tall thick heavy high
    times point points percent figure figures table model models value values sample samples group groups cases
    people men women units unit items things sets systems parts types kinds"""


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(_PLAIN.split())


def unit_like(excerpt: str, each: Numeral, units: Units) -> str:
    """The word right behind a number that stands where its unit would and is not known; else nothing."""
    if each.units or each.percent or each.tells or each.loose or each.prefix != 1.0:
        return ""
    rest = behind(excerpt, each.end)
    hit = _WORD.match(rest)
    if (
        hit is None
        or hit["word"].casefold() in _plain()
        or _known(hit["word"], units)
        or hit["word"].endswith(("ly", "ing", "ed"))
    ):
        return ""
    further = [f" {word}" for word in rest.split()[:4]]
    return "" if any(named(word, units)[0] for word in further) else hit["word"]


def _known(word: str, units: Units) -> bool:
    return any(
        each in units.table or each in TIMES for each in (word, word.removesuffix("s"), word.casefold())
    )
