"""The page of each rule, from the docstring of its module: what it objects to, why, and how to mend it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from whence.language import installed
from whence.language.frozen import dataclass
from whence.language.problems import SEVERITIES, Severity

_GRAVITY = get_args(Severity)


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


@cache
def severities() -> Mapping[str, Severity]:
    """Every code there is with its severity, the gravest first: those of the lower storeys, and the rules' own."""
    own = {code: SEVERITIES.get(code) or _severity(code) for code in _codes()}
    return MappingProxyType(dict(sorted(own.items(), key=lambda each: (_GRAVITY.index(each[1]), each[0]))))


def page(rule: str) -> Page:
    """The page of a rule that exists."""
    return _read(rule)


def every() -> Iterator[Page]:
    """All pages, in the order of `severities`."""
    for rule in severities():
        yield _read(rule)


def _codes() -> list[str]:
    """The codes that have a file."""
    return [each.replace("_", "-") for each in installed.names("whence.judge.rules")]


@cache
def _source(rule: str) -> str:
    from importlib.resources import files

    # The file is read, not imported: listing the rules must not import the engine.
    return (files("whence") / "judge" / "rules" / f"{rule.replace('-', '_')}.py").read_text("utf-8")


def _severity(rule: str) -> Severity:
    hit = re.search(r'^SEVERITY = "(\w+)"$', _source(rule), re.MULTILINE)
    assert hit, f"the file of {rule} says no SEVERITY"
    assert hit[1] in get_args(Severity)
    return cast(Severity, hit[1])


@cache
def _read(rule: str) -> Page:
    head, _, text = (ast.get_docstring(ast.parse(_source(rule))) or "").partition("\n")
    name, _, title = head.partition(": ")
    assert name == rule, f"the page of {rule} begins with {name}"
    return Page(rule, severities()[rule], title.strip().rstrip("."), text.strip(), tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[str]:
    parts = text.split("```")
    for block in parts[1::2]:
        kind, _, body = block.partition("\n")
        if kind.strip() in ("yaml", "toml"):
            yield body
