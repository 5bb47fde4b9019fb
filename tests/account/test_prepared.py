"""What an edit leaves behind: errors of a value that has just become history."""

from __future__ import annotations

from small import edition
from whence.account import prepared


def test_unread__what_is_wrong_in_the_newest_older_value_and_nowhere_else() -> None:
    found = edition("""
    claims:
      a: {title: A, value: 3 kg, history: [{value: 3 blorg, until: 2024-01-01}, {value: 3 glorb, until: 2023-01-01}]}
      b: {title: B, value: 3 snarf}
      c: {title: C, value: 3 kg, history: [{value: 3 florb, until: 2024-01-01}]}
    """)
    assert [each.message for each in prepared.unread(found, ("a", "b"))] == ['there is no unit "blorg"']
