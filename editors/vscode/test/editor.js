// As much of the editor's own module `vscode` as a client of a language server asks for: what is registered with it is
// kept, what it is told can be looked at, and what happens in it is said by a test.
"use strict";

const { pathToFileURL, fileURLToPath } = require("node:url");

/** An event of the editor, and the function that makes it happen; what the listeners hand back is waited for. */
function event() {
  const listeners = new Set();
  const on = (listener, self) => {
    const bound = (given) => listener.call(self, given);
    listeners.add(bound);
    return new Disposable(() => listeners.delete(bound));
  };
  return [on, (given) => Promise.all([...listeners].map((each) => each(given)))];
}

class Disposable {
  constructor(end) {
    this.dispose = end ?? (() => {});
  }
}

class EventEmitter {
  constructor() {
    [this.event, this.fire] = event();
  }
  dispose() {}
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: event()[0] };
  cancel() {}
  dispose() {}
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...at) {
    const [start, end] = at.length === 4 ? [new Position(at[0], at[1]), new Position(at[2], at[3])] : at;
    Object.assign(this, { start, end });
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

/** The sort of a code action: words with dots between them. */
class CodeActionKind {
  static Empty = new CodeActionKind("");
  constructor(value) {
    this.value = value;
  }
  append(word) {
    return new CodeActionKind(this.value ? `${this.value}.${word}` : word);
  }
}

class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.split(":")[0];
  }
  static parse(text) {
    return new Uri(text);
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
  get fsPath() {
    return fileURLToPath(this.text);
  }
  toString() {
    return this.text;
  }
}

/** A part of the editor: what it has not is an event that never comes, or a registration that does nothing. */
function part(own) {
  return new Proxy(own, {
    get(known, name) {
      if (!(name in known)) known[name] = name.startsWith("on") ? event()[0] : () => new Disposable();
      return known[name];
    },
  });
}

/** An editor in which a folder is open; `settings` are those of the extension. */
exports.editor = function (folder, settings) {
  const happens = {};
  const named = (name) => {
    const [on, fire] = event();
    happens[name] = fire;
    return on;
  };
  const told = new Map();
  const said = [];
  const providers = {};
  const say = (text) => Promise.resolve(void said.push(text));
  const provided = (name) => (_, provider) => {
    providers[name] = provider;
    return new Disposable();
  };
  const root = { uri: Uri.file(folder), name: "base", index: 0 };
  const known = {
    Disposable, EventEmitter, CancellationTokenSource, Position, Range, Diagnostic, CodeActionKind, Uri,
    version: "1.85.0",
    env: { appName: "a test", language: "en" },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    workspace: part({
      workspaceFolders: [root],
      textDocuments: [],
      notebookDocuments: [],
      getWorkspaceFolder: () => root,
      getConfiguration: () => ({ get: (name, otherwise) => settings[name] ?? otherwise }),
      createFileSystemWatcher: () => part(new Disposable()),
      onDidOpenTextDocument: named("opened"),
      onDidChangeTextDocument: named("changed"),
    }),
    window: part({
      tabGroups: part({ all: [] }),
      visibleTextEditors: [],
      createOutputChannel: () => ({ append: say, appendLine: say, show() {}, dispose() {} }),
      showErrorMessage: say,
      showWarningMessage: say,
      showInformationMessage: say,
    }),
    languages: part({
      match: (selector, document) => (selector.some((each) => each.language === document.languageId) ? 10 : 0),
      createDiagnosticCollection: () => ({
        set: (uri, found) => told.set(uri.toString(), found),
        delete: (uri) => told.delete(uri.toString()),
        clear: () => told.clear(),
        dispose: () => told.clear(),
      }),
      registerHoverProvider: provided("hover"),
      registerCompletionItemProvider: provided("completion"),
    }),
    commands: part({}),
    extensions: part({}),
  };
  const vscode = new Proxy(known, {
    get: (has, name) => (has[name] ??= class {}),
  });
  return { vscode, happens, told, said, providers };
};

/** A document as an editor hands it on. */
exports.document = function (path, languageId, text) {
  const uri = Uri.file(path);
  return { uri, fileName: path, languageId, version: 1, isClosed: false, getText: () => text };
};
