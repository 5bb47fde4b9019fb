"""Assets as they are published: what a reader loads has no comments, no needless space and short names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_letters


def sheet(content: bytes) -> bytes:
    """A stylesheet without comments and needless space."""
    text = re.sub(r"/\*.*?\*/", "", content.decode("utf-8"), flags=re.DOTALL)
    tight = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text))
    # a colon with a space behind it stands between a property and its value, never in a selector
    return re.sub(r": +|;(?=})", lambda hit: hit[0].strip(" ;"), tight).strip().encode("utf-8") + b"\n"


def script(content: bytes) -> bytes:
    """A script without comments and needless space, the names that it declares for itself replaced by short ones."""
    import rjsmin  # type: ignore[import-untyped]

    bare = bytes(rjsmin.jsmin(content)).decode("utf-8")
    return (_shortened(bare) + "\n").encode("utf-8")


# How each kind of asset is made lighter.
LIGHTER: Mapping[str, Callable[[bytes], bytes]] = {".css": sheet, ".js": script}

_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<number>0[xX]\w+|\.?\d(?:[eE][-+]?\d|[\w.])*)"""
    r"""|(?P<name>[^\W\d][\w$]*|\$[\w$]*)|(?P<sign>=>|\.\.\.|\?\.(?!\d)|.)""",
    re.DOTALL,
)
# A piece of a template, from its tick or the end of a value in it to the next value or its end.
_PIECE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+/[a-z]*")
KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        "arguments async await break case catch class const continue default delete do else extends false finally for"
        " function get if in instanceof let new null of return set static super switch this throw true try typeof"
        " undefined var void while yield",
    )
)


@dataclass
class _Token:
    """A piece of a script; of a bracket, its other end (`other`); `keyed` where the bracket around it is that of an object."""

    kind: str
    text: str
    other: int = -1
    keyed: bool = False


def _shortened(text: str) -> str:
    """A script with short names for what it declares; a name is the same wherever it is used, so that scopes stay as they are.

    Properties keep their names, and so does whatever is declared in no way that is known here. A script that is not one
    function, called at once, is left as it is: what it declares others may use.
    """
    tokens = _nested([*_tokens(text)])
    end = tokens[0].other if tokens and tokens[0].text == "(" else -1
    if "".join(each.text for each in tokens[end + 1 :] if each.kind != "space") != "();":
        return text
    places = {name: by for name, by in _declared(tokens) if tokens[name].text not in KEYWORDS}
    declared = {tokens[n].text for n in places}
    roles = {
        n: _role(tokens, n) for n, each in enumerate(tokens) if each.kind == "name" and each.text in declared
    }
    own = {n: tokens[n].text for n, role in roles.items() if role != "property"}
    names = _names(own, _regions(tokens, own, places), {each.text for each in tokens if each.kind == "name"})
    for n, name in own.items():
        tokens[n].text = f"{name}:{names[name]}" if roles[n] == "short" else names[name]
    return "".join(each.text for each in _needed(tokens))


