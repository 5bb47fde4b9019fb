"""`whence serve --edit`: who is heard, what is shown before anything is written, and what is written byte for byte."""

from __future__ import annotations

import concurrent.futures
import errno
import html
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import unicodedata
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from chromium import chromium
from shell import TODAY, run, write
from whence.disk import store, swaps
from whence.language.limits import FORM
from whence.publish import live, server, site
from whence.publish.edit import guard
from whence.publish.edit.desk import Desk
from whence.publish.render import PLAIN

CLAIMS = """\
# Tea; this comment stays.
claims:
  price: {title: Price of tea, value: 30 to 40 EUR/kg, cites: [{source: book, at: page 1}]}   # from the book
  cups:
    title: Cups a day
    value: 6 cup/day
    cites: [book]
    note: |
      Counted
      by hand.
  cost: {title: Cost a day, formula: p * m * n, inputs: {p: price, m: 2 g/cup, n: cups}, unit: EUR/day, stated: 0.42 EUR/day}
choices: {spoon: {title: The spoon, options: {small: 2 g, large: 6 g}, credence: {small: 0.5, large: 0.5}}}
checks: {cheap: {title: Tea is cheap, assert: c < limit, inputs: {c: cost, limit: 0.5 EUR/day}, on_fail: report}}
units: {cup: {title: A cup}}
"""
SOURCES = "sources: {book: {title: A book}, shop: {title: A shop}}\n"
FILES = {"claims/tea.yaml": CLAIMS, "sources/all.yaml": SOURCES}


