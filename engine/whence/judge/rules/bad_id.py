"""bad-id: a name cannot be an id.

Ids become addresses on the site, and last. They are small letters and digits with - or . between them, at
most 96 characters, beginning with a letter; a few are reserved by the site or by file systems.

Mend: take the spelling that is suggested. A published id that has to change stays alive under `aliases`.

```yaml
claims:
  Building_Power: {title: Power of the building, value: 200 MW}  # <- bad-id
```
"""
