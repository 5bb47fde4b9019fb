"""Estimates of which all is known but the draws: these are a function of the base, and are drawn when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from whence.evaluate import bounds
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.bounds import Interval
from whence.evaluate.estimate import Estimate, Floats
from whence.evaluate.numbers import numbers
from whence.language.formulas.enclosures import Ends
from whence.language.values import kernels
from whence.language.values.shapes import Exact, Shape
from whence.language.values.value import Written as Value
from whence.model.graph import Base, Leaf

# No draw of so many as there may be lies as far out as this share of probability.
FURTHEST = 1e-9

Draw = Callable[[], Estimate]


class Remembered(Estimate):
    """An estimate without draws of its own; `draw` gives the same one with them, whenever it is asked.

    Where nobody gives them yet, there is no `draw`: see `bound`.
    """

    draw: Draw | None
    shaped: bool

    def __init__(self, known: Mapping[str, Any], draw: Draw | None) -> None:
        self.__dict__.update(known, draw=draw)

    def drawn(self) -> Estimate:
        """The same estimate with its draws."""
        assert self.draw is not None
        return self.draw()

    def look(self, found: Estimate) -> None:
        """Take from the same estimate with its draws, while it is at hand, what may be asked when they are gone."""
        self.__dict__["span"] = found.span

    @property
    def samples(self) -> Floats:
        """The draws."""
        return self.drawn().samples

    @property
    def ends(self) -> Ends | None:
        """The ends of each draw, where there are any."""
        return self.drawn().ends if self.bounded else None

    @property
    def shapes(self) -> Any:
        """The distributions, where they are known by formula."""
        return self.drawn().shapes if self.shaped else None

    @property
    def blends(self) -> Any:
        """How the draws of a combined quantity follow those of its claims."""
        return self.drawn().blends if self.shaped else None

    def bound(self, draw: Draw | None) -> Remembered:
        """The same, drawn by another, or by nobody yet."""
        return type(self)(self.__dict__, draw)


class Written(Remembered):
    """The estimate of a written value, whose distribution and ends are what is written: as arrays when they are asked for."""

    written: Value
    allowed: Interval | None

    @cached_property
    def point(self) -> Floats:
        """The written point."""
        return np.array(self.written.point)

    @cached_property
    def ends(self) -> Ends | None:
        """The ends that a bound leaves."""
        return self.allowed and bounds.of_written(self.allowed, self.written)

    @cached_property
    def shapes(self) -> Any:
        """The distribution, in the one context that there is."""
        found = np.empty((), dtype=object)
        found[()] = self.written.shape
        return found

    @property
    def blends(self) -> Any:
        """Nothing: it is no combined quantity."""
        return None

    def at(self, index: tuple[int, ...]) -> tuple[float, Shape | None]:
        """The written point and the distribution, in the one context that there is."""
        return self.written.point, self.written.shape

    def within(self, low: float, high: float) -> bool:
        """Whether no draw lies outside two ends; it need not be drawn where its distribution reaches far less far than these."""
        shape = self.written.shape
        if "span" not in self.__dict__ and not isinstance(shape, Exact):
            least, most = (float(shape.quantile(kernels.level(each))) for each in (FURTHEST, 1 - FURTHEST))
            if low < least and most < high:
                return True
        return super().within(low, high)


class Told(Remembered):
    """An estimate of which is kept what was said of it, its arrays as lists: they are made when they are asked for."""

    flat: Mapping[str, Any]

    @cached_property
    def point(self) -> Floats:
        """The point in each context."""
        return np.array(self.flat["point"], dtype=float)

    @cached_property
    def lost(self) -> Floats | None:
        """The largest number met on the way to each point, where it is known."""
        return None if self.flat["lost"] is None else np.array(self.flat["lost"], dtype=float)

    @cached_property
    def poles(self) -> NDArray[np.bool_] | None:
        """In which contexts it is divided by what may be zero, where it is in any."""
        return None if self.flat["poles"] is None else np.array(self.flat["poles"], dtype=bool)

    @cached_property
    def held(self) -> tuple[Floats, Floats]:
        """Of what is true or false, how often it surely and how often it possibly is."""
        surely, possibly = (np.array(each, dtype=float) for each in self.flat["held"])
        return surely, possibly


def with_draws(found: Estimate) -> Estimate:
    """The same estimate, with draws of its own."""
    return found.drawn() if isinstance(found, Remembered) else found


def without_draws(found: Estimate, draw: Draw) -> Remembered:
    """The same estimate, with all that is said of it worked out, and its draws given away."""
    known: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("axes", "point", "truth", "lost", "left", "poles", "exact", "bounded", "span")
    }
    known["shaped"] = found.shapes is not None
    if found.truth:
        known["held"] = found.held
    known["told"] = {at: numbers(found, at) for at in np.ndindex(found.point.shape)}
    return Remembered(known, draw)


def written(base: Base, node: Leaf, draw: Draw, before: Remembered | None = None) -> Remembered:
    """The estimate of a written value before it is drawn; what was said of it `before` is said of it still."""
    allowed = bounds.allowed(base, node)
    known = {"axes": (), "truth": False, "lost": None, "left": None, "poles": None, "shaped": True}
    known |= {"exact": isinstance(node.written.shape, Exact), "bounded": allowed is not None}
    known |= {name: before.__dict__[name] for name in ("told", "span") if before and name in before.__dict__}
    return Written({"told": {}, **known, "allowed": allowed, "written": node.written}, draw)
