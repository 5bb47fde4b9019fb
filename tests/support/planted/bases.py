"""A base as its files say it: every scalar a text, and a file written back with one record changed."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

Data = dict[str, Any]
NUMBER = re.compile(r"(?<![\w.,])[$€£]?(\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)(?![\d,]*\d)")


class Written(yaml.CSafeDumper):
    """Writes scalars plain wherever a text may stand plain, and what occurs twice twice."""

    yaml_implicit_resolvers: Mapping[str, object] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(data: Data, width: int = 100_000, *, flow: bool = False) -> str:
    """Data as a file, in block style unless it shall be in flow style."""
    return yaml.dump(
        data, Dumper=Written, sort_keys=False, allow_unicode=True, width=width, default_flow_style=flow
    )


@dataclass(frozen=True, eq=False)
class Files:
    """The YAML files of a base, by path, and copies of its sources by their names."""

    name: str
    texts: Mapping[str, str]
    copies: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def data(self) -> Mapping[str, Data]:
        """What each file holds, every scalar as a text; not to be changed."""
        return {path: _read(text) for path, text in self.texts.items()}

    @cached_property
    def home(self) -> Mapping[str, str]:
        """The file of each record, by section and id (`claims:power`)."""
        return {
            f"{section}:{id}": path
            for path, data in self.data.items()
            for section, records in data.items()
            if section != "topic" and isinstance(records, dict)
            for id in records
        }

    def section(self, name: str) -> dict[str, Data]:
        """All records of a section, by id."""
        found: dict[str, Data] = {}
        for data in self.data.values():
            found |= data.get(name) or {}
        return found

    @cached_property
    def claims(self) -> dict[str, Data]:
        return self.section("claims")

    @cached_property
    def quantities(self) -> dict[str, Data]:
        return self.section("quantities")

    @cached_property
    def choices(self) -> dict[str, Data]:
        return self.section("choices")

    @cached_property
    def checks(self) -> dict[str, Data]:
        return self.section("checks")

    @cached_property
    def sources(self) -> dict[str, Data]:
        return self.section("sources")

    def changed(self, id: str, section: str = "claims", /, **fields: Any) -> dict[str, str]:
        """The one file that differs when these fields of a record are set, or taken out where they are None."""
        path = self.home[f"{section}:{id}"]
        data = copy.deepcopy(self.data[path])
        record = data[section][id]
        for name, value in fields.items():
            if value is None:
                record.pop(name, None)
            else:
                record[name] = value
        return {path: written(data)}

    def added(self, beside: str, records: Mapping[str, Data]) -> dict[str, str]:
        """The one file that differs when claims are added to the file of another one."""
        path = self.home[f"claims:{beside}"]
        data = copy.deepcopy(self.data[path])
        data["claims"] |= records
        return {path: written(data)}

    @cached_property
    def terms(self) -> dict[str, Data]:
        return self.section("terms")

    # --- what hangs on what

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Old ids to those that took their place."""
        return {
            alias: id
            for section in (self.claims, self.quantities, self.choices)
            for id, record in section.items()
            for alias in record.get("aliases", ())
        }

    def names(self, record: Data) -> list[str]:
        """The ids that a record has as inputs or options."""
        options = record.get("options") or {}
        given = [*(record.get("inputs") or {}).values(), *(o for o in options.values() if isinstance(o, str))]
        known = (self.aliases.get(each, each) for each in given)
        return [id for id in known if id in self.claims or id in self.quantities or id in self.choices]

    @cached_property
    def users(self) -> Mapping[str, list[str]]:
        """What directly rests on each record: claims, checks, choices; a quantity on its claims; a choice on a check."""
        found: dict[str, list[str]] = {}
        for section in (self.claims, self.checks, self.choices):
            for id, record in section.items():
                for name in self.names(record):
                    found.setdefault(name, []).append(id)
                for other in (*record.get("moves_with", ()), *record.get("moves_against", ())):
                    found.setdefault(id, []).append(other)
                if record.get("of"):
                    found.setdefault(id, []).append(record["of"])
        return found

    def downstream(self, start: set[str]) -> set[str]:
        """The records and everything that rests on them, along the choices that their checks decide."""
        found, todo = set(), list(start)
        while todo:
            id = todo.pop()
            if id in found:
                continue
            found.add(id)
            todo += self.users.get(id, ())
            if id in self.checks:
                todo += [each for each in self.upstream(id) if each in self.choices]
        return found

    def upstream(self, id: str) -> set[str]:
        """What a record rests on."""
        members: dict[str, list[str]] = {}
        for claim, record in self.claims.items():
            if record.get("of"):
                members.setdefault(record["of"], []).append(claim)
        found, todo = set(), [id]
        while todo:
            each = todo.pop()
            record = self.checks.get(each) or self.claims.get(each) or self.choices.get(each) or {}
            fresh = {*self.names(record), *members.get(each, ())} - found
            found |= fresh
            todo += fresh
        return found

    # --- what its records say

    def excerpts(self, id: str) -> list[str]:
        """The words that a claim quotes in its support."""
        return [
            cite["excerpt"]
            for cite in self.claims[id].get("cites", ())
            if isinstance(cite, dict) and "excerpt" in cite and cite.get("stance", "supports") == "supports"
        ]

    def read_in(self, cite: Any) -> str:
        """The document that a citation was read in."""
        return cite if isinstance(cite, str) else cite.get("via") or cite.get("source", "")

    def issued(self, cite: Any) -> str:
        """When the document appeared in which a citation was read, or nothing."""
        return self.sources.get(self.read_in(cite), {}).get("issued", "")

    def source_of(self, id: str) -> Data:
        """A citation of the document that a claim cites first; empty if it cites none."""
        cites = self.claims[id].get("cites") or [{}]
        first = {"source": cites[0]} if isinstance(cites[0], str) else cites[0]
        return {key: each for key, each in first.items() if key in ("source", "via")}

    def beside(self, id: str) -> list[str]:
        """The other claims of a claim's file."""
        return [each for each in self.data[self.home[f"claims:{id}"]]["claims"] if each != id]

    def rivals(self, id: str) -> list[str]:
        """The other claims in use of a claim's quantity."""
        of = self.claims[id].get("of")
        found = [other for other, each in self.claims.items() if of and other != id and each.get("of") == of]
        return [each for each in found if self.claims[each].get("status") in (None, "current")]


def read(name: str, root: Path) -> Files:
    """The YAML files under `claims/` and `sources/` of a folder, and the texts under `copies/`."""
    paths = [path for folder in ("claims", "sources") for path in sorted((root / folder).rglob("*.yaml"))]
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
    return Files(
        name, texts, {path.name: path.read_text("utf-8") for path in (root / "copies").glob("*.txt")}
    )


@lru_cache(maxsize=256)
def _read(text: str) -> Data:
    data: Data = yaml.load(text, Loader=yaml.CBaseLoader) or {}
    return data


def rank(*words: str) -> str:
    """A place in an order that only depends on the words, so that what is added to a base moves nothing else."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()
