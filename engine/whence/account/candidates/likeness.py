"""How alike titles are: the words they have in common, weighed by how rare each is, and the words that tell titles apart."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

from whence.language.frozen import dataclass
from whence.language.patterns import later


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """The stem of a word: in small letters, without a possessive, a plural or an ending of the verb; a numeral as digits."""
    word = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word in _TIMES:
        return _TIMES[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    ending = next((each for each in ("ing", "ed", "e") if word.endswith(each)), "")
    stem = word.removesuffix(ending)
    return _NUMERALS.get(word, stem if len(stem) > 3 else word)


def stems(words: str) -> frozenset[str]:
    """The stems of some words."""
    return frozenset(map(folded, words.split()))


_SPELT = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMERALS = {word: str(number) for number, word in enumerate(_SPELT.split())}
# A span of time as what comes once in it.
_TIMES = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
_TIMES |= dict.fromkeys(("yearly", "annual", "annually", "annum"), "year")
# Words that carry nothing of what a title is about.
FILLER = stems(
    "a an the of in on at for to by per is are was were as its it that what and or from with this these those be been "
    "which how when who whom whose where has have had their his her then than into over under between would could may "
    "might can if so such there only each any some number count amount quantity"
)
# Where what is measured ends, and of what it is measured begins.
OF_WHAT = stems(
    "of at in on for that to from by over as with which when if between under through than after before behind"
)
NEGATIONS = stems("not no non without except besides beyond other")
# What a figure is read in: "from the permit", "by the second survey".
DOCUMENTS = (
    "report announcement post slide figure estimate statement account paper article note thread reading guess letter "
    "filing survey permit deck plan census meter press"
).replace(" ", "|")

_WORD = later(r"\d+:\d+|[^\W_]+(?:[.'’/][^\W_]+)*")
_HEAD = later(
    r"[;(]|[,:](?=\s)|\s[–—-]\s"
    r"|\s(?:as|according to)\s(?=[^,;]*\b(?:says?|puts?|reads?|reports?|states?|printed|expects?|claimed|assumed|has it)\b)"
    rf"|\s(?:from|under|by|per)\s(?=(?:\S+\s){{0,3}}(?:{DOCUMENTS})s?$)"
)
NAME = 1.5  # how much more a name or a number says than another word as rare
LONGEST = 300  # the characters of a title that are read
MOST = 16  # titles that share a word, of one block: of more, the word brings no two together
RAREST = 4  # the words of a title by which others are looked for


@dataclass(frozen=True)
class Subject:
    """What a title is about: the words of its head in their order, and the words that stand behind that.

    The head ends at the first comma, or where it is said who says so. `words` are the head's words that carry something,
    `names` those of them that are names or numbers, and `measure` is what is measured: those before the first `of`.
    """

    order: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]
    measure: frozenset[str]
    behind: frozenset[str]


def subject(title: str, known: frozenset[str] = frozenset()) -> Subject:
    """What a title is about; `known` are stems of names, so that one is known at the beginning of a title too."""
    return _subject(*_read(title), known)


def heading(title: str) -> list[str]:
    """The words of a title's head as they are written, one for each stem in `Subject.order`."""
    return _read(title)[0]


def _read(title: str) -> tuple[list[str], list[str]]:
    """The words of a title's head, and those behind it, as they are written."""
    title = title[:LONGEST]
    end = _HEAD.search(title, 1)
    cut = end.start() if end else len(title)
    return _WORD.findall(title[:cut]), _WORD.findall(title[cut:])


def _subject(head: Sequence[str], tail: Sequence[str], known: frozenset[str]) -> Subject:
    order = tuple(map(folded, head))
    words = frozenset(order) - FILLER
    names = known.union(
        word for n, (each, word) in enumerate(zip(head, order, strict=True)) if _name(each, word, n > 0)
    )
    first = next((n for n, word in enumerate(order) if word in words), 0)
    stop = next((n for n, word in enumerate(order) if n > first and word in OF_WHAT), len(order))
    behind = frozenset(map(folded, tail)) - FILLER - words
    return Subject(order, words, words & names, frozenset(order[:stop]) - FILLER, behind)


@lru_cache(maxsize=1 << 16)
def _name(word: str, plain: str, inside: bool) -> bool:
    """Whether a word is a name or a number by how it is written; a capital says it only inside a title."""
    return plain[0].isdigit() or any(each.isupper() or each.isdigit() for each in word[1 - inside :])


def _names(titles: Iterable[Sequence[str]]) -> frozenset[str]:
    """The stems that some title writes as a name inside it, and none in small letters."""
    inside: set[str] = set()
    small: set[str] = set()
    for words in titles:
        inside.update(word for word in words[1:] if word[0].isupper())
        small.update(word for word in words if word[0].islower())
    return frozenset(map(folded, inside)) - frozenset(map(folded, small))


