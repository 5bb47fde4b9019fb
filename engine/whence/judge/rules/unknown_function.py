"""unknown-function: a function that does not exist.

The functions are `if min max sum mean geomean abs sqrt exp log log2 log10 round floor ceil trunc clamp grow annual
growth_rate`, and no others.

Mend: `log` is the natural logarithm; `round(x, step)` takes a step, and no count of digits.

```yaml
claims:
  size: {title: Size, value: 8x}
  doublings:
    title: Doublings that the size takes
    formula: ln(size) / ln(2)  # <- unknown-function
    inputs: {size: size}
```
"""
