"""Growth in per cent that was not read as growth: refused, since as a plain rate it would be another number."""

from __future__ import annotations

from whence.language.patterns import later
from whence.language.problems import visible
from whence.language.units.dimensions import ONE, TIME
from whence.language.values.anatomy import refuse
from whence.language.values.shapes import Exact, Normal, Split, Uniform
from whence.language.values.value import Written

_FLAT = later(r"\s*(?:%|percent|per\s+cent)\s*(?:/|per\b)\s*(?P<period>.+?)\s*$")
_ERROR_BEHIND = later(
    r"\s*(?P<first>[-+]?[0-9.]+)\s*%\s*(?:/|per\s)\s*(?P<period>[A-Za-z]+)\s*(?:±|\+/-|\+-)\s*(?P<second>[0-9.]+)\s*%\s*$"
)


def growing(found: Written) -> Written:
    """The same value; `Refused` if its unit is a per cent per time, which is growth in all that the grammar reads."""
    flat = _FLAT.match(found.unit.text)
    if flat is None or found.unit.dimension != ONE / TIME:
        return found
    period = flat["period"]
    hints = dict.fromkeys((*_in_per_cent(found, period), *_as_factor(found, period)))
    raise refuse("growth in per cent is not read in this form", 0, len(found.text), *map(visible, hints))


def _in_per_cent(found: Written, period: str) -> tuple[str, ...]:
    """How the same is written in per cent, where that can be."""
    if hit := _ERROR_BEHIND.match(found.text):
        return (f'write "{hit["first"]}% ± {hit["second"]}% per {period}"',)
    size = found.unit.factor
    match found.shape:
        case Normal(mean, sd):
            return (f'write "{mean / size:.6g}% ± {sd / size:.6g}% per {period}"',)
        case Uniform(low, high):
            return (f'write "{low / size:.6g}% .. {high / size:.6g}% per {period}"',)
        case Split(center, minus, plus):
            factors = f"{1 + center / size / 100:.6g} +{plus / size / 100:.6g} -{minus / size / 100:.6g}"
            return (f'write "{factors} x per {period}"',)
        case Exact(point):
            return (f'write "{point / size:.6g}% per {period}"',)
    return ()


def _as_factor(found: Written, period: str) -> tuple[str, ...]:
    """What the factor of its central value is, in the unit that all forms with growth take."""
    percent = found.point / found.unit.factor
    return (f'write the factors instead, as in "{1 + percent / 100:.6g}x per {period}" for {percent:.4g}%',)
