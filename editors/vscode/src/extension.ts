// Starts `whence lsp` for YAML files and ends it again; all that is said comes from the server.
import { ExtensionContext, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const command = workspace.getConfiguration("whence").get<string>("command", "whence");
  const files = workspace.createFileSystemWatcher("**/{claims,sources}/**/*.{yaml,yml}");
  context.subscriptions.push(files);
  client = new LanguageClient(
    "whence",
    "whence",
    { command, args: ["lsp"] },
    { documentSelector: [{ scheme: "file", language: "yaml" }], synchronize: { fileEvents: files } },
  );
  await client.start();
}

export function deactivate(): Thenable<void> | undefined {
  return client?.stop();
}
