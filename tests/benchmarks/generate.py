"""Bases of any size, made by rule: one in the shape of a real one, and the shapes at which a program may break.

Each function gives the texts of a base by file name, and the same texts for the same arguments, on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

Texts = dict[str, str | bytes]

A_FILE = 100
UNITS = ("kW", "kg", "USD", "m")


def base(size: int, seed: int = 1) -> Texts:
    """So many claims in files of a hundred: half of them leaves, with sources, quantities with rivals, and checks.

    A derived claim rests on one to three of the claims before it, mostly near ones, so that few leaves reach far.
    """
    rng = random.Random(f"{seed}/{size}")
    sources = max(1, size // 20)
    texts: Texts = {
        f"sources/s{first // A_FILE:03}.yaml": _sources(range(first, min(first + A_FILE, sources)))
        for first in range(0, sources, A_FILE)
    }
    for first in range(0, size, A_FILE):
        texts[f"claims/f{first // A_FILE:04}.yaml"] = _file(
            rng, range(first, min(first + A_FILE, size)), sources
        )
    return texts


def leaf(size: int) -> tuple[str, str]:
    """The id of a leaf with a median cone in `base(size)`, and another value of it."""
    return f"c{(size // 2) // 10 * 10}", "9 to 12 kW"


def _sources(numbers: Iterable[int]) -> str:
    lines = ["sources:"]
    for n in numbers:
        year, month = 2015 + n % 10, 1 + n % 12
        lines.append(f"  src{n}:")
        lines.append(f"    title: Report {n} on plants and their equipment")
        lines.append("    type: report")
        lines.append(f"    publisher: Office {n % 17}")
        lines.append(f"    issued: {year}-{month:02}")
        lines.append(f"    URL: https://example.org/reports/{n}")
    return "\n".join(lines) + "\n"


def _file(rng: random.Random, numbers: range, sources: int) -> str:
    claims, quantities, checks = ["claims:"], ["quantities:"], ["checks:"]
    for n in numbers:
        if n % 50 == 20:
            quantities.append(f"  q{n}:\n    title: Power of plant {n} as such\n    unit: kW")
        claims.extend(_claim(rng, n, sources))
        if n % 50 == 49:
            checks.append(f"  k{n}:\n    title: Plant {n} is no drain\n    assert: a > b")
            checks.append(f"    inputs: {{a: c{n}, b: -5000000 kW}}")
    parts = [["topic:", f"  title: Plants {numbers.start} to {numbers.stop - 1}"], quantities, claims, checks]
    return "\n".join(line for part in parts if len(part) > 1 for line in part) + "\n"


def _claim(rng: random.Random, n: int, sources: int) -> Iterator[str]:
    yield f"  c{n}:"
    yield f"    title: Power drawn by plant {n} in normal operation"
    if n % 10 < 5 or n < 10:
        low = rng.randint(10, 900) / 10
        value = (f"{low} to {round(low * 1.4, 1)} kW", f"~{low} kW", f"{low} +- {round(low / 20, 2)} kW")
        yield f"    value: {value[n % 3]}"
        yield f"    as_of: {2015 + n % 10}-{1 + n % 12:02}"
        yield "    cites:"
        yield f"      - {{source: src{rng.randrange(sources)}, at: p. {1 + n % 90}}}"
        if n % 50 in (21, 22, 23, 24):
            yield f"    of: q{n // 50 * 50 + 20}"
        return
    inputs = sorted({_before(rng, n) for _ in range(20 if n % 100 == 99 else 1 + n % 3)})
    names = "abcdefghijklmnopqrst"[: len(inputs)]
    yield f"    formula: {' + '.join(names)} * 0.5" if len(names) > 1 else "    formula: a * 1.1"
    yield "    unit: kW"
    yield f"    inputs: {{{', '.join(f'{name}: c{each}' for name, each in zip(names, inputs, strict=True))}}}"


def _before(rng: random.Random, n: int) -> int:
    """A claim before another: usually a leaf near it, seldom any."""
    if rng.random() < 0.05:
        return rng.randrange(n)
    return max(0, n - rng.randint(1, 40))
