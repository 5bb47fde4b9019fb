"""Classes of values made here do what those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from whence.language.frozen import dataclass

NAN = float("nan")


def point(make: Any) -> Any:
    """A class of every sort of field, as some decorator makes it."""

    class Point:
        """A point."""

        x: float
        y: float = 2.0
        names: tuple[str, ...] = ()
        data: Mapping[str, object] = field(default_factory=dict, hash=False)
        aside: str = field(default="", compare=False, repr=False)

    return make(Point)


OURS, THEIRS = point(dataclass(frozen=True)), point(dataclasses.dataclass(frozen=True))


@dataclass(frozen=True)
class Base:
    """One that others build on, and that is sent to other processes."""

    x: float

    @cached_property
    def twice(self) -> float:
        return 2 * self.x


@dataclass(frozen=True)
class Below(Base):
    """One more field."""

    y: int = 3

    def __post_init__(self) -> None:
        if self.y < 0:
            raise ValueError("below zero")


class Plain(Base):
    """A class below that has something of its own."""

    def __init__(self) -> None:
        super().__init__(1.0)
        self.own = "mine"


@pytest.mark.parametrize(
    "made",
    [
        lambda kind: kind(1.0),
        lambda kind: kind(1.0, 3.0, ("a",), {"b": 1}, "c"),
        lambda kind: kind(x=1.0, names=("a",)),
        lambda kind: kind(1.0, aside="c", y=NAN),
        lambda kind: replace(kind(1.0, 3.0, ("a",), {"b": 1}, "c"), x=7.0),
        lambda kind: copy.deepcopy(kind(1.0, data={"a": []})),
    ],
)
def test_dataclass__an_object_is_what_it_is_of_the_standard_one(made: Callable[[Any], Any]) -> None:
    ours, theirs = made(OURS), made(THEIRS)
    assert (repr(ours), hash(ours)) == (repr(theirs), hash(theirs))
    assert str(vars(ours)) == str(vars(theirs))
    assert (ours == made(OURS)) is (theirs == made(THEIRS))
    assert ours != theirs
    assert [each.name for each in fields(ours)] == [each.name for each in fields(theirs)]
    assert ours.__match_args__ == theirs.__match_args__


def test_dataclass__what_is_aside_is_not_compared() -> None:
    assert OURS(1.0, aside="a") == OURS(1.0, aside="b")
    assert OURS(1.0) != OURS(1.5)
    assert len({OURS(1.0), OURS(1.0, 2.0), OURS(2.0)}) == 2


def test_dataclass__what_one_object_has_another_has_not() -> None:
    one, other = OURS(1.0), OURS(1.0)
    one.data["a"] = 1
    assert not other.data


@pytest.mark.parametrize(
    "made",
    [
        lambda kind: kind(),
        lambda kind: kind(y=1.0),
        lambda kind: kind(1.0, x=1.0),
        lambda kind: kind(1.0, z=1.0),
        lambda kind: kind(1.0, 2.0, (), {}, "", "more"),
    ],
)
def test_dataclass__values_that_do_not_fit_are_refused(made: Callable[[Any], Any]) -> None:
    for kind in (OURS, THEIRS):
        with pytest.raises(TypeError):
            made(kind)


def test_dataclass__no_field_can_be_set_or_deleted() -> None:
    for kind in (OURS, THEIRS):
        found = kind(1.0)
        for name in ("x", "other"):
            with pytest.raises(FrozenInstanceError, match=name):
                setattr(found, name, 2.0)
            with pytest.raises(FrozenInstanceError, match=name):
                delattr(found, name)


def test_dataclass__a_class_below_has_the_fields_above_and_its_own() -> None:
    assert Below(1.0) == Below(1.0, 3)
    assert Below(1.0) != Base(1.0)
    assert repr(Below(1.0)) == "Below(x=1.0, y=3)"
    assert Base(2.0).twice == 4.0
    with pytest.raises(ValueError, match="below zero"):
        Below(1.0, -1)
    plain = Plain()
    assert (plain.own, plain.x) == ("mine", 1.0)
    with pytest.raises(FrozenInstanceError):
        plain.x = 2.0  # type: ignore[misc]


def test_dataclass__what_is_taken_by_name_alone_comes_last() -> None:
    def made(make: Any) -> Any:
        @make(frozen=True, kw_only=True)
        class Placed:
            start: int = field(default=0, compare=False)

        @make(frozen=True)
        class Name(Placed):
            name: str

        return Name

    for kind in (made(dataclass), made(dataclasses.dataclass)):
        assert kind("a", start=1) == kind("a")
        assert (kind("a", start=1).start, kind(name="a").start) == (1, 0)
        assert repr(kind("a", start=1)).endswith("Name(start=1, name='a')")
        with pytest.raises(TypeError):
            kind("a", 1)


def test_dataclass__own_methods_stay() -> None:
    @dataclass(frozen=True)
    class Own:
        x: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    @dataclass(frozen=True, eq=False)
    class Single:
        x: int

    assert (repr(Own(1)), Own(1), hash(Own(1))) == ("own", Own(2), hash((1,)))
    one = Single(1)
    assert one in (one,)
    assert one != Single(1)


def test_dataclass__a_value_goes_to_another_process_and_back() -> None:
    found = pickle.loads(pickle.dumps(Below(1.0, 2)))
    assert (found, hash(found)) == (Below(1.0, 2), hash(Below(1.0, 2)))


def test_dataclass__nan_is_equal_to_itself_in_one_field_too() -> None:
    assert Base(NAN) == Base(NAN)
    assert OURS(NAN) == OURS(NAN)
