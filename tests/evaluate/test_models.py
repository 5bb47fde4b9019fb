"""Twelve models in the manner of the usual Monte Carlo tools, against a million draws of numpy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import scipy.stats

from small import edition
from whence.account import answers
from whence.files.schema import Settings

DRAWS = 1_000_000
Z = float(scipy.stats.norm.ppf(0.95))
Draws = np.ndarray
Draw = np.random.Generator


def log(draw: Draw, low: float, high: float) -> Draws:
    """Lognormal, by its 5 % and 95 % quantiles."""
    mu, sigma = math.log(low * high) / 2, math.log(high / low) / (2 * Z)
    return np.exp(mu + sigma * draw.standard_normal(DRAWS))


def norm(draw: Draw, mean: float, sd: float) -> Draws:
    return mean + sd * draw.standard_normal(DRAWS)


def unif(draw: Draw, low: float, high: float) -> Draws:
    return draw.uniform(low, high, DRAWS)


def product(draw: Draw) -> Draws:
    return log(draw, 2, 5) * log(draw, 10, 100) * unif(draw, 0.2, 0.4)


def ratio(draw: Draw) -> Draws:
    return norm(draw, 100, 10) / log(draw, 2, 8)


def difference(draw: Draw) -> Draws:
    return norm(draw, 30, 4) - unif(draw, 10, 25)


def present_value(draw: Draw) -> Draws:
    rate = unif(draw, 0.03, 0.08)
    return sum(norm_cash / (1 + rate) ** year for year, norm_cash in ((1, 100.0), (2, 200.0), (3, 300.0)))


def piano_tuners(draw: Draw) -> Draws:
    people, share, tunings, each = (
        log(draw, 2.5e6, 3e6),
        log(draw, 0.005, 0.05),
        log(draw, 0.5, 2),
        log(draw, 500, 1500),
    )
    return people * share * tunings / each


def reliability(draw: Draw) -> Draws:
    return 1 - (1 - unif(draw, 0.8, 0.95)) * (1 - unif(draw, 0.7, 0.9))


def volume(draw: Draw) -> Draws:
    radius = norm(draw, 3, 0.1)
    return math.pi * radius**2 * norm(draw, 10, 0.2)


def square_root(draw: Draw) -> Draws:
    return np.sqrt(log(draw, 1, 50) + log(draw, 1, 5))


def largest(draw: Draw) -> Draws:
    return np.maximum(norm(draw, 10, 3), np.maximum(log(draw, 5, 20), unif(draw, 4, 14)))


def conditional(draw: Draw) -> Draws:
    demand = log(draw, 50, 150)
    return np.where(demand > 100, 100 + (demand - 100) * 0.5, demand) * norm(draw, 3, 0.3)


def shared(draw: Draw) -> Draws:
    price = log(draw, 10, 30)
    return price * 100 - price * norm(draw, 60, 5)


def logarithm(draw: Draw) -> Draws:
    return np.log10(log(draw, 1e24, 1e27)) - np.log2(unif(draw, 4, 64))


MODELS: dict[str, tuple[Callable[[Draw], Draws], str, str]] = {
    "a product of three": (product, "a * b * c", "{a: 2 to 5, b: 10 to 100, c: 0.2 .. 0.4}"),
    "a ratio": (ratio, "a / b", "{a: 100 ± 10, b: 2 to 8}"),
    "a difference that may be negative": (difference, "a - b", "{a: 30 ± 4, b: 10 .. 25}"),
    "a present value": (present_value, "100 / (1 + r) + 200 / (1 + r)^2 + 300 / (1 + r)^3", "{r: 3% .. 8%}"),
    "piano tuners": (
        piano_tuners,
        "people * share * tunings / each",
        "{people: 2.5M to 3M, share: 0.5% to 5%, tunings: 0.5 to 2, each: 500 to 1500}",
    ),
    "two parts side by side": (reliability, "1 - (1 - a) * (1 - b)", "{a: 0.8 .. 0.95, b: 0.7 .. 0.9}"),
    "a volume": (volume, "pi * r^2 * h", "{pi: 3.14159265358979, r: 3 ± 0.1, h: 10 ± 0.2}"),
    "a root of a sum": (square_root, "sqrt(a + b)", "{a: 1 to 50, b: 1 to 5}"),
    "the largest of three": (largest, "max(a, b, c)", "{a: 10 ± 3, b: 5 to 20, c: 4 .. 14}"),
    "half price beyond a hundred": (
        conditional,
        "if(d > 100, 100 + (d - 100) * 0.5, d) * p",
        "{d: 50 to 150, p: 3 ± 0.3}",
    ),
    "one price on both sides": (shared, "p * 100 - p * n", "{p: 10 to 30, n: 60 ± 5}"),
    "logarithms": (logarithm, "log10(a) - log2(b)", "{a: 1e24 to 1e27, b: 4 .. 64}"),
}


@pytest.mark.parametrize("name", MODELS)
def test_models__agree_with_a_million_draws_within_the_noise(name: str) -> None:
    model, formula, inputs = MODELS[name]
    wanted = model(np.random.default_rng(20260120))
    text = f'claims:\n  m: {{title: M, formula: "{formula}", inputs: {inputs}}}\n'
    samples = 65536
    found = answers.claim(edition(text, settings=Settings(samples=samples)), "m")
    for key, level in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        right = float(np.quantile(wanted, level))
        assert abs(found[key] - right) < 5 * noise(wanted, level, samples), (
            f"{key}: {found[key]}, not {right}"
        )
    deviation = float(wanted.std())
    assert abs(found["mean"] - float(wanted.mean())) < 5 * deviation / math.sqrt(samples), "mean"
    assert found["sd"] == pytest.approx(deviation, rel=0.05)


def noise(draws: Draws, level: float, samples: int) -> float:
    """The standard error of a quantile of so many draws: sqrt(p(1-p)/n) over the density there."""
    near = float(np.quantile(draws, level + 0.01) - np.quantile(draws, level - 0.01)) / 0.02
    return math.sqrt(level * (1 - level) / samples) * near
