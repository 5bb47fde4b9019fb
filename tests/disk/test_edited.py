"""What is judged anew after an edit, and what stands: together they are what is found of the whole, to the letter."""

from __future__ import annotations

import contextlib
import functools
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generate import base as generated
from places import LONG, ROOT
from whence.account import closing, diff, prepared, whatif
from whence.account.diff import Account
from whence.account.news import News, Request
from whence.cli import whatif as command
from whence.cli.text import accounts, comments
from whence.disk import cache, edited, store
from whence.disk.store import Texts
from whence.evaluate.recorded import Recorded
from whence.judge import kept, rules
from whence.judge.edition import Edition
from whence.language.problems import Refused
from whence.model import parts as outlines
from whence.model.kin import kin
from whence.model.tables import Beyond

TODAY = "2026-01-15"
TURNS = {"mill": 60, "generated": 25} if LONG else {"mill": 40, "generated": 10}
# All that a claim can be to others without a choice between them: rivals, echoes, excerpts of one document, what is accepted.
MILL = """
claims:
  grain: {title: Grain that is milled, value: 90 to 110 kg, cites: [{source: ledger, excerpt: some 100 kg of grain}]}
  bran: {title: Bran of the grain, value: 15 kg, cites: [{source: ledger, excerpt: 15 kg of bran}], as_of: 2024}
  flour: {title: Flour of the grain, value: 85 kg, cites: [{source: ledger, excerpt: 85 kg of flour}], as_of: 2024}
  meal: {title: Meal of the grain, value: 100 kg, cites: [{source: ledger, excerpt: of 100 kg}], as_of: 2024}
  sacks: {title: Sacks of flour, formula: f / s, inputs: {f: flour, s: 5 kg/sack}, stated: 17 sack, unit: sack}
  price: {title: Price of a sack, value: 8 to 9 USD/sack, of: price-of-flour, cites: [{source: market}]}
  asked: {title: Price asked for a sack, value: 14 USD/sack, of: price-of-flour, cites: [{source: asking}]}
  paid: {title: Price paid for a sack, formula: a / n, inputs: {a: takings, n: sacks}, of: price-of-flour}
  takings: {title: Takings of the mill, value: 140 to 150 USD, cites: [{source: till, excerpt: 145 USD in the till}]}
  turnover:
    title: Turnover of the mill
    formula: n * p
    inputs: {n: sacks, p: price-of-flour}
    unit: USD
    stated: 238 USD
    headline: true
  year: {title: Turnover of the year, formula: 250 * t, inputs: {t: turnover}, unit: USD, stated: 60000 USD, headline: true}
  half: {title: Half of the turnover, formula: t - c, inputs: {t: turnover, c: costs}, unit: USD, stated: 10 USD}
  costs: {title: Costs of the mill, value: 90 to 120 USD, why: a guess, kind: assumption}
  old-costs: {title: Costs as they were, value: 80 USD, status: superseded, superseded_by: costs, cites: [{source: till}]}
  margin: {title: Margin as it was, formula: t - c, inputs: {t: turnover, c: old-costs}, unit: USD}
  share: {title: Share of the bran, formula: b / g, inputs: {b: bran, g: grain}, unit: "%"}
  loss: {title: What is lost, value: 2 to 4 kg, moves_with: [bran], cites: [{source: ledger}]}
quantities:
  price-of-flour: {title: Price of flour, take: price, accepted: [{rule: rivals-disagree, because: two towns}]}
checks:
  grain-is-milled: {title: All is milled, assert: b + f <= g, inputs: {b: bran, f: flour, g: grain}}
  costs-are-met: {title: Costs are met, assert: t > c, inputs: {t: turnover, c: costs}, on_fail: conflict}
units:
  sack: {title: Sack}
"""
SOURCES = """
sources:
  ledger: {title: The ledger, issued: 2024-05}
  market: {title: The market}
  asking: {title: What is asked, relies_on: [market]}
  till: {title: The till, issued: 2023-02}
"""


@functools.cache
def bases() -> Mapping[str, Mapping[str, bytes]]:
    """Bases of all sorts by name."""
    found: dict[str, Mapping[str, bytes]] = {
        "mill": {"claims/mill.yaml": MILL.encode(), "sources/s.yaml": SOURCES.encode()},
        "generated": {name: str(text).encode() for name, text in generated(300).items()},
    }
    for folder in sorted(each.parent for each in (ROOT / "tests" / "bases").glob("*/claims")):
        found[folder.name] = store.read(folder).files
    return found


def whole(texts: Texts) -> Edition:
    return store.load(texts, today=TODAY)


