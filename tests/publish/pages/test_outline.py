"""The small pictures of values: what stands up in them is where the draws lie."""

from __future__ import annotations

import re

import pytest

from small import edition
from whence.publish import charts


def _drawn(value: str) -> str:
    found = edition(f'claims: {{a: {{title: A, value: "{value}"}}}}')
    summary = found.summaries["a"]
    draws = sorted(found.values.of["a"].samples.ravel().tolist())
    return charts.outline("p", value, "told", draws, summary.figure, found.unit("a"), summary.bound)


def _curve(svg: str) -> list[tuple[float, float]]:
    """(across, height) of every point of the hump, in percent."""
    path = re.search(r'd="M([^"]*) Z"', svg)
    assert path
    points = [each.split(",") for each in path[1].replace("L", "").split()]
    return [(float(x), 100 - float(y)) for x, y in points[1:-1]]


def test_outline__hard_ends_stand_upright_with_a_flat_top() -> None:
    heights = [y for _, y in _curve(_drawn("2 .. 7 kW"))]
    assert min(heights) > 80


@pytest.mark.parametrize(("value", "where"), [("triangular(2, 3, 7) kW", 3), ("normal(10, 2) kW", 10)])
def test_outline__is_highest_where_the_value_is_likeliest(value: str, where: float) -> None:
    svg = _drawn(value)
    at = float(re.search(r'<circle cx="([\d.]+)%', svg)[1])  # type: ignore[index]
    top = max(_curve(svg), key=lambda point: point[1])[0]
    # the median of the triangle lies right of its mode; the normal has both in one place
    assert (top < at - 4) if where == 3 else abs(top - at) < 6


def test_outline__separate_values_have_a_column_each_by_their_share() -> None:
    columns = re.findall(r'<rect [^>]*height="([\d.]+)" class="share"', _drawn("one_of(20%: 2, 80%: 4) chip"))
    assert sorted(map(float, columns)) == [pytest.approx(7.5, abs=0.3), 30]


def test_outline__a_bound_points_to_where_there_is_no_end() -> None:
    assert "→" in _drawn(">= 200 MW")
    assert "←" in _drawn("<= 200 MW")
    assert 'class="curve"' not in _drawn(">= 200 MW") + _drawn("3 kW")
