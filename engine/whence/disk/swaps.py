"""Two steps that Python has no call for: two files change names, or one gets a name that must be free. Linux has both.

Each is one step for everybody who looks, so that whoever saves a file just before it is noticed just after it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import cache

# What `renameat2` is asked for, and how a system or a file system says that it does not know that.
_FREE, _BOTH = 1, 2
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def swap(at: int, one: str, other: str) -> bool:
    """Each of two names in an open folder stands for what the other stood for; no where the system cannot do that."""
    return renamed(at, one, other, _BOTH)


def move(at: int, one: str, other: str) -> bool:
    """A file in an open folder gets a name that nothing may have (`FileExistsError`); no where the system cannot do that."""
    return renamed(at, one, other, _FREE)


def renamed(at: int, one: str, other: str, how: int) -> bool:
    """One call to the system."""
    call = _call()
    if call is None or not call(at, os.fsencode(one), at, os.fsencode(other), how):
        return call is not None
    import ctypes

    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), other)


@cache
def _call() -> Callable[..., int] | None:
    """The call of the system's own library, if it has it."""
    import ctypes

    found: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return found
