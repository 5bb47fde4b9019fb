"""bad-settings: a setting holds something that it cannot hold.

Settings stand in `whence.toml`, or under `[tool.whence]` in `pyproject.toml`. A wrong one counts as not
given.

Mend: the message says what may stand there.

```toml
[whence]
title = "AI compute, audited"
about = "ten percent"  # <- bad-settings
```
"""
