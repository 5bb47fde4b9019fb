"""The style sheet and the colours that a base may bring: what they cannot say, and both as one sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whence.language.patterns import later
from whence.language.problems import Problem

# The colours that a base may set, by the name of what they are for.
COLOURS = (
    "paper", "sunk", "ink", "soft", "hair", "edge", "accent", "band", "core", "settled", "uncertain", "conflict",
    "settled-wash", "uncertain-wash", "conflict-wash",
)  # fmt: skip
COLOUR = later(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

# Comments and strings: what stands in them is not obeyed. A line break ends a string that is not closed.
_QUIET = later(
    r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*(?:\"|(?=\n)|\Z)|'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|\Z)", re.DOTALL
)
_LOADS = later(
    r"@import|(?:url|src|image|image-set|cross-fade|element|expression)\s*\(|-moz-binding|\\", re.IGNORECASE
)


def objection(content: bytes) -> Problem | None:
    """What a style sheet says that it may not: it loads nothing, from anywhere, and hides no word behind a `\\`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(content[: error.start].decode("utf-8"))
        return Problem("bad-settings", "this style sheet is not UTF-8", at, at + 1)
    plain = re.sub("[\r\f]", "\n", text)
    hit = _LOADS.search(_QUIET.sub(lambda quiet: " " * len(quiet[0]), plain))
    if hit is None:
        return None
    what = (
        "hides words behind a `\\`"
        if hit[0] == "\\"
        else f"says `{hit[0]}`, and a style sheet of a base loads nothing"
    )
    hint = "take it out: what a page needs lies in its own site"
    return Problem("bad-settings", f"this style sheet {what}, so it is left out", *hit.span(), (hint,))


def sheet(style: str, light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """One style sheet of the colours of a base, by day and by night, and its own; nothing if it has neither."""
    day, night = (
        ";".join(f"--{name}:{colour}" for name, colour in sorted(each.items())) for each in (light, dark)
    )
    parts = [f":root{{{day}}}\n"] if day else []
    if night:
        parts.append(
            f'@media screen and (prefers-color-scheme:dark){{:root:not([data-scheme="light"]){{{night}}}}}\n'
        )
        parts.append(f'@media screen{{:root[data-scheme="dark"]{{{night}}}}}\n')
    # The first line also keeps a sheet from naming an encoding of its own, which only its first bytes can.
    return "".join(("/* The look of this base. */\n", *parts, style)) if parts or style else ""
