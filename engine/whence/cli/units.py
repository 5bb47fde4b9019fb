"""`units`: which units there are, and what each means."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli import common

if TYPE_CHECKING:
    from whence.language.units.glossary import Named


@click.command()
@click.argument("word", required=False)
@common.FORMAT
@click.pass_context
def units(ctx: click.Context, word: str | None, form: str) -> None:
    """List the units with their meanings, or those that a WORD names or speaks of.

    In a base, its own units come first.
    """
    from whence.language.units import glossary
    from whence.language.units.table import REFUSED

    known = (*_own(Path(ctx.obj["base"])), *glossary.standard())
    found = known if word is None else () if word in REFUSED else glossary.matching(word, known)
    if not found:
        raise click.UsageError(_none(word or "", known))
    if form == "json":
        common.write_json({"units": [_record(each) for each in found]})
        return
    click.echo(_listed(found), nl=False)


def _own(folder: Path) -> Iterable[Named]:
    """The units of the base that the command line names, if there is one."""
    from whence.disk import store
    from whence.files import reader
    from whence.language.problems import Refused, visible
    from whence.language.units.glossary import Named

    try:
        records = reader.read(store.read(store.find(folder)).files).units
    except Refused:
        return
    for name, record in sorted(records.items()):
        others = (record.plural,) if record.plural not in ("", name) else ()
        yield Named(visible(name), visible(record.title), visible(record.equals), tuple(map(visible, others)))


def _none(word: str, known: Iterable[Named]) -> str:
    """What to say of a word that names no unit."""
    from whence.language.problems import listing
    from whence.language.units import glossary
    from whence.language.units.table import REFUSED

    if word in REFUSED:
        why, how = REFUSED[word]
        return f'"{word}" {why}; {how}'
    near = [f"`{each}`" for each in glossary.nearest(word, known)]
    hint = (
        f"the nearest are {listing(near)}" if len(near) > 1 else f"the nearest is {near[0]}" if near else ""
    )
    return f"no unit is called `{word}`; {f'{hint}; ' if hint else ''}`whence units` lists them all"


def _record(unit: Named) -> dict[str, object]:
    return {
        "name": unit.name,
        "meaning": unit.meaning,
        "definition": unit.definition or None,
        "aliases": list(unit.aliases),
        "prefixes": list(unit.prefixes),
    }


def _listed(found: Iterable[Named]) -> str:
    """One line a unit: its name, what it measures, what it equals, how else it is spelt."""
    rows = [(each.name, each.meaning, each.definition, _else(each)) for each in found]
    first, second, third = (min(34, max(len(row[n]) for row in rows)) for n in range(3))
    lines = (f"{a:<{first}}  {b:<{second}}  {c:<{third}}  {d}".rstrip() for a, b, c, d in rows)
    return "\n".join(lines) + "\n"


def _else(unit: Named) -> str:
    also = [f"also {', '.join(unit.aliases)}"] if unit.aliases else []
    return "; ".join([*also, *([f"prefixes {' '.join(unit.prefixes)}"] if unit.prefixes else [])])
