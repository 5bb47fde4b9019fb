"""A base as an object: its records by id, what would move if, what moved since, what does not add up, and a table of all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.language.problems import Refused, did_you_mean

if TYPE_CHECKING:
    from whence.account.paths import Way
    from whence.judge.edition import Edition
    from whence.language.problems import Finding, Severity
    from whence.python.account import Account
    from whence.python.records import Claim, Source


def opened(path: str | os.PathLike[str], known_on: str = "") -> Base:
    """The base that a folder is, or lies in; see `whence.open`."""
    from whence.disk import clock, store

    day = _last_day(known_on) if known_on else ""
    if not Path(path).is_dir():
        raise Refused(f"there is no folder {path}")
    root = store.find(Path(path))
    return Base(store.load(store.read(root), today=day or clock.today(), known_on=day), root)


def _last_day(date: str) -> str:
    from whence.language.values.days import covered

    found = covered(date)
    if found is None:
        raise Refused(f"`{date}` is no date; write it as 2025-03-31, 2025-03, 2025-Q1 or 2025")
    return found.end


class Base:
    """A base, evaluated: `base["some-id"]` is a claim, quantity, choice or check of it; iterating gives all of these.

    It stands still: files that are edited afterwards are seen by `whence.open` again.
    """

    def __init__(self, edition: Edition, root: Path) -> None:
        self.edition, self.root = edition, root

    @property
    def title(self) -> str:
        """What the base is called."""
        return self.edition.base.settings.title

    def __getitem__(self, id: str) -> Claim:
        """A claim, quantity, choice or check by its id, or by one that it had before; `KeyError` names the nearest ones."""
        from whence.python.records import Claim

        name = self.edition.base.aliases.get(id, id)
        if name not in self:
            raise KeyError(
                "; ".join((f"no number in this base is called `{id}`", *did_you_mean(id, self._ids(), 3)))
            )
        return Claim(self.edition, name)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.edition.base.aliases.get(id, id) in self._ids()

    def __iter__(self) -> Iterator[Claim]:
        return (self[id] for id in self._ids())

    def __len__(self) -> int:
        return len(self._ids())

    def _ids(self) -> list[str]:
        from whence.account import answers

        records = self.edition.base.records
        return [*answers.listed(self.edition), *records.choices, *records.checks]

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source, by its id."""
        from whence.python.records import Source

        return {id: Source(self.edition, id) for id in self.edition.base.records.sources}

    def select(self, selector: str) -> list[Claim]:
        """The numbers and checks that a selector picks: `tag:energy`, `+some-id`, `source:report,kind:fact`."""
        from whence.account import selectors

        found = selectors.select(self.edition, [selector], self._changed)
        return [self[id] for id in found if id in self]

    def _changed(self, revision: str) -> Iterable[str]:
        from whence.disk import revisions

        return revisions.changed(self.root, revision, self.edition.base.records)

    def whatif(self, settings: Mapping[str, str]) -> Base:
        """The base as it would be: claims set to values, choices to options, sources to a status; no file is touched.

        A value is written as in a file, or `+10%`, `-10%` or `x2` of the point that the number has, as for `whence whatif`.
        """
        from whence.account import sweeps, whatif

        for id in settings:
            name = self.edition.base.aliases.get(id, id)
            if name not in self and name not in self.edition.base.records.sources:
                raise Refused(
                    "; ".join((f"nothing in this base is called `{id}`", *did_you_mean(id, self._ids(), 3)))
                )
        asked = [(id, sweeps.one(self.edition, id, text)) for id, text in settings.items()]
        found = whatif.suppose(self.edition, asked)
        if isinstance(found, str):
            raise Refused(found)
        return Base(found, self.root)

    def widget(self, id: str, inputs: Iterable[str] = ()) -> Any:
        """In a notebook, what a number would be: a slider for each input that matters most, or for those that are named.

        It is evaluated by the engine as `whatif` does; needs the extra `notebook`.
        """
        from whence.python import widgets

        return widgets.widget(self, id, inputs)

    def diff(self, old: Base | str = "HEAD") -> Account:
        """What moved from another base, or from a Git revision of this one, to this base, and because of what."""
        from whence.account import diff
        from whence.python.account import Account

        return Account(diff.account(old.edition if isinstance(old, Base) else self._at(old), self.edition))

    def _at(self, revision: str) -> Edition:
        """The edition of the base in a Git revision."""
        from whence.disk import revisions, store

        return store.load(revisions.texts(self.root, revision), today=self.edition.today)

    def check(self, least: Severity = "warning") -> list[Finding]:
        """What does not add up and is not accepted, as grave as asked for: `error`, `conflict`, `warning` or `note`."""
        order = ("error", "conflict", "warning", "note")
        if least not in order:
            raise Refused(f"`{least}` is no severity; there are {', '.join(order)}")
        wanted = order[: order.index(least) + 1]
        return [each for each in self.edition.findings if each.severity in wanted and not each.accepted]

    def path(self, a: str, b: str) -> Way | None:
        """The shortest way in which one of two records rests on the other; None where neither does."""
        from whence.account import paths

        for id in (a, b):
            if id not in self and id not in self.edition.base.records.sources:
                raise KeyError(f"nothing in this base is called `{id}`")
        return paths.way(self.edition, a, b)

    def query(self, sql: str) -> list[dict[str, Any]]:
        """The rows that a query gives, as `whence query` answers it: see there for the tables.

        It is asked in a process of its own, which has so much time and memory and no more; `Refused` where that is not enough.
        """
        from whence.exchange import database

        return database.apart(self.edition, sql).records()

    def to_frame(self, library: str = "", selector: str = "") -> Any:
        """Every number as a table: a frame of pandas, of polars, or a table of Arrow, the first of them that is installed.

        `library` (`pandas`, `polars` or `pyarrow`) asks for one of them; `selector` for some of the numbers.
        """
        from whence.python import frames

        return frames.frame(self.select(selector) if selector else list(self), library)

    def __repr__(self) -> str:
        return f"<Base {self.title!r}: {len(self)} numbers and checks, in {self.root}>"

    def _repr_html_(self) -> str:
        """The title, how much is in it, and its headlines, for a notebook."""
        from whence.python import cards

        records = self.edition.base.records
        rows = [f"{each.title}: {each.number}" for each in self if each.headline]
        counted = ((len(records.of(name)), name) for name in ("claims", "quantities", "sources"))
        return cards.card(self.title, ", ".join(f"{count} {name}" for count, name in counted), rows[:12])