@dataclass
class Reader:
    """Somebody who has the address of the server: their browser's jar is `jar`."""

    port: int
    jar: str
    token: str
    said: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> tuple[int, str]:
        """An answer; headers given as None are left out."""
        origin = f"http://127.0.0.1:{self.port}"
        usual = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.jar}
        if method == "POST":
            usual |= {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Content-Type": guard.FORM_TYPE}
            usual |= {"Content-Length": str(len(body))}
        told = usual | {name.replace("_", "-"): text for name, text in headers.items()}  # type: ignore[operator]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, text in told.items():
            if text is not None:
                connection.putheader(name, text)
        connection.endheaders(body)
        answer = connection.getresponse()
        self.said = dict(answer.getheaders())
        return answer.status, answer.read().decode()

    def form(self, path: str, **fields: str) -> tuple[int, str]:
        """The answer to a form, filled in as its page has it but for some fields."""
        _, page = self.ask("GET", path)
        return self.send(path, **(filled(page) | fields))

    def send(self, path: str, **fields: str) -> tuple[int, str]:
        """The answer to a form of these fields."""
        return self.ask("POST", path, urllib.parse.urlencode({"token": self.token} | fields).encode())

    def write(self, page: str) -> tuple[int, str]:
        """The answer to the confirmation that a page asks for."""
        return self.send("/-/edit/write", edit=key(page))


def filled(page: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    found = dict(re.findall(r'<input id="[^"]+" name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r"<option selected>(.*?)</option>", options)
        found[name] = chosen[1] if chosen else ""
    return {html.unescape(name): html.unescape(text) for name, text in found.items()}


def key(page: str) -> str:
    """What a page confirms, or undoes."""
    found = re.search(r'name="edit" value="([^"]+)"', page)
    assert found, page
    return found[1]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", FILES)


@pytest.fixture
def reader(base: Path) -> Iterator[Reader]:
    desk = Desk(base, lambda: TODAY, lambda texts, edition: PLAIN)
    state = live.State(desk)
    state.set(site.files(store.load(store.read(base), today=TODAY), ""), [])
    running = server.serve(0, state)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    port = running.server_port
    yield Reader(port, f"{guard.cookie(port)}={desk.token}", desk.token)
    running.shutdown()
    running.server_close()


def content(base: Path) -> dict[str, bytes]:
    return {str(each.relative_to(base)): each.read_bytes() for each in base.rglob("*") if each.is_file()}


# --- who is heard ------------------------------------------------------------------------------------------------


def test_serve__without_edit_takes_nothing_and_shows_nothing_of_it(base: Path) -> None:
    state = live.State()
    state.set(site.files(store.load(store.read(base), today=TODAY), ""), [])
    running = server.serve(0, state)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    anybody = Reader(running.server_port, "", "")
    assert anybody.ask("POST", "/-/edit/news/claims/price", b"value=1")[0] == 405
    for path in ("/-/edit", "/-/edit.css", "/-/edit/news/claims/price"):
        assert anybody.ask("GET", path)[0] == 404
    assert "/-/edit" not in anybody.ask("GET", "/claims/price.html")[1]
    running.shutdown()
    running.server_close()


def test_site__that_is_written_has_nothing_of_the_forms(base: Path, tmp_path: Path) -> None:
    assert run(base, "build", "-o", str(tmp_path / "site")).returncode == 0
    files = [each for each in (tmp_path / "site").rglob("*") if each.is_file()]
    assert len(files) > 20
    assert not [
        each for each in files if b"edit-field" in each.read_bytes() or b"/-/edit" in each.read_bytes()
    ]


def test_serve__the_token_leaves_the_address(reader: Reader) -> None:
    code, _ = reader.ask("GET", f"/claims/price.html?token={reader.token}", Cookie=None)
    assert (code, reader.said["Location"]) == (303, "/claims/price.html")
    assert reader.said["Set-Cookie"] == f"{reader.jar}; HttpOnly; SameSite=Strict; Path=/"
    assert reader.ask("GET", "/?token=guessed")[0] == 403
    assert reader.ask("GET", f"//evil.example/?token={reader.token}")[0] == 303
    assert reader.said["Location"] == "/evil.example/"
    # A browser takes each of these for the name of another machine.
    for path in ("/\\evil.example/", "\\\\evil.example/", "/\\/evil.example/"):
        assert reader.ask("GET", f"{path}?token={reader.token}")[0] == 303
        assert reader.said["Location"] == "/evil.example/"


def test_serve__who_has_no_token_reads_only(reader: Reader) -> None:
    code, page = reader.ask("GET", "/claims/price.html", Cookie=None)
    assert (code, "/-/edit" in page) == (200, False)
    assert '<a href="/-/edit/news/claims/price">' in reader.ask("GET", "/claims/price.html")[1]
    assert reader.ask("GET", "/-/edit/news/claims/price", Cookie=None)[0] == 403
    assert reader.ask("GET", "/-/edit", Cookie=f"{guard.cookie(reader.port)}=guessed")[0] == 403


FORM_BODY = "token={token}&value=35+EUR%2Fkg&source=shop"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 200),
        ({"Cookie": None}, 403),
        ({"Cookie": "whence=guessed"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": None}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Sec_Fetch_Site": None}, 200),  # a browser of before 2023 does not say
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content_Type": "application/json"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": None}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": str(FORM.most + 1)}, 413),
        ({"Transfer_Encoding": "chunked"}, 411),
    ],
)
def test_edit__what_a_form_says_of_itself(
    reader: Reader, base: Path, headers: dict[str, str | None], code: int
) -> None:
    before = content(base)
    body = FORM_BODY.format(token=reader.token).encode()
    assert reader.ask("POST", "/-/edit/news/claims/price", body, **headers)[0] == code
    assert content(base) == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("value=35+EUR%2Fkg&source=shop", 403),
        ("token=guessed&value=35+EUR%2Fkg", 403),
        ("token={token}&value=1&value=2", 400),
        ("token={token}&%ff", 400),
        ("", 403),
        ("&".join(f"f{n}=" for n in range(guard.FIELDS + 1)), 400),
    ],
)
def test_edit__what_is_no_form_of_ours(reader: Reader, base: Path, body: str, code: int) -> None:
    before = content(base)
    sent = body.format(token=reader.token).encode()
    assert reader.ask("POST", "/-/edit/news/claims/price", sent)[0] == code
    assert content(base) == before


def test_edit__a_form_that_is_much_too_large_is_answered(reader: Reader) -> None:
    code, said = reader.ask("POST", "/-/edit/item", b"x" * (FORM.most + 1))
    assert code == 413
    assert f"{FORM.most + 1:,} bytes; a form of `whence serve --edit` may have {FORM.most:,}" in said


