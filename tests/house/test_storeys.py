"""The house as it stands: imports go down, other folders are entered by their doors, and ARCHITECTURE says what is so."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from house import KNOWN, PACKAGE
from places import ENGINE, ROOT

STOREY = re.compile(r"^\| `([\w/]+)` \| (.+?) \|$", re.MULTILINE)
DOORS = re.compile(r"Open to other folders: (.+?)\.$", re.DOTALL | re.MULTILINE)
# What ARCHITECTURE names: a file by its path, or a module by its folders with what is in it behind a dot.
NAMED = re.compile(r"`([a-z]+(?:/\w+)+(?:\.\w+)?)`")
# Each outside library, and the one place that may know it.
HOMES = {
    "bibtexparser": {"exchange.references"},
    "click": {"cli"},
    "distributed": {"evaluate.engines"},
    "duckdb": {"exchange.database"},
    "jinja2": {"publish.render"},
    "lsprotocol": {"editor.server"},
    "markdown_it": {"publish.render"},
    "nh3": {"publish.render"},
    "numpy": {"cli.bench", "evaluate.arrays"},
    "openpyxl": {"exchange"},
    "pandas": {"python.frames"},
    "polars": {"python.frames"},
    "pyarrow": {"exchange.columnar", "python.frames"},
    "pydantic": {"files.validation"},
    "pydantic_core": {"files.validation"},
    "pygls": {"editor.server"},
    "rjsmin": {"publish.slim"},
    "rispy": {"exchange.tagged"},
    "ruamel": {"files.second"},
    "watchfiles": {"publish.watching"},
    "yaml": {"files.yaml"},
}
# What costs more than the rest of a start together: nothing of it is loaded before it is known to be needed.
HEAVY = (
    "distributed",
    "jinja2",
    "lsprotocol",
    "markdown_it",
    "nh3",
    "numpy",
    "pydantic",
    "pygls",
    "ruamel",
    "watchfiles",
    "yaml",
)

# The folders whose `__init__` is a list of what is in them, which needs arrays.
HEAVIER = ("whence.publish.pages", "whence.publish.charts", "whence.judge.rules")


def folder(name: str) -> str:
    """The folder a module lies in; a folder's `__init__` lies in the folder."""
    return name if KNOWN[name].name == "__init__.py" and name != "__init__" else name.rpartition(".")[0]


def storey(name: str) -> str:
    """The first folder of a module's name."""
    return name.partition(".")[0]


