"""How much of everything there may be: the one table of limits, which readers go by and the manual shows."""

from __future__ import annotations


class Limit:
    """The most that something may have, in a unit, and what to do about more."""

    __slots__ = ("most", "unit", "way_out", "what")

    def __init__(self, what: str, most: int, unit: str, way_out: str = "") -> None:
        self.what = what
        self.most = most
        self.unit = unit
        self.way_out = way_out

    def over(self, size: int | None = None) -> str:
        """What a message says of more: what there is, if that is known, and what there may be."""
        has = f"{size:,} {self.unit}; " if size is not None else ""
        return f"{has}{self.what} may have {self.most:,} {self.unit}"


_SPLIT = "split it into several"

# Files and folders.
FILE = Limit("a file of a base", 2_000_000, "bytes", _SPLIT)
FILES = Limit("a base", 200_000, "files", "split the base")
BASE = Limit("a base", 200_000_000, "bytes in all", "split the base")
FOLDERS = Limit("folders in each other under `claims/` or `sources/`", 32, "levels", "move the files up")
ENTRIES = Limit("a folder", 1_000_000, "entries", "split the folder")
FILE_NAME = Limit("the name of a file or folder", 200, "bytes", "rename it")
SETTINGS = Limit("the file of settings", 500_000, "bytes", "move the settings to a `whence.toml`")
STYLE = Limit("a style sheet of a base", 200_000, "bytes", "make it shorter")
SNAPSHOT = Limit("the copy of a source", 200_000_000, "bytes", "keep a smaller copy")
NEWS = Limit("a news item", 2_000_000, "bytes", "apply it in several")
JOURNAL = Limit("the journal of an edit", 1_000_000, "bytes")
MARKER = Limit("the list of the files of a site", 100_000_000, "bytes", "build into a new folder")
SITE = Limit("a site", 400_000, "files", "split the base")
ANSWER = Limit("an answer that is kept", 32_000_000, "bytes")
WORKBOOK = Limit("a spreadsheet that is brought in", 20_000_000, "bytes", _SPLIT)
UNPACKED = Limit("a spreadsheet that is brought in", 200_000_000, "bytes when it is unpacked", _SPLIT)
CELLS = Limit("a spreadsheet that is brought in", 200_000, "cells that are not empty", _SPLIT)
SHEETS = Limit("a spreadsheet that is brought in", 1_000, "sheets", _SPLIT)
PLACES = Limit(
    "a spreadsheet that is brought in", 4_000_000, "places, those between its cells included", _SPLIT
)
RANGES = Limit("a spreadsheet that is brought in", 100_000, "cells in the ranges of its formulas", _SPLIT)
BROUGHT = Limit("a file that is brought in", 20_000_000, "bytes", _SPLIT)

# YAML.
DEPTH = Limit(
    "a file, from the outermost mapping to the innermost value,", 32, "levels", "write less in each other"
)
NODES = Limit("a file", 1_000_000, "keys, lists and values", _SPLIT)
SCALAR = Limit("one text", 256_000, "characters", "make it shorter")

# Records.
NAME = Limit("an id or a name", 96, "characters", "make it shorter")
TITLE = Limit("a title", 300, "characters", "say the rest in `note`")
TAGS = Limit("a record", 50, "tags", "leave the least useful away")
INPUTS = Limit("a formula", 500, "inputs", "compute it in steps")
RIVALS = Limit(
    "a quantity",
    250,
    "claims that are compared with each other",
    "say `over: time`, and with `as_of` of which time each speaks, or make several quantities of it",
)
ADDRESS = Limit("an address", 2_000, "characters", "leave out what it does without")

# Values, units and formulas.
VALUE = Limit("a value on one line", 400, "characters", "say the rest in `note`")
LONG_VALUE = Limit("a value in long form", 20_000, "characters", "use fewer quantiles or alternatives")
ALTERNATIVES = Limit("a value in long form", 200, "quantiles or alternatives", "use fewer")
DIGITS = Limit("a number", 17, "significant digits", "round it")
UNIT = Limit("a unit", 200, "characters", "define a shorter one under `units`")
FACTORS = Limit("a unit", 40, "factors", "define a shorter one under `units`")
EXPONENT = Limit("a power of a unit", 9, "as its exponent, up or down")
FORMULA = Limit("a formula", 2_000, "characters", "compute it in steps")
TERMS = Limit("a formula", 500, "numbers, names, operators and functions", "compute it in steps")
BRACKETS = Limit("a formula", 32, "levels", "compute it in steps")

# Computing. A setting beyond its limit is brought back to it, with a warning.
SAMPLES = Limit("`samples` of the settings", 1_000_000, "draws", "fewer are used")
CONTEXTS = Limit("`max_contexts` of the settings", 100_000, "combinations", "fewer are used")
SEED = Limit("`seed` of the settings", 2**63 - 1, "as its value", "write a smaller number")
# numpy holds 64 axes; one is for the draws, and a stack of several estimates takes another.
AXES = Limit("one number", 32, "choices on which it depends", "leave some of them out of it")

# Texts beside the base, and what is told.
COPY = Limit("the copy of a source, to be looked through,", 2_000_000, "bytes", "cut it to its text")
NUMBERS = Limit(
    "the copy of a source, to be looked through,", 20_000, "numbers", "that is a table of data, and no text"
)
GIT = Limit("what Git keeps of a base", 400_000_000, "bytes", "split the base")
TOLD = Limit("one file", 200, "mistakes that are told", "mend the first ones")
FAULTS = Limit("the YAML of one file", 100, "mistakes that are told", "mend the first ones")
UNKNOWN = Limit("one mapping", 20, "unknown fields that are told one by one", "the rest is counted")
ALIKE = Limit(
    "one reason for which files are not read", 10, "files that are told one by one", "the rest is counted"
)
FORM = Limit("a form of `whence serve --edit`", 2_000_000, "bytes", "make the edit in its file")
_LESS = "add a LIMIT, or ask for less"
QUERY_ROWS = Limit("the answer to a query", 100_000, "rows", _LESS)
QUERY_SIZE = Limit("the answer to a query", 50_000_000, "characters", _LESS)
QUERY_TIME = Limit("a query", 60, "seconds", _LESS)
QUERY_MEMORY = Limit("a query", 1_000_000_000, "bytes of memory", _LESS)
REQUEST = Limit("the address of a request to `whence serve`", 4_096, "characters")

EVERY: tuple[tuple[str, tuple[Limit, ...]], ...] = (
    ("Files", (FILE, FILES, BASE, FOLDERS, ENTRIES, FILE_NAME, SETTINGS, STYLE, SNAPSHOT, NEWS, JOURNAL, MARKER, SITE, ANSWER)),
    ("What is brought in", (BROUGHT, WORKBOOK, UNPACKED, CELLS, SHEETS, PLACES, RANGES)),
    ("YAML", (DEPTH, NODES, SCALAR)),
    ("Records", (NAME, TITLE, TAGS, INPUTS, RIVALS, ADDRESS)),
    ("Values, units and formulas", (VALUE, LONG_VALUE, ALTERNATIVES, DIGITS, UNIT, FACTORS, EXPONENT, FORMULA, TERMS, BRACKETS)),
    ("Computing", (SAMPLES, CONTEXTS, SEED, AXES)),
    ("Copies, Git and messages", (COPY, NUMBERS, GIT, TOLD, FAULTS, UNKNOWN, ALIKE, REQUEST, FORM)),
    ("Queries", (QUERY_ROWS, QUERY_SIZE, QUERY_TIME, QUERY_MEMORY)),
)  # fmt: skip
