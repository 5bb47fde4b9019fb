"""Changes of a number by a share or a factor, as `+10%` and `x2`; and what to write instead of a value that cannot be read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from whence.account.whatif import POINTS, fits, fitted
from whence.judge.edition import Edition
from whence.language.patterns import later
from whence.language.problems import Problem
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import STANDARD
from whence.language.values import written
from whence.language.values.shown import as_written
from whence.model.graph import Pick, Relation

_CHANGE = later(r"(?P<share>[+-][0-9]+(?:\.[0-9]+)?)\s*%|[x×*]\s*(?P<factor>[0-9]+(?:\.[0-9]+)?)")
_SIZE = r"([0-9]+(?:\.[0-9]+)?)"
# Changes in words, and how they are written.
_SAID = (
    (later(r"half|halved", re.IGNORECASE), "x0.5"),
    (later(r"twice|doubled?", re.IGNORECASE), "x2"),
    (later(r"tripled?|thrice", re.IGNORECASE), "x3"),
    (later(rf"{_SIZE}\s*(?:x|times|-?fold)(?: as much| as many| of it)?", re.IGNORECASE), r"x\1"),
    (later(rf"(?:up|plus|\+)?\s*{_SIZE}\s*(?:%|percent|per cent|pct)(?: more| higher| up)?", re.IGNORECASE), r"+\1%"),
    (later(rf"(?:down|minus)\s*{_SIZE}\s*(?:%|percent|per cent|pct)", re.IGNORECASE), r"-\1%"),
    (later(rf"-?{_SIZE}\s*(?:%|percent|per cent|pct)(?: less| lower| down)", re.IGNORECASE), r"-\1%"),
    (later(rf"(-{_SIZE})\s*(?:percent|per cent|pct)", re.IGNORECASE), r"\1%"),
)  # fmt: skip
_QUOTED = later(r'"([^"]+)"')


def changed(found: Edition, id: str, text: str) -> tuple[str, ...] | str:
    """The point of a number times what a change such as `+10%` makes of it, as it is written; nothing for no change."""
    hit = _CHANGE.fullmatch(text.strip())
    if not hit:
        return ()
    factor = 1 + float(hit["share"]) / 100 if hit["share"] else float(hit["factor"])
    if id not in found.summaries or id in found.settled.outcomes:
        return f"`{id}` has no number that could be changed by {text}"
    unit = found.unit(id)
    if unit.style in ZEROS or unit.style == "date":
        kind = "a date" if unit.style == "date" else f"in {unit.text}"
        return f"`{id}` is {kind}, of which {text} depends on where its zero lies; write the value itself"
    if found.summaries[id].enclosure:
        return (
            f"`{id}` is known by its bounds alone, so {text} of it is no one number; write the value itself"
        )
    point = found.summaries[id].figure.point * factor
    if math.isnan(point):
        return f"`{id}` is open, so {text} of it is no one number; write the value itself"
    if not point:
        said = f"`{id}` is zero, and so is {text} of it" if factor else f"{text} of `{id}` is zero"
        return f"{said}; write the value itself"
    said = as_written(point, unit)
    value = written.parse(said, found.base.units)
    if isinstance(value, Problem) or not math.isclose(value.point, point, rel_tol=1e-5):
        return f"`{id}` cannot be changed by {text}; write the value itself"
    return (said,)


def doubtful(text: str) -> bool:
    """Whether a text may be no value in this base: a change, or what is none where there are no units of one's own."""
    return bool(_CHANGE.fullmatch(text.strip())) or isinstance(written.parse(text, STANDARD), Problem)


def no_value(found: Edition, id: str, text: str) -> str:
    """Why a change is not written as a value by an update, which says what a number is; "" for what may be one."""
    if _CHANGE.fullmatch(text.strip()):
        value = text.strip("+x×* ") + ("" if "%" in text else "x")
        more = f'; write "{value}" if that is the value' if fits(found, id, value) else ""
        return (
            f"`{text}` says how a number changes, and an update writes what it is: `whence whatif {id}={text}` says what it would"
            f" be{more}"
        )
    return unread(found, id, text, changes=False)


def unread(found: Edition, id: str, text: str, changes: bool = True) -> str:
    """Why a text is no value, with what to write for this number, each of which is read; "" where it is one, or no number's."""
    if id not in found.summaries or isinstance(found.base.nodes.get(id), Pick | Relation):
        return ""
    value = written.parse(text, found.base.units, found.base.settings.about)
    if not isinstance(value, Problem) or POINTS.fullmatch(text.strip()):
        return ""
    ways = list(_ways(found, id, text, value.hints, changes))
    return f"{id}={text}: {value.message}" + (f" ({'; '.join(ways)})" if ways else "")


def _ways(found: Edition, id: str, text: str, hints: Iterable[str], changes: bool) -> Iterator[str]:
    change = next((hit.expand(way) for rule, way in _SAID if (hit := rule.fullmatch(text.strip()))), "")
    begun = False
    if changes and change and isinstance(changed(found, id, change), tuple):
        yield f'write "{change}" to change the number that it has'
        begun = True
    for hint in hints:
        spelt = {each: fitted(found, id, each) for each in _QUOTED.findall(hint)}
        if all(spelt.values()) and not (change and any(each != way for each, way in spelt.items())):
            fit = _QUOTED.sub(lambda hit, spelt=spelt: f'"{spelt[hit[1]]}"', hint)  # type: ignore[misc]
            yield re.sub(r"^(?:write|or) (?=\")", "or " if begun else "write ", fit)
            begun = True
    value, point = found.base.values.get(id), found.summaries[id].figure.point
    now = value.text if value else "" if math.isnan(point) else as_written(point, found.unit(id))
    if not begun and fits(found, id, now):
        yield f'as it is, it is written "{now}"'
