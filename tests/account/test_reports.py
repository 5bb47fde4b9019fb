"""Findings for programs: the shape of the JSON, and the counts."""

from __future__ import annotations

import json

from whence.account.reports import as_json, counts
from whence.language.problems import Finding, Place

HERE = Place("claims/a.yaml", 2, 5, 5)
FINDING = Finding("unknown-key", "power", "`vlaue` is not a field", HERE, ("did you mean `value`?",))


def test_as_json__the_shape_of_check() -> None:
    listed = [
        FINDING,
        Finding("stale", "a", "m", accepted="known", severity="warning"),
        Finding("check-fails", "c", "m", severity="conflict"),
    ]
    report = json.loads(as_json(listed, claims=7))
    assert report["counts"] == {"error": 1, "conflict": 1, "warning": 0, "note": 0}
    assert report["claims"] == 7
    first = report["findings"][0]
    assert {"rule", "severity", "id", "message", "file", "line", "column", "accepted", "data"} <= set(first)
    assert (first["file"], first["line"], first["column"]) == ("claims/a.yaml", 2, 5)
    assert report["findings"][2]["file"] is None


def test_counts__of_nothing() -> None:
    assert counts([]) == {"error": 0, "conflict": 0, "warning": 0, "note": 0}
