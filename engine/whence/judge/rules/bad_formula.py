"""bad-formula: a formula cannot be parsed.

A formula is one expression over its inputs: `+ - * / ^`, brackets, comparisons in checks, and the
functions in the manual. It is not a program. It has at most 2,000 characters, 500 parts and 32 levels.

Mend: the hint shows how the thing is written here.

```yaml
claims:
  side:
    title: Side of the square
    value: 3 m
  area:
    title: Area of the square
    formula: side ** 2  # <- bad-formula
    inputs: {side: side}
```
"""
