// The extension between an editor and a client that are played: what it starts, and what it asks for.
"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const path = require("node:path");
const { beforeEach, test } = require("node:test");

const seen = {};

class LanguageClient {
  constructor(id, name, server, options) {
    Object.assign(seen, { id, name, server, options, client: this });
  }

  async start() {
    seen.isRunning = true;
  }

  async stop() {
    seen.isRunning = false;
  }
}

const played = {
  vscode: {
    workspace: { getConfiguration: () => ({ get: (name) => seen.settings[name] }) },
    window: { showInputBox: async (box) => ((seen.box = box), seen.answer) },
  },
  "vscode-languageclient/node": { LanguageClient },
};

const load = Module._load;
Module._load = (name, ...rest) => played[name] ?? load(name, ...rest);
const extension = require(path.join(__dirname, "..", "extension.js"));

beforeEach(async () => {
  seen.settings = { path: "/opt/stranded", arguments: ["-p", "build"] };
  seen.context = { subscriptions: [] };
  await extension.activate(seen.context);
});

test("starts the server with the settings, for C files", () => {
  assert.deepStrictEqual(seen.server, { command: "/opt/stranded", args: ["lsp", "-p", "build"] });
  assert.deepStrictEqual(seen.options.documentSelector, [{ scheme: "file", language: "c" }]);
  assert.strictEqual(seen.isRunning, true);
  assert.deepStrictEqual(seen.context.subscriptions, [seen.client]);
});

test("stops it", async () => {
  await extension.deactivate();
  assert.strictEqual(seen.isRunning, false);
});

test("asks for the reason of what is accepted", async () => {
  const execute = seen.options.middleware.executeCommand;
  const sent = [];
  const next = (command, args) => sent.push([command, args]);

  seen.answer = "a tool that runs for a second";
  await execute("stranded.accept", ["1:0123456789abcdef"], next);
  seen.answer = undefined; // Escape
  await execute("stranded.accept", ["1:0123456789abcdef"], next);
  await execute("other.command", [7], next);
  assert.deepStrictEqual(sent, [
    ["stranded.accept", ["1:0123456789abcdef", "a tool that runs for a second"]],
    ["other.command", [7]],
  ]);
  assert.ok(seen.box.validateInput(" "));
  assert.strictEqual(seen.box.validateInput("why"), undefined);
});

test("the manifest names what the code uses", () => {
  const manifest = require("../package.json");
  const names = Object.keys(manifest.contributes.configuration.properties);

  assert.deepStrictEqual(names, ["stranded.path", "stranded.arguments"]);
  assert.ok(manifest.dependencies["vscode-languageclient"]);
  assert.strictEqual(require.resolve(path.join(__dirname, "..", manifest.main)),
                     require.resolve("../extension.js"));
});
