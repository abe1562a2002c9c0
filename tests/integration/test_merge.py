"""Work on several machines: parts that are parsed apart, and stores that come together."""
import contextlib
import itertools
import json
import os
import shutil
import sqlite3

import harness

# Numbers of rows and of runs may differ with the order of merges; all else may not.
TABLES = {
    "run": "SELECT id, started, revision, root, options_key, units, functions FROM run ORDER BY id",
    "finding": "SELECT fingerprint, file, line, state, reason, first_run, last_run, fixed_run,"
               " first_revision, last_revision FROM finding ORDER BY fingerprint",
    "step": "SELECT fingerprint, s.number, s.file, s.line, s.message FROM finding_step s"
            " JOIN finding ON id = finding_id ORDER BY 1, 2",
    "event": "SELECT fingerprint, run_id, e.state FROM event e JOIN finding ON id = finding_id"
             " ORDER BY 1, 2, 3",
    "count": "SELECT * FROM run_count ORDER BY 1, 2, 3",
    "suppression": "SELECT * FROM suppression ORDER BY 1",
    "damage": "SELECT * FROM damage ORDER BY 1",
    "failure": "SELECT * FROM run_failure ORDER BY 1",
    "unit": "SELECT file, flags_key, name, status, message, n_errors, hash, bytes FROM unit"
            " LEFT JOIN unit_ir ON unit_id = id ORDER BY 1, 2",
    "file": "SELECT path, size, hash FROM file ORDER BY 1, 2, 3",
}


