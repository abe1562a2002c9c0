#!/usr/bin/env python3
"""Tests of run_testcases.py, with a stand-in for stranded that finds what it is told to."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).resolve().parent.parent / "run_testcases.py"

# Reads its answer from the environment; says nothing about files that it was not given, and fails
# as stranded would if the compilation database does not hold up.
STAND_IN = """#!/usr/bin/env python3
import json, os, sys
database = sys.argv[sys.argv.index("-p") + 1]
entries = json.load(open(database))
names = {os.path.basename(entry["file"]) for entry in entries}
for entry in entries:
    if not os.path.exists(os.path.join(entry["directory"], entry["file"])):
        sys.exit(2)
answer = json.loads(os.environ["ANSWER"])
findings = [{"file": file, "line": line, "check": check}
            for file, line, check in answer["findings"] if os.path.basename(file) in names]
print(json.dumps({"findings": findings, "run": {"units": len(entries),
                  "units_failed": answer.get("units_failed", 0)}}))
sys.exit(answer.get("exit", 0))
"""

# (name, files, the stand-in's answer, exit code, what the output must contain)
CASES = [
    ("as expected", {"a.c": "x\ny // EXPECT: c-one\n"}, {"findings": [("a.c", 2, "c-one")]},
     0, "1 findings as expected"),
    ("silent", {"a.c": "x\n"}, {"findings": []}, 0, "1 programs, 0 findings"),
    ("not found", {"a.c": "x // EXPECT: c-one\n"}, {"findings": []},
     1, "a.c:1: c-one: expected, but not found"),
    ("not expected", {"a.c": "x\n"}, {"findings": [("a.c", 1, "c-one")]},
     1, "a.c:1: c-one: found, but not expected"),
    ("other line", {"a.c": "x // EXPECT: c-one\ny\n"}, {"findings": [("a.c", 2, "c-one")]},
     1, "a.c:2: c-one: found, but not expected"),
    ("other check", {"a.c": "x // EXPECT: c-one\n"}, {"findings": [("a.c", 1, "c-two")]},
     1, "a.c:1: c-two: found, but not expected"),
    ("two checks", {"a.c": "x // EXPECT: c-one, c-two\n"},
     {"findings": [("a.c", 1, "c-two"), ("a.c", 1, "c-one")]}, 0, "2 findings as expected"),
    ("found twice", {"a.c": "x // EXPECT: c-one\n"},
     {"findings": [("a.c", 1, "c-one"), ("a.c", 1, "c-one")]}, 1, "found, but not expected"),
    ("known miss", {"a.c": "x // MISS: c-one\n"}, {"findings": []}, 0, "1 missed"),
    ("cured miss", {"a.c": "x // MISS: c-one\n"}, {"findings": [("a.c", 1, "c-one")]},
     1, "marked MISS, but found"),
    ("known wrong", {"a.c": "x // WRONG: c-one\n"}, {"findings": [("a.c", 1, "c-one")]},
     0, "1 wrong"),
    ("cured wrong", {"a.c": "x // WRONG: c-one\n"}, {"findings": []},
     1, "marked WRONG, but not found"),
    ("mark that names no check", {"a.c": "x // EXPECT: Thread\n"}, {"findings": []},
     1, "is no check's name"),
    ("each file is a program", {"a.c": "x // EXPECT: c-one\n", "b.c": "x\n"},
     {"findings": [("a.c", 1, "c-one")]}, 0, "2 programs"),
    ("a folder is one program", {"p/a.c": "x // EXPECT: c-one\n", "p/d/b.c": "y\n"},
     {"findings": [("a.c", 1, "c-one")]}, 0, "1 programs"),
    ("mark in a program's header", {"p/a.c": "x\n", "p/h.h": "x // EXPECT: c-one\n"},
     {"findings": []}, 1, "h.h:1: c-one: expected"),
    ("path from the root", {"p/a.c": "x // EXPECT: c-one\n"},
     {"findings": [("cases/p/a.c", 1, "c-one")]}, 0, "1 findings as expected"),
    ("own database", {"compile_commands.json": json.dumps(
        [{"directory": ".", "file": "CASES/a.c", "arguments": ["cc", "a.c"]}]),
                      "a.c": "x // EXPECT: c-one\n"},
     {"findings": [("a.c", 1, "c-one")]}, 0, "1 findings as expected"),
    ("failed unit", {"a.c": "x\n"}, {"findings": [], "units_failed": 1}, 1, "unit(s) failed"),
    ("stranded fails", {"a.c": "x\n"}, {"findings": [], "exit": 3}, 1, "exit code 3"),
    ("no program", {"a.txt": ""}, {"findings": []}, 2, "no program"),
    ("folder without a source", {"p/a.h": ""}, {"findings": []}, 2, "no .c file"),
]


def run_on(files, answer):
    with tempfile.TemporaryDirectory() as scratch:
        cases = pathlib.Path(scratch, "cases")
        cases.mkdir()
        for path, text in files.items():
            file = cases / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("CASES", str(cases)), encoding="utf-8")
        stand_in = pathlib.Path(scratch, "stranded")
        stand_in.write_text(STAND_IN, encoding="utf-8")
        stand_in.chmod(0o755)
        return subprocess.run(
            [sys.executable, str(RUNNER), "--stranded", str(stand_in), str(cases)],
            env={**os.environ, "ANSWER": json.dumps(answer)}, capture_output=True, text=True,
            check=False)


class RunTestcases(unittest.TestCase):
    def test_cases(self):
        for name, files, answer, code, output in CASES:
            with self.subTest(name):
                run = run_on(files, answer)
                self.assertEqual(run.returncode, code, run.stdout + run.stderr)
                self.assertIn(output, run.stdout + run.stderr)


if __name__ == "__main__":
    unittest.main()