@pytest.mark.parametrize("sent", ["token=", ""])
def test_edit__a_form_that_does_not_come_is_not_waited_for(
    reader: Reader, base: Path, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "ARRIVES", 0.2)
    before, body = content(base), FORM_BODY.format(token=reader.token)
    with socket.create_connection(("127.0.0.1", reader.port)) as line:
        head = {
            "Host": f"127.0.0.1:{reader.port}",
            "Cookie": reader.jar,
            "Origin": f"http://127.0.0.1:{reader.port}",
            "Content-Type": guard.FORM_TYPE,
            "Content-Length": str(len(body)),
        }
        told = "".join(f"{name}: {text}\r\n" for name, text in head.items())
        line.sendall(f"POST /-/edit/news/claims/price HTTP/1.1\r\n{told}\r\n{sent}".encode())
        if sent:  # a byte now and then is no better
            for char in body[len(sent) :][:5]:
                time.sleep(0.06)
                line.sendall(char.encode())
        assert b" 400 " in line.makefile("rb").readline()
    assert content(base) == before


@pytest.mark.parametrize(
    "path", ["/-/edit/write", "/-/edit/undo", "/-/edit/news/claims/price?value=1+EUR/kg"]
)
def test_edit__what_is_only_asked_for_writes_nothing(reader: Reader, base: Path, path: str) -> None:
    _, page = reader.form("/-/edit/news/claims/price", value="35 EUR/kg", source="shop")
    before = content(base)
    code, _ = reader.ask("GET", f"{path}{'&' if '?' in path else '?'}edit={key(page)}")
    assert code == (200 if "/news/" in path else 404)
    assert content(base) == before


