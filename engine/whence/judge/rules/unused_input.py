"""unused-input: an input is declared and not used.

An input that the formula does not use looks like support and is none. Often the formula was changed and
the list was not, or a factor was forgotten.

Mend: use it in the formula, or take it away.

```yaml
claims:
  chips: {title: Chips in the building, value: 100K chip}
  overhead: {title: Overhead of cooling, value: 1.2x}
  power:
    title: Power of the chips
    formula: chips * each
    inputs:
      chips: chips
      each: 2 kW/chip
      overhead: overhead  # <- unused-input
```
"""
