"""Stated figures with the verdict on each, for the engine and for the browser."""

from __future__ import annotations

# value of the input, formula, unit, stated, verdict, end of the range
TABLE = [
    # rounding explains it: half a unit of the last digit of the input, of the figure, of both
    ("100 MW", "a", "MW", "95 MW", "agrees", ""),
    ("100 MW", "a", "MW", "105 MW", "agrees", ""),
    ("100.0 MW", "a", "MW", "100 MW", "agrees", ""),
    ("100 MW", "a", "MW", "0.1 GW", "agrees", ""),
    ("0.36 MW", "a", "MW", "0.4 MW", "agrees", ""),
    ("0.26 MW", "a", "MW", "0.3 MW", "agrees", ""),
    ("0.151 MW", "a", "MW", "0.2 MW", "agrees", ""),
    ("0.139 MW", "a", "MW", "0.2 MW", "soft", ""),
    # an integer has at least two digits, and its other zeros at the end are none
    ("19500 chip", "a", "chip", "20000 chip", "agrees", ""),
    ("23500 chip", "a", "chip", "20000 chip", "soft", ""),
    ("2.9 kg", "a", "kg", "3 kg", "agrees", ""),
    ("2.89 kg", "a", "kg", "3 kg", "close", ""),
    # a decimal zero is a digit
    ("0.235 MW", "a", "MW", "0.20 MW", "soft", ""),
    # an exponent is as written: 2e27 is 1.5e27 to 2.5e27
    ("1.6e27 FLOP", "a", "FLOP", "2e27 FLOP", "agrees", ""),
    ("1.6e27 FLOP", "a", "FLOP", "2.0e27 FLOP", "soft", ""),
    # ~ stands for the width in the settings, and never for less than its digits
    ("109 MW", "a", "MW", "~100 MW", "agrees", ""),
    ("112.5 MW", "a", "MW", "~100 MW", "soft", ""),
    ("0.44 MW", "a", "MW", "~0.4 MW", "agrees", ""),
    # an error that the source declares is its own
    ("11.4 kg", "a", "kg", "10 ± 1 kg", "agrees", ""),
    ("12.5 kg", "a", "kg", "10 ± 1 kg", "soft", ""),
    # a range of ours holds the figure; it is exact in its middle
    ("80 to 200 MW", "a", "MW", "170 MW", "inside", ""),
    ("80 .. 200 MW", "a", "MW", "180 MW", "inside", ""),
    ("80 to 125 MW", "a", "MW", "100 MW", "agrees", ""),
    # the low end of 24 to 27 kW for 32 chips was used, and said besides
    ("24 to 27 kW", "a * 6250", "MW", "150 MW", "inside", "low"),
    ("24 to 27 kW", "a * 6250", "MW", "169 MW", "inside", "high"),
    ("24 to 27 kW", "a * 6250", "MW", "159 MW", "agrees", ""),
    ("24 to 27 kW", "a * 6250", "MW", "171 MW", "close", ""),
    # within 10 %, a factor of 1.5, and beyond; either way
    ("100.0 MW", "a", "MW", "109.0 MW", "close", ""),
    ("100.0 MW", "a", "MW", "92.0 MW", "close", ""),
    ("100.0 MW", "a", "MW", "149.0 MW", "soft", ""),
    ("100.0 MW", "a", "MW", "67.0 MW", "soft", ""),
    ("100.0 MW", "a", "MW", "152.0 MW", "mismatch", ""),
    ("100.0 MW", "a", "MW", "66.0 MW", "mismatch", ""),
    ("100 MW", "a", "MW", "100 kW", "mismatch", ""),
    # negative figures by their size, and never across zero
    ("-100.0 USD", "a", "USD", "-92.0 USD", "close", ""),
    ("-100.0 USD", "a", "USD", "100.0 USD", "mismatch", ""),
    # a stated bound is hard
    ("100 MW", "a", "MW", '"> 80 MW"', "agrees", ""),
    ("100 MW", "a", "MW", '"< 90 MW"', "soft", ""),
    ("21.8 kg", "a", "kg", '"< 20 kg"', "soft", ""),
    ("20.5 kg", "a", "kg", '"at most 20.4 kg"', "soft", ""),
    ("100 MW", "a", "MW", '"< 300 MW"', "agrees", ""),
    ("100 MW", "a", "MW", '"> 300 MW"', "mismatch", ""),
    ("90 to 110 MW", "a", "MW", '"< 95 MW"', "inside", ""),
    ("90 to 110 MW", "a", "MW", '"> 120 MW"', "soft", ""),
    # ours is a bound: nothing above it is excluded
    ("at least 200 MW", "2 * a", "MW", "500 MW", "inside", ""),
    ("at least 200 MW", "2 * a", "MW", "300 MW", "soft", ""),
    ("at least 200 MW", "2 * a", "MW", "100 MW", "mismatch", ""),
    ("at most 200 MW", "2 * a", "MW", "100 MW", "inside", ""),
    ("at most 200 MW", "2 * a", "MW", "500 MW", "soft", ""),
    ("at least 200 MW", "2 * a", "MW", '"> 300 MW"', "agrees", ""),
    ("at least 200 MW", "2 * a", "MW", '"> 500 MW"', "inside", ""),
    ("at least 200 MW", "2 * a", "MW", '"< 300 MW"', "soft", ""),
    # an end that is left out is no agreement with it
    ("more than 200 MW", "2 * a", "MW", '"> 400 MW"', "agrees", ""),
    ("at least 200 MW", "2 * a", "MW", '"> 400 MW"', "inside", ""),
    ("at most 200 MW", "2 * a", "MW", '"> 400 MW"', "soft", ""),
    ("less than 200 MW", "2 * a", "MW", '"at least 400 MW"', "soft", ""),
    ("at most 200 MW", "2 * a", "MW", '"at least 400 MW"', "inside", ""),
    ("1 year", "a", "year", '"> 1 year"', "agrees", ""),
    ("5 to 20 MW", "a", "MW", '"< 10 MW"', "inside", ""),
    ("10 ± 1 kg", "a", "kg", '"> 10 kg"', "inside", ""),
    ("10 ± 1 kg", "a", "kg", '"at least 10 kg"', "agrees", ""),
    # a stated range is compared end by end; a bare figure of ours lies in it or not
    ("100 to 150 MW", "a", "MW", "100 to 150 MW", "agrees", ""),
    ("100 to 150 MW", "a", "MW", "95.0 to 160.0 MW", "close", ""),
    ("90 to 130 MW", "a", "MW", "100 to 150 MW", "soft", ""),
    ("10 to 400 MW", "a", "MW", "60 to 65 MW", "mismatch", ""),
    ("120 MW", "a", "MW", "100 to 150 MW", "agrees", ""),
    ("159 MW", "a", "MW", "100 to 150 MW", "close", ""),
    ("200 MW", "a", "MW", "100 to 150 MW", "soft", ""),
    # with a central value, that and the width of the error are compared, in whatever form it is written
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 ± 9 kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10.0 ± 1.0 kg", "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 ± 0.1 kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 +9 -1 kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 +1 -1 kg", "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10.0(90) kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", '"{normal: {mean: 10 kg, sd: 9 kg}}"', "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", '"normal(10, 1) kg"', "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", '"{quantiles: {25%: 8 kg, 50%: 10 kg, 75%: 12 kg}}"', "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 ± 3 kg between 0 and 20 kg", "width", ""),
    ("4 to 6 kg", "2 * a", "kg", "9.8 ± 1.2 kg", "agrees", ""),
    # a value that lies within the error stated is fine, its error may not be; one beyond both is off
    ("5.0 ± 0.5 kg", "2 * a", "kg", "18 ± 9 kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10.8 ± 1.0 kg", "inside", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "30 ± 2 kg", "mismatch", ""),
    # at the level that is stated
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 (95% CI 8.0 to 12.0) kg", "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 (95% CI 8.36 to 11.64) kg", "width", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "10 (90% CI 8.36 to 11.64) kg", "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "95% CI 8.04 to 11.96 kg", "agrees", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "95% CI 8.36 to 11.64 kg", "close", ""),
    ("5.0 ± 0.5 kg", "2 * a", "kg", "50% CI 9.33 to 10.67 kg", "agrees", ""),
    ("5.0 (95% CI 4.0 to 6.0) kg", "2 * a", "kg", "10 (95% CI 8.0 to 12.0) kg", "agrees", ""),
    ("95% CI 4.0 to 6.0 kg", "2 * a", "kg", "95% CI 8.0 to 12.0 kg", "agrees", ""),
    ("95% CI 4.0 to 6.0 kg", "2 * a", "kg", "8.0 to 12.0 kg", "close", ""),
    # ends alone that are near beside each other may be far apart for their width
    ("100 ± 5 kg", "a", "kg", "99.0 to 101.0 kg", "width", ""),
    ("5 .. 6 kg", "2 * a", "kg", "10 .. 12 kg", "agrees", ""),
    # growth is compared as growth
    ("3.35x per year", "a", "x per year", "3.3x per year", "agrees", ""),
    ("1.10x per year", "a", "x per year", "1.01x per year", "mismatch", ""),
    ("1.006x per year", "a", "x per year", "0.994x per year", "mismatch", ""),
    ("0.10 OOM/year", "a", "x per year", "1.26x per year", "agrees", ""),
    # money, shares
    ("$2.00/hour", "a * 8766", "USD/hour", "$17.5K/hour", "agrees", ""),
    ("40%", "a / 2", '"%"', "20%", "agrees", ""),
]

