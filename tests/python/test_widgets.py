"""The what-if of a notebook: what it offers, what it answers, and its page, with the engine behind it."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import shell
import whence
from chromium import chromium
from whence.language.problems import Refused
from whence.python.base import Base
from whence.python.widgets import SCRIPT, Question

BAKERY = """
topic: {title: A bakery}
claims:
  loaves: {title: Loaves in a day, value: 180 to 220 loaf/day, kind: estimate, why: a test}
  flour: {title: Flour in a loaf, value: 0.6 kg/loaf, kind: fact, why: a test}
  opened: {title: Opened, value: 2019-05-02, kind: fact, why: a test}
  need: {title: Flour in a day, formula: loaves * flour * days, inputs: {loaves: loaves, flour: flour, days: 1 day}, unit: kg, stated: 120 kg, cites: [{source: unstated}]}
  sacks: {title: Sacks in a day, formula: "ceil(need / sack, one)", inputs: {need: need, sack: sack-size, one: 1 sack}}
  age: {title: Days open, formula: today - opened, inputs: {today: 2026-01-01, opened: opened}, unit: day}
choices:
  sack-size: {title: What a sack holds, options: {small: 10 kg/sack, large: 25 kg/sack}}
checks:
  enough: {title: The store is enough, assert: need <= store, inputs: {need: need, store: 150 kg}}
units:
  loaf: {title: A loaf}
  sack: {title: A sack}
