"""The page of each rule, from the docstring of its module: what it objects to, why, and how to mend it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from whence.language.problems import SEVERITIES, Severity


@dataclass(frozen=True)
class Page:
    """A rule's page: `text` is Markdown; `examples` are the blocks of YAML or TOML in it, run as tests.

    In an example `# <- code` marks the line that the rule objects to, and `# file: PATH` begins another file.
    """

    rule: str
    severity: Severity
    title: str
    text: str
    examples: tuple[str, ...]


def page(rule: str) -> Page:
    """The page of a rule that exists."""
    return _read(rule)


def every() -> Iterator[Page]:
    """All pages, in the order of the table of severities."""
    for rule in SEVERITIES:
        yield _read(rule)


@lru_cache(maxsize=256)
def _read(rule: str) -> Page:
    # The docstring is read, not imported: listing the rules must not import the engine.
    source = (files("whence") / "judge" / "rules" / f"{rule.replace('-', '_')}.py").read_text("utf-8")
    head, _, text = (ast.get_docstring(ast.parse(source)) or "").partition("\n")
    name, _, title = head.partition(": ")
    assert name == rule, f"the page of {rule} begins with {name}"
    return Page(rule, SEVERITIES[rule], title.strip().rstrip("."), text.strip(), tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[str]:
    parts = text.split("```")
    for block in parts[1::2]:
        kind, _, body = block.partition("\n")
        if kind.strip() in ("yaml", "toml"):
            yield body
