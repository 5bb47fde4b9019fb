"""The manual: how to read the site, how to write a base, and the references made from the engine's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from inspect import cleandoc
from textwrap import dedent

from whence.files.fields import FIELDS
from whence.files.sections import EVERY
from whence.language import limits
from whence.language.formulas import operators
from whence.language.frozen import dataclass
from whence.language.units import glossary, grammar
from whence.publish.charts.drawing import pretty, typeset
from whence.publish.pages import (
    manual_audit,
    manual_charts,
    manual_first,
    manual_programs,
    manual_values,
    recall,
    takes,
)
from whence.publish.pages.parts import Cell, Page, Part, Planned, Table


@dataclass(frozen=True)
class Command:
    """A command of the command line, as its own help gives it."""

    name: str
    usage: str
    help: str
    options: tuple[tuple[str, str], ...]


# The chapters by the parts of the book, in the order in which they are read: the title and the address of each.
BOOK: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "To read",
        (
            ("How to read this site", "manual/reading.html"),
            ("How to read the charts", "manual/charts.html"),
        ),
    ),
    (
        "To write",
        (
            ("A first base in ten minutes", "manual/first.html"),
            ("The first base, ten minutes later", "manual/further.html"),
            ("How to write a base", "manual/writing.html"),
            ("How values are written", "manual/values.html"),
            ("Units", "manual/units.html"),
            ("Formulas", "manual/formulas.html"),
            ("Rivals, and how they are taken", "manual/rivals.html"),
            ("When news lands", "manual/news.html"),
            ("A text, audited", "manual/audit.html"),
        ),
    ),
    (
        "To work with",
        (
            ("In Python, and selectors", "manual/python.html"),
            ("Bringing in and taking out", "manual/exchange.html"),
        ),
    ),
    (
        "To look up",
        (
            ("Fields of the files", "manual/fields.html"),
            ("Commands", "manual/commands.html"),
            ("Limits", "manual/limits.html"),
            ("How well slips are found", "manual/slips.html"),
        ),
    ),
)
CHAPTERS = tuple(chapter for _, chapters in BOOK for chapter in chapters)


@dataclass(frozen=True)
class Chapter:
    """A page of the manual, and the chapters before and after it."""

    parts: tuple[Part, ...]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    book: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = BOOK


READING = {
    "Numbers": """
Every number is shown with its unit and, where it is uncertain, with a **90 % interval**: the range that it falls into nine
times out of ten, if the inputs are as uncertain as their authors say. The number in front of it is the **point**: the
formula at the central values of its inputs, which is the arithmetic that you can check by hand. The interval is found by
trying: a few thousand times each uncertain input is **drawn** from what it may be, and the number is computed from those draws.
The **median** is the middle of all the numbers so found; it differs from the point where a formula bends.

`≥` and `≤` mark a bound: the source says *at least* or *at most*, so every value up or down from there is possible; `>` and
`<`, for *more than* and *less than*, leave out the end itself. What is computed from bounds is shown by the ends that are
left. A check over bounds is *open* where it holds for some of the values that they allow and not for others; only what is
false for all of them fails or rules out.

Where a table has no interval it says why: *none given* is a bare figure, or follows from bare figures;
*exact* is money to the cent, a small whole number of things, a convention, a definition or what says `exact: true`, or
follows from such alone; *bound* is known by its
ends alone; *open* spans the readings of a word that nothing settles yet.
""",
    "Kinds of statement": """
* *fact*: somebody reports it as so.
* *estimate*: somebody's judgement.
* *forecast*: about a time that had not come when it was said.
* *assumption*: taken for the sake of the argument.
* *convention*: true by definition.
* *illustration*: a round number to argue with.
* *computed*: follows from its inputs by the formula shown.
""",
    "Stated and recomputed": """
Where a source prints a figure that follows from its own inputs, the figure is computed again. Every written point stands
for itself and half a unit of its last digit either way (3 is 2.95 to 3.05, 400K is 395K to 405K), and what that makes of
the result is what rounding can explain.

* **agrees**: rounding explains the difference.
* **inside**: the stated figure lies in the interval that is shown beside it; which end of a range was used is said besides.
* **close**: within 10 %, beyond what rounding explains; where every input is exact (money to the cent, whole numbers of
  things under 100, conventions, definitions, and what says `exact: true`) it is **soft**.
