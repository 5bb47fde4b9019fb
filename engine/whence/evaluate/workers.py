"""Processes that are split off from this one for a part of the work: they end with it, however it ends.

Such a process shares what this one holds open, locks too; one that outlived it would keep them for good.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any


@contextlib.contextmanager
def pool(
    workers: int, begin: Callable[..., None] | None = None, *given: Any
) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each begun by a function; forked where that can be, so that nothing is sent to them."""
    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    # Nothing is ever written into it: it is closed at this end when this process ends, and then they are told.
    line = os.pipe() if way == "fork" else None
    try:
        with ProcessPoolExecutor(
            workers, multiprocessing.get_context(way), initializer=_begun, initargs=(line, begin, given)
        ) as found:
            yield found
    finally:
        for each in line or ():
            os.close(each)


def _begun(line: tuple[int, int] | None, begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    if line:
        os.close(line[1])
        threading.Thread(target=_follow, args=(line[0],), daemon=True).start()
    if begin:
        begin(*given)


def _follow(line: int) -> None:
    os.read(line, 1)
    os._exit(1)
