"""Formulas to fifty digits, by mpmath; what is added or multiplied keeps all that a double can have beside another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mpmath import mp, mpf

from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary

mp.dps = 50
# 2 less 1e-300 is not 2, which decides whether an end is reached.
ALL = 700


class NotReal(ArithmeticError):
    """No real number."""


def exactly(node: Tree, known: Mapping[str, Any]) -> Any:
    """A formula's value to fifty digits; `NotReal` where it has none."""
    match node:
        case Number(value=value):
            return mpf(value)
        case Name(name=name):
            return mpf(known[name])
        case Unary(arg=arg):
            return mp.fneg(exactly(arg, known), exact=True)
        case Binary(op=op, left=left, right=right):
            return _binary(op, exactly(left, known), exactly(right, known))
        case Call(name="if", args=(test, a, b)):
            return exactly(a if exactly(test, known) else b, known)
        case Call(name=name, args=args):
            return _call(name, [exactly(arg, known) for arg in args])


def _binary(op: str, a: Any, b: Any) -> Any:
    if (op == "/" and b == 0) or (op == "^" and ((a == 0 and b < 0) or (a < 0 and b != int(b)))):
        raise NotReal
    if op == "^" and a != 0 and abs(b * mp.log(abs(a))) > 600:
        raise NotReal  # beyond the range of doubles
    work = {"+": mpf.__add__, "-": mpf.__sub__, "*": mpf.__mul__, "/": mpf.__truediv__, "^": mpf.__pow__,
            "<": mpf.__lt__, "<=": mpf.__le__, ">": mpf.__gt__, ">=": mpf.__ge__}  # fmt: skip
    with mp.workdps(mp.dps if op == "^" else ALL):
        return work[op](a, b)


def _call(name: str, args: list[Any]) -> Any:
    if name in ("sqrt", "log", "log2", "log10") and (args[0] < 0 or (name != "sqrt" and args[0] == 0)):
        raise NotReal
    if name == "exp" and abs(args[0]) > 600:
        raise NotReal
    work = {"sqrt": mp.sqrt, "exp": mp.exp, "log": mp.log, "log10": mp.log10, "abs": abs}
    many = {"min": min(args), "max": max(args), "sum": sum(args), "mean": sum(args) / len(args)}
    if name == "log2":
        return mp.log(args[0]) / mp.log(2)
    if name == "clamp":
        return min(max(args[0], args[1]), args[2])
    if name == "geomean":
        return mp.root(mp.fprod(args), len(args))
    return many[name] if name in many else work[name](args[0])
