"""What any way of evaluating takes and gives: a linked graph, options and what is already known in, estimates out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property
from typing import Any, Protocol

from whence.evaluate.estimate import WHOLE, Estimate, Part
from whence.evaluate.remembered import Remembered
from whence.files.schema import Settings
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model.dimensions import Dimensions
from whence.model.graph import Base

# Estimates by content key: whoever evaluates takes from it what is there, and puts there what it computes.
Memory = MutableMapping[str, Estimate]


@dataclass(frozen=True)
class Options:
    """How finely to evaluate: draws a leaf, the seed they come from, and how many contexts a node may have.

    The draws are those of one block where there are several. They are kept, or given away once nothing more is computed
    from them; which changes no result.
    """

    samples: int
    seed: int
    most_contexts: int
    part: Part = WHOLE
    keep: bool = True


def _nothing() -> tuple[Finding, ...]:
    return ()


@dataclass(frozen=True)
class Values:
    """The estimate of every node that has one (a check's is of zeros and ones), and its content key.

    `absent` names, for each node without one, the record at fault. All of it may be worked out only when it is asked
    for: a node is evaluated with what is upstream of it, and nothing else; `raise_all` evaluates the rest, and gives what
    is to be told.
    """

    of: Mapping[str, Estimate]
    keys: Mapping[str, str]
    absent: Mapping[str, str]
    raise_all: Callable[[], tuple[Finding, ...]] = _nothing

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with nodes that have no estimate."""
        return self.raise_all()

    def recalled(self) -> Memory:
        """The same without evaluating anything: what is asked of it is evaluated here."""
        return Recalled(self)

    def memory(self) -> dict[str, Estimate]:
        """All that is known in these values: a memory of its own for whoever evaluates next, which does not hold on to these."""
        return {
            self.keys[id]: each.bound(None) if isinstance(each, Remembered) else each
            for id, each in self.of.items()
        }


class Recalled(dict[str, Estimate]):
    """The estimates of other values by content, evaluated there when they are asked for, and what is added to them."""

    def __init__(self, values: Values) -> None:
        super().__init__()
        self._values = values

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {key: id for id, key in self._values.keys.items()}

    def get(self, key: str, other: Any = None) -> Any:
        """The estimate under a key, or else something other."""
        found = super().get(key)
        if found is None and key in self._ids:
            found = self._values.of.get(self._ids[key])
        return other if found is None else found

    def __getitem__(self, key: str) -> Estimate:
        found: Estimate | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None


class Evaluator(Protocol):
    """A way to evaluate. Two of them may differ in where and when they compute, and in no number."""

    def evaluate(self, base: Base, dimensions: Dimensions, options: Options, known: Memory) -> Values:
        """The estimate of every node whose parents have one; what depends on nothing new is taken from `known`.

        Nothing is evaluated before it is asked for.
        """


def options_of(settings: Settings, keep: bool = True) -> Options:
    """The options that a base's settings ask for."""
    return Options(settings.samples, settings.seed, settings.max_contexts, keep=keep)
