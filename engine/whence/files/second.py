"""A second reader of YAML, which shares no code with the first: what an edit wrote is held against it before it is saved.

It is slow, a second for 60 kB, and imported only when something is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from whence.files.places import Path
from whence.language.problems import Refused, brief

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read(text: str) -> Any:
    """The data of a text, in the same terms as `yaml.compose`: every scalar is text but a plain true, false or null."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    # By the rules of 1.1 a `?` or a `:` within a word in braces would be refused, which every other reader takes.
    reader.version = "1.2"
    try:
        return _data(reader.compose(text))
    except MarkedYAMLError as error:
        where = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        raise Refused(f"{brief(str(error.problem))}{where}") from None
    except YAMLError as error:
        raise Refused(brief(str(error))) from None


def _data(node: Any) -> Any:
    """A node's data. Of a key that is given twice the first counts, as in our reader."""
    if node is None:
        return None
    if isinstance(node.value, str):
        return (
            normalize("NFC", node.value)
            if node.style
            else _WORDS.get(node.value, normalize("NFC", node.value))
        )
    if node.id == "sequence":
        return [_data(each) for each in node.value]
    found: dict[Any, Any] = {}
    for key, value in node.value:
        found.setdefault(str(_data(key)), _data(value))
    return found


def differences(wanted: Any, found: Any, path: Path = ()) -> Iterator[str]:
    """Where two readings differ, as dotted names; where a list has more or fewer items, the whole list."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in [*wanted, *(key for key in found if key not in wanted)]:
            if key in wanted and key in found:
                yield from differences(wanted[key], found[key], (*path, key))
            else:
                yield _named((*path, key))
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for n, (a, b) in enumerate(zip(wanted, found, strict=True)):
            yield from differences(a, b, (*path, n))
    elif wanted != found or type(wanted) is not type(found):
        yield _named(path)


def _named(path: Path) -> str:
    return ".".join(brief(str(each)) for each in path) or "the whole file"