class Titles:
    """The titles of some records by their ids, each in a block: only within a block are titles compared.

    `one` gives the quantity of a claim that has one: what differs in the titles of its claims tells nothing apart. No order
    in which the titles are given has a part in anything.
    """

    def __init__(self, titles: Mapping[str, str], blocks: Mapping[str, int], one: Mapping[str, str]) -> None:
        read = {id: _read(titles[id]) for id in sorted(titles)}
        known = _names([*head, *tail] for head, tail in read.values())
        self.subjects = {id: _subject(*words, known) for id, words in read.items()}
        self.blocks = blocks
        self.one = one
        number = Counter(word for each in self.subjects.values() for word in each.words | each.behind)
        self.rarity = {word: math.log(1 + len(self.subjects) / n) for word, n in number.items()}

    def likeness(self, a: str, b: str) -> float:
        """How much of two heads is the same, from 0 to 1, by the rarity of their words; 0 where a word tells them apart.

        A word that stands behind the other's head does not count against them, and a name counts half as much again.
        """
        one, two = self.subjects[a], self.subjects[b]
        both = one.words & two.words
        if not both & one.measure & two.measure:
            return 0.0
        left, right = one.words - both, two.words - both
        if self._told_apart(one, two, left, right):
            return 0.0
        names = one.names | two.names
        common = 2 * self._weight(both, names)
        apart = self._weight(left - two.behind, names) + self._weight(right - one.behind, names)
        return common / (common + apart)

    def _weight(self, words: Iterable[str], names: frozenset[str]) -> float:
        return math.fsum(self.rarity[word] * (NAME if word in names else 1) for word in words)

    def _told_apart(self, one: Subject, two: Subject, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether what is only in the one, and what is only in the other, are there to tell two things apart."""
        if (left & one.names and right & two.names) or (left ^ right) & NEGATIONS:
            return True
        if len(left) == len(right) == 1:
            return True
        return any((x, y) in self.contrasts for x in left for y in right)

    @cached_property
    def families(self) -> Mapping[tuple[int, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Titles of one block that are alike but for one word: by the block and the other words, the ids by that word."""
        found: dict[tuple[int, tuple[str, ...]], dict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for id, each in self.subjects.items():
            for n, word in enumerate(each.order):
                rest = (*each.order[:n], "*", *each.order[n + 1 :])
                if word not in FILLER and len(each.words) > 1:
                    found[self.blocks[id], rest][word].append(id)
        return {
            key: {word: tuple(ids) for word, ids in sorted(words.items())}
            for key, words in sorted(
                (each for each in found.items() if len(each[1]) > 1), key=lambda each: each[0]
            )
        }

    @cached_property
    def contrasts(self) -> frozenset[tuple[str, str]]:
        """The pairs of words that tell titles of the base apart: both stand in one place of titles otherwise the same."""
        found = set()
        for words in self.families.values():
            for (x, those), (y, these) in combinations(list(words.items())[:MOST], 2):
                if not {self.one.get(each, each) for each in those} & {
                    self.one.get(each, each) for each in these
                }:
                    found |= {(x, y), (y, x)}
        return frozenset(found)

    @cached_property
    def complements(self) -> frozenset[tuple[str, ...]]:
        """The pairs of ids of one block whose titles differ in a negation: what is such, and what is not."""
        plain = {(self.blocks[id], each.order): id for id, each in self.subjects.items()}
        found = set()
        for id, each in self.subjects.items():
            if each.words & NEGATIONS:
                order = tuple(word for word in each.order if word not in NEGATIONS)
                if other := plain.get((self.blocks[id], order)):
                    found.add(tuple(sorted((id, other))))
        return frozenset(found)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Two ids of one block that share a rare word, each pair once; about as many as there are titles."""
        told = set()
        for id, each in self.subjects.items():
            for word in sorted(each.words, key=lambda word: (-self.rarity[word], word))[:RAREST]:
                for other in self._sharing[self.blocks[id], word]:
                    pair = (id, other) if id < other else (other, id)
                    if id != other and pair not in told:
                        told.add(pair)
                        yield pair

    def near(self, block: int, words: Iterable[str]) -> tuple[str, ...]:
        """The ids of a block whose heads have one of some words, as far as only a few have it."""
        found = {id for word in words for id in self._sharing[block, word]}
        return tuple(sorted(found))

    @cached_property
    def _sharing(self) -> Mapping[tuple[int, str], tuple[str, ...]]:
        """The ids whose heads have a word, by block and word; none for a word that more than a few have."""
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for id, each in self.subjects.items():
            for word in each.words:
                found[self.blocks[id], word].append(id)
        return defaultdict(tuple, {key: tuple(ids) for key, ids in found.items() if len(ids) <= MOST})
