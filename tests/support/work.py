"""How much work something is, told without a clock: these machines are noisy, and a timed test fails for no reason."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """How many calls of functions it takes, of ours and of Python's own."""
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(work: Callable[[int], object], size: int, times: int = 4) -> float:
    """How many times more steps it takes for so many times the size, after a smaller run for what is kept."""
    work(size // 2)
    return steps(lambda: work(size * times)) / steps(lambda: work(size))