* **soft**: off by at most a factor of 1.5.
* **mismatch**: beyond that.
* **open**: it agrees in one reading of a word and not in another.

The ratio is always ours over theirs; growth is compared as growth, a range end by end, and a stated bound has no slack. A
claim may set its own `tolerance` in place of the 10 %.

A stated interval is compared with ours at its own level: one sigma for `10 ± 9 kg`, 95 % for `0.83 (95% CI 0.77 to 0.89)`,
90 % for a plain range. **width**: the figure is fine, or ours lies within the error that is stated, and that error differs
from what the inputs give by more than 10 % (of a range whose ends are close: by a factor of more than 1.5).
""",
    "Readings of a word": """
A word such as the name of a product may count dies, chips or racks. Each such word is a **term** with **senses**; each
place where it was used is a **choice**. Numbers are computed under every reading. A reading is **ruled out** when a check
fails in it (nineteen draws in twenty or more), and its page shows the arithmetic. If one reading is left, the choice is
**settled**; if several are, it is **open**, and what depends on it is shown as a range over readings. The page of an open
choice, and `whence settle`, say what would settle it: which claim, if it were measured exactly, would rule out which options
at which values.
""",
    "Beside the number": """
How a number stands is said beside it, each verdict with a link to where it is shown in full. *stated figure*: how the
source's own figure compares with what its inputs give. *sources agree*, *in tension* or *disagree*: what several claims of
one quantity say together, and between which numbers they lie. *open reading*: a word that it rests on has not been settled.
*upper bound* and *lower bound*: only one end of it is known. *checked*: it takes part in relations that should hold, or that
are asked only to see whether they do, and how these come out; a check that should hold and fails is *a check fails*. *not
tested*: nothing speaks for it or against it. Whatever else is objected to has a few words for its rule, with what it says; the
page of the rule is linked from there.
""",
    "Rivals": """
Several claims may estimate one **quantity**. They are weighed by their errors, as the Particle Data Group weighs
measurements: a weighted mean whose error is scaled up by S when the claims scatter more than their errors allow. Claims
without errors are compared by ratio. Claims of one origin count once. *agree*, *in tension* and *disagree* stand for p above
0.05, above 0.001, and below: p is the chance that errors alone would set such claims so far apart. The page on rivals says it
in full.
""",
    "The ledger": """
Everything that disagrees stands in the ledger, in four parts. **Conflicts**: what should be so and is not, in no reading; a
conflict that would not be but for another one is its *echo* and stands under it. **Open readings**: choices that the
evidence leaves undecided, each option with the number of relations that may hold with it. **Relations that fail or depend on
the reading**: checks that need not hold and do not, that are true in some draws only, that bounds leave open, and whatever
has one answer in one reading and another in the next (checks, rivals, stated figures), with its answer in each. **Accepted**:
what the base lives with, and why. The home page, the ledger, `whence check`, the JSON forms and the feeds say the same counts.
""",
    "Evidence": """
**first-hand**: the document that says so was read. **second-hand**: only somebody's word of it was. **uncited**: nobody is
named. Documents that repeat one origin count once.

A page ranks the **weakest links** of its number: how wide an input is (half its 90 % interval, or of a bare figure half a unit
of its last digit), times its **influence** (by how many per cent the number moves for each per cent of the input), times 1 for
an input that was read first-hand, 2 for a second-hand one, 3 for an uncited one.
""",
    "Charts": """
[How to read the charts](charts.html) has one of each kind, with marks.

A **bar** is a 90 % interval, the dot in it the point, a diamond the source's own figure. **Readings** stand under each other on
one scale: filled marks count, hollow ones do not, and what is ruled out is struck through, with the check that strikes it.
**Who says what** draws each claim of a quantity; the band is the weighted mean with its scaled error, the curve above the sum
of one bell for each claim. The **distribution** has one draw in twenty below its left mark and one above its right one.
**Shares** are parts of the variance; a **tornado** has what the number would be with each input at either end of its range; a
**waterfall** leads from an old number to a new one, a bar for what each edit brings. **Around it** has inputs on the left and
what rests on the number on the right, and a line is the wider the more of the uncertainty comes along it; from there the graph
unfolds record by record, by mouse or arrow keys, with the way to any other record lit. In a **history** each value stands from
when it was known until it went; **over time** the claims of a quantity stand at what they speak of, each with a square at the
day since when it is known. Diamonds above are news. Where a scale is narrow and far from zero its ticks say how much more than
the number under it they are. Under each chart are its data, and there it is saved as SVG or PNG, with its caption and the
address of the page.
""",
    "For programs": """
