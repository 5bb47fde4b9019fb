"""unknown-term: a choice names a term that does not exist.

A choice takes its options from the senses of a term, and there is no term of that id.

Mend: take the id that is suggested, or give the choice `options` of its own.

```yaml
terms:
  gallon: {title: Gallon, senses: {imperial: 4.55 L, american: 3.79 L}}
choices:
  gallon-in-the-log: {title: Which gallon the log counts, term: galon}  # <- unknown-term
```
"""
