"""accepted-expired: a finding was accepted until a date that has passed.

An acceptance with `until` is a promise to look again. From that day the finding counts as before, and
this says why it came back.

Mend: look at the finding. Mend its cause, or write a new date and what was found.

```yaml
quantities:
  price: {title: Price, take: old-price}
claims:
  old-price:
    title: Price on the list
    value: 3 USD
    accepted:
      - {rule: uncited, because: The list is being archived., until: 2024-12-31}  # <- accepted-expired
```
"""

SEVERITY = "warning"
