#!/usr/bin/env python3
"""stranded lsp, told nonsense: sessions that are cut, mixed and damaged must neither end it by a signal
nor make it hang. A build with sanitizers says more.

FUZZ_ROUNDS sets how many (60 unless said otherwise), FUZZ_SEED the first of them.
"""
import json
import os
import pathlib
import random
import subprocess
import typing

import harness
import lsp_client
from lsp_client import edit, framed

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))

ODD = [None, True, -1, 0, 2**31, 2**53, -2**62, 1.5, "", "\0", "\U0001f9f5", "file:///", "x" * 5000,
       [], {}, [[]], {"uri": None}]


class Fuzz(harness.Case):
    def session(self) -> typing.List[lsp_client.Message]:
        uri = lsp_client.uri_of(self.folder / "a.c")
        named = {"textDocument": {"uri": uri, "version": 2}}
        spot = {**named, "position": {"line": 5, "character": 6},
                "range": edit(0, 0, 9, 0, "")["range"], "context": {"diagnostics": []}}
        messages: typing.List[lsp_client.Message] = [
            {"id": 1, "method": "initialize", "params": {
                "processId": None, "rootUri": lsp_client.uri_of(self.folder),
                "workspaceFolders": [{"uri": lsp_client.uri_of(self.folder), "name": "a"}],
                "capabilities": lsp_client.CAPABILITIES}},
            {"method": "initialized", "params": {}},
            {"method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": uri, "languageId": "c", "version": 1, "text": harness.leak("serve")}}},
            {"method": "textDocument/didChange", "params": {**named, "contentChanges": [
                edit(0, 0, 0, 0, "/* \U0001f9f5 */\r\n"), edit(1, 3, 2, 1, "")]}},
        ]
        messages += [{"id": number, "method": f"textDocument/{name}", "params": spot}
                     for number, name in enumerate(("hover", "codeAction", "codeLens", "inlayHint",
                                                    "diagnostic"), 2)]
        messages += [
            {"id": 9, "method": "workspace/executeCommand",
             "params": {"command": "stranded.accept", "arguments": ["1:0", "because"]}},
            {"method": "textDocument/didSave", "params": named},
            {"method": "$/cancelRequest", "params": {"id": 6}},
            {"method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": lsp_client.uri_of(self.folder / "inner/b.c"), "languageId": "c",
                "version": 1, "text": harness.leak("other")}}},
            {"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {
                "added": [{"uri": lsp_client.uri_of(self.folder / "inner"), "name": "b"}],
                "removed": [{"uri": lsp_client.uri_of(self.folder), "name": "a"}]}}},
            {"method": "workspace/didChangeWatchedFiles", "params": {"changes": [
                {"uri": lsp_client.uri_of(self.folder / "compile_commands.json"), "type": 2}]}},
            {"method": "textDocument/didClose", "params": named},
            {"id": "last", "method": "shutdown"},
            {"method": "exit"},
        ]
        return [{"jsonrpc": "2.0", **message} for message in messages]

    def spoil(self, dice: random.Random, value: typing.Any) -> typing.Any:
        """The value with one part of it replaced by something odd."""
        if isinstance(value, dict) and value and dice.random() < 0.9:
            name = dice.choice(sorted(value))
            if dice.random() < 0.2:
                return {key: item for key, item in value.items() if key != name}
            return {**value, name: self.spoil(dice, value[name])}
        if isinstance(value, list) and value and dice.random() < 0.8:
            at = dice.randrange(len(value))
            return value[:at] + [self.spoil(dice, value[at])] + value[at + 1:]
        return dice.choice(ODD)

    def stream(self, dice: random.Random) -> bytes:
        messages = self.session()
        for _ in range(dice.randrange(4)):
            at = dice.randrange(len(messages))
            messages[at] = self.spoil(dice, messages[at])
        for _ in range(dice.randrange(3)):
            messages.insert(dice.randrange(len(messages)), dice.choice(messages))
        if dice.random() < 0.3:
            dice.shuffle(messages)
        data = bytearray(b"".join(framed(json.dumps(message)) for message in messages))
        for _ in range(dice.choice((0, 0, 1, 5, 30))):
            at = dice.randrange(len(data))
            kind = dice.randrange(3)
            if kind == 0:
                data[at] = dice.randrange(256)
            elif kind == 1:
                del data[at:at + dice.randrange(50)]
            else:
                data[at:at] = bytes(dice.randrange(256) for _ in range(dice.randrange(20)))
        return bytes(data[:dice.randrange(len(data))] if dice.random() < 0.2 else data)

    def test_nonsense(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        self.write("inner/b.c", harness.leak("other"))
        self.write("inner/compile_commands.json", json.dumps([{
            "directory": str(self.folder / "inner"), "file": "b.c",
            "arguments": ["cc", "-c", "b.c"]}]))
        for seed in range(SEED, SEED + ROUNDS):
            stream = self.stream(random.Random(seed))
            pathlib.Path(self.folder.parent / "stream").write_bytes(stream)
            run = subprocess.run([harness.program(), "lsp"], cwd=self.folder, input=stream,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                                 check=False)
            with self.subTest(seed=seed):
                self.assertIn(run.returncode, (0, 1), run.stderr.decode(errors="replace"))
                self.assertEqual(run.stderr, b"")


if __name__ == "__main__":
    harness.main()
