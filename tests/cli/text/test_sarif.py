"""Findings as SARIF: results that point to their rules and places."""

from __future__ import annotations

import json

from whence.cli.text.sarif import sarif
from whence.language.problems import Finding, Place

HERE = Place("claims/a.yaml", 2, 5, 5)
FINDING = Finding("unknown-key", "power", "`vlaue` is not a field", HERE, ("did you mean `value`?",))
EVIL = "x\n::error file=a::y\r::stop-commands::z%0A::w\x1b]0;t\x07\u202e,:%"


def test_sarif__results_point_to_their_rules() -> None:
    strange = Finding("stale", "a", EVIL, Place("claims/a b%.yaml", 3, 1, 2), accepted="known")
    log = json.loads(sarif([FINDING, strange, Finding("check-fails", "", "m")]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["check-fails", "stale", "unknown-key"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 10}
    location = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "claims/a%20b%25.yaml"
    assert run["results"][1]["suppressions"] == [{"kind": "inSource", "justification": "known"}]
    assert "locations" not in run["results"][2]
