"""not-finite: a formula has no finite value.

A division by zero, a logarithm of something not positive, an overflow, a product or decay so small that nothing is
left of it where that is seen in the result: in some draw, or always. The message names the innermost step that
fails and how often.

Mend: look at the interval of the input that is named. A range that reaches below zero is often meant as a
positive one: write `24 to 27`, not `25 ± 20`, or clamp it. Where a decay
as small as 1e-300 is nothing to you, write `max(exp(-t), 1e-300)`.

```yaml
claims:
  before: {title: Cost before, value: 3 USD}
  after: {title: Cost after, value: 3 USD}
  ratio:
    title: Saving relative to the difference
    formula: before / (before - after)  # <- not-finite
    inputs: {before: before, after: after}
```
"""
