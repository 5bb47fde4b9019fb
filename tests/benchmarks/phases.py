"""Where the time of a `check` goes: seconds of CPU of one process, part by part, with numbers kept from a check before.

python tests/benchmarks/phases.py BASE      # prints JSON: each part and its seconds
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def parts(base: str) -> Iterator[tuple[str, float]]:
    """Each part of a check of a base, in its order, and what it took."""
    before = time.process_time()
    yield "Python starts", before

    def since() -> float:
        nonlocal before
        took, before = time.process_time() - before, time.process_time()
        return took

    import numpy  # noqa: F401

    yield "numpy is loaded", since()
    import click  # noqa: F401

    from whence.account import ledger  # noqa: F401
    from whence.cli import commands, judge, text  # noqa: F401
    from whence.disk import cache, reading, store
    from whence.files import reader
    from whence.judge import assemble, rules
    from whence.model import linking

    yield "the engine is loaded", since()
    rules.rules()
    yield "the rules are loaded", since()
    texts = store.texts(reading.steady(base))
    texts.digest()
    yield "the files are read, and hashed", since()
    records = reader.read(store.yaml_of(texts.files))
    yield "text becomes records", since()
    settings, _ = store.settings_of(texts.files)
    linked = linking.link(records, settings)
    yield "values and formulas are parsed, and linked", since()
    home, _ = cache.folder(base)
    memory = store.recalled(home, Path(base)) if home else None
    edition = assemble.judge(linked, today="2026-01-15", memory=memory, keep=False)
    assert edition.values.findings is not None
    yield "dimensions, and numbers that are known or drawn", since()
    for each in (edition.summaries, edition.agreements, edition.comparisons):
        list(each)
    yield "what numbers say in each reading", since()
    assert edition.findings is not None
    yield "rules", since()


if __name__ == "__main__":
    gc.disable()
    print(json.dumps(dict(parts(sys.argv[1]))))
