#!/usr/bin/env python3
"""Tests check_history.py on a repository made here, with a program that only looks for a word."""
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import check_history

# Reports thread-not-joined for every .c file that says LEAK, thread-unbounded for MANY,
# recv-no-sender for STUCK.
PROGRAM = """#!/usr/bin/env python3
import json, pathlib, sys
tree = pathlib.Path(sys.argv[sys.argv.index("--sources" if "--sources" in sys.argv else "-p") + 1])
findings = [{"check": check, "file": str(source.relative_to(tree)), "line": 1, "function": "start",
             "message": "", "severity": "high"}
            for source in sorted(tree.rglob("*.c"))
            for word, check in (("LEAK", "thread-not-joined"), ("MANY", "thread-unbounded"),
                                ("STUCK", "recv-no-sender"))
            if word in source.read_text()]
print(json.dumps({"findings": findings}))
"""
COLUMNS = ("id", "project", "fix", "parent", "paths", "check", "file", "function", "defines",
           "family", "why")


class CheckHistory(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = self.folder / "program"
        self.program.write_text(PROGRAM)
        self.program.chmod(0o755)
        self.clone = self.folder / "clones" / "owner" / "name"
        (self.clone / "src").mkdir(parents=True)
        self.git("init", "--quiet")
        for name, known in list(check_history.SETS.items()):
            self.addCleanup(check_history.SETS.__setitem__, name, known)
            check_history.SETS[name] = dataclasses.replace(
                known, fixes=self.folder / known.fixes.name,
                results=self.folder / known.results.name)
        self.fixes = self.folder / "fixes.tsv"
        self.results = self.folder / "results.tsv"

    def git(self, *arguments):
        environment = dict(os.environ, GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.org",
                           GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.org")
        return subprocess.run(["git", "-C", str(self.clone), *arguments], check=True,
                              env=environment, stdout=subprocess.PIPE).stdout.decode().strip()

    def commit(self, text):
        (self.clone / "src" / "a.c").write_text(text)
        (self.clone / "src" / "b.c").write_text("LEAK: elsewhere\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")

    def write_case(self, parent, fix, check="thread-not-joined"):
        row = ("case", "owner/name", fix, parent, "src", check, "src/a.c", "start", "", "wrapper",
               "why")
        self.fixes.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n")

    def run_main(self, *arguments):
        sys.argv = ["check_history.py", "--stranded", str(self.program), "--clones",
                    str(self.folder / "clones"), *arguments]
        with open(os.devnull, "w") as nowhere:
            stdout, sys.stdout = sys.stdout, nowhere
            try:
                check_history.main()
            except SystemExit as stop:
                return stop.code
            finally:
                sys.stdout = stdout
        return 0

    def recorded(self):
        row = check_history.read_table(self.results)[0]
        return (row["parent"], row["fix"], row["elsewhere_parent"], row["elsewhere_fix"])

    def test_found_and_mended(self):
        self.write_case(self.commit("LEAK\n"), self.commit("ok\n"))
        self.assertEqual(self.run_main("--record"), 0)
        self.assertEqual(self.recorded(), ("flagged", "silent", "1", "1"))

    def test_other_check_is_not_silent(self):
        self.write_case(self.commit("MANY\n"), self.commit("MANY again\n"))
        self.assertEqual(self.run_main("--record"), 0)
        self.assertEqual(self.recorded(), ("other-check", "other-check", "1", "1"))

    def test_compare_tells_what_got_worse(self):
        leak, good, again = self.commit("LEAK\n"), self.commit("ok\n"), self.commit("LEAK\n")
        self.write_case(leak, good)
        self.run_main("--record")
        self.assertEqual(self.run_main("--compare"), 0)
        self.write_case(good, again)
        self.assertEqual(self.run_main("--compare"), 1)

    def test_sets_do_not_mix(self):
        leak, good = self.commit("LEAK\n"), self.commit("ok\n")
        self.write_case(leak, good)
        self.fixes.rename(self.folder / "held_out.tsv")
        self.results = self.folder / "held_out_results.tsv"
        self.assertEqual(self.run_main("--set", "held_out", "--record"), 0)
        self.assertEqual(self.recorded(), ("flagged", "silent", "1", "1"))
        self.assertFalse((self.folder / "results.tsv").exists())
        self.assertEqual(self.run_main("--set", "held_out", "--table"), 0)
        self.assertEqual(self.run_main("--set", "held_out", "--compare", "--case", "case"), 0)
        self.write_case(good, good)
        self.assertNotEqual(self.run_main("--case", "other"), 0)
        self.assertNotEqual(self.run_main("--set", "another"), 0)

    def test_only_the_checks_of_the_set_count(self):
        stuck, ended = self.commit("LEAK STUCK\n"), self.commit("LEAK\n")
        self.write_case(stuck, ended, "recv-no-sender")
        self.fixes.rename(self.folder / "channels.tsv")
        self.results = self.folder / "channels_results.tsv"
        self.assertEqual(self.run_main("--set", "channels", "--record"), 0)
        self.assertEqual(self.recorded(), ("flagged", "silent", "2", "2"))
        self.assertEqual(self.run_main("--set", "channels", "--table"), 0)

    def test_macros_make_a_database(self):
        self.write_case(self.commit("LEAK\n"), self.commit("ok\n"))
        text = self.fixes.read_text()
        self.fixes.write_text(text.replace("start\t\t", "start\tONE TWO=2\t"))
        keep = self.folder / "keep"
        self.assertEqual(self.run_main("--keep", str(keep)), 0)
        units = json.loads((keep / "case" / "fix" / "compile_commands.json").read_text())
        self.assertEqual(len(units), 2)
        self.assertIn("-DTWO=2", units[0]["arguments"])

    def test_what_cannot_run(self):
        leak, good = self.commit("LEAK\n"), self.commit("ok\n")
        self.write_case(good, good)
        self.assertEqual(self.run_main(), 2)
        self.write_case(leak, good)
        self.run_main("--record")
        self.program.write_text("#!/bin/sh\nexit 2\n")
        self.assertEqual(self.run_main(), 2)
        self.assertEqual(self.run_main("--compare"), 1)


class Tables(unittest.TestCase):
    def test_cases_are_complete(self):
        for case_set in check_history.SETS.values():
            cases = check_history.read_table(case_set.fixes)
            names = [case["id"] for case in cases]
            self.assertEqual(len(names), len(set(names)))
            for case in cases:
                with self.subTest(case["id"]):
                    self.assertEqual(tuple(case), COLUMNS)
                    self.assertNotIn(None, case.values())
                    self.assertRegex(case["fix"] + case["parent"], "^[0-9a-f]{80}$")
                    self.assertIn(case["check"], case_set.checks)
                    self.assertEqual(len(case["file"].split()), len(case["function"].split()))

    def test_at_most_two_cases_a_project(self):
        for case_set in check_history.SETS.values():
            projects = [case["project"] for case in check_history.read_table(case_set.fixes)]
            self.assertLessEqual(max(projects.count(project) for project in projects), 2)


if __name__ == "__main__":
    unittest.main()
