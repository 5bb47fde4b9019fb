"""error-parts: the parts of an error do not make up the error that the value is written with.

`errors` says what the error of a value consists of, each part as one sigma. The squares of the parts add up to the
square of the error. Beside a value with a `±`, a range or a distribution they have to give its error (of a range, the
standard deviation of what it is drawn as), as far as the digits that are written tell; they are never added to it.

Mend: correct the part or the error, or write the missing part.

```yaml
claims:
  mass:
    title: Mass of the sample
    value: 100 ± 5 kg
    errors: {stat: 3 kg, scale: {size: 2 kg, common: balance}}  # <- error-parts
```
"""
