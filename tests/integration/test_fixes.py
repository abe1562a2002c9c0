#!/usr/bin/env python3
"""stranded check --fix: each fix compiles, and what was found is gone; what is not safe stays."""
import pathlib
import shutil
import subprocess
import typing
import unittest

import harness
import lsp_client

BEGIN = """#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static void *work(void *data)
{
    return data;
}

"""

WAITERS = """#include <pthread.h>
static struct {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int stop;
    pthread_t threads[4];
} crew = {.lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER};

static void *work(void *data)
{
    pthread_mutex_lock(&crew.lock);
    while (!crew.stop)
        pthread_cond_wait(&crew.more, &crew.lock);
    pthread_mutex_unlock(&crew.lock);
    return data;
}

int crew_start(void)
{
    for (int i = 0; i < 4; i++)
        if (pthread_create(&crew.threads[i], NULL, work, NULL) != 0)
            abort();
    return 0;
}

void crew_stop(void)
{
    pthread_mutex_lock(&crew.lock);
    crew.stop = 1;
    pthread_cond_signal(&crew.more);
    pthread_mutex_unlock(&crew.lock);
    for (int i = 0; i < 4; i++)
        pthread_join(crew.threads[i], NULL);
}
""".replace("#include <pthread.h>\n", "#include <pthread.h>\n#include <stdlib.h>\n", 1)

SPAWN = "pthread_create(&thread, NULL, work, NULL)"

# Function bodies with a leak, and a piece of what they become.
MENDED = {
    "unchecked": (f"pthread_t thread;\n    {SPAWN};\n",
                  f"    if ({SPAWN} == 0)\n        pthread_detach(thread);\n"),
    "no result": (f"pthread_t thread;\n    (void){SPAWN};\n", "pthread_detach(thread);\n"),
    "leaves on failure": (f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n",
                          "        return -1;\n    pthread_detach(thread);\n"),
    "leaves from a block": (f'pthread_t thread;\n    if ({SPAWN}) {{\n        puts("no");\n'
                            "        return -1;\n    }\n",
                            "    }\n    pthread_detach(thread);\n"),
    "goes on after failure": (f'pthread_t thread;\n    if ({SPAWN} != 0)\n        puts("no");\n',
                              '        puts("no");\n    else\n        pthread_detach(thread);\n'),
    "block goes on": (f'pthread_t thread;\n    if ({SPAWN} != 0) {{\n        puts("no");\n    }}\n',
                      "    } else {\n        pthread_detach(thread);\n    }\n"),
    "block on success": (f'pthread_t thread;\n    if ({SPAWN} == 0) {{\n        puts("ok");\n    }}\n',
                         '== 0) {\n        pthread_detach(thread);\n        puts("ok");\n'),
    "status": (f"pthread_t thread;\n    int failed = {SPAWN};\n    if (failed)\n        return -1;\n",
               f"    int failed = {SPAWN};\n    if (failed == 0)\n        pthread_detach(thread);\n"),
    "comment behind": (f"pthread_t thread;\n    {SPAWN}; /* starts */\n", "pthread_detach(thread);"),
    "over lines": ("pthread_t thread;\n    pthread_create(&thread, /* a, ) */ NULL, work,\n"
                   "                   NULL);\n", "pthread_detach(thread);"),
    "tabs": (f"pthread_t thread;\n\t{SPAWN};\n", " == 0)\n\t\tpthread_detach(thread);\n"),
    "early return": (f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n    if (x)\n"
                     "        return -2;\n    pthread_join(thread, NULL);\n",
                     "    if (x) {\n        pthread_join(thread, NULL);\n        return -2;\n    }\n"),
    "early return in a block": (f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n"
                                '    if (x) {\n        puts("x");\n        return -2;\n    }\n'
                                "    pthread_join(thread, NULL);\n",
                                '        puts("x");\n        pthread_join(thread, NULL);\n'
                                "        return -2;\n"),
    "early return on a line": (f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n"
                               "    if (x) return -2;\n    pthread_join(thread, NULL);\n",
                               "    if (x) {\n        pthread_join(thread, NULL);\n"
                               "        return -2;\n    }\n"),
}

