"""What a command prints on: a terminal with its colours and its width, read page by page, or whatever takes its place."""

from __future__ import annotations

import contextlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# What is read page by page where it is longer than the screen and a person looks.
PAGED = (
    *(
        "candidates",
        "check",
        "coverage",
        "diff",
        "help",
        "history",
        "impact",
        "list",
        "path",
        "rule",
        "settle",
    ),
    *("show", "sources", "units", "verify", "whatif", "why"),
)


def colour() -> bool:
    """Whether output goes to a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    """How many columns a person's terminal has; 0 where output goes elsewhere, and lines may be of any length."""
    if not sys.stdout.isatty():
        return 0
    import shutil

    return shutil.get_terminal_size().columns


@contextlib.contextmanager
def paged() -> Iterator[None]:
    """What is printed meanwhile, through a pager where it would scroll away and a person looks at it."""
    whole = sys.stdout
    if not (whole.isatty() and sys.stdin.isatty()) or not set(PAGED).intersection(sys.argv[1:]):
        yield
        return
    import io

    class Screen(io.StringIO):
        """What is printed, held back until it is known how long it is; it takes colours as a terminal does."""

        def isatty(self) -> bool:
            """As the terminal that it stands for."""
            return True

    sys.stdout = held = Screen()
    try:
        yield
    finally:
        sys.stdout = whole
        _page(held.getvalue())


def _page(text: str) -> None:
    """Print a text, through the pager of `PAGER` where it is longer than the screen; `WHENCE_PAGER=off` asks for none."""
    import shutil

    high = shutil.get_terminal_size().lines
    if text.count("\n") < high or os.environ.get("WHENCE_PAGER") == "off":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        import click

        click.echo_via_pager(text, color=True)


def deaf() -> None:
    """What is still to be printed goes nowhere, since it cannot be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
