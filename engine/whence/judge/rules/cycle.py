"""cycle: claims are computed from each other in a circle.

A value that depends on itself has no value. Of each knot one short circle is shown.

Mend: one of the steps is usually another source's figure and not computed: write it as a value, or
compare the two ways of computing it as rivals of one quantity.

```yaml
claims:
  price:
    title: Price of a chip
    formula: cost / chips
    inputs: {cost: cost, chips: 100K chip}
  cost:
    title: Cost of all chips
    formula: price * chips
    inputs:
      price: price  # <- cycle
      chips: 100K chip
```
"""
