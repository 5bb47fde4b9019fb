"""Patterns that are compiled when something is first asked of them: hardly a base needs half of those that its rules hold."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """What stands for a pattern; each of its functions is taken over when it is first called."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        self.__dict__[name] = found
        return found


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a text, compiled when it is first used; a mistake in it is told then."""
    return cast(re.Pattern[str], _Later(text, flags))
