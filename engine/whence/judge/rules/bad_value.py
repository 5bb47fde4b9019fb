"""bad-value: a value is not written as one.

One grammar reads every number in a base, and it guesses nothing: a comma in a number, a range with a
hyphen or the wrong way round, a suffix that stands apart could each mean two things.

Mend: write it as the hint shows. The manual has the grammar with an example for each form.

```yaml
claims:
  power:
    title: Power of the racks
    value: 27 to 24 kW  # <- bad-value
```
"""
