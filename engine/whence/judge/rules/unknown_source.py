"""unknown-source: a citation names a source that does not exist.

A pointer into nothing is no evidence. Sources are records of their own under `sources/`, so that one
document has one id.

Mend: take the id that is suggested, or add the source. An origin that the document does not name is
`unstated`.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 MW
    cites:
      - source: survey-2024  # <- unknown-source
sources:
  survey-2025: {title: The survey of 2025}
```
"""
