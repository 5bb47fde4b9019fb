"""Strict YAML: text to plain dicts, lists and strings, with the place of every key and value kept.

Every scalar is text as it was written (`2.50` keeps its digits, `no` is a word) in Unicode's composed form,
except a plain `true`, `false` and null (`null`, a lone `~`, or nothing at all). Anchors, aliases, tags,
directives, further documents, repeated keys and keys that are not text are refused. What spoils one node is
a fault of that node; what spoils the whole file comes back as one `Problem`. Offsets count characters of the
text without its byte order mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import is_normalized, normalize

from whence.files.places import Path, Spot
from whence.language.frozen import dataclass
from whence.language.limits import DEPTH, FAULTS, FILE, NODES, SCALAR
from whence.language.patterns import later
from whence.language.problems import Problem, brief, visible

if TYPE_CHECKING:
    import yaml

# What YAML itself forbids, and the line ends that editors do not count: refused anywhere in a file.
_FORBIDDEN = later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
_CONTROL = later("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
PLAIN: Mapping[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Fault(NamedTuple):
    """A problem that spoils one node: the path of the node, and the problem with offsets in the file."""

    path: Path
    problem: Problem


@dataclass(frozen=True)
class Composed:
    """A file's data, the place of everything in it, and the faults of single nodes."""

    data: Any
    spot: Spot
    faults: tuple[Fault, ...] = ()


def decode(content: str | bytes) -> str | Problem:
    """The text of a file without its byte order mark, or why it is not to be read.

    The offset of the problem counts characters of what a lenient UTF-8 decoder makes of the content.
    """
    if len(content) > FILE.most or (isinstance(content, str) and _bytes(content) > FILE.most):
        return _bad(FILE.over(), 0, 0, FILE.way_out)
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _bad("the file is UTF-16, not UTF-8", 0, 1, "save it as UTF-8")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        at = len(content[: error.start].decode("utf-8").removeprefix("\ufeff"))
        byte = content[error.start]
        return _bad(f"the file is not UTF-8: byte 0x{byte:02X} here", at, at + 1, "save it as UTF-8")


def compose(text: str) -> Composed | Problem:
    """The data of a decoded file. A file with nothing in it has the data None."""
    if hit := _FORBIDDEN.search(text):
        return _bad(f"the character {visible(hit[0])} is not allowed in a file", hit.start(), hit.end())
    found = _told(text)
    if isinstance(found, Composed | Problem):
        return found
    # The parser looks ahead, and where brackets stand close together it may give up, at a depth of its own, before
    # it has told of what lies before. What is there is judged first.
    before = _told(text[: _index(getattr(found, "problem_mark", None), text)])
    return before if isinstance(before, Problem) else explain(found, text)


def _told(text: str) -> Composed | Problem | yaml.YAMLError:
    """The data of a text, what refuses it whole, or where the parser gave up."""
    import yaml

    composer = _Composer(text)
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            if problem := composer.take(event):
                return problem
    except yaml.YAMLError as error:
        return error
    return Composed(composer.data, composer.spot, tuple(composer.faults))


@dataclass
class _Open:
    """A collection whose end has not been seen yet; `key` is the key waiting for its value."""

    data: dict[str, Any] | list[Any]
    start: int
    style: str
    key: str | None = None
    key_start: int = -1
    key_end: int = -1
    skip: bool = False
    kids: dict[str | int, Spot] = field(default_factory=dict)


