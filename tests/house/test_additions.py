"""What is added to the engine is added in one place: shown in a copy of the package, run as a user runs it.

A section is added in `tests/files/test_sections.py`, a function of formulas in `tests/language/formulas/test_operators.py`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from copies import add, copied, touched

BASE = """
claims:
  power: {title: Power of the building, value: 1000 MW, kind: illustration}
  heat: {title: Heat of the building, value: 3 MW}
"""
RULE = '''"""too-round: a figure is rounder than anything that is measured.

A figure of one digit and three zeros was guessed.

Mend: look it up.

```yaml
claims:
  power:
    title: Power
    value: 1000 MW  # <- too-round
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live

SEVERITY = "warning"


def object_to(edition: Edition) -> Iterator[Objection]:
    for id, claim in live(edition).items():
        if "000" in claim.value:
            yield Objection(id, "this is too round", edition.base.records.place("claims", id, "value"))
'''
PAGE = '''"""The longest titles of a base, as a page."""

from __future__ import annotations

from whence.publish.pages.book import Book
from whence.publish.pages.parts import Page


def longest(book: Book) -> Page:
    titles = sorted((each.title for each in book.edition.base.records.claims.values()), key=len)
    return Page("longest.html", "longest.html", "Longest titles", "What takes most words.", titles[::-1], "longest")


ONCE = {"longest.html": longest}
'''
TEMPLATE = """{% extends "base.html" %}
{% block main %}<ol>{% for title in v %}<li>{{ title }}</li>{% endfor %}</ol>{% endblock %}
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout with the package and the site's parts, and a small base beside it."""
    copied(tmp_path)
    (tmp_path / "base" / "claims").mkdir(parents=True)
    (tmp_path / "base" / "whence.toml").write_text('[whence]\ntitle = "Small"\n', "utf-8")
    (tmp_path / "base" / "claims" / "a.yaml").write_text(BASE, "utf-8")
    return tmp_path


def whence(copy: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command of the copy, on its base."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "engine"), "WHENCE_CACHE": "off", **more}
    return subprocess.run(
        [sys.executable, "-c", "from whence.cli import main; main()", *args],
        cwd=copy / "base",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_rule__is_added_with_one_file(copy: Path) -> None:
    add(copy, "engine/whence/judge/rules/too_round.py", "", RULE)
    assert touched(copy) == {"engine/whence/judge/rules/too_round.py"}
    assert "warning[too-round] power: this is too round" in whence(copy, "check").stdout
    assert re.search(r"(?m)^warning +too-round +a figure is rounder than", whence(copy, "rule").stdout)
    assert "A figure of one digit and three zeros was guessed." in whence(copy, "rule", "too-round").stdout
    assert whence(copy, "build", "--output", "site").returncode == 0
    page = (copy / "base/site/rules/too-round.html").read_text("utf-8")
    assert "this is too round" in page.lower()
    assert "too-round.html" in (copy / "base/site/rules/index.html").read_text("utf-8")


def test_rule__that_fails_is_a_finding_and_the_others_judge(copy: Path) -> None:
    broken = RULE.replace("        if ", "        1 / (id != 'heat')\n        if ")
    (copy / "engine/whence/judge/rules/too_round.py").write_text(broken, "utf-8")
    done = whence(copy, "check", WHENCE_DEBUG="1")
    assert done.returncode == 3
    assert "warning[too-round] power: this is too round" in done.stdout
    assert "warning[uncited] heat: " in done.stdout
    failed = "the rule `too-round` could not finish: ZeroDivisionError: division by zero (too_round.py:28 in object_to)"
    assert f"error[rule-failed] {failed}" in done.stdout
    assert "please report it in the issue tracker of whence" in done.stdout
    assert f"whence: a bug of ours, not of your base: {failed}\n" in done.stderr
    assert "  too_round.py:28 in object_to\n" in done.stderr
    assert "2 claims (2 evaluated)" in done.stdout
    built = whence(copy, "build", "--output", "site")
    assert (built.returncode, (copy / "base/site/rules/rule-failed.html").is_file()) == (3, True)
    shown = whence(copy, "show", "power", WHENCE_DEBUG="")
    assert (shown.returncode, "  too_round.py:28" in shown.stderr) == (3, False)


def test_page__is_added_with_one_file_and_its_template(copy: Path) -> None:
    added = {"engine/whence/publish/pages/longest.py": PAGE, "site/templates/longest.html": TEMPLATE}
    for path, text in added.items():
        add(copy, path, "", text)
    assert touched(copy) == added.keys()
    done = whence(copy, "build", "--output", "site")
    assert done.returncode == 0, done.stderr
    page = (copy / "base/site/longest.html").read_text("utf-8")
    assert "<li>Power of the building</li><li>Heat of the building</li>" in page
    assert "Longest titles" in page