# A project's own wrappers and macros.
WRAPPERS = """static void stop_worker(pthread_t *thread)
{
    pthread_join(*thread, NULL);
}

static int start_worker(pthread_t *thread)
{
    return pthread_create(thread, NULL, work, NULL);
}

"""
MACROS = """#define CHECK(call) do { if ((call) != 0) abort(); } while (0)
#define FAILED(call) ((call) != 0)
#define SAY(call) do { if (call) puts("no"); } while (0)
"""
EARLY = "    if (x)\n        return -2;\n"
WRAPPED = {
    "join wrapper": (WRAPPERS.split("static int")[0],
                     f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n{EARLY}"
                     "    stop_worker(&thread);\n",
                     "    if (x) {\n        stop_worker(&thread);\n        return -2;\n    }\n"),
    "both wrappers": (WRAPPERS,
                      "pthread_t thread;\n    if (start_worker(&thread) != 0)\n        return -1;\n"
                      f"{EARLY}    stop_worker(&thread);\n",
                      "    if (x) {\n        stop_worker(&thread);\n        return -2;\n    }\n"),
    "start wrapper": ("static int start" + WRAPPERS.split("static int start")[1],
                      "pthread_t thread;\n    if (start_worker(&thread) != 0)\n        return -1;\n",
                      "    int error = pthread_create(thread, NULL, work, NULL);\n"
                      "    if (error == 0)\n        pthread_detach(*thread);\n    return error;\n"),
    "macro that ends": (MACROS, f"pthread_t thread;\n    CHECK({SPAWN});\n",
                        f"    CHECK({SPAWN});\n    pthread_detach(thread);\n"),
    "macro that tests": (MACROS, f"pthread_t thread;\n    if (FAILED({SPAWN}))\n        return -1;\n",
                         "        return -1;\n    pthread_detach(thread);\n"),
    "assigned in the condition": (
        "", f"pthread_t thread;\n    int rc;\n    if ((rc = {SPAWN}) != 0) {{\n        puts(\"no\");\n"
        "        return rc;\n    }\n", "    }\n    pthread_detach(thread);\n"),
    "join in a macro": (MACROS, f"pthread_t thread;\n    CHECK({SPAWN});\n{EARLY}"
                        "    CHECK(pthread_join(thread, NULL));\n",
                        "    if (x) {\n        CHECK(pthread_join(thread, NULL));\n"
                        "        return -2;\n    }\n"),
    "join in a macro that goes on": (
        MACROS, f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n{EARLY}"
        "    SAY(pthread_join(thread, NULL));\n",
        "    if (x) {\n        SAY(pthread_join(thread, NULL));\n        return -2;\n    }\n"),
}

# Calls that wait without a bound, and what comes before them.
CURL = """typedef void CURL;
typedef enum { CURLE_OK, CURLE_LAST = 99 } CURLcode;
typedef enum { CURLOPT_URL = 10002, CURLOPT_TIMEOUT = 13 } CURLoption;
CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *curl);
void curl_easy_cleanup(CURL *curl);
"""

WAITING = {
    "assigned": ("CURLcode rc = curl_easy_perform(curl);\n    curl_easy_cleanup(curl);\n"
                 "    return rc == CURLE_OK ? x : 0;",
                 "    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);\n    CURLcode rc"),
    "tested in a macro": (
        "#define GOOD(call) ((call) == CURLE_OK)\n    (void)url;\n"
        "    if (!GOOD(curl_easy_perform(curl)))\n"
        "        x = 1;\n    curl_easy_cleanup(curl);\n    return x;",
        "    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);\n    if (!GOOD(curl_easy_perform"),
    "tested": ("if (curl_easy_perform(curl) != CURLE_OK)\n        x = 1;\n"
               "    curl_easy_cleanup(curl);\n    return x;",
               "    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);\n    if (curl_easy_perform"),
}

