"""The shipped units: what each is called, what it equals, which prefixes and other spellings it takes."""

from __future__ import annotations

from types import MappingProxyType

# Dimensions that are neither money nor counts, by the base unit that names them, and what people call them.
BASES: MappingProxyType[str, str] = MappingProxyType(
    {
        "s": "time", "m": "length", "kg": "mass", "A": "electric current", "K": "temperature",
        "mol": "amount of substance", "cd": "luminous intensity", "bit": "information",
        "gCO2e": "greenhouse gas emission", "growth": "growth, as a logarithm", "date": "a date",
    }
)  # fmt: skip

PREFIXES: MappingProxyType[str, float] = MappingProxyType(
    {
        "p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "d": 0.1, "h": 1e2, "k": 1e3,
        "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21, "Y": 1e24,
        "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50,
    }
)  # fmt: skip

# name, what it equals (nothing: a base unit), prefixes, other spellings. A line may use the names above it.
MEASURES: tuple[tuple[str, str, str, str], ...] = (
    # time; a year is 365.25 days, so that month, quarter and decade are exact parts of it
    ("s", "", "p n µ m", "second seconds sec"),
    ("min", "60 s", "", "minute minutes"),
    ("hour", "3600 s", "", "hours h hr hrs"),
    ("day", "86400 s", "", "days"),
    ("week", "604800 s", "", "weeks"),
    ("month", "730.5 hour", "", "months"),
    ("quarter", "2191.5 hour", "", "quarters"),
    ("year", "8766 hour", "", "years yr yrs"),
    ("decade", "10 year", "", "decades"),
    ("century", "100 year", "", "centuries"),
    ("Hz", "1/s", "k M G T", ""),
    # length, area, volume
    ("m", "", "n µ m c d h k", "metre metres meter meters"),
    ("inch", "0.0254 m", "", "inches"),
    ("ft", "0.3048 m", "", "foot feet"),
    ("yard", "0.9144 m", "", "yards yd"),
    ("fathom", "6 ft", "", "fathoms"),
    ("mile", "1609.344 m", "", "miles"),
    ("nmi", "1852 m", "", "nautical-mile nautical-miles"),
    ("mph", "1 mile/hour", "", ""),
    ("knot", "1 nmi/hour", "", "knots"),
    ("au", "149597870700 m", "", "AU"),
    ("ly", "9460730472580800 m", "", "light-year light-years"),
    ("parsec", "3.0856775814913673e16 m", "k M G", "parsecs"),
    ("ha", "10000 m^2", "", "hectare hectares"),
    ("acre", "4046.8564224 m^2", "", "acres"),
    ("acre-foot", "acre·ft", "", "acre-feet"),
    ("sverdrup", "1e6 m^3/s", "", "sverdrups"),
    ("L", "0.001 m^3", "n µ m c d h k M G", "litre litres liter liters"),
    ("gal", "3.785411784 L", "", "gallon gallons"),
    ("bbl", "42 gal", "k", "barrel barrels"),
    # mass
    ("kg", "", "", "kilogram kilograms"),
    ("g", "0.001 kg", "p n µ m G T P", "gram grams"),
    ("t", "1000 kg", "k M G", "tonne tonnes"),
    ("lb", "0.45359237 kg", "", "lbs pound pounds"),
    ("stone", "14 lb", "", "stones"),
    ("gCO2e", "", "k", ""),
    ("tCO2e", "1e6 gCO2e", "k M G", ""),
    # the other base units of the SI
    ("A", "", "n µ m k", "ampere amperes amp amps"),
    ("K", "", "n µ m", "kelvin kelvins"),
    ("mol", "", "n µ m k", "mole moles"),
    ("cd", "", "m", "candela candelas"),
    # force, energy, power, electricity
    ("N", "kg·m/s^2", "m k M", "newton newtons"),
    ("dyn", "1e-5 N", "", "dyne dynes"),
    ("kgf", "9.80665 N", "", ""),
    ("lbf", "4.4482216152605 N", "", ""),
    ("kip", "1000 lbf", "", "kips"),
    ("slug", "1 lbf·s^2/ft", "", "slugs"),
    ("Pa", "N/m^2", "µ m h k M G T", "pascal pascals"),
    ("bar", "1e5 Pa", "m d k", "bars"),
    ("atm", "101325 Pa", "", ""),
    ("psi", "lbf/inch^2", "", ""),
    ("ksi", "1000 psi", "", ""),
    ("mmHg", "133.322387415 Pa", "", ""),
    ("inHg", "25.4 mmHg", "", ""),
    ("Torr", "1 atm per 760", "m", "torr"),
    ("J", "N·m", "p n µ m k M G T P E Z Y", "joule joules"),
    ("erg", "1e-7 J", "", "ergs"),
    ("W", "J/s", "p n µ m k M G T P E", "watt watts"),
    ("Wh", "W·hour", "m k M G T P", ""),
    ("cal", "4.184 J", "k", "calorie calories"),
    ("BTU", "1055.05585262 J", "", "BTUs Btu"),
    ("MMBtu", "1e6 BTU", "", "MMBTU dekatherm dekatherms"),
    ("therm", "1e5 BTU", "", "therms"),
    ("quad", "1e15 BTU", "", "quads"),
    ("toe", "41.868 GJ", "k M G", ""),
    ("eV", "1.602176634e-19 J", "m k M G T", ""),
    ("hp", "745.6998715822702 W", "", "horsepower"),
    ("V", "W/A", "n µ m k M", "volt volts"),
    ("VA", "V·A", "k M", ""),
    ("Ω", "V/A", "m k M G", "ohm ohms"),
    # radiation and catalysis; a dose that is weighted for harm and one that is not are both energy per mass
    ("Bq", "1/s", "k M G T P", "becquerel becquerels"),
    ("Ci", "3.7e10 Bq", "µ m k M", "curie curies"),
    ("Gy", "J/kg", "n µ m c k", "gray grays"),
    ("Sv", "J/kg", "n µ m", "sievert sieverts"),
    ("rem", "0.01 Sv", "m", "rems"),
    ("kat", "mol/s", "p n µ m", "katal katals"),
    # information
    ("bit", "", "k M G T P E Z Y Ki Mi Gi Ti", "bits"),
    ("B", "8 bit", "k M G T P E Z Y Ki Mi Gi Ti Pi", "byte bytes"),
    # pure numbers
    ("x", "1", "", "×"),
    ("%", "0.01", "", "percent pct"),
    ("‰", "0.001", "", ""),
    ("bp", "0.0001", "", "bps"),
    ("ppm", "1e-6", "", ""),
    ("ppb", "1e-9", "", ""),
    # growth is kept as a natural logarithm: an order of magnitude is ln 10
    ("growth", "", "", ""),
    ("OOM", "2.302585092994046 growth", "", "OOMs"),
    ("doubling", "0.6931471805599453 growth", "", "doublings"),
)

