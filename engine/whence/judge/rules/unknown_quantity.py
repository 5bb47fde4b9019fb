"""unknown-quantity: a claim is `of` a quantity that does not exist.

`of` makes a claim a rival for a quantity. A claim that names none is weighed against nobody.

Mend: take the id that is suggested, or add the quantity.

```yaml
quantities:
  tower-height: {title: Height of the tower, take: survey}
claims:
  survey: {title: Height by the survey, value: 100 m, of: tower-height}
  plan:
    title: Height by the plan
    value: 98 m
    of: tower-hight  # <- unknown-quantity
```
"""