class Merge(harness.Case):
    def content(self, name):
        with contextlib.closing(sqlite3.connect(self.folder / name)) as store:
            return {table: store.execute(query).fetchall() for table, query in TABLES.items()}

    def good(self, *arguments):
        run = self.run_program(*arguments)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def outputs(self, db):
        runs = [self.check("--db", db, "--format", form, "--fail-on", "never")
                for form in ("text", "json")]
        self.assertEqual([run.returncode for run in runs], [0, 0], runs[1].stderr)
        document = json.loads(runs[1].stdout)
        for name in ("id", "seconds", "units_reused"):
            del document["run"][name]
        return runs[0].stdout, runs[0].stderr, document

    # ---- shards ----

    def test_shards(self):
        sources = {f"u{i:02}.c": (harness.leak if i % 3 else harness.clean)(f"f{i}")
                   for i in range(20)}
        sources["shared.c"] = "#include \"shared.h\"\nvoid *work(void *p) { return p; }\n"
        sources["uses.c"] = ("#include <pthread.h>\n#include \"shared.h\"\n"
                             "void g(void) { pthread_t t; pthread_create(&t, 0, work, 0); }\n")
        self.make(sources)
        self.write("shared.h", "void *work(void *);\n")
        self.write("u01.c", "int broken = missing;\n" + harness.leak("f1"))
        self.write("u02.c", b"\0")
        expected = self.outputs("one.db")
        for count in (1, 2, 3, 22, 30):
            with self.subTest(count=count):
                stores = [f"{count}-{i}.db" for i in range(1, count + 1)]
                said = [self.good("extract", "--shard", f"{i}/{count}", "--db", store)
                        for i, store in enumerate(stores, 1)]
                self.assertEqual(sum(int(line.split()[0]) for line in said), 22)
                self.good("merge", "--db", f"all{count}.db", *stores)
                run = self.check("--db", f"all{count}.db", "--format", "json")
                self.assertEqual(json.loads(run.stdout)["run"]["units_reused"], 22)
                self.assertEqual(self.outputs(f"all{count}.db"), expected)

    def test_shards_on_fresh_checkouts(self):
        """Each machine has its own times."""
        self.make({f"{name}.c": harness.leak(name) for name in "abcd"})
        expected = self.outputs("one.db")
        for shard in (1, 2):
            for file in self.folder.glob("*.c"):
                os.utime(file, (shard * 1000, shard * 1000))
            self.good("extract", "--shard", f"{shard}/2", "--db", f"{shard}.db")
        for file in self.folder.glob("*.c"):
            os.utime(file, (5000, 5000))
        self.good("merge", "--db", "all.db", "1.db", "2.db")
        run = self.check("--db", "all.db", "--format", "json")
        self.assertEqual(json.loads(run.stdout)["run"]["units_reused"], 4)
        self.assertEqual(self.outputs("all.db"), expected)

    def test_extract_without_a_shard(self):
        self.make({f"{name}.c": harness.leak(name) for name in "abc"})
        self.assertIn("3 units: 3 parsed, 0 up to date", self.good("extract"))
        self.assertIn("3 units: 0 parsed, 3 up to date", self.good("extract"))
        self.assertEqual(self.check_json()["run"]["units_reused"], 3)

    # ---- history ----

    def branches(self):
        """A store, and two that began as a copy of it: other edits, other suppressions."""
        names = "abcdef"
        self.make({f"{name}.c": harness.leak(name) for name in names})
        first = {f["file"]: f["fingerprint"] for f in self.check_json("--db", "base.db")["findings"]}
        for branch, mended, later in (("one", "a", "x"), ("two", "b", "y")):
            shutil.copy(self.folder / "base.db", self.folder / f"{branch}.db")
            for name in names:
                self.write(f"{name}.c", (harness.clean if name == mended else harness.leak)(name))
            self.check_json("--db", f"{branch}.db")
            self.write("c.c", harness.leak("c") + harness.leak(later).split("\n", 2)[2])
            self.check_json("--db", f"{branch}.db")
        self.good("suppress", first["d.c"], "--reason", "by one", "--db", "one.db")
        self.good("suppress", first["e.c"], "--reason", "by two", "--db", "two.db")
        self.good("suppress", first["f.c"], "--reason", "by both: one", "--db", "one.db")
        self.good("suppress", first["f.c"], "--reason", "by both: two", "--db", "two.db")
        for number, store in enumerate(("base", "one", "two"), 1):
            with contextlib.closing(sqlite3.connect(self.folder / f"{store}.db")) as database:
                # As if hours lay between the runs, all of two's behind one's.
                database.execute("UPDATE run SET started = 1000 WHERE id = 1")
                database.execute("UPDATE run SET started = 1000000 * ? + id WHERE id > 1", (number,))
                database.commit()
                # What is in the log goes into the file.
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return first

    def test_nothing_is_lost_in_any_order(self):
        first = self.branches()
        parts = {name: self.content(f"{name}.db") for name in ("base", "one", "two")}
        merged = []
        for number, order in enumerate(itertools.permutations(("base", "one", "two"))):
            self.good("merge", "--db", f"merged{number}.db", *[f"{name}.db" for name in order])
            content = self.content(f"merged{number}.db")
            del content["unit"], content["file"]  # who of two contents stays is up to the order
            merged.append(content)
        for content in merged[1:]:
            self.assertEqual(content, merged[0])
        content = merged[0]
        uids = {name: {row[1:] for row in part["run"]} for name, part in parts.items()}
        self.assertEqual({row[1:] for row in content["run"]}, set().union(*uids.values()))
        self.assertEqual(len(content["run"]), 5)
        self.assertEqual({row[0] for row in content["finding"]},
                         {row[0] for part in parts.values() for row in part["finding"]})
        reasons = {row[0]: row[1] for row in content["suppression"]}
        self.assertEqual(reasons[first["d.c"]], "by one")
        self.assertEqual(reasons[first["e.c"]], "by two")
        self.assertIn(reasons[first["f.c"]], ("by both: one", "by both: two"))
        states = {row[1]: row[3] for row in content["finding"] if row[1] != "c.c"}
        suppressed, fixed, seen = 5, 3, (1, 2, 4)
        self.assertEqual([states[f"{name}.c"] for name in "def"], [suppressed] * 3)
        self.assertIn(states["a.c"], seen)  # two saw it later
        self.assertEqual(states["b.c"], fixed)
        for part in parts.values():
            self.assertLessEqual({(row[0], row[2]) for row in part["event"]},
                                 {(row[0], row[2]) for row in content["event"]})

    def test_merged_store_goes_on(self):
        first = self.branches()
        self.good("merge", "--db", "all.db", "one.db", "two.db")
        again = self.check_json("--db", "all.db")
        self.assertEqual(again["run"]["units_reused"], 6)
        states = {f["file"] + ":" + str(f["line"]): f["state"] for f in again["findings"]}
        self.assertEqual([states[f"{name}.c:6"] for name in "def"], ["suppressed"] * 3)
        self.write("b.c", harness.leak("b"))
        states = {f["file"] + ":" + str(f["line"]): f["state"]
                  for f in self.check_json("--db", "all.db")["findings"]}
        self.assertEqual(states["b.c:6"], "reopened")
        self.assertIn("fixed", self.good("history", first["b.c"], "--db", "all.db"))
        self.assertEqual(len(json.loads(self.good("stats", "--format", "json", "--db", "all.db"))["runs"]), 6)

    def test_merge_with_itself_changes_nothing(self):
        self.branches()
        before = self.content("one.db")
        shutil.copy(self.folder / "one.db", self.folder / "copy.db")
        self.good("merge", "--db", "one.db", "copy.db", "base.db")
        self.assertEqual(self.content("one.db"), before)

    def test_sources_are_not_changed(self):
        self.branches()
        before = (self.folder / "two.db").read_bytes()
        self.good("merge", "--db", "one.db", "two.db")
        self.assertEqual((self.folder / "two.db").read_bytes(), before)

    # ---- trouble ----

    def test_misuse(self):
        self.make({"a.c": harness.leak("a")})
        self.check()
        self.write("noise.db", "x" * 1000)
        for arguments, word in ((("merge",), "stores to take over"),
                                (("merge", "gone.db"), "no such file"),
                                (("merge", "noise.db"), "noise.db"),
                                (("extract", "--shard", "0/2"), "2/3"),
                                (("extract", "--shard", "3/2"), "2/3"),
                                (("extract", "--shard", "1/2x"), "2/3"),
                                (("extract", "--shard", "x"), "2/3"),
                                (("extract", "a.c"), "takes no files")):
            with self.subTest(arguments=arguments):
                self.assert_fails(self.run_program(*arguments), 2, word)
        self.assertEqual(len(self.check_json()["findings"]), 1)


if __name__ == "__main__":
    harness.main()
