"""Slips planted one at a time in six bases, and edits that are right: what is told of each.

The short form tries two slips of every kind and an edit of every kind; the long form tries all of them, and compares
the table of the manual.
"""

from __future__ import annotations

import ast
import copy
import os
import random
from functools import cache

import pytest
import yaml

from places import TESTS
from planted import trial
from planted.bases import written
from planted.harmless import HANDS
from planted.slips import KINDS, Kind, Slip
from planted.trial import OURS, Harmless, Outcome, Planted, Trial
from whence.account import ledger
from whence.judge.edition import Edition
from whence.publish.pages import recall

GOAL, LEAST = 0.97, 0.7
EACH, FEW, EDITS = 10, 2, 12
LONG = os.environ.get("RUN_LONG") == "1"


@cache
def bases() -> dict[str, Trial]:
    return trial.trials()


def outcomes(kind: Kind, count: int) -> list[Outcome]:
    return [trial.outcome(bases(), each) for each in trial.slips(bases(), kind, count)]


def row(kind: Kind, found: list[Outcome]) -> recall.Recall:
    """A kind's row of the table, from what became of its slips."""
    tellable = [each for each in found if each.tellable]
    names = tuple(sorted(each.planted.name for each in tellable if not each.found))
    return recall.Recall(kind.name, kind.title, len(found), len(tellable), names)


def account(each: Outcome) -> str:
    """What became of a slip, for who has to look into it."""
    said = f"{each.planted.kind.name} {each.planted.name}: {each.planted.slip.change}"
    return f"{said}\n  told by {list(each.by)}, besides {list(each.stray)}"


# --- the planting itself


