"""Findings of our base that somebody has judged, and how one is known again when its words have changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from places import TESTS
from whence.files.sections import SECTIONS
from whence.judge.edition import Edition
from whence.language.problems import Finding

FILE = TESTS / "content" / "judged.yaml"
VERDICTS = ("right", "echo", "noise", "false")


@dataclass(frozen=True)
class Judged:
    """What was made of a finding: right, an echo of another, noise or false, and why."""

    rule: str
    id: str
    print: str
    verdict: str
    why: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The finding that was judged."""
        return self.rule, self.id, self.print


def entries() -> Iterator[Judged]:
    """What the file holds: by rule, by record, by the print of the finding."""
    for rule, records in yaml.safe_load(FILE.read_text("utf-8")).items():
        for id, prints in records.items():
            for mark, given in prints.items():
                yield Judged(rule, id, str(mark), given["verdict"], given["why"])


def key(edition: Edition, finding: Finding) -> tuple[str, str, str]:
    """What a finding is known by: its rule, its record, and a print of the records that it sets against it, and how far apart.

    These are named in its first line and at the heads of its rows. How it is worded, what else it tells and the last
    digits of its figures have no part in the print.
    """
    known = {id for section in SECTIONS for id in edition.base.records.of(section)}
    first, *rows = finding.message.splitlines()
    words = [*re.findall(r"[\w.-]*\w", first), *(row.split()[0] for row in rows if row.strip())]
    names = sorted(known.intersection(words) - {finding.id})
    ratio = finding.data.get("ratio")
    size = f"{ratio:.0e}" if isinstance(ratio, float) else ""
    said = json.dumps([names, size, finding.data.get("option", "")])
    return finding.rule, finding.id, hashlib.sha256(said.encode()).hexdigest()[:6]


def line(key: tuple[str, str, str], finding: Finding) -> str:
    """The lines of the file for a finding that is still to be judged."""
    rule, id, mark = key
    said = " / ".join(each.strip() for each in finding.message.splitlines())
    return f"{rule}:\n  {id}:\n    {mark}: {{verdict: , why: }}  # {said[:300]}"
