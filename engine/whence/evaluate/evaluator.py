"""What any way of evaluating takes and gives: a linked graph, options and what is already known in, estimates out."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from whence.evaluate.estimate import Estimate
from whence.files.schema import Settings
from whence.language.problems import Finding
from whence.model.dimensions import Dimensions
from whence.model.graph import Base

# Estimates by content key: whoever evaluates takes from it what is there, and puts there what it computes.
Memory = MutableMapping[str, Estimate]


@dataclass(frozen=True)
class Options:
    """How finely to evaluate: draws a leaf, the seed they come from, and how many contexts a node may have."""

    samples: int
    seed: int
    most_contexts: int


@dataclass(frozen=True)
class Values:
    """The estimate of every node that has one (a check's is of zeros and ones), and its content key.

    `absent` names, for each node without one, the record at fault.
    """

    of: Mapping[str, Estimate]
    keys: Mapping[str, str]
    absent: Mapping[str, str]
    findings: tuple[Finding, ...]

    def memory(self) -> dict[str, Estimate]:
        """What is known in these values: a memory of its own for whoever evaluates next."""
        return {key: self.of[id] for id, key in self.keys.items()}


class Evaluator(Protocol):
    """A way to evaluate. Two of them may differ in where and when they compute, and in no number."""

    def evaluate(self, base: Base, dimensions: Dimensions, options: Options, known: Memory) -> Values:
        """The estimate of every node whose parents have one; what depends on nothing new is taken from `known`."""


def options_of(settings: Settings) -> Options:
    """The options that a base's settings ask for."""
    return Options(settings.samples, settings.seed, settings.max_contexts)