def sentence(path: Path) -> str:
    """The first line of a module: one sentence of what it is for."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """What a module imports, from anywhere in it: the module, the name (or nothing) and the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((each.name, "", node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides which storey is meant"
            yield from ((node.module or "", each.name, node.lineno) for each in node.names)
        elif isinstance(node, ast.Call) and re.fullmatch(
            r"__import__|(\w+\.)?import_module", ast.unparse(node.func)
        ):
            yield from (
                (str(each.value), "", node.lineno) for each in node.args if isinstance(each, ast.Constant)
            )


def ours(path: Path) -> Iterator[tuple[str, str, int]]:
    """The imports of our own modules: the module, the name in it (nothing for the module itself) and the line."""
    for module, name, line in imports(path):
        if module.partition(".")[0] != "whence":
            continue
        base = module.removeprefix("whence").removeprefix(".")
        whole = f"{base}.{name}".strip(".")
        if whole in KNOWN:
            yield whole, "", line
        elif base:
            yield base, name, line


def doors(name: str) -> set[str]:
    """The modules that the docstring of a folder opens to other folders."""
    text = (
        ast.get_docstring(ast.parse((PACKAGE / name.replace(".", "/") / "__init__.py").read_text("utf-8")))
        or ""
    )
    found = DOORS.search(text)
    return set(re.findall(r"`(\w+)`", found[1])) if found else set()


def storeys() -> dict[str, str]:
    """The storeys that ARCHITECTURE lists, top first, each with its sentence."""
    return dict(STOREY.findall((ENGINE / "ARCHITECTURE.md").read_text("utf-8")))


def test_architecture__says_of_each_folder_what_the_folder_says() -> None:
    folders = {folder(name) for name in KNOWN} - {""}
    wanted = {
        name.replace(".", "/"): sentence(PACKAGE / name.replace(".", "/") / "__init__.py") for name in folders
    }
    table = storeys()
    missing = [f"| `{name}` | {text} |" for name, text in sorted(wanted.items()) if table.get(name) != text]
    assert not missing, "engine/ARCHITECTURE.md lacks these rows:\n" + "\n".join(missing)
    assert not set(table) - set(wanted), "engine/ARCHITECTURE.md names folders that are not there"


def test_architecture__nothing_stands_beside_the_folders() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} <= {"__init__", "__main__"}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_architecture__a_module_imports_from_its_own_storey_or_one_below(name: str) -> None:
    order = [each for each in storeys() if "/" not in each]
    wrong = [
        f"{KNOWN[name].relative_to(ENGINE)}:{line} imports {target}"
        for target, _, line in ours(KNOWN[name])
        if "." in name and order.index(storey(target)) < order.index(storey(name))
    ]
    assert not wrong, "\n".join(wrong)


def test_architecture__no_modules_and_no_sister_folders_import_in_a_circle() -> None:
    rooms: nx.DiGraph[str] = nx.DiGraph()
    sisters: nx.DiGraph[str] = nx.DiGraph()
    for name, path in KNOWN.items():
        for target, _, _ in ours(path):
            rooms.add_edge(name, target)
            if (
                folder(name) != folder(target)
                and folder(name).rpartition(".")[0] == folder(target).rpartition(".")[0]
            ):
                sisters.add_edge(folder(name), folder(target))
    assert not list(nx.simple_cycles(rooms))
    assert not list(nx.simple_cycles(sisters))


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_architecture__another_folder_is_entered_by_its_doors(name: str) -> None:
    wrong = []
    for target, part, line in ours(KNOWN[name]):
        room, _, module = target.rpartition(".")
        if KNOWN[target].name == "__init__.py" and part:
            room, module = target, part  # a public name of the folder itself
            if not part.startswith("_"):
                continue
        if room and room != folder(name) and (part.startswith("_") or module not in doors(room)):
            wrong.append(
                f"{KNOWN[name].relative_to(ENGINE)}:{line} imports {target}, which {room} does not open"
            )
    assert not wrong, "\n".join(wrong)


def test_architecture__somebody_enters_by_every_door() -> None:
    entered = {
        target if KNOWN[target].name != "__init__.py" or not part else f"{target}.{part}"
        for name, path in KNOWN.items()
        for target, part, _ in ours(path)
        if folder(name) != folder(target)
    }
    # A folder is entered with whatever is in it.
    entered |= {each.rpartition(".")[0] for each in entered}
    every = {f"{name}.{door}" for name in {folder(each) for each in KNOWN} - {""} for door in doors(name)}
    assert sorted(every - entered) == []


def test_architecture__every_door_leads_somewhere() -> None:
    for name in {folder(each) for each in KNOWN} - {""}:
        assert doors(name) <= {
            each.rpartition(".")[2] for each in KNOWN if each.rpartition(".")[0] == name
        }, name


def test_architecture__each_library_is_known_in_one_place() -> None:
    wrong = []
    for name, path in KNOWN.items():
        for module, _, line in imports(path):
            library = module.partition(".")[0]
            if library == "whence" or library in sys.stdlib_module_names:
                continue
            if not any(name == home or name.startswith(f"{home}.") for home in HOMES.get(library, ())):
                wrong.append(f"{path.relative_to(ENGINE)}:{line} imports {library}")
    assert not wrong, "\n".join(wrong)


# What makes or changes a file, wherever it comes from.
WRITING = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "fdopen", "copyfile", "copytree"}


def writes(path: Path) -> Iterator[int]:
    """The lines of a module that make or change a file, as far as its calls show it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            mode = any(re.fullmatch("'[rbt]*[wax+][wax+bt]*'", ast.unparse(each)) for each in node.args)
            part = name.rpartition(".")[2]
            if part in WRITING or name in ("os.replace", "os.rename") or (part == "open" and mode):
                yield node.lineno


def test_architecture__one_module_writes_files() -> None:
    wrong = [
        f"{path.relative_to(ENGINE)}:{line} writes a file"
        for name, path in KNOWN.items()
        for line in writes(path)
        if name != "disk.atomic"
    ]
    assert wrong == []
    assert [*writes(KNOWN["disk.atomic"])]


def test_architecture__help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from whence.cli import main\n"
        "sys.argv = ['whence', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_architecture__entering_a_folder_loads_nothing_heavy() -> None:
    names = [f"whence.{name}" for name in KNOWN if KNOWN[name].name == "__init__.py" and name != "__init__"]
    light = [name for name in names if not name.startswith(HEAVIER)]
    script = f"import importlib, sys\nfor name in {light!r}: importlib.import_module(name)\n"
    script += f"print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", NAMED.findall((ENGINE / "ARCHITECTURE.md").read_text("utf-8")))
def test_architecture__what_it_names_is_there(name: str) -> None:
    if (ROOT / name).exists():
        return
    path, _, part = name.partition(".")
    module = path.replace("/", ".")
    assert module in KNOWN, f"there is no {module}"
    assert not part or re.search(
        rf"^(def|class) {part}\b|^{part}\b.* = ", KNOWN[module].read_text("utf-8"), re.M
    )


def test_architecture__one_exception_carries_a_problem() -> None:
    own = {
        f"{name}.{node.name}": [ast.unparse(each) for each in node.bases]
        for name, path in KNOWN.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Error|Exception|Refused)\b", ast.unparse(node).split(":")[0])
    }
    assert own.pop("language.refused.Refused") == ["Exception"]
    # no problem: a part of a base sends whoever asks to the whole
    assert own.pop("model.tables.Beyond") == ["Exception"]
    assert all(bases == ["Refused"] for bases in own.values()), own
