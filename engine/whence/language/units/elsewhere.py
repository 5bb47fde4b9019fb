"""What units are called elsewhere: in other words, in words written out, and units that are not in the table."""

from __future__ import annotations

from whence.language.patterns import later
from whence.language.units.units import STANDARD

_LONG = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "milli": "m", "micro": "µ", "nano": "n",
    "centi": "c", "deci": "d", "hecto": "h", "pico": "p", "zetta": "Z", "yotta": "Y", "": "",
}  # fmt: skip
_SIMPLE = {
    "watt": "W", "byte": "B", "bit": "bit", "joule": "J", "watthour": "Wh", "watt-hour": "Wh", "watt hour": "Wh",
    "gram": "g", "gramme": "g", "metre": "m", "meter": "m", "litre": "L", "liter": "L", "volt": "V", "hertz": "Hz",
    "second": "s", "pascal": "Pa", "newton": "N", "bar": "bar", "sievert": "Sv", "gray": "Gy", "becquerel": "Bq",
    "ampere": "A", "amp": "A", "ohm": "Ω", "mole": "mol", "kelvin": "K", "tonne": "t", "electronvolt": "eV", "calorie": "cal",
}  # fmt: skip
_TONS = ("t", "907.18474 kg", "1016.0469088 kg")
# The dollars that a sign alone may mean, the usual one first.
DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD")
_CENTS = tuple(f"0.01 {code}" for code in (*DOLLARS, "EUR"))
# In small letters and the singular: each with the units that it may mean, the usual one first.
SPELT: dict[str, tuple[str, ...]] = {
    **{f"{long}{name}": (f"{short}{sign}",) for long, short in _LONG.items() for name, sign in _SIMPLE.items()
       if f"{short}{sign}" in STANDARD.table},
    **{name.casefold(): (name,) for name in ("kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh")},
    **{f"{prefix.lower()}{name}": (f"{prefix}{_SIMPLE[name]}",) for prefix in "kGT" for name in ("watt", "byte", "bit", "joule")},
    "ton": _TONS, "short ton": _TONS[1:2], "us ton": _TONS[1:2], "long ton": _TONS[2:], "metric ton": ("t",),
    "metric tonne": ("t",), "kg": ("kg",), "kilo": ("kg",), "lb": ("lb",), "pound": ("lb", "GBP"),
    "pound sterling": ("GBP",), "stone": ("stone",),
    "ounce": ("28.349523125 g", "29.5735295625 mL", "31.1034768 g"), "oz": ("28.349523125 g", "29.5735295625 mL"),
    "fluid ounce": ("29.5735295625 mL",), "troy ounce": ("31.1034768 g",),
    "mi": ("mile",), "nautical mile": ("nmi",), "feet": ("ft",), "yard": ("yard",), "knot": ("knot",),
    "kt": ("kt", "knot"), "kn": ("knot",),
    "acre foot": ("acre-foot",), "acre feet": ("acre-foot",), "foot pound": ("1.3558179483314004 J",),
    "pound force": ("lbf",), "newton metre": ("N·m",), "newton meter": ("N·m",), "kilonewton metre": ("kN·m",),
    "gallon": ("gal", "4.54609 L"), "us gallon": ("gal",), "imperial gallon": ("4.54609 L",),
    "pint": ("0.473176473 L", "0.56826125 L"), "quart": ("0.946352946 L", "1.1365225 L"),
    "calorie": ("cal", "kcal"), "kilocalorie": ("kcal",), "btu": ("BTU",),
    "kph": ("km/hour",), "kmh": ("km/hour",), "rpm": ("1/min",), "sqft": ("ft^2",), "cc": ("cm^3",),
    "dollar": DOLLARS, "us dollar": ("USD",), "american dollar": ("USD",), "canadian dollar": ("CAD",),
    "australian dollar": ("AUD",), "singapore dollar": ("SGD",), "hong kong dollar": ("HKD",),
    "cent": _CENTS, "euro cent": ("0.01 EUR",), "pence": ("0.01 GBP",), "renminbi": ("CNY",), "franc": ("CHF",),
    "swiss franc": ("CHF",), "krona": ("SEK",), "kronor": ("SEK",), "krone": ("NOK", "DKK"), "kroner": ("NOK", "DKK"),
    "ruble": ("RUB",), "zloty": ("PLN",), "dirham": ("AED",), "riyal": ("SAR",), "quid": ("GBP",), "mo": ("month",),
    "sec": ("s",),
    "l": ("L",), "ml": ("mL",), "cl": ("cL",), "dl": ("dL",), "hl": ("hL",), "cup": ("236.5882365 mL",),
    "ug": ("µg",), "mcg": ("µg",),
    "light year": ("ly",),
    "dth": ("MMBtu",), "mpg": ("mile/gal",), "kohm": ("kΩ",), "mohm": ("MΩ",),
    "lux": ("cd/m^2",), "lumen": ("cd",), "lm": ("cd",),
    "sv": ("Sv", "sverdrup"), "farad": ("A·s/V",), "coulomb": ("A·s",), "tesla": ("V·s/m^2",), "min": ("min",), "hr": ("hour",),
    "unit": ("item",), "piece": ("item",), "pcs": ("item",), "thing": ("item",), "human": ("person",), "head": ("person",),
}  # fmt: skip
# Whose capitals count.
_CAPITALS: dict[str, tuple[str, ...]] = {
    "PS": ("735.49875 W",), "d": ("day",), "y": ("year",), "wk": ("week",), "wks": ("week",), "fortnight": ("2 week",),
    **dict.fromkeys(("ka", "kyr", "kya"), ("1000 year",)), **dict.fromkeys(("Ma", "Myr", "Mya"), ("1000000 year",)),
    **dict.fromkeys(("Ga", "Gyr", "Gya"), ("1000000000 year",)),
    "ac": ("acre",), "tbsp": ("14.78676478125 mL",), "tsp": ("4.92892159375 mL",),
    "bpd": ("bbl/day",), "MMbbl": ("1000000 bbl",), "Mcf": ("1000 ft^3",), "MMcf": ("1000000 ft^3",),
    "Bcf": ("1000000000 ft^3",), "Tcf": ("1000000000000 ft^3",), "bcm": ("1000000000 m^3",), "Nm3": ("m^3",), "scf": ("ft^3",),
    "Nm": ("N·m",), "kNm": ("kN·m",),
    "Cal": ("kcal",), "gpm": ("gal/min",), "cfs": ("ft^3/s",), "cfm": ("ft^3/min",), "Ah": ("3600 A·s",), "mAh": ("3.6 A·s",),
    "boe": ("5.8 MMBtu",), "tce": ("29.3076 GJ",), "kmph": ("km/hour",), "Euro": ("EUR",), "Euros": ("EUR",),
}  # fmt: skip
# Power that says of what it is: peak, electric, thermal.
_POWER = later(r"([kMGT]?W)(?:p|e|el|th|t|ac|dc|AC|DC)$")
# A small b for bits tells them from bytes, where capitals are kept.
_BITS = later(r"(?P<prefix>[kKMGTPE]?)(?:(?P<letter>[bB])s?(?P<rate>ps)?|bits?(?P<bits>ps))$")
_SLOW = later(r"([kmg])bps$")


