"""The command line: `whence COMMAND`, each command in a module that is imported when it is called.

Open to other folders: `text`.
"""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """The console script.

    Exit codes: 0 clean, 1 findings that count, 2 wrong usage, 3 a bug of ours, 4 the system refused: a full disk, no
    permission, no memory.
    """
    # Where Python is started for a part of the work, no file of the folder one stands in is a module of it.
    os.environ["PYTHONSAFEPATH"] = "1"
    # Sums over small matrices are added up in one order however many cores there are, and sooner than in several threads.
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
    # A command lives for a second or two and then gives everything back: looking for garbage costs more than it finds.
    gc.disable()
    # Where output is closed nobody listens, and what is said goes nowhere.
    sys.stdout, sys.stderr = (each or io.StringIO() for each in (sys.stdout, sys.stderr))
    code = run()
    # So does it leave behind: nobody needs to know which of it refers to itself.
    gc.freeze()
    sys.exit(code)


def run() -> int:
    """The command that the arguments name, and the code to end with; what was said before is said at once."""
    from whence.cli import memory

    code = memory.said(sys.argv[1:])
    if code is None:
        from whence.cli import commands

        code = commands.run()
    return code
