"""unknown-option: an option that the choice does not have.

`prefer`, `credence` and `only` name options of the choice, or senses of its term, by their names.

Mend: take the name that is suggested.

```yaml
choices:
  mile:
    title: Which mile the diary counts
    options: {land: 1609 m, sea: 1852 m}
    prefer: nautical  # <- unknown-option
    because: It was written on board.
```
"""
