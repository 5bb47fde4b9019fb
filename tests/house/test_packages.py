"""Packages: what is required is used, what is used is required, and what is installed is locked."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house import KNOWN
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
# Comes with pydantic, of the version that pydantic asks for.
IMPLIED = {"pydantic-core"}
PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)$")


def required(*extras: str) -> dict[str, Requirement]:
    """What pyproject.toml asks for, by name."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in EXTRAS[extra])]
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


def locked(name: str) -> dict[str, list[str]]:
    """The versions in a lock, by name; every line of it is a version with hashes, for some markers or for all."""
    text = (ROOT / "locks" / name).read_text("utf-8").replace("\\\n    ", "")
    pins: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            hit = PIN.match(line)
            assert hit, f"locks/{name} has a line that is no version with hashes: {line[:80]}"
            pins.setdefault(canonicalize_name(hit[1]), []).append(hit[2])
    return pins


def imported() -> set[str]:
    """The distributions that the engine imports from, by name."""
    names = set()
    for path in KNOWN.values():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(node.module or "")
    providers = packages_distributions()
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"whence", ""}
    # Two distributions share the name `ruamel`.
    return {canonicalize_name("ruamel.yaml" if top == "ruamel" else providers[top][0]) for top in tops}


def test_requirements__are_what_the_engine_imports() -> None:
    assert imported() - IMPLIED == required("dask", "serve", "exchange", "query", "lsp").keys()


def test_requirements__each_has_a_lower_bound() -> None:
    everything = required(*EXTRAS).values()
    assert [str(each) for each in everything if ">=" not in str(each.specifier)] == []


@pytest.mark.parametrize(("name", "extras"), [("site.txt", ("build",)), ("test.txt", tuple(EXTRAS))])
def test_lock__holds_all_that_is_asked_for_within_its_bounds(name: str, extras: tuple[str, ...]) -> None:
    pins = locked(name)
    for wanted, requirement in required(*extras).items():
        assert pins.get(wanted), f"locks/{name} lacks {wanted}: run `make lock`"
        for version in pins[wanted]:
            assert requirement.specifier.contains(version), (
                f"locks/{name} has {wanted} {version}: {requirement}"
            )


def test_lock__that_of_the_site_is_part_of_that_of_the_tests() -> None:
    tests = locked("test.txt")
    assert {name: tests.get(name) for name in locked("site.txt")} == locked("site.txt")


def test_lock__names_no_place_to_fetch_from() -> None:
    for path in (ROOT / "locks").iterdir():
        assert not re.search(r"://|^-|index", path.read_text("utf-8"), re.MULTILINE), path
