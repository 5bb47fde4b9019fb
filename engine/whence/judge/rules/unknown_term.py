"""unknown-term: a choice names a term that does not exist.

A choice takes its options from the senses of a term, and there is no term of that id.

Mend: take the id that is suggested, or give the choice `options` of its own.

```yaml
terms:
  spoon: {title: Spoon, senses: {teaspoon: 2 g, tablespoon: 6 g}}
choices:
  spoon-in-the-notebook:
    title: What the notebook calls a spoon
    term: spoons  # <- unknown-term
```
"""
