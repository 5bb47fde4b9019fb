"""What was brought in from elsewhere: the new files, how the translation went, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from whence.cli.text.style import paint, plural
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.exchange.brought import Brought, Remark


def brought(found: Brought, dry: bool, colour: bool) -> str:
    """The files with their records, what is said of the translation, and every place that was not translated."""
    lines = [paint("would write" if dry else "written", "bold", colour)]
    for path, data in found.files.items():
        counts = (plural(len(records), "record") for section, records in data.items() if section != "topic")
        lines.append(f"  {path}: {', '.join(counts)}")
    lines += found.told
    lines += _remarks("computed otherwise than there", found.differing, colour)
    lines += _remarks("not translated", found.lost, colour)
    return "\n".join(lines) + "\n"


def _remarks(what: str, remarks: Sequence[Remark], colour: bool) -> Iterator[str]:
    if remarks:
        yield paint(f"{what} ({len(remarks):,})", "yellow", colour)
        yield from (f"  {visible(each.place)}: {visible(each.text)}" for each in remarks)


def as_json(found: Brought) -> dict[str, Any]:
    """The shape of `whence import --format json`."""
    return {
        "files": found.texts(),
        "told": list(found.told),
        "differing": [{"place": each.place, "text": each.text} for each in found.differing],
        "lost": [{"place": each.place, "text": each.text} for each in found.lost],
    }
