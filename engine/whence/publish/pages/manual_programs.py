"""What the manual says to analysts: a base in Python, and the selectors that commands and scripts pick records by."""

from __future__ import annotations

PYTHON = {
    "A base in a script": """
`import whence` loads nothing else; `whence.open` reads a base and evaluates it. A record is had by its id, and every number of
it is in the unit that the site shows it in.

```python
import whence

base = whence.open("tea")
cost = base["cups-per-day-cost"]
cost.point, cost.median, cost.mean, cost.sd, cost.unit
cost.interval         # the ends of the 90 % interval
cost.formula          # 'cups * (tea * price + water)'
cost.inputs["price"]  # a claim again
cost.used_by, cost.sources, cost.findings
print(cost.why())     # where it comes from, as `whence why` tells it
```

A number that is not there is `None`: of what is `missing`, of a check, and where readings leave it open (`open` names the
choices). Of a bound `interval` has `None` for the open end. `samples` are the draws as a numpy array; they are joint, so that
`a.samples - b.samples` is right whatever the two share. Where there are none to give it refuses and says why.
""",
    "What would be, and what was": """
A base stands still. `whatif` gives another one, with some facts as they are supposed, and touches no file; `diff` says what
moved to this base from another one, or from a Git revision.

```python
dear = base.whatif({"price-of-tea": "60 EUR/kg", "spoon-in-the-notebook": "teaspoon"})
for move in dear.diff(base):
    move.id, move.old, move.new, move.ratio, move.because
print(dear.diff(base))
base.check("conflict")  # findings at least so grave, those that are accepted left out
base.path("price-of-tea", "cups-per-day-cost")
```

`base.diff("HEAD~5")` compares with a commit, and `whence.open(path, known_on="2025-03")` takes the base as it was known then.
What is asked wrongly raises `whence.language.problems.Refused`, or `KeyError` for an id that is none, with the nearest ones.
""",
    "Tables and notebooks": """
`base.to_frame()` has a row for each number: a frame of pandas, of polars, or a table of Arrow, the first of them that is
installed, or the one that is named.

```python
frame = base.to_frame("polars", selector="kind:estimate")
```

In a notebook a claim is shown as a card with its chart, without a script. A tutorial as a notebook lies in the repository as
`engine/tutorial.ipynb`; it runs on the base that `whence init` makes.
""",
    "Selectors": """
A selector is a short text that picks records. `whence list` says what it picks; `show` and `check` take selectors as their
arguments, `diff`, `export`, `sources` and `candidates` by `--select`, and `base.select` in Python.

* `area`: the record of that id; `wheat-*`: all whose id fits, with `*` for any letters and `?` for one.
* `tag:field`, `topic:farm` (the file without its ending, or its title), `source:register` (what cites it), `unit:t/ha`,
  `kind:fact` (or `computed`, `quantity`, `choice`, `check`, `term`, `source`), `status:disputed`, `rule:uncited` (of what a
  finding tells).
* `changed:HEAD~5`: what differs from a Git revision.
* `+sales`: with all that it rests on; `area+`: with all that rests on it; `2+sales`, `area+1`: so many steps.
* `tag:field,kind:fact`: what both pick. Parted by a space: what any of them picks.

What picks nothing because it is misspelt is refused with the nearest that is there. `whence check` with selectors speaks of
these records alone, its exit code too, and counts what is told of others. `whence path A B` shows the shortest way in which one
record rests on another, and how many ways there are.
""",
}
