"""What nobody writes: texts of a kind with cuts and scraps in them, drawn a few in every run and on and on by `make fuzz`.

There what is drawn is led by what it reaches: a text that takes the engine along a way on which none was before is kept,
and cut and added to in turn.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import ferry
from places import ENGINE, TESTS

# Of computing for what is led by what it reaches, by the clock for what a browser does.
SECONDS = float(os.environ.get("FUZZ", "0"))
START = int(os.environ.get("FUZZ_FROM", str(time.time_ns())))
SEEDS = {
    "value": ["12 to 15 /day", "~6 cup/day", "3.2e9 ± 5%", "16K-20K kWh", "< 3 %", "$3.5bn", "{one_of: [1 m, 2 m], weights: [1, 2]}", "5 ft 11 in", "1/3", "2 h 30 min", "1.5x per year"],
    "unit": ["kW/chip", "m^2 s^-1", "USD@2024/(kWh year)", "°C", "%", "Mtok", "kg·m/s²"],
    "formula": ["n * m", "grow(r, t) + max(a, b)^2", "if(a < b, a, 2 * b)", "-(x / y) % 3", "1 - exp(-a)"],
    "date": ["2025-02-28", "2024-01 to 2024-06", "2025-Q3", "2025-H1", "0001", "9999-12-31"],
    "address": ["https://a.b.example:80/x?y=1#z", "http://[::1]:8080/", "https://u@h.example"],
    "markdown": ["See *the* [log](https://example.org/a_(b)) and <https://b.example>", "> - 1. `x` **a** ![i](j)\n\n[t]: https://c.example 'q'", "# h\n\n---\n\n    code\n"],
    "excerpt": ["twelve to fifteen boats", "1,234.5 MW in 2024", "60-70% of $3bn", "three and a half dozen"],
    "css": ["body{color:red}", "/* x */ @media print{a{b:'c'}}"],
    "toml": ["".join(f"{line}\n" for line in ("title = 'x'", "samples = 64", "colours = {accent = '#7a1f5c'}", "[stale_after]", "forecast = '6 month'"))],
    "news": ["title: T\ndate: 2025-06-01\nsource: {id: s, title: S}\nedits:\n  - {id: a, value: '5 m'}\n  - {id: b, inputs: {n: a}}\n"],
    "number": ["12 to 15", "~6", "3.2e9 ± 5%", "16K-20K", "< 3", "at least 2", "1/3", "0", "-2 to 5", "{one_of: [1, 2], weights: [1, 3]}", "normal(3, 1)", "5 ± 0"],
    "query": ["crossings", "400k t/day", "Crossings a day", "boat 12-15", '"log"', "150mw gpt5", "a+b*(c|d)", "$1,000 10^6", "3×10⁵"],
    "hash": ["#w:n=3", "#w:n=1e5&m=2", "#w:m=3&n=2&both%23n=3", "#value", "#w:both%23n=3&n=", "#w:n=-0&m=.5"],
    "yaml": list(ferry.plain().files().values())[:2],
}  # fmt: skip
SCRAPS = [
    "", " ", "\n", "  ", "-", ":", ": ", "- ", "{", "}", "[", "]", "(", ")", "'", '"', "|", ">", "&a ", "*a", "!!x ", "#", "%", ",", "0", "9", "1e999",
    "e", "..", "...", "---", "\t", "\r", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\u0301", "\uff11", "√", "°", "µ", "²", "×", "½",
    "to", "±", "~", "^", "^-", "/", "//", "per", "<", ">=", "null", "true", "inf", "nan", "_", "\\", "\\x", "\\u", "@", "$", "€", "K", "k", "ö" * 40,
    "a" * 300, "9" * 60, "(" * 40, "[" * 40, "{a: " * 20, "-" * 30, "`" * 9, "](", "![", "<!--", "<script>", "url(", "@import", "value", "title", "cites",
]  # fmt: skip


@st.composite
def texts(draw: Any, kind: str) -> str:
    """A text of a kind, with a few cuts and a few scraps put in."""
    text = draw(st.sampled_from(SEEDS[kind]))
    for _ in range(draw(st.integers(0, 5))):
        at, cut = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        text = text[:at] + draw(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=3))) + text[at + cut :]
    return str(text)


def fuzz(target: Callable[..., None], short: int, **drawn: st.SearchStrategy[Any]) -> None:
    """Feeds a target `short` times, always with the same, or on and on with others where SECONDS says so."""
    end, rounds = time.monotonic() + SECONDS, 0
    while not rounds or time.monotonic() < end:
        checks, quiet = list(HealthCheck), {"deadline": None, "database": None, "derandomize": not SECONDS}
        run = settings(max_examples=500 if SECONDS else short, suppress_health_check=checks, **quiet)(
            given(**drawn)(target)
        )
        (seed(START + rounds)(run) if SECONDS else run)()
        rounds += 1


# Texts that once broke a reader, in a folder for each.
BROKE = TESTS / "hostile" / "broke"


def broke(name: str) -> list[str]:
    """The texts that once broke the target of a name."""
    return [
        each.read_bytes().decode("utf-8", "surrogatepass") for each in sorted((BROKE / name).glob("*.txt"))
    ]


def led(target: Callable[[str], None], name: str, kind: str) -> str:
    """Feeds a target for SECONDS of computing and says what came of it; what breaks it is kept among the cases."""
    chance, met, count = random.Random(START), set[int](), 0
    pool = [*SEEDS[kind], *broke(name)]
    end = time.process_time() + SECONDS
    for text in pool:
        met |= ways(target, text)
    while time.process_time() < end:
        text, count = _altered(chance, pool), count + 1
        try:
            if (found := ways(target, text)) - met:
                met |= found
                pool.append(text)
        except Exception as error:
            raise AssertionError(f"{kept(name, text)}: {text!r}") from error
    return f"{name}: {count} texts, {len(pool)} kept, {len(met)} ways in {SECONDS:.0f} s of computing, FUZZ_FROM={START}"


def kept(name: str, text: str) -> Path:
    """The file of a text that broke a target, which is one of its cases from now on."""
    content = text.encode("utf-8", "surrogatepass")
    path = BROKE / name / f"{sha256(content).hexdigest()[:12]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _altered(chance: random.Random, pool: list[str]) -> str:
    """One of the texts, of which those found last are taken more often, with cuts, scraps and parts of the others."""
    text = pool[-1 - int(len(pool) * chance.random() ** 2)]
    for _ in range(chance.randint(1, 4)):
        at, cut = chance.randint(0, len(text)), chance.choice((0, 0, 1, 3, 20))
        other = chance.choice(pool)
        one, two = sorted((chance.randint(0, len(other)), chance.randint(0, len(other))))
        anything = chr(chance.choice((chance.randrange(128), chance.randrange(0x110000))))
        piece = chance.choice((chance.choice(SCRAPS), other[one:two], anything, text[at : at + 8]))
        text = (text[:at] + piece + text[at + cut :])[:5000]
    return text


def ways(target: Callable[[str], None], text: str) -> set[int]:
    """From which line of the engine to which a text leads its target."""
    found = set[int]()
    here = str(ENGINE)

    def enter(frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(here):
            return None
        last = 0

        def step(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal last
            if event == "line":
                found.add(hash((code, last, frame.f_lineno)))
                last = frame.f_lineno
            return step

        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        target(text)
    finally:
        sys.settrace(before)
    return found