def edit(files: Mapping[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """The files with one small edit: another number in a value, another year, another source, a line that moves others,
    or a record of a change that comes or goes."""
    told = "claims/changes/2025-12.yaml"
    if not rng.randrange(8):
        if told in files:
            return {name: each for name, each in files.items() if name != told}
        source = rng.choice(
            ["", *re.findall(r"source: ([a-z][a-z0-9-]*)", b"".join(files.values()).decode())]
        )
        record = f"{{title: News, date: 2025-12-01{source and f', source: {source}'}}}"
        return {**files, told: f"changes:\n  news-{rng.randrange(99)}: {record}\n".encode()}
    name = rng.choice(sorted(each for each in files if each.startswith("claims/")))
    text = files[name].decode()
    kinds = [
        r"(?<=value: )~?\d[\d.]*",
        r"(?<=value: )~?\d[\d.]*",
        r"(?<=stated: )\d[\d.]*",
        r"(?<=as_of: )\d{4}",
    ]
    kinds += [r"(?<=source: )[a-z][a-z0-9-]*", r"(?m)^(?=claims:)"]
    hits = [*re.finditer(rng.choice(kinds), text)]
    if not hits:
        return {**files, name: text.encode() + b"# nothing\n"}
    hit = rng.choice(hits)
    if not hit[0]:
        new = "# a line\n" * rng.randrange(1, 3)
    elif hit[0][0].isalpha():
        new = rng.choice(re.findall(kinds[-2], text))
    elif kinds[3][5:10] == text[hit.start() - 7 : hit.start() - 2]:
        new = str(rng.randrange(2019, 2026))
    else:
        number = float(hit[0].lstrip("~") or 1)
        new = "~" * hit[0].startswith("~") + f"{number * rng.choice([0.5, 0.97, 1.04, 2, 10, 1000]):.6g}"
    return {**files, name: (text[: hit.start()] + new + text[hit.end() :]).encode()}


def told(edition: Edition) -> list[str]:
    content = kept.content(edition.findings)
    assert content is not None
    return content.decode().splitlines()


@pytest.mark.parametrize("name", sorted(bases()))
def test_edited__is_what_the_whole_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One edit after another: what is judged in part, is counted and is known after it, against the whole without a cache."""
    monkeypatch.setattr(edited, "MOST", 0)  # in small bases most edits touch much
    home, rng = str(tmp_path / "home"), random.Random(name)
    texts = Texts(tmp_path, dict(bases()[name]), ())
    before, parts, counted, compared = first(texts, home), 0, 0, 0
    last = whole(texts)
    for turn in range(TURNS.get(name, 8 if LONG else 4)):
        files = before.texts.files
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            files = edit(files, rng)
        texts = Texts(tmp_path, files, ())
        found, own = edited.edited(texts, before, TODAY, Recorded(), home), whole(texts)
        more = closing.flat(closing.counted(own))
        then, now = (before.texts, last), (texts, own)
        compared += compares_alike(before, *((then, now) if turn % 2 else (now, then)), home)
        if found:
            parts += 1
            assert told(found.edition) == told(own)
            outline = cache.fetch(home, store.key(texts, "outline"))
            assert outline == outlines.content(own.base, own.dimensions)
            assert (found.known.texts.files, found.known.kin) == (texts.files, kin(own.base))
            with contextlib.suppress(Beyond):
                again = closing.renewed(found.edition, found.region, closing.read(before.more))
                counted += closing.flat(again) == more
                assert closing.flat(again) == more
            before, last = edited.Known(texts, found.known.kin, more), own
        elif not any(each.severity == "error" for each in own.findings):
            before, last = first(texts, home), own
    assert parts
    assert counted
    assert compared


def compares_alike(
    before: edited.Known, old: tuple[Texts, Edition], new: tuple[Texts, Edition], home: str
) -> bool:
    """Whether a part of two sides is enough to compare them; then what it says, and how it reads, is that of the whole."""
    part = edited.sides(old[0], new[0], before, TODAY, Recorded(), home, keep=False)
    if part is None:
        return False
    wanted = diff.account(old[1], new[1])
    with contextlib.suppress(Beyond):
        reads_alike(diff.in_part(part.old, part.new, part.numbers), wanted, part.new, new[1])
        return True
    return False


def reads_alike(found: Account, wanted: Account, part: Edition, own: Edition) -> None:
    """See that an account of a part is that of the whole, in every form in which it is given."""
    assert diff.as_json(found) == diff.as_json(wanted)
    assert accounts.account(found, False) == accounts.account(wanted, False)
    assert comments.comment(part, found) == comments.comment(own, wanted)


@pytest.mark.parametrize("name", sorted(bases()))
def test_news__is_prepared_as_by_the_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """News of claims, one and several at a time: the edit that is made of it, and its account."""
    monkeypatch.setattr(edited, "MOST", 0)
    home, rng, parts = str(tmp_path / "home"), random.Random(name), 0
    texts = Texts(tmp_path, dict(bases()[name]), ())
    before, own = first(texts, home), whole(texts)
    records = edited.records(home, texts)
    assert records is not None
    claims = own.base.records.claims
    ids = [id for id, each in claims.items() if re.match(r"~?\d", each.value) and not each.formula]
    sources = sorted({each.source for id in ids for each in claims[id].cites}) or [""]
    for _ in range(8 if name in TURNS else 2):
        some = rng.sample(ids, min(len(ids), rng.choice([1, 1, 2])))
        value = re.compile(r"\d[\d.]*")
        requests = tuple(
            Request(id, {"value": value.sub(lambda hit: f"{float(hit[0]) * 1.5:.6g}", claims[id].value)})
            for id in some
        )
        item = News("News", rng.choice(["2026-01-10", "2020-02", ""]), rng.choice(sources), requests)
        try:
            wanted = prepared.of_news(own, texts, item)
        except Refused as refused:
            with pytest.raises(Refused, match=re.escape(str(refused))):
                prepared.made(records, texts, item, TODAY)
            continue
        made = prepared.made(records, texts, item, TODAY)
        assert (made.after, made.stays, made.date) == (wanted.after, wanted.stays, wanted.date)
        part = edited.sides(texts, made.texts(texts), before, TODAY, Recorded(), home, keep=False)
        with contextlib.suppress(Beyond):
            if part:
                found = prepared.in_part(texts, made, part)
                reads_alike(found.account, wanted.account, part.new, wanted.then)
                assert found.before == wanted.before
                assert found.broken == wanted.broken == ()
                parts += 1
    assert parts or name not in TURNS


@pytest.mark.parametrize("name", sorted(bases()))
def test_supposing__is_what_the_whole_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other values of claims, one at a time: the account of what they touch, against that of the whole without a cache."""
    monkeypatch.setattr(edited, "MOST", 0)
    home, rng, parts = str(tmp_path / "home"), random.Random(name), 0
    texts = Texts(tmp_path, dict(bases()[name]), ())
    before, own = first(texts, home), whole(texts)
    claims = own.base.records.claims
    ids = [id for id, each in claims.items() if re.match(r"~?\d", each.value) and not each.formula]
    for id in rng.sample(ids, min(len(ids), 16 if name in TURNS else 6)):
        value = re.sub(r"\d[\d.]*", lambda hit: f"{float(hit[0]) * 3:.6g}", claims[id].value)
        supposed = whatif.suppose(own, [(id, value)])
        with contextlib.suppress(Beyond):
            part = edited.supposing(texts, before, id, TODAY, Recorded(), home)
            if part is None or isinstance(supposed, str):
                continue
            told = whatif.suppose(part.edition, [(id, value)])
            assert not isinstance(told, str)
            found, wanted = command._account(part, told), diff.account(own, supposed)
            assert diff.as_json(found) == diff.as_json(wanted), id
            assert found.unmoved == wanted.unmoved
            parts += 1
    assert parts or name not in TURNS


def first(texts: Texts, home: str) -> edited.Known:
    """What is known of a base once all of it was judged."""
    edition = store.load(texts, today=TODAY, home=home)
    assert edition.findings is not None
    edited.keep_whole(home, texts, edition, closing.flat(closing.counted(edition)), TODAY)
    found = edited.known(home, TODAY, texts)
    assert found
    return found


def changed(old: str, new: str) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """The files of the mill, and what they are with another text in them."""
    files = bases()["mill"]
    assert sum(each.decode().count(old) for each in files.values()) == 1
    return files, {name: each.decode().replace(old, new).encode() for name, each in files.items()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 2 to 4 kg", "value: 2 to 4 m"),
        ("value: 2 to 4 kg", "formula: 2 kg"),
        ("value: 2 to 4 kg", "value: 2 to 4 kgg"),
        ("What is lost", "What was lost"),
        ("of: price-of-flour, cites: [{source: market}]", "cites: [{source: market}]"),
        ("moves_with: [bran]", "moves_with: [grain]"),
        ("cites: [{source: market}]", "cites: [{source: till}]"),
        ("headline: true\n  year", "headline: false\n  year"),
        ("title: The market", "title: A market"),
        ("title: Sack}", "title: Sack, equals: 5 kg}"),
        ("take: price", "take: asked"),
        ("claims:", "topic: {title: Mill}\nclaims:"),
        ("issued: 2024-05", "issued: 2024-06"),
    ],
)
def test_edited__what_may_change_more_than_what_rests_on_it_is_left_to_the_whole(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edited, "MOST", 0)
    home = str(tmp_path / "home")
    files, other = changed(old, new)
    before = first(Texts(tmp_path, files, ()), home)
    assert edited.edited(Texts(tmp_path, other, ()), before, TODAY, Recorded(), home) is None
    # of another day, nothing is known
    assert edited.known(home, "2026-01-16", Texts(tmp_path, files, ())) is None


def test_edited__a_rule_that_does_not_say_how_far_it_looks_has_all_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edited, "MOST", 0)
    home = str(tmp_path / "home")
    files, other = changed("value: 2 to 4 kg", "value: 2 to 5 kg")
    before, texts = first(Texts(tmp_path, files, ()), home), Texts(tmp_path, other, ())
    assert edited.edited(texts, before, TODAY, Recorded(), home)
    every = rules.rules()
    monkeypatch.setattr(rules, "rules", lambda: (*every[:-1], replace(every[-1], reads="")))
    assert edited.edited(texts, before, TODAY, Recorded(), home) is None


def test_rules__all_of_ours_say_how_far_they_look() -> None:
    assert {each.reads for each in rules.rules()} == {"cone", "documents", "choices", "sources"}
