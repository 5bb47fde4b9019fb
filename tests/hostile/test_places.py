"""Every kind of hostile text in every place of a base where a text can stand, put through every command that opens a base."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import resource
import sys
import tempfile
import traceback
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import ferry
import markup
from shell import ended, environment, warm, write
from whence.disk import store
from whence.files.fields import FREE_TEXT, MARKDOWN
from whence.judge.assemble import assemble
from whence.language.limits import NAME, SCALAR, TITLE
from whence.language.problems import HIDDEN

LONG = bool(os.environ.get("RUN_LONG"))
# Of one case, for its thirty commands and every page together: one command takes far less, as `test_hostile` has it.
SECONDS, BYTES = 4, 256 * 2**20

SHELL = "x; touch owned; $(touch owned) `touch owned` | touch owned & \n touch owned"
TEXTS: dict[str, str] = {
    "a script": "</title></script><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "an attribute": "\" onmouseover=\"alert(1)\" style=\"x\" ' onfocus='alert(1)",
    "a template": "{{ ''.__class__.__mro__ }}{% include '/etc/passwd' %}{# x #}${7*7}#{7*7}%s%n{0.__class__}",
    "links": "[a](javascript:alert(1)) ![b](https://evil.example/b.png) <https://user@evil.example> [c](//evil.example) [d](data:text/html,x)",
    "the end of data": "]]></text></svg><script>alert(1)</script><!-- --> \\href{javascript:alert(1)}{x} --!>",
    "a shell": SHELL,
    "python": "__import__('os').system('touch owned')",
    "an option": "--output=owned",
    "a path up": "../../../../owned",
    "a path from the root": "/etc/passwd",
    "a device": "con",
    "an annotation": "x\n::error file=a.py::owned\n::stop-commands::x%0A%0D",
    "a cell": "=cmd|' /C calc'!A0",
    "a terminal": "\x1b]0;owned\x07\x1b[2J\x1b[31m",
    "a turn": "abc\u202edef\u2066ghi",
    "what cannot be seen": "a\u200bb\U000e0041\ufeff",
    "half a character": "a\ud800b",
    "a null": "a\0b",
    "marks": "a" + "\u0301" * 3000,
    "wide digits": "\uff11\uff12\u0663",
    "too large": "1e999",
    "no number": "nan",
    "a negative zero": "-0.0",
    "brackets": "(" * 1500,
    "braces": "}{" * 700,
    "a long word": "x" * 3000,
    "a long text": "lorem ipsum " * 25_000,
    "nothing": "",
    "blanks": " \t ",
    "a date that is none": "2025-02-30",
    "an address": "https://\u0435xample.org:99999/\\evil",
    "a pattern": "(a+)+$" + "a" * 60 + "!",
    "markdown": "[" * 300 + "> " * 300 + "**a " * 300 + "`" * 99,
    "a name that all things have": "__proto__",
    "another name that all things have": "constructor",
}  # fmt: skip
PLACES = ferry.places()
CASES = [(place, text) for place in PLACES for text in TEXTS]


def chosen() -> list[tuple[str, str]]:
    """Each place with each text by turns: every eighth of all cases or, in the short form, each text once."""
    if LONG:
        return CASES[::8]
    return [(place, list(TEXTS)[n % len(TEXTS)]) for n, place in enumerate(PLACES) if n % 4 == 0]


def commands(folder: Path) -> list[list[str]]:
    """Every command that opens a base and writes nothing in it, each in the forms that read different parts of it."""
    forms = [["export", "--format", form] for form in ("json", "csv", "graphml", "dot", "csl", "bibtex")]
    checks = [["check", "--all", "--format", form] for form in ("json", "text", "github", "sarif")]
    return [
        *checks,
        ["check", "--conflicts"],
        ["show"],
        ["show", "--format", "json", "crossings", "carried"],
        ["show", "log"],
        ["why", "carried"],
        ["why", "carried", "--target", "50 t/day"],
        ["impact", "log"],
        ["history", "crossings"],
        ["settle"],
        ["candidates"],
        ["sources"],
        ["whatif", "crossings=20 /day"],
        ["diff", "--known-on", "2024", "2026", "--format", "markdown"],
        ["diff"],
        ["update", "crossings", "20 /day", "--source", "mate", "--dry-run"],
        ["migrate"],
        *forms,
        ["export", "--output", str(folder / "out.json")],
    ]


class Told(NamedTuple):
    """What a command said, and the code that it ended with."""

    words: list[str]
    code: int
    out: str
    err: str


def attacked(base: Path, folder: Path) -> tuple[list[Told], dict[str, str], str]:
    """What every command says of a base, the pages of its site, and what stopped the process, within limits."""
    _ready()
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    told, noise = folder / "told.json", folder / "noise"
    pid = os.fork()
    if not pid:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (used + BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            os.environ.clear()
            os.environ.update(environment(HOME=str(folder)))
            os.chdir(folder)
            found = ([_said(base, words, folder) for words in commands(folder)], _drawn(base))
            told.write_text(json.dumps(found), "utf-8")
            code = 0
        except BaseException:
            noise.write_text(traceback.format_exc(), "utf-8")
        finally:
            os._exit(code)
    code = ended(pid)
    if code:
        return [], {}, noise.read_text("utf-8") if noise.exists() else f"ended with {code}"
    answers, pages = json.loads(told.read_text("utf-8"))
    told.unlink()
    return [Told(*each) for each in answers], pages, ""


@cache
def _ready() -> None:
    """Import what commands import, and draw what is the same in every base, so that the processes split off need not."""
    warm()
    from whence.cli import look, news, publish  # noqa: F401
    from whence.cli.commands import COMMANDS
    from whence.publish import site  # noqa: F401

    assert COMMANDS
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), ferry.Base(*ferry.plain()).files())
        assert _drawn(Path(folder))


def _said(base: Path, words: list[str], folder: Path) -> Told:
    """One command in this very process, its output in files as of one that is started."""
    from whence import cli

    streams = sys.stdin, sys.stdout, sys.stderr
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as err,
    ):
        with open(os.devnull, encoding="utf-8") as nothing:
            sys.stdin, sys.stdout, sys.stderr = nothing, out, err
            sys.argv = ["whence", "--base", str(base), *words]
            try:
                code = cli.run()
            finally:
                sys.stdin, sys.stdout, sys.stderr = streams
        out.seek(0)
        err.seek(0)
        return Told(words, code, out.read(), err.read())


def _drawn(base: Path) -> dict[str, str]:
    """The files of the site as `build` and `serve` draw them, but for those that are the same in every base."""
    from whence.cli import publish
    from whence.disk import store
    from whence.publish import server, site

    read = store.read(base)
    edition = store.load(read, today="2026-01-15")
    drawn = site.files(edition, "build", [], "", publish._theme(read, edition, None))
    ours = ("manual/", "rules/", "assets/")
    found = {path: make() for path, make in drawn.items() if not path.startswith(ours)}
    assert server.State().file("index.html") is None
    return {
        path: each.decode("utf-8", "replace") if isinstance(each, bytes) else each
        for path, each in found.items()
    }


@pytest.mark.parametrize(("place", "text"), chosen())
def test_commands__a_hostile_text_is_text_or_refused(place: str, text: str, tmp_path: Path) -> None:
    found = harmless(ferry.with_text(PLACES[place], TEXTS[text]).files(), tmp_path)
    errors = any(each["severity"] == "error" for each in found)
    got = verdict(errors, {each["rule"] for each in found})
    assert got == outcome(place, text) or (got == "shown" and allowed(place, text)), found


def test_commands__what_cannot_be_seen_is_spelt_out_wherever_it_stands(tmp_path: Path) -> None:
    """In every place at once where it is told and no more, so that every answer has it."""
    claims, sources, settings = ferry.plain()
    for place, path in PLACES.items():
        if outcome(place, "a turn") == "flagged":
            at: Any = {"claims": claims, "sources": sources, "settings": settings}[str(path[0])]
            for step in path[1:-1]:
                at = at[step]
            at[path[-1]] += "\u202e\u200b\U000e0041" + "\x1b]0;owned\x07" * (path[0] == "settings")
    harmless(ferry.Base(claims, sources, settings).files(), tmp_path)


def verdict(errors: bool, rules: Container[str]) -> str:
    """What came of a text: see `outcome`."""
    return "refused" if errors else "flagged" if "text-hidden" in rules else "shown"


def harmless(files: dict[str, str], around: Path) -> list[dict[str, Any]]:
    """Put a base through every command: none harms anything, and what it shows of the base is text; the findings."""
    folder = around / "around"
    good = {
        "claims/good.yaml": "claims: {good: {title: Good, value: 3 kg, cites: [wire]}}",
        "sources/good.yaml": "sources: {wire: {title: Wire}}",
    }
    base = write(folder / "base", good | files)
    before = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    told, pages, noise = attacked(base, folder)
    assert not noise, noise[-2000:]
    wrong = [each for answer in told for each in complaints(answer)]
    wrong += [each for path, page in pages.items() for each in faults(path, page)]
    assert not wrong, "\n".join(wrong[:10])
    (folder / "out.json").unlink(missing_ok=True)
    assert {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    found = json.loads(told[0].out)["findings"]
    errors = [each for each in found if each["severity"] == "error"]
    assert told[0].code == int(any(not each["accepted"] for each in errors))
    assert all(each["file"] and each["line"] for each in errors), errors
    assert not [each for each in found if each["id"] == "good"]
    assert "claims/good.html" in pages
    return list(found)


def complaints(told: Told) -> Iterator[str]:
    """What is wrong with how a command ended, whatever the base."""
    if told.code not in (0, 1, 2):
        yield f"{told.words} ended with {told.code}: {told.err[-500:]}"
    if "Traceback" in told.err or "a bug of ours" in told.err + told.out:
        yield f"{told.words}: {told.err[-500:]}"
    for hit in HIDDEN.finditer(told.out + told.err):
        if hit[0] not in "\n":
            yield f"{told.words} prints {hit[0]!r}: {(told.out + told.err)[hit.start() - 60 : hit.end() + 20]!r}"
            break
    if (
        re.search(r"^::(?!error |warning |notice )", told.out, re.M)
        or "file=a.py" in told.out.partition("::")[0]
    ):
        yield f"{told.words}: an annotation that is not ours"


def _vouched(page: str) -> bool:
    """Whether a page has one script in it, and its policy the hash of that."""
    codes = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in codes]
    return len(codes) == 1 and f"'sha256-{hashes[0]}'" in html.unescape(page)


def faults(path: str, page: str) -> Iterator[str]:
    """What a page has that no template of ours writes."""
    binary = path.endswith((".png", ".xlsx", ".ico"))
    if hit := None if binary else HIDDEN.search(page.replace("\n", " ")):
        yield f"{path} holds {hit[0]!r}: {page[max(hit.start() - 60, 0) : hit.end() + 20]!r}"
    if not path.endswith(".html"):
        return
    read = markup.read(page)
    if read.stray:
        yield f"{path}: {read.stray[0]!r}"
    for tag, attributes in read.tags:
        bad = [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "content", "xlink:href"):
            if re.match(r"\s*(javascript|data|vbscript|file):|//|\\", attributes.get(name, ""), re.I):
                bad += [] if attributes.get("rel") == "icon" else [f"{name}={attributes[name]}"]
        if tag == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
            # The page for addresses that are none has one script of ours; its policy runs what has that hash and no other.
            bad += [] if path == "404.html" and _vouched(page) else ["its own code"]
        if bad:
            yield f"{path}: <{tag}> with {bad}"


# --- what comes of each ------------------------------------------------------------------------------------------

# What is looked up or compared is text too, but nothing hidden may stand in it.
COMPARED = frozenset({"tags", "scope", "id", "field"})
FREE = FREE_TEXT | COMPARED | {"license", "author"}
# A name may be any word of its grammar, a copy any file of its folder; the lines of a copy are lines.
NAMES = (
    "no number",
    "a device",
    "another name that all things have",
    "wide digits",
    "too large",
    "a date that is none",
)
# What a record of the past says stood there once; what is not looked up, for there may be nothing left to find.
RECORDED = ("edits",)
UNREADABLE = ("a terminal", "half a character", "a null")


def outcome(place: str, text: str) -> str:
    """Whether a text in a place is `refused`, `flagged` as hidden, or `shown`."""
    path, written = PLACES[place], TEXTS[text]
    names = [step for step in path if isinstance(step, str)]
    last = names[-1] if path[-2:] != (0, "at") or "set_aside" not in path else "lines"
    free = last in FREE or names[-2] == "differs_from" or names[-2] in RECORDED or names[-3:-1] == RECORDED
    if path[0] == "settings":
        return _of_a_setting(last, text)
    if text in UNREADABLE or not free or (text == "links" and last in MARKDOWN):
        return "refused"
    if text == "nothing":
        return "shown" if names[-2] in RECORDED else "refused"
    if text == "blanks" and last in ("title", "tags", "carried"):
        return "refused"
    most = {"title": TITLE.most, "tags": NAME.most}.get(last, SCALAR.most)
    if len(written) > most:
        return "refused"
    if not HIDDEN.search(written.replace("\n", "").replace("\t", "")):
        return "shown"
    return "refused" if last in COMPARED else "flagged"


def _of_a_setting(name: str, text: str) -> str:
    """The same of a setting: one that is wrong is left out, and one without a text is as none."""
    if name not in ("title", "description", "license", "author"):
        return "shown" if text == "nothing" and name != "samples" else "refused"
    if len(TEXTS[text]) > (TITLE if name == "title" else SCALAR).most or text == "half a character":
        return "refused"
    return "flagged" if HIDDEN.search(TEXTS[text].replace("\n", "").replace("\t", "")) else "shown"


def allowed(place: str, text: str) -> bool:
    """Whether a text that is hostile elsewhere is one that can stand in this place."""
    path = PLACES[place]
    if path[-2:] == ("snapshot", "file") or path[-1] == "aliases" or "aliases" in path:
        return True
    return (path[-1] in ("(key)", "plural") and text in NAMES) or (
        path[-1] == "value" and text == "a negative zero"
    )


@pytest.mark.parametrize("place", list(PLACES) if LONG else list(PLACES)[::9])
def test_check__a_hostile_text_is_refused_flagged_or_shown(place: str) -> None:
    wrong = []
    for text in TEXTS:
        files = ferry.with_text(PLACES[place], TEXTS[text]).files()
        settings, problems = store.settings_of({"whence.toml": files.pop("whence.toml").encode()})
        found = assemble(files, settings, today="2026-01-15")
        findings = (*problems, *found.findings)
        errors = [each for each in findings if each.severity == "error"]
        assert all(each.place for each in errors), errors
        assert not [each for each in errors if each.rule == "rule-failed"], errors
        got = verdict(bool(errors), {each.rule for each in findings})
        if got != outcome(place, text) and not (got == "shown" and allowed(place, text)):
            wrong.append((place, text, got))
    assert not wrong, "\n".join(map(str, wrong))
