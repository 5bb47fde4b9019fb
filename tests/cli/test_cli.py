"""The command line: what it says, what it ends with, and that nothing about the terminal can upset it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shell import START, answer, environment, fresh, run, write

CLEAN = """\
claims:
  chips: {title: Chips, value: 50K chip, cites: [post]}
  power: {title: Power of a chip, value: 2 to 2.4 kW/chip, cites: [post]}
  need: {title: "Need of all, größer", formula: n * p, inputs: {n: chips, p: power}, unit: MW}
checks:
  fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: 200 MW}, on_fail: conflict}
"""
SOURCES = "sources:\n  post: {title: A post}\n"
CONFLICT = CLEAN.replace("200 MW", "20 MW")
BROKEN = CLEAN.replace("50K chip", "50K chp")
COMMANDS = (
    "check",
    "show",
    "why need",
    "impact chips",
    "sources",
    "whatif chips=60K_chip",
    "history chips",
    "rule",
    "schema",
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, {"claims/site.yaml": CLEAN, "sources/all.yaml": SOURCES})


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        (CLEAN, ("check",), 0),
        (CLEAN, ("check", "--fail-on", "conflict"), 0),
        (CONFLICT, ("check",), 0),
        (CONFLICT, ("check", "--fail-on", "conflict"), 1),
        (BROKEN, ("check",), 1),
        (BROKEN, ("show", "power"), 0),
        (CLEAN, ("check", "--fail-on", "nothing"), 2),
        (CLEAN, ("chekc",), 2),
        (CLEAN, ("show", "chps"), 2),
        (CLEAN, ("why",), 2),
        (CLEAN, ("rule", "unknown-inptu"), 2),
    ],
)
def test_main__ends_with_the_code_that_says_what_happened(
    tmp_path: Path, text: str, args: tuple[str, ...], code: int
) -> None:
    base = write(tmp_path, {"claims/site.yaml": text, "sources/all.yaml": SOURCES})
    assert run(base, *args).returncode == code


def test_main__a_bug_of_ours_is_told_in_two_lines_and_ends_with_three(base: Path) -> None:
    code = (
        "from whence.disk import store\n"
        "def broken(*a, **k): raise ZeroDivisionError('never')\n"
        "store.load = broken\n"
        "from whence.cli import main; main()"
    )
    done = subprocess.run(
        [START[0], "-c", code, "--base", str(base), "check"],
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 2
    assert "a bug of ours" in done.stderr
    assert "Traceback" not in done.stderr


def test_why__keeps_to_the_reading_that_is_asked_for_whatever_it_tells(tmp_path: Path) -> None:
    text = CLEAN.replace("p: power}", "p: power, k: kind}").replace("n * p", "n * p * k")
    text += "choices:\n  kind: {title: Kind, options: {one: {value: 1}, two: {value: 2}}}\n"
    base = write(tmp_path, {"claims/site.yaml": text, "sources/all.yaml": SOURCES})
    for args in (("need", "--target", "500 MW"), ("fits",)):
        assert "(with kind=two)" in run(base, "why", *args, "--in", "kind=two").stdout


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("chekc",), "Did you mean `check`?"),
        (("show", "chps"), "did you mean `chips`?"),
        (("why", "need-of"), "nothing in this base is called `need-of`"),
        (("impact", "pwoer"), "did you mean `power`"),
        (("whatif", "chps=3 chip"), "did you mean `chips`?"),
        (("whatif", "chips"), "`chips` is not of the form NAME=VALUE"),
        (("whatif", "chips=3 chipp"), 'there is no unit "chipp"'),
        (("history", "chps"), "did you mean `chips`?"),
        (("rule", "unknown-inptu"), "did you mean `unknown-input`"),
        (("why", "need", "--in", "chps=3"), "chps"),
        (("--as-of", "yesterday", "check"), "`yesterday` is no date"),
    ],
)
def test_main__what_is_misspelt_gets_the_nearest_name(base: Path, args: tuple[str, ...], hint: str) -> None:
    done = run(base, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr
    assert "bug" not in done.stderr


def test_main__what_was_refused_is_not_said_to_be_missing(tmp_path: Path) -> None:
    text = "claims:\n  yield: {title: Yield, valeu: 3 t}\n"
    done = run(write(tmp_path, {"claims/a.yaml": text}), "show", "yield")
    assert done.returncode == 2
    assert "`yield` could not be read; `whence check` says why" in done.stderr


@pytest.mark.parametrize("id", ["need", "chips", "fits", "post"])
@pytest.mark.parametrize("command", ["show", "why", "impact", "history"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_main__every_command_takes_every_kind_of_id_or_says_why_not(
    base: Path, command: str, id: str, form: str
) -> None:
    done = run(base, command, id, "--format", form)
    # A check has no value over time, and a source none that is computed.
    assert done.returncode == (2 if (command, id) in {("history", "fits"), ("why", "post")} else 0), (
        done.stderr
    )
    if done.returncode == 0 and form == "json":
        json.loads(done.stdout)
    if done.returncode == 2:
        assert f"`{id}`" in done.stderr


def test_check__json_has_the_documented_shape(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/site.yaml": CONFLICT, "sources/all.yaml": SOURCES})
    found = answer(base, "check")
    assert set(found) == {"findings", "counts", "ledger", "claims"}
    assert found["counts"]["conflict"] == 1
    assert found["claims"] == 3
    (conflict,) = [each for each in found["findings"] if each["severity"] == "conflict"]
    assert set(conflict) >= {
        "rule",
        "severity",
        "id",
        "message",
        "file",
        "line",
        "column",
        "accepted",
        "data",
    }
    assert (conflict["rule"], conflict["id"], conflict["file"], conflict["line"]) == (
        "check-fails",
        "fits",
        "claims/site.yaml",
        6,
    )


def test_show__json_has_the_documented_shape(base: Path) -> None:
    (need,) = answer(base, "show", "need")["claims"]
    assert {
        "id",
        "title",
        "kind",
        "unit",
        "point",
        "median",
        "low",
        "high",
        "bound",
        "contexts",
        "stated",
    } <= set(need)
    assert (need["unit"], need["title"]) == ("MW", "Need of all, größer")
    assert need["point"] == pytest.approx(50 * (2 * 2.4) ** 0.5)
    assert [each["id"] for each in need["shares"]] == ["power"]


def test_output__is_the_same_on_every_run_and_without_colour_in_a_pipe(base: Path) -> None:
    for command in COMMANDS:
        args = command.replace("_", " ").split(maxsplit=1)
        one, two = run(base, *args), run(base, *args)
        assert one.stdout == two.stdout
        assert "\x1b" not in one.stdout
        assert one.returncode == 0, (command, one.stderr)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_output__does_not_depend_on_the_hash_seed(base: Path, seed: str) -> None:
    told = [
        fresh(base, *args, PYTHONHASHSEED=seed).stdout
        for args in (["show", "--format", "json", "need"], ["check", "--all"])
    ]
    if not SEEN:
        SEEN.extend(told)
    assert told == SEEN


SEEN: list[str] = []


@pytest.mark.parametrize(
    "more",
    [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "20"}, {"NO_COLOR": "1"}],
)
def test_output__whatever_the_terminal_can_show(base: Path, more: dict[str, str]) -> None:
    for args in (["show"], ["why", "need"], ["check", "--all"]):
        done = fresh(base, *args, **more)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_output__may_be_cut_off(base: Path) -> None:
    """As by `| head`: no traceback, and no noise."""
    lines = "\n".join(f"  claim-{n}: {{title: {'T' * 240}, value: {n}}}" for n in range(400))
    write(base, {"claims/many.yaml": f"claims:\n{lines}\n"})
    for args in (["show"], ["check", "--all"]):
        process = subprocess.Popen(
            [*START, "--base", str(base), *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        assert process.stdout
        assert process.stderr
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 141, -13)


def test_input__may_be_closed(base: Path) -> None:
    done = subprocess.run(
        [*START, "--base", str(base), "update", "chips", "60K chip", "--source", "post"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(),
    )  # fmt: skip
    assert done.returncode not in (0, 3)
    assert "50K chip" in (base / "claims/site.yaml").read_text()


def test_base__that_is_none_is_explained(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = run(folder, "check")
        assert done.returncode == 2
        assert "there is no" in done.stderr
    assert "whence init" in run(tmp_path, "check").stderr


def test_base__is_found_from_within(base: Path) -> None:
    assert run(base / "claims", "check").returncode == 0


def test_cache__is_made_used_and_may_be_spoilt(base: Path, tmp_path: Path) -> None:
    cache = tmp_path.with_name(f"{tmp_path.name}-cache")
    first = fresh(base, "show", "need", WHENCE_CACHE=str(cache))
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert files
    assert fresh(base, "show", "need", WHENCE_CACHE=str(cache)).stdout == first.stdout
    for path in files:
        path.write_bytes(b"spoilt")
    assert fresh(base, "show", "need", WHENCE_CACHE=str(cache)).stdout == first.stdout
    write(base, {"claims/site.yaml": CLEAN.replace("50K", "70K")})
    assert fresh(base, "show", "need", WHENCE_CACHE=str(cache)).stdout != first.stdout


def test_cache__that_cannot_be_written_is_done_without(base: Path) -> None:
    assert fresh(base, "check", WHENCE_CACHE="/proc/nowhere").returncode == 0


@pytest.mark.parametrize("command", ["schema", "export"])
def test_output__goes_into_a_file_that_is_named(
    base: Path, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said, outside = run(base, command).stdout, tmp_path_factory.mktemp("outside")
    file, link = outside / "out" / "answer.json", outside / "link"
    link.symlink_to("out/other.json")
    assert run(base, command, "--output", str(file)).stdout == ""
    assert run(base, command, "--output", str(link)).stdout == ""
    assert (file.read_text("utf-8"), link.is_symlink(), link.read_text("utf-8")) == (said, True, said)
    assert run(base, command, "--output", "/dev/stdout").stdout == said
    assert {each.name for each in file.parent.iterdir()} == {"answer.json", "other.json"}


@pytest.mark.parametrize(
    "words", ["schema -o", "export -o", "export --format csv -o", "export --format sqlite -o", "--log"]
)
@pytest.mark.parametrize("link", ["table", "table/x", "dangling"])
def test_output__into_a_base_follows_none_of_its_links(
    base: Path, words: str, link: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever wrote the base has put `table` where one would like to write one's own."""
    mine = tmp_path_factory.mktemp("mine")
    (mine / "profile").write_text("my own")
    (base / "table").symlink_to(mine if "/" in link else mine / "profile")
    (base / "dangling").symlink_to(mine / "new")
    done = run(base, *words.split(), str(base / link), *(["check"] if words == "--log" else []))
    assert (done.returncode, "is a link" in done.stderr) == (2, True), done.stderr
    assert [(each.name, each.read_text()) for each in mine.iterdir()] == [("profile", "my own")]
    file = base / "out" / "table"
    assert run(base, *words.split(), str(file), *(["check"] if words == "--log" else [])).returncode == 0
    assert file.is_file()


