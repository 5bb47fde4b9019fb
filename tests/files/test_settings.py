"""Which file has the settings of a base, and what is said of a conclusion that is to be watched and that nobody knows."""

from __future__ import annotations

import pytest

from whence.files.schema import Settings
from whence.files.settings import settings_of, unwatched

TOOL, OTHER, OWN = b'[tool.whence]\ntitle = "Tool"\n', b'[project]\nname = "x"\n', b'title = "Own"\n'


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({}, ""),
        ({"pyproject.toml": TOOL}, "Tool"),
        ({"pyproject.toml": OTHER}, ""),
        ({"pyproject.toml": TOOL, "whence.toml": OWN}, "Own"),
        ({"pyproject.toml": TOOL, "whence.toml": b""}, ""),
    ],
)
def test_settings_of__the_file_of_our_own_goes_first(files: dict[str, bytes], title: str) -> None:
    settings, found = settings_of(files)
    assert (settings.title, found) == (title or Settings().title, ())


def test_unwatched__names_that_nothing_has_and_no_others() -> None:
    text = 'title = "T"\nwatch = ["pay-back", "2+rent+1", "tag:main", "*"]\n'
    found = list(
        unwatched(text, "whence.toml", ["pay-back", "2+rent+1", "tag:main", "*"], ["payback", "cost"])
    )
    said = [(each.message, each.hints, each.place and (each.place.line, each.place.column)) for each in found]
    assert said == [
        (
            "`watch` names `pay-back`, and nothing in this base is called so",
            ("did you mean `payback`?",),
            (2, 11),
        ),
        ("`watch` names `rent`, and nothing in this base is called so", (), (2, 25)),
    ]


def test_unwatched__a_name_that_is_spelt_otherwise_in_the_file_is_told_of_the_file() -> None:
    found = list(unwatched('watch = ["r\\u0065nt"]', "whence.toml", ["rent"], ["cost"]))
    assert [(each.place and (each.place.file, each.place.line)) for each in found] == [("whence.toml", 1)]
    assert list(unwatched("", "whence.toml", ["cost"], ["cost"])) == []
