"""The rows of the bench: whole commands on a generated base, and the shapes at which a program may break."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from peers import programs
from processes import Cost, best, python, run, whence

import generate
from generate import Texts

# As commands read: without looking for garbage.
READ = """
import gc, sys, pathlib
gc.disable()
from whence.files import reader
root = pathlib.Path(sys.argv[1])
reader.read({str(p.relative_to(root)): p.read_bytes() for p in root.rglob('*.yaml')})
"""


# What nobody gets round who looks at the files at all.
BYTES = """
import hashlib, os, sys
whole = hashlib.sha256()
for at, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith('.yaml'):
            with open(os.path.join(at, name), 'rb') as file:
                whole.update(file.read())
"""


# What a command is before it has asked anything, and what a reader is: Python, and what they load of others.
LOADED = "import click, dataclasses, decimal, fractions, hashlib, json, tomllib, unicodedata"
DRAWING = f"import numpy; {LOADED}"
READING = "import dataclasses, datetime, enum, re, typing"
# What an edit is proven by: another reader, of the file that it changes.
SECOND = """
import sys, pathlib
from ruamel.yaml import YAML
reader = YAML(typ='safe', pure=True)
reader.version = '1.2'
reader.compose(next(text for each in pathlib.Path(sys.argv[1]).rglob('*.yaml') if f'  {sys.argv[2]}:' in (text := each.read_text())))
"""


@dataclass(frozen=True)
class Row:
    """One process: what it costs, and for a row that is judged, against which others and how many times them at most."""

    name: str
    size: int
    cost: Cost
    against: tuple[str, ...] = ()
    target: float = 0.0
    ratio: float = 0.0


# By base size (the nearest in the table counts): against which peers, and at most how many times as much CPU.
TARGETS: Mapping[str, tuple[tuple[str, ...], Mapping[int, float]]] = {
    "check, cold": (("PyYAML, C loader", "numpy, straight line"), {1_000: 1.0, 10_000: 0.7, 100_000: 0.6}),
    "read and validate": (("PyYAML, C loader",), {1_000: 0.5, 10_000: 0.4, 100_000: 0.4}),
    "check, nothing changed": (("python -c pass",), {1_000: 4, 10_000: 5, 100_000: 10}),
    "check, one leaf changed": (("import numpy",), {1_000: 2, 10_000: 3, 100_000: 6}),
    **dict.fromkeys(
        ("update --dry-run, one leaf, first command", "update --dry-run, one leaf, after a check"),
        (("import numpy",), {1_000: 2, 10_000: 3, 100_000: 6}),
    ),
    **dict.fromkeys(
        (
            f"{name}, {state}"
            for name in ("whatif, one leaf", "why, one claim", "impact, a wide one", "show, one claim")
            for state in ("first command", "after a check")
        ),
        (("import numpy",), {1_000: 2, 10_000: 3, 100_000: 5}),
    ),
    "diff, both seen": (("import numpy",), {1_000: 3, 10_000: 4, 100_000: 8}),
    "diff, one side new": (("import numpy",), {1_000: 6, 10_000: 8, 100_000: 15}),
    "build, cold": (("Hugo, as many bytes",), {1_000: 1.2, 10_000: 1.0}),
    "build, one leaf changed": (("build, cold",), {1_000: 1 / 15, 10_000: 1 / 50}),
    "build, nothing changed": (("python -c pass",), {1_000: 5, 10_000: 5}),
}


def put(texts: Texts, folder: Path) -> None:
    """Write the files of a base."""
    for name, text in {**texts, "whence.toml": 'title = "Generated"\nsamples = 10000\n'}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *args], check=True, capture_output=True)


def changed(texts: Texts, id: str, value: str) -> Texts:
    """The base with another value of one claim."""
    pattern = re.compile(rf"(  {id}:\n(?:    .*\n)*?    value: ).*")
    return {name: pattern.sub(rf"\g<1>{value}", str(text)) for name, text in texts.items()}


def commands(size: int, folder: Path, rounds: int, with_site: bool) -> list[Row]:
    """Every row for a base of one size."""
    texts, (leaf, _) = generate.base(size), generate.leaf(size)
    base, cache = folder / "base", str(folder / "cache")
    put(texts, base)
    git(base, "init", "-q")
    git(base, "add", "-A")
    git(base, "commit", "-qm", "before")
    peers = programs(texts, folder)
    at = str(base)
    cold = {
        "files, read and hashed": (python(BYTES, at), "off"),
        "what commands load of others": (python(LOADED), "off"),
        "what those load that draw": (python(DRAWING), "off"),
        "what a reader loads of others": (python(READING), "off"),
        "a second look at one file": (python(SECOND, at, leaf), "off"),
        "check, cold": (whence(at, "check"), "off"),
        "read and validate": (python(READ, at), "off"),
    }
    costs: dict[str, list[Cost]] = {}
    run(whence(at, "check"), WHENCE_CACHE=cache)
    for n in range(rounds):
        for name, call in peers.items():
            costs.setdefault(name, []).append(run(call))
        for name, (call, where) in cold.items():
            costs.setdefault(name, []).append(run(call, WHENCE_CACHE=where))
        costs.setdefault("check, nothing changed", []).append(run(whence(at, "check"), WHENCE_CACHE=cache))
        for name, args in _asked(n, size, leaf).items():
            for state, where in (("first command", f"{cache}-{n}-{args[0]}"), ("after a check", cache)):
                cost = run(whence(at, *args), WHENCE_CACHE=where)
                costs.setdefault(f"{name}, {state}", []).append(cost)
        _edits(base, changed(texts, leaf, f"{9 + n} to {13 + n} kW"), cache, costs)
        put(texts, base)
    if with_site:
        _site(base, texts, leaf, costs)
    return judged(size, best(costs))


def _asked(turn: int, size: int, leaf: str) -> Mapping[str, tuple[str, ...]]:
    """What is asked in a turn: in each something else, since what a command has said before it says again."""
    value = f"{9 + turn} to {12 + turn} kW"
    on = ("--source", "src1", "--known", "2026-01-10", "--dry-run")
    return {
        "whatif, one leaf": ("whatif", f"{leaf}={value}"),
        "why, one claim": ("why", f"c{size - 1 - turn}"),
        "impact, a wide one": ("impact", f"c{turn}"),
        "show, one claim": ("show", f"c{size - 1 - turn}"),
        "update --dry-run, one leaf": ("update", leaf, value, *on),
    }


def phases(size: int, folder: Path) -> Mapping[str, float]:
    """Where the CPU seconds of a check go once the value of one leaf is another, after a check of the base as it was."""
    texts, (leaf, value) = generate.base(size), generate.leaf(size)
    base, cache = folder / "base", str(folder / "cache")
    put(texts, base)
    run(whence(str(base), "check"), WHENCE_CACHE=cache)
    put(changed(texts, leaf, value), base)
    # what is installed is compiled once
    kept = {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        (sys.executable, str(Path(__file__).parent / "phases.py"), str(base)),
        env={**kept, "WHENCE_CACHE": cache, "WHENCE_TODAY": "2026-01-15", "OPENBLAS_NUM_THREADS": "1"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: Mapping[str, float] = json.loads(done.stdout)
    return found


def _edits(base: Path, edited: Texts, cache: str, costs: dict[str, list[Cost]]) -> None:
    """A check after one leaf has changed; and two diffs of a base of which the one side alone has been checked."""
    shutil.copytree(cache, f"{cache}-diff")
    put(edited, base)
    for name, args, where in (
        ("check, one leaf changed", ("check",), cache),
        ("diff, one side new", ("diff", "HEAD"), f"{cache}-diff"),
        ("diff, both seen", ("diff", "HEAD"), f"{cache}-diff"),
    ):
        costs.setdefault(name, []).append(run(whence(str(base), *args), WHENCE_CACHE=where))
    shutil.rmtree(f"{cache}-diff")


def _site(base: Path, texts: Texts, leaf: str, costs: dict[str, list[Cost]]) -> None:
    cache = str(base.parent / "site-cache")
    build = whence(str(base), "build", "-o", str(base.parent / "site"))
    costs["build, cold"] = [run(build, WHENCE_CACHE=cache)]
    costs["build, nothing changed"] = [run(build, WHENCE_CACHE=cache)]
    put(changed(texts, leaf, "21 to 29 kW"), base)
    costs["build, one leaf changed"] = [run(build, WHENCE_CACHE=cache)]
    put(texts, base)


def judged(size: int, costs: Mapping[str, Cost]) -> list[Row]:
    """The rows with their ratios to the peers that were there."""
    rows = []
    for name, cost in costs.items():
        against, targets = TARGETS.get(name, ((), {}))
        if not against or not all(each in costs for each in against):
            rows.append(Row(name, size, cost))
            continue
        nearest = min(targets, key=lambda each: abs(each - size))
        ratio = cost.cpu / sum(costs[each].cpu for each in against)
        rows.append(Row(name, size, cost, against, targets[nearest], ratio))
    return rows


@dataclass(frozen=True)
class Shape:
    """A shape at a size and at twice the size, and the command that is run on both."""

    name: str
    size: int
    make: Callable[[int], Texts]
    command: tuple[str, ...] = ("check",)


SHAPES = (
    Shape("a chain of claims", 10_000, generate.chain),
    Shape("why at the end of a chain", 10_000, generate.chain, ("why", "c9999")),
    Shape("impact along a chain", 5_000, generate.chain, ("impact", "c0")),
    Shape("a formula of so many inputs", 120, generate.inputs),
    Shape("choices joined by checks", 100, generate.choices),
    Shape("rivals of one quantity", 2_500, generate.rivals),
    Shape("rivals of one quantity over time", 1_200, generate.series),
    Shape("claims in one file", 5_000, generate.one_file),
    Shape("files of one claim", 5_000, generate.many_files),
    Shape("quantities", 2_000, generate.quantities),
    Shape("a history", 500, generate.history),
    Shape("one fact under two ids, with users of each", 2_000, generate.twins),
    Shape("impact on so many users", 2_500, generate.users, ("impact", "a")),
    Shape("sources that rely on each other", 1_000, generate.reliance),
)


def grown(shape: Shape, folder: Path, part: int) -> tuple[Row, Row]:
    """A shape at its size and at twice that, each divided by `part`."""
    rows = []
    for size in (shape.size // part, 2 * shape.size // part):
        base = folder / str(size)
        put(shape.make(size), base)
        command = tuple(f"c{size - 1}" if each == "c9999" else each for each in shape.command)
        rows.append(Row(shape.name, size, run(whence(str(base), *command), WHENCE_CACHE="off")))
    return rows[0], rows[1]


def edits(count: int, folder: Path, size: int = 1_000) -> Row:
    """`diff` after so many edits of a base."""
    texts = generate.base(size)
    put(texts, folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "before")
    for n in range(count):
        texts = changed(texts, f"c{n * size // count // 10 * 10 + n % 4}", f"{10 + n} to {20 + n} kW")
    put(texts, folder)
    cost = run(whence(str(folder), "diff", "HEAD"), WHENCE_CACHE="off")
    return Row("diff after so many edits of 1,000 claims", count, cost)
