"""Whole commands as ratios against other programs, shapes doubled once, and how well slips are found.

    make bench                                   # 1,000 and 10,000 claims, and the shapes
    python tests/benchmarks/bench.py --sizes 1000 --part 10 --no-site

Each command runs in a process of its own, in turn with the others, and the quickest of several runs counts, as CPU seconds
of the process, so that a busy machine disturbs it little. The tables go to `RESULTS.md` and `results.json` beside this
file; what a run leaves out stays there as it was, under its own day. It ends with 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))

import rows  # noqa: E402
from processes import Cost  # noqa: E402
from rows import SHAPES, Row  # noqa: E402

FOUND = 0.97
# Twice the shape may take so many times the CPU, beyond what an empty base takes.
GROWTH = 2.5


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of claims, up to 100000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--part", type=int, default=1, help="shapes at this part of their size; 0 leaves them out"
    )
    parser.add_argument("--no-site", action="store_true", help="leave the builds out")
    parser.add_argument("--no-write", action="store_true", help="leave RESULTS.md as it is")
    return parser.parse_args()


def main() -> int:
    args = asked()
    found: list[Row] = []
    went: dict[int, Mapping[str, float]] = {}
    for size in (int(each) for each in args.sizes.split(",") if each):
        with tempfile.TemporaryDirectory() as folder:
            found += rows.commands(size, Path(folder), args.rounds, not args.no_site and size <= 10_000)
        with tempfile.TemporaryDirectory() as folder:
            went[size] = rows.phases(size, Path(folder))
        print(*commands_table(found, size), sep="\n", flush=True)
    pairs = list(shapes(args.part)) if args.part else []
    print("", *shapes_table(pairs), sep="\n")
    if not args.no_write:
        write(found, went, pairs)
    missed = [each for each in found if each.target and each.ratio > each.target]
    return int(bool(missed) or slips())


def shapes(part: int) -> Iterator[tuple[Row, Row]]:
    """Each shape at two sizes, and diffs after twice as many edits."""
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            yield rows.grown(shape, Path(folder), part)
    for count in (25, 50):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            yield rows.edits(count, Path(one)), rows.edits(2 * count, Path(two))


def commands_table(found: Sequence[Row], size: int) -> Iterator[str]:
    yield f"| {size:,} claims | CPU s | s | MiB | against | ratio | at most | |"
    yield "|---|--:|--:|--:|---|--:|--:|---|"
    for each in (each for each in found if each.size == size):
        cost = each.cost
        line = f"| {each.name} | {cost.cpu:.3f} | {cost.wall:.2f} | {cost.memory:.0f} |"
        if each.target:
            verdict = "failed" if cost.failed else "met" if each.ratio <= each.target else "missed"
            line += f" {' + '.join(each.against)} | {each.ratio:.2f} | {each.target:.2g} | {verdict} |"
        else:
            line += f" | | | {'failed' if cost.failed else ''} |"
        yield line


def shapes_table(pairs: Sequence[tuple[Row, Row]]) -> Iterator[str]:
    yield "| shape | size | CPU s | MiB | twice the size | CPU s | MiB | growth |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for one, two in pairs:
        growth = "failed" if one.cost.failed or two.cost.failed else f"{two.cost.cpu / one.cost.cpu:.2f}"
        yield (
            f"| {one.name} | {one.size:,} | {one.cost.cpu:.2f} | {one.cost.memory:.0f} "
            f"| {two.size:,} | {two.cost.cpu:.2f} | {two.cost.memory:.0f} | {growth} |"
        )


def machine() -> dict[str, str]:
    """What it was measured on and with."""
    found = {"date": datetime.date.today().isoformat(), "python": platform.python_version()}
    found |= {"system": platform.platform(), "processor": _processor()}
    for name in ("numpy", "PyYAML", "pydantic", "networkx", "squigglepy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found | {
        each: "installed" if shutil.which(each) else "not installed" for each in ("hugo", "bean-check")
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor()


def write(
    found: Sequence[Row], went: Mapping[int, Mapping[str, float]], pairs: Sequence[tuple[Row, Row]]
) -> None:
    """The tables as Markdown and as JSON, with what earlier runs have measured and this one has not."""
    path = HERE / "results.json"
    data = json.loads(path.read_text()) if path.is_file() else {}
    about = machine()
    sizes = data.setdefault("sizes", {})
    for size in dict.fromkeys(each.size for each in found):
        own = [asdict(each) for each in found if each.size == size]
        if not any(each["name"].startswith("build") for each in own):
            before = sizes.get(str(size), {}).get("commands", ())
            own += [each for each in before if each["name"].startswith("build")]
        sizes[str(size)] = {"date": about["date"], "commands": own, "check": went[size]}
    if pairs:
        data["shapes"] = {
            "date": about["date"],
            "pairs": [[asdict(each) for each in pair] for pair in pairs],
        }
    data["machine"] = about
    path.write_text(json.dumps(data, indent=1) + "\n")
    (HERE / "RESULTS.md").write_text("\n".join(told(data)) + "\n")


def told(data: Mapping[str, Any]) -> Iterator[str]:
    """All that was measured, as Markdown."""
    yield "# What it costs"
    yield "\nWritten by `make bench`. CPU seconds of whole processes, the quickest of several runs in turn.\n"
    # what whoever ran it has to say of it, by hand
    yield from (f"{each}\n" for each in data.get("notes", ()))
    yield from (f"* {name}: {each}" for name, each in data["machine"].items())
    for size, known in sorted(data["sizes"].items(), key=lambda each: int(each[0])):
        yield f"\n## {int(size):,} claims, {known['date']}\n"
        yield from commands_table([_row(each) for each in known["commands"]], int(size))
        yield from _floors(known["commands"], known.get("check", {}))
    if shapes := data.get("shapes"):
        yield f"\n## Shapes, each doubled once, {shapes['date']}\n"
        yield from shapes_table([(_row(one), _row(two)) for one, two in shapes["pairs"]])


def _row(flat: Mapping[str, Any]) -> Row:
    return Row(**{**flat, "cost": Cost(**flat["cost"]), "against": tuple(flat["against"])})


def _floors(commands: Sequence[Mapping[str, Any]], went: Mapping[str, float]) -> Iterator[str]:
    """What no command that reads the files and draws anything can be below, and where the time of a check goes."""
    cpu = {each["name"]: each["cost"]["cpu"] for each in commands}
    numpy, started = cpu.get("import numpy", 0.0), cpu.get("python -c pass", 0.0)
    if not numpy or not (files := cpu.get("files, read and hashed", 0.0)):
        return
    floor = numpy + files - started
    yield f"\nThe floor of a command that draws is `import numpy` and the bytes of the files, read and hashed: {floor:.3f} s,"
    yield f"{floor / numpy:.2f} of `import numpy`; that of one that draws nothing is the bytes: {files:.3f} s, {files / numpy:.2f} of it."
    yield from _loaded(cpu)
    if not went:
        return
    whole = sum(went.values())
    yield "Where a `check` goes after one leaf has changed, in one process:\n"
    yield "| part | CPU s | of all | of import numpy |\n|---|--:|--:|--:|"
    for name, each in went.items():
        yield f"| {name} | {each:.3f} | {each / whole:.0%} | {each / numpy:.2f} |"


def _loaded(cpu: Mapping[str, float]) -> Iterator[str]:
    """What no command is below that asks anything of a base: what it loads of others, and the bytes."""
    if "what those load that draw" not in cpu:
        return
    started, numpy, peer = (cpu[each] for each in ("python -c pass", "import numpy", "PyYAML, C loader"))
    files, second = (cpu[each] - started for each in ("files, read and hashed", "a second look at one file"))
    few, least = (cpu[each] + files for each in ("what commands load of others", "what those load that draw"))
    yield "\nWith what is loaded of others, and nothing of ours, no command is below:\n"
    yield "| floor | CPU s | against | ratio |\n|---|--:|---|--:|"
    for name, each, against, than in (
        ("impact of little, whatif and check of a leaf on which nothing rests", few, "import numpy", numpy),
        ("the same of what is drawn, why and show of a formula", least, "import numpy", numpy),
        ("update, where a second reader has a look at the file", few + second, "import numpy", numpy),
        ("read and validate", cpu["what a reader loads of others"] + files, "PyYAML, C loader", peer),
    ):
        yield f"| {name} | {each:.3f} | {against} | {each / than:.2f} |"
    yield ""


def slips() -> int:
    """The table of slips, and 1 if too few of them are found."""
    from whence.publish.pages import recall

    print("", *recall.lines(), sep="\n")
    every = recall.total()
    return int(every.found < FOUND * every.tellable)


if __name__ == "__main__":
    sys.exit(main())
