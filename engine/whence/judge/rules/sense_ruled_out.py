"""sense-ruled-out: an option cannot be, because of a check.

In every context with this option some `rule-out` check fails. The message shows the check's arithmetic in
the context that comes closest to passing: if it fails there, it fails everywhere.

Mend: nothing has to be: this is evidence at work. If the option should stand, one of the check's inputs
must give; `whence why CHECK` says how far.

```yaml
choices:
  cup:
    title: Which cup the recipe means
    options: {small: 150 mL, large: 400 mL}  # <- sense-ruled-out
checks:
  bowl: {title: Four cups fill the bowl, assert: 4 * cup <= bowl, inputs: {cup: cup, bowl: 1 L}, on_fail: rule-out}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.closest import nearest
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import figures, sides
from whence.language.formulas import formula
from whence.language.problems import Place
from whence.model.graph import Relation

SEVERITY = "note"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each option that checks rule out, with the proof as rows."""
    for (choice, option), checks in edition.settled.ruled_out.items():
        record = edition.base.records.choices[choice]
        rows = [row for check in checks for row in proof(edition, check, {choice: option})]
        message = sides(f"`{option}` is ruled out: {record.title}", rows)
        yield Objection(choice, message, place(edition, choice, option), data={"option": option})


def proof(edition: Edition, check: str, fixed: dict[str, str]) -> list[tuple[str, str]]:
    """A check's relation and its inputs' figures, in the failing context that comes closest to passing."""
    node = edition.base.nodes[check]
    assert isinstance(node, Relation)
    choose = nearest(edition.base, edition.settled.outcomes[check], fixed)
    found = ", ".join(f"{name} {text}" for name, text in figures(edition, node.inputs, choose))
    where = ", ".join(f"{axis} = {option}" for axis, option in choose.items() if axis not in fixed)
    what = f"{formula.unparse(node.tree)} does not hold" + (f" with {where}" if where else "")
    return [(check, what), ("", found)]


def place(edition: Edition, choice: str, option: str = "") -> Place:
    """Where an option stands: its own line, or that of the term it is taken from."""
    if edition.base.records.choices[choice].term:
        return edition.base.records.place("choices", choice, "term")
    return edition.base.records.place("choices", choice, "options", option)
