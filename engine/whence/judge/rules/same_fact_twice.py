"""same-fact-twice: one fact stands in the base under two ids.

Two claims have the same value from the same words of the same source, or from the same origin under
nearly the same title. If both feed one result the fact counts twice; if one is updated the other stays
behind.

Mend: keep one, and give it the other's id under `aliases`. If they are two estimates of one thing, make
them rivals: `of` the same quantity. If they are two facts after all, say in `differs_from` what tells them
apart.

```yaml
sources:
  report: {title: The report}
claims:
  site-power:
    title: Power of the site
    value: 200 MW
    cites: [{source: report, at: page 3, excerpt: a site of 200 MW}]
  power-of-the-site:
    title: What the site draws
    value: 200 MW  # <- same-fact-twice
    cites: [{source: report, at: page 3, excerpt: a site of 200 MW}]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.values.days import covered
from whence.model.graph import UNSTATED, Derived, Leaf, descendants

SEVERITY = "warning"
READS = "documents"

# Of more claims than this with one value and one source, the first are compared: a table of equal entries.
MOST = 40
FILLER = {
    "a", "an", "the", "of", "in", "on", "at", "for", "to", "by", "per", "one", "is", "as", "its", "it",
    "that", "what", "and", "or", "from", "with", "this", "be",
}  # fmt: skip


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each pair once, at the value of the later claim; the data name the earlier."""
    told: set[tuple[str, str]] = set()
    for ids in _groups(edition):
        for a, b in combinations(sorted(ids, key=lambda id: _order(edition, id))[:MOST], 2):
            if (a, b) not in told and (why := _same(edition, a, b)):
                told.add((a, b))
                rows = [(each, f"{edition.base.values[each].text}: {edition.title(each)}") for each in (a, b)]
                message = sides(f"one fact stands here under two ids: {why}{_both(edition, a, b)}", rows)
                place = edition.base.records.place("claims", b, "value")
                yield Objection(b, message, place, data={"other": a})


def _groups(edition: Edition) -> Iterator[list[str]]:
    """Written claims of one value that share the words they were read in, or an origin."""
    groups: dict[object, list[str]] = {}
    for id, claim in live(edition).items():
        node = edition.base.nodes.get(id)
        if isinstance(node, Leaf) and node.written.point:
            value = (
                node.written.unit.dimension,
                node.written.shape,
                node.written.bound,
                node.written.excludes,
            )
            for key in {*_words(claim), *(each.source for each in claim.cites)}:
                groups.setdefault((value, key), []).append(id)
    yield from (ids for ids in groups.values() if len(ids) > 1)


def _order(edition: Edition, id: str) -> tuple[str, int]:
    place = edition.base.records.place("claims", id)
    return place.file, place.line


def _same(edition: Edition, a: str, b: str) -> str:
    one, two = edition.base.records.claims[a], edition.base.records.claims[b]
    names = edition.base.aliases
    if (one.of and one.of == two.of) or b == names.get(one.superseded_by, one.superseded_by):
        return ""
    if a == names.get(two.superseded_by, two.superseded_by):
        return ""
    if b in edition.base.apart.get(a, ()):
        return ""
    if words := _words(one) & _words(two):
        return f"the same words, “{min(words)[1]}”" if _alike(one.title, two.title, 0.3) else ""
    origins = {each.source for each in one.cites} & {each.source for each in two.cites} - {UNSTATED}
    if (
        origins
        and covered(one.as_of) == covered(two.as_of)
        and one.scope == two.scope
        and _alike(one.title, two.title, 0.8)
    ):
        return f"the same value from `{min(origins)}`"
    return ""


def _words(claim: Claim) -> set[tuple[str, str]]:
    """Where a claim's excerpts were read, and what they say."""
    return {(each.via or each.source, each.excerpt.casefold()) for each in claim.cites if each.excerpt}


def _alike(a: str, b: str, least: float) -> bool:
    """Whether two titles share so much of their words, and no number stands in only one of them."""
    one, two = _content(a), _content(b)
    digits = {each for each in one ^ two if any(c.isdigit() for c in each)}
    return not digits and len(one & two) >= least * len(one | two)


@lru_cache(maxsize=4096)
def _content(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.]+", title.casefold())) - FILLER


def _both(edition: Edition, a: str, b: str) -> str:
    """Where the two come together, if a formula has both."""
    other = set(descendants(edition.base, [b]))
    meet = (id for id in descendants(edition.base, [a]) if id in other)
    first = next((id for id in meet if isinstance(edition.base.nodes[id], Derived)), "")
    return f"; both count in `{first}`" if first else ""
