"""A file that was edited, read anew: nothing but the named records may differ, and nothing be broken that was not."""

from __future__ import annotations

from whence.files import reader
from whence.files.records import FileRecords
from whence.language.problems import Refused


def verify(path: str, before: bytes, after: bytes, touched: set[str]) -> None:
    """Refuse an edit that changes a record it should not, or breaks one."""
    old, new = reader.read_file(path, before), reader.read_file(path, after)
    worse = [each for each in new.findings if each.message not in {one.message for one in old.findings}]
    if worse:
        raise Refused(f"the edit would leave {path} wrong: {worse[0].message}")
    for id in sorted(_ids(old) | _ids(new)):
        section, _, name = id.partition(":")
        if id not in touched and old.sections.get(section, {}).get(name) != new.sections.get(section, {}).get(
            name
        ):
            raise Refused(f"the edit of {path} would change `{name}` too; make it by hand")


def _ids(found: FileRecords) -> set[str]:
    return {f"{section}:{id}" for section, each in found.sections.items() for id in each}
