"""Who computes the blocks: this process, several on this machine, or the workers of a cluster; with the same numbers."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from whence import __version__
from whence.evaluate.blocks import Cell, Job, Look, Looks, Told, block, linked, together
from whence.evaluate.estimate import Figure
from whence.evaluate.numbers import without_mean
from whence.evaluate.workers import pool
from whence.language.problems import Refused

# Each block with what it tells, in any order.
Engine = Callable[[Job, Looks], Iterator[tuple[int, Mapping[Cell, Told]]]]
# How often a block is begun again whose worker was lost.
RETRIES = 5


def stream(job: Job, engine: Engine, done: Callable[[int, int], None]) -> Mapping[Cell, Figure]:
    """The numbers of every context of the nodes that are wanted, over all blocks; `done` hears how many are done, of all.

    No more is held than what the blocks tell. The first block says where the quantiles lie; where it was far off, all are
    computed again with a wider look.
    """
    first = block(job, {}, 0)
    figures = {
        at: without_mean(each.figure) if each.pole else each.figure
        for at, each in first.items()
        if each.exact or job.blocks == 1
    }
    left = [at for at in first if at not in figures]
    for nth in range(max((len(each.looks) for each in first.values()), default=0)):
        if not left:
            break
        looks = {at: first[at].looks[nth] for at in left}
        told = dict(_counted(job, engine, looks, done))
        every = [told[at] for at in range(job.blocks)]
        found = {at: together([each[at] for each in every], looks[at], job.size) for at in left}
        figures |= {at: each for at, each in found.items() if each is not None}
        left = [at for at in left if at not in figures]
    return {at: figures[at] for at in first}


def _counted(
    job: Job, engine: Engine, looks: Mapping[Cell, Look], done: Callable[[int, int], None]
) -> Iterator[tuple[int, Mapping[Cell, Told]]]:
    for count, pair in enumerate(engine(job, looks), 1):
        done(count, job.blocks)
        yield pair


def serial(job: Job, looks: Looks) -> Iterator[tuple[int, Mapping[Cell, Told]]]:
    """One block after the other, in this process."""
    return ((at, block(job, looks, at)) for at in range(job.blocks))


def processes(workers: int) -> Engine:
    """Blocks over processes of this machine; what a process that dies had begun is begun again."""

    def run(job: Job, looks: Looks) -> Iterator[tuple[int, Mapping[Cell, Told]]]:
        linked(job)  # before the process is split, so that no worker has to read the base
        left = set(range(job.blocks))
        for _ in range(RETRIES):
            with pool(workers, _begin, job, looks) as split, contextlib.suppress(BrokenProcessPool):
                waiting = {split.submit(_block, at): at for at in sorted(left)}
                for each in as_completed(waiting):
                    told = each.result()
                    left.discard(waiting[each])
                    yield waiting[each], told
            if not left:
                return
        raise Refused(
            f"the processes that draw were ended {RETRIES} times; take fewer of them, or `--engine serial`"
        )

    return run


_GIVEN: list[tuple[Job, Looks]] = []


def _begin(job: Job, looks: Looks) -> None:
    _GIVEN[:] = [(job, looks)]


def _block(at: int) -> Mapping[Cell, Told]:
    return block(*_GIVEN[0], at)


def dask(address: str, workers: int) -> Engine:
    """Blocks as tasks of a cluster: the one whose scheduler is at an address, or else one on this machine.

    A worker gets the text of the base, and a task whose worker is lost is given to another.
    """

    def run(job: Job, looks: Looks) -> Iterator[tuple[int, Mapping[Cell, Told]]]:
        try:
            import distributed
        except ImportError:
            raise Refused("the engine `dask` is an extra: `pip install 'whence[dask]'`") from None
        with contextlib.ExitStack() as stack:
            where = address or stack.enter_context(_local(stack, workers))
            try:
                client = stack.enter_context(distributed.Client(where, timeout=30))  # type: ignore[no-untyped-call]
            except OSError as error:
                raise Refused(f"no scheduler answers at {address}: {error}") from None
            for name, version in client.run(_version).items():
                if version != __version__:
                    raise Refused(f"the worker {name} has whence {version}, and this is {__version__}")
            # a task and no data, so that it is made again where its worker is lost
            given = client.submit(_given, job, looks, pure=False)
            tasks = {
                client.submit(_of, given, at, pure=False, retries=RETRIES): at for at in range(job.blocks)
            }
            for each in distributed.as_completed(list(tasks)):  # type: ignore[no-untyped-call]
                yield tasks[each], each.result()
                each.release()

    return run


def _local(stack: contextlib.ExitStack, workers: int) -> Any:
    """A cluster on this machine, which ends with the command."""
    from distributed import LocalCluster

    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="whence-"))
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, threads_per_worker=1, dashboard_address=None, local_directory=folder
    )


def _version() -> str:
    return __version__


def _given(job: Job, looks: Looks) -> tuple[Job, Looks]:
    return job, looks


def _of(given: tuple[Job, Looks], at: int) -> Mapping[Cell, Told]:
    return block(*given, at)
