"""setting-capped: a setting is beyond what the engine does.

The number of samples and of contexts costs time and memory. Beyond the limits the nearest one that is
allowed is used.

Mend: write the value that is used, so that the file says what happens.

```toml
[whence]
samples = 1000000000  # <- setting-capped
```
"""
