"""What a key costs in an editor, in milliseconds of CPU: on our own base, and on one of 10,000 claims that is generated.

A key is answered from the last edition: the file that is typed in is read anew, and completion asked for. That nothing is
judged for it is counted by a test (`tests/editor/test_ornaments.py`), and that what is judged is judged beside the keys by
another (`tests/editor/test_server.py`); here is what it takes.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests" / "support")]

import generate  # noqa: E402
from whence.editor import completion, diagnostics  # noqa: E402
from whence.editor.desk import Desk  # noqa: E402

KEYS = 40


def keys(root: Path) -> tuple[float, float, float, float]:
    """Milliseconds of a key in its longest file: the first of all, the median, the most after a judgement; of a judgement.

    Before the first one the server has judged the base and made ready, as soon as an editor opens its folder.
    """
    desk = Desk(root, "2026-01-15")
    diagnostics.diagnostics(desk, desk.edition())
    completion.ready(desk)
    path = max(
        (each for each in desk.paths() if each.startswith("claims/")), key=lambda each: len(desk.text(each))
    )
    text = desk.text(path)
    end = text.index("\n", text.index("value:"))
    judged, first, later = [], [], []
    for n in range(KEYS):
        if n % 10 == 0:
            start = time.process_time()
            assert desk.edition().findings is not None
            judged.append(time.process_time() - start)
        desk.open[path] = f"{text[:end]}{n % 7}{text[end:]}"
        start = time.process_time()
        diagnostics.at_once(desk, path)
        completion.complete(desk, path, desk.lines(path).position(end))
        (first if n % 10 == 0 else later).append(time.process_time() - start)
    after, whole = max(first[1:]), statistics.median(judged[1:])
    return 1000 * first[0], 1000 * statistics.median(later), 1000 * after, 1000 * whole


def main() -> None:
    """A line for each base."""
    with tempfile.TemporaryDirectory() as at:
        large = Path(at)
        for name, text in {**generate.base(10_000), "whence.toml": "samples = 1000\n"}.items():
            (large / name).parent.mkdir(parents=True, exist_ok=True)
            (large / name).write_text(text)
        for what, root in (("our base", ROOT), ("10,000 claims", large)):
            first, later, after, judged = keys(root)
            print(
                f"{what}: the first key {first:.0f} ms, a key {later:.0f} ms, after a judgement {after:.0f} ms; "
                f"a judgement {judged:.0f} ms"
            )


if __name__ == "__main__":
    main()
