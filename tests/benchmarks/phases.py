"""Where the time of a `check` goes once the figure of a claim is another: seconds of CPU of one process, part by part.

python tests/benchmarks/phases.py BASE      # prints JSON: each part and its seconds
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

TODAY = "2026-01-15"


def parts(base: str) -> Iterator[tuple[str, float]]:
    """Each part of a check of a base, in its order, and what it took."""
    before = time.process_time()
    yield "Python starts", before

    def since() -> float:
        nonlocal before
        took, before = time.process_time() - before, time.process_time()
        return took

    import click  # noqa: F401

    yield "click is loaded", since()
    from whence.account import closing, ledger  # noqa: F401
    from whence.cli import commands, judge, text  # noqa: F401
    from whence.disk import cache, changed, edited, reading, store
    from whence.judge import again, assemble, kept, rules
    from whence.model import kin
    from whence.model import parts as outlines

    yield "the engine is loaded", since()
    rules.rules()
    yield "the rules are loaded", since()
    texts = store.texts(reading.steady(base))
    texts.digest()
    yield "the files are read, and hashed", since()
    home, _ = cache.folder(base)
    memory = store.recalled(home, Path(base))
    known = edited.known(home, TODAY, texts)
    assert known
    outline = outlines.read(cache.fetch(home, store.key(known.texts, "outline")) or b"")
    found = kept.read(cache.fetch(home, store.key(known.texts, "findings", TODAY, "")) or b"")
    yield "what was kept is read", since()
    changes = changed.changes(known.texts.files, texts.files, outline.places).claims
    touched = kin.region(outline, known.kin, {id: set() for id in changes})
    yield "what has changed, and what that touches", since()
    settings, _ = store.settings_of(texts.files)
    linked = outlines.around(store.yaml_of(texts.files), settings, outline, touched.seen)
    assert linked
    yield "the part is read and linked", since()
    edition = assemble.judge(linked, today=TODAY, memory=memory)
    assert all(id in edition.values.of for id in touched.moved)
    yield "dimensions, and numbers that are known or drawn", since()
    edition = again.judged(edition, touched, found)
    assert edition.findings is not None
    yield "rules", since()
    counted = closing.renewed(edition, touched, closing.read(known.more))
    yield "what closes the check is counted", since()
    cache.keep(home, store.key(texts, "findings", TODAY, ""), kept.content(edition.findings) or b"")
    edited.keep(home, edited.Known(texts, known.kin, closing.flat(counted)), TODAY)
    store.record(home, Path(base), memory, 3 * len(outline.parents))
    yield "what is known now is kept", since()


if __name__ == "__main__":
    gc.disable()
    print(json.dumps(dict(parts(sys.argv[1]))))
