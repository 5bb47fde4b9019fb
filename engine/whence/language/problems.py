"""What is wrong and where, as values that every stage returns, and how severe each thing is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.refused import Refused as Refused

Severity = Literal["error", "conflict", "warning", "note"]


def _table(**rules: str) -> Mapping[str, Severity]:
    severities: dict[str, Severity] = {}
    for severity, names in rules.items():
        severities |= dict.fromkeys(names.split(), severity)  # type: ignore[arg-type]
    return MappingProxyType(severities)


# What is wrong with the text of a base, as the storeys below the judge find it. What the judge objects to has its severity
# in the file of its rule. An error means that the base is broken, a conflict that the evidence disagrees, a warning that
# it is weak; a note is something worth knowing.
SEVERITIES: Mapping[str, Severity] = _table(
    error="""
        bad-yaml duplicate-key bad-path unknown-key missing-field bad-field value-or-formula bad-id
        duplicate-id bad-date bad-settings bad-value unknown-unit bad-unit bad-formula unknown-function
        unknown-input undeclared-name unit-mismatch cycle not-finite unknown-source unknown-term
        unknown-option unknown-quantity unknown-take too-many-contexts unfinished-edit
    """,
    warning="error-parts unused-input text-hidden setting-capped not-read empty-file",
)


@dataclass(frozen=True)
class Problem:
    """What a kernel says of its own text: `start` and `end` are offsets in it, 0-based, the end exclusive."""

    rule: str
    message: str
    start: int = 0
    end: int = 0
    hints: tuple[str, ...] = ()


def problem_of(refused: Refused) -> Problem:
    """The problem that a refusal carries; one made of a text has no rule."""
    given = refused.given
    return given if isinstance(given, Problem) else Problem("", str(given))


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of one line of a file; line and column count from 1, columns and length in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """Something objected to. `accepted` holds the author's reason when the finding is lived with.

    The severity is that of the rule, which a rule of the judge gives and the table above knows for all others.
    """

    rule: str
    id: str
    message: str
    place: Place | None = None
    hints: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict, hash=False)
    accepted: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if self.rule in SEVERITIES:
            object.__setattr__(self, "severity", SEVERITIES[self.rule])


# Controls, line and paragraph separators, zero-width, bidi, blank letters, tags, lone surrogates.
HIDDEN = later(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """The text with every control, bidi and zero-width character spelt out as `\\u{..}`, newlines too."""
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda hit: f"\\u{{{ord(hit[0]):x}}}", text)


def visible_lines(text: str) -> str:
    """The text made visible but for its line breaks."""
    return "\n".join(visible(line) for line in text.split("\n"))


def visible_json(text: str) -> str:
    """JSON in which what cannot be seen is written as JSON escapes it: the same value, and no terminal is led astray."""
    if text.isascii() and "\x7f" not in text:
        return text
    return HIDDEN.sub(lambda hit: hit[0] if hit[0] == "\n" else _escaped(hit[0]), text)


def _escaped(char: str) -> str:
    """A character as JSON escapes it, in two halves where it takes two."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def brief(text: str, most: int = 60) -> str:
    """The text made visible and cut to fit into a message."""
    return visible(text if len(text) <= most else text[: most - 1] + "…")


def suggest(word: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The nearest of the known names, best first, in whatever order they are given; () if none is near."""
    if not word or len(word) > 96:
        return ()
    plain = _plain(word)
    ranked = [(rank, name) for name in set(known) if (rank := _rank(plain, _plain(name))) is not None]
    return tuple(name for _, name in sorted(ranked)[:most])


def did_you_mean(word: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The same as a hint for a finding: one sentence, or nothing."""
    near = suggest(word, known, most)
    return (f"did you mean {' or '.join(f'`{name}`' for name in near)}?",) if near else ()


@lru_cache(4096)
def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def _rank(word: str, name: str) -> float | None:
    """How far a name is from the word; None if it is too far to be meant."""
    if word == name:
        return 0
    if len(word) < 3:
        return None
    limit = (len(word) + 1) // 3
    close = abs(len(word) - len(name)) <= limit and len(set(word) ^ set(name)) <= 2 * limit
    if close and (edits := distance(word, name, limit)) <= limit:
        return edits
    if len(word) > 3 and name.startswith(word):
        return limit + 1
    return _rank_words(set(word.split("-")), set(name.split("-")), limit) if "-" in word else None


def _rank_words(parts: set[str], others: set[str], limit: int) -> float | None:
    """The same words, some more or fewer or in another order."""
    same = parts <= others or (others < parts and len(others) > 1)
    return limit + len(parts ^ others) / 10 if same else None


def distance(a: str, b: str, limit: int) -> int:
    """Edits that turn a into b (insert, delete, replace, swap two neighbours), or more than `limit`."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def listing(words: Sequence[str]) -> str:
    """Words as a sentence lists them: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def counted(count: int, word: str) -> str:
    """A count with its word: `1 source`, `2,000 sources`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def few(words: Sequence[str], most: int = 6) -> str:
    """The first words of a list, and how many more there are."""
    return listing(words if len(words) <= most else (*words[:most], f"{len(words) - most} more"))
