"""The one exception that is no bug of ours."""

from __future__ import annotations


class Refused(Exception):
    """Carries a problem to whoever can tell it: a text that cannot be read, something asked that cannot be done.

    It reads as the problem's message. What is raised where every command begins is made of a text alone, so that no command
    loads more than it needs; `problems.problem_of` gives the problem of either.
    """

    def __init__(self, problem: object) -> None:
        self.given = problem
        super().__init__(getattr(problem, "message", problem))
