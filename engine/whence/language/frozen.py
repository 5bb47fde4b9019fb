"""`dataclass` as the standard library has it, where it is frozen made fifteen times as fast: a start makes some 150 of these.

The standard one writes and compiles six functions a class, which was half of what loading the engine took. Frozen classes
get theirs here, as they are; all others, and those that are ordered, are left to the standard one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        eq: bool = True,
        order: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """A class of values, as `dataclasses.dataclass` makes it."""
        if not frozen or order:
            return dataclasses.dataclass(cls, frozen=frozen, eq=eq, order=order, kw_only=kw_only)
        return _frozen(cls, eq, kw_only) if cls else lambda cls: _frozen(cls, eq, kw_only)


Fields = tuple[dataclasses.Field[Any], ...]
# What types say that are those of no field.
ASIDE = ("ClassVar", "InitVar", "KW_ONLY")
_put = object.__setattr__


def _frozen(cls: type, eq: bool, kw_only: bool) -> type:
    """The class with the methods of a frozen one beside its own, and with what others ask of a class with fields."""
    own = {name for name, value in cls.__dict__.items() if value is not None or name != "__hash__"}
    cls.__doc__ = cls.__doc__ or cls.__name__
    fields = _fields(cls, kw_only)
    methods = {"__init__": _init(cls, fields), "__repr__": _repr(fields)} | _shut(cls, fields)
    if eq:
        methods |= _compared(fields)
    for name in methods.keys() - own:
        setattr(cls, name, methods[name])
    return cls


def _fields(cls: type, kw_only: bool) -> Fields:
    """The fields of a class, which is then one that has fields.

    The standard library looks at each type three times for what is no field. Where none is, it is given types that it can
    tell at once.
    """
    said = vars(cls).get("__annotations__", {})
    types = dict(said)
    if not any(mark in str(each) for each in types.values() for mark in ASIDE):
        said.update(dict.fromkeys(said, object))
    dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
    said.update(types)
    fields = dataclasses.fields(cls)
    for each in fields:
        each.type = types.get(each.name, each.type)
    return fields


def _init(cls: type, fields: Fields) -> Callable[..., None]:
    """What takes the values of the fields, in their order or by name."""
    placed = tuple(each.name for each in fields if not each.kw_only)
    names, count = (*placed, *(each.name for each in fields if each.kw_only)), len(placed)
    aside = frozenset(names[count:])
    defaults = {each.name: each.default for each in fields if each.default is not MISSING}
    makers = {each.name: each.default_factory for each in fields if each.default_factory is not MISSING}
    after = hasattr(cls, "__post_init__")

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        for name, value in zip(placed, values, strict=False):
            _put(self, name, value)
        if len(values) == count and named.keys() == aside:
            for name, value in named.items():
                _put(self, name, value)
        else:
            used = 0
            for name in names[len(values) :]:
                if name in named:
                    _put(self, name, named[name])
                    used += 1
                elif name in defaults:
                    _put(self, name, defaults[name])
                elif name in makers:
                    _put(self, name, makers[name]())
                else:
                    raise TypeError(f"{cls.__qualname__} lacks {name!r}")
            if len(values) > count or used != len(named):
                raise TypeError(f"{cls.__qualname__} takes {', '.join(names)}, each once")
        if after:
            self.__post_init__()

    return __init__


def _repr(fields: Fields) -> Callable[[Any], str]:
    names = [each.name for each in fields if each.repr]

    @recursive_repr()
    def __repr__(self: Any) -> str:
        parts = []
        for name in names:  # a loop, which takes no frame of its own: formulas are 250 terms deep
            parts.append(f"{name}={getattr(self, name)!r}")
        return f"{self.__class__.__qualname__}({', '.join(parts)})"

    return __repr__


def _shut(cls: Any, fields: Fields) -> dict[str, Callable[..., Any]]:
    """What keeps the fields as they are; a class below may have attributes beside them."""
    names = frozenset(each.name for each in fields)

    def __setattr__(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


def _compared(fields: Fields) -> dict[str, Callable[..., Any]]:
    """Equal are objects of one class whose fields are: as tuples, to which an object is equal to itself."""
    values = _values([each.name for each in fields if each.compare])
    hashed = _values([each.name for each in fields if (each.compare if each.hash is None else each.hash)])

    def __eq__(self: Any, other: object) -> bool:
        if self is other:
            return True
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": __eq__, "__hash__": lambda self: hash(hashed(self))}


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives some fields of an object as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda self: ()
    only = attrgetter(*names)
    return lambda self: (only(self),)
