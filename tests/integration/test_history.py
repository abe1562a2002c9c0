"""What has become of findings: since a revision, one by one, and over all runs."""
import json
import subprocess
import xml.etree.ElementTree

import harness

SVG = "{http://www.w3.org/2000/svg}"


class History(harness.Case):
    def git(self, *arguments):
        run = subprocess.run(
            ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org",
             "-c", "init.defaultBranch=main", *arguments],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout)
        return run.stdout.strip()

    def commit(self, **sources):
        """Commits those files (name without .c), and returns the commit."""
        for name, text in sources.items():
            self.write(f"{name}.c", text)
        self.write_database([self.entry(file.name) for file in sorted(self.folder.glob("*.c"))])
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def setUp(self):
        super().setUp()
        self.write(".gitignore", ".stranded\ncompile_commands.json\n")
        self.git("init", "-q")
        self.first = self.commit(a=harness.leak("a"), b=harness.leak("b"))
        self.fingerprints = {f["file"]: f["fingerprint"] for f in self.check_json()["findings"]}
        self.second = self.commit(b=harness.clean("b"), c=harness.leak("c"))
        self.check_json()
        self.git("tag", "release")
        self.third = self.commit(d=harness.leak("d"))
        self.check_json()

    def since(self, revision):
        run = self.run_program("report", "--format", "json", "--since", revision)
        self.assertEqual(run.returncode, 0, run.stderr)
        return {f["file"]: f["state"] for f in json.loads(run.stdout)["findings"]}, run.stderr

    def test_since_a_revision(self):
        self.assertEqual(self.since(self.first)[0], {"b.c": "fixed", "c.c": "open", "d.c": "new"})
        self.assertEqual(self.since("release"), ({"d.c": "new"}, ""))
        self.assertEqual(self.since("HEAD~1"), ({"d.c": "new"}, ""))
        self.assertEqual(self.since(self.second[:8])[0], {"d.c": "new"})
        self.assertEqual(self.since("HEAD"), ({}, ""))
        text = self.run_program("report", "--since", self.first).stdout
        self.assertIn("2 findings", text)
        self.assertIn("fixed: 1", text)

    def test_since_a_revision_that_was_never_analysed(self):
        self.commit(e=harness.clean("e"))
        never = self.commit(f=harness.clean("f"))
        self.commit(g=harness.leak("g"))
        self.check_json()
        found, message = self.since(never)
        self.assertEqual(found, {"g.c": "new"})
        self.assertIn(f"compared with its ancestor {self.third[:12]}", message)

    def test_since_what_is_no_revision(self):
        self.assert_fails(self.run_program("report", "--since", "nowhere"), 2, "nowhere",
                          "is no revision")
        self.assert_fails(self.run_program("report", "--since", "--output=x"), 2, "no revision")

    def test_since_without_git(self):
        """A store that was copied out of its work tree still knows commits by their names."""
        elsewhere = self.folder.parent / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "s.db").write_bytes((self.folder / ".stranded/stranded.db").read_bytes())
        run = self.run_program("report", "--db", "s.db", "--format", "json", "--since",
                               self.second[:10], cwd=elsewhere, env={"PATH": ""})
        self.assertEqual([f["file"] for f in json.loads(run.stdout)["findings"]], ["d.c"])

    def test_what_came_back_later_is_not_new_since(self):
        """It was there then, went, and is back."""
        self.commit(a=harness.clean("a"))
        self.check_json()
        self.commit(a=harness.leak("a"))
        self.check_json()
        self.assertEqual(self.since(self.first)[0], {"b.c": "fixed", "c.c": "open", "d.c": "open"})

    def test_history_of_one(self):
        self.commit(b=harness.leak("b"))
        self.check_json()
        self.run_program("suppress", self.fingerprints["b.c"], "--reason", "it is so")
        self.commit(b=harness.leak("b") + "int x;\n")
        self.check_json()
        run = self.run_program("history", self.fingerprints["b.c"])
        self.assertEqual(run.returncode, 0, run.stderr)
        lines = [line.split() for line in run.stdout.splitlines()[1:]]
        self.assertEqual([line[0] for line in lines[:5]],
                         ["new", "fixed", "reopened", "suppressed", "last"])
        self.assertEqual(lines[0][-1], self.first[:12])
        self.assertEqual(lines[1][-1], self.second[:12])
        self.assertIn("now suppressed: it is so (", run.stdout)
        self.assertIn(self.fingerprints["b.c"], run.stdout)

    def test_stats(self):
        text = self.run_program("stats").stdout
        self.assertIn("thread-not-joined", text)
        self.assertEqual([line.split()[-5:] for line in text.splitlines()[-3:]],
                         [["2", "2", "0", "0", "0"], ["2", "1", "0", "1", "0"],
                          ["3", "1", "0", "0", "0"]])
        document = json.loads(self.run_program("stats", "--format", "json").stdout)
        self.assertEqual([run["open"] for run in document["runs"]], [2, 2, 3])
        self.assertEqual([run["revision"] for run in document["runs"]],
                         [self.first, self.second, self.third])
        self.assertEqual(document["runs"][1]["checks"]["thread-not-joined"],
                         {"new": 1, "open": 1, "fixed": 1, "reopened": 0, "suppressed": 0})

    def test_plot(self):
        run = self.run_program("stats", "--format", "svg", "-o", "plot.svg")
        self.assertEqual(run.returncode, 0, run.stderr)
        picture = xml.etree.ElementTree.parse(self.folder / "plot.svg").getroot()
        self.assertEqual(len(picture.findall(f"{SVG}polygon")), 1)
        self.assertIn("thread-not-joined: 3", [text.text for text in picture.findall(f"{SVG}text")])
        page = self.run_program("stats", "--format", "html").stdout
        self.assertIn("<svg", page)
        self.assertNotIn("src=", page)
        self.assertNotIn("href=", page)

    def test_misuse(self):
        self.assert_fails(self.run_program("stats", "--format", "png"), 2, "png")
        self.assert_fails(self.run_program("stats", "x"), 2, "takes no files")
        self.assert_fails(self.run_program("history"), 2, "one fingerprint")
        self.assert_fails(self.run_program("history", "1:0000"), 2, "no finding")


if __name__ == "__main__":
    harness.main()
