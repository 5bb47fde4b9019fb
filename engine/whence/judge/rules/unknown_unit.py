"""unknown-unit: a unit that is not in the table.

The table of units is closed: the shipped ones and those of the base's own `units`. An unknown name is
never guessed at, since `mW` for `MW` is a factor of a thousand million.

Mend: take the spelling that is suggested, or define the unit under `units`.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 megawat  # <- unknown-unit
```
"""
