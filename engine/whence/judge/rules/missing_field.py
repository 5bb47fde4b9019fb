"""missing-field: a field that a record needs is not there.

Every record needs a title, by which it is shown; a citation needs a source, a check an assertion, a
choice its options. A `prefer` needs its `because`: a preference without a reason cannot be weighed by
anybody else.

Mend: write the field.

```yaml
claims:
  power:  # <- missing-field
    value: 200 MW
```
"""
