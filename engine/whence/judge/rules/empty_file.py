"""empty-file: a file of the base holds no record.

It is empty, or comments and empty sections are all there is. Perhaps it was cut short when it was saved or
copied, and its claims are gone.

Mend: write what belongs there, or take the file away.

```yaml
# The power of the buildings, to be written.  # <- empty-file
```
"""
