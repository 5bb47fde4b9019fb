"""unknown-take: a quantity takes a claim that it does not have.

`take` is the id of one of the quantity's own current claims, or a way to combine them: `latest`,
`weighted`, `blue`, `random-effects`, `mixture`, `envelope`. A superseded or retracted claim cannot be taken.

Mend: take one of the claims that the message lists.

```yaml
quantities:
  tower-height:
    title: Height of the tower
    take: first-survey  # <- unknown-take
claims:
  survey: {title: Height by the survey, value: 100 m, of: tower-height}
```
"""
