"""The language server: the one module that speaks the protocol. It waits until typing pauses before it judges anew."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from whence import __version__
from whence.disk import store
from whence.disk.store import Texts
from whence.editor import actions, completion, diagnostics, hover, lines, ornaments, references
from whence.editor.desk import Desk
from whence.files import filenames, layout
from whence.judge.edition import Edition
from whence.language.problems import Refused

# Seconds without a key before the base is judged anew.
PAUSE = 0.2
_SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "conflict": lsp.DiagnosticSeverity.Warning,
    "warning": lsp.DiagnosticSeverity.Information,
    "note": lsp.DiagnosticSeverity.Hint,
}
_TAGS = {"unnecessary": lsp.DiagnosticTag.Unnecessary, "deprecated": lsp.DiagnosticTag.Deprecated}
_KINDS = {
    "field": lsp.CompletionItemKind.Field,
    "reference": lsp.CompletionItemKind.Reference,
    "function": lsp.CompletionItemKind.Function,
    "variable": lsp.CompletionItemKind.Variable,
    "value": lsp.CompletionItemKind.EnumMember,
    "keyword": lsp.CompletionItemKind.Keyword,
    "unit": lsp.CompletionItemKind.Unit,
    "snippet": lsp.CompletionItemKind.Snippet,
}
_SYMBOLS = {
    "claims": lsp.SymbolKind.Number,
    "quantities": lsp.SymbolKind.Variable,
    "terms": lsp.SymbolKind.String,
    "choices": lsp.SymbolKind.Enum,
    "checks": lsp.SymbolKind.Boolean,
    "units": lsp.SymbolKind.Constant,
    "changes": lsp.SymbolKind.Event,
    "sources": lsp.SymbolKind.File,
}
# What the legend of tokens calls them: those of ours that the protocol has no word for, by the nearest it has.
_LEGEND = lsp.SemanticTokensLegend(list(ornaments.TOKENS), [])


class Server(LanguageServer):
    """The server with a desk for each base that a file is open of."""

    def __init__(self, today: Callable[[], str]) -> None:
        super().__init__("whence", __version__)
        self.today = today
        self.desks: dict[Path, Desk] = {}
        self.tasks: dict[Path, asyncio.Task[None]] = {}
        self.told: dict[Path, set[str]] = {}

    @property
    def can(self) -> lsp.TextDocumentClientCapabilities:
        """What the editor says that it can do with a text."""
        return self.client_capabilities.text_document or lsp.TextDocumentClientCapabilities()

    @property
    def items(self) -> lsp.ClientCompletionItemOptions:
        """What it can do with an item of a completion."""
        found = self.can.completion.completion_item if self.can.completion else None
        return found or lsp.ClientCompletionItemOptions()

    def desk(self, uri: str) -> tuple[Desk, str] | None:
        """The desk of the base that reads a file, and its path there; None for a file that no base reads."""
        name = to_fs_path(uri)
        if name is None or not filenames.like(name) or not Path(name).is_absolute():
            return None
        file = Path(name)
        with contextlib.suppress(OSError):  # such as that of a name that is too long
            found = self._desk(next(each for each in file.parents if each.is_dir()))
            path = file.relative_to(found.root).as_posix() if found else ""
            return (found, path) if found and found.holds(path) else None
        return None

    def base(self, uri: str) -> Desk | None:
        """The desk of the base that a folder is, or lies in."""
        name = to_fs_path(uri)
        return self._desk(Path(name)) if name and Path(name).is_dir() else None

    def _desk(self, folder: Path) -> Desk | None:
        try:
            root = store.find(folder)
        except Refused:
            return None
        if root not in self.desks:
            encoding = str(
                getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or ""
            )
            self.desks[root] = Desk(root, self.today(), encoding or lines.UTF16)
        return self.desks[root]

    async def at(self, uri: str) -> tuple[Desk, str] | None:
        """The same, once there is an edition of the base."""
        found = self.desk(uri)
        if found and not found[0].begun:
            await self.renew(found[0], 0.0)
        return found if found and found[0].begun else None

    def take(self, uri: str, text: str | None) -> None:
        """An unsaved text, or None for the one on disk; the base is judged anew when nothing more is typed."""
        found = self.desk(uri)
        if found is None:
            return
        desk, path = found
        if text is None:
            desk.leave(path)
            desk.reread()
        else:
            desk.take(path, text)
            if desk.begun and path in desk.open:
                self.tell(desk, {path: diagnostics.at_once(desk, path)})
        self.renew(desk, PAUSE)

    def renew(self, desk: Desk, pause: float) -> asyncio.Task[None]:
        """Judge the base anew after a pause; what was still waiting waits no longer, what is being judged is awaited."""
        running = self.tasks.get(desk.root)
        if pause and running and not running.done() and running.get_name() == "waiting":
            running.cancel()
            running = None
        elif not pause and running and not running.done() and running.get_name() == "judging":
            return running
        task = asyncio.ensure_future(self._renew(desk, pause, running))
        task.set_name("waiting" if pause else "judging")
        self.tasks[desk.root] = task
        return task

    async def _renew(self, desk: Desk, pause: float, before: asyncio.Task[None] | None) -> None:
        await asyncio.sleep(pause)
        if task := asyncio.current_task():
            task.set_name("judging")
        if before and not before.done():
            await before
            if pause and self.tasks.get(desk.root) is not task:
                return  # keys that came meanwhile wait for a pause of their own
        if desk.begun and not desk.changed():
            return
        first, texts = not desk.begun, desk.texts()
        loop = asyncio.get_running_loop()
        # Nothing is judged here, where keys are answered.
        found, told = await loop.run_in_executor(None, _judged, desk, texts)
        desk.settle(texts, found)
        # what was told of a file without records, such as that of the settings, is taken back too
        self.tell(desk, dict.fromkeys(self.told.get(desk.root, ()), ()) | dict(told))
        if first:
            await loop.run_in_executor(None, completion.ready, desk)
        # An editor that goes meanwhile answers with an error.
        with contextlib.suppress(Exception):
            workspace = self.client_capabilities.workspace or lsp.WorkspaceClientCapabilities()
            if workspace.inlay_hint and workspace.inlay_hint.refresh_support:
                await self.workspace_inlay_hint_refresh_async(None)
            if workspace.code_lens and workspace.code_lens.refresh_support:
                await self.workspace_code_lens_refresh_async(None)

    def tell(self, desk: Desk, found: Mapping[str, Sequence[diagnostics.Diagnostic]]) -> None:
        """Send the diagnostics of some files; of a file that has none now and had none before, nothing."""
        told = self.told.setdefault(desk.root, set())
        for path, all in found.items():
            if all or path in told or path in desk.open:
                self.text_document_publish_diagnostics(
                    lsp.PublishDiagnosticsParams(_uri(desk, path), [_diagnostic(desk, each) for each in all])
                )
                (told.add if all else told.discard)(path)


def _judged(desk: Desk, texts: Texts) -> tuple[Edition, Mapping[str, Sequence[diagnostics.Diagnostic]]]:
    """An edition of some texts, with what is to be told of it."""
    found = desk.made(texts)
    return found, diagnostics.diagnostics(desk, found)


def _began(it: Server, params: lsp.InitializedParams) -> None:
    """Judge the bases of the folders that are open, before anybody opens a file of them or types."""
    workspace = it.workspace
    for uri in (*workspace.folders, *filter(None, [workspace.root_uri])):
        if desk := it.base(uri):
            it.renew(desk, 0.0)


def _opened(it: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    it.take(params.text_document.uri, params.text_document.text)


def _changed(it: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    it.take(uri, it.workspace.get_text_document(uri).source)


def _saved(it: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    if found := it.desk(params.text_document.uri):
        found[0].reread()


def _closed(it: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    it.take(params.text_document.uri, None)


def _watched(it: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    for desk in it.desks.values():
        desk.reread()
        it.renew(desk, PAUSE)


async def _hovered(it: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    at = await it.at(params.text_document.uri)
    found = hover.hover(*at, _in(params.position)) if at else None
    formats = it.can.hover.content_format if it.can.hover else None
    return lsp.Hover(_told(found.text, formats), _range(found.range)) if found else None


async def _completed(it: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
    at = await it.at(params.text_document.uri)
    found = completion.complete(*at, _in(params.position)) if at else ()
    return lsp.CompletionList(
        False, [_item(it, each, n, params.text_document.uri) for n, each in enumerate(found)]
    )


async def _resolved(it: Server, item: lsp.CompletionItem) -> lsp.CompletionItem:
    data: Any = item.data
    at = await it.at(data["uri"]) if isinstance(data, dict) else None
    if at and (text := hover.card(at[0].last, data["id"]) or hover.card(at[0].last, data["id"], "sources")):
        item.documentation = _told(text, it.items.documentation_format)
    return item


async def _acted(it: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    at = await it.at(params.text_document.uri)
    if at is None:
        return []
    stretch = lines.Range(_in(params.range.start), _in(params.range.end))
    given = {(str(each.code), each.range.start.line): each for each in params.context.diagnostics}
    found = []
    for each in actions.actions(*at, stretch):
        code = each.finding.rule if each.finding else ""
        mended = [diagnostic for (rule, _line), diagnostic in given.items() if rule == code]
        found.append(
            lsp.CodeAction(
                each.title, lsp.CodeActionKind(each.kind), mended or None, edit=_edit(at[0], each.changes)
            )
        )
    return found


async def _defined(it: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    at = await it.at(params.text_document.uri)
    found = references.definition(*at, _in(params.position)) if at else None
    return lsp.Location(_uri(at[0], found.path), _range(found.range)) if at and found else None


async def _referred(it: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    at = await it.at(params.text_document.uri)
    if at is None:
        return []
    found = references.references(*at, _in(params.position), params.context.include_declaration)
    return [lsp.Location(_uri(at[0], each.path), _range(each.range)) for each in found]


async def _renamed(it: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    at = await it.at(params.text_document.uri)
    if at is None:
        return None
    try:
        return _edit(at[0], references.renamed(*at, _in(params.position), params.new_name))
    except Refused as error:
        it.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, str(error)))
        return None


async def _listed(it: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    at = await it.at(params.text_document.uri)
    return [
        lsp.DocumentSymbol(each.id, _SYMBOLS[each.section], _range(each.range), _range(each.name), each.title)
        for each in (references.symbols(*at) if at else ())
    ]


def _searched(it: Server, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
    return [
        lsp.WorkspaceSymbol(
            lsp.Location(_uri(desk, each.path), _range(each.name)),
            each.id,
            _SYMBOLS[each.section],
            container_name=each.title,
        )
        for desk in it.desks.values()
        for each in (references.search(desk, params.query) if desk.begun else ())
    ]


def _laid_out(it: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    found = it.desk(params.text_document.uri)
    if found is None:
        return []
    desk, path = found
    try:
        new = layout.formatted(path, desk.text(path))
    except Refused as error:
        it.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, str(error)))
        return []
    return _text_edits(desk.lines(path).changes(new))


async def _inlaid(it: Server, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    at = await it.at(params.text_document.uri)
    stretch = lines.Range(_in(params.range.start), _in(params.range.end))
    return [
        lsp.InlayHint(lsp.Position(*each.position), each.text, padding_left=True)
        for each in (ornaments.inlays(*at, stretch) if at else ())
    ]


async def _used(it: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    at = await it.at(params.text_document.uri)
    return [
        lsp.CodeLens(
            _range(each.range),
            lsp.Command(each.text, "whence.impact", arguments=[params.text_document.uri, each.id]),
        )
        for each in (ornaments.lenses(*at) if at else ())
    ]


async def _impact(it: Server, uri: str, id: str) -> str:
    at = await it.at(uri)
    text = hover.card(at[0].last, id) if at else ""
    it.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text.replace("\n\n", "\n")))
    return text


def _coloured(it: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
    found = it.desk(params.text_document.uri)
    return lsp.SemanticTokens(ornaments.encoded(ornaments.tokens(*found) if found else ()))


# Every question of an editor that is answered, with what it is told of how.
_ANSWERS: tuple[tuple[str, Any, Callable[..., Any]], ...] = (
    (lsp.INITIALIZED, None, _began),
    (lsp.TEXT_DOCUMENT_DID_OPEN, None, _opened),
    (lsp.TEXT_DOCUMENT_DID_CHANGE, None, _changed),
    (lsp.TEXT_DOCUMENT_DID_SAVE, None, _saved),
    (lsp.TEXT_DOCUMENT_DID_CLOSE, None, _closed),
    (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, _watched),
    (lsp.TEXT_DOCUMENT_HOVER, None, _hovered),
    (lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions([":", " ", "{", "[", "/"], None, True), _completed),
    (lsp.COMPLETION_ITEM_RESOLVE, None, _resolved),
    (
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor]),
        _acted,
    ),
    (lsp.TEXT_DOCUMENT_DEFINITION, None, _defined),
    (lsp.TEXT_DOCUMENT_REFERENCES, None, _referred),
    (lsp.TEXT_DOCUMENT_RENAME, None, _renamed),
    (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, _listed),
    (lsp.WORKSPACE_SYMBOL, None, _searched),
    (lsp.TEXT_DOCUMENT_FORMATTING, None, _laid_out),
    (lsp.TEXT_DOCUMENT_INLAY_HINT, None, _inlaid),
    (lsp.TEXT_DOCUMENT_CODE_LENS, None, _used),
    (lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND, _coloured),
)


def server(today: Callable[[], str]) -> Server:
    """The language server, ready to be started on a pair of streams."""
    it = Server(today)
    for method, options, answer in _ANSWERS:
        it.feature(method, options)(answer)
    it.command("whence.impact")(_impact)
    return it


def _item(it: Server, item: completion.Item, number: int, uri: str) -> lsp.CompletionItem:
    filled = item.snippet and bool(it.items.snippet_support)
    formats = it.items.documentation_format
    return lsp.CompletionItem(
        item.label,
        kind=_KINDS[item.kind],
        detail=item.detail or None,
        documentation=_told(item.document, formats) if item.document else None,
        sort_text=f"{number:05}",
        insert_text_format=lsp.InsertTextFormat.Snippet if filled else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(_range(item.range), item.text if filled else item.plain()),
        data={"uri": uri, "id": item.id} if item.id else None,
    )


def _diagnostic(desk: Desk, each: diagnostics.Diagnostic) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        _range(each.range),
        each.message,
        _SEVERITY[each.finding.severity],
        each.finding.rule,
        lsp.CodeDescription(each.href) if each.href else None,
        "whence",
        [_TAGS[tag] for tag in each.tags] or None,
        [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(_uri(desk, one.path), _range(one.range)), one.message
            )
            for one in each.related
        ]
        or None,
    )


def _edit(desk: Desk, changes: Mapping[str, Sequence[lines.Change]]) -> lsp.WorkspaceEdit:
    return lsp.WorkspaceEdit({_uri(desk, path): _text_edits(all) for path, all in changes.items()})


def _text_edits(changes: Iterable[lines.Change]) -> list[lsp.TextEdit]:
    return [lsp.TextEdit(_range(each.range), each.text) for each in changes]


def _uri(desk: Desk, path: str) -> str:
    return from_fs_path(str(desk.root / path)) or ""


def _in(at: lsp.Position) -> lines.Position:
    return lines.Position(at.line, at.character)


def _range(stretch: lines.Range) -> lsp.Range:
    return lsp.Range(lsp.Position(*stretch.start), lsp.Position(*stretch.end))


def _told(text: str, formats: Sequence[lsp.MarkupKind] | None) -> lsp.MarkupContent | str:
    """A text of ours in the first form that an editor shows; as a bare text where it has named none."""
    for kind in (lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText):
        if kind in (formats or ()):
            return lsp.MarkupContent(kind, text)
    return text
