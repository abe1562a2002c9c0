#!/usr/bin/env python3
"""stranded lsp, as an editor sees it."""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time
import typing

import harness
import lsp_client
from lsp_client import edit, framed

HEADER = """#include <pthread.h>
struct server { pthread_t thread; };
void server_start(struct server *server);
void server_stop(struct server *server);
"""

START = """#include "server.h"
static void *work(void *data) { return data; }
void server_start(struct server *server)
{
    pthread_create(&server->thread, NULL, work, NULL);
}
"""

STOP = """#include "server.h"
void server_stop(struct server *server)
{
    pthread_join(server->thread, NULL);
}
"""

MAIN = """#include "server.h"
int main(void)
{
    for (;;) {
        struct server server;
        server_start(&server);
        server_stop(&server);
    }
}
"""

JOIN = edit(3, 4, 3, 39, "pthread_join(server->thread, NULL);")
NO_JOIN = edit(3, 4, 3, 39, "(void)server;/*" + "-" * 18 + "*/")

PULLS = {"textDocument": {"diagnostic": {}, "inlayHint": {},
                          "hover": {"contentFormat": ["markdown"]}},
         "workspace": {"diagnostics": {"refreshSupport": True}}}


def processes_below(pid: int) -> typing.List[int]:
    found = []
    for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *processes_below(int(child))]
    return found


class LspCase(harness.Case):
    def serve(self, *options: str, **others: typing.Any) -> lsp_client.Client:
        client = lsp_client.Client([harness.program(), "lsp", *options], self.folder, **others)
        self.addCleanup(client.kill)
        return client

    def make_server(self) -> None:
        self.make({"server.h": HEADER, "start.c": START, "stop.c": STOP, "main.c": MAIN})

    def wait_until(self, holds: typing.Callable[[], bool]) -> None:
        end = time.monotonic() + lsp_client.TIMEOUT_SECONDS
        while not holds():
            self.assertLess(time.monotonic(), end, "it never comes to hold")
            time.sleep(0.02)

    def checks(self, diagnostics: typing.List[lsp_client.Message]) -> typing.List[str]:
        return [item["code"] for item in diagnostics]


