"""Who opens, writes and starts: files that may come from anybody go through one door, and nothing that is read can run."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from house import KNOWN

# What reads, writes, moves or takes away files, by its last name.
FILES = frozenset(
    {"open", "open_file", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "replace",
     "rmdir", "rmtree", "touch", "symlink_to", "hardlink_to", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "copyfile",
     "copytree", "chmod", "fchmod", "truncate", "mknod", "mkfifo", "removedirs", "renames", "symlink"}
)  # fmt: skip
# Lists and records have these too.
FILES_OF_THE_SYSTEM = frozenset({"remove", "link", "move"})
# Libraries that start programs, or whose data can run when it is read.
STARTING = frozenset({"subprocess", "pty", "multiprocessing", "socket", "urllib.request", "webbrowser"})
RUNNING = frozenset(
    {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "code", "codeop", "runpy"}
)

# Who may, and why: the two doors, and what reads the files of the installation itself.
DOORS = {
    "disk.folders": "the one door to files that may come from anybody, and to those that the command line names",
    "disk.atomic": "the one writer",
    "publish.render": "the templates and assets of the installation, or of a folder that the command line names",
    "publish.server": "the script of the installation that reloads a page",
    "judge.rules.wording.pages": "the text of our own rules",
    "python.widgets": "the script of the installation that a notebook runs",
    "cli.start": "the starter of the installation",
    "cli.screen": "the end of output that nobody reads",
}
# Who may ask the system for what Python has no call for.
ASKING = frozenset({"disk.swaps"})
STARTERS = {
    "disk.repository": "Git, asked for objects",
    "evaluate.workers": "this same program, for a part of the work",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """What is called in a module: the last name, what it is a name of, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A text is replaced by another with two arguments, a path with one.
            name = "text" if node.func.attr == "replace" and len(node.args) > 1 else node.func.attr
            yield name, ast.unparse(node.func.value), node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, "", node.lineno


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno


def touches(name: str, of: str) -> bool:
    """Whether a call touches a file, and not one of the doors, a draft of an edit, or a record."""
    if name in FILES_OF_THE_SYSTEM:
        return of in ("os", "shutil")
    return name in FILES and of not in ("atomic", "folders", "it", "edits") and bool(of or name == "open")


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_engine__files_are_opened_and_written_at_the_doors_alone(name: str) -> None:
    tree = ast.parse(KNOWN[name].read_text("utf-8"))
    found = [f"{KNOWN[name]}:{line}: {of}.{call}" for call, of, line in calls(tree) if touches(call, of)]
    assert name in DOORS or not found, "\n".join(found)
    assert found or name not in DOORS, f"{name} needs no door any more"


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_engine__nothing_that_is_read_can_run(name: str) -> None:
    tree = ast.parse(KNOWN[name].read_text("utf-8"))
    assert not [each for each in imported(tree) if each[0].partition(".")[0] in RUNNING]
    own = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    bare = {call for call, of, _ in calls(tree) if not of or of == "builtins"} - own
    assert not sorted(bare & {"eval", "exec", "compile", "__import__", "input", "breakpoint"})
    named = {call for call, _, _ in calls(tree)}
    assert not named & {
        "from_string",
        "system",
        "popen",
        "spawnl",
        "execv",
        "startfile",
        "unsafe_load",
        "full_load",
    }
    loads = [
        (of, line)
        for call, of, line in calls(tree)
        if call in ("load", "loads") and of not in ("json", "tomllib", "store", "rispy")
    ]
    assert not loads


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_engine__no_error_of_the_system_is_taken_for_nothing_there(name: str) -> None:
    """`os.path.exists` says no, and `iter_modules` and `rglob` give fewer, where the system would not say."""
    found = calls(ast.parse(KNOWN[name].read_text("utf-8")))
    swallow = {"exists", "lexists", "isdir", "isfile", "islink"}
    wrong = [
        (of, call)
        for call, of, _ in found
        if (of == "os.path" and call in swallow) or call in ("iter_modules", "glob", "rglob")
    ]
    assert not wrong


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_engine__programs_are_started_in_one_place(name: str) -> None:
    found = [each for each in imported(ast.parse(KNOWN[name].read_text("utf-8"))) if each[0] in STARTING]
    assert bool(found) == (name in STARTERS), found


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_engine__the_systems_own_library_is_called_in_one_place(name: str) -> None:
    found = [
        each for each in imported(ast.parse(KNOWN[name].read_text("utf-8"))) if each[0] in ("ctypes", "cffi")
    ]
    assert bool(found) == (name in ASKING), found
