"""Slips in a figure: its digits, its size, its unit, its ends."""

from __future__ import annotations

import random
import re

from planted.bases import Files
from planted.slips import (
    FIGURE,
    Slip,
    altered,
    figure,
    is_date,
    kind,
    numbers,
    quoted,
    renumbered,
    replaced,
    written_figure,
)

# --- digits


@kind(FIGURE)
def transposed_digits(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Two digits stand the wrong way round."""

    def change(number: str, rng: random.Random) -> str:
        head = number.partition("e")[0]
        spots = [n for n in range(len(head) - 1) if re.match(r"[1-9]\d", head[n:]) and head[n] != head[n + 1]]
        spots = [n for n in spots if n or head[1] != "0"]
        n = rng.choice(spots) if spots else len(number)
        return number[:n] + number[n + 1 : n + 2] + number[n : n + 1] + number[n + 2 :]

    return renumbered(files, id, rng, change)


@kind(FIGURE)
def dropped_digit(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A digit is lost."""

    def change(number: str, rng: random.Random) -> str:
        spots = [n for n, char in enumerate(number.partition("e")[0]) if char.isdigit()][1:]
        n = rng.choice(spots) if spots else len(number)
        return re.sub(r"[.,](?=e|$)", "", number[:n] + number[n + 1 :])

    return renumbered(files, id, rng, change)


@kind(FIGURE)
def wrong_digit(files: Files, id: str, rng: random.Random) -> Slip | None:
    """One digit is another."""

    def change(number: str, rng: random.Random) -> str:
        spots = [n for n, char in enumerate(number.partition("e")[0]) if char in "123456789"]
        n = rng.choice(spots) if spots else 0
        return number[:n] + rng.choice([each for each in "123456789" if each != number[n]]) + number[n + 1 :]

    return renumbered(files, id, rng, change)


@kind(FIGURE)
def same_digits_another_power(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The digits are right and the power of ten is not: 2e25 for 2e22, 16 for 1600."""

    def change(number: str, rng: random.Random) -> str:
        head, e, power = number.partition("e")
        if e:
            return f"{head}e{int(power) + rng.choice([-3, -2, -1, 1, 2, 3])}"
        whole, point, part = number.partition(".")
        if point:
            return f"{whole}{part[0]}.{part[1:]}".rstrip(".").lstrip("0") or number
        return number + rng.choice(["0", "00", "000"])

    return renumbered(files, id, rng, change)


@kind(FIGURE)
def updated_without_its_citation(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A figure is updated, and its excerpt stays that of the older one."""
    text = written_figure(files, id)
    found = numbers(text)
    if (
        "value" not in files.claims[id]
        or len(found) != 1
        or "e" in found[0][1]
        or is_date(text)
        or "history" in files.claims[id]
    ):
        return None
    number = f"{float(found[0][1].replace(',', '')) * rng.choice([1.2, 1.4, 1.7, 2.5]):.3g}"
    new = text[: found[0].start(1)] + number + text[found[0].end(1) :]
    words = files.excerpts(id)
    plain = quoted(words, found[0][1]) and not quoted(words, number)
    texts = files.changed(id, value=new, history=[{"value": text, "why": "There is news."}])
    return None if "e" in number or new == text else Slip(id, texts, f"{text} → {new}", plain)


# --- sizes and signs


MAGNITUDES = (
    (r"(?<=\d)K\b", "M"), (r"(?<=\d)M\b", "B"), (r"(?<=\d)B\b", "T"), (r"(?<=\d)T\b", "B"),
    (r"\bbn\b", "million"), (r"\bmillion\b", "bn"), (r"\btrillion\b", "bn"), (r"\bbillion\b", "million"),
)  # fmt: skip


@kind(FIGURE)
def magnitude(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Thousand, million, billion and trillion are taken for each other."""
    return replaced(files, id, MAGNITUDES)


SCALES = (
    (r"\bkW\b", "MW", "kW|kilowatt"), (r"\bMW\b", "GW", "MW|megawatt"), (r"\bGW\b", "MW", "GW|gigawatt"),
    (r"\bkWh\b", "MWh", "kWh"), (r"\bMWh\b", "kWh", "MWh"), (r"\bGB\b", "TB", "GB"), (r"\bTB\b", "GB", "TB"),
    (r"\bkB\b", "MB", "KB|kilobyte"), (r"\bTbit", "Gbit", "Tbit|terabit|Tbps"), (r"\bkg\b", "g", "kg"), (r"\bnm\b", "um", "nm"),
    (r"\bmin\b", "s", "min"), (r"\bmonth$", "year", "month"), (r"\byear$", "month", "year"), (r"\bday$", "hour", "day"),
    (r"\bhour$", "day", "hour"), (r"\bm\^3", "L", "cubic|m3|m\\^3"), (r"\bML\b", "kL", "ML|megalit"),
)  # fmt: skip


@kind(FIGURE)
def unit_of_another_scale(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The unit is of the right kind and of the wrong size: MW for GW, months for years."""
    return None if re.search(r"x per ", written_figure(files, id)) else replaced(files, id, SCALES)


@kind(FIGURE)
def sign(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A minus sign stands where none should."""
    text = written_figure(files, id)
    if (
        not re.match(r"^[~$€]?\d", text)
        or " to " in text
        or is_date(text)
        or re.search(r"\dx|x per|OOM| ± ", text)
    ):
        return None
    return altered(
        files, id, re.sub(r"^(~?)", r"\1-", text), plain=quoted(files.excerpts(id), numbers(text)[0][1])
    )


# --- units


PERIODS = (
    (r"(/|per )month\b", r"\1year"), (r"(/|per )year\b", r"\1month"), (r"(/|per )hour\b", r"\1day"), (r"(/|per )day\b", r"\1hour"),
)  # fmt: skip
SAID_PERIOD = r"month|year|annual|hour|daily|\bday|/y|/h|p\.a\."


@kind(FIGURE)
def per_month_for_per_year(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A rate is per another time than its source has it."""
    return replaced(files, id, PERIODS, SAID_PERIOD)


CURRENCIES = ((r"\$", "€"), (r"\bUSD\b", "EUR"), (r"€", "$"), (r"\bEUR\b", "USD"), (r"\bCNY\b", "USD"))


@kind(FIGURE)
def currency(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Euros for dollars."""
    return replaced(files, id, CURRENCIES, r"[$€¥]|USD|EUR|CNY|RMB|yuan|dollar|euro")


BITS = ((r"\bbit\b", "B"), (r"(?<=\d )([kMGTP]?)B\b", r"\1bit"), (r"(?<=\d )([kMGT])bit\b", r"\1B"))


@kind(FIGURE)
def bit_for_byte(files: Files, id: str, rng: random.Random) -> Slip | None:
    """Bits for bytes, or bytes for bits."""
    return replaced(files, id, BITS, r"bit|byte|B\b")


@kind(FIGURE)
def per_cent(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A per cent sign is lost or doubled: 0.6 % or 60 for 60 %."""
    text = written_figure(files, id)
    found = numbers(text)
    if "%" not in text or not found:
        return None
    words = files.excerpts(id)
    plain = quoted(words, found[0][1]) and any(re.search(r"%|per ?cent", each) for each in words)
    if rng.random() < 0.5:
        return altered(files, id, text.replace("%", "").strip(), plain=plain)
    shrunk = re.sub(r"\d[\d.,]*", lambda hit: f"{float(hit[0].replace(',', '')) / 100:g}", text)
    return altered(files, id, shrunk, plain=plain)


@kind(FIGURE)
def growth_as_per_cent(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A factor of growth is written as per cent, or per cent as a factor."""
    swaps = ((r"(?<=\d) ?x(?= ?(per|/))", "%"), (r"(?<=\d)%(?= ?(per|/))", "x"))
    return replaced(files, id, swaps, r"\dx|\dX|%|times|fold|factor|per ?cent")


ENTRIES = (
    (
        "Weight of the transformer at the gate",
        "{n} lb",
        "the transformer weighs {n} kg",
        (12500, 48000, 9200),
    ),
    ("Weight of one cabinet when it is filled", "{n} kg", "a filled cabinet of {n} lb", (3000, 2750, 3600)),
    ("Length of the access road", "{n} km", "an access road of {n} miles", (14, 6, 23)),
    ("Distance to the next substation", "{n} mile", "the next substation is {n} km away", (17, 31, 8)),
    ("Height of the hall's ceiling", "{n} m", "with a ceiling at {n} feet", (24, 31, 18)),
    ("Water in the buffer tank", "{n} L", "a buffer tank of {n} gallons", (5000, 65000, 12000)),
    ("Area of the plot", "{n} ha", "on a plot of {n} acres", (875, 240, 1100)),
)
Entries = tuple[tuple[str, str, str, tuple[int, ...]], ...]


def entry(files: Files, id: str, rng: random.Random, entries: Entries) -> Slip | None:
    """A claim added beside another, from the same source, with words that have its number in some unit."""
    cite = files.source_of(id)
    if not cite:
        return None
    title, value, excerpt, sizes = rng.choice(entries)
    n = rng.choice(sizes)
    cites = [{**cite, "excerpt": excerpt.format(n=f"{n:,}")}]
    record = {"title": title, "value": value.format(n=n), "kind": "fact", "cites": cites}
    new = f"{id}-annex"
    return Slip(new, files.added(id, {new: record}), f"{cites[0]['excerpt']} → {record['value']}", True)


@kind(FIGURE)
def pound_for_kilogram(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A figure is taken over with the unit of the other system: kilograms for pounds, kilometres for miles."""
    return entry(files, id, rng, ENTRIES)


# --- ends


@kind(FIGURE)
def second_end(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The second end of a range is wrong."""
    if " to " not in figure(files.claims[id])[1]:
        return None

    def change(number: str, rng: random.Random) -> str:
        size = float(number.replace(",", ""))
        return f"{size * rng.choice([1.5, 2, 3]):g}" if size < 1e5 else number

    return renumbered(files, id, rng, change, which=1)


@kind(FIGURE)
def ends_swapped(files: Files, id: str, rng: random.Random) -> Slip | None:
    """The ends of a range stand the wrong way round."""
    text = written_figure(files, id)
    hit = re.match(r"^(~?[$€]?)([\d.,]+)([KMBT%x]?) (to|\.\.) [$€]?([\d.,]+)([KMBT%x]?)(.*)$", text)
    if not hit or hit[2] == hit[5]:
        return None
    return altered(
        files, id, f"{hit[1]}{hit[5]}{hit[6]} {hit[4]} {hit[1]}{hit[2]}{hit[3]}{hit[7]}", plain=True
    )


@kind(FIGURE)
def one_end_only(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A range loses one of its ends."""
    text = written_figure(files, id)
    hit = re.match(r"^~?[$€]?([\d.,]+)([KMBT%x]?) (?:to|\.\.) ([$€]?([\d.,]+).*)$", text)
    if not hit:
        return None
    words = files.excerpts(id)
    return altered(files, id, hit[3], plain=quoted(words, hit[1]) and quoted(words, hit[4]))


BOUNDS = ((r"^>=?", "<"), (r"^<=?", ">"), (r"\bat least\b", "at most"), (r"\bat most\b", "at least"))
SAID_BOUND = r"over|more than|at least|above|exceed|up to|under|less than|at most|below|fewer|no more|[<>≥≤+]|least|beyond|minimum|maximum"


@kind(FIGURE)
def bound_direction(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A bound points the other way: at least for at most."""
    return replaced(files, id, BOUNDS, SAID_BOUND)


@kind(FIGURE)
def bound_lost(files: Files, id: str, rng: random.Random) -> Slip | None:
    """A bound is taken for the figure."""
    return replaced(files, id, ((r"^(>=?|<=?) ?", ""), (r"^at (least|most) ", "")), SAID_BOUND)
