"""The settings of a base, from `whence.toml` or from `[tool.whence]` of `pyproject.toml`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from whence.files.addresses import objection
from whence.files.direct import number
from whence.files.filenames import SETTINGS
from whence.files.schema import Settings
from whence.files.styles import COLOUR, COLOURS
from whence.language.limits import CONTEXTS, SAMPLES, SCALAR, SEED, TITLE
from whence.language.patterns import later
from whence.language.problems import HIDDEN, Finding, Place, brief, did_you_mean, visible

# The least and the most of what costs time or memory; anything beyond is brought back to it.
LIMITS: Mapping[str, tuple[int, int]] = {"samples": (16, SAMPLES.most), "max_contexts": (1, CONTEXTS.most)}


def read_settings(text: str, file: str) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings, each wrong one at its default, and what is wrong. Total: never raises."""
    import tomllib

    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return Settings(), (_broken(str(error), file),)
    except (RecursionError, ValueError):
        return Settings(), (_broken("nested too deeply, or a number too long", file),)
    reading = _Reading(text, file)
    table = reading.table(data)
    return reading.settings(table), tuple(reading.findings)


# An id in a selector, with what it rests on and what rests on it; anything else in one is no id.
_STEP = later(r"(?:[0-9]*\+)?([^+:*?]+)(?:\+[0-9]*)?")


def unwatched(text: str, file: str, watch: Sequence[str], known: Collection[str]) -> Iterator[Finding]:
    """That a conclusion is to be watched which nobody knows."""
    for each in re.split(r"[ ,]+", re.sub(r'"[^"]*"', '""', " ".join(watch))):
        hit = _STEP.fullmatch(each)
        if hit and hit[1] not in known:
            at = re.search(rf"""["' ,+]({re.escape(hit[1])})["' ,+]""", text)
            start = at.start(1) if at else 0
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            message = f"`watch` names `{brief(hit[1])}`, and nothing in this base is called so"
            place = Place(file, line, column, len(hit[1])) if at else Place(file)
            yield Finding("bad-settings", "", message, place, did_you_mean(hit[1], known, 3))


def _broken(message: str, file: str) -> Finding:
    hit = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", message)
    line, column = (int(hit[1]), int(hit[2])) if hit and hit[1] else (1, 1)
    plain = message[: hit.start()] if hit else message
    place = Place(file, line, column)
    return Finding("bad-settings", "", f"this is not TOML: {visible(plain)}", place)


