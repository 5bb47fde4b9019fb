"""undeclared-name: a formula uses a name that is not among its inputs.

Only the keys of `inputs` have a meaning in a formula: an id is not read there, so that formulas stay
short and a renamed record is changed in one place.

Mend: declare the name under `inputs`, or correct its spelling.

```yaml
claims:
  chips: {title: Chips in the building, value: 100K chip}
  power:
    title: Power of the chips
    formula: chips * each_chip  # <- undeclared-name
    inputs: {chips: chips, each: 2 kW/chip}
```
"""
