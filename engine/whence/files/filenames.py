"""Which files of a base are read, by their names, and why others that look like them are not."""

from __future__ import annotations

from whence.language.limits import FILE_NAME
from whence.language.limits import FOLDERS as LEVELS

# The folders of a base in which records lie, and the file beside them that an edit of several files leaves behind where
# it is interrupted.
FOLDERS = CLAIMS, SOURCES = "claims", "sources"
JOURNAL = ".whence.journal"
ENDINGS = (".yaml", ".yml")
SETTINGS = ("whence.toml", "pyproject.toml")
# What tells a folder that a build of ours wrote.
MARKER = ".whence-site"
# Folders that tools make beside the files of people: nothing in them is looked at, and nothing is said of them.
TOOLS = frozenset(
    (".git", ".hg", ".svn", ".venv", ".idea", ".vscode", ".ipynb_checkpoints", "node_modules", "__pycache__")
)


def like(path: str) -> bool:
    """Whether a name is that of a file of records, or looks like it."""
    return path.strip().lower().endswith(ENDINGS) and not path.rsplit("/", 1)[-1].startswith(".#")


def unread(path: str) -> str:
    """Why a file that looks like one of records is not read; nothing if it is."""
    if any(part.startswith(".") for part in path.split("/")):
        return "this is not read: its name, or that of a folder it lies in, begins with a dot"
    if not path.endswith(ENDINGS):
        return "this is not read: only names that end in `.yaml` or `.yml`, in small letters, are"
    return ""


def bad(path: str) -> str:
    """Why a path cannot be that of a file of a base; nothing if it can."""
    if path.isascii() and path.isprintable() and "\\" not in path:
        long = next((part for part in path.split("/") if len(part) > FILE_NAME.most), "")
        return FILE_NAME.over(len(long)) if long else ""
    from whence.language.problems import HIDDEN

    if any("\ud800" <= char <= "\udfff" for char in path):
        return "the name is not written in UTF-8"
    if HIDDEN.search(path):
        return "the name holds a character that cannot be seen"
    if "\\" in path:
        return "the name holds a `\\`, which parts folders on some systems"
    long = next((part for part in path.split("/") if len(part.encode()) > FILE_NAME.most), "")
    return FILE_NAME.over(len(long.encode())) if long else ""


def of_a_tool(path: str) -> bool:
    """Whether a path leads through a folder that tools make."""
    return not TOOLS.isdisjoint(path.split("/"))


def editable(path: str) -> bool:
    """Whether an edit can have a path as that of a file it writes: one that is read afterwards."""
    return (
        path.startswith(tuple(f"{folder}/" for folder in FOLDERS))
        and path.count("/") <= LEVELS.most
        and not (bad(path) or unread(path) or of_a_tool(path) or {"", ".", ".."} & set(path.split("/")))
    )
