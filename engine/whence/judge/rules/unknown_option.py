"""unknown-option: an option that the choice does not have.

`prefer`, `credence` and `only` name options of the choice, or senses of its term, by their names.

Mend: take the name that is suggested.

```yaml
terms:
  spoon: {title: Spoon, senses: {teaspoon: 2 g, tablespoon: 6 g}}
choices:
  spoon-in-the-notebook:
    title: What the notebook calls a spoon
    term: spoon
    prefer: tea-spoon  # <- unknown-option
    because: It says "level".
```
"""
