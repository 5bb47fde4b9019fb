"""Draws by the block: the numbers of the base where there is one block, nearer to the truth with more, and the same by any engine."""

from __future__ import annotations

import fcntl
import json
import math
import os
import signal
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places import ROOT
from shell import answer, run, write
from small import edition
from whence.account import sampled
from whence.evaluate import blocks, engines, workers
from whence.evaluate.estimate import Part, draw, figure, quantiles
from whence.files.schema import Settings
from whence.judge.edition import Edition
from whence.language.values.families import Normal
from whence.language.values.shapes import Uniform

# A water works: flows that share nothing, one measured thrice, and a word for a day that has two meanings.
WORKS = """
claims:
  rain: {title: Rain, value: 20 to 80 m^3/h}
  spring: {title: Spring, value: 30 ± 4 m^3/h}
  both: {title: Both, formula: a + b, inputs: {a: rain, b: spring}, unit: m^3/h}
  ratio: {title: Ratio, formula: a / b, inputs: {a: rain, b: spring}}
  steps: {title: Pumps at work, value: {one_of: [1, 2, 3]}}
  pumps: {title: What the pumps give, formula: n * q, inputs: {n: steps, q: 10 m^3/h}, unit: m^3/h}
  day: {title: Water of a day, formula: q * t, inputs: {q: both, t: day-length}, unit: m^3}
  first: {title: First gauge, value: 48 ± 2 m, of: level}
  second: {title: Second gauge, value: 50 ± 2 m, of: level}
  third: {title: Third gauge, value: 49 ± 2 m, of: level}
  twice: {title: Twice the level, formula: 2 * a, inputs: {a: level}, unit: m}
  at-least: {title: At least, value: at least 3 m}
  more: {title: More of it, value: at least 3 m^3/h}
  with-more: {title: With more, formula: a + b, inputs: {a: spring, b: more}, unit: m^3/h}
  without: {title: Without it again, formula: a - b, inputs: {a: with-more, b: more}, unit: m^3/h}
  exactly: {title: Exactly, formula: 2 * a, inputs: {a: 3 m}, unit: m}
  against: {title: Against rain, value: 5 to 9 m^3/h, moves_against: [rain]}
  odd: {title: Over what may be nothing, formula: a / (b - c), inputs: {a: spring, b: rain, c: 10 m^3/h}}
quantities:
  level: {title: Level, take: weighted}
choices:
  day-length: {title: What a day is, options: {whole: 24 h, shift: 8 h}}
"""
EVERY = ("both", "ratio", "pumps", "day", "twice", "exactly", "against", "odd", "rain", "without")


def works(draws: int) -> tuple[Edition, blocks.Job]:
    """The works with so many draws, and the job to draw all of it as often by the block."""
    texts = {"claims/base.yaml": WORKS.encode()}
    found = edition(WORKS, settings=Settings(samples=draws))
    return found, sampled.job(found, texts, "", EVERY, draws)


def quiet(done: int, of: int) -> None:
    assert 0 < done <= of


