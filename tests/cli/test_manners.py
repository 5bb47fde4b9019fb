"""How the command line behaves towards people and scripts: options anywhere, help, errors as asked for, shells, pages."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import shlex
import shutil
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import click
import pytest

import transcripts
from bakery import FILES
from shell import START, environment, run, write
from whence.cli.commands import COMMANDS, whence
from whence.cli.text.style import fitted
from whence.publish.pages.manual import NEWS


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "bakery", FILES)


def loose(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command without `--base` in front."""
    return subprocess.run(
        [*START, *args], capture_output=True, text=True, env=environment(**more), timeout=120
    )


def test_options__of_all_commands_stand_before_or_behind_the_command(base: Path) -> None:
    wanted = run(base, "show", "cost").stdout
    assert "€95.52/day" in wanted
    assert loose("show", "cost", "--base", str(base)).stdout == wanted
    assert loose("show", f"--base={base}", "cost").stdout == wanted
    early = loose("show", "loaves", "--base", str(base), "--known-on", "2025-01-31")
    assert "was not known on that date" in early.stderr


@pytest.mark.parametrize("early", [("--format", "json"), ("--format=json",)])
@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("show", "cost"),
        ("sources",),
        ("whatif", "loaves=x2", "--top", "1"),
        ("show", "--", "cost"),
    ],
)
def test_options__the_form_of_an_answer_stands_before_or_behind_the_command(
    base: Path, early: tuple[str, ...], args: tuple[str, ...]
) -> None:
    name, *rest = args
    wanted = run(base, name, *early, *rest)
    assert json.loads(wanted.stdout)
    for words in [(*early, "--base", str(base), *args), ("--base", str(base), *early, *args)]:
        done = loose(*words)
        assert (done.returncode, done.stdout) == (wanted.returncode, wanted.stdout), done.stderr


def test_options__a_form_that_a_command_has_not_is_refused_wherever_it_stands(base: Path) -> None:
    for args in [("--format", "sarif", "build"), ("build", "--format", "sarif")]:
        assert "'sarif' is not one of 'text', 'json'" in run(base, *args).stderr
    assert "'xml' is not one of 'text', 'json'" in run(base, "--format", "xml", "show", "cost").stderr


def test_options__that_a_command_has_itself_stay_its_own(base: Path) -> None:
    done = run(base, "diff", "--known-on", "2025-01-31", "2025-02-28")
    assert done.returncode == 0, done.stderr
    assert "loaves" in done.stdout


def test_help__of_a_command_is_what_the_command_says_of_itself() -> None:
    assert loose("help", "whatif").stdout == loose("whatif", "--help").stdout
    assert loose("help", "sources", "verify").stdout == loose("sources", "verify", "--help").stdout
    assert loose("help").stdout == loose("--help").stdout
    refused = loose("help", "shwo")
    assert refused.returncode == 2
    assert "Did you mean `show`?" in refused.stderr
    assert loose("help", "show", "more").returncode == 2


@pytest.mark.parametrize("args", [("show", "csot"), ("whatif", "cost=3 kg"), ("why", "nope"), ("whatif",)])
def test_errors__are_json_where_json_is_asked_for(base: Path, args: tuple[str, ...]) -> None:
    done = run(base, *args, "--format", "json")
    assert done.returncode == 2
    assert done.stdout == ""
    told = json.loads(done.stderr)
    assert told["code"] == 2
    assert told["error"] in run(base, *args).stderr


