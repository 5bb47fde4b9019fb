"""The server over real pipes: somebody writes one new claim with its citation, from an empty line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bakery import CLAIMS, FILES
from editing import Client
from places import ROOT
from shell import TODAY, write
from whence.editor.desk import Desk
from whence.editor.server import server

PATH = "claims/bread.yaml"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(write(tmp_path, FILES)) as found:
        yield found


def rules(found: list[dict[str, object]]) -> list[object]:
    return [each["code"] for each in found]


def test_lsp__a_new_claim_from_an_empty_line(client: Client) -> None:
    text = CLAIMS.replace("checks:\n", "  \nchecks:\n")
    line = text.split("\n").index("  ")
    client.open(PATH, text)
    new = client.question("completion", PATH, line, 2)["items"]
    assert [each["label"] for each in new] == ["new claim"]
    assert new[0]["insertTextFormat"] == 2
    assert new[0]["textEdit"]["range"]["start"] == {"line": line, "character": 2}
    client.type(PATH, line, 2, "yeast:")
    end = client.write(
        PATH,
        line,
        ["    title: Yeast a loaf", "    formula: sack / each", "    unit: bag", "    inputs: {sack: "],
    )
    inputs = [each["label"] for each in client.question("completion", PATH, *end)["items"]]
    assert {"sack", "cost"} <= set(inputs)
    client.type(PATH, *end, "sak, each: 0.5 kg/bag}")
    end = client.write(PATH, end[0], ["    cites:", "      - {source: "])
    offered = client.question("completion", PATH, *end)["items"]
    assert [each["label"] for each in offered] == ["mill", "baker", "unstated"]
    client.type(PATH, *end, "baker, at: line 3}")
    told = client.judged(PATH, lambda found: "unknown-input" in rules(found))
    wrong = next(each for each in told if each["code"] == "unknown-input")
    assert wrong["range"] == {
        "start": {"line": line + 4, "character": 19},
        "end": {"line": line + 4, "character": 22},
    }
    assert "did you mean `sack`?" in wrong["message"]
    client.type(PATH, line + 4, 21, "c")
    client.judged(PATH, lambda found: "unknown-input" not in rules(found))
    assert "Yeast a loaf" in client.shown(PATH, line, 4, "50 bag")


def test_lsp__numbers_verdicts_and_places(client: Client) -> None:
    client.open(PATH, CLAIMS)
    line = CLAIMS.split("\n").index("    inputs: {price: sack-price, weight: sack}")
    assert "What a sack costs" in client.question("hover", PATH, line, 24)["contents"]["value"]
    place = client.question("definition", PATH, line, 24)
    assert place["range"]["start"] == {"line": CLAIMS.split("\n").index("  sack-price:"), "character": 2}
    uses = client.question("references", PATH, line, 24, context={"includeDeclaration": True})
    assert len(uses) == 2
    document = {"uri": client.uri(PATH)}
    all = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
    inlays = client.ask("textDocument/inlayHint", textDocument=document, range=all)
    assert "= €0.96/kg" in [each["label"] for each in inlays]
    lenses = client.ask("textDocument/codeLens", textDocument=document)
    assert "used by 1, moves 3 verdicts" in [each["command"]["title"] for each in lenses]
    numbers = client.ask("textDocument/semanticTokens/full", textDocument=document)["data"]
    assert numbers
    assert len(numbers) % 5 == 0
    symbols = client.ask("textDocument/documentSymbol", textDocument=document)
    assert symbols[1]["name"] == "sack"
    assert [each["name"] for each in client.ask("workspace/symbol", query="flour kilo")] == ["per-kilo"]
    edit = client.question("rename", PATH, line, 24, newName="bag-price")["changes"]
    assert client.uri(PATH) in edit


def test_lsp__mends_a_finding_and_lays_out(client: Client) -> None:
    text = CLAIMS.replace("weight: sack}", "weight: sak}").replace("value: 25 kg", 'value:   "25 kg"')
    client.open(PATH, text)
    told = client.judged(PATH, lambda found: "unknown-input" in rules(found))
    wrong = next(each for each in told if each["code"] == "unknown-input")
    document = {"uri": client.uri(PATH)}
    found = client.ask(
        "textDocument/codeAction",
        textDocument=document,
        range=wrong["range"],
        context={"diagnostics": [wrong]},
    )
    mend = next(each for each in found if each["title"] == "write `sack`")
    assert mend["diagnostics"] == [wrong]
    (change,) = mend["edit"]["changes"][client.uri(PATH)]
    assert "weight: sack}" in change["newText"]
    edits = client.ask(
        "textDocument/formatting", textDocument=document, options={"tabSize": 2, "insertSpaces": True}
    )
    assert edits[0]["newText"] == "    value: 25 kg\n"


def test_lsp__what_was_told_of_the_settings_is_taken_back(tmp_path: Path) -> None:
    write(tmp_path, FILES | {"whence.toml": 'samples = 64\nwatch = ["sack-price"]\n'})
    with Client(tmp_path) as client:
        text = CLAIMS.replace("  sack-price:", "  ack-price:")
        assert text != CLAIMS
        client.open(PATH, text)
        client.judged("whence.toml", lambda found: rules(found) == ["bad-settings"])
        client.type(PATH, text.split("\n").index("  ack-price:"), 2, "s")
        client.judged("whence.toml", lambda found: found == [])


def test_lsp__many_keys_make_one_judgement(client: Client) -> None:
    client.open(PATH, CLAIMS)
    client.judged(PATH, lambda found: True)
    line = CLAIMS.split("\n").index("    title: What a sack costs")
    client.question("hover", PATH, line, 8)
    before = client.said
    with client.at_one_go():
        for n, letter in enumerate(" at the mill door"):
            client.type(PATH, line, len("    title: What a sack costs") + n, letter)
    client.question("hover", PATH, line, 8)
    # What each key is answered with at once, and nothing of the whole base: that comes when the keys have stopped.
    assert client.said - before <= 17 + 1


def test_lsp__an_editor_is_told_what_it_can_show(tmp_path: Path) -> None:
    """Emacs without a package for them knows no snippets, and shows plain text beside what is offered."""
    can = {
        "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
        "workspace": {"inlayHint": {}, "codeLens": {"refreshSupport": True}},
    }
    text = CLAIMS.replace("checks:\n", "  \nchecks:\n").replace(
        "    kind: fact\n    cites: [mill]\n", "    \n", 1
    )
    with Client(write(tmp_path, FILES), can) as client:
        client.open(PATH, text)
        lines = text.split("\n")
        new = client.question("completion", PATH, lines.index("  "), 2)["items"]
        fields = client.question("completion", PATH, lines.index("    "), 4)["items"]
        assert new[0]["textEdit"]["newText"].startswith("id:\n    title: what is claimed\n")
        assert "\n    kind: fact\n" in new[0]["textEdit"]["newText"]
        assert {"kind", "cites"} <= {each["label"] for each in fields}
        for each in (*new, *fields):
            assert each["insertTextFormat"] == 1
            assert "$" not in each["textEdit"]["newText"]
            assert isinstance(each.get("documentation", ""), str)
        (item,) = (
            each
            for each in client.question("completion", PATH, *at_of(text, "mill, at: page"))["items"]
            if each["label"] == "mill"
        )
        assert isinstance(client.ask("completionItem/resolve", **item)["documentation"], str)
        line, column = at_of(text, "sack-price, weight")
        shown = client.question("hover", PATH, line, column)["contents"]
        assert shown["kind"] == "plaintext"
        assert "What a sack costs" in shown["value"]
        client.judged(PATH, lambda found: True)
        client.question("hover", PATH, line, column)
        assert "workspace/inlayHint/refresh" not in client.asked
        assert "workspace/codeLens/refresh" in client.asked


def test_lsp__without_a_base_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "loose.yaml").write_text("claims: {}\n")
    with Client(tmp_path) as client:
        client.open("loose.yaml", "claims: {}\n")
        assert client.question("hover", "loose.yaml", 0, 2) is None
        assert client.question("completion", "loose.yaml", 0, 2)["items"] == []


@pytest.mark.parametrize(
    "uri", ["", "file:///", "file:loose.yaml", "untitled:loose.yaml", "file://host/share/loose.yaml"]
)
def test_desk__an_address_that_names_no_place_is_of_no_base(
    uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "whence.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert server(lambda: TODAY).desk(uri) is None


def test_lsp__on_our_base_a_new_claim_is_written(tmp_path: Path) -> None:
    root = tmp_path / "base"
    for name in ("claims", "sources"):
        shutil.copytree(ROOT / name, root / name)
    (root / "whence.toml").write_text("samples = 64\n")
    path = "claims/chip-power.yaml"
    text = (root / path).read_text("utf-8")
    line = text.split("\n").index("claims:")
    with Client(root) as client:
        client.open(path, text)
        rows = ["  blackwell-power-guess:", "    title: A guess", "    value: 2.2 kW/"]
        end = client.write(path, line, rows)
        units = [each["label"] for each in client.question("completion", path, *end)["items"]]
        assert "chip" in units
        client.type(path, *end, "chip")
        end = client.write(path, end[0], ["    of: "])
        of = [each["label"] for each in client.question("completion", path, *end)["items"]]
        assert "blackwell-chip-power" in of
        assert "abilene-2025" not in of
        client.type(path, *end, "blackwell-chip-power")
        end = client.write(path, end[0], ["    cites: [{source: patel-blackwell-video, via: nesov-"])
        via = [each["label"] for each in client.question("completion", path, *end)["items"]]
        assert "nesov-quick-takes" in via
        client.type(path, *end, "quick-takes}]")
        told = client.judged(
            path, lambda found: any("blackwell-power-guess" in each["message"] for each in found)
        )
        assert not [each for each in told if each["severity"] == 1]
        assert "A guess" in client.shown(path, line + 1, 5, "2.2 kW/chip")


def at_of(text: str, words: str) -> tuple[int, int]:
    """The line and column at which some words begin."""
    before = text[: text.index(words)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def test_lsp__every_question_of_a_file_of_the_base_and_of_one_that_is_none(
    client: Client, tmp_path: Path
) -> None:
    client.open(PATH, CLAIMS)
    line, column = at_of(CLAIMS, "sack-price, weight")
    assert "What a sack costs" in client.shown(PATH, line, column, "€24")
    there = client.question("definition", PATH, line, column)
    assert (there["uri"], there["range"]["start"]["line"]) == (
        client.uri(PATH),
        at_of(CLAIMS, "sack-price:")[0],
    )
    for own, count in ((True, 2), (False, 1)):
        named = client.question("references", PATH, line, column, context={"includeDeclaration": own})
        assert len(named) == count
    renamed = client.question("rename", PATH, line, column, newName="price-of-sacks")
    assert list(renamed["changes"]) == [client.uri(PATH)]
    assert client.question("rename", PATH, line, column, newName="Not One") is None
    assert "`Not One` cannot be an id" in client.messages[-1]
    whole = {"textDocument": {"uri": client.uri(PATH)}}
    names = client.ask("textDocument/documentSymbol", **whole)
    assert [(each["name"], each["kind"]) for each in names[:2]] == [("flour-price", 13), ("sack", 16)]
    found = client.ask("workspace/symbol", query="mill")
    assert [(each["name"], each["kind"], each["containerName"]) for each in found] == [
        ("mill", 1, "Price list of the mill 𝄞")
    ]
    lenses = client.ask("textDocument/codeLens", **whole)
    assert lenses[0]["command"] == {
        "title": "used by 1, moves 1 verdict", "command": "whence.impact", "arguments": [client.uri(PATH), "flour-price"],
    }  # fmt: skip
    card = client.ask(
        "workspace/executeCommand", command="whence.impact", arguments=[client.uri(PATH), "sack"]
    )
    assert card.startswith("**Weight of a sack**")
    assert client.messages[-1].startswith("**Weight of a sack**")
    stretch = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    inlays = client.ask("textDocument/inlayHint", **whole, range=stretch)
    assert inlays[0] == {
        "position": {"line": 4, "character": 16}, "label": "= €0.96/kg", "paddingLeft": True,
    }  # fmt: skip
    assert client.ask("textDocument/semanticTokens/full", **whole)["data"][:5] == [9, 11, 2, 2, 0]
    items = client.question("completion", PATH, *at_of(CLAIMS, "mill, at: page"))["items"]
    resolved = client.ask("completionItem/resolve", **next(each for each in items if each["label"] == "mill"))
    assert "Price list of the mill" in resolved["documentation"]["value"]
    plain = next(each for each in items if each["label"] == "unstated")
    assert "documentation" not in client.ask("completionItem/resolve", **plain)
    assert client.ask("textDocument/formatting", **whole, options={"tabSize": 2, "insertSpaces": True}) != []
    client.tell("textDocument/didSave", **whole)
    client.tell("workspace/didChangeWatchedFiles", changes=[])
    client.tell("textDocument/didClose", **whole)

    for path in ("notes.txt", "../elsewhere/claims.yaml"):
        client.open(path, "claims: [")
        nothing = {"textDocument": {"uri": client.uri(path)}}
        assert client.question("hover", path, 0, 0) is None
        assert client.question("definition", path, 0, 0) is None
        assert client.question("completion", path, 0, 0)["items"] == []
        assert client.question("references", path, 0, 0, context={"includeDeclaration": True}) == []
        assert client.question("rename", path, 0, 0, newName="x") is None
        for method, more in (("documentSymbol", {}), ("codeLens", {}), ("inlayHint", {"range": stretch})):
            assert client.ask(f"textDocument/{method}", **nothing, **more) == []
        assert (
            client.ask("textDocument/codeAction", **nothing, range=stretch, context={"diagnostics": []}) == []
        )
        options = {"tabSize": 2, "insertSpaces": True}
        assert client.ask("textDocument/formatting", **nothing, options=options) == []
        assert client.ask("textDocument/semanticTokens/full", **nothing)["data"] == []
    client.open("claims/broken.yaml", "claims: [")
    broken = {"textDocument": {"uri": client.uri("claims/broken.yaml")}}
    assert client.ask("textDocument/formatting", **broken, options={"tabSize": 2, "insertSpaces": True}) == []
    assert "not closed" in client.messages[-1]


def test_lsp__a_base_is_judged_before_a_file_of_it_is_opened(client: Client) -> None:
    """Whoever opens an editor waits for the first numbers while looking around, and not after the first key."""
    wrong = "claims/later.yaml"
    later = "claims: {lid: {title: A lid, formula: sak * 2, inputs: {sak: sakc}}}\n"
    write(client.root, {wrong: later})
    with Client(client.root) as again:
        assert again.judged(wrong, lambda found: "unknown-input" in rules(found))
        assert again.versions == {}


def test_lsp__nothing_is_judged_where_keys_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pygls")
    import asyncio
    import threading
    from concurrent.futures import ThreadPoolExecutor

    from whence.editor import completion, diagnostics, server

    asked: list[threading.Thread] = []
    told = diagnostics.diagnostics

    def noted(*given: Any) -> Any:
        asked.append(threading.current_thread())
        return told(*given)

    monkeypatch.setattr(diagnostics, "diagnostics", noted)
    monkeypatch.setattr(completion, "ready", lambda desk: asked.append(threading.current_thread()))

    keys: list[threading.Thread] = []

    async def judged() -> Desk:
        keys.append(threading.current_thread())
        it = server.server(lambda: "2026-01-15")
        monkeypatch.setattr(it, "tell", lambda desk, found: None)
        desk = Desk(write(tmp_path, FILES), "2026-01-15")
        await it._renew(desk, 0.0, None)
        return desk

    # A thread of its own, since a browser of other tests may have a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        desk = pool.submit(lambda: asyncio.run(judged())).result()
    assert desk.begun
    assert len(asked) == 2
    assert keys[0] not in asked
    # All that is told was worked out there: nothing is left to the first key.
    assert "findings" in vars(desk.last)
