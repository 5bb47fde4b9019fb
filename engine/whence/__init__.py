"""Whence: where does this number come from?

`base = whence.open(path)` reads a base; `base["some-claim"].point` is a number of it. The command line is `whence`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whence.python.base import Base

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(path: str | os.PathLike[str] = ".", *, known_on: str = "") -> Base:
    """The base that a folder is, or lies in, evaluated; `known_on` (a date) takes it as it was known on that day.

    `whence.language.problems.Refused` says what to do where there is no base, or a date is none. What is wrong in the
    base's own files is no exception: `base.check()` lists it.
    """
    from whence.python import base

    return base.opened(path, known_on)
