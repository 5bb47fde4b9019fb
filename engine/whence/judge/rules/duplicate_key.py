"""duplicate-key: a field is given twice.

Of two values for one field, YAML readers silently keep one. Here neither is kept: the record is absent
until one of the two lines goes.

Mend: delete the line that is out of date. If it is an older value, put it into `history` with the reason.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 MW
    kind: fact
    value: 300 MW  # <- duplicate-key
```
"""
