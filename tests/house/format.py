#!/usr/bin/env python3
"""Checks the layout of our C code, or makes it right.

usage: format.py ROOT [--fix]

The inputs of golden tests are left as they are. Prints what clang-format would change; exits 1 if
there is something.
"""
import pathlib
import subprocess
import sys

FORMATTER = "clang-format-19"  # one version, since each lays out a little differently
FOLDERS = ("analyzer", "checks", "include", "testcases", "tests/unit")


def main():
    root = pathlib.Path(sys.argv[1])
    files = sorted(str(file) for folder in FOLDERS
                   for file in (root / folder).rglob("*.[ch]"))
    if not files:
        print(f"{root}: no source file found", file=sys.stderr)
        return 1
    how = ["-i"] if "--fix" in sys.argv[2:] else ["--dry-run", "-Werror", "--ferror-limit=1"]
    return min(1, subprocess.run([FORMATTER, *how, *files], check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
