"""Which kind of file is brought in, by its name and by what is in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from whence.exchange import spreadsheets
from whence.exchange.brought import Brought
from whence.language.limits import BROUGHT
from whence.language.problems import Refused, brief

WORKBOOKS = (".xlsx", ".xlsm")
ENDINGS = WORKBOOKS


def bring(
    name: str, content: bytes, taken: Collection[str] = (), columns: Mapping[str, str] | None = None
) -> Brought:
    """The new files that a file of another kind makes; `Refused` says what is wrong with it as a whole.

    `taken` are the ids that the base has; `columns` says of a table which column is which field.
    """
    if len(content) > BROUGHT.most:
        raise Refused(BROUGHT.over(len(content)))
    ending = "." + name.rpartition(".")[2].casefold()
    if ending in WORKBOOKS:
        return spreadsheets.spreadsheet(content, name, taken)
    raise Refused(f"`{brief(name)}` ends in none of {', '.join(ENDINGS)}, so it is not known what it is")
