"""A file while it is edited: its text, and beside it the data that two readers must find in it before it is saved.

Each step is made twice, as an edit of the text and as a change of the data. In the end our reader and a second one, which
shares no code with it, read the text anew: an edit that did more, less or other than it was to do is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from unicodedata import normalize

from whence.files import edits, second, yaml
from whence.files.comments import comments
from whence.files.edits import Value
from whence.files.places import Path
from whence.files.yaml import Composed
from whence.language.frozen import dataclass
from whence.language.problems import Refused, brief

MARK = "\ufeff"


@dataclass(frozen=True)
class Draft:
    """A text without its byte order mark, which is in `mark`, and the data that it is to hold; `before` is as it was."""

    mark: str
    before: str
    text: str
    data: Any

    def set(self, path: Path, value: Value) -> Draft:
        """With the value at `path` replaced, or put in where none is."""
        return self._with(edits.set_value(self.text, path, value), path, lambda _: _plain(value))

    def put(self, path: Path, item: Value, place: int) -> Draft:
        """With an item in the list at `path`, which is made if it is not there, before the one that has the place."""
        text = edits.insert(self.text, path, item, place)
        return self._with(text, path, lambda old: [*(old or [])[:place], _plain(item), *(old or [])[place:]])

    def amend(self, renamed: Mapping[Path, str], beside: Mapping[Path, tuple[str, str]]) -> Draft:
        """With many keys called something else, and new ones beside others, in one go."""
        data = self.data
        for (*holder, old), name in renamed.items():
            data = _changed(data, tuple(holder), partial(_renamed, str(old), name))
        for (*holder, _), (key, value) in beside.items():
            data = _changed(data, (*holder, key), partial(_instead, _plain(value)))
        return Draft(self.mark, self.before, edits.amend(self.text, renamed, beside), data)

    def rename(self, path: Path, name: str) -> Draft:
        """With the key at the end of `path` called something else."""
        *holder, old = path
        text = edits.rename_key(self.text, path, name)
        return self._with(text, tuple(holder), partial(_renamed, str(old), name))

    def remove(self, path: Path) -> Draft:
        """Without the key, or the item, at the end of `path`; as it is if there is none."""
        *holder, gone = path
        text = edits.remove(self.text, path)
        if text == self.text:
            return self
        return self._with(text, tuple(holder), partial(_without, gone))

    def _with(self, text: str, path: Path, change: Callable[[Any], Any]) -> Draft:
        return Draft(self.mark, self.before, text, _changed(self.data, path, change))


def draft(content: str) -> Draft:
    """A file's text, before anything is changed in it; `Refused` if it cannot be read."""
    text = content.removeprefix(MARK)
    return Draft(MARK if text != content else "", text, text, _ours(text))


def proven(path: str, draft: Draft) -> str:
    """The new content of the file at `path`; `Refused` if either reader finds in it other data than it is to hold.

    What the second reader saw otherwise before the edit already is no fault of the edit.
    """
    by_hand = "nothing is written: make the edit by hand"
    for where in second.differences(draft.data, _ours(draft.text)):
        raise Refused(f"the edit would make `{where}` in {path} something else than was asked for; {by_hand}")
    try:
        new = set(second.differences(draft.data, second.read(draft.text)))
        known = set(second.differences(_ours(draft.before), second.read(draft.before))) if new else set()
    except Refused as error:
        raise Refused(f"a second look at {path}, before it is saved, fails: {error}; {by_hand}") from None
    for where in sorted(new - known):
        raise Refused(
            f"a second look at {path}, before it is saved, finds something else at `{where}`; {by_hand}"
        )
    return draft.mark + draft.text


def kept(path: str, draft: Draft) -> Draft:
    """The draft itself; `Refused` where a comment is lost, such as one between the parts of what goes into a history."""
    before, now = (Counter(comments(each) if "#" in each else ()) for each in (draft.before, draft.text))
    for lost in before - now:
        way_out = "move it to a line of its own above the record, or make the edit by hand"
        raise Refused(
            f"the edit would lose a comment of {path}, `{brief(lost)}`; nothing is written: {way_out}"
        )
    return draft


def _renamed(old: str, name: str, all: Mapping[str, Any]) -> dict[str, Any]:
    return {name if key == old else key: each for key, each in all.items()}


def _without(gone: str | int, all: Any) -> Any:
    if isinstance(all, list):
        return [each for number, each in enumerate(all) if number != gone]
    return {key: each for key, each in all.items() if key != gone}


def _instead(new: Any, _: Any) -> Any:
    return new


def _ours(text: str) -> Any:
    """What our reader finds in a text."""
    found = yaml.compose(text)
    if not isinstance(found, Composed):
        raise Refused(f"the file cannot be read: {found.message}")
    return found.data


def _plain(value: Value) -> Any:
    """A value as a reader finds it again: dicts, lists and composed texts."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value]


def _changed(data: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The data with what stands at a path changed (None where nothing is); mappings on the way are made."""
    if not path:
        return change(data)
    first, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_changed(each, rest, change) if n == first else each for n, each in enumerate(data)]
    held = data or {}
    return {**held, first: _changed(held.get(first), rest, change)}
