"""A second run does again what has changed, and nothing else."""
import json
import os
import pathlib
import shutil
import subprocess

import harness

HOUR = 3600


class Staleness(harness.Case):
    def setUp(self):
        super().setUp()
        self.make({
            "a.c": "#include \"shared.h\"\n" + harness.leak("a"),
            "b.c": "#include \"shared.h\"\n" + harness.clean("b"),
            "c.c": harness.clean("c"),
        })
        self.write("shared.h", "#define SHARED 1\n")
        self.age()
        self.first = self.check_json()

    def age(self):
        """Files that were changed within the last seconds are not taken for what their times say."""
        for file in self.folder.rglob("*.[ch]"):
            os.utime(file, (1_000_000_000, 1_000_000_000))

    def reused(self, *arguments):
        return self.check_json(*arguments)["run"]["units_reused"]

    def test_nothing_changed(self):
        self.assertEqual(self.first["run"]["units_reused"], 0)
        again = self.check_json()
        self.assertEqual(again["run"]["units_reused"], 3)
        self.assertEqual(again["run"]["id"], self.first["run"]["id"])
        self.assertEqual(again["findings"], self.first["findings"])

    def test_libclang_is_not_loaded(self):
        def libraries(name):
            self.check_json(env={"LD_DEBUG": "libs", "LD_DEBUG_OUTPUT": str(self.folder / name)})
            logs = list(self.folder.glob(f"{name}.*"))
            self.assertTrue(logs)
            return "".join(log.read_text(errors="replace") for log in logs)

        self.assertNotIn("libclang", libraries("warm"))
        self.write("c.c", harness.clean("other"))
        self.assertIn("libclang", libraries("cold"))

    def test_source_changed(self):
        self.write("c.c", harness.clean("other"))
        self.assertEqual(self.reused(), 2)
        self.assertEqual(self.reused(), 3)

    def test_header_changed(self):
        self.write("shared.h", "#define SHARED 2\n")
        self.assertEqual(self.reused(), 1)

    def test_same_size_and_seconds_changed(self):
        """An edit that a stat of whole seconds and sizes does not show."""
        file = self.write("c.c", harness.clean("d"))
        os.utime(file, ns=(1_000_000_000_000_000_001, 1_000_000_000_000_000_001))
        self.assertEqual(self.reused(), 2)

    def test_edit_right_behind_a_run(self):
        """The same size and the same time: only a time that is old enough is believed."""
        status = self.write("c.c", harness.clean("x")).stat()
        self.check_json()
        os.utime(self.write("c.c", harness.clean("y")), ns=(status.st_atime_ns, status.st_mtime_ns))
        self.assertEqual(self.reused(), 2)

    def test_touched(self):
        os.utime(self.folder / "shared.h", (HOUR, HOUR))
        self.assertEqual(self.reused(), 3)

    def test_fresh_checkout(self):
        """Every time is new and every content the same; the next run needs to read nothing."""
        for file in self.folder.glob("*.[ch]"):
            os.utime(file, (HOUR, HOUR))
        self.assertEqual(self.reused(), 3)
        if shutil.which("strace"):
            log = self.folder / "log"
            subprocess.run(["strace", "-f", "-e", "trace=openat", "-o", str(log), harness.program(),
                            "check", "--fail-on", "never", "-o", "/dev/null"], cwd=self.folder,
                           check=False, timeout=harness.TIMEOUT_SECONDS,
                           env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
            if log.exists() and "openat" in log.read_text():
                self.assertNotIn("shared.h", log.read_text())

    def test_flags_changed(self):
        self.write_database([self.entry("a.c", "-DX"), self.entry("b.c"), self.entry("c.c")])
        self.assertEqual(self.reused(), 2)

    def test_header_gone(self):
        (self.folder / "shared.h").unlink()
        self.assertEqual(self.reused(), 1)

    def test_absent_header_appears(self):
        """The build generates it, or somebody installs it; nothing that was read has changed."""
        text = "#include <late.h>\n#include \"late/too.h\"\n" + harness.leak("c")
        for folder, name in (("inc", "late.h"), (".", "late/too.h"), ("inc", "late/too.h")):
            with self.subTest(folder=folder, name=name):
                shutil.rmtree(self.folder / "inc", ignore_errors=True)
                shutil.rmtree(self.folder / "late", ignore_errors=True)
                self.write("c.c", text)
                self.write_database([self.entry("a.c"), self.entry("b.c"),
                                     self.entry("c.c", "-I", "inc")])
                self.check_json()
                self.assertEqual(self.reused(), 3)
                self.write(f"{folder}/{name}", "")
                self.assertEqual(self.reused(), 2)
                self.assertEqual(self.reused(), 3)

    def test_unit_gone_and_back(self):
        self.write_database([self.entry("b.c"), self.entry("c.c")])
        self.assertEqual(self.check_json()["findings"], [])
        self.write_database([self.entry("a.c"), self.entry("b.c"), self.entry("c.c")])
        back = self.check_json()
        self.assertEqual(back["run"]["units_reused"], 2)
        self.assertEqual([f["state"] for f in back["findings"]], ["reopened"])

    def test_failure_that_stays(self):
        """A file that is no text is not tried again while it is the same."""
        self.write("c.c", b"\0" * 10)
        self.assertEqual(self.check_json()["run"]["units_failed"], 1)
        again = self.check_json()
        self.assertEqual(again["run"]["units_failed"], 1)
        self.assertEqual(again["run"]["units_reused"], 3)

    def test_moved_folder(self):
        """Another folder is another project; nothing of the old one is taken for its."""
        elsewhere = pathlib.Path(shutil.copytree(self.folder, self.folder.parent / "elsewhere"))
        database = json.loads((elsewhere / "compile_commands.json").read_text())
        for entry in database:
            entry["directory"] = str(elsewhere)
        (elsewhere / "compile_commands.json").write_text(json.dumps(database))
        moved = self.check_json(cwd=elsewhere)
        self.assertEqual(moved["run"]["units_reused"], 0)
        self.assertEqual([f["fingerprint"] for f in moved["findings"]],
                         [f["fingerprint"] for f in self.first["findings"]])
        self.assertEqual([f["state"] for f in moved["findings"]], ["open"])


if __name__ == "__main__":
    harness.main()