def test_planted__the_hand_that_plants_knows_nothing_of_the_engine() -> None:
    """Only what tries the slips does; the kinds, the edits and the files of a base are read by code of their own."""
    for path in sorted((TESTS / "support" / "planted").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names = [each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
        names += [name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names]
        assert path.name == "trial.py" or not [each for each in names if each.startswith("whence")], path


def test_planted__a_slip_that_is_none_is_not_found() -> None:
    kind, at = KINDS["transposed-digits"], bases()["northfield"]
    path = at.files.home["claims:halls"]
    same = Slip("halls", {path: f"# the same\n{at.files.texts[path]}"}, "nothing", False)
    found = trial.outcome(bases(), Planted(kind, "northfield", same))
    assert (found.found, found.tellable, list(found.by), list(found.stray)) == (False, False, [], [])


def test_planted__another_rule_or_another_record_does_not_count() -> None:
    """The digits of one figure are transposed, and it is asked of another, and of rules for something else."""
    at = bases()["northfield"]
    texts = at.files.changed("water-price", value="1.52 USD/m^3")
    told = trial.outcome(
        bases(), Planted(KINDS["transposed-digits"], "northfield", Slip("water-price", texts, "", True))
    )
    assert told.found
    other = trial.outcome(
        bases(), Planted(KINDS["transposed-digits"], "northfield", Slip("jobs", texts, "", True))
    )
    assert (other.found, list(other.by), list(other.stray)) == (
        False,
        [],
        [("excerpt-differs", "water-price")],
    )
    dates = trial.outcome(
        bases(), Planted(KINDS["past-its-review"], "northfield", Slip("water-price", texts, "", True))
    )
    assert (dates.found, list(dates.by)) == (False, [])


def test_planted__what_is_said_elsewhere_spoils_it() -> None:
    at = bases()["northfield"]
    path = at.files.home["claims:water-price"]
    data = copy.deepcopy(at.files.data[path])
    data["claims"]["water-price"]["value"] = "1.52 USD/m^3"
    data["claims"]["jobs"]["value"] = "530 employee"
    texts = {path: written(data)}
    both = trial.outcome(
        bases(), Planted(KINDS["transposed-digits"], "northfield", Slip("water-price", texts, "", True))
    )
    assert both.by
    assert list(both.stray) == [("excerpt-differs", "jobs")]
    assert not both.found


def test_planted__what_is_taken_over_from_the_base_as_it_was_changes_nothing() -> None:
    for name in ("northfield", "quarters", "fernbrook", OURS):
        at = bases()[name]
        for kind in list(KINDS.values())[:: 21 if name == OURS else 3]:
            for each in trial.slips({name: at}, kind, 1):
                anew = Trial(at.edited(each.slip.texts), at.settings).before
                assert at.after(each.slip.texts).findings == anew.findings, (kind.name, each.name)


# --- slips


@pytest.mark.parametrize("part", range(4))
def test_planted__what_is_told_is_what_the_manual_says(part: int) -> None:
    """Of a few slips of each kind, those that are missed are known; of all of them, the table is made anew."""
    told, wrong = [], []
    for number, kind in list(enumerate(KINDS.values()))[part::4]:
        found = outcomes(kind, EACH if LONG else FEW)
        old = recall.MEASURED[number] if number < len(recall.MEASURED) else row(kind, [])
        new = row(kind, found)
        if (new != old) if LONG else (len(found) < FEW or not set(new.missed) <= set(old.missed)):
            told.append(f"    {new},")
            wrong += [account(each) for each in found if each.tellable and not each.found]
    assert not told, "\n".join(["not as recall.py has it, which now wants", *told, "for these", *wrong])


def test_planted__at_least_97_in_100_of_what_can_be_told_are_found() -> None:
    every = recall.total()
    assert len(recall.MEASURED) >= 24
    assert every.planted >= 400
    assert every.found >= GOAL * every.tellable
    poor = [each.kind for each in recall.MEASURED if each.found < LEAST * each.tellable]
    assert not poor


def test_planted__every_kind_stands_in_the_manual() -> None:
    assert [(each.kind, each.what) for each in recall.MEASURED] == [
        (kind.name, kind.title) for kind in KINDS.values()
    ]


# --- edits that change nothing that is said


def tried() -> list[Harmless]:
    """A few edits of each kind: in the short form one, in our base and in the others by turns."""
    if LONG:
        return [each for hand in HANDS for each in trial.harmless(bases(), hand, EDITS)]
    ours = {OURS: bases()[OURS]}
    others = {name: each for name, each in bases().items() if name != OURS}
    return [
        each
        for number, hand in enumerate(HANDS)
        for each in trial.harmless(others if number % 2 else ours, hand, 1)
        or trial.harmless(bases(), hand, 1)
    ]


def test_harmless__nothing_new_is_said() -> None:
    edits = tried()
    assert len(edits) >= (recall.HARMLESS if LONG else len(HANDS))
    raised = {
        f"{each.hand} {each.base}:{each.id} {each.edit.change}": trial.raised(bases(), each) for each in edits
    }
    assert not {name: said for name, said in raised.items() if said}


def test_harmless__every_edit_changes_the_files() -> None:
    for hand in HANDS:
        (edit,) = trial.harmless({"northfield": bases()["northfield"]}, hand, 1) or trial.harmless(
            {OURS: bases()[OURS]}, hand, 1
        )
        files = bases()[edit.base].files
        assert any(files.texts.get(path) != text for path, text in edit.edit.texts.items()), hand


# --- edits that are wrong in any way at all

JUNK = (
    "0", "-5%", "1e300 kg", "{one_of: [1, 2]}", "2025-11", "14x per 2 year", "> 3 MW", "150%", "5 VAULT", "NaN", "{",
)  # fmt: skip


def damaged(rng: random.Random) -> str:
    """A base with records or fields lost, or with something that does not belong there."""
    files = bases()["northfield"].files
    data = copy.deepcopy(files.data["claims/northfield.yaml"])
    for _ in range(rng.randrange(1, 4)):
        section = rng.choice(["claims", "claims", "quantities", "choices", "checks", "terms"])
        id = rng.choice(sorted(data[section]) or [""])
        record = data[section].get(id, {"title": "None"})
        match rng.randrange(5):
            case 0:
                data[section].pop(id, None)
            case 1 if section == "claims":
                record["value" if "value" in record else "stated"] = rng.choice(JUNK)
            case 2 if "formula" in record and record.get("inputs"):
                names = list(record["inputs"])
                record["formula"] = f"{rng.choice(names)} {rng.choice('-/*+')} {rng.choice(names)}"
            case 3 if section == "claims":
                record["status"] = rng.choice(["retracted", "superseded", "disputed"])
            case 4 if section == "quantities":
                record["take"] = rng.choice(["weighted", "mixture", "envelope", "random-effects", "latest"])
            case _:
                record.pop(rng.choice(sorted(record)))
    return written(data)


def accounted_for(found: Edition, id: str) -> bool:
    """Whether a claim has a number, or the record at fault is told, or it says itself that it has none."""
    records = found.base.records
    told = {each.id for each in found.findings if each.severity == "error"}
    silent = id in records.claims and (records.claims[id].missing or records.claims[id].status == "retracted")
    return bool(id in found.summaries or id in told or found.cause(id) in told or silent)


def test_damage__leaves_no_claim_without_a_number_or_a_reason() -> None:
    rng = random.Random(3)
    for _ in range(40):
        text = damaged(rng)
        found = bases()["northfield"].after({"claims/northfield.yaml": text})
        ids = yaml.load(text, Loader=yaml.CBaseLoader)["claims"]
        assert not [each.message for each in found.findings if each.rule == "rule-failed"]
        assert not [id for id in ids if not accounted_for(found, id)], text
        ledger.entries(found)
