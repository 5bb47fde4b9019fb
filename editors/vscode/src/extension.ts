// Starts `whence lsp` for YAML files and ends it again; all that is said comes from the server.
import { ExtensionContext, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const command = workspace.getConfiguration("whence").get<string>("command", "whence");
  const files = workspace.createFileSystemWatcher("**/{claims,sources}/**/*.{yaml,yml}");
  context.subscriptions.push(files);
  const made = new LanguageClient(
    "whence",
    "whence",
    { command, args: ["lsp"] },
    { documentSelector: [{ scheme: "file", language: "yaml" }], synchronize: { fileEvents: files } },
  );
  try {
    await made.start();
    client = made;
  } catch (error) {
    window.showErrorMessage(
      `\`${command} lsp\` does not start: ${error instanceof Error ? error.message : error}. ` +
        "Install it in a copy of its repository, with: python -m pip install '.[lsp]'. " +
        "Where it lies elsewhere than on the path, name it in the setting `whence.command`.",
    );
  }
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}
