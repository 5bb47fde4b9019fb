"""not-read: a file or folder looks as if it belonged to the base, and is not read.

Records are read from files under `claims/` and `sources/` whose names end in `.yaml` or `.yml`, in small letters. A
name that begins with a dot is hidden, and so is all that lies in a folder with such a name; what somebody
put there by mistake would be missing without a word. Folders that tools make (`.git`, `node_modules` and the
like) and the lock files of editors (`.#name`) are passed over.

Mend: rename it, or move it out of `claims/` and `sources/`.

```yaml
# file: claims/.power.yaml
claims:  # <- not-read
  power: {title: Power of the building, value: 200 MW}
```
"""
