"""Our base taken through its candidates: nothing is left undecided, and its own rivals would be proposed."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from places import ROOT
from whence.account.candidates import pairs, proposals
from whence.account.candidates.ground import LEAST, Ground
from whence.account.candidates.likeness import Titles
from whence.disk import store
from whence.judge.assemble import Edition


@cache
def found() -> Edition:
    return store.load(store.read(ROOT))


def test_find__nothing_in_our_base_is_undecided() -> None:
    left = [
        f"{each.says}: {', '.join(each.found.ids)}"
        for each in proposals.propose(found(), proposals.find(found()))
    ]
    assert not left, "decide each, or say in `differs_from` why it differs:\n" + "\n".join(left)


def test_apart__every_difference_of_our_base_says_more_than_a_word() -> None:
    said = [(id, why) for id, others in found().base.apart.items() for why in others.values()]
    assert len(said) > 30
    assert [each for each in said if len(each[1].split()) < 4] == []


def test_candidates__of_the_rivals_in_our_base_half_would_be_proposed() -> None:
    ground = Ground(found())
    of, titles = ground.related.of, {id: found().title(id) for id in ground.words.subjects}
    unrelated = Titles(titles, ground.block, {})
    alike = set(unrelated.pairs())
    ground.words = unrelated
    rivals = [
        pair
        for pair in combinations(sorted(id for id in of if id in titles), 2)
        if of[pair[0]] == of[pair[1]] and ground.block[pair[0]] == ground.block[pair[1]]
    ]
    told = [
        pair
        for pair in rivals
        if pair in alike and pairs.likeness(ground, *pair, ground.words.likeness(*pair)) >= LEAST
    ]
    assert len(rivals) > 50
    assert len(told) >= len(rivals) / 2, f"{len(told)} of {len(rivals)}"
