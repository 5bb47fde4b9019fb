"""What a base's text may do to us: each case beside this file ends as its first line says, within limits.

`E rule ...` is refused with one of these rules, at a place; `W rule` is accepted with a warning; `N` is shown as text;
`OK` simply works. Whatever the case, the claims of the other file stand, and no traceback is printed.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from shell import TODAY, warm, write

HERE = Path(__file__).parent
GOOD = "claims:\n  good: {title: Good, value: 3, cites: [post]}\n"
SOURCES = "sources:\n  post: {title: Post}\n"
# Of computing, which a busy machine does not make more, and of memory at most: the whole process, with what Python needs.
SECONDS, BYTES = 2, 256 * 2**20

# Cases too large for a file, or whose bytes are no text.
MADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "H01-alias-bomb": ("E bad-yaml", lambda: _bomb().encode()),
    "H02-many-aliases": ("E bad-yaml", lambda: b"a: &a [" + b"1, " * 20_000 + b"]\nclaims: [" + b"*a, " * 20_000 + b"]"),
    "H05-open-brackets": ("E bad-yaml", lambda: b"claims: " + b"[" * 200_000),
    "H06-dashes": ("E bad-yaml", lambda: b"- " * 200_000 + b"x"),
    "H08-indentation": ("E bad-yaml", lambda: "\n".join(" " * n + "a:" for n in range(1900)).encode()),
    "H15-many-digits": ("E bad-value bad-field", lambda: b"claims:\n  bad: {title: Bad, value: " + b"9" * 200_000 + b"}"),
    "H17-utf-16": ("E bad-yaml", lambda: GOOD.encode("utf-16")),
    "H17-latin-1": ("E bad-yaml", lambda: "claims:\n  bad: {title: é, value: 1}".encode("latin-1")),
    "H17-overlong": ("E bad-yaml", lambda: b"claims:\n  bad: {title: \xc0\xaf, value: 1}"),
    "H17-cut-short": ("E bad-yaml", lambda: b"claims:\n  bad: {title: \xe2\x82"),
    "H18-mark-and-returns": ("OK", lambda: b"\xef\xbb\xbfclaims:\r\n  fine: {title: Fine, value: 1}"),
    "H21-many-keys": ("E bad-field bad-yaml", lambda: b"claims:\n" + b"\n".join(b"  k%d: 1" % n for n in range(20_000))),
    "H21-large": ("E bad-path", lambda: b"claims:\n  bad: {title: '" + b"x" * 3_000_000 + b"', value: 1}"),
    "H30-long-id": ("E bad-id bad-yaml", lambda: b"claims:\n  " + b"a" * 1_000_000 + b": {title: Bad, value: 1}"),
    "H37-brackets": ("E bad-formula", lambda: _formula("(" * 5000 + "1" + ")" * 5000)),
    "H37-minus": ("E bad-formula", lambda: _formula("-" * 100_000 + "1")),
    "H37-sum": ("E bad-formula", lambda: _formula("1+" * 100_000 + "1")),
    "H46-many-terms": ("E bad-formula", lambda: _formula("sum(" + "1, " * 50_000 + "1)")),
    "H51-long-unit": ("E bad-value", lambda: _value("3 " + "a" * 100_000)),
    "H51-many-factors": ("E bad-value", lambda: _value("3 " + "*".join(["m"] * 20_000))),
    "H51-nested": ("E bad-value", lambda: _value("3 " + "(" * 20_000 + "m" + ")" * 20_000)),
    "H65-knot": ("E cycle", lambda: _knot(300, 8)),
    "H65-ring": ("E cycle", lambda: _knot(3000, 0)),
    "H68-dependents": ("OK", lambda: b"claims:\n" + b"\n".join(
        b"  k%d: {title: K, formula: 2 * a, inputs: {a: good}}" % n for n in range(3000))),
    "H68-inputs": ("E bad-field", lambda: b"claims:\n  bad: {title: Bad, formula: a1, inputs: {"
                   + b", ".join(b"a%d: good" % n for n in range(10_000)) + b"}}"),
    "rivals-many": ("W latest-tied", lambda: b"quantities: {q: {title: Q}}\nclaims:\n" + b"\n".join(
        b"  k%d: {title: K %d, value: %d W, of: q}" % (n, n, n + 1) for n in range(250))),
    "terms-many": ("OK", lambda: b"terms:\n" + b"\n".join(
        b"  t%d: {title: Wor%d, senses: {a: 1 W, b: 2 W}}" % (n, n) for n in range(200)) + b"\nclaims:\n" + b"\n".join(
        b"  k%d: {title: Thing %d, value: %d W}" % (n, n, n + 1) for n in range(100))),
    **{f"excerpt-of-{name}": ("W excerpt-differs", lambda text=text: _excerpt(text)) for name, text in {
        "dashes": "1–" * 3000, "pieces": "1/" * 3000, "commas": "1, " * 2000, "ranges": "1 to 2 " * 1000}.items()},
    "excerpt-in-words": ("OK", lambda: _excerpt("hundred " * 160)),
    "address-of-letters": ("E bad-url bad-field", lambda: b'claims: {}\nsources: {bad: {title: S, URL: "https://' + b"a" * 60 + b'!"}}'),
    "H79-combining-marks": ("E bad-field", lambda: b"claims:\n  fine: {title: a" + "\u0301".encode() * 50_000 + b", value: 1}"),
}  # fmt: skip


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for n in range(8):
        before, name = chr(97 + n), chr(98 + n)
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


def _formula(text: str) -> bytes:
    return f'claims:\n  bad: {{title: Bad, formula: "{text}"}}\n'.encode()


def _excerpt(text: str) -> bytes:
    return f'claims:\n  k: {{title: K, value: 5 GW, kind: fact, cites: [{{source: post, excerpt: "{text}"}}]}}\n'.encode()


def _value(text: str) -> bytes:
    return f'claims:\n  bad: {{title: Bad, value: "{text}"}}\n'.encode()


def _knot(count: int, more: int) -> bytes:
    lines = []
    for n in range(count):
        others = sorted({(n + 1) % count, *((n * 7 + 13 * m) % count for m in range(more))} - {n})
        inputs = ", ".join(f"x{m}: k{m}" for m in others)
        lines.append(
            f"  k{n}: {{title: K, formula: {' + '.join(f'x{m}' for m in others)}, inputs: {{{inputs}}}}}"
        )
    return ("claims:\n" + "\n".join(lines)).encode()


CASES = {path.stem: path for path in sorted(HERE.glob("*.yaml"))}


@pytest.mark.parametrize("name", [*CASES, *MADE])
def test_check__stands_up_to(name: str, tmp_path: Path) -> None:
    if name in MADE:
        outcome, content = MADE[name][0], MADE[name][1]()
    else:
        content = CASES[name].read_bytes()
        outcome = content.decode().splitlines()[0].removeprefix("# ")
    base = write(tmp_path / "base", {"claims/good.yaml": GOOD, "sources/good.yaml": SOURCES})
    (base / "claims" / "hostile.yaml").write_bytes(content)
    code, told, noise = limited(base, tmp_path)
    assert noise == "", noise[-500:]
    kind, *rules = outcome.split()
    assert bool(rules) == {"E": True, "W": True, "N": False, "OK": False}[kind], outcome
    findings = json.loads(told)["findings"]
    errors = [each for each in findings if each["severity"] == "error"]
    if kind == "E":
        assert code == 1
        assert errors, findings
        assert {each["rule"] for each in errors} & set(rules), errors
        assert all(each["file"] == "claims/hostile.yaml" and each["line"] >= 1 for each in errors), errors
        assert len(errors) <= 250
    elif kind == "W":
        assert code == 0, errors
        assert set(rules) <= {each["rule"] for each in findings}, findings
    else:
        assert code == 0, errors
    assert all("\x1b" not in each["message"] and "\n::" not in each["message"] for each in findings)
    assert not Path("/tmp/owned").exists()
    assert "good" not in {each["id"] for each in errors} or "duplicate-id" in rules


def limited(base: Path, folder: Path) -> tuple[int, str, str]:
    """The findings as JSON, from a process that may take so much time and memory and no more, and its exit code.

    It reads and judges the base, writes the findings as text too, and must find the other file's claim evaluated.
    """
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    warm()
    out, err = folder / "out", folder / "err"
    pid = os.fork()
    if not pid:
        code = 99
        try:
            os.dup2(os.open(err, os.O_CREAT | os.O_WRONLY), 2)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
            resource.setrlimit(resource.RLIMIT_AS, (used + BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            code = judged(base, out)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status, used_up = os.wait4(pid, 0)
    # Memory is held by the limit: what the system counts as the most of a fork has what its parent had.
    assert used_up.ru_utime + used_up.ru_stime <= SECONDS
    code = os.waitstatus_to_exitcode(status)
    return code, out.read_text("utf-8") if out.exists() else "", err.read_text("utf-8")


def judged(base: Path, out: Path) -> int:
    from whence.account import reports
    from whence.cli.text.findings import findings
    from whence.disk import store

    os.environ["WHENCE_CACHE"] = "off"
    texts = store.read(base)
    found = store.load(texts, today=TODAY)
    assert "good" in found.summaries
    shown = {name: content.decode("utf-8", "replace") for name, content in texts.files.items()}
    assert "Traceback" not in findings(found.findings, shown, False)
    out.write_text(reports.as_json(found.findings, len(found.base.records.claims)), "utf-8")
    return int(any(each.severity == "error" and not each.accepted for each in found.findings))


# --- files -----------------------------------------------------------------------------------------------------


def test_read__links_that_lead_out_or_in_circles_are_refused(tmp_path: Path) -> None:
    base = write(tmp_path / "base", {"claims/good.yaml": GOOD, "sources/good.yaml": SOURCES})
    (tmp_path / "outside.yaml").write_text("claims:\n  secret: {title: Secret, value: 1}\n")
    (base / "claims" / "out.yaml").symlink_to(tmp_path / "outside.yaml")
    (base / "claims" / "loop.yaml").symlink_to(base / "claims" / "loop.yaml")
    (base / "claims" / "folder").symlink_to(tmp_path)
    code, told, noise = limited(base, tmp_path)
    findings = [each for each in json.loads(told)["findings"] if each["severity"] == "error"]
    assert (code, noise) == (1, "")
    assert {(each["rule"], each["file"]) for each in findings} == {
        ("bad-path", "claims/out.yaml"),
        ("bad-path", "claims/loop.yaml"),
        ("bad-path", "claims/folder"),
    }
    assert "secret" not in told


def test_read__names_that_are_one_on_some_systems_are_refused(tmp_path: Path) -> None:
    base = write(
        tmp_path / "base",
        {
            "claims/good.yaml": GOOD,
            "sources/a.yaml": SOURCES,
            **dict.fromkeys(("claims/caf\u00e9.yaml", "claims/cafe\u0301.yaml"), "claims: {}\n"),
        },
    )
    code, told, _ = limited(base, tmp_path)
    assert code == 1
    assert "bad-path" in told


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ("samples = 0", "setting-capped"),
        ("samples = 1000000000", "setting-capped"),
        ("samples = -1", "setting-capped"),
        ("samples = nan", "bad-settings"),
        ("seed = 340282366920938463463374607431768211456", "bad-settings"),
        ("seed = -1", "bad-settings"),
        ("seed = 'x'", "bad-settings"),
        ("smaples = 3", "unknown-key"),
        ("theme = '../../etc'", "bad-settings"),
        ("samples = [", "bad-settings"),
        ("x = " + "[" * 5000, "bad-settings"),
    ],
)
def test_settings__that_make_no_sense_are_told_and_do_no_harm(
    tmp_path: Path, settings: str, rule: str
) -> None:
    base = write(
        tmp_path / "base", {"claims/good.yaml": GOOD, "sources/good.yaml": SOURCES, "whence.toml": settings}
    )
    code, told, noise = limited(base, tmp_path)
    assert noise == ""
    assert code == (0 if rule == "setting-capped" else 1)
    assert rule in [each["rule"] for each in json.loads(told)["findings"]]


def test_read__a_base_beside_other_things(tmp_path: Path) -> None:
    base = write(tmp_path / "base", {"claims/good.yaml": GOOD, "sources/good.yaml": SOURCES})
    for folder in (".git", "node_modules", ".hidden"):
        write(base, {f"claims/{folder}/bad.yaml": "claims: ["})
    deep = base / "claims"
    for _ in range(30):
        deep = deep / "d"
    deep.mkdir(parents=True)
    code, _, noise = limited(base, tmp_path)
    assert (code, noise) == (0, "")
