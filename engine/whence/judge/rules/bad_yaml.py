"""bad-yaml: a file cannot be read as YAML.

The reader takes plain YAML 1.2: UTF-8, one document, no anchors, tags or directives, at most 32 levels
deep and 2 MB long. Where a file breaks that, everything up to the fault is still known by name, so that
only this is reported and not every reference into the file.

Mend: look at the marked place. Text that begins with `>`, `@`, `%`, `&`, `*` or a quote, or that holds `:
` or ` #`, stands in quotes.

```yaml
claims:
  power:
    title: Power of the building
    value: >= 200 MW  # <- bad-yaml
```
"""
