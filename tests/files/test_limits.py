"""Every limit of a text, a record, a value and a formula, from both sides: just as much is read, one more is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from whence.files import addresses, filenames, reader
from whence.files.settings import read_settings
from whence.judge.texts import copies
from whence.judge.texts.figures import figures
from whence.language import limits
from whence.language.formulas import formula
from whence.language.problems import Problem, Refused
from whence.language.units.units import STANDARD
from whence.language.values.written import parse


def of(found: object) -> str:
    return found.message if isinstance(found, Problem) else ""


def file(text: str) -> str:
    """What is said of a file."""
    return "\n".join(each.message for each in reader.read({"claims/a.yaml": text}).findings)


def claim(fields: str) -> str:
    return file(f"claims: {{a: {{title: A, value: 5 kg, {fields}}}}}\n")


def copy(text: bytes) -> str:
    try:
        list(figures(copies.copy(text), STANDARD))
    except Refused as refused:
        return str(refused)
    return ""


def each(n: int, word: str, between: str = ", ") -> str:
    return between.join(word.replace("#", str(number)) for number in range(n))


def settings(text: str) -> str:
    return "\n".join(found.message for found in read_settings(f"[whence]\n{text}\n", "whence.toml")[1])


def only(word: str, text: str) -> str:
    return "\n".join(line for line in text.split("\n") if word in line)


# Units whose product is no longer than a unit may be.
SHORT = [name for name in STANDARD.table if name.isascii() and name.isalpha() and len(name) < 4]
# How a limit is reached: by so much, and what is said of it.
REACHED: dict[str, Callable[[int], str]] = {
    "ADDRESS": lambda n: (addresses.objection(f"https://a.org/{'x' * (n - 14)}") or ("",))[0],
    "FILE_NAME": lambda n: filenames.bad(f"claims/{'x' * n}"),
    "FILE_NAME in bytes": lambda n: filenames.bad(f"claims/{'é' * (n // 2)}{'x' * (n % 2)}"),
    "FILE": lambda n: file("claims: {a: {title: A, value: 5 kg}}\n# ".ljust(n - 1, "x") + "\n"),
    "SCALAR": lambda n: claim(f"note: {'x' * n}"),
    "SCALAR in a block": lambda n: file(f"claims:\n  a:\n    title: A\n    value: 5 kg\n    note: |-\n      {'x' * n}\n"),
    "DEPTH": lambda n: only("nested", file("claims: " + "[" * (n - 1) + "]" * (n - 1) + "\n")),
    "NAME": lambda n: file(f"claims: {{{'x' * n}: {{title: A, value: 5 kg}}}}\n"),
    "NAME of a tag": lambda n: claim(f"tags: [{'x' * n}]"),
    "TITLE": lambda n: file(f"claims: {{a: {{title: {'x' * n}, value: 5 kg}}}}\n"),
    "TAGS": lambda n: claim(f"tags: [{each(n, 't#')}]"),
    "INPUTS": lambda n: file(f"claims: {{a: {{title: A, formula: 1, inputs: {{{each(n, 'i#: 1')}}}}}}}\n"),
    "VALUE": lambda n: of(parse(f"5{' ' * (n - 3)}kg", STANDARD)),
    "LONG_VALUE": lambda n: of(parse("{quantiles: {5%: 1 kg, 95%: 2 kg".ljust(n - 2) + "}}", STANDARD)),
    "ALTERNATIVES": lambda n: of(parse(f"{{one_of: [{each(n, '1#')}]}}", STANDARD)),
    "DIGITS": lambda n: of(parse("1" * n, STANDARD)),
    "UNIT": lambda n: of(STANDARD.parse("kg" + " " * (n - 4) + "/s")),
    "FACTORS": lambda n: of(STANDARD.parse("*".join(SHORT[:n]))),
    "EXPONENT": lambda n: of(STANDARD.parse(f"kg^{n}")),
    "EXPONENT below": lambda n: of(STANDARD.parse(f"kg^-{n}")),
    "FORMULA": lambda n: of(formula.parse("a" + " " * (n - 3) + "+b")),
    "TERMS": lambda n: of(formula.parse("a" + "+b" * ((n - 1) // 2) if n % 2 else "-a" + "+b" * ((n - 2) // 2))),
    "BRACKETS": lambda n: of(formula.parse("(" * n + "a" + ")" * n)),
    "SAMPLES": lambda n: settings(f"samples = {n}"),
    "CONTEXTS": lambda n: settings(f"max_contexts = {n}"),
    "SEED": lambda n: settings(f"seed = {n}"),
    "COPY": lambda n: copy(b"x" * n),
    "NUMBERS": lambda n: copy(b"7 " * n),
    "UNKNOWN": lambda n: "" if "more are not" not in (found := file(each(n, "s#: 1", "\n"))) and found.count("\n") == n - 1 else found,
    "TOLD": lambda n: "" if "more mistake" not in (found := file(f"claims: {{{each(n, 'A#: {title: A, value: 5 kg}')}}}")) else found,
    "FAULTS": lambda n: "" if (found := file("claims: {" + each(n, "a#: &x 1") + "}\n")).count("is an anchor") == n else found,
}  # fmt: skip


@pytest.mark.parametrize("name", REACHED)
def test_limit__is_reached_and_not_passed(name: str) -> None:
    limit, said = getattr(limits, name.split(" ")[0]), REACHED[name]
    assert said(limit.most) == ""
    assert said(limit.most + 1) != ""


@pytest.mark.parametrize("n", [0, 1, 2])
def test_list__of_a_value_in_long_form_has_two_at_least(n: int) -> None:
    quantiles = parse(f"{{quantiles: {{{each(n, '3#%: 1#')}}}}}", STANDARD)
    assert isinstance(quantiles, Problem) == (n < 2)