def test_edit__a_page_of_it_stands_in_no_frame(reader: Reader) -> None:
    _, page = reader.ask("GET", "/-/edit/news/claims/price")
    assert reader.said["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert reader.said["X-Frame-Options"] == "DENY"
    assert "form-action 'self'" in html.unescape(page)
    assert "script-src 'self'" in html.unescape(page)


@pytest.mark.parametrize(
    "path",
    [
        "news/claims/no-such",
        "news/checks/cheap",
        "news/units/cup",
        "write/claims/price",
        "news/claims/../price",
        "x",
    ],
)
def test_edit__there_is_nothing_at_other_addresses(reader: Reader, path: str) -> None:
    assert reader.ask("GET", f"/-/edit/{path}")[0] == 404


# --- what is shown and written -------------------------------------------------------------------------------------


def test_edit__a_figure_is_shown_first_and_then_written_as_update_writes_it(
    reader: Reader, base: Path, tmp_path: Path
) -> None:
    before = content(base)
    code, page = reader.form(
        "/-/edit/news/claims/price", value="50 to 60 EUR/kg", source="shop", at="shelf", why="Dearer"
    )
    assert (code, content(base)) == (200, before)
    assert "Cost a day" in page
    assert "×1.58" in page
    assert re.search(r"Tea is cheap</a></th>.*holds.*fails", page, re.DOTALL)
    code, _ = reader.write(page)
    assert (code, reader.said["Location"].startswith("/-/edit?done=")) == (303, True)
    other = write(tmp_path / "other", FILES)
    words = ("update", "price", "50 to 60 EUR/kg", "--source", "shop", "--at", "shelf", "--why", "Dearer")
    assert run(other, *words, "--yes").returncode == 0
    assert content(base) == content(other) != before


def test_edit__undone_it_is_as_it_was_to_the_byte(reader: Reader, base: Path) -> None:
    before = content(base)
    _, page = reader.form("/-/edit/news/claims/price", value="50 EUR/kg", source="shop")
    reader.write(page)
    assert sorted(set(content(base)) - set(before)) == ["claims/changes/2026-01.yaml"]
    _, page = reader.ask("GET", reader.said["Location"])
    assert "It is written." in page
    assert reader.send("/-/edit/undo", edit=key(page))[0] == 303
    assert content(base) == before
    assert "as they were before" in reader.ask("GET", reader.said["Location"])[1]
    assert reader.send("/-/edit/undo", edit=key(page))[0] == 409


def test_edit__a_mistake_is_told_in_the_words_of_the_check_beside_its_field(
    reader: Reader, base: Path
) -> None:
    before = content(base)
    code, page = reader.form("/-/edit/news/claims/price", value="50 EURO/kilo", source="shop", at="shelf")
    assert (code, content(base)) == (422, before)
    said = html.unescape(page)
    assert "claims/tea.yaml:3:" in said
    assert re.search(r'aria-describedby="e-value h-value" aria-invalid="true"', page)
    assert filled(page)["value"] == "50 EURO/kilo"
    assert filled(page)["at"] == "shelf"
    code, page = reader.form("/-/edit/news/claims/price", value="50 EUR/kg")
    assert code == 422
    assert "`price` stands on `book`: name the source of the new figure" in html.unescape(page)
    code, page = reader.form("/-/edit/news/claims/price", value="50 EUR/kg", source="shopp")
    assert (code, "shopp" in page, content(base)) == (422, True, before)


def test_edit__nothing_asked_for(reader: Reader) -> None:
    for path in ("/-/edit/news/claims/price", "/-/edit/correct/claims/cups"):
        code, page = reader.form(path)
        assert (code, "every field is as it was" in page) == (422, True)


def test_edit__a_citation_is_corrected_where_it_stands(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/correct/claims/price", **{"cites.0.at": "page 2"})
    assert "No number moves" in page
    reader.write(page)
    assert (base / "claims/tea.yaml").read_text() == CLAIMS.replace("at: page 1", "at: page 2")


def test_edit__a_bare_citation_gets_a_place_and_another_beside_it(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/correct/claims/cups", **{"cites.0.at": "page 3", "cites.1.source": "shop"})
    reader.write(page)
    wanted = CLAIMS.replace("cites: [book]", "cites: [{source: book, at: page 3}, {source: shop}]")
    assert (base / "claims/tea.yaml").read_text() == wanted


def test_edit__a_field_is_taken_away(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/correct/claims/cost", stated="")
    reader.write(page)
    assert (base / "claims/tea.yaml").read_text() == CLAIMS.replace(", stated: 0.42 EUR/day", "")


COST = "formula: p * m * n, inputs: {p: price, m: 2 g/cup, n: cups}"


def test_edit__an_input_is_put_in_and_another_taken_away(reader: Reader, base: Path) -> None:
    fields = {"formula": "p * m * n * k", "more.0.name": "k", "more.0.input": "1.5"}
    _, page = reader.form("/-/edit/correct/claims/cost", **fields)
    assert "×1.5" in page
    reader.write(page)
    new = "formula: p * m * n * k, inputs: {p: price, m: 2 g/cup, n: cups, k: 1.5}"
    assert (base / "claims/tea.yaml").read_text() == CLAIMS.replace(COST, new)
    _, page = reader.form("/-/edit/correct/claims/cost", **{"formula": "p * m * n", "inputs.k": ""})
    reader.write(page)
    assert (base / "claims/tea.yaml").read_text() == CLAIMS
    # one for another, in one edit
    fields = {"formula": "p * n * each", "inputs.m": "", "more.1.name": "each", "more.1.input": "spoon"}
    code, page = reader.form("/-/edit/correct/claims/cost", **fields)
    assert (code, "do not measure the same" in page or "is in" in page) == (422, True)
    fields |= {"formula": "p * n * each / one", "more.0.name": "one", "more.0.input": "1 cup"}
    _, page = reader.form("/-/edit/correct/claims/cost", **fields)
    reader.write(page)
    new = "formula: p * n * each / one, inputs: {p: price, n: cups, one: 1 cup, each: spoon}"
    assert (base / "claims/tea.yaml").read_text() == CLAIMS.replace(COST, new)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"more.0.name": "k"}, "an input that is new has a name, by which the formula takes it, and an id or a value"),
        ({"more.0.input": "cups"}, "an input that is new has a name"),
        ({"more.0.name": "p", "more.0.input": "cups"}, "`cost` has an input `p` already"),
        ({"more.0.name": "k", "more.0.input": "1", "more.1.name": "k", "more.1.input": "2"}, "`cost` has an input `k` already"),
        ({"inputs.m": ""}, "did you mean"),
        ({"more.0.name": "no name", "more.0.input": "1", "formula": "p * m * n"}, "no name"),
    ],
)  # fmt: skip
def test_edit__what_is_no_input_is_told(reader: Reader, base: Path, fields: dict[str, str], why: str) -> None:
    before = content(base)
    for way in ("correct", "news"):
        code, page = reader.form(f"/-/edit/{way}/claims/cost", **fields)
        assert (code, content(base)) == (422, before)
        assert why in html.unescape(page) or why == "did you mean"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"more.1.name": "k"}, "more.1.input"),
        ({"more.0.input": "cups"}, "more.0.name"),
        ({"more.0.name": "p", "more.0.input": "cups"}, "more.0.name"),
        ({"more.0.name": "k", "more.0.input": "cupps", "formula": "p * m * n * k"}, "more.0.input"),
        ({"more.0.name": "k", "more.0.input": "3 wumpus", "formula": "p * m * n * k"}, "more.0.input"),
        ({"more.0.name": "no name", "more.0.input": "3"}, "more.0.name"),
        ({"more.1.name": "2x", "more.1.input": "3"}, "more.1.name"),
        ({"more.0.name": "k" * 300, "more.0.input": "3"}, "more.0.name"),
        ({"more.0.name": "min", "more.0.input": "3"}, "more.0.name"),
    ],
)
@pytest.mark.parametrize("way", ["correct", "news"])
def test_edit__a_mistake_in_a_new_input_stands_beside_its_field(
    reader: Reader, way: str, fields: dict[str, str], field: str
) -> None:
    code, page = reader.form(f"/-/edit/{way}/claims/cost", **fields)
    assert code == 422
    assert re.findall(r'name="([^"]+)"[^>]* aria-invalid="true"', page) == [field]
    assert f'<p class="edit-wrong" id="e-{field}">' in page
    assert "<details><summary>One more input" not in page, "it is unfolded"


