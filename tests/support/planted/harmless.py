"""Edits that change nothing that is said: other spellings, another order, other places, and additions that are right."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planted.bases import Data, Files, written
from planted.figures import ENTRIES, entry
from planted.groups import shares, totals
from planted.slips import figure, in_use, is_date, numbers, quoted


@dataclass(frozen=True)
class Edit:
    """The files that differ (None for one that is gone), what was done, and ids that are others now."""

    texts: Mapping[str, str | None]
    change: str
    renamed: tuple[str, str] = ("", "")


Hand = Callable[[Files, str, random.Random], Edit | None]
HANDS: dict[str, Hand] = {}


def hand(edit: Hand) -> Hand:
    """Enters a function as a kind of harmless edit."""
    HANDS[edit.__name__.replace("_", "-")] = edit
    return edit


def _of(files: Files, id: str) -> tuple[str, str]:
    path = files.home[f"claims:{id}"]
    return path, files.texts[path]


def _with(files: Files, id: str, change: Callable[[Data], None]) -> dict[str, str | None]:
    """The file of a claim with its data changed."""
    path = files.home[f"claims:{id}"]
    data = copy.deepcopy(files.data[path])
    change(data)
    return {path: written(data)}


# --- the text


@hand
def comments(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Comments above records and at the ends of the file."""
    path, text = _of(files, id)
    told = re.sub(r"(?m)^(  [a-z0-9.-]+:.*)$", lambda hit: f"  # looked at: 200 GW?\n{hit[1]}", text)
    return Edit({path: f"# value: 5 kg\n{told}\n# the end"}, "comments")


