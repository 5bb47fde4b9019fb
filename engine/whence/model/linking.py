"""From records to a linked base: values and formulas parsed, ids resolved, each mistake found once and where it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from whence.files import knowledge
from whence.files.records import Records, cited
from whence.files.schema import LATEST, POOLED, TAKES, Check, Choice, Claim, Quantity, Settings, Term
from whence.files.sections import NUMBERED
from whence.language.formulas import formula
from whence.language.formulas.formula import Tree
from whence.language.problems import Finding, Place, Problem, suggest
from whence.language.values.days import same
from whence.language.values.written import Written
from whence.model import correlation, crowds, domains, errors, ordering
from whence.model.graph import UNSTATED, Base, Derived, Leaf, Node, Pick, Pool, Relation, children, owner
from whence.model.names import Names
from whence.model.streams import by_id, streams, torn


def link(records: Records, settings: Settings) -> Base:
    """Parse every value and formula, resolve every id, and order the nodes.

    A record that cannot be linked is absent and gives one finding; what rests on it is absent too, without one.
    """
    return _Linker(records, settings).base()


class _Linker(Names):
    """Goes through the records of each section once; what it has found so far stands in its fields."""

    def __init__(self, records: Records, settings: Settings) -> None:
        super().__init__(records, settings)
        self.nodes: dict[str, Node] = {}
        self.values: dict[str, Written] = {}
        self.stated: dict[str, Written] = {}
        self.history: dict[str, tuple[Written | None, ...]] = {}
        self.together = by_id(records.claims, self.resolve)
        self.correlated, self.uncorrelated = correlation.causes(self.together)
        self.streams = streams(self.together)
        self.issued = knowledge.issued(records)
        self.claimed = crowds.claimed(records.claims, self.resolve)
        self.awaited = {self.resolve(each) for each in records.awaited}

    def base(self) -> Base:
        for id, unit in self.records.units.items():
            if unit.term and self.resolve(unit.term) not in self.records.terms:
                self.miss(unit.term, ("terms",), "unknown-term", "term", "units", id, "term")
        for id, term in self.records.terms.items():
            self.term(id, term)
        for id, claim in self.records.claims.items():
            self.claim(id, claim)
        for id, field, number, message in torn(self.together, self.streams):
            self.blame(Problem("bad-field", message), "claims", id, field, number)
        for id, quantity in self.records.quantities.items():
            self.quantity(id, quantity)
        for id, choice in self.records.choices.items():
            self.choice(id, choice)
        for id, check in self.records.checks.items():
            self.check(id, check)
        self.sources()
        order = self.order()
        nodes = {id: self.nodes[id] for id in order}
        return Base(
            self.records,
            self.settings,
            self.units,
            nodes,
            children(nodes),
            self.values,
            self.stated,
            self.history,
            self.aliases,
            self.absent,
            tuple(self.findings),
        )

    def term(self, id: str, term: Term) -> None:
        for name, sense in term.senses.items():
            found = self.value(sense.value, "terms", id, "senses", name)
            if found:
                self.leaf(f"{id}#{name}", found)

    def leaf(self, id: str, value: Written, common: tuple[tuple[str, float], ...] = ()) -> None:
        stream, mirrored = self.streams.get(id, (id, False))
        self.nodes[id] = Leaf(id, value, stream, mirrored, common)

    def claim(self, id: str, claim: Claim) -> None:
        if claim.stated and (stated := self.value(claim.stated, "claims", id, "stated")):
            self.stated[id] = stated
        self.history[id] = tuple(self.past(id, n) for n in range(len(claim.history)))
        if claim.of and self.resolve(claim.of) not in self.records.quantities:
            self.miss(claim.of, ("quantities",), "unknown-quantity", "quantity", "claims", id, "of")
        self.domain(claim.domain, "claims", id)
        self.moving(id, "moves_with", claim.moves_with)
        self.moving(id, "moves_against", claim.moves_against)
        if id in self.uncorrelated:
            self.blame(self.uncorrelated[id], "claims", id, "correlates")
        if claim.absence:
            self.absent.setdefault(id, id)
        elif claim.formula:
            self.derived(id, claim)
        else:
            self.written(id, claim)

    def moving(self, id: str, field: str, others: Sequence[str]) -> None:
        """Blames the names in `moves_with` and `moves_against` that are no claims."""
        for number, other in enumerate(others):
            target = self.resolve(other)
            if target not in self.records.claims and target not in self.records.later:
                self.miss(other, ("claims",), "unknown-input", "claim", "claims", id, field, number)

    def domain(self, text: str, section: str, id: str) -> None:
        """Blames a domain that cannot be read."""
        found = domains.read(text, None, self.units) if text else None
        if isinstance(found, Problem):
            self.blame(found, section, id, "domain")

    def past(self, id: str, number: int) -> Written | None:
        """An older value; a formula among the older ones is kept as text only."""
        claim = self.records.claims[id]
        then = claim.history[number]
        value = self.measured(then.value, claim.unit, id, "history", number, "value") if then.value else None
        if value and then.taken_as:
            self.taken(id, value, "history", number)
        return value

    def written(self, id: str, claim: Claim) -> None:
        value = self.measured(claim.value, claim.unit, id, "value")
        used = self.taken(id, value) if value and claim.taken_as else value
        if value:
            self.values[id] = value
        if used is None:
            return
        used, common = self.with_errors(id, claim, used)
        if shown := self.unit(claim.unit, "claims", id):
            used = replace(used, unit=shown)
        if id not in self.absent:
            self.leaf(id, used, self.correlated.get(id) or common)

    def with_errors(
        self, id: str, claim: Claim, used: Written
    ) -> tuple[Written, tuple[tuple[str, float], ...]]:
        """The value with the error that its parts make up, and the fractions of it that others may share."""
        parts: list[errors.Sized] = []
        for name, part in claim.errors.items():
            found = self.value(part.size, "claims", id, "errors", name)
            sized = errors.sized(used, found, part.common) if found else None
            if isinstance(sized, Problem):
                self.blame(sized, "claims", id, "errors", name)
            parts += [sized] if isinstance(sized, errors.Sized) else []
        if not parts or id in self.absent:
            return used, ()
        if problem := errors.objection(used, parts):
            self.report(problem, "claims", id, "errors")
        return errors.with_parts(used, parts), errors.fractions(used, parts)

    def derived(self, id: str, claim: Claim) -> None:
        unit = self.unit(claim.unit, "claims", id)
        parsed = self.formula(claim.formula, claim.inputs, "claims", id, "formula")
        if parsed and id not in self.absent:
            self.nodes[id] = Derived(id, *parsed, unit)

    def check(self, id: str, check: Check) -> None:
        parsed = self.formula(check.assertion, check.inputs, "checks", id, "assertion")
        if parsed and id not in self.absent:
            self.nodes[id] = Relation(id, *parsed)

    def formula(
        self, text: str, inputs: Mapping[str, str], section: str, id: str, field: str
    ) -> tuple[Tree, Mapping[str, str]] | None:
        if self.named_as_functions(inputs, section, id):
            return None
        tree = formula.parse(text)
        if isinstance(tree, Problem):
            self.blame(tree, section, id, field)
            return None
        linked = {name: self.input(name, ref, section, id) for name, ref in inputs.items()}
        used = set(formula.names(tree))
        if not used <= inputs.keys():
            named = (each for each in formula.walk(tree) if isinstance(each, formula.Name))
            first = next(each for each in named if each.name not in inputs)
            self.blame(_undeclared(first, inputs, self.records.claims), section, id, field)
            return None
        for name in inputs:
            if name not in used:
                place = self.records.key_place(section, id, "inputs", name)
                message = f"the input `{name}` is declared, and the formula does not use it"
                self.findings.append(Finding("unused-input", id, message, place))
        if id in self.absent:
            return None
        return tree, {name: ref for name, ref in linked.items() if ref and name in used}

    def named_as_functions(self, inputs: Mapping[str, str], section: str, id: str) -> bool:
        """Whether an input has the name of a function, which the formula would call; if so, that is blamed."""
        name = next((each for each in inputs if each in formula.FUNCTIONS), "")
        if name:
            place = self.records.key_place(section, id, "inputs", name)
            message = f"an input cannot be named `{name}`: that is a function"
            self.findings.append(Finding("bad-formula", id, message, place))
            self.absent.setdefault(id, id)
        return bool(name)

    def input(self, name: str, ref: str, section: str, id: str) -> str | None:
        """The node an input names: an id, or a literal, which becomes a leaf of its own."""
        if not is_id(ref):
            found = self.value(ref, section, id, "inputs", name)
            if found:
                self.leaf(f"{id}#{name}", found)
            return f"{id}#{name}" if found else None
        target = self.resolve(ref)
        if any(target in self.sections[kind] for kind in NUMBERED):
            return target
        self.miss(ref, NUMBERED, "unknown-input", "claim, quantity or choice", section, id, "inputs", name)
        return None

    def quantity(self, id: str, quantity: Quantity) -> None:
        self.domain(quantity.domain, "quantities", id)
        unit = self.unit(quantity.unit, "quantities", id)
        if crowded := crowds.too_many(quantity, self.claimed.get(id, {})):
            self.blame(crowded, "quantities", id)
            return
        members = self.members(id)
        take = self.resolve(quantity.taken)
        if quantity.taken not in TAKES and take not in members:
            self.blame(self.bad_take(id, quantity, members), "quantities", id, "take")
            return
        if quantity.taken == LATEST:
            members = (self.latest(members),) if members else ()
        elif quantity.taken not in TAKES:
            members = (take,)
        elif quantity.series and members:
            members = self.of_the_latest_time(members)
        if not members and id in self.awaited:
            self.absent.setdefault(id, id)
            return
        if not members:
            problem = Problem("unknown-take", "no current claim is `of` this quantity, so it has no value")
            self.blame(problem, "quantities", id)
            return
        if id not in self.absent:
            self.nodes[id] = Pool(id, quantity.taken, members, unit, quantity.scale)

    def bad_take(self, id: str, quantity: Quantity, members: Sequence[str]) -> Problem:
        message = f"`take: {quantity.take}` names no current claim of this quantity"
        near = suggest(quantity.take, (*members, *TAKES))
        hints = (
            (f"did you mean `{near[0]}`?",) if near else (f"its claims are: {', '.join(members) or 'none'}",)
        )
        return Problem("unknown-take", message, 0, len(quantity.take), hints)

    def members(self, id: str) -> tuple[str, ...]:
        """The claims of a quantity that may be used: neither superseded, nor retracted, nor without a figure."""
        return tuple(
            each
            for each, claim in self.claimed.get(id, {}).items()
            if claim.status not in ("superseded", "retracted") and not claim.absence
        )

    def choice(self, id: str, choice: Choice) -> None:
        options = self.options(id, choice)
        if options is None or id in self.absent:
            return
        for field, names in (
            ("prefer", [choice.prefer] if choice.prefer else []),
            ("credence", choice.credence),
        ):
            for name in names:
                if name not in options:
                    path = (field,) if field == "prefer" else (field, name)
                    self.blame(_unknown_option(name, options), "choices", id, *path)
                    return
        self.nodes[id] = Pick(id, options)

    def options(self, id: str, choice: Choice) -> Mapping[str, str] | None:
        if not choice.term:
            linked = {name: self.option(id, name, option.value) for name, option in choice.options.items()}
            return {name: ref for name, ref in linked.items() if ref}
        term = self.resolve(choice.term)
        if term not in self.records.terms:
            self.miss(choice.term, ("terms",), "unknown-term", "term", "choices", id, "term")
            return None
        if term in self.absent:
            self.absent.setdefault(id, term)
            return None
        senses = self.records.terms[term].senses
        for number, name in enumerate(choice.only):
            if name not in senses:
                self.blame(_unknown_option(name, senses), "choices", id, "only", number)
                return None
        return {name: f"{term}#{name}" for name in senses if not choice.only or name in choice.only}

    def option(self, id: str, name: str, text: str) -> str | None:
        if is_id(text):
            target = self.resolve(text)
            if target in self.records.claims or target in self.records.quantities:
                return target
            kinds = ("claims", "quantities")
            self.miss(text, kinds, "unknown-input", "claim or quantity", "choices", id, "options", name)
            return None
        found = self.value(text, "choices", id, "options", name)
        if found:
            self.leaf(f"{id}#{name}", found)
        return f"{id}#{name}" if found else None

    def sources(self) -> None:
        """Every source that is cited or relied on must exist."""
        for section, id, path, name in cited(self.records):
            missing = name != UNSTATED and self.resolve(name) not in self.records.sources
            if missing and name not in self.records.broken and self.resolve(name) not in self.records.later:
                problem = self.unknown(name, ("sources",), "unknown-source", "source")
                self.report(problem, section, id, *path)

    def order(self) -> list[str]:
        """A topological order; knots are reported, one short cycle each, and what rests on the absent is absent."""
        whole = ordering.whole(self.nodes)
        for cycle, knot in ordering.knots(whole):
            self.knot(cycle, knot)
        before = dict(self.absent)
        self.absent |= ordering.fallen(whole, self.nodes, self.absent)
        if self.records.later and self.fall_back():
            self.absent = before
            return self.order()
        return ordering.ordered(whole, self.nodes.keys() - self.absent.keys())

    def fall_back(self) -> bool:
        """Let quantities do without claims that are not known at the date; whether any could."""
        changed = False
        for id, node in list(self.nodes.items()):
            if isinstance(node, Pool) and id in self.absent:
                alive = tuple(
                    each for each in self.members(id) if each in self.nodes and each not in self.absent
                )
                taken = alive if node.take in POOLED else alive and (self.latest(alive),)
                if taken and taken != node.members:
                    self.nodes[id] = replace(node, members=taken)
                    changed = True
        return changed

    def latest(self, members: Sequence[str]) -> str:
        """The claim that speaks of the latest time: see `knowledge.latest`; of several, the last by name."""
        return max(knowledge.latest(self.issued, {id: self.records.claims[id] for id in members}))

    def of_the_latest_time(self, members: Sequence[str]) -> tuple[str, ...]:
        """Those of a series that speak of the same time as the latest; earlier ones are news of then, not rivals."""
        claims = self.records.claims
        last = claims[self.latest(members)].as_of
        return tuple(each for each in members if same(claims[each].as_of, last))

    def knot(self, cycle: Sequence[str], knot: Sequence[str]) -> None:
        text = " -> ".join([*cycle, cycle[0]])
        rest = f" ({len(knot)} records hang together in this knot)" if len(knot) > len(cycle) else ""
        message = f"each of these is computed from the next: {text}{rest}"
        place = self.place_of_edge(cycle[0], cycle[1 % len(cycle)])
        self.findings.append(Finding("cycle", cycle[0], message, place, data={"cycle": tuple(cycle)}))
        for id in knot:
            self.absent.setdefault(id, cycle[0])

    def place_of_edge(self, id: str, parent: str) -> Place:
        node = self.nodes[id]
        section = self.section(id)
        inputs = node.inputs if isinstance(node, Derived | Relation) else {}
        named = next((("inputs", name) for name, ref in inputs.items() if ref == parent), ())
        return self.records.place(section, id, *named)

    def section(self, id: str) -> str:
        return next((kind for kind, records in self.sections.items() if owner(id) in records), "claims")


def is_id(text: str) -> bool:
    """Whether the text of an input is the id of a record and not a literal: it starts with a small letter."""
    return text[:1].isascii() and text[:1].islower() and all(c.isalnum() or c in ".-_" for c in text)


def _undeclared(node: formula.Name, inputs: Mapping[str, str], claims: Collection[str]) -> Problem:
    if near := suggest(node.name, inputs):
        hints = (f"did you mean `{near[0]}`?",)
    elif node.name in claims:
        own = f"{node.name}: {node.name}"
        how = f"add `{own}` to the inputs" if inputs else f"write `inputs: {{{own}}}`"
        hints = (f"to take the claim for an input {how}",)
    else:
        hints = (f"the inputs are: {', '.join(inputs) or 'none'}",)
    return Problem("undeclared-name", f"`{node.name}` is not among the inputs", node.start, node.end, hints)


def _unknown_option(name: str, options: Iterable[str]) -> Problem:
    options = tuple(options)
    near = suggest(name, options)
    hints = (f"did you mean `{near[0]}`?",) if near else (f"the options are: {', '.join(options)}",)
    return Problem("unknown-option", f"no option is called `{name}`", 0, len(name), hints)
