"""Runs that are ended in the middle lose their unfinished work and nothing else."""
import os
import signal
import subprocess
import time

import harness

UNITS = 40
POLL_SECONDS = 0.02


class Interruption(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({f"unit_{n:02}.c": "#include <glob.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
                                     + harness.leak(f"leak_{n}") for n in range(UNITS)})

    def start(self, *arguments):
        return subprocess.Popen([harness.program(), "check", "--fail-on", "never", *arguments],
                                cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def end_after(self, process, seconds, signal_number):
        """Sends the signal unless the process ends before that. Its exit code."""
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal_number)
            process.communicate(timeout=harness.TIMEOUT_SECONDS)
        return process.returncode

    def duration(self):
        began = time.monotonic()
        self.check_json("--db", "measure.db")
        return time.monotonic() - began

    def test_kill_at_any_moment(self):
        """At moments spread over the whole run; each time the next run is as good as a first one."""
        expected = harness.without_chance(self.check("--format", "json", "--db", "expected.db").stdout)
        duration = self.duration()
        moments = 12
        killed = 0
        for moment in range(moments):
            db = f"killed_{moment}.db"
            code = self.end_after(self.start("--db", db), duration * moment / moments,
                                  signal.SIGKILL)
            killed += code == -signal.SIGKILL
            with self.subTest(moment=moment):
                run = self.check("--format", "json", "--db", db)
                self.assertEqual(run.returncode, 1, run.stderr)
                self.assertEqual(run.stderr, "")
                self.assertEqual(harness.without_chance(run.stdout), expected)
        self.assertGreaterEqual(killed, moments // 4)

    def test_kill_again_and_again(self):
        """One store, killed many times: what was done is kept, so that it ends in spite of it."""
        duration = self.duration()
        for _ in range(100):
            if self.end_after(self.start("-j", "1"), 1 + duration / 4, signal.SIGKILL) == 0:
                break
        else:
            self.fail("no progress")
        self.assertEqual(self.check_json()["run"]["units_reused"], UNITS)

    def test_workers_end_with_their_parent(self):
        process = self.start("-j", "2")
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        workers = []
        while not workers and not has_ended(process, 0):
            try:
                with open(children, encoding="ascii") as file:
                    workers = file.read().split()
            except FileNotFoundError:
                self.skipTest("this kernel does not list children")
        process.kill()
        process.communicate()
        self.assertTrue(workers)
        deadline = time.monotonic() + 30
        while any(is_running(worker) for worker in workers):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(POLL_SECONDS)

    def test_interrupt_keeps_what_is_done(self):
        """One unit hangs, so that the run is surely in the middle when the others are stored; each is parsed for
        itself, so that this takes a worker as long as it is waited for."""
        os.mkfifo(self.folder / "never.h")
        self.write("hangs.c", "#include \"never.h\"\n" + "int x;\n" * 10000)
        names = [f"unit_{n:02}.c" for n in range(UNITS)]
        self.write_database([self.entry(name) for name in [*names, "hangs.c"]])
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=signal_number):
                process = self.start("-j", "2", "--no-shared-headers", "--db", f"{signal_number}.db")
                self.wait_for_parsing(process)
                process.send_signal(signal_number)
                _, errors = process.communicate(timeout=harness.TIMEOUT_SECONDS)
                self.assertEqual(process.returncode, -signal_number)
                self.assertEqual(len(errors.splitlines()), 1, errors)
                self.assertIn("kept", errors)
        self.write_database([self.entry(name) for name in names])
        kept = self.check_json("--db", f"{signal.SIGINT}.db")["run"]["units_reused"]
        self.assertGreater(kept, 0)

    def wait_for_parsing(self, process):
        """Until a worker has used a tenth of a second of processor time, in which a unit was parsed."""
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        ticks = os.sysconf("SC_CLK_TCK")
        while not has_ended(process, POLL_SECONDS):
            with open(children, encoding="ascii") as file:
                workers = file.read().split()
            if any(ticks_of(worker) > ticks / 10 for worker in workers):
                return
        self.fail("it ended by itself")


def has_ended(process, seconds):
    """Whether it ends within so many seconds."""
    try:
        process.wait(timeout=seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


def ticks_of(pid):
    """Processor time of a process."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(fields[11]) + int(fields[12])


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


if __name__ == "__main__":
    harness.main()
