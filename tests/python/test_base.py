"""A base in the hands of a script: numbers, reasons, what would move, and what moved."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import shell
import whence
from whence.language.problems import Refused
from whence.python.base import Base
from whence.python.frames import table
from whence.python.records import Claim

FARM = """
topic: {title: A wheat farm}
claims:
  area: {title: Area under wheat, value: 40 to 60 ha, kind: fact, tags: [field], cites: [{source: register, at: page 2}]}
  yield: {title: Wheat by area, value: 6 t/ha, kind: estimate, tags: [field], cites: [{source: register, at: page 3}]}
  harvest: {title: The harvest, formula: area * yield, inputs: {area: area, yield: yield}, unit: t, headline: true}
  sold: {title: Wheat sold, value: '>= 100 t', kind: fact, cites: [{source: register, at: page 4}]}
  spoilt: {title: Wheat spoilt, missing: nobody weighed it}
  sack: {title: Sacks, formula: harvest / size, inputs: {harvest: harvest, size: bag-size}}
choices:
  bag-size: {title: What a bag holds, options: {small: 25 kg, large: 50 kg}}
checks:
  enough: {title: There is more than is sold, assert: harvest >= sold, inputs: {harvest: harvest, sold: sold}}
"""
SOURCES = "sources:\n  register: {title: The register of fields, type: report, URL: 'https://example.org/fields', issued: 2024-03}\n"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    files = {"whence.toml": "samples = 1024\n", "claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES}
    shell.write(tmp_path, files)
    return whence.open(tmp_path)


def test_open__numbers_are_in_the_unit_of_the_claim(base: Base) -> None:
    area, harvest = base["area"], base["harvest"]
    assert area.interval == (pytest.approx(40), pytest.approx(60))
    assert (harvest.point, harvest.unit, harvest.formula) == (
        pytest.approx(300, rel=0.03),
        "t",
        "area * yield",
    )
    assert harvest.mean
    assert harvest.median
    assert harvest.sd
    assert {name: each.id for name, each in harvest.inputs.items()} == {"area": "area", "yield": "yield"}
    assert [each.id for each in area.used_by] == ["harvest"]
    assert [(each.id, each.issued, each.url) for each in area.sources] == [
        ("register", "2024-03", "https://example.org/fields")
    ]
    assert base.sources["register"].cited_by == ("area", "yield", "sold")
    assert (area.written, area.kind, area.tags, len(base)) == ("40 to 60 ha", "fact", ("field",), 8)


def test_claim__what_has_no_number_says_so_and_never_gives_one(base: Base) -> None:
    assert base["spoilt"].point is None
    assert base["spoilt"].number == "not given"
    assert base["sold"].bound == "lower"
    assert base["sold"].interval == (pytest.approx(100), None)
    assert base["sack"].point is None
    assert base["sack"].open == ("bag-size",)
    assert base["enough"].point is None
    assert base["enough"].kind == "check"
    for id, word in (
        ("spoilt", "no number"),
        ("sold", "bounds"),
        ("sack", "whatif"),
        ("enough", "no number"),
    ):
        with pytest.raises(Refused, match=word):
            _ = base[id].samples


def test_samples__are_joint(base: Base) -> None:
    harvest, area = base["harvest"].samples, base["area"].samples
    assert len(harvest) == len(area) == len(base["yield"].samples) == 1024
    assert np.allclose(harvest, area * base["yield"].samples)
    assert np.median(harvest) == pytest.approx(base["harvest"].median, rel=1e-2)


def test_getitem__a_name_that_is_none_gives_the_nearest(base: Base) -> None:
    with pytest.raises(KeyError, match="harvest"):
        base["harvset"]
    with pytest.raises(Refused, match="no base"):
        whence.open("/")
    with pytest.raises(Refused, match="no date"):
        whence.open(base.root, known_on="spring")


def test_whatif__moves_what_rests_on_it_and_nothing_else(base: Base) -> None:
    dry = base.whatif({"yield": "3 t/ha", "bag-size": "large"})
    assert dry["harvest"].point == pytest.approx(base["harvest"].point / 2)  # type: ignore[operator]
    assert dry["sack"].point == pytest.approx(dry["harvest"].point / 0.05)  # type: ignore[operator]
    assert base["yield"].point == 6
    moved = dry.diff(base)
    assert {each.id for each in moved} == {"yield", "harvest", "sack", "bag-size"}
    assert next(each.ratio for each in moved if each.id == "harvest") == pytest.approx(0.5)
    assert "harvest" in str(moved)
    assert moved.as_dict()["moved"]
    with pytest.raises(Refused, match="t/ha"):
        base.whatif({"yield": "3 kW"})
    with pytest.raises(Refused, match="yield"):
        base.whatif({"yeild": "3 t/ha"})
    assert base.whatif({"yield": "-10%"})["yield"].point == pytest.approx(5.4)
    with pytest.raises(
        Refused, match=r"a value is a text with its unit, as in a file; `yield` cannot be 3\.5"
    ):
        base.whatif({"yield": 3.5})  # type: ignore[dict-item]
    with pytest.raises(Refused, match="these are 3 values; give one of them at a time"):
        base.whatif({"yield": "1..3 t/ha step 1"})


def test_diff__against_a_revision(base: Base) -> None:
    for args in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *args], cwd=base.root, check=True)
    path = base.root / "claims/farm.yaml"
    path.write_text(path.read_text().replace("6 t/ha", "9 t/ha"))
    after = whence.open(base.root)
    assert {each.id: each.ratio for each in after.diff()}["harvest"] == pytest.approx(1.5)
    assert [each.id for each in after.select("changed:HEAD")] == ["yield"]
    assert {each.id for each in after.select("changed:HEAD+")} == {"yield", "harvest", "sack", "enough"}


def test_check__gives_findings_as_grave_as_asked_for(base: Base) -> None:
    assert [each.rule for each in base.check("error")] == []
    assert len(base.check("note")) >= len(base.check()) > 0
    with pytest.raises(Refused, match="severity"):
        base.check("bad")  # type: ignore[arg-type]


def test_why__reads_as_on_a_terminal(base: Base) -> None:
    told = shell.run(base.root, "why", "harvest").stdout
    assert str(base["harvest"].why()) == told
    assert [each.id for each in base["harvest"].why().step.steps] == ["area", "yield"]
    with pytest.raises(Refused, match="not given"):
        base["spoilt"].why()


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_to_frame__has_a_row_for_each_number(base: Base, library: str) -> None:
    pytest.importorskip(library)
    found = (
        base.to_frame(library).to_pydict()
        if library == "pyarrow"
        else base.to_frame(library).to_dict(as_series=False)
    )
    row = {name: column[found["id"].index("harvest")] for name, column in found.items()}
    assert (row["unit"], row["formula"]) == ("t", "area * yield")
    assert row["point"] == base["harvest"].point
    assert found["point"][found["id"].index("spoilt")] is None
    assert len(base.to_frame(library, "kind:fact")) == 2


def test_open__a_date_is_a_day(tmp_path: Path) -> None:
    text = "claims: {dug: {title: Dug, value: 2024-06-15 to 2024-08-15}, deep: {title: Deep, value: 3 m}}"
    shell.write(tmp_path, {"whence.toml": "", "claims/a.yaml": text})
    found = whence.open(tmp_path)
    dug = found["dug"]
    assert (dug.point, dug.median, dug.interval) == ("2024-07-15", "2024-07-15", ("2024-06-15", "2024-08-15"))
    assert dug.sd == pytest.approx(61 / 3.29, rel=0.01)
    columns = table([dug, found["deep"]])
    assert (columns["point"], columns["date"]) == ([None, pytest.approx(3)], ["2024-07-15", None])
    assert (columns["date_low"], columns["date_high"]) == (["2024-06-15", None], ["2024-08-15", None])
    [move] = found.whatif({"dug": "2025-01-31"}).diff(found)
    assert (move.old, move.new) == ("2024-07-15", "2025-01-31")


def test_to_frame__a_library_that_is_not_there_is_named(base: Base) -> None:
    with pytest.raises(Refused, match="no library"):
        base.to_frame("excel")


def test_repr_html__is_a_card_with_the_chart_and_no_script(base: Base) -> None:
    card = base["harvest"]._repr_html_()
    assert "<svg" in card
    assert "The harvest" in card
    assert "<script" not in card
    assert card.count('id="whence-harvest-t"') == 1
    assert "The harvest" in base._repr_html_()
    for each in base:
        assert each.title in each._repr_html_()


def test_repr_html__what_a_base_says_is_text(tmp_path: Path) -> None:
    shell.write(
        tmp_path,
        {
            "claims/a.yaml": "claims:\n  a: {title: '<script>x</script>', value: 3 to 4 kg, kind: assumption, why: a}\n"
        },
    )
    assert "<script" not in whence.open(tmp_path)["a"]._repr_html_()


def test_import__loads_nothing_but_itself() -> None:
    script = (
        "from __future__ import annotations\nimport sys; import os, typing\nbefore = set(sys.modules)\nimport whence\n"
        "print(sorted(name for name in set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['whence']"


def test_package__is_typed() -> None:
    assert (files("whence") / "py.typed").is_file()
    for kind in (Base, Claim):
        for name, each in inspect.getmembers(kind):
            if not name.startswith("_") and name not in ("edition", "root", "id"):
                assert (each.fget if isinstance(each, property) else each).__doc__, name
