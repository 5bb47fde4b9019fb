"""bad-date: a date is not one of the calendar.

Dates decide which value is the latest and what was known when. They are a year, a quarter, a month or a
day.

Mend: write `2025`, `2025-Q3`, `2025-11` or `2025-11-05`, as coarsely as it is known.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 MW
    as_of: 2025-02-29  # <- bad-date
```
"""
