"""Small bases, and all that is told of each: every number, verdict and finding, to the letter, in the text beside it.

Where a rule has a limit, a base has a record on either side of it. To add one, write it and run the test with
`UPDATE_TABLES=1`; then read what it wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tables import number, numbers, split, whole
from whence.files.settings import read_settings
from whence.judge import evidence, rivalry, states
from whence.judge.assemble import assemble
from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts
from whence.judge.texts import citing
from whence.judge.texts import copies as copies_
from whence.judge.texts.figures import figures

GALLERY = Path(__file__).parent / "gallery"
TODAY = "2026-06-01"


def told(text: str, name: str) -> Iterator[str]:
    """All that is told of a base."""
    texts = split(text, f"claims/{name}.yaml")
    settings, found = read_settings(texts.pop("whence.toml", "[whence]\nsamples = 1024\n"), "whence.toml")
    assert not found
    copies = {path: text for path, text in texts.items() if path.endswith(".txt")}
    day = re.match(r"# known on (\S+)\n", text)
    edition = assemble(texts, settings, today=TODAY, snapshots=copies or None, known_on=day[1] if day else "")
    yield from findings(edition)
    for id in edition.base.records.claims:
        yield from claim(edition, id)
    for id in edition.base.records.quantities:
        yield from quantity(edition, id)
    for id in edition.settled.outcomes:
        for each in edition.outcomes(id):
            yield f"{id}: {each.verdict}, {each.words}" + (
                f" with {dict(each.reading.choose)}" if each.reading.choose else ""
            )
    for id, source in edition.base.records.sources.items():
        if source.snapshot and source.snapshot.file in copies:
            yield from copied(edition, id, copies[source.snapshot.file])
    for subject, state in states.states(edition).items():
        if state.value not in ("holds", "alone", "settled"):
            found = states.answers(edition, subject)
            answers = "; ".join(f"{dict(each.choose)} {each.verdict} {each.holds}" for each in found)
            yield f"{subject.section} {subject.id}: {state.value}, {state.part}" + (
                f", {answers}" if answers else ""
            )


def findings(edition: Edition) -> Iterator[str]:
    """Each finding with its place, what it says, what to do, and the numbers that it carries."""
    for each in edition.findings:
        if each.rule == "uncited" and not each.accepted:
            continue
        accepted = f" (accepted: {each.accepted})" if each.accepted else ""
        yield f"{each.severity} {each.rule} {each.id} at {each.place}{accepted}"
        yield from (f"  {line}" for line in each.message.split("\n"))
        yield from (f"  > {hint}" for hint in each.hints)
        if each.data:
            data = (
                f"{key} {number(value) if isinstance(value, float) else value}"
                for key, value in each.data.items()
            )
            yield f"  with {', '.join(data)}"


def claim(edition: Edition, id: str) -> Iterator[str]:
    """A claim with its number in each reading, on whose word it stands, and the verdict on its stated figure."""
    if id not in edition.summaries:
        yield f"{id} has no number: {edition.cause(id) or 'it is not current'}"
        return
    summary, stands = edition.summaries[id], evidence.rests_on(edition.base, id)
    interval = edition.interval(id, summary.figure)
    graded = ", ".join(
        f"{len(each)} {grade}"
        for grade, each in zip(
            evidence.GRADES, (stands.first_hand, stands.second_hand, stands.uncited), strict=True
        )
        if each
    )
    of = f" of {', '.join(stands.origins)}" if stands.origins else ""
    yield f"{id}: {edition.told(id, summary)}" + (f" ({interval})" if interval else "") + f"; {graded}{of}"
    for each in summary.readings if len(summary.readings) > 1 else ():
        yield f"  {dict(each.choose)}: {edition.told(id, each)}" + (
            "" if each.active else ", which does not count"
        )
    shares = ", ".join(f"{each.id} {each.share:.2f} {each.grade}" for each in edition.shares(id))
    if shares and shares != f"{id} 1.00 {(stands.first_hand and 'first-hand') or 'uncited'}":
        yield f"  doubt by {shares}"
    if found := edition.agreements.get(id):
        unit = edition.base.stated[id].unit
        yield f"  {verdicts.brief(found, unit)}"
        yield f"  {verdicts.explanation(edition, id)}"


def quantity(edition: Edition, id: str) -> Iterator[str]:
    """A quantity with what its claims say of each other."""
    if id in edition.summaries:
        yield f"{id}: {edition.told(id, edition.summaries[id])} ({edition.interval(id, edition.summaries[id].figure)})"
    found = edition.comparisons.get(id)
    if found is None or id not in edition.dimensions.units:
        return
    yield f"  {rivalry.WORDS[found.verdict]}"
    for who, what in rivalry.rows(found.rivals, edition.unit(id)):
        yield f"  {who}: {what}"
    yield from (f"  {label}: {what}" for label, what in rivalry.statistics(edition, id, found))
    yield from (f"  one witness: {', '.join(each)}" for each in rivalry.witnesses(found))
    yield from (f"  in {reading}: {verdict}" for reading, verdict in rivalry.readings(edition, found))
    yield from (f"  {a} and {b}: {how}" for a, b, how in rivalry.pairs(found))
    if of := found.consensus:
        yield f"  mean {number(of.mean)}, weights {numbers(of.weights)}; shares of chi squared {numbers(rivalry.chi_shares(found).values())}"


def copied(edition: Edition, id: str, content: str) -> Iterator[str]:
    """How each figure of a source's copy stands, and by whom it is cited."""
    read = copies_.copy(content.encode("utf-8"))
    reading = citing.read(edition, id, read)
    asides = citing.asides(read, edition.base.records.sources[id].set_aside)
    for each in figures(read, edition.base.units):
        found = reading.standing(each, asides)
        by = "; ".join(
            f"{one.section} {one.id} by {one.by}, {one.part or 'nothing'}" for one in found.supports
        )
        aside = f" {found.aside}" if found.aside >= 0 else ""
        yield f"{id} line {each.line} “{each.text.strip()}”: {found.state}{aside}" + (f", {by}" if by else "")


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.yaml")), ids=lambda path: path.stem)
def test_told__of_a_small_base(path: Path) -> None:
    shown = "\n".join(told(path.read_text("utf-8"), path.stem)) + "\n"
    whole(path.with_suffix(".txt"), shown)


def test_told__every_mark_is_met() -> None:
    """What a base marks behind a line, `# <- rule`, is told there; and no rule is told where a line is marked with none."""
    for path in sorted(GALLERY.glob("*.yaml")):
        text, shown = path.read_text("utf-8"), path.with_suffix(".txt").read_text("utf-8")
        for number_, line in enumerate(text.splitlines(), 1):
            for rule in re.findall(r"# <- ([a-z-]+)", line):
                if "# file: " not in text:
                    assert re.search(rf" {rule} \S+ at claims/{path.stem}\.yaml:{number_}:", shown), (
                        path.stem,
                        number_,
                        rule,
                    )
