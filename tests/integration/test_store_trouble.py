"""A store that can't be used as it is: one line, the right exit code, and nothing is destroyed."""
import contextlib
import os
import resource
import sqlite3
import subprocess

import harness


class Trouble(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({f"unit_{n}.c": harness.leak(f"leak_{n}") for n in range(4)})
        self.db = self.folder / "facts.db"

    def fails(self, *words, **options):
        before = self.db.read_bytes() if self.db.is_file() else None
        self.assert_fails(self.check("--db", "facts.db", **options), 2, "facts.db", *words)
        after = self.db.read_bytes() if self.db.is_file() else None
        self.assertEqual(before, after)

    def fill(self):
        self.check_json("--db", "facts.db")

    def sql(self, statement):
        with contextlib.closing(sqlite3.connect(self.db)) as connection, connection:
            connection.execute(statement)

    def test_of_another_program(self):
        self.sql("CREATE TABLE theirs (x)")
        self.fails()

    def test_newer(self):
        self.fill()
        self.sql("PRAGMA user_version = 1000")
        self.fails("later version")

    def test_noise(self):
        self.db.write_bytes(bytes((n * 7919 + n // 251) % 256 for n in range(100_000)))
        self.fails()

    def test_overwritten(self):
        """The beginning is ours, the rest is noise."""
        self.fill()
        content = self.db.read_bytes()
        self.db.write_bytes(content[:4096] + bytes((n * 31) % 256 for n in range(len(content) - 4096)))
        run = self.check("--db", "facts.db")
        self.assert_fails(run, 2, "facts.db")

    def test_truncated(self):
        self.fill()
        content = self.db.read_bytes()
        for length in (10, 1000, len(content) // 2):
            with self.subTest(length=length):
                self.db.write_bytes(content[:length])
                self.assert_fails(self.check("--db", "facts.db"), 2, "facts.db")

    def test_empty_file(self):
        """As mktemp makes it: nobody's, so it becomes ours."""
        self.db.touch()
        self.fill()

    def test_folder(self):
        self.db.mkdir()
        self.fails()

    def test_missing_folder(self):
        self.assert_fails(self.check("--db", "no/such/facts.db"), 2, "no/such")

    def test_locked(self):
        self.fill()
        self.write("unit_0.c", harness.clean("x"))
        with contextlib.closing(sqlite3.connect(self.db, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            self.assert_fails(self.check("--db", "facts.db"), 2, "facts.db")
        self.fill()

    def test_read_only(self):
        self.fill()
        self.db.chmod(0o444)
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        run = self.run_as_nobody("check", "--db", "facts.db")
        self.assert_fails(run, 2, "facts.db")

    def test_default_place_is_read_only(self):
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        self.assert_fails(self.run_as_nobody("check"), 2, ".stranded", "--db")

    def test_no_space(self):
        """A limit on the size of files stands for a disk that is full; at every size."""
        for kilobytes in (0, 4, 16, 32, 64):
            with self.subTest(kilobytes=kilobytes):
                size = kilobytes * 1024
                run = self.check("--db", f"small_{kilobytes}.db", preexec_fn=lambda size=size:
                                 resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
                self.assert_fails(run, 2, f"small_{kilobytes}.db")
                self.check_json("--db", f"small_{kilobytes}.db")

    def test_two_at_once(self):
        command = [harness.program(), "check", "--format", "json", "--fail-on", "never", "-j", "2"]
        runs = [subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        outputs = [run.communicate(timeout=harness.TIMEOUT_SECONDS) for run in runs]
        self.assertEqual([(run.returncode, errors) for run, (_, errors) in zip(runs, outputs)],
                         [(0, "")] * len(runs))
        reports = [harness.without_chance(text) for text, _ in outputs]
        for report in reports:
            for finding in report["findings"]:
                del finding["state"]  # new for the first of them, known to the others
            self.assertEqual(report, reports[0])
        self.assertEqual(len(reports[0]["findings"]), 4)


if __name__ == "__main__":
    harness.main()