"""


@pytest.mark.parametrize(
    ("value", "unit", "low"),
    [
        ("4 to 5 bn EUR", "bn EUR", "4e9 EUR"),  # 4 1bn EUR was sent, which nobody reads
        ("3e9 to 4e9 year", "1e9 year", "3e9 year"),
        ("20K to 30K chip", "thousand chip", "20K chip"),
        ("24 to 27 kW per 32 chip", "kW per 32 chip", "24 kW per 32 chip"),
        ("10 to 20 ppm", '"%"', "0.001 %"),
    ],
)
def test_question__what_a_slider_sends_is_read_as_what_it_shows(
    tmp_path: Path, value: str, unit: str, low: str
) -> None:
    claim = f"title: A, value: {value}, unit: {unit}"
    shell.write(tmp_path, {"whence.toml": "samples = 64\n", "claims/a.yaml": f"claims: {{a: {{{claim}}}}}"})
    question = Question(whence.open(tmp_path), "a", ("a",))
    (offered,) = question.offered()["inputs"]
    question.settings = {"a": f"{offered['low']:.6g} {offered['unit']}".strip()}
    sent = question.answered()
    question.settings = {"a": low}
    assert (sent["error"], sent["number"]) == ("", question.answered()["number"])


@pytest.fixture
def base(tmp_path: Path) -> Base:
    shell.write(tmp_path, {"whence.toml": "samples = 1024\n", "claims/bakery.yaml": BAKERY})
    return whence.open(tmp_path)


def test_question__what_is_offered_can_be_moved(base: Base) -> None:
    offered = Question(base, "sacks").offered()
    assert (offered["id"], offered["title"]) == ("sacks", "Sacks in a day")
    size, loaves, flour = offered["inputs"]
    assert (size["id"], size["options"]) == ("sack-size", ["small", "large"])
    assert (loaves["id"], loaves["unit"]) == ("loaves", "loaf/day")
    assert (loaves["low"], loaves["high"], loaves["step"]) == (
        pytest.approx(180),
        pytest.approx(220),
        pytest.approx(0.2),
    )
    # A bare figure is moved by half of it to either side; a date has no slider.
    assert (flour["low"], flour["at"], flour["high"]) == (
        pytest.approx(0.3),
        pytest.approx(0.6),
        pytest.approx(0.9),
    )
    [opened] = Question(base, "age", ("opened",)).offered()["inputs"]
    assert "low" not in opened
    assert opened["now"].startswith("2019-05-02")


def test_question__the_engine_answers(base: Base) -> None:
    question = Question(base, "need")
    plain = question.answered()
    assert plain == {
        "number": base["need"].number,
        "was": "",
        "verdict": "the stated 120 kg: agrees",
        "turned": [],
        "error": "",
    }
    question.settings = {"loaves": "300 loaf/day"}
    found = question.answered()
    assert found["number"] == base.whatif(question.settings)["need"].number == "180 kg"
    assert found["was"] == plain["number"]
    assert found["turned"] == ["The store is enough: holds → fails", "Flour in a day: agrees → soft"]
    question.settings = {"loaves": "3 kg"}
    assert question.answered()["error"] == "loaves=3 kg: that is in `kg`, and `loaves` is in `loaf/day`"
    assert (
        Question(base, "enough", settings={"loaves": "300 loaf/day"}).answered()["number"].startswith("fails")
    )


def test_question__of_nothing_is_refused(base: Base) -> None:
    with pytest.raises(KeyError, match="did you mean `need`"):
        Question(base, "nead")
    with pytest.raises(KeyError, match="no number in this base is called `lofes`"):
        Question(base, "need", ("lofes",))


def test_widget__its_traits_follow_what_is_set(base: Base) -> None:
    pytest.importorskip("anywidget")
    shown = base.widget("need", ["loaves"])
    assert [each["id"] for each in shown.offered["inputs"]] == ["loaves"]
    assert shown.answer["number"] == base["need"].number
    shown.settings = {"loaves": "300 loaf/day"}
    assert (shown.answer["number"], shown.answer["was"]) == ("180 kg", base["need"].number)
    shown.settings = {}
    assert (shown.answer["number"], shown.answer["was"]) == (base["need"].number, "")
    assert {"offered", "settings", "answer", "_esm"} <= set(shown.get_state())


def test_widget__without_its_library_is_refused_with_the_way_out(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(Refused, match=r"pip install 'whence\[notebook\]'"):
        base.widget("need")


def test_widget__nothing_of_it_is_loaded_with_the_package() -> None:
    code = "import sys, whence.python.base; print([each for each in ('anywidget', 'traitlets', 'ipywidgets') if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


MODEL = """async ([script, offered, answer]) => {
  const { default: module } = await import("data:text/javascript;base64," + script);
  const state = { offered, answer, settings: {} }, heard = [];
  window.sent = [];
  window.answer = (found) => { state.answer = found; heard.forEach((each) => each()); };
  const model = {
    get: (name) => state[name], set: (name, value) => { state[name] = value; },
    save_changes: () => window.sent.push(state.settings), on: (_, each) => heard.push(each), off: () => {},
  };
  module.render({ model, el: document.querySelector("main") });
}"""


@pytest.mark.browser
def test_widget__its_page_sends_what_is_set_and_shows_what_comes_back(base: Base) -> None:
    question = Question(base, "sacks")
    script = base64.b64encode(SCRIPT.read_bytes()).decode()
    with chromium() as browser:
        page: Any = browser.new_page()
        page.set_content("<main></main>")
        page.evaluate(MODEL, [script, question.offered(), question.answered()])
        said = page.locator("output")
        assert base["sacks"].number in said.inner_text()
        page.get_by_label("Loaves in a day", exact=True).press("ArrowRight")
        page.get_by_label("What a sack holds").select_option("small")
        page.wait_for_function("window.sent.length > 0 && window.sent.at(-1)['sack-size']")
        sent = page.evaluate("window.sent.at(-1)")
        assert sent["sack-size"] == "small"
        assert sent["loaves"].endswith(" loaf/day")
        assert float(sent["loaves"].split()[0]) > 199
        question.settings = sent
        page.evaluate("(found) => window.answer(found)", question.answered())
        assert said.inner_text().splitlines()[0] == base.whatif(sent)["sacks"].number
        page.get_by_label("Flour in a loaf, as it is written").fill("0.5 <b>kg</b>")
        page.get_by_label("Flour in a loaf, as it is written").blur()
        page.wait_for_function("window.sent.at(-1).flour")
        question.settings = page.evaluate("window.sent.at(-1)")
        page.evaluate("(found) => window.answer(found)", question.answered())
        assert "<b>" in said.inner_text()
        assert not said.locator("b").count()
        page.get_by_role("button", name="As it is").click()
        assert page.evaluate("window.sent.at(-1)") == {}
