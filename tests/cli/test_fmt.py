"""`fmt`: written once, checked in CI, and no number moves."""

from __future__ import annotations

from pathlib import Path

from shell import answer, run, write

CLAIMS = """\
claims:
  flour: {value: 24 EUR/bag, title: Price of flour, cites: [mill]}   # by word of mouth
  loaf:
    formula: flour / loaves
    title: "Flour in a loaf"
    inputs: {flour: flour, loaves: 40 loaf/bag}
"""
WANTED = """\
claims:
  flour:
    title: Price of flour
    value: 24 EUR/bag
    cites: [mill]  # by word of mouth
  loaf:
    title: Flour in a loaf
    formula: flour / loaves
    inputs: {flour: flour, loaves: 40 loaf/bag}
"""


def base(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "claims/a.yaml": CLAIMS,
        "claims/b.yaml": "claims: {open: \n",
        "sources/s.yaml": "sources:\n  mill:\n    title: The mill\n",
    })  # fmt: skip


def test_fmt__writes_the_layout_once_and_moves_no_number(tmp_path: Path) -> None:
    root = base(tmp_path)
    before = answer(root, "show", "loaf")
    checked = run(root, "fmt", "--check", "claims/a.yaml")
    assert (checked.returncode, checked.stdout) == (1, "claims/a.yaml would be laid out\n")
    assert (root / "claims/a.yaml").read_text() == CLAIMS
    done = run(root, "fmt", str(root / "claims/a.yaml"))
    assert (done.returncode, done.stdout) == (0, "claims/a.yaml is laid out\n"), done.stderr
    assert (root / "claims/a.yaml").read_text() == WANTED
    assert run(root, "fmt", "--check", "claims/a.yaml", "sources").stdout == "Every file is laid out.\n"
    assert answer(root, "show", "loaf") == before


def test_fmt__leaves_a_file_that_cannot_be_read_and_says_so(tmp_path: Path) -> None:
    root = base(tmp_path)
    done = run(root, "fmt")
    assert done.returncode == 1
    assert done.stderr.startswith("claims/b.yaml stays as it is: ")
    assert (root / "claims/b.yaml").read_text() == "claims: {open: \n"
    assert (root / "claims/a.yaml").read_text() == WANTED
    assert "claims/c.yaml is no file of the base" in run(root, "fmt", "claims/c.yaml").stderr
