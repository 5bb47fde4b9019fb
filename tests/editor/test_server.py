"""The server over real pipes: somebody writes one new claim with its citation, from an empty line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakery import CLAIMS, FILES
from editing import Client
from places import ROOT
from shell import write

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


def test_lsp__many_keys_make_one_judgement(client: Client) -> None:
    client.open(PATH, CLAIMS)
    client.judged(PATH, lambda found: True)
    line = CLAIMS.split("\n").index("    title: What a sack costs")
    client.question("hover", PATH, line, 8)
    before = client.said
    for n, letter in enumerate(" at the mill door"):
        client.type(PATH, line, len("    title: What a sack costs") + n, letter)
    client.question("hover", PATH, line, 8)
    # What each key is answered with at once, and nothing of the whole base: that comes when the keys have stopped.
    assert client.said - before <= 17 + 1


def test_lsp__without_a_base_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "loose.yaml").write_text("claims: {}\n")
    with Client(tmp_path) as client:
        client.open("loose.yaml", "claims: {}\n")
        assert client.question("hover", "loose.yaml", 0, 2) is None
        assert client.question("completion", "loose.yaml", 0, 2)["items"] == []


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
