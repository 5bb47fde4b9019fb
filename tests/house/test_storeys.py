"""The house as it stands: what ARCHITECTURE.md says of each module is what the module says, and imports go down."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from places import ENGINE

PACKAGE = ENGINE / "whence"
ROW = re.compile(r"^\| `([\w.]+)` \| (.+?) \|$", re.MULTILINE)
# Each outside library, and the one place that may know it. numpy is the exception: arrays are handed about.
HOMES = {
    "click": {"cli"},
    "jinja2": {"render"},
    "networkx": {"ordering"},
    "nh3": {"render"},
    "markdown_it": {"render"},
    "pydantic": {"validation"},
    "pydantic_core": {"validation"},
    "watchfiles": {"server"},
    "yaml": {"compose"},
}
NUMBERS = {"numpy"}
# What costs more than the rest of a start together; a module that the command line always loads may not import it.
HEAVY = {"jinja2", "networkx", "numpy", "pydantic", "markdown_it", "nh3", "watchfiles", "yaml"}


def modules() -> dict[str, Path]:
    """Every module by its name in the table; the rules are one storey and stand as one row."""
    paths = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")
    }
    return {
        name.removesuffix(".__init__"): path for name, path in sorted(paths.items()) if name != "__init__"
    }


def room(name: str) -> str:
    """The row a module belongs to."""
    return "rules" if name.startswith("rules.") else name


def sentence(path: Path) -> str:
    """The first line of a module: one sentence of what it is for."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def imports(path: Path) -> list[tuple[str, int, bool]]:
    """What a module imports, from anywhere in it: the full name, the line, and whether at the top."""
    found: list[tuple[str, int, bool]] = []
    tree = ast.parse(path.read_text("utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(each.name, node.lineno, id(node) in top) for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(f"{node.module}.{each.name}", node.lineno, id(node) in top) for each in node.names]
    return found


def rows() -> dict[str, str]:
    return dict(ROW.findall((ENGINE / "ARCHITECTURE.md").read_text("utf-8")))


def test_architecture__says_of_each_module_what_the_module_says() -> None:
    wanted = {room(name): sentence(path) for name, path in modules().items() if name == room(name)}
    table = rows()
    missing = [f"| `{name}` | {text} |" for name, text in wanted.items() if table.get(name) != text]
    assert not missing, "engine/ARCHITECTURE.md lacks these rows:\n" + "\n".join(missing)
    assert not set(table) - set(wanted), "engine/ARCHITECTURE.md names modules that are not there"


@pytest.mark.parametrize("name", sorted({room(each) for each in modules()}))
def test_architecture__a_module_imports_only_from_below(name: str) -> None:
    order = list(rows())
    below = set(order[order.index(name) + 1 :])
    known = modules()
    wrong = []
    for each, path in known.items():
        if room(each) != name:
            continue
        for full, line, _ in imports(path):
            if not full.startswith("whence."):
                continue
            target = full.removeprefix("whence.")
            target = target if target in known else target.rpartition(".")[0]
            if target and room(target) not in below and not (name == "rules" and room(target) == "rules"):
                wrong.append(f"{path.relative_to(ENGINE)}:{line} imports {target}")
    assert not wrong, "\n".join(wrong)


def test_architecture__each_library_is_known_in_one_place() -> None:
    wrong = []
    for name, path in modules().items():
        for full, line, _ in imports(path):
            library = full.split(".")[0]
            if library == "whence" or library in sys.stdlib_module_names or library in NUMBERS:
                continue
            home = HOMES.get(library)
            if home is None or not {name, name.split(".")[0]} & home:
                wrong.append(f"{path.relative_to(ENGINE)}:{line} imports {library}")
    assert not wrong, "\n".join(wrong)


def test_architecture__what_every_command_loads_is_light() -> None:
    for name in (
        "cli",
        "cli.common",
        "cli.judge",
        "cli.look",
        "cli.news",
        "cli.start",
        "store",
        "diagnostics",
    ):
        heavy = [full for full, _, top in imports(modules()[name]) if top and full.split(".")[0] in HEAVY]
        assert not heavy, f"{name} imports {heavy} before it is known to be needed"
