"""When nothing survives: each check with arithmetic that does not hold, and the value that would fit."""

from __future__ import annotations

import textwrap

from small import edition

BASE = """
    terms:
      gb200: {{title: GB200, senses: {{chip: {chip} chip, rack: 72 chip}}}}
    choices:
      reading: {{title: What the post counts, term: gb200}}
    claims:
      need: {{title: Power, formula: sense * n * unit, inputs: {{sense: reading, n: 100, unit: 1 MW/chip}}, unit: MW}}
    checks:
      fits: {{title: Fits, assert: need <= supply, inputs: {{need: need, supply: {supply}}}, on_fail: rule-out}}
      {used}
"""
USED = "used: {title: Used, assert: need >= use, inputs: {need: need, use: 800 MW}, on_fail: rule-out}"


def message(**parts: str) -> str:
    """What `no-context-survives` says."""
    found = edition(BASE.format(**parts))
    (said,) = (each.message for each in found.findings if each.rule == "no-context-survives")
    return said


def test_no_context_survives__of_two_checks_each_is_shown_where_it_does_not_hold() -> None:
    assert message(chip="1", supply="1000 MW", used=USED) == textwrap.dedent("""\
        no combination of options passes these checks
          fits     need <= supply does not hold with reading = rack
                   need 7200 MW, supply 1000 MW
          used     need >= use does not hold with reading = chip
                   need 100 MW, use 800 MW
          reading  8 to 10 chip would fit; no sense has it""")


def test_no_context_survives__says_which_value_would_fit() -> None:
    said = message(chip="10", supply="800 MW", used="")
    assert said.endswith("reading  8 chip would fit; no sense has it")


def test_no_context_survives__says_nothing_where_no_value_would() -> None:
    assert "would fit" not in message(chip="1", supply="500 MW", used=USED)


def test_prefer_ruled_out__preferences_that_cannot_stand_together_show_the_check() -> None:
    found = edition("""
        choices:
          a: {title: A, options: {one: 1 MW, two: 2 MW}, prefer: two, because: said}
          b: {title: B, options: {one: 1 MW, two: 2 MW}, prefer: two, because: said}
        claims:
          need: {title: Power, formula: a + b, inputs: {a: a, b: b}, unit: MW}
        checks:
          fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: 3 MW}, on_fail: rule-out}
    """)
    (said,) = (each.message for each in found.findings if each.rule == "prefer-ruled-out")
    assert said.endswith("fits  need <= supply does not hold\n        need 4 MW, supply 3 MW")
