"""HTML as the text that it shows, with the line that each run of it stands in, in one pass over whatever there is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from whence.language.patterns import later

Piece = tuple[str, int]

_BREAK = "\n\n"
_SILENT = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "code",
        "kbd",
        "samp",
        "textarea",
        "svg",
        "math",
    }
)
# What holds no tags, so that only its own end ends it.
_RAW = frozenset({"script", "style", "textarea", "title"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
    }
    | {"strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_BEGINS = later(r"<(?=[A-Za-z!?]|/[A-Za-z])")
_NAME = later(r"[A-Za-z][^\s/>]{0,100}")
_END = later(r"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+>""")
_LINES = later("[^\n]*\n|[^\n]+")
_LONG = later(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_SMALL = {n: n + 32 for n in range(65, 91)}
_RAISED = str.maketrans("+-0123456789", "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def shown(text: str) -> Iterator[Piece]:
    """The runs of text that a page shows, each within one line of the file, with breaks between blocks.

    What a browser drops is dropped: scripts, comments, and what follows a tag or comment that never ends. Code is no
    text. What stands raised is a power behind a 10, else a mark that is no part of the text. Total, and linear in time.
    """
    silent, depth, raised, before = "", 0, False, ""
    for kind, run, line in _tokens(text):
        if depth:
            depth += (kind == "open") - (kind == "close") if run == silent and kind != "text" else 0
        elif kind == "open" and run in _SILENT:
            silent, depth = run, 1
        elif kind == "text":
            words = _lifted(run, before) if raised else run
            before = words or before
            yield from ((each, line + n) for n, each in enumerate(_LINES.findall(words)))
        elif run == "sup":
            raised = kind == "open"
        elif run not in _INLINE:
            yield _BREAK, line


def _lifted(run: str, before: str) -> str:
    return run.strip().translate(_RAISED) if re.search(r"(?<![0-9.])10$", before[-4:]) else ""


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(`text`, `open` or `close`; the run or the name of the element; its line) from the beginning to the end."""
    at, line, lowered = 0, 1, text.translate(_SMALL)
    raw = ""
    while at < len(text):
        end = _next(text, lowered, raw, at)
        if end > at:
            yield "text", text[at:end] if raw else _unescaped(text[at:end]), line
        line += text.count("\n", at, end)
        raw, at = "", end
        if at == len(text):
            return
        kind, name, end = _tag(text, at)
        if kind:
            yield kind, name, line
        raw = name if kind == "open" and name in _RAW else ""
        line += text.count("\n", at, end)
        at = end


def _next(text: str, lowered: str, raw: str, at: int) -> int:
    """Where the next tag begins, or the end of an element that holds none."""
    if raw:
        end = lowered.find(f"</{raw}", at)
        return len(text) if end < 0 else end
    hit = _BEGINS.search(text, at)
    return hit.start() if hit else len(text)


def _tag(text: str, at: int) -> tuple[str, str, int]:
    """What begins at a tag: (`open`, `close` or nothing, the name of the element, where the tag ends)."""
    if text.startswith("<!--", at):
        return "", "", _after(text, "-->", at + 4)
    if text.startswith(("<!", "<?"), at):
        return "", "", _after(text, ">", at)
    kind, begins = ("close", at + 2) if text[at + 1] == "/" else ("open", at + 1)
    name = _NAME.match(text, begins)
    end = _END.match(text, begins)
    return kind, name[0].translate(_SMALL) if name else "", end.end() if end else len(text)


def _after(text: str, mark: str, at: int) -> int:
    end = text.find(mark, at)
    return len(text) if end < 0 else end + len(mark)


def _unescaped(text: str) -> str:
    """Text with its references read; a number that no character has is dropped."""
    return html.unescape(_LONG.sub("", text)) if "&" in text else text
