"""duplicate-id: two records have one id.

Claims, quantities, choices, checks, terms, sources and changes share one namespace with all their aliases,
whatever file they stand in, so that an id has one meaning in every command and on every page. Units are words
of values and stand apart. The first record is kept; the second is not read.

Mend: rename one of the two, or delete it if both say the same.

```yaml
claims:
  power: {title: Power of the building, value: 200 MW}
quantities:
  power: {title: Power of the site}  # <- duplicate-id
```
"""