# What each command is asked here for JSON, and the code that it ends with.
ASKED: dict[str, tuple[str, int]] = {
    "init": ("../tea", 0),
    "check": ("", 0),
    "show": ("cost", 0),
    "list": ("sack*", 0),
    "why": ("cost", 0),
    "sample": ("cost --samples 64", 0),
    "impact": ("sack", 0),
    "path": ("sack cost", 0),
    "settle": ("", 0),
    "candidates": ("", 0),
    "sources": ("", 0),
    "sources verify": ("--snapshots .", 0),
    "sources coverage": ("mill --snapshot whence.toml", 0),
    "whatif": ("loaves=x2", 0),
    "update": ("sack-price '25 EUR' --source mill --dry-run", 0),
    "apply": ("news.yaml --dry-run", 0),
    "diff": ("", 0),
    "history": ("sack", 0),
    "new": ("", 2),
    "new claim": (
        "rye --title 'A sack of rye' --value '20 kg' --kind fact --of '' --source mill --at '' --excerpt '' --file claims/new.yaml",
        1,
    ),
    "fmt": ("--check", 1),
    "migrate": ("", 0),
    "build": ("", 0),
    "import": ("rows.csv --dry-run --column id=name --column title=name --column value=value", 0),
    "query": ("'SELECT id FROM claims'", 0),
    "export": ("", 0),
    "rule": ("stale", 0),
    "units": ("kg", 0),
    "schema": ("", 0),
    "help": ("show", 0),
    "bench": ("", 0),
}
# What goes on until it is stopped; what speaks with an editor speaks JSON in any case.
LASTING = {"serve", "lsp"}


def commands() -> dict[str, click.Command]:
    """Every command, and those below others, by the words that name them."""
    top = click.Context(whence, info_name="whence")
    found = {name: command for name in COMMANDS if (command := whence.get_command(top, name))}
    below = {
        f"{name} {word}": each
        for name, command in found.items()
        if isinstance(command, click.Group)
        for word, each in command.commands.items()
    }
    return found | below


