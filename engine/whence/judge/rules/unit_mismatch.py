"""unit-mismatch: two things of different kinds are added, compared or taken for each other.

Dimensions are worked out once for each formula, before any number. Chips are not racks and power is not
energy, so a sum or comparison of them has no meaning, and a formula must come to what its `unit` and
`stated` say.

Mend: the two sides stand under each other in the message. What is missing is usually a factor: chips in a
rack, hours in a month.

```yaml
claims:
  power: {title: Power of the site, value: 200 MW}
  energy: {title: Energy in the battery, value: 50 MWh}
  both:
    title: Power and energy
    formula: power + energy  # <- unit-mismatch
    inputs: {power: power, energy: energy}
```
"""
