"""What is said to be called from outside is: a name that no template reads any more is dead again."""

from __future__ import annotations

import re

import pytest

from called import called_by_templates
from places import ROOT

NAMES = [name for name in called_by_templates.__code__.co_names if name.islower()]


@pytest.mark.parametrize("name", NAMES)
def test_called__a_template_reads_it(name: str) -> None:
    templates = (path.read_text("utf-8") for path in (ROOT / "site" / "templates").rglob("*.html"))
    assert any(re.search(rf"\.{name}\b", text) for text in templates)
