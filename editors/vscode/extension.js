// Starts `stranded lsp` and lets it speak; all else is the server's.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

// The server can't ask for a text, so the reason is asked for here.
async function executeCommand(command, args, next) {
  if (command !== "stranded.accept") {
    return next(command, args);
  }
  const reason = await vscode.window.showInputBox({
    prompt: "Why is it to stay?",
    validateInput: (text) => (text.trim() ? undefined : "The next reader wants to know why."),
  });
  return reason ? next(command, [args[0], reason]) : undefined;
}

async function activate(context) {
  const settings = vscode.workspace.getConfiguration("stranded");
  client = new LanguageClient(
    "stranded",
    "stranded",
    { command: settings.get("path"), args: ["lsp", ...settings.get("arguments")] },
    {
      documentSelector: [{ scheme: "file", language: "c" }],
      middleware: { executeCommand },
    },
  );
  context.subscriptions.push(client);
  await client.start();
}

async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