def test_edit__inputs_in_a_block_keep_their_lines(reader: Reader, base: Path) -> None:
    block = "# own\nclaims:\n  jar:\n    title: A jar\n    formula: a + b\n    inputs:\n      a: 1 kg  # the first\n      b: 2 kg\n    note: last\n"
    (base / "claims/jar.yaml").write_text(block)
    fields = {
        "formula": "b + c",
        "inputs.a": "",
        "more.0.name": "c",
        "more.0.input": "{is: 3 kg, rounded: false}",
    }
    _, page = reader.form("/-/edit/correct/claims/jar", **(fields | {"more.0.input": "3 kg"}))
    reader.write(page)
    assert (base / "claims/jar.yaml").read_text() == block.replace("a + b", "b + c").replace(
        "      a: 1 kg  # the first\n      b: 2 kg\n", "      b: 2 kg\n      c: 3 kg\n"
    )
    _, page = reader.form(
        "/-/edit/correct/claims/jar", **{"formula": "", "value": "5 kg", "inputs.b": "", "inputs.c": ""}
    )
    reader.write(page)
    wanted = "# own\nclaims:\n  jar:\n    title: A jar\n    note: last\n    value: 5 kg\n"
    assert (base / "claims/jar.yaml").read_text() == wanted


def test_edit__news_of_another_formula_keeps_the_old_inputs_in_the_history(
    reader: Reader, base: Path
) -> None:
    fields = {
        "formula": "p * n * k",
        "inputs.m": "",
        "more.0.name": "k",
        "more.0.input": "3 g/cup",
        "why": "Stronger",
    }
    _, page = reader.form("/-/edit/news/claims/cost", **fields)
    assert "×1.5" in page
    reader.write(page)
    text = (base / "claims/tea.yaml").read_text()
    assert "formula: p * n * k, inputs: {p: price, n: cups, k: 3 g/cup}" in text
    assert "inputs: {p: price, m: 2 g/cup, n: cups}, until: " in text
    told = (base / "claims/changes/2026-01.yaml").read_text()
    assert "inputs.m" in told
    assert "inputs.k" in told


def test_edit__a_check_gets_an_input(reader: Reader, base: Path) -> None:
    fields = {"assert": "c < limit * k", "more.0.name": "k", "more.0.input": "2"}
    _, page = reader.form("/-/edit/correct/checks/cheap", **fields)
    reader.write(page)
    assert (
        "assert: c < limit * k, inputs: {c: cost, limit: 0.5 EUR/day, k: 2}"
        in (base / "claims/tea.yaml").read_text()
    )


