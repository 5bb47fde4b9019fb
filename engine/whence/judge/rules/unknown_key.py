"""unknown-key: a field or section that does not exist.

A misspelt field would be ignored by a lenient reader, and what it says would not count. The fields of
each section are in the manual and in `whence schema`.

Mend: take the spelling that is suggested. Free text goes into `note`.

```yaml
sources:
  survey:
    title: The survey of the river
    isued: 2024-05-02  # <- unknown-key
```
"""
