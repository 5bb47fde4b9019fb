"""Positions count as editors do, and changes make the text that was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.editor.lines import UTF8, UTF16, Change, Lines, Position
from whence.language.problems import Place

UTF32 = "utf-32"
TEXT = st.text(st.sampled_from("ab\n ü€𝄞😀"), max_size=60)


def applied(lines: Lines, changes: tuple[Change, ...]) -> str:
    text = lines.text
    for each in reversed(changes):
        text = text[: lines.offset(each.range.start)] + each.text + text[lines.offset(each.range.end) :]
    return text


def test_position__counts_a_letter_outside_the_basic_plane_twice_in_utf_16() -> None:
    text = "title: 𝄞 über\nvalue: 3 €"
    assert Lines(text).position(text.index("über")) == Position(0, 10)
    assert Lines(text, UTF32).position(text.index("über")) == Position(0, 9)
    assert Lines(text, UTF8).position(text.index("über")) == Position(0, 12)
    assert Lines(text).offset(Position(0, 10)) == text.index("über")
    assert Lines(text).at(Place("a", 1, 10, 4)) == ((0, 10), (0, 14))


@given(TEXT, st.sampled_from([UTF8, UTF16, UTF32]))
def test_position__and_offset_are_each_other_turned(text: str, encoding: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        at = lines.position(offset)
        assert lines.offset(at) == offset
        if encoding == UTF16:
            start = text.rfind("\n", 0, offset) + 1
            assert at.column == len(text[start:offset].encode("utf-16-le")) // 2


@given(TEXT, TEXT)
def test_changes__make_the_other_text(before: str, after: str) -> None:
    lines = Lines(before)
    assert applied(lines, lines.changes(after)) == after
