"""What the manual says to analysts: a base in Python, selectors, and what is brought in and taken out."""

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

In a notebook a claim is shown as a card with its chart, without a script. `base.widget("cups-per-day-cost")` asks what it would
be: a slider for each input that moves it most, or for those that are named, and under it the number as the engine evaluates it
and the verdicts that turn (needs `pip install 'whence[notebook]'`). A tutorial as a notebook lies in the repository as
`engine/tutorial.ipynb`; it runs on the base that `whence init` makes.
""",
    "Selectors": """
A selector is a short text that picks records. `whence list` says what it picks; `show`, `check` and `export` take selectors as
their arguments, `diff`, `sources` and `candidates` by `--select`, and `base.select` in Python.

* `area`: the record of that id; `wheat-*`: all whose id fits, with `*` for any letters and `?` for one.
* `tag:field`, `topic:farm` (the file without its ending, or its title), `source:register` (what cites it), `unit:t/ha`,
  `kind:fact` (or `computed`, `quantity`, `choice`, `check`, `term`, `source`), `status:disputed`, `rule:uncited` (of what a
  finding tells).
* `changed:HEAD~5`: what differs from a Git revision.
* `+sales`: with all that it rests on; `area+`: with all that rests on it; `2+sales`, `area+1`: so many steps.
* `tag:field,kind:fact`: what both pick. Parted by a space: what any of them picks.
* `topic:"Harvest: the vineyard"`: a value with blanks or commas stands in quotes, and is then meant as it stands, `*` included;
  around all of it a shell wants quotes of the other kind.

What picks nothing because it is misspelt is refused with the nearest that is there. `whence check` with selectors speaks of
these records alone, its exit code too, and counts what is told of others. `whence path A B` shows the shortest way in which one
record rests on another, and how many ways there are.
""",
}

EXCHANGE = {
    "Bringing in": """ `whence import FILE` makes new files of what others write; nothing that is there is
written over, and ids that the base has are not given again. `--dry-run` says what would come in. What could not be translated
is listed with its place, and nothing is left out in silence. A file that was brought in before is told by its hash. """,
    "Spreadsheets": """ Of a workbook (`.xlsx`, read by openpyxl: `pip install 'whence[exchange]'`) each sheet becomes a file of
claims, and the workbook their source; each claim cites its cell (`at: Costs!C8`). A number becomes a claim with a value, a
formula one with a formula over the claims of its cells, whose names are those of the cells: `formula: c8 / b8 - 1`. The title
is the first text of the row and the nearest text above; the unit is that of the number format (money, per cent, a text in
quotes such as `0.0" kg"`) or stands in brackets in the label: `Area (ha)`. Ranges become the cells in them that hold a
number.

`+ - * / ^ %`, comparisons, SUM, AVERAGE, MIN, MAX, PRODUCT, SUMPRODUCT, COUNT, IF, AND, OR, NOT, ABS, SQRT, EXP, LN, LOG,
LOG10, POWER, GEOMEAN, PI, NPV and PMT are translated. VLOOKUP, HLOOKUP and INDEX with MATCH that look for the very same in
a table of constants become the cell that they find, which is told. What has no counterpart is brought in as the number that
the file keeps of it, with the formula in a note. Where units do not fit together, since a spreadsheet knows none, the
formula divides each input by one of its unit, and the answer says of how many that is so.

Every formula is computed here and compared with what the file keeps of it, to 1e-9. That value becomes its `stated` figure;
where they differ, a check of weight `conflict` is added, and the exit code is 1. Macros, charts and links to other workbooks
are left out and told. Files beyond the limits, unpacked or not, are refused. """,
    "Tables": """ `whence export --format
rows` writes every record as a row of CSV, as it is written: file, section, id, and a column for each field; a mapping or a
list is JSON in its cell. `whence import` makes the same files of it again, so that a base can be sorted, filled in and handed
about as one table. What a spreadsheet would take for a formula has an apostrophe in front, which goes when it comes back.
(`--format csv` has the numbers that are computed, and does not come back.)

A table of somebody's figures becomes claims, one a row. A column that is called as a field is that field; of others it is said:

`whence import harvest.csv --column title=Crop --column value=Tonnes --column unit==t --column as_of=Year`

Two signs of equality give one text to every row. A `source` is an id of the base, or the title of a new one; without one the
table is the source and the row the place. Rows without a value, values that cannot be read and columns that are no field are
told. """,
    "Records as JSON": """
`whence export --format records` writes every record as it is written, by file, section and id, and `whence import` makes the
same files of it again. (`--format json` has the numbers that are computed, and does not come back.)
""",
    "Our World in Data": """
Of a metadata file (`*.metadata.json`, of a chart or of an indicator) each origin becomes a source with its producer, address
and dates; the full citation and the licence stand in its note. Each column becomes a claim whose figure is still missing,
with its unit and span of years: the figures are in the table that goes with the file. A chart names its origins in a text
alone, which its citations keep; the file of the indicator has them one by one.
""",
    "Statements of Wikidata": """
Of an entity as JSON, from the action API or the REST API, each statement with a quantity becomes a claim, cited to what
its references name, read in Wikidata.
Units are items there, and only those come in that are known here. Of bounds nothing says how sure they are: they are taken as
a 90 % interval, and that is told. A point in time becomes `as_of`; a statement of the rank `deprecated` is `retracted`, a
`preferred` one has the tag `preferred-rank`. Other qualifiers, statements without a quantity, and dates in another calendar
or coarser than a year are told and left out.
""",
    "Lists of sources": """ CSL-JSON (`.json`), BibTeX and BibLaTeX (`.bib`) and RIS (`.ris`) become sources:
title, type, authors, publisher, container, date, address, DOI and note. What has no field here, such as pages, is told with
its entry. An id stays where it can be one here; a source whose id the base has is left out and told. The lists that `whence
export` writes come back as they were. """,
    "Models in Squiggle": """
Of a model (`.squiggle`) the assignments become claims: numbers, `a to b`, `normal`, `lognormal` and `uniform` of two plain
numbers (or by `{p5: , p95: }`), arithmetic, comparisons, `if`, and functions that are called alike. What is computed from
anything else is told by its line and left out, and so is what rests on it: functions of one's own, lists, other distributions.
""",
    "Taking out": """
`whence export --format xlsx -o base.xlsx` writes a spreadsheet with a row for each number, in its unit, and with live formulas
over the rows of the inputs, in base units where factors differ. What a spreadsheet has no counterpart for stands as a number,
and its row says why: choices and rivals, bounds, readings, growth. No text of the base becomes a formula. Selectors take some
numbers, with all that they rest on.

`--format parquet` has every number with its draws, `--format sqlite` or `duckdb` the tables of `whence query` as a file.
""",
    "Asking by SQL": """
`whence query "SELECT unit, count(*) FROM claims GROUP BY unit"` asks a base by SQL: DuckDB (`pip install 'whence[query]'`), or
SQLite where that is not installed or `--engine sqlite` says so; `base.query` in Python. The tables are `claims`, `inputs`,
`citations`, `sources`, `estimates` (a row for each reading), `findings`, `history` and `tags`; `whence query --help` lists their
columns; of a date `date`, `date_low` and `date_high` are its days, and its numbers are empty. They are made anew in memory for
each question: nothing can be changed by it, and neither files nor the network are reached. One question is answered at a time,
with at most 100,000 rows, in a minute and a gigabyte of memory.
""",
}
