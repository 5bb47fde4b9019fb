"""An editor in tests: a desk over texts with the position marked by `|`, and a client that speaks with the server."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from shell import START, environment, write
from whence.editor.desk import Desk
from whence.editor.lines import Position

MARK = "¦"
# What most editors say that they can: fill in snippets, and show Markdown.
SHOWN = ["markdown", "plaintext"]
USUAL = {
    "textDocument": {
        "hover": {"contentFormat": SHOWN},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": SHOWN}},
    }
}
# Seconds after which a server that says nothing is taken for hung.
PATIENCE = 60


def desk(root: Path, files: dict[str, str]) -> Desk:
    """A desk over a base on disk."""
    return Desk(write(root, files), "2026-01-15")


def marked(desk: Desk, path: str, text: str) -> Position:
    """The text, without the mark in it, as the unsaved text of a file; the position of the mark."""
    offset = text.index(MARK)
    desk.open[path] = text.replace(MARK, "")
    return desk.lines(path).position(offset)


class Client:
    """A language client over real pipes: what it asks is answered, what it is told is kept."""

    def __init__(self, root: Path, can: Mapping[str, Any] = USUAL) -> None:
        self.root = root
        self.can = can
        self.asked: list[str] = []
        self.held = False
        self.process = subprocess.Popen(
            [*START, "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        self.number = 0
        self.versions: dict[str, int] = {}
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.messages: list[str] = []
        self.said = 0
        self.heard: Queue[dict[str, Any]] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Client:
        self.server = self.ask(
            "initialize", processId=None, rootUri=self.root.as_uri(), capabilities=self.can
        )
        self.tell("initialized")
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown")
        self.tell("exit")
        assert self.process.wait(timeout=PATIENCE) == 0

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, **({"params": params} if params else {})})
        for message in self._messages():
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
        raise AssertionError("the server has gone")

    def question(self, what: str, path: str, line: int, column: int, **more: Any) -> Any:
        """A question about a position of a file."""
        at = {"line": line, "character": column}
        return self.ask(f"textDocument/{what}", textDocument={"uri": self.uri(path)}, position=at, **more)

    def open(self, path: str, text: str) -> None:
        self.versions[path] = 1
        document = {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)

    def type(self, path: str, line: int, column: int, text: str) -> None:
        """Put a text in where the cursor is."""
        self.versions[path] += 1
        at = {"line": line, "character": column}
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": self.uri(path), "version": self.versions[path]},
            contentChanges=[{"range": {"start": at, "end": at}, "text": text}],
        )

    def write(self, path: str, line: int, rows: list[str]) -> tuple[int, int]:
        """Put rows in behind the line with a number, one after the other; the end of the last one."""
        for row in rows:
            self.type(path, line, 9999, "\n" + row)
            line += 1
        return line, len(rows[-1])

    def judged(self, path: str, wanted: Any) -> list[dict[str, Any]]:
        """The diagnostics of a file, as soon as they are as wanted."""
        if path in self.diagnostics and wanted(self.diagnostics[path]):
            return self.diagnostics[path]
        for _ in self._messages():
            if path in self.diagnostics and wanted(self.diagnostics[path]):
                return self.diagnostics[path]
        raise AssertionError(f"never told: {self.diagnostics}")

    def shown(self, path: str, line: int, column: int, text: str) -> str:
        """What the pointer shows at a position, as soon as it holds a text."""
        for _ in range(10 * PATIENCE):
            found = self.question("hover", path, line, column)
            if found and text in found["contents"]["value"]:
                return str(found["contents"]["value"])
            time.sleep(0.1)
        raise AssertionError(found)

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        if not self.held:
            self.process.stdin.flush()

    @contextmanager
    def at_one_go(self) -> Iterator[None]:
        """Send what is told meanwhile in one piece: on a busy machine there may else be a pause between two keys."""
        self.held = True
        yield
        self.held = False
        assert self.process.stdin
        self.process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        """The messages of the server as they come; its diagnostics and what it shows are kept, its questions answered."""
        while True:
            message = self.heard.get(timeout=PATIENCE)
            self.said += 1
            if message.get("method") == "textDocument/publishDiagnostics":
                told = message["params"]
                self.diagnostics[told["uri"].removeprefix(self.root.as_uri() + "/")] = told["diagnostics"]
            elif message.get("method") == "window/showMessage":
                self.messages.append(message["params"]["message"])
            elif "method" in message and "id" in message:
                self.asked.append(message["method"])
                self._send({"id": message["id"], "result": None})
            yield message

    def _listen(self) -> None:
        """Take the messages off the pipe, each behind a head that says how long it is."""
        out = self.process.stdout
        assert out
        while head := out.readline():
            length = 0
            while head.strip():
                if head.lower().startswith(b"content-length:"):
                    length = int(head.split(b":")[1])
                head = out.readline()
            self.heard.put(json.loads(out.read(length)))
