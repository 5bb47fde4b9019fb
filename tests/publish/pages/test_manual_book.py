"""The manual as a book: what it shows is run to the letter, its formulas are computed, its charts are explained."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from shell import run
from whence.evaluate.statistics.combine import Consensus, Measured, combine
from whence.publish.pages import manual, manual_charts, takes
from whence.publish.pages.manual_audit import AUDIT
from whence.publish.pages.manual_first import FIRST, FURTHER

BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)


def _answers(base: Path, block: str) -> str:
    """The commands of a block, each with what it prints now."""
    told = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = run(base, *shlex.split(line)[2:])
            told.append(f"{line}\n{done.stdout}{done.stderr}".replace(f"{base}/", "").rstrip("\n"))
    return "\n".join(told) + "\n"


@pytest.mark.parametrize("chapter", [FIRST | FURTHER, AUDIT], ids=["first", "audit"])
def test_chapter__every_command_prints_what_stands_under_it(
    chapter: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for language, block in BLOCK.findall("\n".join(chapter.values())):
        first, _, rest = block.partition("\n")
        if language == "console":
            ran += block.count("$ whence ")
            assert _answers(tmp_path, block) == block
        elif language == "sh":
            done = run(tmp_path, *shlex.split(block)[2:])
            assert not done.stderr
            assert (tmp_path / "build/site/index.html").is_file()
        else:
            file = tmp_path / first.removeprefix("# ")
            file.parent.mkdir(exist_ok=True)
            file.write_text(rest, "utf-8")
    assert ran >= 6


def test_formulas__give_the_numbers_beside_them() -> None:
    found = combine([Measured(100, 1, 1), Measured(104, 2, 2)])
    assert isinstance(found, Consensus)
    said = re.sub(r" {2,}", " ", takes.FORMULAS)
    for name, number in (
        ("mean x̄ = Σ wᵢ xᵢ / Σ wᵢ", f"{found.mean:.4g} m"),
        ("chi squared Q = Σ wᵢ (xᵢ − x̄)²", f"{found.Q:.2g}"),
        ("scale factor S = √(Q / (N − 1)), at least 1", f"{found.S:.3g}"),
        ("error σ = S / √(Σ wᵢ)", f"{found.u_scaled:.2g} m"),
        ("at least 0\n", f"{found.dl_tau**2:.2g} m²"),
        ("mean, error Σ wᵢ xᵢ / Σ wᵢ, 1 / √(Σ wᵢ)", f"{found.dl_mean:.4g} m, {found.dl_u:.3g} m"),
    ):
        assert f"{name} {number}\n" in said


def test_chapters__lead_from_the_first_to_the_last_and_back() -> None:
    pages = [make() for _, make in manual.chapters(())]
    paths = [each.path for each in pages]
    assert [each.data.after and each.data.after[1] for each in pages] == [*paths[1:], None]
    assert [each.data.before and each.data.before[1] for each in pages] == [None, *paths[:-1]]
    assert len(set(paths)) == len(paths) == 17


def test_charts__each_kind_has_a_mark_for_every_note_and_no_link() -> None:
    parts = [each for each in manual_charts.parts() if each.chart]
    assert len(parts) == 10
    for part in parts:
        assert part.chart
        assert part.chart.svg.count('class="note-number"') == len(part.notes) > 1
        assert "<a " not in part.chart.svg
