"""Texts and names of BibTeX as plain ones: letters that TeX spells, brackets that group, authors that `and` stands between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from whence.language.patterns import later

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
}
_ACCENTED = later(r"\\([`'^~\"=.]|[cvuHkr](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_LETTER = later(r"\\(ss|ae|AE|o|O|aa|AA|l|L|i)(?![A-Za-z])(?:\{\}|\s)?")
# Signs that TeX has a name for; those of its own are what they stand for at the end alone.
_OWN = "&%$#_{}\\~^"
_KEPT = {ord(sign): 0xFDD0 + n for n, sign in enumerate(_OWN)}
_BACK = {kept: sign for sign, kept in _KEPT.items()}
_SIGNS = {
    **{name: chr(_KEPT[ord(sign)]) for name, sign in (
        ("textbackslash", "\\"), ("textbraceleft", "{"), ("textbraceright", "}"), ("textasciitilde", "~"),
        ("textasciicircum", "^"), ("textdollar", "$"), ("textunderscore", "_"), ("&", "&"), ("%", "%"), ("$", "$"), ("#", "#"),
        ("_", "_"), ("{", "{"), ("}", "}"),
    )},
    **dict.fromkeys(("EUR", "euro", "texteuro"), "€"), **dict.fromkeys(("pounds", "textsterling"), "£"), "textcent": "¢",
    "textyen": "¥", **dict.fromkeys(("S", "textsection"), "§"), "copyright": "©", "textcopyright": "©", "textregistered": "®",
    "texttrademark": "™", **dict.fromkeys(("ldots", "dots", "textellipsis"), "…"), "textendash": "–", "textemdash": "—",
    "textgreater": ">", "textless": "<", "textbar": "|", **dict.fromkeys(("textdegree", "degree"), "°"), "textmu": "µ",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'",
    "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", **dict.fromkeys(("par", "newline", "\\"), " "),
    **dict.fromkeys((",", ";", ":", " ", "quad", "qquad"), "\u00a0"), **dict.fromkeys(("-", "/", "!", "noopsort"), ""),
    **dict.fromkeys(("it", "bf", "em", "sc", "rm", "tt", "sl", "sf", "itshape", "bfseries", "scshape", "upshape", "rmfamily",
                     "ttfamily", "sffamily", "normalfont"), ""),
}  # fmt: skip
# What stands around a text that only looks otherwise by it.
_LOOKS = frozenset(
    ("textit", "textbf", "emph", "textsc", "textrm", "texttt", "textsl", "textsf", "textup", "textmd", "textnormal", "mbox",
     "hbox", "text", "url", "path", "nolinkurl", "underline", "relax", "protect")
)  # fmt: skip
_RAISED = {
    "^": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "_": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
_SET = {"textsuperscript": "^", "textsubscript": "_"}
_DEEPEST = 12
_SIGN = later(r"\\([\\&%$#_{},;: /!-])")
_GROUP = later(r"(?:\\([A-Za-z]+)\*?\s*)?\{([^{}]*)\}")
_WORD = later(r"\\(?:([A-Za-z]+)\*?[ \t\n]?|.)", re.DOTALL)
_LINK = later(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_MATHS = later(r"\$([^$]*)\$")
_SET_BY = later(r"\s*(\w*)([_^])\{?([0-9+-]+)\}?\s*")
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
_MARK = later("---|--|``|''|~")


def plain(text: str, unread: list[str] | None = None) -> str:
    """A text of BibTeX as plain text on one line: signs and accents are letters, and what only changes its looks is gone.

    What is not known here stays as it is written, and is added to `unread`.
    """
    found: list[str] = [] if unread is None else unread

    def kept(raw: str) -> str:
        found.append(raw.translate(_BACK).strip())
        return raw.translate(_KEPT)

    def signed(hit: re.Match[str]) -> str:
        return _SIGNS[hit[1]]

    def maths(hit: re.Match[str]) -> str:
        part = _SET_BY.fullmatch(hit[1])
        return part[1] + part[3].translate(_RAISED[part[2]]) if part else kept(hit[0])

    def group(hit: re.Match[str]) -> str:
        name, inner = hit[1] or "", hit[2]
        if name in _SIGNS:
            return f"{_SIGNS[name]} {inner}" if inner else _SIGNS[name]
        if name == "enquote":
            return f"“{inner}”"
        if name in _SET and re.fullmatch(r"[0-9+-]+", inner):
            return inner.translate(_RAISED[_SET[name]])
        return inner if not name or name in _LOOKS else kept(hit[0])

    def word(hit: re.Match[str]) -> str:
        return _SIGNS[hit[1]] if hit[1] in _SIGNS else kept(hit[0])

    text = _SIGN.sub(signed, _ACCENTED.sub(_accented, text))
    text = _LETTER.sub(lambda hit: _LETTERS[hit[1]], text)
    text = _MARK.sub(lambda hit: _MARKS[hit[0]], _LINK.sub(r"\2 (\1)", _MATHS.sub(maths, text)))
    for _ in range(_DEEPEST):
        text = _GROUP.sub(group, text)
    text = re.sub(r"[{}]", "", _WORD.sub(word, text))
    return " ".join(text.translate(_BACK).split())


def _accented(hit: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (hit[2] or hit[3]) + _ACCENTS[hit[1]])


def people(text: str, unread: list[str] | None = None) -> Iterator[dict[str, str]]:
    """The authors of BibTeX: a name in brackets stays whole; `and others` names nobody."""
    names = [each.strip() for each in _split(re.sub(r"\s+", " ", text), " and ")]
    for n, name in enumerate(names, 1):
        if name == "others" and n == len(names) > 1:
            continue
        if name.startswith("{") and name.endswith("}") and "}" not in name[1:-1]:
            yield {"literal": plain(name, unread)}
        elif name:
            yield from person(*(plain(part, unread) for part in _split(name, ",", 1)))


def has_others(text: str) -> bool:
    """Whether a list of authors ends with `and others`."""
    return bool(re.search(r"\sand\s+others\s*$", text))


def _split(text: str, at: str, most: int = 0) -> list[str]:
    """A text of BibTeX cut where a pattern stands outside of all brackets; only the first times, where there is a `most`."""
    depth, start, pieces = 0, 0, list[str]()
    for hit in re.finditer(rf"[{{}}]|{at}", text):
        depth += {"{": 1, "}": -1}.get(hit[0], 0)
        if depth == 0 and hit[0] not in "{}" and (not most or len(pieces) < most):
            pieces.append(text[start : hit.start()])
            start = hit.end()
    return [*pieces, text[start:]]


def person(family: str, given: str | None = None) -> Iterator[dict[str, str]]:
    """A name as `Family, Given` or `Given Family`."""
    if given is None and " " in family:
        given, _, family = family.rpartition(" ")
    if family or given:
        yield {key: value for key, value in (("family", family), ("given", given or "")) if value}
