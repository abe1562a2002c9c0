#!/usr/bin/env python3
"""stranded lsp while it reads a project for the first time: what is certain comes at once and stays."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import typing

import harness
import lsp_client

BENCH = pathlib.Path(__file__).parent.parent / "bench"
SAMPLE = BENCH / "sample_project.py"
UNITS = 60
ROUNDS = harness.rounds(20)

HEADER = """#include <pthread.h>
extern pthread_t worker;
#define JOIN() pthread_join(worker, NULL)
void serve(void);
"""

# Joined in another file, which names it by a macro only.
KEPT = """#include "server.h"
#include <stdio.h>
pthread_t worker;
static void *work(void *data) { return data; }
void serve(void)
{
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        puts("no thread");
}
"""

STOP = """#include "server.h"
int main(void)
{
    for (int i = 0; i < 9; i++) {
        serve();
        JOIN();
    }
}
"""

# A way that ends where the process does, in a function of another file that does not say so.
FATAL = """#include <pthread.h>
void give_up(const char *why);
static void *work(void *data) { return data; }
int guarded(int x)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)
        return -1;
    if (x) {
        give_up("x");
        return -2;
    }
    return pthread_join(thread, NULL);
}
"""

GIVE_UP = """#include <stdio.h>
#include <stdlib.h>
void give_up(const char *why)
{
    puts(why);
    exit(1);
}
"""


# On the way to the loss stands a call that may not come back, as long as nobody has seen it.
SAYS = """#include <pthread.h>
void complain(const char *why);
static void *work(void *data) { return data; }
int serve(int x)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)
        return -1;
    if (x) {
        complain("x");
        return -2;
    }
    return pthread_join(thread, NULL);
}
"""

COMPLAIN = """#include <stdio.h>
void complain(const char *why)
{
    puts(why);
}
"""


class Early(harness.Case):
    def make_sample(self, files: typing.Dict[str, str], units: int = UNITS) -> None:
        """The files, and a project of many others behind them."""
        subprocess.run([sys.executable, str(SAMPLE), str(self.folder), str(units)], check=True,
                       stdout=subprocess.DEVNULL)
        database = self.folder / "compile_commands.json"
        entries = json.loads(database.read_text())
        for name, text in files.items():
            self.write(name, text)
            if name.endswith(".c"):
                entries.append({"directory": str(self.folder), "file": name,
                                "arguments": ["cc", "-c", name]})
        database.write_text(json.dumps(entries))

    def watch(self, *names: str) -> typing.Tuple[typing.List[lsp_client.Message],
                                                 typing.List[lsp_client.Message]]:
        """What is published of the files before the first indexing ends, and last."""
        client = lsp_client.Client([harness.program(), "lsp"], self.folder)
        self.addCleanup(client.kill)
        for name in names:
            client.open(name)
        client.wait_for(lambda m: m.get("method") == "$/progress"
                        and m["params"]["value"]["kind"] == "end", "the end of the indexing")
        before = [m["params"] for m in client.seen
                  if m.get("method") == "textDocument/publishDiagnostics"]
        client.request("textDocument/hover", {"textDocument": {"uri": client.uri(names[0])},
                                              "position": {"line": 0, "character": 0}})
        published = [m["params"] for m in client.seen
                     if m.get("method") == "textDocument/publishDiagnostics"]
        self.assertEqual(client.end(), 0)
        return before, published

    def places(self, published: lsp_client.Message) -> typing.Set[typing.Tuple[str, int]]:
        return {(d["code"], d["range"]["start"]["line"]) for d in published["diagnostics"]}

    def test_certain_at_once(self) -> None:
        for more in (1, 4, 16): # the more there is to read, the more surely there is an "early"
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            self.make_sample({"leak.c": harness.leak("leaky")}, more * UNITS)
            before, published = self.watch("leak.c")
            for params in published:
                self.assertEqual(self.places(params), self.places(published[0]))
            if before and before[0]["diagnostics"]:
                return
        self.fail("nothing came early")

    def test_what_is_called_comes_back(self) -> None:
        self.make_sample({"says.c": SAYS, "far/complain.c": COMPLAIN}, 2 * UNITS)
        before, published = self.watch("says.c")
        self.assertEqual(len(published[-1]["diagnostics"]), 1)
        for params in before: # a machine that is busy may have time for no second early solver
            self.assertIn(self.places(params), (set(), self.places(published[-1])))

    def titles(self, client: lsp_client.Client) -> typing.List[str]:
        params = {"textDocument": {"uri": client.uri("leak.c")},
                  "range": lsp_client.edit(5, 0, 5, 9, "")["range"], "context": {"diagnostics": []}}
        return [action["title"] for action in client.request("textDocument/codeAction", params)]

    def test_what_can_be_done_early(self) -> None:
        """Nothing that takes the whole program; a comment, which does not."""
        self.make_sample({"leak.c": harness.leak("leaky")})
        client = lsp_client.Client([harness.program(), "lsp"], self.folder)
        self.addCleanup(client.kill)
        client.open("leak.c")
        self.assertEqual(len(client.wait_diagnostics("leak.c")), 1)
        titles = self.titles(client)
        is_over = any(m.get("method") == "$/progress" and m["params"]["value"]["kind"] == "end"
                      for m in client.seen)
        self.assertTrue([title for title in titles if "ignore" in title])
        self.assertTrue(is_over or not [title for title in titles if "accept" in title])
        if not is_over:
            client.wait_for(lambda m: m.get("method") == "$/progress"
                            and m["params"]["value"]["kind"] == "end", "the end of the indexing")
        end = time.monotonic() + lsp_client.TIMEOUT_SECONDS
        while not [title for title in self.titles(client) if "accept" in title]:
            self.assertLess(time.monotonic(), end)
        self.assertTrue([title for title in self.titles(client) if "detach" in title])
        self.assertEqual(client.end(), 0)

    def test_not_before_it_is_certain(self) -> None:
        self.make_sample({"server.h": HEADER, "kept.c": KEPT, "far/fatal.c": FATAL,
                          "other/stop.c": STOP.replace("server.h", "../server.h"),
                          "other/give_up.c": GIVE_UP})
        _, published = self.watch("kept.c", "far/fatal.c")
        self.assertTrue(published)
        for params in published:
            self.assertEqual(params["diagnostics"], [])

    def test_nothing_is_taken_back(self) -> None:
        """Of a program of which units are left out by chance, nothing is told that the whole takes back."""
        if not os.environ.get("EARLY_TRUTH"):
            self.skipTest("EARLY_TRUTH does not name the program early-truth")
        subprocess.run([sys.executable, str(BENCH / "scale_project.py"), str(self.folder), "80"],
                       check=True, stdout=subprocess.DEVNULL)
        self.check("--fail-on", "never", "--db", "store.db")
        run = subprocess.run([os.environ["EARLY_TRUTH"], str(self.folder),
                              str(self.folder / "store.db"), str(ROUNDS), "1"],
                             stdout=subprocess.PIPE, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout)
        told = int(run.stdout.split(maxsplit=1)[0])
        self.assertGreater(told, ROUNDS // 4, run.stdout)


if __name__ == "__main__":
    harness.main()
