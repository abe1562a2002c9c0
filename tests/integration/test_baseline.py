"""The baseline: accepted findings in a text file that merges, and that only grows when it is told to."""
import json
import shutil
import subprocess
import time

import harness

NAME = ".stranded-baseline"
HEAD = "#include <pthread.h>\nstatic void *work(void *p) { return p; }\n"
SPAWN = "    pthread_create(&t, NULL, work, NULL);\n"
JOIN = "    pthread_join(t, NULL);\n"
FIVE_THOUSAND = 5000


def function(name, *body):
    return f"void {name}(void)\n{{\n    pthread_t t;\n" + "".join(body) + "}\n"


class Baseline(harness.Case):
    def git(self, *arguments, code=0):
        run = subprocess.run(
            ["git", "-c", "user.name=Ann Other", "-c", "user.email=ann@example.org",
             "-c", "init.defaultBranch=main", *arguments],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(run.returncode, code, run.stdout)
        return run.stdout.strip()

    def baseline(self, *arguments):
        run = self.run_program("baseline", *arguments)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def lines(self):
        text = (self.folder / NAME).read_text()
        return [line for line in text.splitlines() if not line.startswith("#")]

    def states(self, *arguments, **options):
        return {f["file"] + ":" + str(f["line"]): f["state"]
                for f in self.check_json(*arguments, **options)["findings"]}

    def names(self):
        return {f["file"]: f["fingerprint"] for f in self.check_json()["findings"]}

    def three(self):
        self.make({f"{name}.c": harness.leak(name) for name in "abc"})
        return self.names()

    # ---- adding and removing ----

    def test_accept_one(self):
        names = self.three()
        said = self.baseline("add", names["b.c"], "--reason", "goes with the rewrite")
        self.assertIn("1 added, 1 in it", said)
        self.assertEqual(len(self.lines()), 1)
        self.assertTrue(self.lines()[0].startswith(f"{names['b.c']} thread-not-joined b.c b(): "
                                                   "goes with the rewrite ("), self.lines())
        self.assertEqual(self.states(), {"a.c:6": "open", "b.c:6": "suppressed", "c.c:6": "open"})
        self.assertEqual(self.check().returncode, 1)
        report = self.run_program("report", "--format", "sarif", "--no-suppressed").stdout
        self.assertEqual([r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                          for r in json.loads(report)["runs"][0]["results"]], ["a.c", "c.c"])
        self.baseline("add", names["a.c"][:10], names["c.c"].split(":")[1], "--reason", "so it is")
        self.assertEqual(self.check().returncode, 0)
        self.assertEqual(sorted(self.lines()), self.lines())
        text = (self.folder / NAME).read_bytes()
        self.assertIn("0 added", self.baseline("add", "--all", "--reason", "again"))
        self.assertEqual((self.folder / NAME).read_bytes(), text)

    def test_no_line_numbers(self):
        self.three()
        self.baseline("add", "--all", "--reason", "old")
        before = (self.folder / NAME).read_bytes()
        for name in "abc":
            self.write(f"{name}.c", "int x;\n\n\n" + harness.leak(name))
        self.assertEqual(set(self.states().values()), {"suppressed"})
        self.assertIn("0 removed, 3 in it", self.baseline("update"))
        self.assertEqual((self.folder / NAME).read_bytes(), before)

    def test_another_machine(self):
        """Without the store, in another folder: what was accepted is, and only that."""
        names = self.three()
        self.baseline("add", names["a.c"], "--reason", "old")
        (self.folder / ".stranded").rename(self.folder.parent / "gone")
        elsewhere = self.folder.parent / "elsewhere"
        shutil.copytree(self.folder, elsewhere)
        text = (elsewhere / "compile_commands.json").read_text()
        (elsewhere / "compile_commands.json").write_text(
            text.replace(str(self.folder), str(elsewhere)))
        self.assertEqual(self.states(cwd=elsewhere),
                         {"a.c:6": "suppressed", "b.c:6": "new", "c.c:6": "new"})

    def test_update_only_removes(self):
        self.three()
        self.baseline("add", "--all", "--reason", "old")
        self.write("b.c", harness.clean("b"))
        self.write("c.c", harness.leak("c") + harness.leak("more").split("\n", 2)[2])
        run = self.check("--format", "json")
        self.assertIn("1 accepted finding is gone: stranded baseline update", run.stderr)
        self.assertIn("1 accepted finding is gone", self.check().stderr)  # said again
        self.assertEqual(self.states(), {"a.c:6": "suppressed", "c.c:6": "suppressed",
                                         "c.c:11": "new"})
        self.assertIn("1 removed, 2 in it", self.baseline("update"))
        self.assertEqual([line.split()[2] for line in sorted(self.lines(), key=lambda l: l.split()[2])],
                         ["a.c", "c.c"])
        self.assertEqual(self.states()["c.c:11"], "open")
        self.assertEqual(self.check().stderr, "")

    def test_update_removes_nothing_that_may_be_hidden(self):
        self.three()
        self.baseline("add", "--all", "--reason", "old")
        before = (self.folder / NAME).read_bytes()
        self.write("b.c", b"\0")
        self.assertNotIn("gone", self.check().stderr)
        self.assert_fails(self.run_program("baseline", "update"), 2, "b.c", "may hide")
        self.assertEqual((self.folder / NAME).read_bytes(), before)
        self.assertNotIn("gone", self.check("--checks", "queue-full").stderr)

    def test_renamed_file(self):
        self.three()
        self.baseline("add", "--all", "--reason", "old")
        (self.folder / "b.c").rename(self.folder / "d.c")
        self.write_database([self.entry("a.c"), self.entry("c.c"), self.entry("d.c")])
        self.assertEqual(set(self.states().values()), {"suppressed"})
        self.assertIn("0 removed", self.baseline("update"))

    def test_equals(self):
        """One of two equals is accepted, and stays so when the other one is mended and takes its name."""
        self.make({"a.c": HEAD + function("serve", SPAWN, SPAWN)})
        second = self.check_json()["findings"][1]["fingerprint"]
        self.baseline("add", second, "--reason", "old")
        self.assertEqual(self.states(), {"a.c:6": "open", "a.c:7": "suppressed"})
        self.write("a.c", HEAD + function("serve", SPAWN, JOIN, SPAWN))
        self.assertEqual(self.states(), {"a.c:8": "suppressed"})
        self.assertEqual(self.states("--db", "fresh.db"), {"a.c:8": "suppressed"})
        self.assertIn("0 removed", self.baseline("update"))
        self.write("a.c", HEAD + function("serve", SPAWN, SPAWN))
        self.assertEqual(sorted(self.states("--db", "fresher.db").values()), ["new", "suppressed"])

    def test_gone_from_the_file(self):
        names = self.three()
        self.baseline("add", "--all", "--reason", "old")
        self.assertEqual(set(self.states().values()), {"suppressed"})
        (self.folder / NAME).unlink()
        self.assertEqual(set(self.states().values()), {"open"})
        del names

    def test_many(self):
        """A project that starts with 5,000 findings accepts them in one command, and sees its own."""
        per_file = 100
        sources = {}
        for number in range(FIVE_THOUSAND // per_file):
            sources[f"unit{number}.c"] = HEAD + "".join(
                function(f"serve_{number}_{i}", SPAWN) for i in range(per_file))
        self.make(sources)
        self.assertEqual(len(self.check_json()["findings"]), FIVE_THOUSAND)
        began = time.monotonic()
        self.assertIn(f"{FIVE_THOUSAND} added", self.baseline("add", "--all", "--reason", "old"))
        self.assertLess(time.monotonic() - began, 60)
        self.assertEqual(self.check().returncode, 0)
        self.write("unit7.c", sources["unit7.c"] + function("mine", SPAWN))
        run = self.check()
        self.assertEqual(run.returncode, 1)
        self.assertIn("1 finding ", run.stdout)
        self.assertIn(f"{FIVE_THOUSAND} suppressed", run.stdout)

    # ---- in git ----

    def in_git(self, sources):
        self.make(sources)
        self.write(".gitignore", ".stranded\ncompile_commands.json\n")
        self.git("init", "-q")
        self.git("config", "user.name", "Ann Other")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "start")

    def accept_on_branch(self, branch, start, *files):
        self.git("checkout", "-q", "-b", branch, start)
        names = self.names()
        self.baseline("add", *[names[file] for file in files], "--reason", f"on {branch}")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", branch)

    def test_merge_of_two_branches(self):
        """Whatever the two accept: from nothing, beside each other, the same, one removes."""
        sources = {f"{name}.c": harness.leak(name) for name in "abcdef"}
        self.in_git(sources)
        self.accept_on_branch("one", "main", "a.c", "b.c", "c.c")
        self.assertIn("(Ann Other)", self.lines()[0])
        self.assertIn(f"{NAME} merge=union", (self.folder / ".gitattributes").read_text())
        self.accept_on_branch("two", "main", "c.c", "d.c", "e.c")
        self.git("merge", "-q", "-m", "both", "one")
        self.assertNotIn("<<<", (self.folder / NAME).read_text())
        self.assertEqual(list(self.states().values()).count("suppressed"), 5)
        # c.c was accepted on both for two reasons; both lines stay, and mean one finding.
        self.assertEqual(len(self.lines()), 6)
        self.assertIn("0 removed", self.baseline("update"))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")

        self.git("checkout", "-q", "-b", "three")
        for name in "ab":
            self.write(f"{name}.c", harness.clean(name))
        self.baseline("update")
        self.git("commit", "-q", "-a", "-m", "mended")
        self.accept_on_branch("four", "two", "f.c")
        self.git("merge", "-q", "-m", "both", "three")
        self.assertEqual(set(self.states().values()), {"suppressed"})
        self.baseline("update")
        self.assertEqual(sorted({line.split()[2] for line in self.lines()}),
                         ["c.c", "d.c", "e.c", "f.c"])
        self.assertEqual(self.check().returncode, 0)

    def test_attributes_of_the_user(self):
        self.in_git({"a.c": harness.leak("a")})
        self.write(".gitattributes", "*.c text")
        self.baseline("add", "--all", "--reason", "old")
        self.assertEqual((self.folder / ".gitattributes").read_text(),
                         f"*.c text\n{NAME} merge=union\n")
        self.write(".gitattributes", f"{NAME} -merge\n")
        self.write("a.c", harness.leak("b"))
        self.baseline("add", "--all", "--reason", "old")
        self.assertEqual((self.folder / ".gitattributes").read_text(), f"{NAME} -merge\n")

    def test_no_git(self):
        self.three()
        self.baseline("add", "--all", "--reason", "old")
        self.assertFalse((self.folder / ".gitattributes").exists())

    # ---- trouble ----

    def test_bad_file(self):
        self.three()
        self.write(NAME, "# a comment\n\n1:0123456789abcdef check a.c f(): why\nnonsense\n")
        self.assert_fails(self.check(), 2, NAME, "line 4")
        self.write(NAME, "1:0123456789abcdef check a.c f(): why\n<<<<<<< HEAD\n")
        self.assert_fails(self.check(), 2, NAME, "line 2")
        self.write(NAME, "1:0123456789abcdef check a.c f():\n")  # no reason
        self.assert_fails(self.check(), 2, NAME, "line 1")

    def test_misuse(self):
        self.three()
        for arguments, word in (
                ((), "add or update"), (("remove",), "add or update"),
                (("add", "--all"), "--reason"), (("add", "--all", "--reason", " "), "--reason"),
                (("add", "--reason", "x"), "fingerprints, or --all"),
                (("add", "1:0", "--all", "--reason", "x"), "fingerprints, or --all"),
                (("update", "--reason", "x"), "neither"), (("update", "x"), "add or update"),
                (("add", "1:nothere", "--reason", "x"), "no finding"),
                (("add", "1:", "--reason", "x"), "several findings")):
            with self.subTest(arguments=arguments):
                self.assert_fails(self.run_program("baseline", *arguments), 2, word)
        self.assertFalse((self.folder / NAME).exists())

    # ---- comments ----

    def test_comment_that_silences_nothing(self):
        comment = "    /* stranded:ignore(thread-not-joined): as long as the process */\n"
        self.make({"a.c": HEAD + function("serve", comment, SPAWN), "b.c": harness.clean("b")})
        run = self.check()
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.write("a.c", HEAD + function("serve", comment, SPAWN, JOIN))
        for _ in range(2):  # a run that repeats the last one says it again
            run = self.check()
            self.assertEqual(run.returncode, 0)
            self.assertIn("a.c:6: stranded:ignore(thread-not-joined) silences nothing any more",
                          run.stderr)
        self.assertEqual(self.check("--checks", "queue-full").stderr, "")
        self.write("b.c", b"\0")
        self.assertNotIn("silences nothing", self.check().stderr)


if __name__ == "__main__":
    harness.main()
