"""Addresses that a base may give, and those that are refused; titles and tags that say nothing or too much."""

from __future__ import annotations

import json
import re

import pytest

from small import edition
from whence.files import addresses
from whence.language import limits
from whence.publish import render

FINE = (
    "https://example.org", "http://example.org/", "https://a.b-c.example.org:8080/x?y=1#z", "https://xn--mnchen-3ya.example/", "HTTPS://EXAMPLE.ORG",
    "https://example.org/a_(b)", "https://127.0.0.1/", "https://[::1]:80/x", "https://host_name.example/@someone", "https://example.org/\u00e9",
)  # fmt: skip
WRONG = {
    "https://user@example.org/": "names a user",
    "https://bank.example:pass@evil.example/": "names a user",
    "https://@example.org": "names a user",
    "https://\u0430pple.example/": "not spelt in plain letters",
    "https://m\u00fcnchen.example/": "not spelt in plain letters",
    "https://ex%61mple.org/": "not spelt in plain letters",
    "https://\uff45xample.org/": "not spelt in plain letters",
    "https://-a.example/": "not spelt in plain letters",
    # a run of letters is one name: to try every way of parting forty of them took longer than anybody waits
    f"https://{'a' * 60}!/": "not spelt in plain letters",
    f"https://{'a' * 64}.example/": "not spelt in plain letters",
    f"https://{'a-' * 900}/": "not spelt in plain letters",
    "https://a..b/": "not spelt in plain letters",
    "https://example.org:0/": "no port that exists, `0`",
    "https://example.org:99999/": "no port that exists, `99999`",
    "https://example.org:/": "no port",
    "https://example.org:80x/": "is an address, and",
    "ftp://example.org/": "is an address, and",
    "//example.org/": "is an address, and",
    "https:///x": "is an address, and",
    "https://example.org/\x1b]0;x\x07": "the hidden character \\u{1b}",
    "https://example.org/\u202egro": "the hidden character \\u{202e}",
    "https://example.org/" + "x" * 2000: "may have 2,000 characters",
}


@pytest.mark.parametrize("text", FINE)
def test_objection__an_address_of_one_host(text: str) -> None:
    assert addresses.objection(text) is None


@pytest.mark.parametrize("text", WRONG)
def test_objection__what_leads_elsewhere_than_it_looks(text: str) -> None:
    found = addresses.objection(text)
    assert found is not None
    assert WRONG[text] in found[0]
    assert found[1]


def test_objection__a_host_of_other_letters_is_told_how_it_is_spelt() -> None:
    found = addresses.objection("https://m\u00fcnchen.example/")
    assert found is not None
    assert found[1] == "write it as the network does: `xn--mnchen-3ya.example`"


LABELS = {
    "title: '   '": "`title` is blank",
    "title: \u2003": "`title` is blank",
    f"title: {'x' * 301}": "301 characters; a title may have 300 characters",
    f"title: T, tags: [{', '.join(f't{n}' for n in range(1000))}]": "1,000 tags; a record may have 50 tags",
    "title: T, tags: [a, ' ']": "item 2 of `tags` is blank",
    f"title: T, tags: [{'x' * 97}]": "97 characters; an id or a name may have 96 characters",
}


@pytest.mark.parametrize("text", LABELS)
def test_check__titles_and_tags_have_limits(text: str) -> None:
    found = edition(f"claims: {{a: {{{text}, value: 1}}}}")
    assert [each.message for each in found.findings if each.severity == "error"] == [LABELS[text]]


def test_limits__each_is_in_the_table_of_the_manual() -> None:
    own = {each for each in vars(limits).values() if isinstance(each, limits.Limit)}
    shown = [each for _, part in limits.EVERY for each in part]
    assert own == set(shown)
    assert len(shown) == len(own)
    assert all(each.most > 0 and each.what and each.unit for each in shown)


LINKS = {
    "[here](https://example.org/a_(b)?c=1#d)": "",
    "<https://example.org> and https://user@example.org in plain words, [mail](mailto:a@example.org)": "",
    "[here](https://user@example.org)": "a link in `note` names a user, `user@`",
    "[here](HTTPS://example.org:99999/x)": "a link in `note` has no port that exists, `99999`",
    "[here]( <https://\u0435xample.org> 'words')": "a link in `note` has a host that is not spelt in plain letters and may look like another, `\u0435xample.org`",
    "see <https://a@b.example/>": "a link in `note` names a user, `a@`",
    "see [there]\n\n[there]: https://b.example:0/": "a link in `note` has no port that exists, `0`",
}


@pytest.mark.parametrize("note", LINKS)
def test_check__links_in_notes_are_addresses_too(note: str) -> None:
    text = json.dumps(note)
    found = edition(
        f"claims: {{a: {{title: A, value: 1, note: {text}}}}}", f"sources: {{s: {{title: S, note: {text}}}}}"
    )
    errors = [each for each in found.findings if each.severity == "error"]
    assert [each.message for each in errors] == [LINKS[note]] * 2 * bool(LINKS[note])
    assert all(each.place and each.place.column > 20 for each in errors)


def test_markdown__what_is_no_address_is_no_link() -> None:
    shown = render.markdown(
        "[a](https://user@evil.example) [b](https://x.example:99999/) [c](https://ok.example/a%20b)"
    )
    assert re.findall('href="([^"]*)"', str(shown)) == ["https://ok.example/a%20b"]