def test_forms__every_command_has_json() -> None:
    found = commands()
    assert set(found) == set(ASKED) | LASTING
    for name, command in found.items():
        (form,) = (each for each in command.params if "--format" in each.opts)
        assert {"json"} <= set(getattr(form.type, "choices", ())), name


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base in a repository, beside which there is something to bring in and some news."""
    rows, news = (
        "name,value\nmilk,3 kg\n",
        "title: News\ndate: 2025-03\nsource: mill\nedits: [{id: sack, value: 26 kg}]\n",
    )
    root = write(tmp_path_factory.mktemp("kept") / "bakery", {**FILES, "rows.csv": rows, "news.yaml": news})
    transcripts.commit(root)
    return root


@pytest.mark.parametrize("name", sorted(ASKED))
def test_forms__every_command_answers_in_json_wherever_that_is_asked(
    kept: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "bakery"
    shutil.copytree(kept, base)
    monkeypatch.chdir(base)
    text, code = ASKED[name]
    first, *below = name.split()
    words = [*below, *shlex.split(text)]
    told = []
    for asked in (
        ("--format", "json", first, *words),
        (first, "--format=json", *words),
        (first, *words, "--format", "json"),
    ):
        done = run(base, *asked, given="n\n")
        assert done.returncode == code, done.stderr
        told.append(json.loads(done.stdout if code < 2 else done.stderr))
        shutil.rmtree(tmp_path / "tea", ignore_errors=True)
    assert len({repr(sorted(map(repr, each))) for each in told}) == 1


def test_forms__a_server_says_each_thing_as_json(base: Path) -> None:
    words = [*START, "--base", str(base), "serve", "--port", "0", "--format", "json"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env=environment(PYTHONUNBUFFERED="1")
    ) as process:
        assert process.stdout
        first, second = (json.loads(process.stdout.readline()) for _ in range(2))
        process.terminate()
    assert first["said"].startswith("Read in ")
    assert second["serving"].startswith("http://127.0.0.1:")
    assert second["serving"] in second["said"]


def test_forms__help_and_the_version_are_json_too(base: Path) -> None:
    for words in (("help", "whatif"), ("whatif", "--help"), ("--help", "whatif")):
        told = json.loads(run(base, *words, "--format", "json").stdout)
        assert told["command"] == "whence whatif"
        assert "--without SOURCE" in [each["option"] for each in told["options"]]
    every = json.loads(run(base, "--format", "json", "--help").stdout)["commands"]
    assert [each["command"] for each in every] == list(COMMANDS)
    below = json.loads(run(base, "sources", "--help", "--format=json").stdout)["commands"]
    assert [each["command"] for each in below] == ["verify", "coverage"]
    assert set(json.loads(run(base, "--version", "--format", "json").stdout)) == {"version"}


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"rule", "units", "help", "schema", "lsp"}))
def test_errors__are_json_in_every_command(name: str, tmp_path: Path) -> None:
    """Of a base that is not there, of an option or an argument that is missing, or of a form that a command has not."""
    done = run(tmp_path / "nowhere", name, "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    told = json.loads(done.stderr)
    assert told["code"] == 2
    assert told["error"].strip()


def test_errors__of_the_system_and_of_ours_are_json_too(base: Path) -> None:
    with open("/dev/full", "w") as full:
        words = [*START, "--base", str(base), "show", "--format", "json"]
        done = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), timeout=120
        )
    assert done.returncode == 4
    assert json.loads(done.stderr) == {"error": "the disk is full", "code": 4}
    broken = (
        "from whence.cli import look, main\nimport whence.cli.common as c\nc.root = lambda ctx: 1 / 0\nmain()"
    )
    words = [sys.executable, "-c", broken, "show", "--format", "json"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment(), timeout=120)
    assert done.returncode == 3
    assert json.loads(done.stderr)["error"].startswith("a bug of ours, not of your base: ZeroDivisionError")


def test_sources__as_json(base: Path) -> None:
    done = run(base, "sources", "--format", "json")
    first = json.loads(done.stdout)["sources"][0]
    assert (first["id"], first["as_origin"], first["issued"]) == ("baker", 3, "2025-02")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("whence sho", {"show"}),
        ("whence show sa", {"sack", "sack-price", "sack-word"}),
        ("whence why per", {"per-kilo"}),
        ("whence whatif which-sack=", {"which-sack=big", "which-sack=small"}),
        ("whence whatif loa", {"loaves="}),
        ("whence whatif --without mi", {"mill"}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion__offers_ids_in_every_shell(base: Path, shell: str, words: str, wanted: set[str]) -> None:
    last = words.split()[-1]
    given = {"COMP_WORDS": words, "COMP_CWORD": last if shell == "fish" else str(len(words.split()) - 1)}
    done = subprocess.run(
        START,
        capture_output=True,
        text=True,
        cwd=base,
        env=environment(_WHENCE_COMPLETE=f"{shell}_complete", **given),
        timeout=60,
    )
    said = done.stdout.replace("plain,", "").replace("plain\n", "").split("\n")
    assert wanted <= {each.partition("\t")[0] for each in said}, done


def test_completion__zsh_runs_the_program_and_not_its_own_word(base: Path, tmp_path: Path) -> None:
    """`whence` is a builtin of zsh: the line that the manual has for its start-up file takes it away first."""
    line = re.search(r"\* zsh: `(.+?)` in", "\n".join(NEWS.values()))
    assert line
    assert line[1].startswith("disable whence; ")
    if shutil.which("zsh") is None:
        pytest.skip("needs zsh")
    own = tmp_path / "bin" / "whence"
    own.parent.mkdir()
    own.write_text(f'#!/bin/sh\nexec {shlex.join(START)} "$@"\n')
    own.chmod(0o755)
    words = f"autoload -U compinit; compinit -u -D; {line[1]}; print $_comps[whence]; whence --version"
    done = subprocess.run(
        ["zsh", "-f", "-c", words], capture_output=True, text=True, cwd=base, timeout=120,
        env=environment(PATH=f"{own.parent}:{os.environ['PATH']}"),
    )  # fmt: skip
    assert done.stdout.splitlines()[0] == "_whence_completion", done.stderr
    assert done.stdout.splitlines()[1].startswith("whence, version ")


def test_completion__of_a_broken_base_disturbs_nobody(tmp_path: Path) -> None:
    root = write(tmp_path, {"claims/a.yaml": "claims: {a", "sources/s.yaml": ""})
    done = subprocess.run(
        START, capture_output=True, text=True, cwd=root, timeout=60,
        env=environment(_WHENCE_COMPLETE="bash_complete", COMP_WORDS="whence show x", COMP_CWORD="2"),
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("", "")


def on_a_screen(lines: int, *args: str, columns: int = 80, **more: str) -> str:
    """What a person sees of a command at a terminal of so many lines and columns."""
    here, there = pty.openpty()
    ioctl(there, TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        [*START, *args], stdin=there, stdout=there, stderr=there, env=environment(TERM="xterm", **more)
    )
    os.close(there)
    seen = b""
    while True:
        try:
            part = os.read(here, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    process.wait(timeout=60)
    os.close(here)
    return seen.decode()


def test_pager__takes_what_would_scroll_away_and_only_that(base: Path) -> None:
    pager = "sed s/^/PAGE:/"
    assert "PAGE:" in on_a_screen(5, "--base", str(base), "show", "cost", PAGER=pager)
    assert "PAGE:" not in on_a_screen(80, "--base", str(base), "show", "cost", PAGER=pager)
    assert "PAGE:" not in on_a_screen(5, "--base", str(base), "show", "cost", PAGER=pager, WHENCE_PAGER="off")
    assert "€95.52/day" in on_a_screen(5, "--base", str(base), "show", "cost", PAGER=pager)


@pytest.mark.parametrize("columns", [48, 80])
@pytest.mark.parametrize("command", ["show", "list", "rule"])
def test_tables__fit_the_screen_and_break_at_words(base: Path, command: str, columns: int) -> None:
    seen = on_a_screen(900, "--base", str(base), command, columns=columns, NO_COLOR="1").replace("\r", "")
    plain = run(base, command).stdout
    assert max(map(len, seen.splitlines())) <= columns
    assert seen.split() == plain.split()


@pytest.mark.parametrize("seed", range(5))
def test_fitted__keeps_every_word_and_no_line_is_longer_than_the_screen(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(100):
        width = generator.randint(30, 90)
        rows = [
            (
                "a" * generator.randint(1, 40),
                " ".join("x" * generator.randint(1, 9) for _ in range(generator.randint(0, 30))),
            )
            for _ in range(generator.randint(1, 6))
        ]
        made = fitted(rows, width)
        assert made.split() == [word for row in rows for word in " ".join(row).split()]
        assert all(len(line) <= max(width, 40) for line in made.split("\n"))
        assert fitted(rows, 0).split("\n") == [
            f"{a:<{max(len(each) for each, _ in rows)}}  {b}".rstrip() for a, b in rows
        ]


def test_whatif__by_a_share_and_by_a_factor(base: Path) -> None:
    plain = run(base, "whatif", "sack-price=48 EUR").stdout
    assert run(base, "whatif", "sack-price=x2").stdout.replace("€48", "48 EUR") == plain.replace(
        "€48", "48 EUR"
    )
    assert "€26.4" in run(base, "whatif", "sack-price=+10%").stdout
    assert "€21.6" in run(base, "whatif", "sack-price=-10%").stdout


def test_whatif__in_steps_is_a_table(base: Path) -> None:
    done = run(base, "whatif", "loaves=100..200 step 50", "--show", "cost")
    assert done.stdout.splitlines() == [
        "loaves        cost",
        "100 loaf/day  €48/day",
        "150 loaf/day  €72/day",
        "200 loaf/day  €96/day",
    ]


def test_whatif__in_two_inputs_is_one_against_the_other(base: Path) -> None:
    done = run(base, "whatif", "loaves=100..200 step 100", "sack=20..25 kg step 5", "--show", "cost")
    assert done.stdout.splitlines() == [
        "cost",
        "loaves \\ sack  20 kg     25 kg",
        "100 loaf/day   €60/day   €48/day",
        "200 loaf/day   €120/day  €96/day",
    ]
    cells = json.loads(
        run(base, "whatif", "loaves=100..200 step 100", "sack=20..25 kg step 5", "--format", "json").stdout
    )["cells"]
    assert len(cells) == 4
    assert cells[0]["set"] == {"loaves": "100 loaf/day", "sack": "20 kg"}


@pytest.mark.parametrize(
    "asked",
    [
        ("loaves=x2", "loaves=x3"),
        ("loaves=1..3 loaf/day step 1", "loaves=9 loaf/day"),
        ("spoon=large", "spoon=small"),
        ("baker=retracted", "--without", "baker"),
    ],
)
def test_whatif__two_suppositions_of_one_record_are_refused(base: Path, asked: tuple[str, ...]) -> None:
    done = run(base, "whatif", *asked)
    assert (done.returncode, "are two suppositions of one record" in done.stderr) == (2, True), done.stderr
    assert f"`{asked[0]}`" in done.stderr


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("loaves=5..1 step 1", "no step leads"),
        ("loaves=1..9999 step 1", "9999 steps"),
        ("cheap=+10%", "no number that could be changed"),
    ],
)
def test_whatif__refuses_steps_that_lead_nowhere(base: Path, setting: str, why: str) -> None:
    done = run(base, "whatif", setting)
    assert done.returncode == 2
    assert why in done.stderr


def test_whatif__without_a_source(base: Path) -> None:
    assert run(base, "whatif", "--without", "mill").stdout == run(base, "whatif", "mill=withdrawn").stdout
    assert "is no source" in run(base, "whatif", "--without", "cost").stderr


def test_diff__ends_with_one_where_it_is_asked_to(base: Path) -> None:
    def git(*args: str) -> None:
        subprocess.run(
            ["git", "-C", str(base), "-c", "user.name=a", "-c", "user.email=a@b", *args],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "a")
    assert run(base, "diff", "--exit-code").returncode == 0
    bread = base / "claims/bread.yaml"
    bread.write_text(bread.read_text().replace("180 to 220", "190 to 220"))
    assert run(base, "diff").returncode == 0
    assert run(base, "diff", "--exit-code").returncode == 1
    assert run(base, "diff", "--fail-on", "moved").returncode == 1
    assert run(base, "diff", "--fail-on", "flipped").returncode == 0
    bread.write_text(bread.read_text().replace("rent: 150", "rent: 50"))
    assert run(base, "diff", "--fail-on", "flipped").returncode == 1


RULED = """
claims:
  tea: {title: Tea in a cup, formula: n * s, inputs: {n: spoons, s: spoon}, cites: [book]}
  spoons: {title: Spoons, value: 2, cites: [book]}
  all: {title: Tea a day, formula: t * d, inputs: {t: tea, d: cups}}
