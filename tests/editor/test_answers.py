"""What an editor is told, to the letter: whole answers at marked places of one base, read once with care and held from then on.

In `answers/*.txt` each question begins with `? `: what is asked, and where, with the place marked; `OLD => NEW` writes
something there before. What stands below is the answer. `python tests/editor/test_answers.py` writes the present ones.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.editor import actions, completion, hover, ornaments, references
from whence.editor.desk import Desk
from whence.editor.lines import Position, Range
from whence.language.problems import Refused

HERE = Path(__file__).parent / "answers"
PATH = "claims/bread.yaml"
FIRST = 9
ALL = Range(Position(0, 0), Position(1000, 0))
# One record of each kind that the bakery has none of, and what makes findings.
MORE = CLAIMS.replace(
    "checks:\n",
    """\
  half:
    title: Half a sack
    value: ">= 12 kg"
    kind: fact
    differs_from: {sack: It is half}
    cites: [{source: baker, via: mill, at: page 3}]
  stale-bread:
    title: Bread that is left
    value: 10 ± 2 loaf/day
    status: superseded
    superseded_by: loaves
    accepted: [{rule: uncited, because: So it is}]
checks:
""",
)


def table(root: Path) -> Desk:
    """A desk over the bakery, judged."""
    found = desk(root, {**FILES, PATH: MORE})
    found.edition()
    return found


def asked(root: Path, question: str) -> str:
    """The answer to a question."""
    what, _, where = question.partition(": ")
    here = table(root)
    at = Position(0, 0)
    if where:
        old, _, new = where.partition(" => ")
        old, new = (each.replace("\\n", "\n") for each in (old, new or old))
        assert MORE.count(old.replace(MARK, "")) >= 1, old
        at = marked(here, PATH, MORE.replace(old.replace(MARK, ""), new, 1))
        if what == "act":
            here.edition()
    return "\n".join(ANSWERS[what](here, at))


def span(stretch: Range) -> str:
    return f"{stretch.start.line}:{stretch.start.column}-{stretch.end.line}:{stretch.end.column}"


def hovered(here: Desk, at: Position) -> Iterator[str]:
    found = hover.hover(here, PATH, at)
    yield f"{span(found.range)}\n{found.text}" if found else "nothing"


def completed(here: Desk, at: Position) -> Iterator[str]:
    """Each item on a line; of a long list the first ones and the last, and how many there are between."""
    found = completion.complete(here, PATH, at)
    between = len(found) - FIRST - 1
    for n, each in enumerate(found):
        if between > FIRST and FIRST <= n < len(found) - 1:
            if n == FIRST:
                yield "and more"
            continue
        text = json.dumps(each.text, ensure_ascii=False) if each.text != each.label else "-"
        more = " | ".join(
            filter(None, (each.detail, each.document if each.document != each.detail else "", each.id))
        )
        yield f"{span(each.range)} {each.kind} {each.label} {'snippet ' if each.snippet else ''}{text} | {more}".rstrip(
            " |"
        )


def acted(here: Desk, at: Position) -> Iterator[str]:
    for each in actions.actions(here, PATH, Range(at, at)):
        yield f"{each.title} [{each.kind}] {each.finding.rule if each.finding else ''}".rstrip()
        for path, changes in each.changes.items():
            yield from (
                f"  {path} {span(one.range)} {json.dumps(one.text, ensure_ascii=False)}" for one in changes
            )


def defined(here: Desk, at: Position) -> Iterator[str]:
    found = references.definition(here, PATH, at)
    yield f"{found.path} {span(found.range)}" if found else "nothing"


def referred(here: Desk, at: Position) -> Iterator[str]:
    alone = references.references(here, PATH, at, False)
    for each in references.references(here, PATH, at, True):
        yield f"{each.path} {span(each.range)}{'' if each in alone else ' itself'}"


def renamed(here: Desk, at: Position) -> Iterator[str]:
    for name in ("new-name", "Not One", "loaves"):
        try:
            for path, changes in references.renamed(here, PATH, at, name).items():
                yield from (f"{name}: {path} {span(one.range)} {json.dumps(one.text)}" for one in changes)
        except Refused as error:
            yield f"{name}: refused, {error}"


def listed(here: Desk, at: Position) -> Iterator[str]:
    for path in (PATH, "sources/all.yaml"):
        for each in references.symbols(here, path):
            yield f"{path} {each.section} {each.id} {span(each.range)} {span(each.name)} {each.title}"
    for word in ("sack", "MILL", ""):
        yield f"{word!r}: {', '.join(each.id for each in references.search(here, word))}"


def drawn(here: Desk, at: Position) -> Iterator[str]:
    for inlay in ornaments.inlays(here, PATH, ALL):
        yield f"inlay {inlay.position.line}:{inlay.position.column} {inlay.text}"
    for lens in ornaments.lenses(here, PATH):
        yield f"lens {span(lens.range)} {lens.id}: {lens.text}"
    tokens = ornaments.tokens(here, PATH)
    yield from (f"token {span(each.range)} {each.kind}" for each in tokens)
    yield f"encoded {list(ornaments.encoded(tokens))[:20]}"


ANSWERS = {
    "hover": hovered, "complete": completed, "act": acted, "define": defined, "refer": referred, "rename": renamed,
    "list": listed, "draw": drawn,
}  # fmt: skip


def questions(text: str) -> Iterator[tuple[str, str]]:
    """Every question of a file with the answer that stands below it."""
    for part in text.split("\n? ")[1:]:
        question, _, answer = part.partition("\n")
        yield question, answer.rstrip("\n")


def same(root: Path, name: str) -> None:
    found = [*questions((HERE / f"{name}.txt").read_text("utf-8"))]
    assert found
    for n, (question, answer) in enumerate(found):
        assert asked(root / str(n), question) == answer, question


def test_hover__to_the_letter(tmp_path: Path) -> None:
    same(tmp_path, "hover")


def test_complete__to_the_letter(tmp_path: Path) -> None:
    same(tmp_path, "complete")


def test_act__to_the_letter(tmp_path: Path) -> None:
    same(tmp_path, "act")


def test_names__to_the_letter(tmp_path: Path) -> None:
    same(tmp_path, "names")


def test_draw__to_the_letter(tmp_path: Path) -> None:
    same(tmp_path, "draw")


if __name__ == "__main__":
    for path in [HERE / f"{each}.txt" for each in sys.argv[1:]] or sorted(HERE.iterdir()):
        text = path.read_text("utf-8")
        out = [text.split("\n? ")[0].rstrip() + "\n"]
        for asked_for, _ in questions(text):
            with tempfile.TemporaryDirectory() as folder:
                out.append(f"\n? {asked_for}\n{asked(Path(folder), asked_for)}\n")
        path.write_text("".join(out), "utf-8")