# code, sign (which is printed before a number), other spellings
MONEY: tuple[tuple[str, str, str], ...] = (
    ("USD", "$", "$ US$ dollar dollars"),
    ("EUR", "€", "€ euro euros"),
    ("GBP", "£", "£"),
    ("CNY", "", "RMB yuan"),
    ("JPY", "", "yen"),
    ("INR", "", "₹ rupee rupees"),
    ("KRW", "", "₩ won"),
    ("TWD", "", ""),
    ("CHF", "", ""),
    ("CAD", "", ""),
    ("AUD", "", ""),
    ("SGD", "", ""),
    ("HKD", "", ""),
    ("AED", "", ""),
    ("SAR", "", ""),
    ("SEK", "", ""),
    ("NOK", "", ""),
    ("DKK", "", ""),
    ("PLN", "", ""),
    ("BRL", "", ""),
    ("MXN", "", ""),
    ("ZAR", "", ""),
    ("RUB", "", ""),
    ("TRY", "", ""),
    ("NZD", "", ""),
    ("THB", "", ""),
    ("IDR", "", ""),
    ("MYR", "", ""),
    ("CZK", "", ""),
    ("HUF", "", ""),
    ("NGN", "", ""),
    ("KES", "", ""),
    ("ILS", "", ""),
)

