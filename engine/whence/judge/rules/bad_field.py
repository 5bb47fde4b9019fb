"""bad-field: a field holds something that it cannot hold.

A list where text is wanted, a kind that does not exist, an address that is none, a hidden character in a
value: the record is absent until it is put right, so that nothing is computed from a guess.

Mend: the message says what may stand there.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 MW
    kind: forcast  # <- bad-field
```
"""
