"""Derived constants of physics from those they are derived from, against the published values (CODATA, by scipy)."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
from scipy.constants import physical_constants

from small import edition
from whence.files.schema import Settings

# Each constant that others follow from: its name in the tables and its unit.
GIVEN = {
    "h": ("Planck constant", "J·s"),
    "e": ("elementary charge", "A·s"),
    "c": ("speed of light in vacuum", "m/s"),
    "k": ("Boltzmann constant", "J/K"),
    "n": ("Avogadro constant", "per mol"),
    "alpha": ("fine-structure constant", ""),
    "ry": ("Rydberg constant", "per m"),
    "mp": ("proton mass", "kg"),
    "me": ("electron mass", "kg"),
    "g": ("electron g factor", ""),
}
PI = repr(math.pi)
DERIVED = {
    "von Klitzing constant": ("h / e^2", "V/A"),
    "Josephson constant": ("2 * e / h", "1/V/s"),
    "conductance quantum": ("2 * e^2 / h", "A/V"),
    "mag. flux quantum": ("h / (2 * e)", "V·s"),
    "reduced Planck constant": (f"h / (2 * {PI})", "J·s"),
    "molar gas constant": ("n * k", "J/mol/K"),
    "Faraday constant": ("n * e", "A·s/mol"),
    "Stefan-Boltzmann constant": (f"2 * {PI}^5 * k^4 / (15 * h^3 * c^2)", "W/m^2/K^4"),
    "first radiation constant": (f"2 * {PI} * h * c^2", "W·m^2"),
    "second radiation constant": ("h * c / k", "m·K"),
    "electron mass": ("2 * ry * h / (c * alpha^2)", "kg"),
    "Bohr radius": (f"alpha / (4 * {PI} * ry)", "m"),
    "Hartree energy": ("2 * ry * h * c", "J"),
    "classical electron radius": (f"alpha^3 / (4 * {PI} * ry)", "m"),
    "Compton wavelength": ("alpha^2 / (2 * ry)", "m"),
    "Thomson cross section": (f"8 * {PI} / 3 * (alpha^3 / (4 * {PI} * ry))^2", "m^2"),
    "vacuum mag. permeability": ("2 * alpha * h / (e^2 * c)", "N/A^2"),
    "vacuum electric permittivity": ("e^2 / (2 * alpha * h * c)", "A·s/V/m"),
    "Bohr magneton": (f"e * h / (4 * {PI} * me)", "A·m^2"),
    "nuclear magneton": (f"e * h / (4 * {PI} * mp)", "A·m^2"),
    "proton-electron mass ratio": ("mp / me", ""),
    "electron gyromag. ratio": ("abs(g) * e / (2 * me)", "A·s/kg"),
    "hartree-hertz relationship": ("2 * ry * c", "1/s"),
}  # fmt: skip


def written(name: str, unit: str) -> str:
    value, _, sd = physical_constants[name]
    return f"{value!r}{f' ± {sd!r}' if sd else ''} {unit}".strip()


@cache
def found() -> Any:
    claims = [f'  {id}: {{title: T, value: "{written(*each)}"}}' for id, each in GIVEN.items()]
    for at, (formula, unit) in enumerate(DERIVED.values()):
        inputs = ", ".join(f"{id}: {id}" for id in GIVEN)
        shown = f', unit: "{unit}"' if unit else ""
        claims.append(f'  x{at}: {{title: T, formula: "{formula}", inputs: {{{inputs}}}{shown}}}')
    return edition("claims:\n" + "\n".join(claims), settings=Settings(samples=4096))


@pytest.mark.parametrize("name", DERIVED)
def test_evaluate__a_derived_constant_is_the_published_one(name: str) -> None:
    value, _, sd = physical_constants[name]
    id = f"x{[*DERIVED].index(name)}"
    unit, figure = found().unit(id), found().summaries[id].figure
    point, low, high = (unit.from_base(each) for each in (figure.point, figure.low, figure.high))
    assert point == pytest.approx(value, rel=max(1e-9, 3 * abs(sd / value)))
    # those of exact constants are exact; no other claims to know better than its inputs do
    assert (low == high) == (sd == 0)
    if sd:
        assert low < high
        assert (high - low) / (2 * 1.645) >= 0.5 * sd
        assert abs(point - value) <= 3 * max(sd, (high - low) / (2 * 1.645))


def test_evaluate__the_error_follows_from_that_of_the_input() -> None:
    """The permeability has the relative error of the fine-structure constant alone."""
    id = f"x{[*DERIVED].index('vacuum mag. permeability')}"
    figure = found().summaries[id].figure
    value, _, sd = physical_constants["vacuum mag. permeability"]
    assert (figure.high - figure.low) / (2 * 1.6449 * figure.point) == pytest.approx(
        sd / value, rel=0.1
    )  # both are printed with two digits