# Each is a dimension of its own, so that no two ever add up by accident: name, plural, other spellings.
COUNTS: tuple[tuple[str, str, str], ...] = (
    ("chip", "chips", ""), ("die", "dies", ""), ("superchip", "superchips", ""), ("board", "boards", ""),
    ("rack", "racks", ""), ("server", "servers", ""), ("node", "nodes", ""), ("pod", "pods", ""),
    ("cluster", "clusters", ""), ("package", "packages", ""), ("wafer", "wafers", ""), ("core", "cores", ""),
    ("transistor", "transistors", ""), ("building", "buildings", ""), ("site", "sites", ""),
    ("campus", "campuses", ""), ("datacenter", "datacenters", "datacentre datacentres"),
    ("GPU", "GPUs", ""), ("TPU", "TPUs", ""), ("CPU", "CPUs", ""), ("accelerator", "accelerators", ""),
    ("token", "tokens", "tok"), ("param", "params", "parameter parameters"),
    ("FLOP", "FLOPs", ""), ("op", "ops", ""),
    ("request", "requests", ""), ("query", "queries", ""), ("sequence", "sequences", ""),
    ("message", "messages", ""),
    ("sample", "samples", ""), ("step", "steps", ""), ("epoch", "epochs", ""), ("batch", "batches", ""),
    ("run", "runs", ""), ("expert", "experts", ""), ("layer", "layers", ""), ("head", "heads", ""),
    ("model", "models", ""), ("image", "images", ""), ("frame", "frames", ""), ("word", "words", ""),
    ("character", "characters", ""), ("page", "pages", ""), ("document", "documents", ""),
    ("book", "books", ""),
    ("line", "lines", ""), ("task", "tasks", ""), ("problem", "problems", ""), ("question", "questions", ""),
    ("company", "companies", ""), ("lab", "labs", ""), ("team", "teams", ""), ("project", "projects", ""),
    ("country", "countries", ""), ("city", "cities", ""), ("person", "people", "persons"),
    ("household", "households", ""), ("user", "users", ""), ("customer", "customers", ""),
    ("subscriber", "subscribers", ""), ("employee", "employees", ""), ("worker", "workers", ""),
    ("researcher", "researchers", ""), ("engineer", "engineers", ""), ("agent", "agents", ""),
    ("patient", "patients", ""), ("child", "children", ""), ("birth", "births", ""), ("death", "deaths", ""),
    ("case", "cases", ""), ("infection", "infections", ""), ("dose", "doses", ""), ("life", "lives", ""),
    ("DALY", "DALYs", ""), ("QALY", "QALYs", ""), ("net", "nets", ""), ("cow", "cows", ""),
    ("animal", "animals", ""),
    ("vehicle", "vehicles", ""), ("car", "cars", ""), ("trip", "trips", ""), ("flight", "flights", ""),
    ("home", "homes", ""), ("panel", "panels", ""), ("turbine", "turbines", ""), ("plant", "plants", ""),
    ("reactor", "reactors", ""), ("battery", "batteries", ""), ("store", "stores", ""),
    ("order", "orders", ""),
    ("sale", "sales", ""), ("share", "shares", ""), ("seat", "seats", ""), ("vote", "votes", ""),
    ("event", "events", ""), ("item", "items", ""), ("count", "counts", ""), ("photon", "photons", ""),
    ("atom", "atoms", ""), ("cell", "cells", ""), ("lane", "lanes", ""), ("port", "ports", ""),
    ("link", "links", ""), ("switch", "switches", ""),
)  # fmt: skip

COUNT_PREFIXES: MappingProxyType[str, str] = MappingProxyType(
    {"FLOP": "k M G T P E Z Y", "token": "k M G T", "param": "k M G T", "op": "k M G T P E"}
)

