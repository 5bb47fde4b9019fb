"""Everything that a base in a script can be asked, of one record of each kind, with the whole answer beside it."""

from __future__ import annotations

import importlib.util
import multiprocessing
import re
import sys
from pathlib import Path

import pytest

import shell
import whence
from whence.exchange import database
from whence.language.problems import Refused
from whence.python import frames
from whence.python.account import Move
from whence.python.base import Base

FILES = {
    "whence.toml": 'title = "Barn"\nsamples = 256\n',
    "claims/barn.yaml": """
claims:
  hay: {title: Hay in the barn, value: 30 to 50 t, kind: fact, as_of: 2024, tags: [feed, dry], aliases: [fodder], cites: [{source: book, via: card}]}
  each: {title: Hay for a cow, value: 2 t, note: A guess, headline: true, accepted: [{rule: uncited, because: So}]}
  cows: {title: Cows that it feeds, formula: hay / each, inputs: {hay: hay, each: each}, headline: true}
  most: {title: At most, value: at most 60 t, cites: [book]}
  gone: {title: Gone, missing: Nobody looked}
  taken: {title: Taken, formula: hay * part, inputs: {hay: hay, part: part}}
choices:
  part: {title: Which part, options: {half: 0.5, all: 1}}
quantities:
  herd: {title: Herd, take: herd-a, headline: true}
checks:
  enough: {title: Enough, assert: cows > 10, inputs: {cows: cows}}
  fits: {title: It fits, assert: taken < room, inputs: {taken: taken, room: 35 t}}
""",
    "claims/herd.yaml": "claims:\n  herd-a: {title: Herd as counted, value: 20, of: herd, cites: [book]}\n",
    "sources/all.yaml": """
sources:
  book: {title: The book, issued: 2024, URL: 'https://example.org/b', status: retracted, why: Burnt}
  card: {title: The card}
""",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return whence.open(shell.write(tmp_path_factory.mktemp("barn"), FILES))


def test_base__what_is_in_it(base: Base) -> None:
    ids = ["herd", "cows", "each", "gone", "hay", "most", "taken", "herd-a", "part", "enough", "fits"]
    assert [each.id for each in base] == ids
    assert (base.title, len(base), repr(base)) == (
        "Barn",
        11,
        f"<Base 'Barn': 11 numbers and checks, in {base.root}>",
    )
    assert ("hay" in base, "book" in base, base["fodder"].id) == (True, False, "hay")
    with pytest.raises(KeyError, match=r"no number in this base is called `hey`; did you mean `hay`"):
        base["hey"]
    with pytest.raises(Refused, match="there is no folder"):
        whence.open(base.root / "nowhere")
    with pytest.raises(Refused, match="`lately` is no date"):
        whence.open(base.root, known_on="lately")
    assert [each.id for each in whence.open(base.root, known_on="2023")] != ids


@pytest.mark.parametrize(
    ("id", "kind", "number", "unit", "written", "formula", "point", "interval", "bound", "open_to"),
    [
        ("hay", "fact", "38.7 t  [30 to 50 t]", "t", "30 to 50 t", "", 1500**0.5, (30, 50), "", ()),
        ("each", "estimate", "2 t", "t", "2 t", "", 2, (2, 2), "", ()),
        ("cows", "estimate", "19.4  [15 to 25]", "", "", "hay / each", 1500**0.5 / 2, (15, 25), "", ()),
        ("most", "estimate", "≤ 60 t", "t", "at most 60 t", "", None, (0, 60), "upper", ()),
        ("gone", "estimate", "not given", "", "", "", None, (None, None), "", ()),
        ("part", "choice", "0.5 to 1, open", "", "", "", None, (0.5, 1), "", ("part",)),
        ("taken", "estimate", "15 to 50 t, open", "t", "", "hay * part", None, (15, 50), "", ("part",)),
        ("herd", "quantity", "20", "", "", "", 20, (20, 20), "", ()),
        ("enough", "check", "holds (true in 100% of draws)", "", "", "cows > 10", None, (None, None), "", ()),
    ],
)  # fmt: skip
def test_claim__each_kind(
    base: Base, id: str, kind: str, number: str, unit: str, written: str, formula: str, point: float | None,
    interval: tuple[float | None, float | None], bound: str, open_to: tuple[str, ...],
) -> None:  # fmt: skip
    found = base[id]
    assert (found.kind, found.number, found.unit, found.written, found.formula) == (
        kind, number, unit, written, formula,
    )  # fmt: skip
    assert found.point == (None if point is None else pytest.approx(point, rel=1e-3))
    assert found.interval == tuple(each and pytest.approx(each, rel=2e-3) for each in interval)
    assert (found.bound, found.open, repr(found)) == (bound, open_to, f"<{id}: {number}>")


def test_claim__what_stands_beside_the_number(base: Base) -> None:
    hay, each, fits = base["hay"], base["each"], base["fits"]
    assert (hay.title, hay.as_of, hay.tags, hay.headline, hay.note) == (
        "Hay in the barn", "2024", ("feed", "dry"), False, "",
    )  # fmt: skip
    assert (each.as_of, each.tags, each.headline, each.note) == ("", (), True, "A guess")
    assert [one.id for one in hay.sources] == ["book", "card"]
    assert [one.id for one in base["cows"].sources] == []
    assert [one.id for one in hay.used_by] == ["cows", "taken"]
    assert {name: one.id for name, one in base["herd"].inputs.items()} == {"herd-a": "herd-a"}
    assert {name: one.id for name, one in base["part"].inputs.items()} == {
        "half": "part#half",
        "all": "part#all",
    }
    assert [one.rule for one in each.findings] == ["uncited"]
    assert fits.number == "holds (true in 100% of draws); doubtful (true in 26% of draws)"
    assert hay.as_dict()["id"] == "hay"
    for id, why in (("part", "is open between the readings of `part`"), ("most", "by its bounds alone"), ("gone", "has no number"), ("enough", "has no number")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            print(base[id].samples)
    assert (hay.samples.size, each.samples.tolist()) == (256, [2.0] * 256)
    with pytest.raises(Refused, match="`gone` has no number to explain: not given"):
        base["gone"].why()


def test_source__each_field(base: Base) -> None:
    book = base.sources["book"]
    assert (book.title, book.url, book.issued, book.status, book.cited_by, repr(book)) == (
        "The book", "https://example.org/b", "2024", "retracted", ("hay", "most", "herd-a"), "<Source book: The book>",
    )  # fmt: skip
    assert (base.sources["card"].url, base.sources["card"].issued, base.sources["card"].cited_by) == (
        "", "", ("hay",),
    )  # fmt: skip


def test_why__as_a_text_a_mapping_and_markup(base: Base) -> None:
    why = base["cows"].why()
    assert (why.step.number, why.as_dict()["formula"]) == ("19.4", "hay / each")
    assert repr(why) == str(why)
    assert str(why).startswith("19.4  Cows that it feeds\n")
    assert "\x1b" not in str(why)
    assert why._repr_html_().startswith("<pre>19.4  Cows that it feeds\n")


def test_whatif__and_what_moved(base: Base) -> None:
    then = base.whatif({"each": "4 t", "part": "all"})
    moved = then.diff(base)
    assert len(moved) == 4
    listed = {each.id: each for each in moved}
    assert listed["each"] == Move("each", "t", 2.0, 4.0, 2.0, (("each", 1.0),))
    assert (listed["part"].old, listed["part"].new) == (None, 1.0)
    assert [(each.rule, each.id) for each in moved.opened] == [
        ("check-doubtful", "enough"),
        ("check-doubtful", "fits"),
    ]
    assert [(each.rule, each.id) for each in moved.closed] == [
        ("sense-open", "part"),
        ("check-depends", "fits"),
    ]
    assert {(each.rule, each.id) for each in base.diff(then).closed} == {
        (each.rule, each.id) for each in moved.opened
    }
    assert repr(moved).startswith("edited\n  each value: 2 t -> 4 t\n")
    assert moved._repr_html_().startswith("<pre>edited\n  each value: 2 t -&gt; 4 t\n")
    assert moved.as_dict()["moved_not_shown"] == 0
    with pytest.raises(Refused, match="nothing in this base is called `eech`; did you mean `each`"):
        base.whatif({"eech": "3 t"})
    with pytest.raises(Refused, match="`part` has no option `none`"):
        base.whatif({"part": "none"})
    assert len(base.whatif({"book": "current"}).check("error")) == 0


def test_check__by_gravity(base: Base) -> None:
    assert {each.severity for each in base.check("error")} == {"error"}
    counts = [len(base.check(each)) for each in ("error", "conflict", "warning", "note")]  # type: ignore[arg-type]
    assert counts == sorted(counts)
    assert len(base.check()) == counts[2]
    assert counts[3] > counts[2] > counts[0] == 3
    with pytest.raises(Refused, match="`grave` is no severity; there are error, conflict, warning, note"):
        base.check("grave")  # type: ignore[arg-type]


def test_select_path_and_query(base: Base) -> None:
    assert [each.id for each in base.select("tag:feed")] == ["hay"]
    assert [each.id for each in base.select("hay+")] == ["hay", "cows", "taken", "enough", "fits"]
    way = base.path("cows", "book")
    assert way
    assert [each.id for each in way.links] == ["book", "hay", "cows"]
    assert base.path("herd", "hay") is None
    with pytest.raises(KeyError, match="nothing in this base is called `nobody`"):
        base.path("herd", "nobody")
    assert base.query("SELECT count(*) AS n FROM sources") == [{"n": 2}]
    with pytest.raises(Refused, match="a query asks, by SELECT, and changes nothing"):
        base.query("DELETE FROM claims")


def test_query__one_call_that_does_not_end_is_ended(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither program looks up within one call of a function: a notebook waited for as long as that took."""
    monkeypatch.setattr(database.QUERY_TIME, "most", 0.2)
    monkeypatch.setattr(database, "_GRACE", 0.1)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refused, match="; add a LIMIT, or ask for less"):
        base.query("SELECT instr(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1')")
    assert multiprocessing.active_children() == []


def test_frame__columns_and_which_library(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    found = frames.table(list(base))
    assert list(found) == [
        "id", "title", "kind", "written", "formula", "unit", "point", "median", "mean", "sd", "low", "high", "date", "date_low", "date_high", "bound",
        "open", "tags", "sources", "as_of",
    ]  # fmt: skip
    row = {name: column[4] for name, column in found.items()}
    assert (row["id"], row["written"], row["tags"], row["sources"], row["as_of"]) == (
        "hay", "30 to 50 t", "feed dry", "book card", "2024",
    )  # fmt: skip
    assert base.to_frame("pyarrow", "tag:feed").num_rows == 1
    assert base.to_frame("pyarrow").num_rows == 11
    with pytest.raises(
        Refused, match="`excel` is no library of tables that is known; there are pandas, polars, pyarrow"
    ):
        base.to_frame("excel")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Refused, match=r"^pandas or polars or pyarrow must be installed for a table"):
        base.to_frame()
    with pytest.raises(Refused, match=r"^polars must be installed for a table"):
        base.to_frame("polars")


def test_html__a_card_of_a_base_and_of_a_record(base: Base) -> None:
    card = re.sub("<style>.*</style>", "", base._repr_html_(), flags=re.DOTALL)
    assert card == (
        "<div class='whence-card'><h4>Barn</h4><p class='number'>7 claims, 1 quantities, 2 sources</p>"
        "<p>Herd: 20</p><p>Cows that it feeds: 19.4  [15 to 25]</p><p>Hay for a cow: 2 t</p></div>"
    )
    told = re.sub("<style>.*</style>|<svg.*</svg>", "", base["cows"]._repr_html_(), flags=re.DOTALL)
    assert told.startswith(
        "<div class='whence-card'><h4>Cows that it feeds</h4><p class='number'>19.4  [15 to 25]</p><p>cows, estimate</p>"
        "<p>hay / each</p><p>hay = hay, each = each</p>"
    )
    assert "<svg" in base["cows"]._repr_html_()
    assert "<svg" not in base["enough"]._repr_html_()
    assert "source: The book; The card" in base["hay"]._repr_html_()


def test_import__needs_nothing_that_is_not_asked_for() -> None:
    assert "whence" in sys.modules
    assert Path(whence.__file__).name == "__init__.py"
