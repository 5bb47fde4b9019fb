"""What has digits in a text and is no figure: addresses, marks, numbers of lists and sections, clocks, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator

from whence.language.frozen import dataclass
from whence.language.patterns import later

Span = tuple[int, int, str]

_ADDRESS = later(r"(?:https?://|www\.)[^\s<>\"]+|\b(?:doi|arxiv):\s?\S+|\b10\.[0-9]{4,9}/\S+", re.IGNORECASE)
_MAIL = later(r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,60})+")
_MARK = later(r"\[[0-9]{1,3}(?:(?:, ?|[-–])[0-9]{1,3})*\]")
_LISTED = later(
    r"^[ >*•#-]{0,12}(?:\(?[0-9]{1,3}[.)](?=\s|$)|(?<=# )[0-9]+(?:\.[0-9]+)*\.?(?=\s|$))"
    r"|\([0-9]{1,2}\)(?=\s+[A-Za-z])|(?<=--- )[0-9]{1,2}\.(?=\s)",
    re.MULTILINE,
)
_NUMBERED = later(r"(?<![\w.,$€£~])([1-9])\.(?=\s+[A-Z])")
_LABEL = later(
    r"(?:\b(?:sections?|sec\.|chapters?|ch\.|appendix|figures?|figs?\.|tables?|equations?|eqs?\.|theorem|pages?|pp?\.|footnotes?|refs?\.|"
    r"lines?|vol(?:ume|\.)|slides?|episodes?|exhibits?|version|parts?|steps?|articles?|paragraphs?)|§§?|#|№|\bN(?:o\.|r\.))\s?\(?"
    r"[0-9]+(?:\.[0-9]+)*[a-z]?(?![\w%])(?:(?:, | and |[-–])[0-9]+(?:\.[0-9]+)*[a-z]?(?![\w%]))*"
    r"(?!\s?(?:%|[kKMGTPm]?(?:Wh?|B|FLOP|g|m)\b|[$€£x×]|million|billion|trillion|thousand|bn\b|percent|per cent|times\b))",
    re.IGNORECASE,
)
_CLOCK = later(
    r"\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\b|\b[0-9]{1,2}(?::[0-9]{2})?\s?(?:[ap]\.?m\b\.?|o'clock)|\b24/7\b",
    re.IGNORECASE,
)
_TOKEN = later(
    r"(?<![\w.@/])(?<![0-9]\))[A-Za-z]\w*(?:[-.’'/](?=[A-Za-z])\w+|[-.][0-9]\w*)*(?:[-.][A-Za-z]\w*)*"
)
# A word of small letters with one number behind its hyphen may be about that number: mid-2026, sub-10 %, top-3.
_ABOUT = later(r"[a-z]{2,}-[0-9]+[a-zA-Z]?(?![\w-])")
_TIMES = later(r"[xX][0-9]+")
_PAIR = later(r"\b([A-Z][A-Za-z]+)( )([0-9]{1,3}(?:\.[0-9]{1,2})?)(?![\w%/]|[.,:][0-9])")


def addresses(text: str) -> Iterator[Span]:
    """Addresses of pages, mail and papers, whose numbers are nobody's figures."""
    yield from _each(_ADDRESS, text, "address")
    if "@" in text:
        yield from _each(_MAIL, text, "address")


def labels(text: str, names: Names) -> Iterator[Span]:
    """(start, end, what it is) of everything in a text that has digits and is no figure, addresses left aside."""
    for why, pattern in (("list number", _LISTED), ("label", _LABEL), ("clock", _CLOCK)):
        yield from _each(pattern, text, why)
    yield from names.within(text)
    yield from _tokens(text, names.money)
    yield from _each(_MARK, text, "mark")


def _each(pattern: re.Pattern[str], text: str, why: str) -> Iterator[Span]:
    return ((hit.start(), hit.end(), why) for hit in pattern.finditer(text))


def numbered(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the numbers of lists that run on within a line: they count up from 1."""
    for line in re.finditer("[^\n]+", text):
        hits = list(_NUMBERED.finditer(text, line.start(), line.end()))
        for wanted, hit in enumerate(hits if [hit[1] for hit in hits[:2]] == ["1", "2"] else (), start=1):
            if int(hit[1]) != wanted:
                break
            yield hit.start(), hit.end()


def _tokens(text: str, money: Callable[[str], bool]) -> Iterator[Span]:
    """Names with digits in them: GB200, GPT-4, fp8, o1. Currencies and a sign of times are none: USD20, x3."""
    for hit in _TOKEN.finditer(text):
        token = hit[0]
        if not re.search("[0-9]", token) or _ABOUT.match(token) or _TIMES.fullmatch(token):
            continue
        if not money(token.rstrip("0123456789.-")):
            yield hit.start(), hit.end(), "mark" if _glued(token) else "name"


def _glued(token: str) -> bool:
    """Whether a word has the number of a footnote at its end: stolen6, construction.4."""
    return bool(re.fullmatch(r"[a-z]{4,}[.,]?[0-9]{1,2}", token))


@dataclass(frozen=True)
class Names:
    """The names of a text that end in a number of their own: Grok 3, Claude 3.5. `money` knows currencies."""

    pairs: Container[tuple[str, str]]
    money: Callable[[str], bool]

    def within(self, text: str) -> Iterator[Span]:
        """Where the names stand in a stretch of the text."""
        for hit in _PAIR.finditer(text):
            if (hit[1], hit[3]) in self.pairs:
                yield hit.start(), hit.end(), "name"


def names(text: str, known: Container[str], money: Callable[[str], bool]) -> Names:
    """The names that a text shows to be names; `known` are words that go before numbers, such as months.

    A word with a capital and a small number behind it are one if the text writes the word with a capital within its
    sentences, more often than small; if the pair comes again, or as one word, or has a point in it; and if it stands
    somewhere before what its number cannot count.
    """
    text = _ADDRESS.sub(" ", text)
    proper = _proper(text)
    hits = [
        hit for hit in _PAIR.finditer(text) if hit[1] in proper and hit[1] not in known and not money(hit[1])
    ]
    tally = Counter((hit[1], hit[3]) for hit in hits)
    glued = frozenset(hit[0].lower() for hit in re.finditer(r"\b[A-Za-z]+[0-9]+(?:\.[0-9]+)?\b", text))
    return Names(
        frozenset(
            (word, number)
            for hit in hits
            if (word := hit[1], number := hit[3])
            and (
                f"{word}{number}".lower() in glued
                or (not _counts(text, hit) and (tally[word, number] > 1 or "." in number))
            )
        ),
        money,
    )


def _proper(text: str) -> frozenset[str]:
    """The words that are written with a capital within sentences, and more often so than small."""
    small = Counter(re.findall(r"(?<![\w-])[a-z]+\b", text))
    tall = Counter(hit[0] for hit in re.finditer(r"(?<=[\w,;)] )[A-Z][A-Za-z]+\b", text))
    return frozenset(word for word, count in tall.items() if count > small[word.lower()])


_COUNTED = later(
    r"(?:\s[a-z]+)?\s(?!(?:this|less|does|thus|plus|always|across|versus)\b)[a-z]{2,20}[a-rt-z]s\b"
    r"|\s?(?:x|times|million|billion|thousand|trillion|percent|per cent)\b|\s?[-–]\s?[0-9]"
)


def _counts(text: str, hit: re.Match[str]) -> bool:
    """Whether a number counts what follows it: something in the plural, a scale, a second end."""
    return bool(_COUNTED.match(text, hit.end()))
