"""A finding keeps its identity through edits, and its state says what has become of it."""
import contextlib
import json
import shutil
import sqlite3
import subprocess

import harness

HEAD = "#include <pthread.h>\nstatic void *work(void *p) { return p; }\n"
SPAWN = "    pthread_create(&t, NULL, work, NULL);\n"
JOIN = "    pthread_join(t, NULL);\n"


def function(name, *body):
    return f"void {name}(void)\n{{\n    pthread_t t;\n" + "".join(body) + "}\n"


class States(harness.Case):
    def states(self, *arguments, **options):
        """State and line of each finding."""
        report = self.check_json(*arguments, **options)
        return [(f["state"], f["line"]) for f in report["findings"]]

    def start(self, text, name="a.c"):
        self.make({name: text})
        return self.states()

    # ---- one finding through edits ----

    def test_edits_around_it(self):
        text = HEAD + function("serve", SPAWN)
        self.assertEqual(self.start(text), [("new", 6)])
        for edit in (
                "/* one */\n\n" + text,  # above it
                text.replace("void serve", "int other(int x) { return x * 2; }\nvoid serve"),
                text.replace(SPAWN, "\tpthread_create(&t,NULL,\n\t\twork , NULL) ;\n"),
                text.replace("    pthread_t t;\n", "    pthread_t t; /* x */\n    int x = 1;\n    (void)x;\n"),
                text + function("more", SPAWN, JOIN)):
            with self.subTest(edit=edit):
                self.write("a.c", edit)
                self.assertEqual([state for state, _ in self.states()], ["open"])
                self.write("a.c", text)
                self.assertEqual(self.states(), [("open", 6)])

    def test_another_style(self):
        formatter = shutil.which("clang-format-19") or shutil.which("clang-format")
        if not formatter:
            self.skipTest("clang-format is not installed")
        text = (HEAD + "struct worker { pthread_t tid; int id; };\n"
                "int start(struct worker *w, const char *name);\n"
                "int start(struct worker *w, const char *name)\n{\n"
                "    if (w->id > 3 && name != NULL) {\n"
                "        if (pthread_create(&w->tid, NULL, work, (void *) w) != 0)\n"
                "            return -1;\n    }\n    return 0;\n}\n"
                "int serve(void) { struct worker w = {0}; return start(&w, \"a name\"); }\n"
                + function("more", SPAWN))
        self.start(text)
        before = self.check_json()["findings"]
        self.assertGreaterEqual(len(before), 2)
        for style in ("LLVM", "Google", "Chromium", "Mozilla", "WebKit", "Microsoft", "GNU"):
            with self.subTest(style=style):
                self.write("a.c", text)
                subprocess.run([formatter, "-i", f"--style={style}", "a.c"], cwd=self.folder,
                               check=True, timeout=60)
                after = self.check_json()["findings"]
                self.assertEqual(sorted(f["fingerprint"] for f in after),
                                 sorted(f["fingerprint"] for f in before))
                self.assertNotIn("new", [f["state"] for f in after])

    def test_reasons_of_another_style(self):
        """A comment and the statement that it is about may both take more lines than before."""
        call = "pthread_create(&t, NULL, work, NULL)"
        ignore = "stranded:ignore(thread-not-joined): it runs on"
        head = "#include <pthread.h>\nvoid *work(void *p) { return p; }\n"
        for name, body in {
                "one line": f"/* {ignore} */\n{call};",
                "a long reason": f"/* {ignore}\n * until the process\n * ends\n */\n{call};",
                "line comments": f"// {ignore}\n// until the process ends\n{call};",
                "a long statement": f"/* {ignore} */\nint rc =\n    {call};",
                "a condition": f"/* {ignore} */\nif (x &&\n    {call})\n    return;",
                "behind its last line": "pthread_create(&t, NULL, work,\n"
                                        f"    NULL); // {ignore}"}.items():
            with self.subTest(name):
                self.make({"a.c": f"{head}void f(int x)\n{{\npthread_t t;\n{body}\n}}\n"})
                run = self.check("--format", "sarif")
                self.assertEqual(run.stderr, "")
                results = json.loads(run.stdout)["runs"][0]["results"]
                self.assertEqual([r["suppressions"][0]["kind"] for r in results], ["inSource"])
        for name, body in {
                "an empty line between": f"/* {ignore} */\n\n{call};",
                "another statement": f"/* {ignore} */\nx++;\n{call};",
                "a body": f"/* {ignore} */\nif (x) {{\n    {call};\n}}"}.items():
            with self.subTest(name):
                self.make({"a.c": f"{head}void f(int x)\n{{\npthread_t t;\n{body}\n}}\n"})
                run = self.check()
                self.assertIn("silences nothing", run.stderr)
                self.assertEqual(run.returncode, 1)

    def test_renamed_file(self):
        self.start(HEAD + function("serve", SPAWN))
        (self.folder / "a.c").rename(self.folder / "b.c")
        self.write_database([self.entry("b.c")])
        self.assertEqual(self.states(), [("open", 6)])

    def test_moved_function(self):
        self.make({"a.c": HEAD + function("serve", SPAWN), "b.c": HEAD + function("other", SPAWN, JOIN)})
        self.assertEqual(self.states(), [("new", 6)])
        self.write("a.c", HEAD)
        self.write("b.c", HEAD + function("other", SPAWN, JOIN) + function("serve", SPAWN))
        self.assertEqual(self.states(), [("open", 12)])

    def test_moved_static_twins(self):
        """Two functions of one name in two files, one of which is renamed."""
        twin = HEAD + function("serve", SPAWN).replace("void serve", "static void serve")
        self.make({"a.c": twin + "void a(void) { serve(); }\n",
                   "b.c": twin + "void b(void) { serve(); }\n"})
        self.assertEqual([s for s, _ in self.states()], ["new", "new"])
        (self.folder / "b.c").rename(self.folder / "c.c")
        self.write_database([self.entry("a.c"), self.entry("c.c")])
        self.assertEqual([s for s, _ in self.states()], ["open", "open"])

    # ---- equals ----

    def check_twins(self, before, after, kept):
        """Of equals that stand in the lines `before`, those in the lines `kept` stay, as `after`."""
        def told(text):
            marks = [number for number, line in enumerate(text.splitlines(), 1) if "/*" in line]
            names = [line.split("/*")[1].split("*/")[0] for line in text.splitlines() if "/*" in line]
            return dict(zip(marks, names))

        self.start(before)
        first = {told(before)[f["line"]]: f for f in self.check_json()["findings"]}
        self.assertEqual(len(first), before.count("/*"))
        self.suppress_all_with_own_name(first)
        self.write("a.c", after)
        second = {told(after)[f["line"]]: f for f in self.check_json()["findings"]}
        self.assertEqual(sorted(second), sorted(kept))
        for name, finding in second.items():
            self.assertEqual(finding["state"], "suppressed")
            self.assertEqual(self.reason_of(finding["fingerprint"]), name)

    def suppress_all_with_own_name(self, findings):
        for name, finding in findings.items():
            run = self.run_program("suppress", finding["fingerprint"], "--reason", name)
            self.assertEqual(run.returncode, 0, run.stderr)

    def reason_of(self, fingerprint):
        with contextlib.closing(sqlite3.connect(self.folder / ".stranded/stranded.db")) as store:
            return store.execute("SELECT reason FROM finding WHERE fingerprint = ?",
                                 (fingerprint,)).fetchone()[0]

    def spawn(self, name):
        return SPAWN.replace("\n", f" /*{name}*/\n")

    def test_mended_twin(self):
        """The first of equals is mended by a join behind it; the others stay what they are."""
        a, b, c = self.spawn("a"), self.spawn("b"), self.spawn("c")
        extra = "    work(NULL);\n" * 4
        for before, after, kept in (
                ((a, b), (a.replace(" /*a*/", ""), JOIN, b), "b"),
                ((a, b), (a, b.replace(" /*b*/", ""), JOIN), "a"),
                ((a, b, c), (a.replace(" /*a*/", ""), JOIN, b, c), "bc"),
                ((a, b, c), (a, b.replace(" /*b*/", ""), JOIN, c), "ac"),
                ((a, extra, b, c), (extra, b, c), "bc"),
                ((a, extra, b, extra, c), (a, extra, extra, c), "ac"),
                ((a, extra, b, extra, c), (extra, b, extra, c), "bc"),
                ((a, extra, b), (extra, b), "b"),
                ((a, extra, b), (a, extra), "a")):
            for above in ("", "int x;\n" * 7):
                with self.subTest(before=before, after=after, above=above):
                    self.setUp()
                    self.check_twins(HEAD + function("serve", *before),
                                     above + HEAD + function("serve", *after), kept)

    def test_mended_twin_is_fixed(self):
        self.start(HEAD + function("serve", SPAWN, SPAWN))
        self.write("a.c", HEAD + function("serve", SPAWN, JOIN, SPAWN))
        self.assertEqual(self.states(), [("open", 8)])
        self.write("a.c", HEAD + function("serve", SPAWN, SPAWN))
        self.assertEqual(self.states(), [("reopened", 6), ("open", 7)])

    # ---- over runs ----

    def test_fixed_and_reopened(self):
        leak, clean = HEAD + function("serve", SPAWN), HEAD + function("serve", SPAWN, JOIN)
        self.assertEqual(self.start(leak), [("new", 6)])
        self.write("a.c", clean)
        self.assertEqual(self.states(), [])
        self.write("a.c", leak)
        self.assertEqual(self.states(), [("reopened", 6)])
        self.write("a.c", leak + "int x;\n")
        self.assertEqual(self.states(), [("open", 6)])

    # ---- parts of the program ----

    def test_named_files(self):
        self.make({"a.c": HEAD + function("a", SPAWN), "b.c": HEAD + function("b", SPAWN)})
        self.check_json()
        self.write("a.c", HEAD + function("a", SPAWN) + "int x;\n")
        self.assertEqual(self.states("b.c"), [("open", 6)])
        self.assertEqual(self.states(), [("open", 6), ("open", 6)])

    def test_some_checks(self):
        self.start(HEAD + function("a", SPAWN))
        self.assertEqual(self.states("--checks", "queue-full"), [])
        self.assertEqual(self.states(), [("open", 6)])

    def test_failed_unit_hides_what_lies_elsewhere(self):
        """The body stands in a file that does not parse for a while: nothing is known of its thread."""
        spawn = ("#include <pthread.h>\nextern void *body(void *p);\n"
                 + function("serve", SPAWN.replace("work", "body")))
        body = "void *body(void *p) { return p; }\n"
        self.make({"a.c": spawn, "b.c": body})
        self.assertEqual(self.states(), [("new", 6)])
        for broken in (b"\0\0", "void *body(void *p) { return q->; }\n"):
            with self.subTest(broken=broken):
                self.write("b.c", broken)
                self.check_json()
                self.write("b.c", body)
                self.assertEqual(self.states(), [("open", 6)])

    def test_failed_unit_hides_nothing_for_ever(self):
        self.make({"a.c": HEAD + function("a", SPAWN), "b.c": "\0"})
        self.assertEqual(self.states(), [("new", 6)])
        self.write("a.c", HEAD + function("a", SPAWN, JOIN))
        self.assertEqual(self.states(), [])
        self.write("a.c", HEAD + function("a", SPAWN))
        self.assertEqual(self.states(), [("reopened", 6)])

    def test_source_that_is_not_there_for_a_while(self):
        spawn = ("#include <pthread.h>\nextern void *body(void *p);\n"
                 + function("serve", SPAWN.replace("work", "body")))
        self.make({"a.c": spawn, "b.c": "void *body(void *p) { return p; }\n"})
        self.assertEqual(self.states(), [("new", 6)])
        (self.folder / "b.c").rename(self.folder / "b.gone")
        self.check_json()
        (self.folder / "b.gone").rename(self.folder / "b.c")
        self.assertEqual(self.states(), [("open", 6)])


if __name__ == "__main__":
    harness.main()
