"""`migrate`: what was known on which day stays as it was, and no other byte is changed."""

from __future__ import annotations

from pathlib import Path

from shell import answer, run, write
from whence.disk import store
from whence.files import knowledge, reader

CLAIMS = """\
# A base in which as_of said both.
claims:
  fact: {title: Fact, value: 1 kg, kind: fact, as_of: 2025-03-01, cites: [no-day]}   # kept
  block:
    title: Block
    value: 2 kg
    as_of: "2025-03"   # as told
    cites: [no-day]
  guess:
    title: Guess
    kind: forecast
    value: 3 kg
    as_of: 2025-02-03
    cites: [no-day]
  target: {title: Target, kind: forecast, value: 4 kg, as_of: 2031, cites: [essay]}
  deck: {title: Deck, value: 5 kg, kind: fact, as_of: 2024-Q4, cites: [essay]}
  noted: {title: Noted, value: 6 kg, kind: fact, as_of: 2025-11-01, cites: [essay]}
  older: {title: Older, value: 7 kg, as_of: 2025-06-01, history: [{value: 8 kg, as_of: 2024-06, until: 2025-06-01}]}
  undated: {title: Nothing to say, value: 9 kg}
  done: {title: Done, value: 9 kg, as_of: 2024, known: 2025-01-01}
"""
SOURCES = "sources: {no-day: {title: U}, essay: {title: E, issued: 2025-01-20}}\n"
WRITTEN = (
    CLAIMS.replace("as_of: 2025-03-01,", "as_of: 2025-03-01, known: 2025-03-01,")
    .replace('as_of: "2025-03"   # as told\n', 'as_of: "2025-03"   # as told\n    known: 2025-03\n')
    .replace("as_of: 2025-02-03", "known: 2025-02-03")
    .replace("as_of: 2025-11-01,", "as_of: 2025-11-01, known: 2025-11-01,")
    .replace("as_of: 2024-06,", "as_of: 2024-06, known: 2024-06,")
)


def base(tmp_path: Path, claims: str = CLAIMS) -> Path:
    return write(
        tmp_path, {"claims/a.yaml": claims, "sources/s.yaml": SOURCES, "whence.toml": 'title = "T"\n'}
    )


def test_migrate__says_what_it_would_change_and_changes_nothing(tmp_path: Path) -> None:
    done = run(base(tmp_path), "migrate")
    assert done.returncode == 0, done.stderr
    assert "  guess: `as_of` becomes `known: 2025-02-03`" in done.stdout
    assert "5 texts to be changed; `whence migrate --yes` writes them." in done.stdout
    assert (tmp_path / "claims/a.yaml").read_text() == CLAIMS
    assert [each["id"] for each in answer(tmp_path, "migrate")["changes"]] == [
        *("fact", "block", "guess", "noted", "older"),
    ]


def test_migrate__changes_only_those_bytes_and_once(tmp_path: Path) -> None:
    root = base(tmp_path)
    assert run(root, "migrate", "--yes").returncode == 0
    assert (root / "claims/a.yaml").read_text() == WRITTEN
    assert "Nothing needs to be changed" in run(root, "migrate", "--yes").stdout
    assert (root / "claims/a.yaml").read_text() == WRITTEN
    assert answer(root, "check")["counts"]["error"] == 0


def test_migrate__keeps_line_ends_and_a_mark(tmp_path: Path) -> None:
    root = base(tmp_path)
    content = b"\xef\xbb\xbf" + CLAIMS.replace("\n", "\r\n").encode()
    (root / "claims/a.yaml").write_bytes(content)
    assert run(root, "migrate", "--yes").returncode == 0
    assert (root / "claims/a.yaml").read_bytes() == b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode()


def test_migrate__nothing_is_known_before_it_was(tmp_path: Path) -> None:
    root = base(tmp_path)
    assert run(root, "migrate", "--yes").returncode == 0
    records = reader.read(store.yaml_of(store.read(root).files))

    def there(day: str) -> set[str]:
        return set(knowledge.known(records, day).claims)

    assert there("2025-02-28") == {"guess", "target", "deck", "older", "undated", "done"}
    assert there("2025-03-31") - there("2025-02-28") == {"fact", "block"}
    assert knowledge.known(records, "2025-05-31").claims["older"].value == "8 kg"
    assert "older" not in there("2024-06-29")
    assert "target" not in there("2025-01-19")
    assert "noted" not in there("2025-10-31")


def test_migrate__what_cannot_be_read_is_told_and_not_taken_for_done(tmp_path: Path) -> None:
    root = base(tmp_path)
    broken = "claims:\n  lost: {title: Lost, value: 1 kg, as_of: 2025-03-01, cites: [no-day]}\n  open: [\n"
    write(root, {"claims/b.yaml": broken, "claims/c.yaml": "claims: {d: {titel: D, value: 1 kg}}\n"})
    done = run(root, "migrate", "--yes")
    assert done.returncode == 1
    assert "note: claims/b.yaml: " in done.stderr
    assert "note: claims/c.yaml: " in done.stderr
    assert done.stdout.endswith(
        "5 texts written.\nWhat cannot be read is left as it is: mend it, and run `whence migrate` again.\n"
    )
    assert (root / "claims/b.yaml").read_text() == broken
    again = run(root, "migrate")
    assert (again.returncode, again.stdout.splitlines()[0]) == (
        1,
        "Nothing needs to be changed in what can be read.",
    )


WORDS = """\
claims:
  pace:
    title: Pace
    missing: "qualitative: it changes slowly"   # as told
    accepted: [{rule: truncated, because: It is said so.}]
  folded:
    title: Folded
    missing: >-
      qualitative: faster than
      before
    note: More.
  cut: {title: Cut, missing: the page ends here}
  flow: {title: Flow, missing: "Qualitative, a few"}
  older: {title: Older, value: 3 kg, history: [{missing: "qualitative: some", until: 2025-06-01}]}
"""
REWORDED = (
    WORDS.replace('missing: "qualitative: it changes slowly"', 'qualitative: "it changes slowly"')
    .replace("rule: truncated", "rule: figure-missing")
    .replace(
        "missing: >-\n      qualitative: faster than\n      before\n", "qualitative: faster than before\n"
    )
    .replace('missing: "Qualitative, a few"', 'qualitative: "a few"')
    .replace('missing: "qualitative: some"', 'qualitative: "some"')
)


def test_migrate__what_is_said_in_words_is_no_longer_missing(tmp_path: Path) -> None:
    root = base(tmp_path, WORDS)
    assert run(root, "migrate", "--yes").returncode == 0
    assert (root / "claims/a.yaml").read_text() == REWORDED
    assert "Nothing needs to be changed" in run(root, "migrate", "--yes").stdout
    checked = answer(root, "check")
    assert checked["counts"]["error"] == 0
    assert [each["id"] for each in checked["findings"] if each["rule"] == "figure-missing"] == ["cut"]
