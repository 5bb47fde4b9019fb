"""unknown-input: an input names nothing.

An input is the id of a claim, quantity or choice, or a literal value. What it names does not exist under
that id, so the claim and everything that rests on it has no value.

Mend: take the id that is suggested. If a record was renamed, its old id belongs under its `aliases`.

```yaml
claims:
  chips: {title: Chips in the building, value: 100K chip}
  power:
    title: Power of the chips
    formula: count * each
    inputs:
      count: chip-count  # <- unknown-input
      each: 2 kW/chip
```
"""
