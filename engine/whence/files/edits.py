"""Edits of YAML text that change one path and no other byte: comments, order, quoting and line ends survive."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from whence.files import yaml
from whence.files.places import Path, Spot
from whence.files.yaml import Composed
from whence.language.problems import Problem, Refused

Value = str | Sequence[Any] | Mapping[str, Any]


def set_value(text: str, path: Path, value: Value) -> str:
    """The text with the value at `path` replaced, or put in at the end of the record when it is not there.

    A scalar keeps its style of quoting where the new text allows it. `text` has no byte order mark.
    """
    whole = _composed(text)
    spot, found = whole.spot.at(path)
    if not found:
        return _insert(text, whole, path, value)
    if spot.style in ("|", ">"):
        return _replace_block(text, spot, value, path)
    if isinstance(value, str):
        return _splice(text, spot, scalar(value, spot.style, _in_flow(whole, path)))
    if not spot.style and spot.kids:
        return _splice(text, spot, _block_list(text, spot, value))
    return _splice(text, spot, flow(value))


def insert(text: str, path: Path, item: Value, place: int | None = None) -> str:
    """The text with an item put into the list at `path`, which is made if it is not there.

    It goes before the item that has the `place` (from 0), to the end where there is none.
    """
    whole = _composed(text)
    spot, found = whole.spot.at(path)
    if not found:
        return _insert(text, whole, path, [item])
    kids = list(spot.kids.values())
    if spot.style == "[":
        if not kids:
            return text[: spot.start + 1] + flow(item) + text[spot.end - 1 :]
        if place is not None and place < len(kids):
            return text[: kids[place].start] + flow(item) + ", " + text[kids[place].start :]
        return text[: kids[-1].end] + ", " + flow(item) + text[kids[-1].end :]
    if not kids:
        return _splice(text, spot, flow([item]))
    return _insert_block(text, kids, item, place)


def amend(text: str, renamed: Mapping[Path, str], beside: Mapping[Path, tuple[str, str]]) -> str:
    """The text with many keys called something else, and new ones put in, each right behind the one at a path."""
    whole = _composed(text)
    changes: list[tuple[int, int, str]] = []
    for path, name in renamed.items():
        spot, _ = whole.spot.at(path)
        changes.append((spot.key_start, spot.key_end, name))
    for path, (key, value) in beside.items():
        spot, _ = whole.spot.at(path)
        if _in_flow(whole, path):
            changes.append((spot.end, spot.end, f", {key}: {flow(value)}"))
        else:
            at, pad = _line_end(text, spot.end), " " * _column(text, spot.key_start)
            changes.append((at, at, f"{_newline(text)}{pad}{key}: {scalar(value, in_flow=False)}"))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def rename_key(text: str, path: Path, name: str) -> str:
    """The text with the key at the end of `path` called something else; its value stays."""
    spot, found = _composed(text).spot.at(path)
    if not found or spot.key_start < 0:
        raise Refused(f"there is no `{path[-1]}` to rename")
    return text[: spot.key_start] + name + text[spot.key_end :]


def remove(text: str, path: Path) -> str:
    """The text without the key at `path` and its value; in a block, without the lines that they stand on."""
    whole = _composed(text)
    spot, found = whole.spot.at(path)
    if not found:
        return text
    if _in_flow(whole, path):
        return _remove_flow(text, whole.spot.at(path[:-1])[0], spot)
    start = text.rfind("\n", 0, spot.key_start) + 1
    if text[start : spot.key_start].strip():
        raise Refused(f"`{path[-1]}` does not stand on a line of its own")
    end = text.find("\n", max(spot.end - 1, spot.key_end))
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def scalar(value: str, style: str = "", in_flow: bool = True) -> str:
    """A text as a YAML scalar: in the given style if it reads back as the same, else plain, else in double quotes."""
    if style == "'" and "\n" not in value:
        single = "'" + value.replace("'", "''") + "'"
        if _reads_as(single, value, in_flow):
            return single
    if style != '"' and _reads_as(value, value, in_flow):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_as(written: str, value: str, in_flow: bool) -> bool:
    # Readers differ on tabs between words, and on a `?` in flow style that no quotes hold.
    if set(written) & set("\n\t#") or (in_flow and written == value and "?" in value):
        return False
    found = yaml.compose(f"{{k: {written}, z: 1}}\n" if in_flow else f"k: {written}\n")
    expected = {"k": value, "z": "1"} if in_flow else {"k": value}
    return isinstance(found, Composed) and not found.faults and found.data == expected


def flow(value: Value) -> str:
    """A value on one line, in flow style."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"


def _composed(text: str) -> Composed:
    found = yaml.compose(text)
    if isinstance(found, Problem):
        raise Refused(f"the file cannot be read: {found.message}")
    return found


def _splice(text: str, spot: Spot, new: str) -> str:
    if spot.start == spot.end:
        # An empty value stands right behind its colon.
        return (
            text[: spot.start] + " " + new + text[spot.end :]
            if text[spot.start - 1] == ":"
            else (text[: spot.start] + new + text[spot.end :])
        )
    return text[: spot.start] + new + text[spot.end :]


def _in_flow(whole: Composed, path: Path) -> bool:
    """Whether the node at a path lies in a flow collection."""
    return any(whole.spot.at(path[:n])[0].style in ("[", "{") for n in range(len(path)))


def _newline(text: str) -> str:
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at) - 1