def same(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    """Whether two answers are the same to the last bit; what is not a number in both is alike."""
    return list(one) == list(other) and repr(one) == repr(other)


def test_stream__of_one_block_is_what_the_base_says() -> None:
    found, job = works(1024)
    figures = engines.stream(job, engines.serial, quiet)
    for id in EVERY:
        own = [each.figure for each in found.summaries[id].readings]
        assert repr([each for at, each in figures.items() if at[0] == id]) == repr(own), id


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that a test has many of them."""
    monkeypatch.setattr(blocks, "BLOCK", 256)


@pytest.mark.usefixtures("small")
def test_stream__counts_what_all_draws_together_say() -> None:
    _, job = works(2000)
    assert (job.blocks, job.size) == (8, 250)
    figures = engines.stream(job, engines.serial, quiet)
    whole = {at: [] for at in figures}  # type: ignore[var-annotated]
    for at in range(job.blocks):
        of = {}
        base = blocks.linked(job)
        options = blocks.Options(job.size, 1, 100, Part(at, job.blocks))
        for id in base.nodes:
            of[id] = blocks._estimate(base, options, job, id, of) if id not in ("at-least",) else None
        for id, index in whole:
            whole[id, index].append(of[id].samples[index])
    for at, rows in whole.items():
        draws = np.concatenate(rows)
        if at[0] in ("exactly", "against", "rain", "twice"):
            continue  # known by formula
        got = figures[at]
        assert (got.low, got.median, got.high) == quantiles(draws), at
        wanted = figure(got.point, draws)
        if at[0] != "odd":
            assert got.mean == pytest.approx(wanted.mean, rel=1e-12)
            assert got.sd == pytest.approx(wanted.sd, rel=1e-9)
    assert math.isnan(figures["odd", ()].mean)


@pytest.mark.usefixtures("small")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(st.sampled_from([-3.0, 0.0, 1.0, 1.5, 7.0]), min_size=40, max_size=40),
        min_size=2,
        max_size=5,
    )
)
def test_together__is_exact_even_of_separate_values_wherever_they_lie(rows: list[list[float]]) -> None:
    draws = [np.array(row) for row in rows]
    for look in blocks._looks(draws[0], 1.0):
        estimates = [blocks.Estimate((), each, np.array(1.0)) for each in draws]
        told = [blocks._told(each, (), look) for each in estimates]
        found = blocks.together(told, look, 40)
        if found is not None:
            assert (found.low, found.median, found.high) == quantiles(np.concatenate(draws))
    assert found is not None  # the last look is at everything


def test_draw__blocks_make_up_the_strata_of_all_draws() -> None:
    whole = np.sort(np.concatenate([draw(Uniform(0, 1), 1, "a", 50, part=Part(at, 8)) for at in range(8)]))
    np.testing.assert_allclose(whole, (np.arange(400) + 0.5) / 400)
    up, down = (
        np.concatenate(
            [draw(Uniform(0, 1), 1, "a", 50, part=Part(at, 8), mirrored=turned) for at in range(8)]
        )
        for turned in (False, True)
    )
    np.testing.assert_allclose(up, 1 - down)
    one, other = (
        np.concatenate([draw(Uniform(0, 1), 1, name, 50, part=Part(at, 8)) for at in range(8)])
        for name in "ab"
    )
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.15


def test_draw__what_is_shared_is_shared_in_every_block() -> None:
    for at in range(4):
        a, b = (draw(Normal(0, 1), 1, name, 4096, [("cause", math.sqrt(0.8))], Part(at, 4)) for name in "ab")
        assert np.corrcoef(a, b)[0, 1] == pytest.approx(0.8, abs=0.03)


# Sums and products whose quantiles are known: (formula, values, the 5 %, 50 % and 95 % quantile)
KNOWN = [
    ("a + b", "0 .. 1 m", "0 .. 1 m", (math.sqrt(0.1), 1.0, 2 - math.sqrt(0.1))),
    ("a + b", "3 ± 0.3 m", "4 ± 0.4 m", (7 - 1.6448536269514722 * 0.5, 7.0, 7 + 1.6448536269514722 * 0.5)),
]


@pytest.mark.parametrize(("formula", "a", "b", "exact"), KNOWN)
def test_stream__more_draws_come_closer_to_the_truth(
    formula: str, a: str, b: str, exact: tuple[float, ...]
) -> None:
    text = f"""
claims:
  a: {{title: A, value: {a}}}
  b: {{title: B, value: {b}}}
  c: {{title: C, formula: {formula}, inputs: {{a: a, b: b}}, unit: m}}
"""
    found = edition(text, settings=Settings(samples=1024))

    def off(draws: int) -> float:
        job = sampled.job(found, {"claims/base.yaml": text.encode()}, "", ("c",), draws)
        got = engines.stream(job, engines.serial, quiet)["c", ()]
        return max(abs(x - y) for x, y in zip((got.low, got.median, got.high), exact, strict=True))

    near, far = off(1_000_000), off(1024)
    assert near < far / 4
    assert near < 2e-3


@pytest.mark.usefixtures("small")
def test_processes__say_the_same_to_the_last_bit() -> None:
    _, job = works(3000)
    assert same(engines.stream(job, engines.serial, quiet), engines.stream(job, engines.processes(2), quiet))


@pytest.mark.usefixtures("small")
def test_processes__one_that_is_killed_half_way_costs_its_blocks_alone() -> None:
    _, job = works(5000)
    killed: list[int] = []

    def murderous(done: int, of: int) -> None:
        if done == 2 and not killed:
            import multiprocessing

            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            os.kill(victim.pid or 0, signal.SIGKILL)

    assert same(
        engines.stream(job, engines.processes(2), murderous), engines.stream(job, engines.serial, quiet)
    )
    assert killed


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as found:
        yield found


def test_dask__a_worker_killed_half_way_is_survived_and_no_bit_differs(cluster: Any) -> None:
    found = edition(WORKS)
    job = sampled.job(found, {"claims/base.yaml": WORKS.encode()}, "", EVERY, 3_000_000)
    pids = [each["pid"] for each in _workers(cluster)]
    assert len(pids) == 2
    seen = []

    def murderous(done: int, of: int) -> None:
        seen.append(done)
        if done == 3:
            os.kill(pids[0], signal.SIGKILL)

    over = engines.stream(job, engines.dask(cluster.scheduler_address, 2), murderous)
    assert seen == list(range(1, job.blocks + 1)) * (len(seen) // job.blocks)
    assert same(over, engines.stream(job, engines.serial, quiet))
    for _ in range(100):  # the one that was lost is started again, by another id
        if len(now := [each["pid"] for each in _workers(cluster)]) == 2 and pids[0] not in now:
            break
        time.sleep(0.1)
    assert pids[0] not in [each["pid"] for each in _workers(cluster)]


def _workers(cluster: Any) -> list[dict[str, int]]:
    from distributed import Client

    with Client(cluster.scheduler_address) as client:
        return [{"pid": pid} for pid in client.run(os.getpid).values()]


def test_stream__room_does_not_grow_with_the_draws() -> None:
    found = edition(WORKS)

    def most(draws: int) -> int:
        job = sampled.job(found, {"claims/base.yaml": WORKS.encode()}, "", ("ratio", "day"), draws)
        tracemalloc.start()
        engines.stream(job, engines.serial, quiet)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    few, many = (most(10 * blocks.BLOCK), most(40 * blocks.BLOCK))
    assert many < 1.2 * few


def test_sample__says_what_cannot_be_drawn_and_what_to_do(tmp_path: Path) -> None:
    base = write(tmp_path / "base", {"claims/works.yaml": WORKS})
    done = run(base, "sample", "at-least")
    assert done.returncode == 2
    assert "`at-least` is known as a bound alone" in done.stderr
    assert "`whence show at-least` gives its ends" in done.stderr
    got = answer(base, "sample", "both", "day", "--samples", "200_000")
    assert got["draws"] == 200_000
    assert [(each["id"], each["choose"]) for each in got["claims"]] == [
        ("both", {}),
        ("day", {"day-length": "whole"}),
        ("day", {"day-length": "shift"}),
    ]
    two = answer(
        base, "sample", "both", "day", "--samples", "200000", "--engine", "processes", "--workers", "2"
    )
    assert json.dumps(two) == json.dumps(got)
    text = run(base, "sample", "both", "--samples", "200000").stdout
    assert text.startswith("200,000 draws\n\nBoth\n  both\n  7")


def test_sample__our_base_by_the_block_as_it_stands() -> None:
    base = ROOT
    if not (base / "claims").is_dir():
        pytest.skip("our base is not here")
    found = answer(base, "sample", "slowdown-factor", "--samples", "4096")
    own = answer(base, "show", "slowdown-factor")["claims"][0]
    readings = own["contexts"] or [own]
    for one, other in zip(found["claims"], readings, strict=True):
        for name in ("point", "median", "low", "high", "mean", "sd"):
            assert one[name] == other[name]


def test_pool__its_processes_end_with_the_one_that_is_killed(tmp_path: Path) -> None:
    """They hold its locks: one that outlived it would keep the folder of a site for good."""
    lock, ids = tmp_path / "lock", tmp_path / "ids"
    held = lock.open("w")
    pid = os.fork()
    if not pid:
        fcntl.flock(held, fcntl.LOCK_EX)
        with workers.pool(2) as split:
            ids.write_text(
                " ".join(str(each.result()) for each in [split.submit(os.getpid) for _ in range(8)])
            )
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert ids.read_text()
    held.close()
    # Had in the end, since nobody holds it any more; a process that stayed would keep this waiting.
    with lock.open() as again:
        fcntl.flock(again, fcntl.LOCK_EX)