# Leaks for which no edit is known to be safe.
LEFT = {
    "join may wait": (
        "static int stop;\nstatic void *loop(void *data)\n{\n    while (!stop)\n        puts(\"x\");\n"
        "    return data;\n}\n",
        "pthread_t thread;\n    if (pthread_create(&thread, NULL, loop, NULL) != 0)\n"
        "        return -1;\n    if (x)\n        return -2;\n    stop = 1;\n"
        "    pthread_join(thread, NULL);\n"),
    "not started on all ways": (
        "", f"pthread_t thread;\n    int failed = {SPAWN};\n    if (x)\n        return failed;\n"
        "    if (!failed)\n        pthread_join(thread, NULL);\n"),
    "macro": (f"#define START(thread) pthread_create(&(thread), NULL, work, NULL)\n",
              "pthread_t thread;\n    if (START(thread) != 0)\n        return -1;\n"),
    "macro that goes on": (MACROS, f"pthread_t thread;\n    SAY({SPAWN});\n"),
    "macro that tests for success": (
        "#define STARTED(call) ((call) == 0)\n",
        f"pthread_t thread;\n    if (STARTED({SPAWN}))\n        return 1;\n    puts(\"no\");\n"),
    "macro behind a condition": (
        MACROS, f"pthread_t thread;\n    if (x)\n        CHECK({SPAWN});\n"),
    "tested with something else": (
        MACROS, f"pthread_t thread;\n    if (x && FAILED({SPAWN}))\n        return -1;\n"),
    "join in a macro that leaves": (
        "#define TRY(call) do { if (call) goto fail; } while (0)\n",
        f"pthread_t thread;\n    if ({SPAWN} != 0)\n        return -1;\n{EARLY}"
        "    TRY(pthread_join(thread, NULL));\n    return 0;\nfail:\n    puts(\"fail\");\n"),
    "two spawns in a macro": (
        "#define BOTH(a, b) do { if ((a) || (b)) abort(); } while (0)\n",
        f"pthread_t thread, other;\n    BOTH({SPAWN}, {SPAWN.replace('&thread', '&other')});\n"),
    "in an expression": ("", f"pthread_t thread;\n    if (x && {SPAWN} != 0)\n        return -1;\n"),
    "body of a loop": ("", f"pthread_t thread;\n    for (int i = 0; i < 3; i++)\n        {SPAWN};\n"),
}


def source(body: str, before: str = "") -> str:
    return f"{BEGIN}{before}int serve(int x)\n{{\n    {body}    return x;\n}}\n"