_MOLAR = later(r"([pnµμum])M$")


def texts(name: str) -> tuple[str, ...]:
    """What a name may mean, each as a unit is written, the usual one first; () for one that is not known elsewhere."""
    if name in _CAPITALS:
        return _CAPITALS[name]
    if power := _POWER.match(name):
        return (power[1],)
    if slow := _SLOW.match(name):
        return (f"{slow[1].replace('m', 'M').replace('g', 'G')}bit/s",)
    if molar := _MOLAR.match(name):
        return (f"{molar[1]}mol/L",)
    bits = _BITS.match(name)
    if bits and (bits["prefix"] or bits["rate"] or bits["bits"] or bits["letter"] == "B"):
        kind = "B" if bits["letter"] == "B" else "bit"
        return (f"{bits['prefix'].replace('K', 'k')}{kind}{'/s' if bits['rate'] or bits['bits'] else ''}",)
    lower = " ".join(name.casefold().replace("u.s.", "us").split())
    found = next((SPELT[each] for each in (lower, lower.removesuffix("s")) if each in SPELT), ())
    # capitals tell mW from MW
    another = name in STANDARD.table and not name.islower() and name not in found
    return () if another else found


def single(name: str) -> str:
    """A name in the singular."""
    return name.removesuffix("s") if len(name) > 3 else name