def settings_of(files: Mapping[str, bytes]) -> tuple[Settings, tuple[Finding, ...]]:
    """The base's settings, and what is wrong with them; `whence.toml` goes before `pyproject.toml`."""
    for name in SETTINGS:
        if name in files and (name == "whence.toml" or b"[tool.whence]" in files[name]):
            return read_settings(files[name].decode("utf-8", "replace"), name)
    return Settings(), ()


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.findings: list[Finding] = []

    def table(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The table that holds the settings: `[tool.whence]`, `[whence]`, or the file itself."""
        if self.file.rsplit("/", 1)[-1] == "pyproject.toml":
            tool = data.get("tool", {})
            table = tool.get("whence", {}) if isinstance(tool, dict) else {}
        else:
            table = data.get("whence", data)
            for key in data if table is not data else ():
                if key != "whence":
                    self._object(key, f"`{brief(key)}` stands outside of `[whence]`", rule="unknown-key")
        if isinstance(table, dict):
            return table
        self._object("whence", "`whence` must be a table of settings")
        return {}

    def settings(self, table: Mapping[str, Any]) -> Settings:
        known = {f.name for f in fields(Settings)}
        given: dict[str, Any] = {}
        for key, value in table.items():
            if key in _GONE:
                self._object(key, f"`{key}` is not followed any more: {_GONE[key]}")
            elif key not in known:
                message = f"`{brief(key)}` is not a setting"
                self._object(key, message, did_you_mean(key, known), "unknown-key")
            elif why := _wrong(key, value):
                self._object(key, f"`{key}` must be {why}, not {_shown(value)}")
            else:
                self._look(key, value)
                given[key] = tuple(value) if key == "watch" else self._capped(key, _plain(key, value))
        return Settings(**given)

    def _look(self, key: str, value: Any) -> None:
        """Tell of a text that holds what cannot be seen."""
        if isinstance(value, str) and (hit := HIDDEN.search(re.sub("[\n\t]", " ", value))):
            message = f"`{key}` holds the hidden character {visible(hit[0])}"
            self._object(key, message, ("take it out",), "text-hidden")

    def _capped(self, key: str, value: Any) -> Any:
        if key not in LIMITS:
            return value
        low, high = LIMITS[key]
        held = min(max(value, low), high)
        if held != value:
            message = f"`{key}` is {_shown(value)}; {held} is used, since it lies between {low} and {high}"
            self._object(key, message, rule="setting-capped")
        return held

    def _object(
        self, key: str, message: str, hints: tuple[str, ...] = (), rule: str = "bad-settings"
    ) -> None:
        self.findings.append(Finding(rule, "", message, self._place(key), hints))

    def _place(self, key: str) -> Place:
        """Where the key is given; the file's first line if it is not found as it is spelt."""
        spelt = re.escape(key)
        hit = re.search(rf"^[ \t\[\"'\w.]*?(?<![\w-])({spelt})(?![\w-])", self.text, re.MULTILINE)
        if not hit:
            return Place(self.file)
        line = self.text.count("\n", 0, hit.start(1)) + 1
        return Place(self.file, line, hit.start(1) - self.text.rfind("\n", 0, hit.start(1)), len(key))


def _wrong(key: str, value: Any) -> str:
    """What the setting has to be, if the value is not that; "" if it is."""
    if isinstance(value, str) and len(value) > (most := TITLE if key == "title" else SCALAR).most:
        return f"shorter: {most.over(len(value))}"
    wanted, holds = _KINDS.get(key, ("text", lambda given: isinstance(given, str)))
    return "" if holds(value) else wanted


def _plain(key: str, value: Any) -> Any:
    """A setting as it is followed: a ratio in per cent as a number."""
    return number(value) if _KINDS.get(key, ("", None))[1] is _ratio else value


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _ratio(value: Any) -> bool:
    """A ratio; a bare number above 1 is rather one in per cent, and is written with the sign."""
    size = number(value)
    if not isinstance(size, int | float) or isinstance(size, bool) or not 0 < size < math.inf:
        return False
    return value.endswith("%") if isinstance(value, str) else size <= 1


def _address(value: Any) -> bool:
    return isinstance(value, str) and (not value or objection(value) is None)


def _root(value: Any) -> bool:
    """Whether paths can be put behind an address."""
    return _address(value) and "?" not in value and "#" not in value


def _style(value: Any) -> bool:
    """Whether a path can be one of a style sheet: inside the base, and of no hidden file or folder."""
    parts = value.split("/") if isinstance(value, str) else [""]
    inside = not any(each == "" or each.startswith(".") for each in parts)
    return value == "" or (inside and value.endswith(".css") and not re.search(r"[\\:\x00-\x1f]", value))


def _colours(value: Any) -> bool:
    return isinstance(value, dict) and all(
        name in COLOURS and isinstance(colour, str) and COLOUR.fullmatch(colour)
        for name, colour in value.items()
    )


_COLOURS = f"a table of colours such as {{accent = '#7a1f5c'}}, of {', '.join(COLOURS)}"


def _ages(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(age, str) and _lasts(age) for age in value.values())


def _lasts(age: str) -> bool:
    """Whether a text is a time above zero; the grammar of values is loaded where a base sets one, and not before."""
    from whence.language.units.units import STANDARD, TIME
    from whence.language.values.written import Written, parse

    found = parse(age, STANDARD)
    return isinstance(found, Written) and found.unit.dimension == TIME and found.point > 0


def _list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


# Settings of before, and what there is instead.
_GONE = {
    "theme": "templates are code, and a base may come from anybody; set `style` and `colours`, or name the folder of "
    "templates on the command line: `whence build --run-templates DIR`"
}
_RATIO = "a ratio above 0 such as 0.1, in per cent where it is above 1 ('150%')"
_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "samples": ("a whole number", _whole),
    "max_contexts": ("a whole number", _whole),
    "seed": ("a whole number from 0 to 2^63 - 1", lambda given: _whole(given) and 0 <= given <= SEED.most),
    "about": (_RATIO, _ratio),
    "agree": (_RATIO, _ratio),
    "tension": (_RATIO, _ratio),
    "base_url": (
        "an address that begins with https://, without `?` and `#`: pages are added behind it",
        _root,
    ),
    "repository": ("an address that begins with https://", _address),
    "style": ("the path of a style sheet in the base that ends in .css", _style),
    "colours": (_COLOURS, _colours),
    "dark_colours": (_COLOURS, _colours),
    "watch": ("a list of ids or selectors, such as ['payback', 'tag:main']", _list),
    "stale_after": ("a table of times, such as {forecast = '6 month'}", _ages),
}


def _shown(value: Any) -> str:
    return f"`{brief(str(value))}`" if not isinstance(value, dict | list) else "that"