def _line_end(text: str, at: int) -> int:
    """The end of the line that holds the character before `at`, without its line break."""
    end = text.find("\n", max(at - 1, 0))
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def _takes_keys(text: str, holder: Spot) -> bool:
    """Whether a key can be put into a node: a mapping, or where nothing is written yet."""
    if not holder.kids:
        return holder.style == "{" or text[holder.start : holder.end] in _NOTHING
    return all(kid.key_start >= 0 for kid in holder.kids.values())


# What stands where nothing is written, so that a mapping may take its place.
_NOTHING = ("", "~", "null")


def _insert(text: str, whole: Composed, path: Path, value: Value) -> str:
    """A new key at the end of the innermost mapping that is there; missing mappings on the way are made."""
    depth = len(path) - 1
    while depth and not whole.spot.at(path[:depth])[1]:
        depth -= 1
    holder, found = whole.spot.at(path[:depth])
    for key in reversed(path[depth + 1 :]):
        value = {str(key): value}
    key = scalar(str(path[depth]))
    if depth == 0 and not holder.kids and holder.style != "{":
        ending = "" if not text or text.endswith("\n") else _newline(text)
        return text + ending + _block_entry(key, value, 0, _newline(text)) + _newline(text)
    if not found or not _takes_keys(text, holder):
        raise Refused(f"`{path[depth]}` cannot be put where no mapping is")
    if holder.style == "{" or not holder.kids:
        return _insert_flow(text, holder, f"{key}: {flow(value)}")
    kids = sorted(holder.kids.values(), key=lambda each: each.key_start)
    indent = _column(text, kids[0].key_start)
    return _put_lines(text, kids[-1], _block_entry(key, value, indent, _newline(text)))


def _insert_flow(text: str, holder: Spot, entry: str) -> str:
    if not holder.style:
        return _splice(text, holder, "{" + entry + "}")
    if not holder.kids:
        return text[: holder.start + 1] + entry + text[holder.end - 1 :]
    at = max(kid.end for kid in holder.kids.values())
    return text[:at] + ", " + entry + text[at:]


def _put_lines(text: str, last: Spot, lines: str) -> str:
    """Lines put in behind the line on which a node ends; a file without a last line break still has none."""
    newline = _newline(text)
    end = _line_end(text, max(last.end, last.key_end))
    while last.style in ("|", ">") and end > 0 and text[end - 1] in "\r\n ":
        end -= 1
    return text[:end] + newline + lines + text[end:]


def _block_entry(key: str, value: Value, indent: int, newline: str) -> str:
    """`key: value` in block style: mappings one key a line, a list one item a line, deeper things in flow style."""
    pad = " " * indent
    if isinstance(value, str):
        return f"{pad}{key}: {scalar(value, in_flow=False)}"
    if isinstance(value, Mapping):
        inner = newline.join(_block_entry(scalar(k), v, indent + 2, newline) for k, v in value.items())
        return f"{pad}{key}:{newline}{inner}"
    items = newline.join(f"{pad}  - {flow(item)}" for item in value)
    return f"{pad}{key}:{newline}{items}"


def _block_list(text: str, spot: Spot, value: Value) -> str:
    """A list in place of a block: one item a line, each behind a dash in the old column."""
    if isinstance(value, Mapping | str):
        return flow(value)
    newline, pad = _newline(text), " " * _column(text, dash(text, spot.start))
    return (newline + pad).join(f"- {flow(item)}" for item in value)[2 if text[spot.start] != "-" else 0 :]


def dash(text: str, at: int) -> int:
    """Where the dash before a block item stands, from an offset behind it."""
    while at > 0 and text[at] != "-":
        at -= 1
    return at


def _insert_block(text: str, kids: Sequence[Spot], item: Value, place: int | None) -> str:
    newline = _newline(text)
    before = kids[place] if place is not None and place < len(kids) else None
    at = dash(text, (before or kids[0]).start - 1)
    indent = _column(text, at)
    pad = " " * indent
    if text[at - indent : at].strip():
        raise Refused("the list does not begin on a line of its own")
    if before:
        start = _above_comments(text, at - indent) if place else at - indent
        return text[:start] + f"{pad}- {flow(item)}{newline}" + text[start:]
    return _put_lines(text, kids[-1], f"{pad}- {flow(item)}")


def _above_comments(text: str, start: int) -> int:
    """Where the comments begin that stand right above a line, which speak of what is in it."""
    while start and text[(above := text.rfind("\n", 0, start - 1) + 1) : start].lstrip().startswith("#"):
        start = above
    return start


def _replace_block(text: str, spot: Spot, value: Value, path: Path) -> str:
    """A block scalar replaced by one line; the line break that ends it stays."""
    end = spot.end
    while end > spot.start and text[end - 1] in "\r\n ":
        end -= 1
    new = scalar(value, in_flow=False) if isinstance(value, str) else flow(value)
    return text[: spot.start] + new + text[end:]


def _remove_flow(text: str, holder: Spot, spot: Spot) -> str:
    start, end = (spot.key_start if spot.key_start >= 0 else spot.start), spot.end
    after = text.find(",", end, holder.end)
    others = [kid for kid in holder.kids.values() if kid.start > end]
    if others and after >= 0:
        end = after + 1
        while text[end] == " ":
            end += 1
    elif len(holder.kids) > 1:
        start = text.rfind(",", holder.start, start)
    return text[:start] + text[end:]