choices:
  spoon: {title: The spoon, options: {small: 2 g, large: 6 g}}
  cups: {title: The cups, options: {few: 2, many: 5}}
checks:
  full: {title: A cup holds it, assert: t < limit, inputs: {t: tea, limit: 10 g}, on_fail: rule-out}
  day: {title: The packet lasts, assert: a < limit, inputs: {a: all, limit: 15 g}, on_fail: rule-out}
sources: {book: {title: A book}}
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_whatif__a_reading_that_is_ruled_out_is_marked_in_every_form(tmp_path: Path, form: str) -> None:
    base = write(tmp_path, {"claims/tea.yaml": RULED.replace("limit: 15 g", "limit: 150 g")})
    forced = run(base, "whatif", "spoon=large", "--format", form).stdout
    table = run(base, "whatif", "spoon=large", "spoons=1..3 step 1", "--show", "tea", "--format", form).stdout
    for told in (forced, table):
        assert "`large` of `spoon` is ruled out by full" in told
    assert {"text": " 6 g\n", "json": '"point": 6.0'}[form] in table  # and it counts
    bare = run(base, "whatif", "spoon=small", "spoons=1..3 step 1", "--without", "book", "--format", form)
    assert (bare.returncode, "ruled out by" in bare.stdout) == (0, False)


def test_whatif__options_that_cannot_stand_together_are_marked(tmp_path: Path) -> None:
    loose = RULED.replace("limit: 10 g", "limit: 100 g").replace("limit: 15 g", "limit: 50 g")
    base = write(tmp_path, {"claims/tea.yaml": loose})
    told = run(base, "whatif", "spoon=large", "cups=many").stdout
    assert "`many` of `cups` and `large` of `spoon` are ruled out together by day" in told
    assert "ruled out" not in run(base, "whatif", "spoon=small", "cups=many").stdout.partition("note:")[2]