# Spellings with more than one meaning, or one this tool does not compute with: why not, and what to write.
REFUSED: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "¥": ("is the sign of two currencies", 'write "CNY" or "JPY"'),
        "C": ("may mean coulomb or degree Celsius", 'write "A·s" for coulomb, "°C" for a temperature'),
        "F": ("may mean farad or degree Fahrenheit", 'write "A·s/V" for farad, "°F" for a temperature'),
        "k": ("is a scale, not a unit", 'let it touch the number, as in "16k chip"'),
        "M": ("is a scale, not a unit", 'let it touch the number, as in "16M token", or write million behind it'),
        "G": ("is a scale, not a unit", 'write "bn" or "billion", or prefix the unit, as in "16 GW"'),
        "T": ("is a scale, not a unit", 'let it touch the number, as in "15T token", or write trillion behind it'),
        "FLOPS": ("may be a count or a rate", 'write "FLOP" for a count of operations, "FLOP/s" for a rate'),
        "b": ("may mean bit or byte", 'write "bit" or "B"'),
        "pp": ("(percentage point) is not a unit here", 'write "%"; a difference of two shares is in % too'),
        "pt": ("may mean point, pint or part", "write the unit out"),
        "ton": ("may be a short, a long or a metric ton", 'write "t" for 1000 kg'),
        "tons": ("may be short, long or metric tons", 'write "t" for 1000 kg'),
        "cent": ("may be of any currency", 'write "0.12 USD" for 12 cents, or the currency it is'),
        "cents": ("may be of any currency", 'write "0.12 USD" for 12 cents, or the currency it is'),
        "Mbbl": ("is a thousand barrels to some and a million to others", 'write "kbbl", or 1000000 bbl'),
        "MM": ("may mean million or millimetre", 'write "million" after the number, or mm'),
        "a": ("may mean year, are or ampere", 'write "year", "m^2" or "A"'),
        "lakh": ("is not counted here", 'write "0.1 million" for 1 lakh'),
        "crore": ("is not counted here", 'write "10 million" for 1 crore'),
        **{
            f"{mass}CO2": ("may be a mass of gas or its effect", f'write "{mass}" for the mass, "{mass}CO2e" for the effect')
            for mass in ("g", "kg", "t", "kt", "Mt", "Gt")
        },
        **{
            f"{prefix}M": ("may mean molar", f'write "{prefix}mol/L" for a concentration') for prefix in ("p", "n", "µ", "u", "m")
        },
        "ppt": ("may mean parts per thousand or per trillion", 'write "‰" for the one, "1e-12" for the other'),
        "psu": ("is a scale and not a unit", "write a salinity as a pure number, or in g/kg"),
        "CO2": ("is not a unit", "write gCO2e or tCO2e for emissions in its equivalent, or leave it out of a mass"),
        "CO2e": ("is not a unit", "write gCO2e, kgCO2e or tCO2e"),
        "dozen": ("is not counted here", 'write "60" for 5 dozen'),
        "kph": ("is not a unit", 'write "km/hour"'),
        "in": ("is not a unit", 'write "inch"'),
        "degC": ("has a zero of its own, so it cannot be scaled or added", "write K"),
        "degF": ("has a zero of its own, so it cannot be scaled or added", "write K"),
        "°C": ("has a zero of its own, so it cannot be scaled or added", "write K"),
        "°F": ("has a zero of its own, so it cannot be scaled or added", "write K"),
        "celsius": ("has a zero of its own, so it cannot be scaled or added", "write K"),
        "dB": ("is a logarithm of a ratio", 'write the ratio: 3 dB is "2x"'),
        "dBm": ("is a logarithm of a power", "write the power in mW"),
        "°": ("is not a unit here", "write an angle as a pure number, in radians"),
    }
)  # fmt: skip

# What people call a combination, by its spelling in base units, W and J.
KNOWN_AS: tuple[tuple[str, str], ...] = (
    ("W", "power"), ("J", "energy"), ("kg·m/s^2", "force"), ("kg/s^2/m", "pressure"), ("W/A", "voltage"),
    ("W/A^2", "resistance"), ("A·s", "electric charge"), ("m/s", "speed"), ("m/s^2", "acceleration"),
    ("m^2", "area"),
    ("m^3", "volume"), ("kg/m^3", "density"), ("1/s", "a rate, per time"), ("bit/s", "data rate"),
    ("FLOP/s", "a rate of computing"), ("FLOP/J", "computing per energy"), ("token/s", "a rate of tokens"),
    ("growth/s", "growth per time"),
)  # fmt: skip