def test_edit__a_preference_is_chosen_and_says_why(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/news/choices/spoon", prefer="large", why="It says heaped")
    reader.write(page)
    assert "prefer: large, because: It says heaped" in (base / "claims/tea.yaml").read_text()
    code, page = reader.form("/-/edit/news/choices/spoon", prefer="")
    assert (code, "news cannot take `prefer` away" in html.unescape(page)) == (422, True)
    _, page = reader.form("/-/edit/correct/choices/spoon", prefer="", because="")
    reader.write(page)
    assert (base / "claims/tea.yaml").read_text() == CLAIMS


def test_edit__a_finding_is_accepted_with_its_reason(reader: Reader, base: Path) -> None:
    _, page = reader.ask("GET", "/-/edit/correct/sources/shop")
    assert "accept/sources/shop?rule=orphan-source" in page
    path = "/-/edit/accept/sources/shop"
    code, page = reader.form(path, rule="orphan-source", because="")
    assert code == 422
    _, page = reader.form(path, rule="orphan-source", because="To be read")
    assert "orphan-source" in page
    reader.write(page)
    assert (base / "sources/all.yaml").read_text() == SOURCES.replace(
        "{title: A shop}", "{title: A shop, accepted: [{rule: orphan-source, because: To be read}]}"
    )


def test_edit__a_news_item_with_a_new_source_and_its_own_page_afterwards(reader: Reader, base: Path) -> None:
    item = "title: Prices rise\ndate: 2026-01-10\nsource: {id: wire, title: The wire}\nedits:\n- {id: price, value: 50 EUR/kg}"
    _, page = reader.send("/-/edit/item", item=item)
    assert "Cost a day" in page
    reader.write(page)
    assert "  wire:\n    title: The wire\n" in (base / "sources/news.yaml").read_text()
    [id] = re.findall(r"^  (news-\S+):", (base / "claims/changes/2026-01.yaml").read_text(), re.MULTILINE)
    _, page = reader.form(f"/-/edit/correct/changes/{id}", title="Prices rise again")
    reader.write(page)
    assert "title: Prices rise again" in (base / "claims/changes/2026-01.yaml").read_text()
    code, page = reader.send("/-/edit/item", item="title: x")
    assert (code, "a news file needs `date`" in html.unescape(page)) == (422, True)


@pytest.mark.parametrize("file", ["claims/tea.yaml", "sources/all.yaml", "claims/new.yaml"])
def test_edit__a_base_that_changed_meanwhile_is_not_written_over(
    reader: Reader, base: Path, file: str
) -> None:
    """Not even where the edit is of another file: what it would move is then no longer what was shown."""
    _, page = reader.form("/-/edit/news/claims/price", value="50 EUR/kg", source="shop", why="Mine")
    theirs = (FILES.get(file, "") + "# theirs\n").encode()
    (base / file).write_bytes(theirs)
    before = content(base)
    code, page = reader.write(page)
    assert (code, content(base)) == (409, before)
    assert "+# theirs" in page
    assert "50 EUR/kg" in page
    code, page = reader.send("/-/edit/news/claims/price", **given(page))
    assert code == 200
    reader.write(page)
    assert (base / file).read_bytes().endswith(b"# theirs\n") or file == "claims/new.yaml"
    assert "value: 50 EUR/kg" in (base / "claims/tea.yaml").read_text()


def given(page: str) -> dict[str, str]:
    """What a page asks again with."""
    found = re.findall(r'<textarea hidden name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def test_edit__what_was_edited_since_is_not_undone(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/correct/claims/price", title="Price of good tea")
    reader.write(page)
    _, page = reader.ask("GET", reader.said["Location"])
    (base / "claims/tea.yaml").write_text(CLAIMS + "# theirs\n")
    before = content(base)
    code, said = reader.send("/-/edit/undo", edit=key(page))
    assert (code, content(base)) == (409, before)
    assert "+# theirs" in said
    assert "Price of good tea" in said


def test_edit__what_something_written_since_stands_on_is_not_undone(reader: Reader, base: Path) -> None:
    item = "title: News\ndate: 2026-01-10\nsource: {id: wire, title: The wire}\nedits:\n- {id: price, value: 50 EUR/kg}"
    _, page = reader.send("/-/edit/item", item=item)
    reader.write(page)
    _, page = reader.ask("GET", reader.said["Location"])
    (base / "claims/new.yaml").write_text("claims: {milk: {title: Milk, value: 1 EUR/l, cites: [wire]}}\n")
    before = content(base)
    code, said = reader.send("/-/edit/undo", edit=key(page))
    assert (code, content(base)) == (409, before)
    assert "what was written since stands on this edit; claims/new.yaml:1:" in html.unescape(said)
    (base / "claims/new.yaml").unlink()
    assert reader.send("/-/edit/undo", edit=key(page))[0] == 303


@pytest.mark.parametrize(("error", "words"), [
    (errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only"), (errno.EACCES, "there is no permission"),
    (errno.EIO, "the disk reports an error"), (errno.EDQUOT, "the disk quota is used up"),
])  # fmt: skip
@pytest.mark.parametrize("call", ["open", "write", "fsync", "swap"])
def test_edit__what_the_system_refuses_is_named_and_can_be_asked_for_again(
    reader: Reader, base: Path, call: str, error: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, page = reader.form("/-/edit/correct/claims/price", title="Price of good tea")
    where = swaps if call == "swap" else os
    before, real = content(base), getattr(where, call)

    def fails(*given: Any, **more: Any) -> Any:
        if call != "open" or given[1] & os.O_CREAT:
            raise OSError(error, os.strerror(error))
        return real(*given, **more)

    monkeypatch.setattr(where, call, fails)
    code, said = reader.write(page)
    monkeypatch.undo()
    assert (code, words in said, "holds its old text or its new one" in said) == (500, True, True)
    assert content(base) == before
    assert reader.write(page)[0] == 303


def test_edit__a_record_that_is_gone_meanwhile(reader: Reader, base: Path) -> None:
    _, shown = reader.ask("GET", "/-/edit/correct/claims/price")
    _, page = reader.form("/-/edit/correct/claims/price", title="Price of good tea")
    (base / "claims/tea.yaml").write_text("claims: {}\n")
    before = content(base)
    assert reader.write(page)[0] == 409
    code, said = reader.send("/-/edit/correct/claims/price", **filled(shown))
    assert (code, "there is nothing to edit at this address" in said) == (409, True)
    assert content(base) == before


def test_edit__of_two_that_are_confirmed_at_once_one_is_written(reader: Reader, base: Path) -> None:
    pages = [reader.form("/-/edit/correct/claims/price", title=f"Price {n}")[1] for n in range(8)]
    with concurrent.futures.ThreadPoolExecutor(8) as many:
        codes = sorted(code for code, _ in many.map(lambda page: other(reader).write(page), pages))
    assert codes == [303, *[409] * 7]
    assert len(re.findall(r"title: Price \d,", (base / "claims/tea.yaml").read_text())) == 1


def other(reader: Reader) -> Reader:
    """The same reader, in another window."""
    return Reader(reader.port, reader.jar, reader.token)


HOSTILE = ["a: b", "- x", "{a: 1}", "[x", "&a b", "*a", "!!python/object x", "|", "> x", "# c", "'", '"', "a\0b", "\u202eabc", "x" * 300_000,
           "a\rb", "\x1b[31m", "\u2028x", "null", "~", "1e999", "? x", "@x", "--- !!x", "...", "\ufeffx", "e\u0301", "<script>alert(1)</script>",
           "{{7*7}}", "} , b: {", "a, note: b", "x\n  y: z", "\\", "=1+1"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_edit__hostile_text_is_that_text_or_refused(reader: Reader, base: Path, text: str) -> None:
    before = content(base)
    for path, name in (
        ("claims/price", "title"),
        ("claims/cups", "note"),
        ("claims/price", "cites.0.at"),
        ("sources/book", "title"),
    ):
        code, page = reader.form(f"/-/edit/correct/{path}", **{name: text})
        assert code in (200, 422)
        assert content(base) == before
        assert "<script>alert" not in page
        if code == 200:
            assert reader.write(page)[0] == 303
            found = store.load(store.read(base), today=TODAY)
            assert not [each for each in found.findings if each.severity == "error"]
            record = found.base.records.of(path.partition("/")[0])[path.partition("/")[2]]
            said = record.cites[0].at if name == "cites.0.at" else getattr(record, name)
            assert unicodedata.normalize("NFC", said).strip() == unicodedata.normalize("NFC", text).strip()
            _, done = reader.ask("GET", reader.said["Location"])
            assert reader.send("/-/edit/undo", edit=key(done))[0] == 303
            assert content(base) == before


def browsed(page: str) -> dict[str, str]:
    """The fields of the last form of a page, as a browser reads and sends them."""
    forms: list[dict[str, str]] = []

    class Form(HTMLParser):
        into = ""

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            named = dict(attributes)
            if tag == "form":
                forms.append({})
            self.into = str(named["name"]) if tag == "textarea" else ""
            if tag in ("input", "textarea"):
                forms[-1][str(named["name"])] = named.get("value") or ""

        def handle_endtag(self, tag: str) -> None:
            self.into = ""

        def handle_data(self, data: str) -> None:
            if self.into:
                forms[-1][self.into] += data

    Form().feed(re.sub(r"(<textarea[^>]*>)\n", r"\1", page))
    return forms[-1]


@pytest.mark.parametrize("note", ["a\ttab", "two\n\tlines", "\u202eabc\u202c", "x\u200fy", "a\\u{9}b", "one\n\n\ntwo", "end \n of it"],
                         ids=ascii)  # fmt: skip
def test_edit__what_is_looked_at_again_is_what_was_typed(reader: Reader, base: Path, note: str) -> None:
    """A page spells out for its readers what cannot be seen; a field holds the text itself."""
    code, page = reader.form("/-/edit/correct/claims/cups", note=note)
    assert browsed(page)["note"] == note
    if "\u202e" in note or "\u200f" in note:
        assert code == 422
        return
    code, page = reader.send(
        "/-/edit/correct/claims/cups", **(browsed(page) | {"title": "Cups of tea a day"})
    )
    assert code == 200
    assert reader.write(page)[0] == 303
    cups = store.load(store.read(base), today=TODAY).base.records.claims["cups"]
    assert (cups.title, cups.note.strip()) == ("Cups of tea a day", note)
    _, page = reader.ask("GET", "/-/edit/correct/claims/cups")
    assert browsed(page)["note"].strip() == note


@pytest.mark.parametrize("tags", [["a, b", "c"], ['"q"', "it's"], [" x", "y,"]], ids=str)
def test_edit__a_tag_with_a_comma_stays_one(reader: Reader, base: Path, tags: list[str]) -> None:
    path = base / "claims/tea.yaml"
    path.write_text(
        path.read_text().replace("value: 6 cup/day", f"value: 6 cup/day\n    tags: {json.dumps(tags)}")
    )
    _, page = reader.ask("GET", "/-/edit/correct/claims/cups")
    shown = browsed(page)["tags"]
    code, page = reader.form("/-/edit/correct/claims/cups", tags=f"{shown}, more")
    assert code == 200, page
    assert reader.write(page)[0] == 303
    assert store.load(store.read(base), today=TODAY).base.records.claims["cups"].tags == (*tags, "more")


def test_edit__a_quotation_of_a_tag_that_does_not_end(reader: Reader) -> None:
    code, page = reader.form("/-/edit/correct/claims/cups", tags='"a, b')
    assert (code, "a quotation does not end before a comma" in page) == (422, True)


def test_edit__is_written_once(reader: Reader, base: Path) -> None:
    _, page = reader.form("/-/edit/correct/claims/price", title="Price of good tea")
    assert [reader.write(page)[0], reader.write(page)[0]] == [303, 409]


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_edit__by_keyboard_on_a_narrow_screen(base: Path) -> None:
    before = content(base)
    command = "import sys; from whence.cli import main; sys.exit(main())"
    words = [sys.executable, "-u", "-c", command, "--base", str(base), "serve", "--edit", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        address = next(line for line in running.stdout if line.startswith("Serving")).split()[1]
        with chromium() as browser:
            page = browser.new_context(viewport={"width": 320, "height": 700}).new_page()
            refused = list[str]()
            page.on("console", lambda it: refused.append(it.text))
            page.goto(address)
            home = address.partition("?")[0]
            assert page.url == home
            page.goto(f"{home}claims/cost.html")
            page.goto(f"{home}claims/price.html")
            page.get_by_role("link", name="Change it by news").focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            for label, text in (("Value", "50 to 60 EUR/kg"), ("Source", "shop")):
                page.get_by_label(label, exact=True).focus()
                page.keyboard.press("Control+a")
                page.keyboard.type(text)
            named = "[...document.querySelectorAll('input, select, textarea')].filter(e => e.type != 'hidden' && !e.labels.length)"
            assert page.evaluate(f"{named}.length") == 0
            wide = [page.evaluate("document.documentElement.scrollWidth")]
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert "Tea is cheap" in page.inner_text("main")
            assert content(base) == before
            wide.append(page.evaluate("document.documentElement.scrollWidth"))
            page.get_by_role("button", name="Write it").focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert "value: 50 to 60 EUR/kg" in (base / "claims/tea.yaml").read_text()
            wide.append(page.evaluate("document.documentElement.scrollWidth"))
            page.get_by_role("button", name="Undo").focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert content(base) == before
            assert (wide, refused) == ([320] * 3, [])
            page.close()
        running.terminate()
