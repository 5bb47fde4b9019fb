"""The entries of a file of RIS, whose lines begin with tags: as a library reads them, and what it passes over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whence.exchange.brought import Remark
from whence.language.patterns import later
from whence.language.problems import Refused, brief

_TAG = later(r"[A-Z][A-Z0-9] {2}- |ER {2}-\s*$")
# A text that goes on for more lines than this is none of a list of sources.
_MOST_LINES = 2_000
_TAGS_OF_LISTS = ("A1", "A2", "A3", "A4", "AU", "KW", "N1", "UR")


def entries(content: str) -> list[dict[str, Any]]:
    """The entries of a file of RIS, as the library reads them."""
    try:
        import rispy  # type: ignore[import-untyped]

        found: list[dict[str, Any]] = rispy.loads(content)
    except ImportError:
        why = "RIS is read by rispy, which is not installed: pip install 'whence[exchange]'"
    except (OSError, ValueError, KeyError, IndexError) as error:
        why = f"this is no RIS: {brief(str(error))}"
    else:
        return found
    raise Refused(why)


def passed_over(content: str) -> Iterator[Remark]:
    """What the library passes over: an entry that begins in another or does not end, and a second of a tag that is read once."""
    begun, since, seen = 0, 0, set[str]()
    for number, line in enumerate(content.split("\n"), 1):
        tag = line[:2] if _TAG.match(line) else ""
        since = 0 if tag else since + 1
        if since > _MOST_LINES:
            raise Refused(f"this is no RIS: {_MOST_LINES:,} lines up to line {number} have no tag")
        if tag == "TY":
            if begun:
                yield Remark(
                    f"line {begun}", "the entry has no end (`ER  -`) before the next: they are read as one"
                )
            begun, seen = number, set()
        elif tag == "ER":
            begun = 0
        elif tag and begun and tag not in _TAGS_OF_LISTS:
            if tag in seen:
                yield Remark(f"line {number}", f"`{tag}` stands in its entry before: left out")
            seen.add(tag)
    if begun:
        yield Remark(f"line {begun}", "the entry has no end (`ER  -`): left out")


def date(text: str) -> str:
    """A date of RIS, `2020/03/05/what it is of`, which may leave out any part, as it is written here."""
    return "-".join(filter(None, map(str.strip, text.split("/")[:3])))