NEWS = "title: T\ndate: 2026-01-10\nsource: post\nedits: [{id: chips, value: 60K chip}]\n"
GIVEN = {
    "apply {} --yes": ("given.yaml", NEWS),
    "import {}": ("given.bib", "@misc{other, title = {Other}}\n"),
    "sources coverage post --snapshot {}": ("given.txt", "50K chips"),
}


@pytest.mark.parametrize("words", GIVEN)
@pytest.mark.parametrize("where", ["", "inner/"])
def test_input__from_a_base_follows_none_of_its_links(
    base: Path, words: str, where: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever wrote the base has put a link to a file of one's own where one would look for one of the base."""
    name, text = GIVEN[words]
    mine = tmp_path_factory.mktemp("mine")
    (mine / name).write_text(text)
    (base / where).mkdir(exist_ok=True)
    (base / where / "folder").symlink_to(mine)
    (base / where / name).symlink_to(mine / name)
    before = {each: each.read_bytes() for each in base.rglob("*.yaml") if not each.is_symlink()}
    for each in (f"{where}{name}", f"{where}folder/{name}"):
        done = run(base, *words.format(base / each).split())
        assert done.returncode == 2, each
        assert "links are not followed" in done.stderr, each
        assert "50K" not in done.stdout, each
    assert {each: each.read_bytes() for each in base.rglob("*.yaml") if not each.is_symlink()} == before
    # A link beside the base is one's own, and leads on.
    beside = mine.parent / f"beside-{name}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(mine / name)
    assert run(base, *words.format(beside).split()).returncode == 0


@pytest.mark.parametrize("command", ["init", "check --snapshots", "build -o {}/site --run-templates"])
def test_folder__in_a_base_follows_none_of_its_links(
    base: Path, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mine = tmp_path_factory.mktemp("mine")
    (mine / "given.txt").write_text("12 to 15 of my own")
    (base / "folder").symlink_to(mine)
    (base / "look" / "assets").mkdir(parents=True)
    (base / "look" / "assets" / "given.css").symlink_to(mine / "given.txt")
    text = "sources:\n  post: {title: A post, snapshot: {sha256: %s, file: given.txt}}\n" % ("0" * 64)
    (base / "sources/all.yaml").write_text(text)
    at = {"init": "folder/new", "check --snapshots": "folder"}.get(command, "look")
    done = run(base, *command.format(mine.parent).split(), str(base / at))
    assert done.returncode == {"check --snapshots": 0}.get(command, 2), done.stderr
    assert ("lies in the base" if command == "init" else "links are not followed") in done.stderr
    assert [each.name for each in mine.iterdir()] == ["given.txt"]


@pytest.mark.parametrize("command", ["schema --output", "export --output", "init"])
def test_output__that_cannot_be_written_is_no_bug(base: Path, command: str) -> None:
    done = run(base, *command.split(), str(base / "whence.toml" / "x"))
    assert (done.returncode, "cannot be written: a file stands on its way" in done.stderr) == (2, True)
    done = run(base, *command.split(), str(base / "claims"))
    words = "is not empty" if command == "init" else "claims is no file, and a file is to be written there"
    assert (done.returncode, words in done.stderr) == (2, True)


# --- slips -----------------------------------------------------------------------------------------------------

# what is wrong, what it was, the rule, the text that the place points at, and what the hint names
SLIPS = [
    ("n: chisp", "n: chips", "unknown-input", "chisp", "chips"),
    ("50K chps", "50K chip", "unknown-unit", "chps", "chip"),
    ("valeu: 2 to", "value: 2 to", "unknown-key", "valeu", "value"),
    ("formula: n * q", "formula: n * p", "undeclared-name", "q", ""),
    ("formula: n ** p", "formula: n * p", "bad-formula", "**", "^"),
    ("formula: sqr(n) * p", "formula: n * p", "unknown-function", "sqr", "sqrt"),
    ("unit: mW", "unit: MW", None, "", ""),
    ("unit: MWW", "unit: MW", "unknown-unit", "MWW", "MW"),
    ("cites: [psot]}\n  need", "cites: [post]}\n  need", "unknown-source", "psot", "post"),
    ("as_of: 2025-13", "as_of: 2025-12", "bad-date", "2025-13", ""),
    ("as_of: 2025-02-30", "as_of: 2025-12", "bad-date", "2025-02-30", ""),
    ("2.4 to 2 kW/chip", "2 to 2.4 kW/chip", "bad-value", "2.4 to 2", "2 to 2.4"),
    ("on_fail: conflit", "on_fail: conflict", "bad-field", "conflit", "conflict"),
]
WITH_DATE = CLEAN.replace("value: 50K chip", "as_of: 2025-12, value: 50K chip")


@pytest.mark.parametrize(("wrong", "right", "rule", "at", "hint"), SLIPS)
def test_check__a_slip_is_one_message_at_its_place(
    tmp_path: Path, wrong: str, right: str, rule: str | None, at: str, hint: str
) -> None:
    text = WITH_DATE.replace(right, wrong)
    assert text != WITH_DATE
    base = write(
        tmp_path,
        {
            "claims/site.yaml": text,
            "sources/all.yaml": SOURCES,
            "claims/other.yaml": "claims: {o: {title: O, value: 1}}",
        },
    )
    done = run(base, "check", "--format", "json")
    errors = [each for each in json.loads(done.stdout)["findings"] if each["severity"] == "error"]
    if rule is None:
        return
    assert done.returncode == 1
    assert [each["rule"] for each in errors] == [rule], errors
    line = text.splitlines()[errors[0]["line"] - 1]
    assert line[errors[0]["column"] - 1 :].startswith(at), line[errors[0]["column"] - 1 :]
    assert hint in run(base, "check").stdout
    assert answer(base, "show", "o")["claims"][0]["point"] == 1


def test_main__starts_as_a_module_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "whence", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("whence, version")