@hand
def line_ends(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Carriage returns before the line breaks."""
    path, text = _of(files, id)
    return Edit({path: text.replace("\n", "\r\n")}, "carriage returns")


@hand
def quotes(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Quotes around what may stand without."""
    path, text = _of(files, id)
    mark = rng.choice("'\"")
    plain = re.compile(
        r"(?m)^(    (?:title|value|stated|as_of|formula|unit|kind|scope|known): )([\w$~][^'\"#{}\[\]\\:]*)$"
    )
    told = plain.sub(rf"\g<1>{mark}\g<2>{mark}", text)
    return None if told == text else Edit({path: told}, f"{mark} around scalars")


@hand
def block_style(files: Files, id: str, rng: random.Random) -> Edit | None:
    """The file as another program writes it: no comments, no flow."""
    return Edit(_with(files, id, lambda data: None), "block style")


@hand
def wrapped(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Excerpts and notes over several short lines."""
    path = files.home[f"claims:{id}"]
    return Edit({path: written(dict(files.data[path]), rng.choice([30, 50, 70]))}, "short lines")


@hand
def flow_style(files: Files, id: str, rng: random.Random) -> Edit | None:
    """The file in braces and brackets."""
    path = files.home[f"claims:{id}"]
    return Edit({path: written(dict(files.data[path]), flow=True)}, "flow style")


# --- the order and the place


def _shuffled(some: Data, rng: random.Random) -> Data:
    keys = list(some)
    rng.shuffle(keys)
    return {key: some[key] for key in keys}


@hand
def another_order(files: Files, id: str, rng: random.Random) -> Edit | None:
    """The records of a file, its sections and the fields of a record in another order."""

    def change(data: Data) -> None:
        data["claims"] = {
            each: _shuffled(record, rng) for each, record in _shuffled(data["claims"], rng).items()
        }
        for section in rng.sample(list(data), len(data)):
            data[section] = data.pop(section)

    return Edit(_with(files, id, change), "another order")


@hand
def another_file(files: Files, id: str, rng: random.Random) -> Edit | None:
    """The file under another name, in a folder."""
    path, text = _of(files, id)
    return Edit({path: None, f"claims/kept/z-{path.rpartition('/')[2]}": text}, "another file name")


@hand
def split_file(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A file in two."""
    path = files.home[f"claims:{id}"]
    data = copy.deepcopy(files.data[path])
    ids = list(data["claims"])
    if len(ids) < 2:
        return None
    there = {each: data["claims"].pop(each) for each in rng.sample(ids, len(ids) // 2)}
    return Edit(
        {path: written(data), "claims/another-half.yaml": written({"claims": there})}, "a file in two"
    )


# --- the words for one thing


SPELLINGS = (
    (r"^\$([\d.]+) (bn|million|trillion)$", r"\1 \2 USD"),
    (r"^([\d.]+) (bn|million) USD$", r"$\1 \2"),
    (r"^(\d+)K ", r"\g<1>000 "),
    (r"^([\d.]+)B ", r"\1 billion "),
    (r"^1 GW$", "1000 MW"),
    (r"^([1-9]\d+) MW$", r"0.0\1 GW"),
    (r" param$", " parameters"),
    (r" token$", " tokens"),
    (r" chip$", " chips"),
    (r" building$", " buildings"),
    (r"^([\d.]+) year$", r"\1 years"),
    (r"^([\d.]+) month$", r"\1 months"),
    (r"^([\d.]+)x$", r"\1 x"),
    (r"^([\d.]+) EUR$", r"€\1"),
    (r"^([\d.]+) EUR/piece$", r"€\1/piece"),
    (r"^(\d+) piece$", r"\1 pieces"),
    (r"^([\d.]+)e(\d+) FLOP$", r"\1 x 10^\2 FLOP"),
    (r" to ", " – "),
    (r" per year$", "/year"),
    (r"/year$", " per year"),
)


@hand
def unit_respelt(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A figure in the same unit or a larger one, spelt otherwise: 1 t for 1000 kg."""
    name, text = figure(files.claims[id])
    if not name or is_date(text):
        return None
    fitting = [(old, new) for old, new in SPELLINGS if re.search(old, text) and new != " – "]
    if not fitting:
        return None
    old, new = rng.choice(fitting)
    told = re.sub(old, new, text)
    if "0.0" in told and "GW" in told:
        told = f"{float(numbers(text)[0][1]) / 1000:g} GW"
    return Edit(files.changed(id, **{name: told}), f"{text} → {told}")


@hand
def typography(files: Files, id: str, rng: random.Random) -> Edit | None:
    """An excerpt with curly quotes, long dashes and thin spaces."""
    cites = copy.deepcopy(files.claims[id].get("cites") or [])
    told = [each for each in cites if isinstance(each, dict) and "excerpt" in each]
    if not told:
        return None
    was = told[0]["excerpt"]
    now = re.sub(r"(?<=\d)-(?=[$\d])", "–", was).replace("'", "’").replace(" - ", " — ")
    now = f"“{now}”" if not files.copies and '"' not in now and "“" not in now else now
    told[0]["excerpt"] = now
    return Edit(files.changed(id, cites=cites), f"{was} → {now}")


@hand
def longer_excerpt(files: Files, id: str, rng: random.Random) -> Edit | None:
    """An excerpt with some more of the sentence, and dots for what was left out."""
    cites = copy.deepcopy(files.claims[id].get("cites") or [])
    told = [
        each
        for each in cites
        if isinstance(each, dict) and len(each.get("excerpt", "").split()) in range(1, 8)
    ]
    if not told or files.copies:
        return None
    was = told[0]["excerpt"]
    told[0]["excerpt"] = rng.choice(
        ["as they say, {x}", "{x}, and so on", "[…] {x} […]", "“{x}”", "then {x}."]
    ).format(x=was)
    return Edit(files.changed(id, cites=cites), f"{was} → {told[0]['excerpt']}")


@hand
def renamed(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A claim under another id, with its old one as an alias, and its users as they were."""
    new = f"{id}-renamed"

    def change(data: Data) -> None:
        data["claims"] = {new if each == id else each: record for each, record in data["claims"].items()}
        data["claims"][new]["aliases"] = [*data["claims"][new].get("aliases", ()), id]

    return Edit(_with(files, id, change), f"{id} → {new}", (new, id))


@hand
def known_to_the_day(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Since when a figure is known, by the last day of its month."""
    known = files.claims[id].get("known", "")
    if not re.fullmatch(r"\d{4}-(0[13578]|1[02])", known):
        return None
    return Edit(files.changed(id, known=f"{known}-31"), f"known: {known}-31")


# --- formulas


@hand
def commuted(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A product or sum the other way round, in brackets."""
    text = files.claims[id].get("formula", "")
    hit = re.fullmatch(r"(\w+) ([*+]) (\w+)", text)
    if not hit:
        return None
    return Edit(
        files.changed(id, formula=f"({hit[3]} {hit[2]} {hit[1]})"), f"{text} → ({hit[3]} {hit[2]} {hit[1]})"
    )


@hand
def inputs_renamed(files: Files, id: str, rng: random.Random) -> Edit | None:
    """The inputs of a formula under other names."""
    record = files.claims[id]
    if not record.get("formula") or not record.get("inputs"):
        return None
    inputs = {f"{name}_given": ref for name, ref in record["inputs"].items()}
    formula = record["formula"]
    for name in record["inputs"]:
        formula = re.sub(rf"\b{name}\b(?!\()", f"{name}_given", formula)
    return Edit(files.changed(id, inputs=inputs, formula=formula), formula[:80])


@hand
def literal_made_a_claim(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A value that was written among the inputs as an assumption of its own."""
    record = files.claims[id]
    literals = [name for name, ref in (record.get("inputs") or {}).items() if re.match(r"^\d", ref)]
    if not literals or not record.get("formula"):
        return None
    name = rng.choice(literals)
    own = f"{id}-{name.replace('_', '-')}"

    def change(data: Data) -> None:
        value = data["claims"][id]["inputs"][name]
        data["claims"][own] = {
            "title": f"What is taken for {name}",
            "value": value,
            "kind": "assumption",
            "why": "As before.",
        }
        data["claims"][id]["inputs"][name] = own

    return Edit(_with(files, id, change), f"{name} is a claim")


# --- what is said besides


@hand
def notes(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A note with other figures in it, a tag, and a place in the source."""
    cites = copy.deepcopy(files.claims[id].get("cites") or [])
    for each in cites:
        if isinstance(each, dict):
            each["note"] = "Looked at again; the figure of 12 % on page 3 is another one."
    fields: Data = {"note": "It was 300 MW in an older print.", "tags": ["looked-at"]}
    return Edit(files.changed(id, **fields, **({"cites": cites} if cites else {})), "a note")


@hand
def title_reworded(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A title with one word more."""
    title = files.claims[id]["title"]
    return Edit(files.changed(id, title=f"{title}, by this account"), "a title")


@hand
def older_value(files: Files, id: str, rng: random.Random) -> Edit | None:
    """An older value, of an earlier time, with the reason why it went."""
    record = files.claims[id]
    name, text = figure(record)
    if (
        name != "value"
        or "history" in record
        or not re.match(r"20\d\d", record.get("as_of", ""))
        or not in_use(record)
    ):
        return None
    past = {
        "value": text,
        "as_of": str(int(record["as_of"][:4]) - 2),
        "known": str(int(record["as_of"][:4]) - 2),
        "until": str(int(record["as_of"][:4]) - 1),
        "why": "Counted again.",
    }
    return Edit(files.changed(id, history=[past]), f"history of {text}")


@hand
def unrelated(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Claims about something else, with their words."""
    cite = files.source_of(id)
    if not cite:
        return None
    title, value, excerpt = rng.choice(
        [
            ("Depth of the lake behind the plant", "14 m", "the lake is 14 m deep"),
            ("Seats of the canteen", "320 seat", "a canteen with 320 seats"),
            ("Days of rain in a year", "110 day", "it rains on 110 days"),
            ("Height of the antenna", "42 to 45 m", "an antenna 42–45 metres high"),
            ("Price of a ticket", "3.20 EUR", "tickets at €3.20"),
            ("Share of visitors who come by train", "35%", "35 per cent come by train"),
            ("Opening of the bridge", "2019-06", "the bridge was opened in June 2019"),
        ]
    )
    said = {} if files.copies else {"excerpt": excerpt}
    record = {"title": title, "value": value, "kind": "fact", "cites": [{**cite, **said}]}
    return Edit(files.added(id, {f"{id}-aside": record}), f"{title}: {value}")


@hand
def right_unit(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A figure of the other system, taken over with its unit."""
    units = {"lb": "kg", "kg": "lb", "km": "miles", "mile": "km", "m": "feet", "L": "gallons", "ha": "acres"}
    names = {"miles": "mile", "feet": "ft", "gallons": "gal", "acres": "acre"}
    right = tuple(
        (title, f"{{n}} {names.get(units[value[4:]], units[value[4:]])}", excerpt, sizes)
        for title, value, excerpt, sizes in ENTRIES
    )
    slip = None if files.copies else entry(files, id, rng, right)
    return slip and Edit(slip.texts, slip.change)


@hand
def right_shares(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Shares that come to 100 per cent."""
    found = shares(files, id, rng, 0)
    return found and Edit(found.texts, found.sum)


@hand
def right_total(files: Files, id: str, rng: random.Random) -> Edit | None:
    """Parts that come to their total."""
    found = totals(files, id, rng, 1.0)
    return found and Edit(found.texts, found.sum)


@hand
def updated_with_its_citation(files: Files, id: str, rng: random.Random) -> Edit | None:
    """A figure that nothing rests on, updated together with its excerpt."""
    record = files.claims[id]
    name, text = figure(record)
    cites = copy.deepcopy(record.get("cites") or [])
    found = numbers(text)
    if (
        name != "value"
        or len(cites) != 1
        or len(found) != 1
        or files.users.get(id)
        or is_date(text)
        or "%" in text
        or files.copies
        or "e" in found[0][1]
    ):
        return None
    excerpt = cites[0].get("excerpt", "") if isinstance(cites[0], dict) else ""
    number = found[0][1]
    if excerpt.count(number) != 1 or len(number) < 2 or not quoted([excerpt], number):
        return None
    new = number[:-1] + str((int(number[-1]) + 3) % 9 + 1)
    cites[0]["excerpt"] = excerpt.replace(number, new)
    told = text.replace(number, new)
    return Edit(files.changed(id, value=told, cites=cites), f"{text} → {told}")
