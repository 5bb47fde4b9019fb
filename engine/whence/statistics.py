"""temporary"""
from dataclasses import dataclass
from collections.abc import Sequence
from whence.diagnostics import Problem
@dataclass(frozen=True)
class Measured:
    value: float; plus: float; minus: float
@dataclass(frozen=True)
class Consensus:
    n: int; mean: float; u: float; Q: float; p: float; birge: float; S: float; u_scaled: float; dl_tau: float; dl_mean: float; dl_u: float; mp_tau: float; mp_mean: float; mp_u: float
    weights: tuple; z: tuple; suspect: int|None; kept: tuple; verdict: str
def combine(m, covariance=None): return Problem("x","y")
def compare_points(values, agree=.1, tension=.5):
    r=max(values)/min(values) if min(values)>0 else 1.0
    return ("consistent" if r<=1+agree else "tension" if r<=1+tension else "conflict", r)
