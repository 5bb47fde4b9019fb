"""A base while it is written: the files on disk with unsaved texts over them, and the last edition of it.

What a keystroke costs is counted in `work`: a text is read when it differs from the one before, and nothing else; the
edition is made anew when somebody asks for it and a text has changed, and takes over what the change does not touch.
"""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from whence.account.candidates import proposals
from whence.account.candidates.ground import Candidate
from whence.disk import folders, store
from whence.disk.store import Texts
from whence.editor.lines import UTF16, Lines
from whence.files import filenames, reader, yaml
from whence.files.records import FileRecords
from whence.files.yaml import Composed
from whence.judge.edition import Edition
from whence.language.limits import FILE
from whence.language.problems import Finding, Place, Refused


@dataclass
class Desk:
    """The base at `root`. `open` has the unsaved texts by their paths in the base, `refused` why others are not read."""

    root: Path
    today: str = ""
    encoding: str = UTF16
    open: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Finding] = field(default_factory=dict)
    work: Counter[str] = field(default_factory=Counter)
    _disk: Texts | None = None
    _found: Edition | None = None
    _of: Texts | None = None
    _whole: Edition | None = None
    _related: tuple[Edition, tuple[Candidate, ...]] | None = None
    _composed: dict[str, tuple[str, Composed | None]] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        """Whether a path is that of a file which the base reads, or would read once it is saved: no link, no other name."""
        if not filenames.editable(path):
            return False
        try:
            found = folders.status(self.root, path)
        except (OSError, Refused):
            return False
        return found is None or stat.S_ISREG(found.st_mode)

    def take(self, path: str, text: str) -> None:
        """An unsaved text, within the same limit as a file on disk."""
        self.leave(path)
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > FILE.most:
            self.refused[path] = Finding("bad-path", "", FILE.over(size), Place(path))
        else:
            self.open[path] = text

    def leave(self, path: str) -> None:
        """The unsaved text is gone; what is on disk counts."""
        self.open.pop(path, None)
        self.refused.pop(path, None)

    def reread(self) -> None:
        """Look at the disk anew: somebody else has written there."""
        self._disk = store.read(self.root)
        self.work["looked at the disk"] += 1

    @property
    def disk(self) -> Texts:
        """What was read from disk, once until `reread`."""
        if self._disk is None:
            self.reread()
        assert self._disk is not None
        return self._disk

    def texts(self) -> Texts:
        """Every file of the base, with the unsaved texts in their places."""
        own = {path: text.encode("utf-8", "surrogatepass") for path, text in dict(self.open).items()}
        kept = {path: content for path, content in self.disk.files.items() if path not in self.refused}
        findings = (*self.disk.findings, *dict(self.refused).values())
        return replace(self.disk, files={**kept, **own}, findings=findings)

    def changed(self) -> bool:
        """Whether the texts, or what is not read of them, are others than those of the last edition."""
        return self._found is None or self.texts() != self._of

    def edition(self) -> Edition:
        """The edition of the texts as they stand; what has not changed is taken over from the one before."""
        if self._found is None or self.changed():
            texts = self.texts()
            self.settle(texts, self.made(texts))
        assert self._found is not None
        return self._found

    def made(self, texts: Texts) -> Edition:
        """An edition of some texts, which becomes the last one by `settle`; this may run beside everything else."""
        if self._found is None or self._of is None or _settings(texts) != _settings(self._of):
            self.work["editions"] += 1
            return store.load(texts, today=self.today)
        self.work["renewals"] += 1
        return store.renewed(texts, self._found, today=self.today)

    def settle(self, texts: Texts, found: Edition) -> None:
        """Take an edition, made of some texts, for the last one."""
        self._found, self._of = found, texts
        if not self.changed() and all(self.composed(path) for path in tuple(self.open)):
            self._whole = found

    def candidates(self) -> tuple[Candidate, ...]:
        """What of the last edition may have to be related, looked for once."""
        edition = self.last
        if self._related is None or self._related[0] is not edition:
            self.work["candidates"] += 1
            self._related = edition, proposals.find(edition)
        return self._related[1]

    @property
    def begun(self) -> bool:
        """Whether there is an edition."""
        return self._found is not None

    @property
    def last(self) -> Edition:
        """The last edition, of texts that may have changed since; the first one is made now."""
        return self._found or self.edition()

    def readable(self, path: str) -> Edition:
        """The last edition; while a file cannot be read, as one writes in it, the last one that had what stands there."""
        return self._whole if self._whole and self.composed(path) is None else self.last

    def text(self, path: str) -> str:
        """A file as it stands, without a byte order mark; nothing where there is none."""
        if path in self.open:
            return self.open[path].removeprefix("\ufeff")
        content = b"" if path in self.refused else self.disk.files.get(path, b"")
        return content.decode("utf-8", "replace").removeprefix("\ufeff")

    def lines(self, path: str) -> Lines:
        """A file as it stands, by its lines."""
        return Lines(self.text(path), self.encoding)

    def composed(self, path: str) -> Composed | None:
        """The data of a file as it stands, with the place of everything in it; None while it cannot be read."""
        text = self.text(path)
        kept = self._composed.get(path)
        if kept is None or kept[0] != text:
            self.work["composed"] += 1
            found = yaml.compose(text)
            kept = self._composed[path] = (text, found if isinstance(found, Composed) else None)
        return kept[1]

    def records(self, path: str) -> FileRecords:
        """The records of a file as it stands; a text that was read before is not read again."""
        return reader.read_file(path, self.text(path))

    def written(self, path: str) -> tuple[Finding, ...]:
        """What is wrong with a file by itself: known at once, without the rest of the base."""
        return self.records(path).findings

    def paths(self) -> list[str]:
        """Every file that holds records."""
        return sorted(store.yaml_of(self.texts().files))


def _settings(texts: Texts) -> object:
    return store.settings_of(texts.files)
