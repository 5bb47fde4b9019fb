"""value-or-formula: a claim has none, or several, of `value`, `formula`, `missing` and `qualitative`.

A claim is written, computed, known and not here, or said without a figure. One that has both a value and a formula would show a
number that nobody keeps in step with its inputs.

Mend: keep the formula, and put the figure that the source prints into `stated`, where it is compared with
ours.

```yaml
claims:
  chips: {title: Chips, value: 100K chip}
  power:
    title: Power of the chips
    formula: chips * each  # <- value-or-formula
    inputs: {chips: chips, each: 2 kW/chip}
    value: 200 MW
```
"""
