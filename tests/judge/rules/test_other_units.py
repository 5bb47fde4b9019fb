"""Words that carry the digits of a figure and not the figure: another prefix or unit, another "per", another sign."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition

PREFIXES = ["µ", "m", "k", "M", "G"]
SAID = ("excerpt-differs", "per-differs", "sign-differs", "excerpt-not-compared")


def told(value: str, excerpt: str, title: str = "A") -> list[str]:
    found = edition(
        f'claims: {{a: {{title: "{title}", value: "{value}", kind: fact, cites: [{{source: s, excerpt: "{excerpt}"}}]}}}}',
        "sources: {s: {title: S}}",
    )
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    return [each.rule for each in found.findings if each.rule in SAID]


@pytest.mark.parametrize(
    ("value", "excerpt"),
    [
        ("5 ug/kg", "5 mg/kg"), ("5 µg/kg", "5 mg/kg"), ("5 ppm", "5 ppb"), ("5 ppb", "5 ppm"), ("5%", "5 ‰"), ("5 ‰", "5%"),
        ("0.5 g/t", "0.5 mg/t"), ("5 mL/L", "5 µL/L"), ("5 mm/m", "5 cm/m"), ("5 ppm", "5 parts per billion"), ("5%", "5 per mille"),
        ("3 kWh/kWh", "3 Wh/kWh"), ("5 MPa", "5 psi"), ("5 kN", "5 kip"), ("5 Pa", "5 ksi"), ("5 m", "5 fathoms"), ("5 mSv", "5 uSv"),
        ("5 mSv", "5 µSv"), ("5 ZJ", "5 YJ"), ("5 ZB", "5 YB"), ("5 km/hour", "5 knots"), ("5 km", "5 nautical miles"), ("5 m^3", "5 acre-feet"),
        ("5 MJ", "5 therms"), ("5 kcal", "5 cal"), ("5 N", "5 lbf"), ("5 kPa", "5 mmHg"), ("5 Pa", "5 dbar"), ("5 m", "5 kip"),
        ("5 kN·m", "5 N m"), ("5 J/(kg·K)", "5 kJ/(kg K)"), ("5 W/m^2", "5 mW m-2"), ("5 m/s", "5 km s⁻¹"), ("5 mol/L", "5 mM"),
        ("5 GJ", "5 MMBtu"), ("5 mg/kg", "5 mg"), ("5 dbar", "5 millibars"), ("5 MPa", "5 kilopascals"), ("5 kW", "5 MVA"), ("5 L", "5 barrels"), ("5 Bq", "5 curies"),
    ],
)  # fmt: skip
def test_excerpt_differs__the_same_digits_of_another_unit(value: str, excerpt: str) -> None:
    assert told(value, excerpt) == ["excerpt-differs"]


@pytest.mark.parametrize(
    ("value", "excerpt"),
    [
        ("5 mg/kg", "5 mg/kg"), ("5 mg/kg", "5 ppm"), ("250 MPa", "250 N/mm2"), ("250 MPa", "250 N/mm²"), ("5 dbar", "5 decibars"), ("3 kN/m^2", "3 kPa"), ("5 mg/L", "5 ppm"), ("5 g/kg", "5 ‰"), ("0.5%", "5 ‰"), ("5 ppm", "5 parts per million"),
        ("5 ppm", "5 ppmv"), ("120 mmHg", "120 mmHg"), ("5 kN·m", "5 kN m"), ("5 kN·m", "5 kN·m"), ("5 J/(kg·K)", "5 J/(kg K)"),
        ("5 W/m^2", "5 W m-2"), ("5 W/m^2", "5 W m⁻²"), ("5 km/s", "5 km s-1"), ("5 mmol/L", "5 mM"), ("34.5 MPa", "5 ksi"), ("5 bbl", "5 barrels"),
        ("9.26 km", "5 nautical miles"), ("9.26 km/hour", "5 kn"), ("5e6 m^3/s", "5 Sv"), ("5 Sv", "5 Sv"), ("5 m", "5 of them"), ("12 m", "12 deep"),
        ("0.208 event/patient", "20.8 %"), ("0.208 event/patient", "20.8% of patients"), ("0.05 death/birth", "5% of births"),
        ("0.208 event/patient/year", "20.8% per year"), ("20.8%", "0.208 events per patient"),
    ],
)  # fmt: skip
def test_excerpt__the_same_amount_is_no_objection(value: str, excerpt: str) -> None:
    assert told(value, excerpt) == []


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(PREFIXES),
    st.sampled_from(PREFIXES),
    st.sampled_from(["kg", "L", "m^2"]),
)
def test_excerpt_differs__a_slip_of_a_prefix_is_told_whatever_it_is_per(
    one: str, other: str, below: str
) -> None:
    units = {"µ": "µW", "m": "mW", "k": "kW", "M": "MW", "G": "GW"}
    assert bool(told(f"7.3 {units[one]}/{below}", f"7.3 {units[other]}/{below}")) == (one != other)


def test_excerpt_differs__a_rate_of_counts_against_another_per_cent() -> None:
    assert told("0.208 event/patient", "28.0 %") == ["excerpt-differs"]


@pytest.mark.parametrize(
    ("value", "excerpt", "title"),
    [
        ("280 Gt/year", "280 Gt", "Ice lost by Greenland"), ("280 Gt", "280 Gt per year", "Ice lost by Greenland"),
        ("0.2 K", "0.2 K per decade", "Trend of the temperature"), ("0.2 K/decade", "0.2 K", "Trend"), ("3 mm/year", "3 mm", "Sea level"),
        ("5 kg", "5 kg per person", "Waste"), ("5 kg/person", "5 kg", "Waste"), ("10 USD/year", "10 dollars", "Fee"), ("200 MW", "200 MW a year", "Turbines"),
        ("3 death/year", "3 deaths", "Accidents"), ("0.5 mg", "0.5 mg/day", "Dose"), ("12 kN", "12 kN/m", "Load"),
    ],
)  # fmt: skip
def test_per_differs__a_per_that_was_lost_or_added(value: str, excerpt: str, title: str) -> None:
    assert told(value, excerpt, title) == ["per-differs"]


@pytest.mark.parametrize(
    ("value", "excerpt", "title"),
    [
        ("280 Gt/year", "280 Gt/yr", "Ice"), ("280 Gt/year", "280 Gt yr-1", "Ice"), ("280 Gt/year", "an annual loss of 280 Gt", "Ice"),
        ("280 Gt/year", "280 Gt", "Ice lost each year"), ("5 kg/person", "5 kg of waste per head", "Waste"), ("5 kg/person", "5 kg", "Waste of a person"),
        ("24 kW", "24 kilowatts per 32 chips", "Power of 32 chips"), ("5 USD", "$5 per net", "Price of a net"), ("3 GW", "3 GW within a year", "Grid"),
        ("12 Tbit/s", "12 Tbps", "Link"), ("5%", "5% per year", "Discount rate"), ("4 bit/param", "4-bit weights", "Size of weights"),
    ],
)  # fmt: skip
def test_per_differs__not_where_words_or_title_say_it(value: str, excerpt: str, title: str) -> None:
    assert told(value, excerpt, title) == []


@pytest.mark.parametrize(
    ("value", "excerpt", "title"),
    [
        ("4%", "fell by 4 %", "Change of the price"), ("3.2", "−3.2", "Slope"), ("3.2 m", "at -3.2 m", "Level"), ("-3.2", "3.2", "Slope"),
        ("5 USD", "a loss of $5", "Result"), ("5 Gt", "declined by 5 Gt", "Change of the ice mass"), ("-4%", "rose by 4 %", "Change of the price"), ("3.2", "–3.2", "Slope"),
        ("-4%", "a growth of 4 %", "Price"), ("12 mmHg", "a reduction of 12 mmHg", "Change in blood pressure"), ("5 °C", "at −5 °C", "Night"),
        ("5 USD", "a deficit of $5", "Balance of the budget"), ("5%", "sales fell 5 %", "Sales"), ("5%", "a decline of 5 %", "Sales"),
        ("5%", "down 5 % on the year", "Revenue"), ("5%", "negative growth of 5 %", "Growth"), ("30%", "uses 30 % less energy", "Change in energy use"),
        ("5%", "the cost fell 5 %", "Change of the cost"), ("5 USD", "the price fell by $5", "Price"), ("2 m", "2 m below the sea", "Elevation"),
        ("3 kg", "a loss of 3 kg", "Change of mass"), ("5%", "a 5 % drop in sales", "Sales"),
        ("-4 °C", "the water was 4 °C", "Water"), ("-4 °C", "fell to 4 °C", "Water"), ("-5 m", "fell to 5 m", "Level"), ("-30%", "dropped to 30 % of before", "Sales"),
    ],
)  # fmt: skip
def test_sign_differs__a_sign_or_a_direction_that_was_lost(value: str, excerpt: str, title: str) -> None:
    assert told(value, excerpt, title) == ["sign-differs"]


@pytest.mark.parametrize(
    ("value", "excerpt", "title"),
    [
        ("4%", "fell by 4 %", "Decline of the price"), ("-4%", "fell by 4 %", "Change of the price"), ("5 USD", "a loss of $5", "Loss"),
        ("-5 USD", "a loss of $5", "Result"), ("-5 USD", "a net loss of $(5)", "Result"), ("-3.2", "−3.2", "Slope"), ("-3.2", "–3.2", "Slope"), ("3.2 m", "the rod – 3.2 m long", "Length"), ("-3.2", "minus 3.2", "Slope"),
        ("4%", "rose by 4 %", "Change of the price"), ("12 mmHg", "fell by 12 mmHg", "Reduction of the pressure"), ("95%", "reduced cases by 95 %", "Efficacy"),
        ("3 to 5 kg", "3-5 kg", "Mass"), ("5 m", "fell to 5 m", "Level"), ("20%", "a 20 % drop in price", "Price cut"), ("5 m", "(~5 m)", "Level"),
        ("-40 m", "40 m below the sea", "Height"), ("5%", "sales fell to 5 %", "Sales"), ("-4 °C", "4 °C of frost", "Night"), ("-4 °C", "fell to −4 °C", "Water"), ("5%", "it fell from 7 % to 5 %", "Unemployment rate"),
        ("5%", "5 % of the shops declined", "Share"), ("5%", "5 % fell ill", "Share"), ("5%", "sales fell 5 %", "Fall of sales"), ("280 Gt", "a loss of 280 Gt", "Ice"), ("5%", "5 % below the target", "Shortfall"),
        ("5%", "5 % less than that", "Share of it"), ("12 USD", "spent $12", "Cost"), ("4 kg", "gpt-4 weighs 4 kg", "Mass"), ("10 m", "width - 10 m", "Width of the drop"),
    ],
)  # fmt: skip
def test_sign_differs__not_where_words_or_title_say_it(value: str, excerpt: str, title: str) -> None:
    assert told(value, excerpt, title) == []


@pytest.mark.parametrize(
    ("value", "excerpt"), [("12 m", "a well of 12 klafter"), ("5 W", "5 dB"), ("5 MPa", "5 quatloos")]
)
def test_excerpt_not_compared__a_unit_that_is_not_known_does_not_pass_for_any(
    value: str, excerpt: str
) -> None:
    assert told(value, excerpt) == ["excerpt-not-compared"]


def test_excerpt_not_compared__a_unit_of_the_base_is_known() -> None:
    found = edition(
        """
        units: {klafter: {title: Klafter, equals: 1.8965 m}}
        claims:
          a: {title: A, value: 12 m, kind: fact, cites: [{source: s, excerpt: a well of 12 klafter}]}
          b: {title: B, value: 12 klafter, kind: fact, cites: [{source: s, excerpt: a well of 12 klafter}]}
        """,
        "sources: {s: {title: S}}",
    )
    assert [(each.id, each.rule) for each in found.findings if each.rule in SAID] == [
        ("a", "excerpt-differs")
    ]


@pytest.mark.parametrize(
    ("value", "excerpt"),
    [
        ("1240 GBP", "£1 240"), ("1.24 million EUR", "€1 240 000"), ("1240 CHF", "CHF 1'240"), ("1240 GBP", "1 240 GBP"), ("5300 kg", "5 300 kg"),
        ("5300 kg", "5\u202f300 kg"), ("300 kg", "in phase 5 300 kg"), ("1200000 EUR", "1,2 Mio. €"), ("1.2 bn USD", "USD 1.2bn"),
    ],
)  # fmt: skip
def test_excerpt__thousands_that_are_set_apart_are_one_number(value: str, excerpt: str) -> None:
    assert told(value, excerpt) == []


def test_excerpt_differs__names_no_claim_of_which_one_end_alone_is_there() -> None:
    text = """
        claims:
          a: {title: Height of the tower, value: 70 m, kind: fact, cites: [{source: s, excerpt: the mast is 40 m high}]}
          b: {title: The mast, value: 40 to 55 m, kind: fact, cites: [{source: s, excerpt: the mast is 40 m high}, {source: s, excerpt: or 55 m}]}
    """
    partial = [
        each
        for each in edition(text, "sources: {s: {title: S}}").findings
        if each.rule == "excerpt-differs" and each.id == "a"
    ]
    assert len(partial) == 1
    assert "it fits" not in partial[0].message
    whole = text.replace("40 to 55 m", "40 m")
    [found] = [
        each for each in edition(whole, "sources: {s: {title: S}}").findings if each.rule == "excerpt-differs"
    ]
    assert "it fits" in found.message


# --- which way a growth goes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "value", "words", "told"),
    [
        ("Growth of traffic", "4% per year", "traffic fell by 4 percent a year", True),
        ("Change of traffic", "-4% per year", "traffic grew by 4 percent a year", True),
        ("Decline of traffic", "4% per year", "traffic fell by 4 percent a year", False),
        ("Growth of traffic", "4% per year", "traffic grew by 4 percent a year", False),
        ("Change of traffic", "-4% per year", "traffic fell by 4 percent a year", False),
        ("Growth of the price", "halving in 2 year", "halved in 2 years", False),
        ("Growth of the price", "0.5x per year", "0.5x a year", False),
        ("Growth of the price", "2x per year", "prices double each year", False),
    ],
)
def test_sign__of_a_growth(title: str, value: str, words: str, told: bool) -> None:
    found = edition(
        f"sources: {{p: {{title: Paper}}}}\nclaims: {{a: {{title: {title}, value: {value}, cites: [{{source: p, excerpt: {words}}}]}}}}"
    ).findings
    assert [each.rule for each in found if each.severity != "note"] == ["sign-differs"] * told
