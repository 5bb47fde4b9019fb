"""The day on the clock."""

from __future__ import annotations

import os
import time


def today() -> str:
    """The day on the clock; WHENCE_TODAY stands in for it where output must not depend on the day."""
    return os.environ.get("WHENCE_TODAY") or time.strftime("%Y-%m-%d")
