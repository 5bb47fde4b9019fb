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


def chain(length: int) -> Texts:
    """Each claim a little more than the one before it."""
    lines = ["claims:", "  c0:", "    title: The first of a chain", "    value: 1 to 2 kg"]
    for n in range(1, length):
        lines += [f"  c{n}:", f"    title: Link {n} of a chain", f"    formula: a * {1 + 1 / length:.6f}"]
        lines.append(f"    inputs: {{a: c{n - 1}}}")
    return {"claims/chain.yaml": "\n".join(lines) + "\n"}


def twins(users: int) -> Texts:
    """One fact under two ids, each with so many claims that are computed from it."""
    cites = "cites: [{source: report, at: p. 1, excerpt: a site of 200 MW}]"
    lines = ["claims:"]
    for name in ("a", "b"):
        lines.append(f"  {name}: {{title: Power of the site, value: 200 MW, {cites}}}")
        for n in range(users):
            lines.append(f"  {name}{n}: {{title: Half of it, formula: p / 2, inputs: {{p: {name}}}}}")
    source = "sources: {report: {title: A report on the site}}\n"
    return {"claims/twins.yaml": "\n".join(lines) + "\n", "sources/report.yaml": source}


def users(count: int) -> Texts:
    """One claim from which so many are computed."""
    lines = ["claims:", "  a: {title: Power of the site, value: 150 to 200 MW}"]
    lines += [
        f"  u{n}: {{title: A part of it, formula: p / {n + 2}, inputs: {{p: a}}}}" for n in range(count)
    ]
    return {"claims/users.yaml": "\n".join(lines) + "\n"}


def reliance(sources: int) -> Texts:
    """Sources each of which relies on the next, with a claim from each."""
    heads, claims = ["sources:"], ["claims:"]
    for n in range(sources):
        relies = f", relies_on: [s{n + 1}]" if n < sources - 1 else ""
        heads.append(f"  s{n}: {{title: Report {n}{relies}}}")
        claims.append(
            f"  c{n}: {{title: Mass {n}, value: {n + 1} to {2 * n + 3} kg, cites: [{{source: s{n}}}]}}"
        )
    return {"claims/c.yaml": "\n".join(claims) + "\n", "sources/s.yaml": "\n".join(heads) + "\n"}


def quantities(count: int) -> Texts:
    """So many quantities, each with one claim."""
    heads, claims = ["quantities:"], ["claims:"]
    for n in range(count):
        heads.append(f"  q{n}: {{title: Mass {n} as such}}")
        claims.append(f"  c{n}: {{title: Mass {n} as weighed, value: {n + 1} to {2 * n + 3} kg, of: q{n}}}")
    return {"claims/q.yaml": "\n".join([*heads, *claims]) + "\n"}


def rivals(count: int) -> Texts:
    """One quantity with so many claims."""
    lines = ["quantities: {q: {title: Mass of the thing, take: weighted}}", "claims:"]
    for n in range(count):
        lines.append(f"  c{n}: {{title: Mass as weighed {n}, value: {100 + n % 7} +- 5 kg, of: q}}")
    return {"claims/q.yaml": "\n".join(lines) + "\n"}


def inputs(count: int) -> Texts:
    """One formula of so many inputs."""
    lines = ["claims:"]
    lines += [f"  c{n}: {{title: Mass {n}, value: {n + 1} to {2 * n + 3} kg}}" for n in range(count)]
    names = ", ".join(f"c{n}: c{n}" for n in range(count))
    formula = " + ".join(f"c{n}" for n in range(count))
    lines += ["  total:", "    title: All of it", f"    formula: {formula}", f"    inputs: {{{names}}}"]
    return {"claims/c.yaml": "\n".join(lines) + "\n"}


def one_file(claims: int) -> Texts:
    """So many claims in one file."""
    lines = ["claims:", *(_plain(n) for n in range(claims))]
    return {"claims/all.yaml": "\n".join(lines) + "\n"}


def many_files(count: int) -> Texts:
    """So many files of one claim each."""
    return {f"claims/f{n}.yaml": f"claims:\n{_plain(n)}\n" for n in range(count)}


def _plain(n: int) -> str:
    return f"  c{n}:\n    title: Mass {n} as weighed\n    value: {n + 1} to {2 * n + 3} kg"


def history(length: int) -> Texts:
    """One claim with so many older values, the newest first."""
    lines = [
        "claims:",
        "  c:",
        "    title: Mass of it",
        f"    value: {length} kg",
        "    known: 2024-06-01",
        "    history:",
    ]
    for n in range(length, 0, -1):
        day, month = 1 + n % 28, 1 + n // 28 % 12
        date = f"{2023 - (length - n) // 336}-{month:02}-{day:02}"
        lines.append(f"      - {{value: {n} kg, known: {date}, why: It was weighed again.}}")
    return {"claims/c.yaml": "\n".join(lines) + "\n"}


def choices(count: int) -> Texts:
    """So many binary choices, each tied to the next by a check."""
    terms, picks, checks = ["terms:"], ["choices:"], ["checks:"]
    for n in range(count):
        terms.append(f"  t{n}: {{title: Box {n}, senses: {{small: 2 kg, large: 9 kg}}}}")
        picks.append(f"  x{n}: {{title: Which box {n}, term: t{n}}}")
        if n:
            checks.append(
                f"  k{n}: {{title: Not both large, assert: a + b < m, inputs: {{a: x{n - 1}, b: x{n}, m: 15 kg}}, on_fail: rule-out}}"
            )
    return {"claims/c.yaml": "\n".join([*terms, *picks, *checks]) + "\n"}


def series(count: int) -> Texts:
    """One quantity that was weighed so many times, a month apart."""
    lines = ["quantities: {q: {title: Mass of the thing, over: time}}", "claims:"]
    for n in range(count):
        when = f"{1900 + n // 12}-{1 + n % 12:02}"
        lines.append(
            f"  c{n}: {{title: Mass as weighed {n}, value: {100 + n % 7} +- 5 kg, as_of: {when}, of: q}}"
        )
    return {"claims/q.yaml": "\n".join(lines) + "\n"}
