// The extension as it is built, and `whence lsp` over its pipes, in an editor that does nothing but hand things on.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { document, editor } = require("./editor");

const CLAIMS = `claims:
  sack: {title: Weight of a sack, value: 25 kg}
  half: {title: Half a sack, formula: sak / 2, inputs: {sak: sakc}, unit: kg}
`;

/** The extension, loaded anew into an editor. */
function extension(vscode) {
  const load = Module._load;
  for (const name of Object.keys(require.cache)) delete require.cache[name];
  Module._load = (name, ...more) => (name === "vscode" ? vscode : load(name, ...more));
  try {
    return require("../out/extension.js");
  } finally {
    Module._load = load;
  }
}

/** What is looked for, as soon as it is there. */
async function soon(look) {
  for (let n = 0; n < 600; n++) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("it never came");
}

test("it starts the server, hands its findings and numbers on, and ends it", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "whence-"));
  fs.mkdirSync(path.join(folder, "claims"));
  const file = path.join(folder, "claims", "bakery.yaml");
  fs.writeFileSync(file, CLAIMS);
  fs.writeFileSync(path.join(folder, "whence.toml"), "");
  const { vscode, happens, told, said, providers } = editor(folder, { command: process.env.WHENCE });
  const whence = extension(vscode);
  const context = { subscriptions: [] };
  try {
    await whence.activate(context);
    assert.strictEqual(context.subscriptions.length, 1);

    const opened = document(file, "yaml", CLAIMS);
    await happens.opened(opened);
    const findings = await soon(() => told.get(opened.uri.toString()));
    const wrong = findings.find((each) => each.code?.value === "unknown-input" || each.code === "unknown-input");
    assert.match(wrong.message, /did you mean `sack`\?/);
    assert.strictEqual(wrong.severity, vscode.DiagnosticSeverity.Error);
    assert.strictEqual(wrong.range.start.line, 2);
    const at = CLAIMS.split("\n")[2].indexOf("sakc");
    assert.deepStrictEqual([wrong.range.start.character, wrong.range.end.character], [at, at + 4]);

    const token = new vscode.CancellationTokenSource().token;
    const hover = await providers.hover.provideHover(opened, new vscode.Position(1, 3), token);
    assert.ok(hover);
  } finally {
    await whence.deactivate();
    fs.rmSync(folder, { recursive: true });
  }
  assert.strictEqual(told.size, 0);
  assert.deepStrictEqual(said, []);
});

test("where the command is not there it says what to do", async () => {
  const { vscode, said } = editor(os.tmpdir(), { command: "whence-that-is-not-there" });
  const whence = extension(vscode);
  await whence.activate({ subscriptions: [] });
  await whence.deactivate();
  const last = said.at(-1);
  assert.ok(last.startsWith("`whence-that-is-not-there lsp` does not start: "));
  assert.match(last, /pip install '\.\[lsp\]'.* `whence\.command`/);
});
