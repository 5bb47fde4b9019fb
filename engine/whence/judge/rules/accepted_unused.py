"""accepted-unused: a finding is accepted that does not occur.

What was accepted has been mended, or the entry names the wrong rule. Left alone, it would silence the
finding when it comes back for another reason.

Mend: delete the entry.

```yaml
claims:
  price:
    title: Price on the list
    value: 3 USD
    kind: illustration
    accepted:
      - {rule: uncited, because: The list is being archived.}  # <- accepted-unused
```
"""

SEVERITY = "warning"
