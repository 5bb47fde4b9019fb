"""bad-unit: a unit is not written as one, or not defined as one.

A unit is a product of names from the table with whole exponents. Spellings with several meanings are
refused with the reason: `b` may be bit or byte, `FLOPS` a count or a rate, a degree Celsius cannot be
scaled.

Mend: write what the hint offers.

```yaml
claims:
  speed:
    title: Speed of the link
    value: 400 Gbit/s/s/  # <- bad-unit
```
"""
