"""What a shell offers while one types: ids, sources, options, rules, and what selectors begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from whence.files.records import Records


def complete_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of ids, from what the files say; nothing is computed for it."""
    return _offered(ctx, incomplete, _ids)


def complete_sources(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of the ids of sources."""
    return _offered(ctx, incomplete, lambda records: records.sources)


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of the codes of rules."""
    from whence.judge.rules.wording import pages

    return sorted(each for each in pages.severities() if each.startswith(incomplete))


def complete_selectors(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of ids, and of `tag:` and `source:` with what the base has of these."""
    method, colon, _ = incomplete.partition(":")
    if method == "source" and colon:
        return _offered(ctx, incomplete, lambda records: (f"source:{each}" for each in records.sources))
    if method == "tag" and colon:
        return _offered(ctx, incomplete, _tags)
    return _offered(ctx, incomplete, lambda records: [*_ids(records), "tag:", "source:"])


def complete_settings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of `ID=`, and behind it of the options of a choice."""
    id, equals, _ = incomplete.partition("=")
    if not equals:
        return [f"{each}=" for each in complete_ids(ctx, param, incomplete)]
    return _offered(ctx, incomplete, lambda records: (f"{id}={each}" for each in _options(records, id)))


def _offered(ctx: click.Context, begun: str, of: Callable[[Records], Iterable[str]]) -> list[str]:
    """Those of some words of the base that go on as somebody has begun."""
    from whence.disk import store
    from whence.files import reader

    try:
        start = Path(ctx.find_root().params.get("base") or ".")
        records = reader.read(store.yaml_of(store.read(store.find(start)).files))
        return sorted(each for each in of(records) if each.startswith(begun))
    except Exception:
        # Completion must never disturb a shell, whatever state the base is in.
        return []


def _ids(records: Records) -> Iterable[str]:
    """Every id that stands in the files of the base."""
    from whence.files.sections import SEARCHED

    return {id for section in SEARCHED for id in records.of(section.name)}


def _tags(records: Records) -> Iterable[str]:
    from whence.files.sections import having

    tags = {tag for name in having("tags") for each in records.of(name).values() for tag in each.tags}
    return (f"tag:{each}" for each in tags if not set(each) & set(' ,+"'))


def _options(records: Records, id: str) -> Iterable[str]:
    choice = records.choices[id]
    return records.terms[choice.term].senses if choice.term else choice.options