class Fixes(harness.Case):
    def compile(self, file: pathlib.Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler:
            subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-Wno-unused-result",
                            "-fsyntax-only", str(file)], check=True)

    def test_mended(self) -> None:
        for name, (body, piece) in MENDED.items():
            with self.subTest(name):
                self.make({"a.c": source(body)})
                self.assertTrue(self.check_json()["findings"])
                run = self.check("--fix")
                self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
                self.assertIn("mended", run.stderr)
                self.assertIn(piece, (self.folder / "a.c").read_text())
                self.compile(self.folder / "a.c")
                self.assertFalse([f for f in self.check_json()["findings"]
                                  if f["state"] != "fixed"])

    def test_wrapped(self) -> None:
        for name, (before, body, piece) in WRAPPED.items():
            with self.subTest(name):
                self.make({"a.c": source(body, before)})
                self.assertTrue(self.check_json()["findings"])
                run = self.check("--fix")
                self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
                self.assertIn(piece, (self.folder / "a.c").read_text())
                self.compile(self.folder / "a.c")
                self.assertFalse([f for f in self.check_json()["findings"]
                                  if f["state"] != "fixed"])

    def test_left(self) -> None:
        for name, (before, body) in LEFT.items():
            with self.subTest(name):
                text = source(body, before)
                self.make({"a.c": text})
                self.assertTrue(self.check_json()["findings"], text)
                run = self.check("--fix")
                self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
                self.assertEqual((self.folder / "a.c").read_text(), text)

    def test_time_outs(self) -> None:
        for name, (body, piece) in WAITING.items():
            with self.subTest(name):
                self.write("curl.h", CURL)
                self.make({"a.c": '#include "curl.h"\nint fetch(int x, const char *url)\n{\n'
                                  "    CURL *curl = curl_easy_init();\n    if (!curl)\n"
                                  "        return 0;\n"
                                  "    curl_easy_setopt(curl, CURLOPT_URL, url);\n"
                                  f"    {body}\n}}\n"})
                self.assertIn("client-no-timeout", self.check("--confidence", "low").stdout)
                run = self.check("--confidence", "low", "--fix")
                self.assertNotIn("client-no-timeout", run.stdout)
                self.assertIn(piece, (self.folder / "a.c").read_text())
                self.compile(self.folder / "a.c")

    def test_closed_by_a_wrapper(self) -> None:
        self.write("curl.h", CURL)
        self.make({"a.c": '#include "curl.h"\n'
                          "static void http_close(CURL *curl)\n{\n    if (curl)\n"
                          "        curl_easy_cleanup(curl);\n}\n\n"
                          "int fetch(int x, const char *url)\n{\n"
                          "    CURL *curl = curl_easy_init();\n    if (!curl)\n        return -1;\n"
                          "    if (x)\n        return -2;\n"
                          "    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 9L);\n"
                          "    curl_easy_setopt(curl, CURLOPT_URL, url);\n"
                          "    http_close(curl);\n    return 0;\n}\n"})
        self.assertIn("client-leaked", self.check().stdout)
        self.assertNotIn("client-leaked", self.check("--fix").stdout)
        self.assertIn("    if (x) {\n        http_close(curl);\n        return -2;\n    }\n",
                      (self.folder / "a.c").read_text())
        self.compile(self.folder / "a.c")

    def test_closed_on_the_early_return(self) -> None:
        self.write("curl.h", CURL)
        self.make({"a.c": '#include "curl.h"\n'
                          "int fetch(int x, const char *url)\n{\n"
                          "    CURL *curl = curl_easy_init();\n    if (!curl)\n        return -1;\n"
                          "    if (x)\n        return -2;\n"
                          "    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 9L);\n"
                          "    curl_easy_setopt(curl, CURLOPT_URL, url);\n"
                          "    curl_easy_cleanup(curl);\n    return 0;\n}\n"})
        self.assertIn("client-leaked", self.check().stdout)
        self.assertNotIn("client-leaked", self.check("--fix").stdout)
        self.assertIn("    if (x) {\n        curl_easy_cleanup(curl);\n        return -2;\n    }\n",
                      (self.folder / "a.c").read_text())
        self.compile(self.folder / "a.c")

    def test_wakes_all(self) -> None:
        self.make({"a.c": WAITERS})
        self.assertIn("only one is woken", self.check().stdout)
        self.check("--fix")
        self.assertIn("pthread_cond_broadcast(&crew.more);", (self.folder / "a.c").read_text())
        self.compile(self.folder / "a.c")
        self.assertNotIn("only one is woken", self.check().stdout)

    def test_shown_first(self) -> None:
        text = "".join(source(body).replace(BEGIN, "").replace("serve", f"serve_{i}") + "\n"
                       for i, (body, _) in enumerate(MENDED.values()))
        self.make({"a.c": BEGIN + text, "sub/b.c": source(MENDED["status"][0]).replace("serve", "b")})
        run = self.check("--fix", "--diff")
        self.assertEqual(run.returncode, 1)
        self.assertEqual((self.folder / "a.c").read_text(), BEGIN + text)
        self.write("fix.diff", run.stdout)
        if not shutil.which("patch"):
            self.skipTest("patch is not installed")
        patched = subprocess.run(["patch", "-p1", "-i", "fix.diff"], cwd=self.folder, check=True,
                                 stdout=subprocess.PIPE, text=True)
        self.assertNotIn("fuzz", patched.stdout)
        self.compile(self.folder / "a.c")
        by_patch = (self.folder / "a.c").read_text()
        self.write("a.c", BEGIN + text)
        self.check("--fix", "--diff")
        self.check("--fix")
        self.assertEqual((self.folder / "a.c").read_text(), by_patch)

    def test_crlf_and_mode(self) -> None:
        self.make({"a.c": source(MENDED["early return"][0]).replace("\n", "\r\n")})
        (self.folder / "a.c").chmod(0o640)
        self.assertEqual(self.check("--fix").returncode, 0)
        text = (self.folder / "a.c").read_bytes()
        self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
        self.assertEqual((self.folder / "a.c").stat().st_mode & 0o777, 0o640)

    def test_suppressed_is_left(self) -> None:
        text = source(MENDED["unchecked"][0]).replace(
            "    pthread_create", "    /* stranded:ignore(thread-not-joined): for the test */\n"
            "    pthread_create")
        self.make({"a.c": text})
        self.assertEqual(self.check("--fix").returncode, 0)
        self.assertEqual((self.folder / "a.c").read_text(), text)

    def test_diff_alone(self) -> None:
        self.make({"a.c": harness.clean("a")})
        run = self.check("--diff")
        self.assertEqual(run.returncode, 2)
        self.assertIn("--fix", run.stderr)

    def test_in_the_editor(self) -> None:
        self.make({"a.c": source(MENDED["early return"][0])})
        client = lsp_client.Client([harness.program(), "lsp"], self.folder)
        self.addCleanup(client.kill)
        uri = client.open("a.c")
        found = client.wait_diagnostics("a.c")
        client.change("a.c", lsp_client.edit(0, 0, 0, 0, "/* \U0001f9f5 */ /* unsaved */\n"))
        found = client.wait_diagnostics("a.c")
        actions: typing.List[lsp_client.Message] = client.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": found[0]["range"],
            "context": {"diagnostics": found}})
        mend = next(a for a in actions if a.get("isPreferred"))
        edits = mend["edit"]["documentChanges"][0]["edits"]
        client.change("a.c", *({"range": e["range"], "text": e["newText"]}
                               for e in reversed(edits)))
        self.assertEqual(client.wait_diagnostics("a.c"), [])
        self.assertEqual(client.end(), 0)


if __name__ == "__main__":
    unittest.TestCase.maxDiff = None
    harness.main()
