"""How the named distributions are written: the names of their numbers, what each must be, and an example of each.

A form is written long, `{triangular: {low: 2, mode: 3, high: 7}, unit: kW}`, or short, `triangular(2, 3, 7) kW`: the
same numbers in the order in which they stand here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from whence.language.frozen import dataclass
from whence.language.problems import Refused
from whence.language.values.separate import MOST_EXPECTED
from whence.language.values.shapes import (
    Beta,
    Binomial,
    Gamma,
    Lognormal,
    Normal,
    Poisson,
    Shape,
    Triangular,
    Uniform,
)

# a number of the value itself in its unit, the width of one, how many there are of a thing, or a pure number
Role = Literal["place", "width", "count", "number"]
Numbers = Mapping[str, float]


class Impossible(Refused):
    """Says of a number, by its name, that it cannot be; whoever knows where that number stands says so there."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name


@dataclass(frozen=True)
class Form:
    """One way to write a distribution: its numbers in order, those that may be left out, and what they make."""

    numbers: Mapping[str, Role]
    made: Callable[[Numbers], Shape]
    example: str
    sentence: str
    optional: tuple[str, ...] = ()


def _needs(holds: bool, name: str, why: str) -> None:
    if not holds:
        raise Impossible(name, why)


def _normal(at: Numbers) -> Shape:
    return Normal(at["mean"], at["sd"])


def _lognormal(at: Numbers) -> Shape:
    _needs(at["mean"] > 0, "mean", "the mean of a lognormal is above 0")
    # the usual moments: variance = (exp(sigma^2) - 1) mean^2
    sigma2 = math.log1p((at["sd"] / at["mean"]) ** 2)
    return Lognormal(math.log(at["mean"]) - sigma2 / 2, math.sqrt(sigma2))


def _uniform(at: Numbers) -> Shape:
    _needs(at["low"] < at["high"], "", "`low` is below `high`")
    return Uniform(at["low"], at["high"])


def _three(at: Numbers) -> tuple[float, float, float]:
    _needs(at["low"] < at["high"], "high", "`low` is below `high`")
    _needs(at["low"] <= at["mode"] <= at["high"], "mode", "`mode` lies between `low` and `high`")
    return at["low"], at["mode"], at["high"]


def _triangular(at: Numbers) -> Shape:
    return Triangular(*_three(at))


def _pert(at: Numbers) -> Shape:
    """A beta distribution whose mean weighs the mode four times (Malcolm and others 1959), or as often as is said."""
    low, mode, high = _three(at)
    weight = at.get("weight", 4.0)
    _needs(weight > 0, "weight", "the weight of the mode is above 0")
    return Beta(
        1 + weight * (mode - low) / (high - low), 1 + weight * (high - mode) / (high - low), low, high
    )


def _beta(at: Numbers) -> Shape:
    for name in ("alpha", "beta"):
        _needs(1e-3 <= at[name] <= 1e9, name, f"`{name}` lies between 0.001 and 1e9")
    return Beta(at["alpha"], at["beta"], *_ends(at))


def _ends(at: Numbers) -> tuple[float, float]:
    low, high = at.get("low", 0.0), at.get("high", 1.0)
    _needs(
        low < high, "high" if "high" in at else "low", "`low` is below `high`; they are 0 and 1 if left out"
    )
    return low, high


def _beta_of_mean(at: Numbers) -> Shape:
    low, high = _ends(at)
    mean, sd = (at["mean"] - low) / (high - low), at["sd"] / (high - low)
    _needs(0 < mean < 1, "mean", "the mean of a beta lies between its ends, 0 and 1 if left out")
    n = mean * (1 - mean) / sd**2 - 1
    _needs(n > 1e-3, "sd", "no beta with this mean is so wide")
    return Beta(mean * n, (1 - mean) * n, low, high)


def _gamma(at: Numbers) -> Shape:
    return _of_order(at["shape"], at["scale"], "shape")


def _gamma_of_mean(at: Numbers) -> Shape:
    _needs(at["mean"] > 0, "mean", "the mean of a gamma is above 0")
    return _of_order((at["mean"] / at["sd"]) ** 2, at["sd"] ** 2 / at["mean"], "sd")


def _of_order(order: float, scale: float, name: str) -> Shape:
    _needs(1e-3 <= order <= 1e12, name, "the shape of a gamma lies between 0.001 and 1e12")
    return Gamma(order, scale)


def _poisson(at: Numbers) -> Shape:
    _needs(at["mean"] > 0, "mean", "what is expected is above 0")
    _needs(at["mean"] <= MOST_EXPECTED, "mean", "so many are as good as normal: write the mean ± its root")
    return Poisson(at["mean"])


def _binomial(at: Numbers) -> Shape:
    trials, chance = at["trials"], at["chance"]
    _needs(trials >= 1 and trials == int(trials), "trials", "`trials` is a whole number above 0")
    _needs(0 < chance <= 1, "chance", "`chance` lies above 0% and is at most 100%")
    _needs(trials <= MOST_EXPECTED, "trials", "so many are as good as normal: write the mean ± the deviation")
    return Binomial(int(trials), chance)


PLACES: Mapping[str, Role] = {"low": "place", "mode": "place", "high": "place"}
SPREAD: Mapping[str, Role] = {"mean": "place", "sd": "width"}

# of each name the ways to write it; the first is also the order of the short form
FORMS: Mapping[str, tuple[Form, ...]] = MappingProxyType({
    "normal": (Form(SPREAD, _normal, "normal(10, 2) kW", "mean and standard deviation"),),
    "lognormal": (
        Form(SPREAD, _lognormal, "lognormal(10, 4) kW", "mean and standard deviation of the value itself"),
    ),
    "uniform": (Form({"low": "place", "high": "place"}, _uniform, "uniform(2, 7) kW", "two hard ends"),),
    "triangular": (Form(PLACES, _triangular, "triangular(2, 3, 7) kW", "least, likeliest and greatest value"),),
    "pert": (
        Form({**PLACES, "weight": "number"}, _pert, "pert(2, 3, 7) kW",
             "the same three, as a smooth hump; a fourth number weighs the likeliest (4 if left out)", ("weight",)),
    ),
    "beta": (
        Form({"alpha": "number", "beta": "number", "low": "place", "high": "place"}, _beta, "beta(8, 2)",
             "the two shapes of a beta on 0 to 1, or on two ends that follow", ("low", "high")),
        Form({**SPREAD, "low": "place", "high": "place"}, _beta_of_mean, "{beta: {mean: 80%, sd: 5%}}",
             "a beta by its mean and standard deviation", ("low", "high")),
    ),
    "gamma": (
        Form({"shape": "number", "scale": "width"}, _gamma, "gamma(2, 3) day", "shape and scale"),
        Form(SPREAD, _gamma_of_mean, "{gamma: {mean: 6, sd: 4}, unit: day}", "a gamma by its mean and deviation"),
    ),
    "poisson": (Form({"mean": "count"}, _poisson, "poisson(3.2) event", "how many are expected"),),
    "binomial": (
        Form({"trials": "count", "chance": "number"}, _binomial, "binomial(20, 30%) patient",
             "how many trials, and the chance of each"),
    ),
})  # fmt: skip
