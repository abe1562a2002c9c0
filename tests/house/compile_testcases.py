#!/usr/bin/env python3
"""Compiles every testcase: what a finding is expected in must be C, and mean what it seems to.

usage: compile_testcases.py COMPILER TESTCASES

A program with a compile_commands.json of its own is compiled with what that says. Prints the
compiler's words for each source that fails; exits 1 then.
"""
import concurrent.futures
import json
import pathlib
import shlex
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import run_testcases  # noqa: E402  (found through the line above)

FLAGS = ["-fsyntax-only", "-Wall", "-Werror"]


def compilations(program, compiler):
    """(folder, command) for each source of the program."""
    if program.database is None:
        flags = [*FLAGS, "-I", str(program.folder), *run_testcases.library_flags(program)]
        return [(program.folder, [compiler, *flags, str(source)]) for source in program.sources]
    entries = json.loads(program.database.read_text(encoding="utf-8"))
    commands = []
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        commands.append((program.folder / entry["directory"], [compiler, *words[1:], *FLAGS]))
    return commands


def run(compilation):
    folder, command = compilation
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return result.stderr if result.returncode != 0 else None


def main():
    compiler, testcases = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    programs = []
    for folder in sorted(entry for entry in testcases.iterdir() if entry.is_dir()):
        programs += run_testcases.programs_of(folder)
    jobs = [job for program in programs for job in compilations(program, compiler)]
    if not jobs:
        print(f"{testcases}: no program found", file=sys.stderr)
        return 1
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        failures = [words for words in pool.map(run, jobs) if words]
    for words in failures:
        print(words)
    print(f"{len(programs)} programs, {len(jobs)} sources, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
