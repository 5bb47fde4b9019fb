"""duplicate-id: two records have one id.

Claims, quantities, choices, checks and terms share one namespace, whatever file they stand in, so that a
reference has one meaning. The first record is kept; the second is not read.

Mend: rename one of the two, or delete it if both say the same.

```yaml
claims:
  power: {title: Power of the building, value: 200 MW}
quantities:
  power: {title: Power of the site}  # <- duplicate-id
```
"""