Each page of a number has the same as JSON and as CSV, linked under the number: in `claims/ID.json` are what was written, formula
and inputs, every reading, quantiles, citations with their words, history and findings. `schema/record.json` is its schema,
and `version` rises when a key goes or means something else. A former id has its JSON too. `provenance.jsonld` says what is
derived from what, and on whose word, in the words of PROV-O; `csv-metadata.json` what the columns are. The numbers of a date are
seconds since 1970 in JSON and days in CSV. Feeds are `feed.xml` for everything, `feeds/topics/TOPIC.xml` and
`feeds/claims/ID.xml` for what rests on what has changed.
""",
    "What if, and addresses": """
On the page of a number its inputs can be set, and what follows is computed at once, with the checks that turn and the command
that does the same. A field takes a number, which then counts as exact, a range (`2 to 3`, `2 .. 3`), an error (`10 ± 1`) and a
bound (`at least 3`), as a file does. The address holds what is set, in the unit of each input, so that it can be sent on:
`claims/ID.html#w:INPUT=VALUE&CHOICE=OPTION`. What an address says that the page does not understand is named.

Other addresses that stay: `claims/ID.html#evidence` opens a section, `claims/ID.html#known-2024-05` shows what was known since
then, `search.html?q=WORDS` searches, and `graph.html?id=ID&up=2&down=1&to=OTHER` draws what is around a record and lights the
way to another. A record that is renamed keeps its old address.
""",
    "Marks": """
Colours carry a shape and a word with them: ● settled, ◐ uncertain, ◆ conflict, ○ plain. Nothing is told by colour alone.
""",
}

WRITING = {
    "A folder": """
[A first base in ten minutes](first.html) goes through all of this with one example.

A base is a folder with `claims/`, `sources/` and `whence.toml`. `whence init NAME` makes one with an example that explains
itself. Any number of YAML files may lie in any sub-folders; ids are global, so records can move between files freely. An id
stands for one record of whatever section, a source included, and its `aliases` for nothing else.
""",
    "A claim with a value": """
Write what the source wrote, with its range and its unit, and say where it stands:

```yaml
topic:
  title: Power at the site
claims:
  power-per-32:
    title: Power of 32 chips
    value: 24 to 27 kW
    kind: fact
    as_of: 2024-12
    cites:
      - {source: the-report, at: page 3, excerpt: 24-27 kilowatts per 32 chips}
```
""",
    "A claim with a formula": """
Inputs are ids, or values written in place, which then count as assumptions. `stated` is the source's own figure; it is
compared with ours and never used.

```yaml
claims:
  power-of-all:
    title: Power that 200,000 chips need
    formula: chips / group * power
    inputs: {chips: 200K chip, group: 32 chip, power: power-per-32}
    unit: MW
    stated: 150 MW
```
""",
    "When a source is vague": """
A bound stays a bound (`value: ">= 200 MW"`). If arithmetic needs a figure, `taken_as` says which and `why` says on what
ground. A figure that is cut off is `missing: why`; what is said without a figure is `qualitative: what is said`. A word with
several meanings is a `term`; each use of it a `choice`.
""",
    "Two times": """
