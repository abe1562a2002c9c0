"""Killed at random moments of runs, merges and migrations: the next run succeeds and says what a first one
would say, and no suppression, state or accepted finding is lost.

By hand, for as many kills as you have time for:

    python3 tests/integration/test_kill.py --stranded PROGRAM --kills 1000
"""
import argparse
import collections
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import harness

KILLS = harness.rounds(25)
UNITS = 12
# What tells of the work and of earlier runs.
OF_THE_RUN = ("id", "seconds", "units_reused", "units_parsed", "functions_solved", "checks_run")


def downgrade(path):
    """The store as the first version wrote it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.execute("BEGIN")
        for table in ("event", "run_count", "run_notice", "damage", "alias", "solved"):
            store.execute(f"DROP TABLE {table}")
        for table, column in (("unit", "meaning"), ("run", "functions_run"), ("run", "checks_run"),
                              ("finding", "above"), ("finding", "below"), ("finding", "content")):
            store.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        store.execute("PRAGMA user_version = 1")
        store.execute("COMMIT")


class Kill(harness.Case):
    def project(self):
        self.dice = random.Random(7)
        self.make({f"u{i:02}.c": "#include <stdio.h>\n#include <stdlib.h>\n" + harness.leak(f"f{i}")
                   for i in range(UNITS)})
        found = self.check_json()["findings"]
        self.reasons, self.maybe = {}, None
        for finding in found[:3]:
            self.suppress(finding["fingerprint"])
        accepted = found[3]["fingerprint"]
        self.run_program("baseline", "add", accepted, "--reason", "old")
        self.names = {f["fingerprint"] for f in found}
        self.accepted = (self.folder / ".stranded-baseline").read_text()

    def suppress(self, name):
        reason = f"reason {len(self.reasons)}"
        run = self.run_program("suppress", name, "--reason", reason)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.reasons[name] = reason

    def sql(self, query, store=".stranded/stranded.db"):
        with contextlib.closing(sqlite3.connect(self.folder / store)) as connection:
            return connection.execute(query).fetchall()

    # ---- what is killed ----

    def edit(self):
        number = self.dice.randrange(UNITS)
        kind = self.dice.randrange(3)
        text = "#include <stdio.h>\n#include <stdlib.h>\n" + harness.leak(f"f{number}")
        if kind == 0:
            text = f"/* {self.dice.random()} */\n" + text
        elif kind == 1:
            text += harness.clean(f"g{self.dice.randrange(1000)}")
        self.write(f"u{number:02}.c", text)

    def start_check(self):
        self.edit()
        return ["check", "--fail-on", "never", "-j", "2"]

    def start_first_check(self):
        """All is parsed again, into the history that is there."""
        for name in ("unit", "unit_ir", "file"):
            with contextlib.closing(sqlite3.connect(self.folder / ".stranded/stranded.db")) as store:
                store.execute(f"DELETE FROM {name}")
                store.commit()
        return ["check", "--fail-on", "never", "-j", "2"]

    def start_migration(self):
        downgrade(self.folder / ".stranded/stranded.db")
        return ["check", "--fail-on", "never"]

    def start_merge(self):
        shutil.copy(self.folder / ".stranded/stranded.db", self.folder / "other.db")
        self.run_program("check", "--db", "other.db", "--fail-on", "never")
        return ["merge", "other.db"]

    def start_suppress(self):
        name = self.dice.choice(sorted(self.names))
        self.maybe = name
        return ["suppress", name, "--reason", "may be lost"]

    def start_baseline(self):
        return ["baseline", self.dice.choice(["update", "update", "add"])]

    def kill_one(self, durations):
        starts = (self.start_check, self.start_check, self.start_first_check, self.start_migration,
                  self.start_merge, self.start_suppress, self.start_baseline)
        start = self.dice.choice(starts)
        self.maybe = None
        arguments = start()
        if arguments[:2] == ["baseline", "add"]:
            arguments += ["--all", "--reason", "killed"]
        usual = durations.get(start.__name__, 0.3)
        began = time.monotonic()
        process = subprocess.Popen([harness.program(), *arguments], cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(self.dice.random() * usual * 1.1)
            durations[start.__name__] = time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return start.__name__, process.returncode == -signal.SIGKILL

    # ---- what must hold then ----

    def told(self, *arguments):
        run = self.check("--format", "json", "--fail-on", "never", *arguments)
        self.assertEqual(run.returncode, 0, run.stderr)
        document = json.loads(run.stdout)
        for name in OF_THE_RUN:
            del document["run"][name]
        for finding in document["findings"]:
            del finding["state"]
        return document

    def check_all(self, events):
        # Whole, whatever was killed: what was accepted is in it, and every line is one.
        text = (self.folder / ".stranded-baseline").read_text()
        self.assertIn(self.accepted.splitlines()[1], text)
        if text != self.accepted:
            self.write(".stranded-baseline", self.accepted)
        warm = self.told()
        shutil.rmtree(self.folder / "cold.db.headers", ignore_errors=True)
        for file in self.folder.glob("cold.db*"):
            file.unlink()
        self.assertEqual(warm, self.told("--db", "cold.db"))
        reasons = dict(self.sql("SELECT fingerprint, reason FROM suppression"))
        if self.maybe and reasons.get(self.maybe) == "may be lost":
            self.reasons[self.maybe] = "may be lost"
        self.assertEqual(reasons, self.reasons)
        states = dict(self.sql("SELECT fingerprint, state FROM finding"))
        suppressed = 5
        for name in self.reasons:
            self.assertEqual(states[name], suppressed)
        self.assertLessEqual(self.names, set(states))
        now = set(self.sql("SELECT fingerprint, e.state FROM event e JOIN finding f ON f.id ="
                           " e.finding_id"))
        self.assertLessEqual(events, now)
        self.assertEqual(self.sql("PRAGMA integrity_check"), [("ok",)])
        return now

    def walk(self, kills, note=lambda text: None):
        self.project()
        durations, killed = {}, collections.Counter()
        events = set()
        for number in range(kills):
            what, is_killed = self.kill_one(durations)
            killed[what, is_killed] += 1
            # A migration from the first version knows first and last of a finding, not what was between.
            has_forgotten = what == "start_migration"
            events = self.check_all(set() if has_forgotten else events)
            note(f"{number + 1}/{kills} {what} {'killed' if is_killed else 'ended'}")
        return killed

    def test_random_moments(self):
        killed = self.walk(KILLS)
        self.assertGreater(sum(count for (_, is_killed), count in killed.items() if is_killed),
                           KILLS // 6, killed)

    # ---- many at once, and odd machines ----

    def test_eight_at_once(self):
        self.project()
        for round_number in range(3):
            self.edit()
            commands = [["check", "--format", "json", "--fail-on", "never"]] * 8
            runs = [subprocess.Popen([harness.program(), *command], cwd=self.folder, text=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE) for command in commands]
            outputs = [run.communicate(timeout=harness.TIMEOUT_SECONDS) for run in runs]
            with self.subTest(round=round_number):
                self.assertEqual([(run.returncode, said[1]) for run, said in zip(runs, outputs)],
                                 [(0, "")] * len(runs))
                found = [[f["fingerprint"] for f in json.loads(text)["findings"]]
                         for text, _ in outputs]
                self.assertEqual(found, [found[0]] * len(found))
        self.check_all(set())

    def odd(self, **environment):
        library = os.environ.get("ODD_MACHINE")
        if not library:
            self.skipTest("no library that plays the machine")
        return {"LD_PRELOAD": library, **environment}

    def test_no_locks(self):
        self.make({"a.c": harness.leak("a")})
        run = self.check(env=self.odd(NO_LOCKS="1"))
        self.assert_fails(run, 2, "stranded.db", "can't lock files", "--db")
        self.assertEqual(len(list((self.folder / ".stranded").glob("*-lock-*"))), 0)
        self.check_json()
        self.assert_fails(self.check(env=self.odd(NO_LOCKS="1")), 2, "can't lock files")

    def test_clock_that_goes_backwards(self):
        self.make({"a.c": harness.leak("a"), "b.c": harness.leak("b")})
        day = 86400
        self.check_json(env=self.odd(CLOCK_SECONDS=str(3 * day)))
        self.write("b.c", harness.clean("b"))
        states = [self.check_json(env=self.odd(CLOCK_SECONDS=str(when * day)))["findings"]
                  for when in (2, 1, 0)]
        self.assertEqual([[f["state"] for f in found] for found in states], [["open"]] * 3)
        self.write("b.c", harness.leak("b"))
        found = self.check_json(env=self.odd(CLOCK_SECONDS=str(-day)))["findings"]
        self.assertEqual([f["state"] for f in found], ["open", "reopened"])
        # A file from the future may change again without its time telling so.
        future = time.time() + 10 * day
        os.utime(self.folder / "a.c", (future, future))
        self.check_json()
        os.utime(self.write("a.c", harness.leak("c")), (future, future))
        self.assertEqual([f["function"] for f in self.check_json()["findings"]], ["c", "b"])

    def test_full_disk(self):
        """A file system of a few pages, filled by what is there; where mounting is allowed."""
        disk = self.folder / "disk"
        disk.mkdir()
        self.make({f"u{i}.c": harness.leak(f"f{i}") for i in range(20)})
        script = ("mount -t tmpfs -o size=256k tmpfs disk && \"$0\" check --db disk/s.db; code=$?;"
                  " ls disk >&2; exit $code")
        run = subprocess.run(["unshare", "-rm", "sh", "-c", script, harness.program()],
                             cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, check=False)
        if "unshare" in run.stderr or "mount" in run.stderr:
            self.skipTest("mounting is not allowed here")
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn("no space left", run.stderr)

    # ---- from version to version ----

    def test_migration_keeps_history(self):
        self.project()
        self.check_json()
        self.edit()
        self.check_json()
        before = self.sql("SELECT fingerprint, state, reason, first_run, last_run FROM finding"
                          " ORDER BY 1")
        downgrade(self.folder / ".stranded/stranded.db")
        self.assertIn("earlier version", self.run_program("report").stderr)
        self.check_json()
        after = self.sql("SELECT fingerprint, state, reason, first_run, last_run FROM finding"
                         " ORDER BY 1")
        self.assertEqual([row[:4] for row in after], [row[:4] for row in before])
        self.assertEqual(dict(self.sql("SELECT fingerprint, reason FROM suppression")),
                         self.reasons)
        self.assertIn("new", self.run_program("history", sorted(self.names)[0]).stdout)


def by_hand():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--kills", type=int, required=True)
    options = parser.parse_args()
    harness._program.append(os.path.abspath(options.stranded))  # pylint: disable=protected-access
    case = Kill("test_random_moments")
    case.setUp()
    killed = case.walk(options.kills, lambda text: print(text, flush=True))
    case.doCleanups()
    for (what, is_killed), count in sorted(killed.items()):
        print(f"{what}: {count} {'killed' if is_killed else 'ended before'}")


if __name__ == "__main__":
    if "--kills" in sys.argv:
        by_hand()
    else:
        harness.main()