# Everything that the figure follows from, the formula, the figure, and the verdict.
EXACT = [
    ("a: 1000.00 USD, b: 1000.00 USD", "a + b", "2187.43 USD", "soft"),
    ("a: 1000.00 USD, b: 1000.00 USD", "a + b", "2000.00 USD", "agrees"),
    ("n: 3, a: 33.33 USD", "n * a", "100.00 USD", "agrees"),
    ("a: 33.33 USD", "3 * a", "100.00 USD", "agrees"),
    ("a: 33.33 USD", "3 * a", "100.02 USD", "soft"),
    ("p: 12 item", "2 * p", "26 item", "soft"),
    ("p: 12 item", "2 * p", "25 item", "agrees"),
    ("p: 12", "2 * p", "26", "soft"),
    # rates, data, larger counts, money in round sums and measures are not exact
    ("a: 10.00 USD/hour, t: 20 hour", "a * t", "212.00 USD", "close"),
    ("a: 12 GB", "2 * a", "26 GB", "close"),
    ("p: 123 item", "2 * p", "260 item", "close"),
    ("a: $1000, b: $1000", "a + b", "$2150", "close"),
    ("a: 1000.0 USD", "2 * a", "2150.00 USD", "close"),
    ("a: 1.2 m", "2 * a", "2.6 m", "close"),
    ("a: 5 million people", "2 * a", "10.9 million people", "close"),
    # a literal of one unit and the constants of a formula are exact
    ("a: 24 hour, y: 1 day", "a / y * 2", "2.0", "agrees"),
    ("a: 24.0 hour, y: 1 day", "a / y * 2", "2.1", "close"),
]