A figure speaks of a time (`as_of`) and is known since one (`known`). They are not the same: a forecast for 2030 is known since
it was published. `whence --known-on DATE` takes the whole base back to a day;
[when news lands](news.html#m-the-base-as-it-was-known) says it in full.
""",
    "When something should hold": """
A `check` is a relation between numbers, and `on_fail` says what it means when that does not hold: `rule-out` rules out the
readings in which it fails, `conflict` and `warning` are findings of that weight, and `report` is a conclusion, of which it is
of interest whether it holds. Each is told where it fails, with both sides and how they compare, and where it depends on a
reading, with its answer in each. Where the options of a choice have a `credence`, the checks that rule out weigh them too, by
the share of draws in which they may hold, and numbers downstream of the choice are of these draws alone; `show` says how
many are left. A choice between values, which no evidence decides, says `kind: values`: it is the reader's
to make and stands in no list of what is open.

```yaml
checks:
  fits:
    title: The chips must fit the power of their site
    assert: need <= supply
    inputs: {need: power-of-all, supply: site-power}
    on_fail: rule-out
```
""",
    "When sources differ": """
Give each its own claim, with `of:` naming a `quantity`. The quantity's `take` says which of them, or which combination of
them, other formulas use. Do not average by hand.
""",
    "What is not yet related": """
Claims can only disagree if something relates them. `whence candidates` proposes what nothing does: two or more records that
may be about one thing, with how far apart they are; a figure that is written in one place and computed in another; a total whose
parts stand in the base; shares that may be all there is. Under each stand the lines to paste: a quantity, a check or a
successor, and last the line that says that they differ.

```yaml
claims:
  power-metered:
    title: Power of the site, by the meter
    value: 160 MW
    differs_from:
      power-permitted: the meter counts both halves of the site
  power-permitted:
    title: Power of the site, by the permit
    value: 100 MW
```

`differs_from` names claims, or quantities with all their claims, each with the reason; it stands on either of the two and is
shown on both pages. So each pair is decided once: what a quantity, formula, check, choice or successor relates, what is
computed from the other or by one formula from what is related, and what is said to differ is not proposed again.

The score says how much speaks for a candidate, from 0.5 to 1, the strongest first. Of two titles it is the share of the words
that they have in common: the words of the head, up to the first comma or to where it is said who says so, each counted by how
rare it is in the base, names and numbers half as much again. It is nothing where a word tells them apart: a name or number in
the one for another in the other, one word for another in otherwise the same title, such a pair of words in other titles of
the base (input and output), a *not*, or another thing that is measured. It is cut to 0.75 where the scopes differ or one of
the two is an illustration, to 0.8 for pure numbers, and to 0.85 for each power of ten between the figures. Where a written and
a computed figure are the same to 2 %, half of what is missing to 1 is added. Of a total it falls from 1, where the parts sum to
it, to 0.5, where they are off by a factor of 1.5; of shares to 0.5, where they are 5 % off one. Claims are compared that have
one dimension and share a word that few have: what is said in other words is not found.
""",
    "When news comes": """
`whence update ID VALUE --source ID` shows what would move before it writes, keeps the old value in `history`, and changes
nothing else in the file. The new figure is known since the source appeared (or `--known DATE`, or today); what it speaks of
(`as_of`) stays, unless `--as-of` says otherwise. News of earlier than what is written goes into the history, and the present
figure stays. `whence apply news.yaml` does the same for several facts at once. `whence update SOURCE --status retracted`
takes a source back, and all that rests on it says so.
""",
    "When a text is to be read in full": """
[A text, audited](audit.html) does this from beginning to end.
`whence sources coverage SOURCE --snapshot FILE` goes through a copy of a source (plain text, Markdown or HTML) and lists the
figures and dates that no claim cites yet: numbers in digits and in words, ranges, factors, growth, money, shares, dates. A
figure is *cited* where a claim quotes it, or names its line (`at: line 12`, `at: lines 12-14`), and says the same in value and
unit: in its value, the figure that it says is stated, an input, the time it speaks of or its title. A small bare number
wants an excerpt, since many a line has a 2 of its own. Where the words are quoted and the claim says something else, that
is told. What is no figure (names such as GPT-4, addresses, marks of footnotes, numbers of lists and sections) is
recognised; `--all` lists it, and every digit of the text is in that list. `--least 95%` makes the exit code 1 below that.

What no claim is to cite is set aside with the reason, by the words around it. They hold wherever they stand, so that the
text may change around them; `at` names the lines, where they are to hold in some only. Words that hold no figure any more
are a finding:

```yaml
sources:
  the-report:
    title: The report
    snapshot: report.txt
    set_aside:
      - {excerpt: 78 comments, why: The page counts its comments.}
      - {excerpt: Trainium 2, why: The name of a chip.}
```

`whence check --snapshots DIR` looks the excerpts up in the copies of a folder as well. `whence build --snapshots DIR` adds a
page for each source whose copy is there: lines, figures, what cites them and what is set aside, and nothing else of the text.
""",
    "Before you publish": """
`whence check` lists what is wrong, what disagrees and what is weak, each with its line, and says how many candidates are
undecided (`whence candidates`). `whence build` writes the site;
`whence serve` follows the files while you write.

`watch = ["payback", "tag:main"]` in `whence.toml` names the conclusions that matter, by id or selector. When a verdict on one of
them turns, other readings of it count, or its number leaves its old 90 % interval (of one without an interval, when it moves
by more than `about`), that is said first: by `update` before it is written, by `diff` and in its comment on a pull request, by
`check` against the last commit, and in the feed `feeds/watched.xml`, which looks at the twelve latest pieces of news.
`whence diff --fail-on watched` ends with 1.

`whence serve --edit` prints an address with a token; whoever opens it finds two links on the page of each record. *Change it by
news* is `whence update` in a form: the old figure goes to its history. *Correct it* puts right what was written wrongly,
citations too, where it stands. A finding can be lived with, and a news item written out. First it is said what would move and
which verdicts turn, with the lines of the files as they would be; what you confirm is written, and can be undone until the
server stops. Where a file of the base changed meanwhile nothing is written, and both are shown.
""",
    "When a number wants more draws": """
`whence sample ID --samples 10_000_000` draws chosen claims as often as you like. The draws come in blocks of 65,536 at most,
and no block is kept: what is held is a count, moments and the draws around three quantiles, so that memory hardly grows.
`--engine processes` gives the blocks to all cores, `--engine dask` to a cluster (`--cluster tcp://HOST:8786`, or one on
this machine; an extra, `pip install 'whence[dask]'`). A worker that is lost costs the blocks it had begun. A block is a
function of the base, the seed and its number, so that every engine gives the same numbers to the last digit. Which readings
survive, and how rivals are weighed, is judged with the draws of the base. A bound, a mixture and what evidence weighs draw by
draw are not drawn so; the message says what to do. `whence -v COMMAND` says what is evaluated for an answer, and why;
`whence -v build`, which files of the site are drawn, and what has changed that they show.
""",
}


# What one looks up when it comes to that: folded, so that a chapter is no longer than one reads.
_ASIDES = (
    "What is not yet related", "When a text is to be read in full", "Before you publish", "When a number wants more draws",
    "In an editor", "A new claim", "One layout",
)  # fmt: skip

NEWS = {
    "One fact, three accounts": """
A worked example from a base about AI compute: how many chips the site at Abilene has in 2025. In February 2025 there was
only a guess from its power, 200 to 300 thousand. On 6 March a newspaper printed "16K GB200". On 18 March the builder
announced two buildings of up to 50,000 "GB200 NVL72s" each. Each account is a claim `of` one quantity, and says since when it
is known:

```yaml
quantities:
  abilene-2025: {title: Chips at Abilene in 2025, take: latest, unit: chip}
claims:
  abilene-guess:
    title: The guess from power
    value: 200K to 300K chip
    of: abilene-2025
    known: 2025-02
    status: superseded
    superseded_by: abilene-crusoe
  abilene-bloomberg:
    title: The newspaper's figure
    formula: units * sense
    inputs: {units: 16K GB200, sense: bloomberg-gb200}
    unit: chip
    of: abilene-2025
    known: 2025-03-06
    status: superseded
    superseded_by: abilene-crusoe
  abilene-crusoe:
    title: The builder's figure
    formula: buildings * chips
    inputs: {buildings: 2 building, chips: 50K to 64K chip/building}
    unit: chip
    of: abilene-2025
    known: 2025-03-18
  abilene-h100e:
    title: What the chips are worth in H100s
    formula: chips * ratio
    inputs: {chips: abilene-2025, ratio: 2.5 H100e/chip}
    unit: H100e
units:
  GB200: {title: The word as the newspaper counts}
  H100e: {title: The compute of one H100}
terms:
  gb200: {title: GB200, senses: {chip: 1 chip/GB200, superchip: 2 chip/GB200}}
choices:
  bloomberg-gb200: {title: What the newspaper counts, term: gb200}
```
""",
    "The base as it was known": """
A figure has two times. `as_of` is the time it speaks of: a date, or a span such as `2025-Q4` or `2024-01 to 2024-06`. `known`
is since when it is known: as written; or else since the value before it was replaced; or else since the earliest of its
origins appeared (`issued`), or of what they were read in; or else always. A month or a year counts from its last day. So the
revenue of 2025-Q4 from a deck of 20 January 2026 is known from that day on, and a forecast for 2030 since it was published.

`--known-on` takes the base back to a day by `known` alone, whatever its figures speak of:

* `whence --known-on 2025-02-28 show abilene-h100e` gives 612K H100e, from the guess.
* `whence --known-on 2025-03-10 show abilene-h100e` gives 40K to 80K H100e, open between two senses of the word.
* `whence --known-on 2025-03-31 show abilene-h100e` gives 283K H100e, from the builder's figure.

`whence diff --known-on 2025-02-28 2025-03-31` lists everything that moved between two dates, and because of what. A claim
that was superseded by one not yet known is current at that date, and a status or a preference that later news changed is
as it was before it.
""",
    "A change of one fact": """
`whence whatif abilene-h100e=300K` refuses, since the unit is missing; `whence whatif abilene-crusoe="120K chip"` says
what would move. `whence update abilene-crusoe "120K chip" --source SOURCE` says the same, asks, and then changes only
the bytes it must: the old value goes to `history` with its dates, its citations and the reason, so that `--known-on`
finds the day before as it was. A figure that stands on a source wants one for its successor, even if it is the same.
The page of a claim computes the same in the browser, up to 600 numbers that hang together, and but for a quantity that combines
claims of which evidence leaves some draws.
A figure that is only worded differently (`50000 chip` for `50K chip`) moves nothing, and the account says so.

Where several edits reach one number, its move is divided among them by Shapley values: what an edit brings when it is made,
on average over the orders in which all could be made. Up to five edits that meet, every order counts. Of more, orders are
drawn, in pairs of one and its reverse and always the same ones for the same edits, and the account says how many and how
large the standard error of a part can be; two edits that meet in a number are divided exactly all the same. The cost grows
with what is downstream of the edits, not with the base, and a month of news costs no more than the base a few times.
""",
    "At a terminal": """
`--base DIR` and `--known-on DATE` stand before the command or behind it. `whence help COMMAND` explains one. With
`--format json` every answer is JSON, and so is what was wrong (`{"error": …, "code": 2}`, on standard error). What is longer
than the screen goes through the pager that `PAGER` names; `WHENCE_PAGER=off` asks for none.

A shell completes commands, options, ids and the options of choices after one line in its start-up file:

* bash: `eval "$(_WHENCE_COMPLETE=bash_source whence)"` in `~/.bashrc`
* zsh: `disable whence; eval "$(_WHENCE_COMPLETE=zsh_source whence)"` in `~/.zshrc`
* fish: `_WHENCE_COMPLETE=fish_source whence | source` in `~/.config/fish/completions/whence.fish`

zsh and ksh have a word `whence` of their own, which is run instead of the program: it ends with 1 and says nothing, or "bad
option". `disable whence` gives the name to the program (in ksh `alias whence="command whence"`).

`whence whatif` takes a value as in a file, or `+10%`, `-10%` and `x2` of what a number is now (its point: the interval is left
out), or steps: `whence whatif "rent=100..200 EUR/day step 20" --show profit` prints a table, and with steps for two inputs a
table of one against the other. Where evidence leaves other readings of a word for one step than for another, this is told below
the table. `--without SOURCE` takes a source back. `whence diff --exit-code` ends with 1 where anything
changed, `--fail-on flipped` where a verdict did.
""",
    "On every change": """
`whence init NAME` starts a base with what looks after it: `.pre-commit-config.yaml` lays files out and checks them before a
commit, and `.github/workflows/whence.yml` checks every change, puts findings at their lines, says on a pull request what
moves because of it, and publishes the site of the main branch. The workflow installs whence from where pip had it; where that
was a folder of this machine, say in its `WHENCE` where it can be fetched. A base that is there already can use the hooks
and the composite action of the repository of whence (`.pre-commit-hooks.yaml`, `action.yml`).
""",
    "In an editor": """
`whence lsp` is a language server, in the extra `lsp` (`python -m pip install 'whence[lsp]'`). An editor that starts it for
YAML files shows each finding where it is, with the other side of a conflict and the page of its rule; the number behind
each formula, and the verdict behind each stated figure; under the pointer a record with its number, interval, shape and
source, and what a field, function, unit or rule means. It completes fields, ids whose dimension fits the place, units,
functions, senses and sources; on an empty line a whole new claim with its citation. It goes to definitions and uses, renames
an id everywhere and keeps the old one as an alias, and offers what mends a finding: the nearest id, a unit to define,
`taken_as` for a bound, acceptance with a reason, a claim that supersedes. The folder `editors` of the repository has the few
lines that VS Code, Neovim, Helix, Emacs and Zed want.
""",
    "A new claim": """
`whence new claim` asks for the fields of a claim and of its citation, each until the answer may stand; says what would move;
and writes the claim behind the others of its file. What is given as an option is not asked for:
`whence new claim rye-price --value "1.10 EUR/kg" --source mill`.
""",
    "One layout": """
`whence fmt` brings the files of a base, or only those named behind it, into one layout: the fields of each record in one
order, quotes where they are needed, short lists and mappings on one line, citations one a line. No value and no comment
changes, and sections, records and items stay in the author's order. `whence fmt --check` writes nothing and ends with 1
where something would change.
""",
    "A news item": """
One small file carries a news item with its source and everything it changes; `whence apply news.yaml` applies all of it
or nothing, and adds a record of the change, from which the site makes its pages of changes and its feeds.

```yaml
title: The builder raises its figure
date: 2025-06-01
source: {id: builder-june, title: A post of the builder, type: post, issued: 2025-06-01}
edits:
  - {id: abilene-guess, status: retracted, why: The author takes it back.}
```
""",
}


LIMITS = """
A base may come from anybody, so everything in it has an end. What is beyond a limit is refused with a message that names it,
and everything else is read. No link is followed, pipes and devices are not opened, nothing of a base is run, and what looks
like a file of the base and is not read is told with the reason.
"""


def chapters(commands: Sequence[Command]) -> Iterator[Planned]:
    """Every page of the manual."""
    bodies: Mapping[str, Callable[[], Iterable[Part]]] = {
        "manual/reading.html": partial(_text, READING, ("Charts", "For programs")),
        "manual/charts.html": manual_charts.parts,
        "manual/first.html": partial(_text, manual_first.FIRST),
        "manual/further.html": partial(_text, manual_first.FURTHER),
        "manual/audit.html": partial(_text, manual_audit.AUDIT, ("The claims",)),
        "manual/writing.html": partial(_text, WRITING, _ASIDES),
        "manual/values.html": manual_values.values,
        "manual/units.html": _units,
        "manual/rivals.html": _rivals,
        "manual/formulas.html": _formulas,
        "manual/news.html": partial(_text, NEWS, _ASIDES),
        "manual/python.html": partial(_text, manual_programs.PYTHON),
        "manual/exchange.html": partial(_text, manual_programs.EXCHANGE),
        "manual/slips.html": recall.parts,
        "manual/fields.html": _fields,
        "manual/limits.html": _limits,
        "manual/commands.html": partial(_commands, commands),
    }
    for n, (_, path) in enumerate(CHAPTERS):
        yield path, partial(_chapter, n, bodies[path])


def _chapter(n: int, parts: Callable[[], Iterable[Part]]) -> Page:
    title, path = CHAPTERS[n]
    said = f"{title}: a page of the manual."
    twins = (("application/schema+json", "schema.json"),) if path == "manual/fields.html" else ()
    before, after = (CHAPTERS[at] if 0 <= at < len(CHAPTERS) else None for at in (n - 1, n + 1))
    return Page(path, "manual.html", title, said, Chapter(tuple(parts()), before, after), "manual", twins)


def anchor(title: str) -> str:
    """An anchor for a heading."""
    return "m-" + "".join(char if char.isalnum() else "-" for char in title.lower()).strip("-")


def _text(parts: dict[str, str], folded: Sequence[str] = ()) -> tuple[Part, ...]:
    return tuple(
        Part(title, anchor(title), text.strip(), folded=title in folded) for title, text in parts.items()
    )


def _units() -> Iterator[Part]:
    yield Part(
        "How a unit is written",
        "m-grammar",
        "A unit is names with `·` or `*`, `/` or `per`, and `^`. `whence units WORD` looks one up; a base may define its own "
        "in a section `units`.",
        dedent(cleandoc(grammar.__doc__ or "").partition("\n\n")[2].partition("\n\n")[0]),
    )
    rows = tuple(
        (
            Cell(each.name, code=True),
            Cell(typeset(each.meaning)),
            Cell(_equals(each.definition)),
            Cell(", ".join(each.aliases) or "–"),
            Cell(" ".join(each.prefixes) or "–"),
        )
        for each in glossary.standard()
    )
    headings = ("unit", "measures", "equals", "also written", "prefixes")
    yield Part("Every unit", "m-units", tables=(Table("Every unit", headings, rows, False),))


def _equals(definition: str) -> str:
    """What a unit is defined as, set as other numbers and units are."""
    return (pretty if definition[:1].isdigit() else typeset)(definition or "a unit of its own")


def _rivals() -> Iterator[Part]:
    for title, text, block, found in takes.parts():
        yield Part(title, anchor(title), text, block, found)


def _formulas() -> Iterator[Part]:
    signs = (*operators.INFIX.values(), *operators.PREFIX.values())
    yield Part(
        "Operators",
        "m-operators",
        "`^` binds tightest and to the right, then the minus sign, `*` and `/`, `+` and `-`, comparisons, `not`, `and`, `or`; "
        "brackets group. Names are the keys of `inputs` and nothing else. Units are checked once for each formula, before "
        "any number is computed. An exponent is a pure number, whatever its base: a power of years is `(1 + r)^(t / y)` "
        "with `y: 1 year`, or `grow(rate, t)`. Two sides of a comparison that only the rounding of the machine keeps "
        "apart are equal.",
        tables=(_operators("Operators", signs),),
    )
    yield Part("Functions", "m-functions", tables=(_operators("Functions", operators.FUNCTIONS.values()),))


def _operators(title: str, entries: Iterable[operators.Operator]) -> Table:
    rows = tuple(
        (
            Cell(each.signature, code=True),
            Cell(each.sentence, ticked=True),
            Cell(_example(each.example), ticked=True),
        )
        for each in entries
    )
    return Table(title, ("written", "gives", "example"), rows, False)


def _example(example: operators.Example) -> str:
    inputs = ", ".join(f"`{name}: {value}`" for name, value in example.inputs.items())
    return f"`{example.formula}` with {inputs} gives {example.gives}"


def _fields() -> Iterator[Part]:
    names = {each.record.__name__: each.name for each in EVERY}
    for name, fields in FIELDS.items():
        rows = tuple((Cell(field, code=True), Cell(text, ticked=True)) for field, text in fields.items())
        where = f"`{names[name]}`" if name in names else name
        title = names.get(name, name).capitalize() if name in names else name
        yield Part(
            title,
            anchor(f"field {name}"),
            f"Records under {where}." if name in names else "",
            tables=(Table(f"Fields of {title}", ("field", "what it is for"), rows, False),),
        )


def _limits() -> Iterator[Part]:
    yield Part("What they are for", "m-limits", LIMITS.strip())
    for title, found in limits.EVERY:
        rows = tuple(
            (
                Cell(each.what, ticked=True),
                Cell(f"{each.most:,} {each.unit}"),
                Cell(each.way_out, ticked=True),
            )
            for each in found
        )
        table = Table(f"Limits of {title.lower()}", ("what", "may have", "beyond that"), rows, False)
        yield Part(title, anchor(f"limits {title}"), tables=(table,))


def _commands(commands: Sequence[Command]) -> Iterator[Part]:
    for each in commands:
        rows = tuple((Cell(flag, code=True), Cell(text, ticked=True)) for flag, text in each.options)
        tables = (Table(f"Options of {each.name}", ("option", "what it does"), rows, False),) if rows else ()
        yield Part(f"whence {each.name}", anchor(f"command {each.name}"), each.help, each.usage, tables)
