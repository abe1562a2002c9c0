"""The commands and options as users type them."""
import json
import os

import harness


class ExitCodes(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({"a.c": harness.leak("a")})

    def test_findings(self):
        self.assertEqual(self.check().returncode, 1)

    def test_never(self):
        self.assertEqual(self.check("--fail-on", "never").returncode, 0)

    def test_short_options(self):
        for arguments in (["-j1", "-p."], ["-j", "1", "-p", "."], ["-p", "compile_commands.json"]):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.check(*arguments).returncode, 1)
        self.assertEqual(self.check("-oreport.txt").stdout, "")
        self.assert_fails(self.check("--", "-p."), 2, "-p.")

    def test_clean(self):
        self.make({"a.c": harness.clean("a")})
        self.assertEqual(self.check("--fail-on", "low").returncode, 0)

    def test_usage(self):
        for arguments in (["--format", "xml"], ["--fail-on", "often"], ["--confidence", "some"],
                          ["--checks", "no-such-check"], ["-j", "-1"], ["-j", "many"],
                          ["--no-such-option"], ["--since", "HEAD"], ["--staged"],
                          ["-p", ".", "--sources", "."]):
            with self.subTest(arguments=arguments):
                self.assert_fails(self.check(*arguments), 2)
        self.assert_fails(self.run_program(), 2)
        self.assert_fails(self.run_program("chekc"), 2, "chekc")
        self.assert_fails(self.run_program("hook", "paint"), 2, "install, remove or run")
        self.assert_fails(self.run_program("explain"), 2)
        self.assert_fails(self.run_program("explain", "no-such-check"), 2, "no-such-check")

    def test_output_can_not_be_written(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.assert_fails(self.check("-o", "/dev/full"), 2, "/dev/full", "No space left")
        self.assert_fails(self.check("-o", "no/such/folder"), 2, "no/such/folder")


class Reports(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({"a.c": harness.leak("a"), "b/b.c": harness.leak("b")})

    def test_output_file(self):
        run = self.check("-o", "report.txt")
        self.assertEqual((run.stdout, run.stderr, run.returncode), ("", "", 1))
        self.assertIn("[thread-not-joined]", (self.folder / "report.txt").read_text())

    def test_named_files_narrow_the_report(self):
        self.assertEqual([f["file"] for f in self.check_json()["findings"]], ["a.c", "b/b.c"])
        self.assertEqual([f["file"] for f in self.check_json("a.c")["findings"]], ["a.c"])
        self.assertEqual([f["file"] for f in self.check_json("b")["findings"]], ["b/b.c"])
        self.assertEqual(len(self.check_json(".")["findings"]), 2)
        inside = self.check_json("b.c", cwd=self.folder / "b")
        self.assertEqual([f["file"] for f in inside["findings"]], ["b/b.c"])
        self.assertEqual(len(self.check_json()["findings"]), 2)

    def test_narrowed_run_fixes_nothing(self):
        self.check_json("a.c")
        self.assertEqual({f["state"] for f in self.check_json()["findings"]}, {"new"})

    def test_report_repeats_the_last_run(self):
        self.assert_fails(self.run_program("report"), 2)
        checked = self.check()
        self.assertEqual(self.run_program("report").stdout, checked.stdout)
        self.assertEqual(self.run_program("report", "-p", ".").stdout, checked.stdout)
        again = self.run_program("report", "--format", "json", cwd=self.folder / "b")
        self.assertEqual(len(json.loads(again.stdout)["findings"]), 2)
        self.assertEqual(again.returncode, 0)

    def test_no_terminal_no_colour_no_progress(self):
        run = self.check()
        self.assertNotIn("\033", run.stdout)
        self.assertEqual(run.stderr, "")

    def test_sources_without_a_database(self):
        (self.folder / "compile_commands.json").unlink()
        report = self.check_json("--sources", ".")
        self.assertEqual([f["file"] for f in report["findings"]], ["a.c", "b/b.c"])


class Terminal(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({f"unit_{n}.c": harness.leak(f"leak_{n}") for n in range(8)})

    def test_progress_and_colour(self):
        output, progress = self.run_on_terminal("check", NO_COLOR="")
        self.assertIn("\033[", output)
        self.assertRegex(progress, r"\r\[\.*\] 0/8  unit_\d\.c")
        self.assertTrue(progress.endswith("\r\033[K"), "the bar is removed at the end")
        for line in progress.replace("\033[K", "").split("\r"):
            self.assertLess(len(line), 100)

    def test_no_colour(self):
        output, _ = self.run_on_terminal("check", NO_COLOR="1")
        self.assertNotIn("\033", output)
        self.assertIn("[thread-not-joined]", output)

    def test_nothing_to_do_nothing_to_show(self):
        self.check_json()
        _, progress = self.run_on_terminal("check")
        self.assertEqual(progress, "")

    def test_dumb_terminal(self):
        output, progress = self.run_on_terminal("check", TERM="dumb")
        self.assertNotIn("\033", output + progress)


class States(harness.Case):
    def states(self, *arguments):
        return [(f["function"], f["state"]) for f in self.check_json(*arguments)["findings"]]

    def test_life_of_a_finding(self):
        self.make({"a.c": harness.leak("a"), "b.c": harness.clean("b")})
        self.assertEqual(self.states(), [("a", "new")])
        self.write("b.c", harness.leak("b"))
        self.assertEqual(self.states(), [("a", "open"), ("b", "new")])
        self.assertEqual(self.states("--new"), [("b", "new")])
        self.write("a.c", harness.clean("a"))
        self.assertEqual(self.states(), [("b", "open")])
        self.write("a.c", harness.leak("a"))
        self.assertEqual(self.states(), [("a", "reopened"), ("b", "open")])
        self.assertEqual(self.states("--new"), [("a", "reopened")])

    def test_failed_unit_fixes_nothing(self):
        self.make({"a.c": harness.leak("a"), "b.c": harness.clean("b")})
        self.assertEqual(self.states(), [("a", "new")])
        self.write("a.c", b"\0" * 100)
        self.assertEqual(self.states(), [])
        self.write("a.c", harness.leak("a"))
        self.assertEqual(self.states(), [("a", "open")])

    def test_suppress(self):
        self.make({"a.c": harness.leak("a")})
        fingerprint = self.check_json()["findings"][0]["fingerprint"]
        self.assert_fails(self.run_program("suppress", fingerprint), 2, "--reason")
        self.assert_fails(self.run_program("suppress", fingerprint, "--reason", "  "), 2)
        self.assert_fails(self.run_program("suppress", "1:0000000000000000", "--reason", "x"), 2)
        run = self.run_program("suppress", fingerprint[:8], "--reason", "lives for ever")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.states(), [("a", "suppressed")])
        self.assertEqual(self.check().returncode, 0)
        self.write("b.c", harness.clean("b"))
        self.write_database([self.entry("a.c"), self.entry("b.c")])
        self.assertEqual(self.states(), [("a", "suppressed")])
        explained = self.run_program("explain", fingerprint)
        self.assertIn("lives for ever", explained.stdout)

    def test_comment(self):
        silent = harness.leak("a").replace(
            "    pthread_create",
            "    /* stranded:ignore(thread-not-joined): lives for ever */\n    pthread_create")
        self.make({"a.c": silent})
        self.assertEqual(self.states(), [("a", "suppressed")])
        self.assertEqual(self.check().returncode, 0)

    def test_comment_without_reason(self):
        loud = harness.leak("a").replace(
            "    pthread_create", "    /* stranded:ignore(thread-not-joined) */\n    pthread_create")
        self.make({"a.c": loud})
        for _ in ("cold", "warm"):
            run = self.check()
            self.assertEqual(run.returncode, 1)
            self.assertIn("a.c:6: ", run.stderr)


class Knowledge(harness.Case):
    def test_checks_and_explain(self):
        listed = self.run_program("checks")
        self.assertEqual(listed.returncode, 0)
        names = [line.split()[0] for line in listed.stdout.splitlines()]
        self.assertIn("thread-not-joined", names)
        self.assertEqual(names, sorted(names))
        for name in names:
            self.assertIn(name, self.run_program("explain", name).stdout)

    def test_models(self):
        listed = self.run_program("models").stdout
        for function in ("pthread_create", "thrd_create", "g_thread_new"):
            self.assertIn(f"    {function}\n", listed)

    def test_own_model(self):
        """A function that the analysis can't see starts a thread, says the model; another one ends
        it."""
        declarations = "void *go(void *(*f)(void *));\nvoid end(void *handle);\n"
        body = "static void *work(void *p) { return p; }\n"
        self.make({"a.c": declarations + body + "void bad(void) { go(work); }\n"
                                                "void good(void) { end(go(work)); }\n"})
        self.write("model.c", "#include <stranded/primitives.h>\n"
                              "void *go(void *f) { return model_spawn(f, 0, 0); }\n"
                              "void end(void *handle) { model_join(handle); }\n")
        self.assertEqual(self.check_json()["findings"], [])
        found = self.check_json("--models", "model.c")["findings"]
        self.assertEqual([f["function"] for f in found], ["bad"])
        again = self.check_json("--models", "model.c")
        self.assertEqual(again["findings"], found)
        self.assertEqual(again["run"]["units"], 1)

    def test_own_framework(self):
        """What a framework of the program's own calls, said by models: a function that is registered,
        one in a struct that is handed over, one in a struct that no call registers, a loop around a
        wait."""
        self.make({"a.c": """
            #include <pthread.h>
            struct ops { void (*on_start)(void); void (*on_read)(void *); };
            struct page { void (*render)(void); };
            void route(const char *path, void (*handler)(void *), void *data);
            void serve(const struct ops *ops);
            int next_job(void);
            static void *work(void *p) { return p; }
            static void routed(void *p) { pthread_t t; pthread_create(&t, NULL, work, p); }
            static void reads(void *p) { pthread_t t; pthread_create(&t, NULL, work, p); }
            static void starts(void) { pthread_t t; pthread_create(&t, NULL, work, NULL); }
            static void renders(void) { pthread_t t; pthread_create(&t, NULL, work, NULL); }
            static void jobs(void)
            {
                while (next_job() != 0) { pthread_t t; pthread_create(&t, NULL, work, NULL); }
            }
            static const struct ops ops = {starts, reads};
            const struct page page = {renders};
            int main(void)
            {
                route("/", routed, NULL);
                serve(&ops);
                jobs();
                return 0;
            }
            """})
        self.write("model.c", """
            #include <stranded/primitives.h>
            struct ops { void *on_start; void *on_read; };
            struct page { void *render; };
            void route(const char *path, void *handler, void *data)
            {
                model_on_request(handler, data);
            }
            void serve(const struct ops *ops)
            {
                model_calls_once(ops->on_start, 0);
                model_on_message(ops->on_read, 0);
            }
            static __attribute__((__unused__)) void pages(struct page *self)
            {
                model_on_timer(self->render, 0);
            }
            int next_job(void) { model_waits_for_request(); return (int)model_any(); }
            """)
        found = self.check_json("--models", "model.c", "--confidence", "low")["findings"]
        often = {f["function"]: f["multiplicity"] for f in found if f["check"] == "thread-not-joined"}
        self.assertEqual(often, {"routed": "per request in routed()", "reads": "per message in reads()",
                                 "starts": "once", "renders": "per timer in renders()",
                                 "jobs": "per request in jobs()"})

    def test_dump_ir(self):
        self.make({"a.c": "#ifdef X\nint f(int a) { return a; }\n#endif\nint g(void) { return 1; }\n"})
        self.write_database([self.entry("a.c", "-DX")])
        self.assertIn("function f(a: int)", self.run_program("dump-ir", "a.c").stdout)
        one = self.run_program("dump-ir", "a.c", "g").stdout
        self.assertIn("function g(", one)
        self.assertNotIn("function f(", one)
        self.assert_fails(self.run_program("dump-ir", "a.c", "h"), 2, "a.c", "'h'")
        self.assert_fails(self.run_program("dump-ir", "gone.c"), 2, "gone.c")

    def test_several_formats(self):
        self.make({"a.c": harness.leak("bad")})
        run = self.check("--format", "text", "--format", "sarif", "-o", "a.sarif",
                         "-o", "a.xml", "--format", "junit")
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("[thread-not-joined]", run.stdout)
        sarif = json.loads((self.folder / "a.sarif").read_text(encoding="utf-8"))
        self.assertEqual([r["ruleId"] for r in sarif["runs"][0]["results"]],
                         ["thread-not-joined"])
        self.assertIn("<testcase", (self.folder / "a.xml").read_text(encoding="utf-8"))
        again = self.run_program("report", "-o", "b.sarif", "--format", "sarif")
        self.assertEqual((again.returncode, again.stdout), (0, ""))
        self.assert_fails(self.check("--format", "text", "--format", "json"), 2, "-o")

    def test_sarif_tells_states(self):
        self.make({"a.c": harness.leak("bad"), "b.c": harness.leak("known")})

        def states():
            run = self.check("--format", "sarif", "--fail-on", "never")
            return {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]:
                    (r["baselineState"], [s["kind"] for s in r["suppressions"]])
                    for r in json.loads(run.stdout)["runs"][0]["results"]}

        self.assertEqual(states(), {"a.c": ("new", []), "b.c": ("new", [])})
        fingerprint = {f["file"]: f["fingerprint"] for f in self.check_json()["findings"]}["b.c"]
        self.run_program("suppress", fingerprint, "--reason", "known")
        self.write("a.c", "/* moved */\n" + harness.leak("bad"))
        self.assertEqual(states(), {"a.c": ("unchanged", []), "b.c": ("unchanged", ["external"])})
        self.write("a.c", harness.leak("bad").replace(
            "    pthread_create", "/* stranded:ignore(*): is known */\n    pthread_create"))
        self.assertEqual(states()["a.c"], ("unchanged", ["inSource"]))

    def test_version(self):
        run = self.run_program("--version")
        self.assertRegex(run.stdout, r"\Astranded \d+\.\d+\.\d+\n\Z")


if __name__ == "__main__":
    harness.main()