# A stated figure with its verdict, where a check leaves 1.9 to 2.09 of what its inputs give: the formula at the middle
# of each input gives 2.24, at their ends 2 to 2.5.
LEFT = [
    ("2.25 million EUR/year", "soft"),
    ("2.05 million EUR/year", "agrees"),
    ("1.95 million EUR/year", "inside"),
    ("2.0 to 2.5 million EUR/year", "soft"),
    ("1.9 to 2.1 million EUR/year", "agrees"),
    ("2.25 ± 0.05 million EUR/year", "soft"),
    ("at least 2.2 million EUR/year", "soft"),
]


def posts(stated: str, full: str = "90%", head: str = "10%") -> str:
    """A base in which a check leaves some of the draws of a stated figure: the pay may not be more than the budget."""
    return f"""
        claims:
          posts: {{title: Posts, value: 40 to 50 post}}
          budget: {{title: Budget, value: 2.1 million EUR/year}}
          pay: {{title: Pay, formula: p * k * w, inputs: {{p: posts, k: heads, w: wage}}, unit: EUR/year, stated: {stated}}}
          wage: {{title: Wage, value: 50000 EUR/year/post}}
        choices:
          heads: {{title: What a post is, options: {{full: 1, head: 0.7}}, credence: {{full: {full}, head: {head}}}}}
        checks:
          fits: {{title: It fits, assert: p <= b, inputs: {{p: pay, b: budget}}, on_fail: rule-out}}
        units: {{post: {{title: A post}}}}
    """
