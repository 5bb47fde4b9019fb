"""Records that are called otherwise now, and say so by an alias: the older edition as it would be with the new names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from whence.files.records import Records
from whence.files.sections import having
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.problems import Finding
from whence.model.linking import link

Names = Mapping[str, str]
NONE: Names = MappingProxyType({})


def renamed(old: Records, new: Records) -> Names:
    """The new id of each record that is gone under its own name and lives on under another that has it as an alias."""
    return {
        alias: id
        for section in having("aliases")
        if old.of(section) is not new.of(section)
        for id, record in new.of(section).items()
        for alias in record.aliases
        if id not in old.of(section) and alias in old.of(section) and alias not in new.of(section)
    }


def under(names: Names, old: Edition) -> Edition:
    """The older edition with its records under their new names, so that a name alone moves nothing."""
    records = old.base.records
    sections = {
        section: {names.get(id, id): _with_alias(id, names, each) for id, each in records.of(section).items()}
        for section in having("aliases")
    }
    home = {_home(name, names): file for name, file in records.home.items()}
    found = judge(
        link(records.having(sections, home=home), old.base.settings),
        today=old.today,
        memory=old.values.recalled(),
        snapshots=old.snapshots,
    )
    return replace(found, judged=lambda: (*_about_files(old, found), *found.findings))


def _about_files(old: Edition, found: Edition) -> list[Finding]:
    return [each for each in old.findings if not each.id and each not in found.findings]


def _with_alias(id: str, names: Names, record: Any) -> Any:
    return replace(record, aliases=(*record.aliases, id)) if id in names else record


def _home(name: str, names: Names) -> str:
    section, _, id = name.partition(":")
    return f"{section}:{names.get(id, id)}" if section in having("aliases") else name


def called(value: Any, names: Names) -> Any:
    """A field's value with every id that is nothing but an old name under the new one."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {names.get(key, key): called(each, names) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(called(each, names) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: called(getattr(value, each.name), names) for each in fields(value)}
        )
    return value
