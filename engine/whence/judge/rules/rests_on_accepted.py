"""rests-on-accepted: a headline rests on a conflict that is lived with.

A conflict that was accepted no longer asks for attention where it stands. What is published far
downstream still depends on it, and its readers have not accepted anything.

Mend: nothing has to be. Say so in the headline's `note`, or take the conflict up again.

```yaml
claims:
  chips: {title: Chips, value: 100K chip}
  power:
    title: Power of the chips
    formula: chips * each
    inputs: {chips: chips, each: 1.5 kW/chip}
    unit: MW
    stated: 400 MW
    accepted: [{rule: recomputed-differs, because: The source is wrong.}]
  cost:  # <- rests-on-accepted
    title: Cost of the power
    formula: power * price
    inputs: {power: power, price: 10 USD/W}
    headline: true
```
"""

SEVERITY = "note"
