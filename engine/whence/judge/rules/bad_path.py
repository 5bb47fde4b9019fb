"""bad-path: a file cannot be read, or its path does not work everywhere.

Some file systems ignore case or spell accents differently, and there two files that differ only so are
one. A base that cannot be copied to every machine is broken on some of them.

Only regular files are read, and no link is followed, to a file or to a folder: a base may come from anybody, and
nothing outside of it is its business. Nor is a pipe, a device, or a file beyond the limits that the manual lists.

Mend: rename one of two files; put a copy of the file, or the folder itself, where the link is.

```yaml
# file: claims/Power.yaml
claims:
  power: {title: Power of the building, value: 200 MW}
# file: claims/power.yaml
topic: Power  # <- bad-path
```
"""
