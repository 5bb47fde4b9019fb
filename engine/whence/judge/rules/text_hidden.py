r"""text-hidden: text holds a character that cannot be seen.

A zero-width or direction character can make a text read differently from what it is, or make two equal
words differ. In ids, values and units it is an error; in prose it is shown.

Mend: take it out. It usually came along with something pasted.

```yaml
claims:
  power:
    title: "Power \u202e of the building"  # <- text-hidden
    value: 200 MW
```
"""
