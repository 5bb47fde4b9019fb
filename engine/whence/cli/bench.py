"""`bench`: what a base costs on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence.cli import common

if TYPE_CHECKING:
    from whence.disk.store import Texts
    from whence.judge.edition import Edition


@click.command()
@common.FORMAT
@click.pass_context
def bench(ctx: click.Context, form: str) -> None:
    """Measure this installation, as ratios against a known piece of work."""
    import time

    from whence.disk import store
    from whence.judge import assemble
    from whence.publish import pages, site

    found = common.texts(ctx)
    settings, _ = store.settings_of(found.files)
    texts = store.yaml_of(found.files)
    rows: dict[str, float] = {"known work": _known_work()}
    start = time.perf_counter()
    judged = assemble.assemble(texts, settings, today=common.today())
    rows["check, cold"] = time.perf_counter() - start
    start = time.perf_counter()
    memory = judged.values.memory()
    assemble.assemble(texts, settings, today=common.today(), memory=memory)
    rows["check, estimates known"] = time.perf_counter() - start
    rows |= _save(found, judged)
    start = time.perf_counter()
    count = sum(1 for _ in site.drawn(site.files(judged, "bench")))
    rows[f"site, {count} files"] = time.perf_counter() - start
    assert pages
    if form == "json":
        common.write_json(
            {"seconds": rows, "ratios": {name: took / rows["known work"] for name, took in rows.items()}}
        )
        return
    for name, took in rows.items():
        click.echo(f"{name:<28} {took:8.3f} s  {took / rows['known work']:8.1f} x known work")


def _save(found: Texts, judged: Edition) -> dict[str, float]:
    """Seconds from a save of the first file of claims to the page that is looked at, as `serve` takes them."""
    import time

    from whence.disk import store
    from whence.publish import site

    name = next(each for each in sorted(found.files) if each.startswith("claims/"))
    saved = store.Texts(found.root, {**found.files, name: found.files[name] + b"\n# saved\n"}, ())
    start = time.perf_counter()
    files = site.files(store.renewed(saved, judged, common.today()), "bench")
    rows = {"a save, read anew": time.perf_counter() - start}
    start = time.perf_counter()
    files[next(path for path in files if path.startswith("claims/"))]()
    return rows | {"a save, the page drawn": time.perf_counter() - start}


def _known_work() -> float:
    """Seconds for sorting a million numbers: what the other times are compared with."""
    import time

    import numpy as np

    numbers = np.random.default_rng(1).random(1_000_000)
    start = time.perf_counter()
    np.sort(numbers)
    return time.perf_counter() - start