class _Composer:
    """Takes the events of one file, in order; keeps its own stack, so depth costs no recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data: Any = None
        self.spot = Spot(0, 0)
        self.faults: list[Fault] = []
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def take(self, event: Any) -> Problem | None:
        """One event; a problem if the whole file is to be refused."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event)
        if kind == "MappingStartEvent" or kind == "SequenceStartEvent":
            return self._open(event, {} if kind == "MappingStartEvent" else [])
        if kind == "MappingEndEvent" or kind == "SequenceEndEvent":
            return self._close(event.end_mark.index)
        if kind == "AliasEvent":
            self._refuse(event, f"`*{brief(event.anchor)}` is an alias, and aliases are not allowed", _SPELL)
            return self._node(None, Spot(event.start_mark.index, event.end_mark.index))
        if kind == "DocumentStartEvent":
            return self._document(event)
        return None

    def _document(self, event: Any) -> Problem | None:
        self.documents += 1
        at = event.start_mark.index
        if event.version or event.tags:
            return _bad("`%` directives are not allowed", at, at + 1, "take the line away")
        if self.documents > 1:
            return _bad("a second document begins here", at, at + 3, "one file holds one document")
        return None

    def _scalar(self, event: Any) -> Problem | None:
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        value: Any = event.value
        style = event.style or ""
        start, end = event.start_mark.index, event.end_mark.index
        if not style:
            value = PLAIN.get(value, value) if event.tag is None else value
        elif style == '"' and (hit := _CONTROL.search(value)):
            self._refuse(event, f"the character {visible(hit[0])} is not allowed, escaped or not")
        if isinstance(value, str):
            if not value.isascii() and not is_normalized("NFC", value):
                value = normalize("NFC", value)
            if len(value) > SCALAR.most:
                self._refuse(event, SCALAR.over(len(value)), SCALAR.way_out)
        return self._node(value, Spot(start, end, style=style))

    def _open(self, event: Any, data: dict[str, Any] | list[Any]) -> Problem | None:
        start = event.start_mark.index
        if len(self.stack) >= DEPTH.most:
            return _bad(f"nested deeper than {DEPTH.most} levels", start, start + 1, DEPTH.way_out)
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        style = self.text[start : start + 1] if event.flow_style else ""
        opened = _Open(data, start, style)
        self.stack.append(opened)
        return None

    def _close(self, end: int) -> Problem | None:
        done = self.stack.pop()
        if not done.style:
            end = max((kid.end for kid in done.kids.values()), default=done.start)
        return self._node(done.data, Spot(done.start, end, style=done.style, kids=done.kids))

    def _node(self, value: Any, spot: Spot) -> Problem | None:
        """Puts a finished node where it belongs."""
        self.nodes += 1
        if self.nodes > NODES.most:
            return _bad(NODES.over(), spot.start, spot.start + 1, NODES.way_out)
        if not self.stack:
            self.data, self.spot = value, spot
            return None
        top = self.stack[-1]
        if isinstance(top.data, list):
            top.kids[len(top.data)] = spot
            top.data.append(value)
        elif top.key is None:
            self._key(top, value, spot)
        else:
            if not top.skip:
                top.data[top.key] = value
                top.kids[top.key] = spot._replace(key_start=top.key_start, key_end=top.key_end)
            top.key, top.skip = None, False
        return None

    def _key(self, top: _Open, value: Any, spot: Spot) -> None:
        top.key, top.key_start, top.key_end = "", spot.start, spot.end
        if not isinstance(value, str):
            top.skip = True
            written = brief(self.text[spot.start : spot.end])
            hint = f'put it in quotes: "{written}"' if not isinstance(value, dict | list) and written else ""
            message = f"a key is text, and `{written}` is not" if written else "a key is missing here"
            self._fault(self._path(), message, spot.start, spot.end, hint)
        elif value in top.data:
            top.skip = True
            if len(self.faults) >= FAULTS.most:
                return
            first = top.kids[value].key_start
            line = self.text.count("\n", 0, first) + 1
            again = self.text.count("\n", 0, spot.start) + 1
            where = f"in line {line} and in line {again}" if line != again else f"in line {line}"
            message = f"`{brief(value)}` is given twice, {where}"
            self._fault((*self._path(), value), message, spot.start, spot.end, rule="duplicate-key")
        else:
            top.key = value

    def _path(self) -> Path:
        """The path of the innermost collection that is open."""
        path: list[str | int] = []
        for holder in self.stack[:-1]:
            path.append(len(holder.data) if isinstance(holder.data, list) else holder.key or "")
        return tuple(path)

    def _here(self) -> Path:
        """The path of the node that an event begins."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.data, list):
            return (*self._path(), len(top.data))
        return (*self._path(), top.key) if top.key else self._path()

    def _marked(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"`&{brief(event.anchor)}` is an anchor, and anchors are not allowed", _SPELL)
        else:
            written = brief(self.text[event.start_mark.index :].split(maxsplit=1)[0])
            self._refuse(event, f"`{written}` is a tag, and tags are not allowed", _QUOTE)

    def _refuse(self, event: Any, message: str, hint: str = "") -> None:
        self._fault(self._here(), message, event.start_mark.index, event.end_mark.index, hint)

    def _fault(
        self, path: Path, message: str, start: int, end: int, hint: str = "", rule: str = "bad-yaml"
    ) -> None:
        if len(self.faults) < FAULTS.most:
            self.faults.append(Fault(path, _bad(message, start, end, hint, rule)))


_SPELL = "write the text out, or put it in quotes if it is meant literally"
_QUOTE = "put the text in quotes if the `!` is meant literally"


def _bad(message: str, start: int, end: int, hint: str = "", rule: str = "bad-yaml") -> Problem:
    return Problem(rule, message, start, end, (hint,) if hint else ())


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_COMMENT = later(r"\s#")


def _quoted(text: str) -> str:
    """A text in quotes, as YAML takes it."""
    from json import dumps

    return dumps(text, ensure_ascii=False)


def explain(error: yaml.YAMLError, text: str) -> Problem:
    """What a syntax error means for the person who wrote the text, at the place that is to be mended."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    context = str(getattr(error, "context", None) or "")
    at = _index(getattr(error, "problem_mark", None), text)
    began = _index(getattr(error, "context_mark", None), text, at)
    char = text[at : at + 1]
    if "cannot start any token" in problem or "tab character" in problem:
        return _bad_start(char, at)
    if "block scalar" in context:
        line = brief(_COMMENT.split(text[began : _line_end(text, began)])[0].strip())
        quoted = _quoted(line)
        return _bad(f"text that begins with `{line[:1]}` needs quotes", began, began + 1, f"write {quoted}")
    if "quoted scalar" in context and "end of stream" in problem:
        return _bad("this quote is never closed", began, began + 1)
    if "escape" in problem:
        escape = visible(text[at : at + 2])
        return _bad(f"`{escape}` is not an escape", at, at + 2, "double the backslash, or use '...'")
    if "did not find expected key" in problem and text[text.rfind("\n", 0, at) + 1 : at].strip():
        return _bad("this does not belong after what is before it", at, at + 1, "put all of it in one text")
    line = text[text.rfind("\n", 0, at) + 1 : _line_end(text, at)].rstrip()
    if "mapping values" in problem and (hit := _COLON_INSIDE.fullmatch(line)):
        quoted = _quoted(brief(hit[2]))
        return _bad("text that holds `: ` needs quotes", at, at + 1, f"write {hit[1]}: {quoted}")
    for words, message, place, hint in _MEANINGS:
        if words in problem:
            start = began if place == "began" else at
            return _bad(message, start, start + 1, hint)
    opening = text[began : began + 1]
    if "flow" in context and opening not in ("[", "{"):
        return _bad("something is missing here; perhaps a `[` or `{` is not closed", at, at + 1)
    if "flow" in context:
        line_number = text.count("\n", 0, at) + 1
        message = f"this `{opening}` is not closed where it should be (line {line_number})"
        return _bad(message, began, began + 1)
    return _bad(f"this is not YAML: {visible(problem)}", at, at + 1)