class Diagnostics(LspCase):
    def test_finding_of_an_open_file(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        found = client.wait_diagnostics("a.c")
        self.assertEqual(self.checks(found), ["thread-not-joined"])
        self.assertEqual(found[0]["range"], {"start": {"line": 5, "character": 4},
                                             "end": {"line": 5, "character": 18}})
        self.assertEqual(found[0]["source"], "stranded")
        self.assertTrue(found[0]["relatedInformation"])
        page = pathlib.Path(harness.program()).parent.parent / "share/doc/stranded/checks"
        if page.exists():
            self.assertEqual(found[0]["codeDescription"]["href"],
                             lsp_client.uri_of(page / "thread-not-joined.md"))
        self.assertEqual(client.end(), 0)

    def test_edit_in_one_file_clears_another(self) -> None:
        self.make_server()
        client = self.serve()
        client.open("start.c")
        client.open("stop.c")
        self.assertEqual(client.wait_diagnostics("start.c"), [])
        client.change("stop.c", NO_JOIN)
        self.assertEqual(self.checks(client.wait_diagnostics("start.c", 1)), ["thread-not-joined"])
        client.change("stop.c", JOIN)
        self.assertEqual(client.wait_diagnostics("start.c", 1), [])
        self.assertEqual(client.end(), 0)

    def test_header_as_it_is_in_the_editor(self) -> None:
        self.make_server()
        client = self.serve()
        client.open("start.c")
        self.assertEqual(client.wait_diagnostics("start.c"), [])
        client.open("server.h", HEADER.replace("void server_stop(struct server *server);",
                                               "#define server_stop(server) (void)0"))
        self.assertEqual(self.checks(client.wait_diagnostics("start.c", 1)), ["thread-not-joined"])
        client.close("server.h")
        self.assertEqual(client.wait_diagnostics("start.c", 1), [])

    def test_what_is_typed_is_not_stored(self) -> None:
        self.make_server()
        self.check()
        client = self.serve()
        client.open("stop.c")
        client.open("start.c")
        client.wait_diagnostics("start.c")
        client.change("stop.c", NO_JOIN)
        self.assertEqual(len(client.wait_diagnostics("start.c", 1)), 1)
        self.assertIn("no findings", self.run_program("report").stdout)
        self.assertEqual(self.check_json()["run"]["units_reused"], 3)
        self.assertEqual(client.end(), 0)

    def test_what_is_saved_is_stored(self) -> None:
        self.make_server()
        client = self.serve()
        client.open("stop.c")
        client.open("start.c")
        self.assertEqual(client.wait_diagnostics("start.c"), [])
        client.change("stop.c", NO_JOIN)
        self.assertEqual(len(client.wait_diagnostics("start.c", 1)), 1)
        self.write("stop.c", STOP.replace("pthread_join(server->thread, NULL);", "(void)server;"))
        client.change("stop.c", {"text": (self.folder / "stop.c").read_text()})
        client.save("stop.c")
        client.wait_diagnostics("stop.c")
        self.assertIn("1 finding", self.run_program("report").stdout)

    def test_changes_on_disk(self) -> None:
        self.make_server()
        client = self.serve()
        client.open("start.c")
        self.assertEqual(client.wait_diagnostics("start.c"), [])
        self.write("stop.c", STOP.replace("pthread_join(server->thread, NULL);", "(void)server;"))
        client.notify("workspace/didChangeWatchedFiles", {"changes": []})
        self.assertEqual(len(client.wait_diagnostics("start.c", 1)), 1)

    def test_closing_clears(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        client.close("a.c")
        message = client.wait_for(
            lambda m: m.get("method") == "textDocument/publishDiagnostics", "the clearing")
        self.assertEqual(message["params"]["diagnostics"], [])

    def test_pulled(self) -> None:
        self.make_server()
        client = self.serve(capabilities=PULLS)
        self.assertIn("diagnosticProvider", client.initialized["capabilities"])
        client.open("start.c")
        client.open("stop.c")

        def pull(file: str, **more: typing.Any) -> typing.Any:
            return client.request("textDocument/diagnostic",
                                  {"textDocument": {"uri": client.uri(file)}, **more})

        self.assertEqual(pull("start.c")["items"], [])
        client.change("stop.c", NO_JOIN)
        answer = pull("start.c")
        self.assertEqual(self.checks(answer["items"]), ["thread-not-joined"])
        self.assertEqual(pull("start.c", previousResultId=answer["resultId"])["kind"], "unchanged")
        self.assertFalse([m for m in client.seen
                          if m.get("method") == "textDocument/publishDiagnostics"])

    def test_cancelled_pull(self) -> None:
        self.make_server()
        client = self.serve(capabilities=PULLS)
        client.open("start.c")
        number = client.ask("textDocument/diagnostic",
                            {"textDocument": {"uri": client.uri("start.c")}})
        client.notify("$/cancelRequest", {"id": number})
        answer = client.wait_answer(number)
        self.assertTrue("result" in answer or answer["error"]["code"] == -32800)

    def test_progress_of_the_first_indexing(self) -> None:
        self.make({f"unit_{i}.c": harness.leak(f"serve_{i}") for i in range(24)})
        client = self.serve("-j", "1")
        kinds = []
        while "end" not in kinds:
            message = client.wait_for(lambda m: m.get("method") == "$/progress", "progress")
            kinds.append(message["params"]["value"]["kind"])
        self.assertEqual(kinds[0], "begin")
        self.assertEqual(client.end(), 0)


class Places(LspCase):
    def found_range(self, text: str, capabilities: typing.Any = None) -> typing.Any:
        self.write("a.c", text.encode())
        self.write_database([self.entry("a.c")])
        client = self.serve(**({"capabilities": capabilities} if capabilities else {}))
        client.open("a.c")
        found = client.wait_diagnostics("a.c")
        self.assertEqual(self.checks(found), ["thread-not-joined"])
        return found[0]["range"]

    def test_utf16_behind_a_surrogate_pair(self) -> None:
        text = harness.leak("serve").replace("    pthread_create", "/* \U0001f9f5ä */ pthread_create")
        self.assertEqual(self.found_range(text), {"start": {"line": 5, "character": 10},
                                                  "end": {"line": 5, "character": 24}})

    def test_utf8_if_the_client_offers_it(self) -> None:
        text = harness.leak("serve").replace("    pthread_create", "/* \U0001f9f5ä */ pthread_create")
        offers = {"general": {"positionEncodings": ["utf-16", "utf-8"]}}
        self.assertEqual(self.found_range(text, offers)["start"], {"line": 5, "character": 13})

    def test_crlf(self) -> None:
        text = harness.leak("serve").replace("\n", "\r\n")
        self.assertEqual(self.found_range(text)["start"], {"line": 5, "character": 4})

    def test_edit_behind_a_surrogate_pair(self) -> None:
        self.make({"a.c": harness.leak("serve").replace("    pthread_t t;",
                                                        "    /* \U0001f9f5 */ pthread_t t;\r\n")})
        client = self.serve()
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        line = "    /* \U0001f9f5 */ pthread_t t;"
        end = len(line.encode("utf-16-le")) // 2
        client.change("a.c", edit(4, end - 2, 4, end, "t, other;"))
        client.change("a.c", edit(5, 0, 5, 0, "other"), edit(5, 5, 5, 5, " = 0;"))
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)

    def test_names_with_escapes(self) -> None:
        folder = "a b%23ü"
        self.make({f"{folder}/ä.c": harness.leak("serve")})
        client = self.serve()
        spelled = client.uri(f"{folder}/ä.c").replace("file:///", "file://localhost/")
        client.open(spelled, harness.leak("serve"))
        self.assertEqual(len(client.wait_diagnostics(spelled)), 1)

    def test_outside_of_the_project(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        other = self.folder.parent / "other.c"
        other.write_text(harness.leak("other"))
        client.open(other)
        client.open("untitled:Untitled-1", harness.leak("other"))
        self.assertEqual(client.wait_diagnostics(other), [])
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        self.assertEqual(client.end(), 0)

    def test_no_project(self) -> None:
        self.write("a.c", harness.leak("serve"))
        client = self.serve()
        client.open("a.c")
        message = client.wait_for(lambda m: m.get("method") == "window/showMessage", "a message")
        self.assertIn("compile_commands.json", message["params"]["message"])
        self.assertEqual(client.end(), 0)

    def test_project_below_the_folder(self) -> None:
        self.write("inner/a.c", harness.leak("serve"))
        self.write("inner/compile_commands.json", "[" + str(
            {"directory": str(self.folder / "inner"), "file": "a.c",
             "arguments": ["cc", "-c", "a.c"]}).replace("'", '"') + "]")
        client = self.serve()
        client.open("inner/a.c")
        self.assertEqual(len(client.wait_diagnostics("inner/a.c")), 1)


class Projects(LspCase):
    """Several compilation databases in one server."""

    def make_below(self, folder: str, sources: typing.Dict[str, str]) -> None:
        for name, text in sources.items():
            self.write(f"{folder}/{name}", text)
        entries = [{"directory": str(self.folder / folder), "file": name,
                    "arguments": ["cc", "-c", name]} for name in sources if name.endswith(".c")]
        self.write(f"{folder}/compile_commands.json", json.dumps(entries))

    def make_two(self) -> None:
        """The same program twice; the second one never joins."""
        sources = {"server.h": HEADER, "start.c": START, "stop.c": STOP, "main.c": MAIN}
        self.make_below("one", sources)
        self.make_below("two", {**sources, "stop.c": STOP.replace(
            "pthread_join(server->thread, NULL);", "(void)server;")})

    def test_below_one_folder(self) -> None:
        self.make_two()
        client = self.serve()
        client.open("one/start.c")
        client.open("two/start.c")
        self.assertEqual(len(client.wait_diagnostics("two/start.c")), 1)
        client.open("one/stop.c")
        self.assertEqual(client.wait_diagnostics("one/stop.c"), [])
        client.change("one/stop.c", NO_JOIN)
        self.assertEqual(self.checks(client.wait_diagnostics("one/start.c", 1)),
                         ["thread-not-joined"])
        self.assertTrue((self.folder / "one/.stranded").is_dir())
        self.assertTrue((self.folder / "two/.stranded").is_dir())
        self.assertFalse((self.folder / ".stranded").exists())
        self.assertEqual(client.end(), 0)

    def test_folders_of_the_editor(self) -> None:
        self.make_two()
        client = self.serve(begin=False)
        folders = [{"uri": lsp_client.uri_of(self.folder / name), "name": name}
                   for name in ("one", "two")]
        answer = client.request("initialize", {"processId": None, "rootUri": None, "capabilities":
                                               lsp_client.CAPABILITIES,
                                               "workspaceFolders": folders[:1]})
        self.assertTrue(answer["capabilities"]["workspace"]["workspaceFolders"]["supported"])
        client.notify("initialized")
        client.notify("workspace/didChangeWorkspaceFolders",
                      {"event": {"added": folders[1:], "removed": []}})
        for name in ("one", "two"): # read before a file is open
            self.wait_until(lambda name=name: (self.folder / name / ".stranded").exists())
        client.open("two/start.c")
        self.assertEqual(len(client.wait_diagnostics("two/start.c")), 1)
        client.notify("workspace/didChangeWorkspaceFolders",
                      {"event": {"added": [], "removed": folders}})
        client.close("two/start.c")
        client.request("textDocument/hover", {"textDocument": {"uri": client.uri("two/start.c")},
                                              "position": {"line": 0, "character": 0}})
        self.wait_until(lambda: not processes_below(client.process.pid))
        client.open("one/start.c")
        self.assertEqual(client.wait_diagnostics("one/start.c"), [])
        self.assertEqual(client.end(), 0)

    def test_edit_leaves_the_other_alone(self) -> None:
        self.make_two()
        client = self.serve()
        for name in ("one/start.c", "two/stop.c"):
            client.open(name)
            client.wait_diagnostics(name)
        client.change("two/stop.c", edit(0, 0, 0, 0, "/* typed */\n"))
        client.wait_diagnostics("two/stop.c")
        published = [m["params"] for m in client.seen
                     if m.get("method") == "textDocument/publishDiagnostics"]
        self.assertEqual(sum(p["uri"] == client.uri("one/start.c") for p in published), 1)

    def test_inner_database_of_a_project(self) -> None:
        """A project's own database counts for all that lies below its folder."""
        self.make_two()
        self.write_database([self.entry(f"two/{name}.c") for name in ("start", "stop", "main")])
        client = self.serve()
        client.open("two/start.c")
        self.assertEqual(len(client.wait_diagnostics("two/start.c")), 1)
        self.assertTrue((self.folder / ".stranded").is_dir())
        self.assertFalse((self.folder / "two/.stranded").exists())

    def test_folder_below_the_database(self) -> None:
        """A file outside belongs to what the editor's folder belongs to, and is no project of its own."""
        self.make({"src/a.c": harness.leak("serve")})
        other = self.folder.parent / "other.h"
        other.write_text("int other;\n")
        client = self.serve(begin=False)
        client.request("initialize", {"processId": None, "capabilities": lsp_client.CAPABILITIES,
                                      "rootUri": lsp_client.uri_of(self.folder / "src")})
        client.notify("initialized")
        client.open(other)
        self.assertEqual(client.wait_diagnostics(other), [])
        client.open("src/a.c")
        self.assertEqual(len(client.wait_diagnostics("src/a.c")), 1)
        self.wait_until(lambda: len(processes_below(client.process.pid)) == 1)
        self.assertEqual(client.end(), 0)

    def test_database_that_comes_later(self) -> None:
        self.write("one/a.c", harness.leak("serve"))
        client = self.serve()
        client.open("one/a.c")
        client.wait_for(lambda m: m.get("method") == "window/showMessage", "a message")
        self.make_below("one", {"a.c": harness.leak("serve")})
        client.notify("workspace/didChangeWatchedFiles", {"changes": []})
        self.assertEqual(len(client.wait_diagnostics("one/a.c")), 1)
        self.assertEqual(client.end(), 0)

    def test_pulled_from_one_that_ends(self) -> None:
        self.make_two()
        client = self.serve(capabilities=PULLS)
        client.open("two/start.c")
        number = client.ask("textDocument/diagnostic",
                            {"textDocument": {"uri": client.uri("two/start.c")}})
        client.close("two/start.c")
        self.assertEqual(client.wait_answer(number)["result"]["items"], [])
        self.assertEqual(client.end(), 0)

    def test_too_many(self) -> None:
        for i in range(17):
            self.make_below(f"p{i}", {"a.c": harness.leak("serve")})
        client = self.serve()
        for i in range(17):
            client.open(f"p{i}/a.c")
        message = client.wait_for(lambda m: m.get("method") == "window/showMessage", "a message")
        self.assertIn("too many", message["params"]["message"])
        client.close("p0/a.c")
        client.notify("workspace/didChangeWatchedFiles", {"changes": []})
        self.assertEqual(len(client.wait_diagnostics("p16/a.c")), 1)
        self.assertEqual(client.end(), 0)


class Hints(LspCase):
    def test_hover_and_lens(self) -> None:
        self.make_server()
        client = self.serve()
        client.open("start.c")
        client.wait_diagnostics("start.c")
        where = {"textDocument": {"uri": client.uri("start.c")}}
        text = self.wait_hover(client, {**where, "position": {"line": 4, "character": 8}})
        self.assertIn("joined in server_stop()", text)
        self.assertIn("per round of the loop in main()", text)
        lenses = client.request("textDocument/codeLens", where)
        self.assertIn("joined in server_stop()", lenses[0]["command"]["title"])
        self.assertIsNone(client.request("textDocument/hover",
                                         {**where, "position": {"line": 0, "character": 0}}))

    def test_hover_where_a_jump_leads(self) -> None:
        """At the line's first word as well as on the call; names are code in Markdown."""
        self.make({"a.c": harness.leak("serve_it").replace("    pthread_create", "    (void)pthread_create")})
        client = self.serve(capabilities={"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        where = {"textDocument": {"uri": client.uri("a.c")}}
        on_call = self.wait_hover(client, {**where, "position": {"line": 5, "character": 12}})
        self.assertIn("**thread `work` is never joined or detached**", on_call)
        self.assertIn("per call of `serve_it()`", on_call)
        for column in (0, 4):
            self.assertEqual(on_call.split("\n---\n")[0].strip(), self.wait_hover(
                client, {**where, "position": {"line": 5, "character": column}}).strip())
        self.assertIsNone(client.request("textDocument/hover", {
            **where, "position": {"line": 5, "character": 6}}))

    def wait_hover(self, client: lsp_client.Client, params: typing.Any) -> str:
        end = time.monotonic() + 30
        answer = None
        while not answer and time.monotonic() < end:
            answer = client.request("textDocument/hover", params)
        assert answer
        return typing.cast(str, answer["contents"]["value"])

    def test_inlay_hints_move_with_the_text(self) -> None:
        self.make_server()
        client = self.serve(capabilities=PULLS)
        client.open("start.c")
        where = {"textDocument": {"uri": client.uri("start.c")}}
        client.request("textDocument/diagnostic", where)
        hints = client.request("textDocument/inlayHint", {**where, "range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}})
        self.assertEqual([(h["position"]["line"], h["label"]) for h in hints],
                         [(4, "joined in server_stop()")])
        client.change("start.c", edit(1, 0, 1, 0, "\n\n"))
        hints = client.request("textDocument/inlayHint", {**where, "range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}})
        self.assertEqual(hints[0]["position"]["line"], 6)

    def test_client(self) -> None:
        self.make({"a.c": """typedef void CURL;
CURL *curl_easy_init(void);
void curl_easy_cleanup(CURL *curl);
int curl_easy_perform(CURL *curl);
static void done(CURL *curl) { curl_easy_cleanup(curl); }
int serve(void)
{
    CURL *curl = curl_easy_init();
    if (!curl)
        return -1;
    done(curl);
    return 0;
}
"""})
        client = self.serve()
        client.open("a.c")
        client.wait_diagnostics("a.c")
        where = {"textDocument": {"uri": client.uri("a.c")}}
        titles = [lens["command"]["title"]
                  for lens in client.request("textDocument/codeLens", where)]
        self.assertEqual(titles, ["closed in done() · per call of serve()"])

    def test_receivers(self) -> None:
        self.make({"a.c": """#include <unistd.h>
static int ends[2];
int open_all(void) { return pipe(ends); }
void put(char c) { if (write(ends[1], &c, 1) != 1) _exit(1); }
int take(void) { char c; return read(ends[0], &c, 1) == 1 ? c : -1; }
int main(void) { if (open_all()) return 1; put('x'); return take(); }
"""})
        client = self.serve()
        client.open("a.c")
        client.wait_diagnostics("a.c")
        where = {"textDocument": {"uri": client.uri("a.c")}}
        titles = [lens["command"]["title"]
                  for lens in client.request("textDocument/codeLens", where)]
        self.assertTrue(any(title.startswith("receivers: 1") for title in titles), titles)


class Actions(LspCase):
    def actions(self, client: lsp_client.Client, file: str,
                found: lsp_client.Message) -> typing.List[lsp_client.Message]:
        return typing.cast(typing.List[lsp_client.Message], client.request(
            "textDocument/codeAction", {"textDocument": {"uri": client.uri(file)},
                                        "range": found["range"],
                                        "context": {"diagnostics": [found]}}))

    def test_ignore_here(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        found = client.wait_diagnostics("a.c")[0]
        action = next(a for a in self.actions(client, "a.c", found) if "ignore" in a["title"])
        self.assertEqual(action["diagnostics"], [found])
        change = action["edit"]["documentChanges"][0]
        self.assertEqual(change["textDocument"]["version"], 1)
        client.change("a.c", {"range": change["edits"][0]["range"],
                              "text": change["edits"][0]["newText"]})
        self.assertEqual(client.wait_diagnostics("a.c"), [])

    def test_accept(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        found = client.wait_diagnostics("a.c")[0]
        action = next(a for a in self.actions(client, "a.c", found) if "accept" in a["title"])
        client.request("workspace/executeCommand", {
            "command": action["command"]["command"],
            "arguments": [*action["command"]["arguments"], "known"]})
        self.assertEqual(client.wait_diagnostics("a.c", 1), [])
        state = self.check_json()["findings"][0]
        self.assertEqual(state["state"], "suppressed")
        self.assertIn("known", (self.folder / ".stranded-baseline").read_text())

    def test_wrong_command(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        for params in ({"command": "x"}, {"command": "stranded.accept"},
                       {"command": "stranded.accept", "arguments": [7]}):
            answer = client.wait_answer(client.ask("workspace/executeCommand", params))
            self.assertIn("error", answer)


class Robustness(LspCase):
    def works(self, client: lsp_client.Client) -> None:
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        self.assertEqual(client.end(), 0)

    def test_malformed(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        for body in (b"", b"{", b"[]", b"[[]]", b"null", b"7", b"\xff\xfe", b'{"a":"\\ud800"}',
                     b'{"jsonrpc":"2.0"}', b"[" * 100000, b'{"id":[],"method":"x"}',
                     b'{"id":{},"method":7}'):
            client.send_bytes(framed(body))
            answer = client.wait_for(lambda m: "error" in m, f"an error for {body[:20]!r}")
            self.assertIn(answer["error"]["code"], (-32700, -32600))
        client.send_bytes(b"junk\r\n\r\nContent-Type: x\r\n\r\n" + b"x" * 10000 + b"\r\n\r\n")
        self.works(client)

    def test_wrong_params(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        uri = client.uri("a.c")
        odd = [None, 7, "x", [], {}, {"textDocument": 7}, {"textDocument": {"uri": 7}},
               {"textDocument": {"uri": "file:///%00"}}, {"textDocument": {"uri": "file:///%zz"}},
               {"textDocument": {"uri": uri}, "position": {"line": -1, "character": 2**70}},
               {"textDocument": {"uri": uri, "text": 7}, "contentChanges": [{"text": 7}]},
               {"textDocument": {"uri": uri}, "contentChanges": [
                   {"range": {"start": {"line": 9, "character": 0},
                              "end": {"line": 1, "character": 0}}, "text": "x"}]}]
        methods = ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
                   "textDocument/didSave", "$/cancelRequest", "workspace/didChangeWatchedFiles"]
        requests = ["textDocument/hover", "textDocument/codeAction", "textDocument/codeLens",
                    "textDocument/inlayHint", "textDocument/diagnostic",
                    "workspace/executeCommand", "no/such/method", "initialize"]
        for params in odd:
            if params and isinstance(params, dict) and \
                    isinstance(params.get("position", {}).get("character"), int):
                params["position"]["character"] = 2**62
            for method in methods:
                client.send({"method": method, "params": params})
            for method in requests:
                client.wait_answer(client.ask(method, params))
        self.works(client)

    def test_too_large(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        size = (64 << 20) + 10
        client.send_bytes(b"Content-Length: %d\r\n\r\n" % size)
        for _ in range(size >> 20):
            client.send_bytes(b"x" * (1 << 20))
        client.send_bytes(b"x" * (size & ((1 << 20) - 1)))
        client.wait_for(lambda m: "error" in m, "an error")
        self.works(client)

    def test_out_of_order(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve(begin=False)
        answer = client.wait_answer(client.ask("textDocument/hover", {}))
        self.assertEqual(answer["error"]["code"], -32002)
        client.notify("textDocument/didChange", {"textDocument": {"uri": "file:///x"}})
        client.notify("initialized")
        client.initialize(lsp_client.CAPABILITIES)
        client.notify("textDocument/didChange", {
            "textDocument": {"uri": client.uri("a.c"), "version": 7},
            "contentChanges": [{"text": "x"}]})
        client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("a.c")}})
        client.open("a.c")
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        client.request("shutdown")
        answer = client.wait_answer(client.ask("textDocument/hover", {}))
        self.assertEqual(answer["error"]["code"], -32600)
        client.notify("textDocument/didOpen", {"textDocument": {
            "uri": "file:///x.c", "text": "", "version": 1, "languageId": "c"}})
        client.notify("exit")
        self.assertEqual(client.process.wait(60), 0)

    def test_interleaved(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        stream = framed({"jsonrpc": "2.0", "id": "one", "method": "textDocument/hover",
                         "params": {}}) * 3
        for at in range(len(stream)):
            client.send_bytes(stream[at:at + 1])
        for _ in range(3):
            client.wait_answer("one")
        self.works(client)

    def test_exit_without_shutdown(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.notify("exit")
        self.assertEqual(client.process.wait(60), 1)

    def assert_all_end(self, processes: typing.List[int]) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            left = [p for p in processes if pathlib.Path(f"/proc/{p}").exists()
                    and "Z" not in pathlib.Path(f"/proc/{p}/stat").read_text().rsplit(")")[1][:3]]
            if not left:
                return
            time.sleep(0.05)
        self.fail(f"still there: {processes}")

    def test_client_dies(self) -> None:
        self.make({f"unit_{i}.c": harness.leak(f"serve_{i}") for i in range(24)})
        for is_early in (True, False):
            client = self.serve()
            client.open("unit_0.c")
            if not is_early:
                client.wait_diagnostics("unit_0.c")
                client.change("unit_0.c", edit(0, 0, 0, 0, "\n"))
            below = processes_below(client.process.pid)
            assert client.process.stdin
            client.process.stdin.close()
            client.process.wait(60)
            self.assert_all_end(below)

    def test_client_stops_reading(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        reader, writer = os.pipe()
        server = subprocess.Popen([harness.program(), "lsp"], cwd=self.folder,
                                  stdin=subprocess.PIPE, stdout=writer)
        os.close(reader)
        os.close(writer)
        assert server.stdin
        with contextlib.suppress(BrokenPipeError):
            server.stdin.write(framed({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}))
            server.stdin.flush()
        self.assertEqual(server.wait(60), 1)
        with contextlib.suppress(BrokenPipeError):
            server.stdin.close()

    def test_analyst_dies(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        for process in processes_below(client.process.pid):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        client.change("a.c", edit(0, 0, 0, 0, "\n"))
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        self.assertEqual(client.end(), 0)

    def test_ten_thousand_edits(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c")
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)
        for number in range(5000):
            client.change("a.c", edit(0, 0, 0, 0, "/* \U0001f9f5 */\n" if number % 2 else "x"))
            client.change("a.c", edit(0, 0, 1, 0, "") if number % 2 else edit(0, 0, 0, 1, ""))
        found = client.wait_diagnostics("a.c")
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["range"]["start"]["line"], 5)
        self.assertEqual(client.end(), 0)

    def test_binary_text(self) -> None:
        self.make({"a.c": harness.leak("serve")})
        client = self.serve()
        client.open("a.c", "\0\0\u0001\ufffd" * 100)
        self.assertEqual(client.wait_diagnostics("a.c"), [])
        client.change("a.c", {"text": harness.leak("serve")})
        self.assertEqual(len(client.wait_diagnostics("a.c")), 1)


if __name__ == "__main__":
    harness.main()
