"""bad-path: the path of a file does not work everywhere.

Some file systems ignore case or spell accents differently, and there two files that differ only so are
one. A base that cannot be copied to every machine is broken on some of them. Links that lead out of the
base are not followed.

Mend: rename one of the two files.

```yaml
# file: claims/Power.yaml
claims:
  power: {title: Power of the building, value: 200 MW}
# file: claims/power.yaml
topic: Power  # <- bad-path
```
"""
