"""Estimates of which all is known but the draws: these are a function of the base, and are drawn when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from whence.evaluate import bounds
from whence.evaluate.estimate import Estimate, Floats
from whence.evaluate.numbers import numbers
from whence.language.formulas.enclosures import Ends
from whence.language.values.shapes import Exact
from whence.model.graph import Base, Leaf

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
    """The estimate of a written value, whose distribution and ends are what is written."""

    @property
    def ends(self) -> Ends | None:
        """The ends that a bound leaves."""
        found: Ends | None = self.__dict__["limits"]
        return found

    @property
    def shapes(self) -> Any:
        """The distribution, in the one context that there is."""
        return self.__dict__["written"]

    @property
    def blends(self) -> Any:
        """Nothing: it is no combined quantity."""
        return None


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
    shapes, limits = np.empty((), dtype=object), bounds.of_leaf(base, node)
    shapes[()] = node.written.shape
    known = {"axes": (), "point": np.array(node.written.point), "truth": False, "lost": None, "left": None}
    known |= {
        "poles": None,
        "exact": isinstance(node.written.shape, Exact),
        "bounded": limits is not None,
        "shaped": True,
    }
    known |= {name: before.__dict__[name] for name in ("told", "span") if before and name in before.__dict__}
    return Written({"told": {}, **known, "limits": limits, "written": shapes}, draw)