def _needed(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The same without the brackets around a parameter that stands alone, and without semicolons before the end of a block."""
    for n, each in enumerate(tokens):
        end, start = max(n, each.other), min(n, each.other)
        alone = each.text in ("(", ")") and end - start == 2 and tokens[start + 1].kind == "name"
        bare = alone and _text(tokens, end, 1) == "=>" and _text(tokens, start, -1) != "async"
        if bare and n == start and n and tokens[n - 1].kind == "name":
            yield _Token("space", " ")
        if not (bare or (each.text == ";" and _text(tokens, n, 1) == "}" and not _empty(tokens, n))):
            yield each


def _empty(tokens: Sequence[_Token], n: int) -> bool:
    """Whether a semicolon may be a whole statement: that of a loop or a condition."""
    before = _near(tokens, n, -1)
    return tokens[before].text == ")" and _text(tokens, tokens[before].other, -1) in ("for", "while", "if")


def _regions(
    tokens: Sequence[_Token], own: Mapping[int, str], places: Mapping[int, int]
) -> Mapping[str, set[int]]:
    """The statements of a script in which each name stands; what one declares for the others stands in -1 too.

    Names that share none may be called alike: neither is seen where the other is.
    """
    # the statements of the one function stand two brackets deep
    found: dict[str, set[int]] = {name: set() for name in own.values()}
    region, depth, depths = 0, 0, []
    for n, each in enumerate(tokens):
        if n in own:
            found[own[n]] |= {region, -1} if depth <= 2 else {region}
        depth += (each.other > n) - (0 <= each.other < n)
        depths.append(depth)
        region += depth == 2 and each.kind == "sign" and each.text in (";", "}")
    for n, by in places.items():
        if depths[by] <= 2:
            found[own[n]].add(-1)
    return found


def _names(own: Mapping[int, str], regions: Mapping[str, set[int]], taken: set[str]) -> Mapping[str, str]:
    """A short name for each, the shortest for what is used most."""
    short = [each for length in (1, 2) for each in map("".join, product(ascii_letters, repeat=length))]
    free = [each for each in short if each not in taken and each not in KEYWORDS]
    uses = Counter(own.values())
    found: dict[str, str] = {}
    used: dict[str, set[int]] = {}
    for name in sorted(uses, key=lambda each: (-uses[each], each)):
        found[name] = next(each for each in free if regions[name].isdisjoint(used.get(each, ())))
        used.setdefault(found[name], set()).update(regions[name])
    return found


def _tokens(text: str) -> Iterator[_Token]:
    at, last = 0, _Token("sign", ";")
    depth: list[str] = []
    while at < len(text):
        sign = text[at]
        if sign == "`" or (sign == "}" and depth and depth[-1] == "${"):
            found = _PIECE.match(text, at + 1)
            if sign == "}":
                depth.pop()
            if found and found[0].endswith("${"):
                depth.append("${")
            each = _Token("template", sign + (found[0] if found else ""))
        elif sign == "/" and _begins(last) and (found := _PATTERN.match(text, at)):
            each = _Token("pattern", found[0])
        else:
            found = _TOKEN.match(text, at)
            assert found  # a sign is any character
            each = _Token(found.lastgroup or "sign", found[0])
            if each.text == "{":
                depth.append("{")
            elif each.text == "}" and depth:
                depth.pop()
        at += len(each.text)
        last = last if each.kind == "space" else each
        yield each


def _begins(last: _Token) -> bool:
    """Whether an expression begins behind this, so that a stroke is no division."""
    if last.kind == "name":
        return last.text in KEYWORDS - {"this", "null", "true", "false", "undefined", "super", "arguments"}
    if last.kind == "template":
        return last.text.endswith("${")
    return last.kind == "sign" and last.text not in ")]}"


def _near(tokens: Sequence[_Token], n: int, step: int) -> int:
    """Where the next token on a side is, across space; `len(tokens)` beyond the ends."""
    n += step
    while 0 <= n < len(tokens) and tokens[n].kind == "space":
        n += step
    return n if n >= 0 else len(tokens)


def _text(tokens: Sequence[_Token], n: int, step: int) -> str:
    at = _near(tokens, n, step)
    return tokens[at].text if at < len(tokens) else ""


def _nested(tokens: list[_Token]) -> list[_Token]:
    """The same with both ends of every pair of brackets tied, and what stands in an object told from what stands in a block."""
    open: list[tuple[int, bool]] = [(-1, False)]
    last = _Token("sign", ";")
    for n, each in enumerate(tokens):
        if each.kind == "space":
            continue
        if each.kind == "sign" and each.text in ")]}":
            each.other = open.pop()[0]
            tokens[each.other].other = n
        each.keyed = open[-1][1]
        if each.kind == "sign" and each.text in "([{":
            block = last.text in (")", "=>", ";", "{", "}", "else", "try", "finally", "do", "catch")
            open.append((n, each.text == "{" and not block))
        last = each
    return tokens


def _declared(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """The names of variables, functions, their parameters and what is caught, each with the word or sign that declares it."""
    for n, each in enumerate(tokens):
        after = _near(tokens, n, 1)
        if each.text in ("const", "let") and each.kind == "name":
            yield from ((name, n) for name in _listed(tokens, after, len(tokens)))
        elif each.text in ("function", "catch") and each.kind == "name":
            if tokens[after].kind == "name":
                yield after, n
                after = _near(tokens, after, 1)
            if tokens[after].text == "(":
                yield from ((name, after + 1) for name in _listed(tokens, after + 1, tokens[after].other))
        elif each.text == "=>":
            before = _near(tokens, n, -1)
            start, end = (tokens[before].other + 1, before) if tokens[before].text == ")" else (before, n)
            yield from ((name, n) for name in _listed(tokens, start, end))


def _listed(tokens: Sequence[_Token], n: int, end: int) -> Iterator[int]:
    """The names of a list of what is declared; what each is set to, and what stands behind the list, is passed over."""
    naming = True
    while n < end and tokens[n].text not in (";", "of", "in", ")", "}", "]"):
        each = tokens[n]
        if each.text == "=" or each.text == ",":
            naming = each.text == ","
        elif each.other > n:
            if naming:
                yield from _listed(tokens, n + 1, each.other)
            n = each.other
        elif naming and each.kind == "name" and _text(tokens, n, 1) != ":":
            yield n
        n += 1


def _role(tokens: Sequence[_Token], n: int) -> str:
    """What a name is where it stands: of a `property`, `short` for a property and its value, or `own`."""
    before, after = _text(tokens, n, -1), _text(tokens, n, 1)
    if before in (".", "?."):
        return "property"
    if before not in ("{", ",") or not tokens[n].keyed:
        return "own"
    return "property" if after in (":", "(") else "short" if after in (",", "}", "=") else "own"