_COLON_INSIDE = later(r"[ -]*([\w-]{1,40}): +([^\s'\"\[{|>&*!%@`#].*:(?: .*)?)")
_DASH = "put `-` on a line of its own"
_INDENT = "keys of one mapping begin in the same column"
# A phrase of the parser's message, what it means, which of its two places shows it, and what to do.
_MEANINGS = (
    (
        "mapping values are not allowed",
        "a `:` cannot stand here",
        "at",
        "quote text that holds `: `, or mend the indentation",
    ),
    ("could not find expected ':'", "a key without `:`, or text that should be indented", "began", ""),
    ("block sequence entries are not allowed", "a list cannot begin here", "at", _DASH),
    ("did not find expected '-' indicator", "this line does not fit the list above it", "at", _INDENT),
    ("did not find expected key", "this line does not fit the ones above it", "at", _INDENT),
    ("did not find expected alphabetic", "an anchor or alias without a name", "at", "put the text in quotes"),
    ("expected <document start>", "this line does not belong to the mapping above it", "at", _INDENT),
    ("tag", "tags are not allowed", "at", _QUOTE),
    ("directive", "`%` directives are not allowed", "at", "take the line away"),
    ("YAML document", "`%` directives are not allowed", "at", "take the line away"),
)


def _bad_start(char: str, at: int) -> Problem:
    if char == "\t":
        return _bad("a tab is used as indentation", at, at + 1, "indent with spaces")
    return _bad(f"text cannot begin with `{visible(char)}`", at, at + 1, "put the text in quotes")


def _index(mark: Any, text: str, default: int = 0) -> int:
    return min(mark.index, max(len(text) - 1, 0)) if mark is not None else default


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
