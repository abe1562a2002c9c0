#!/usr/bin/env python3
"""Compares the printed IR of C files with their golden .ir files.

usage: run_golden.py --print-ir PROGRAM [--update] FILE.c...

A golden file is reviewed like code: after --update, read the difference.
"""
import argparse
import difflib
import pathlib
import subprocess
import sys


def print_ir(program, source):
    """The program's output for the source, run where the source is."""
    run = subprocess.run([program, source.name], cwd=source.parent, capture_output=True,
                         text=True, errors="surrogateescape", timeout=60)
    if run.returncode != 0:
        sys.exit(f"{source}: exit {run.returncode}: {run.stderr.strip()}")
    return run.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--print-ir", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("sources", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    program = options.print_ir.resolve()

    failed = False
    for source in options.sources:
        golden = source.with_suffix(".ir")
        text = print_ir(program, source)
        expected = golden.read_text(errors="surrogateescape") if golden.exists() else ""
        if text == expected:
            continue
        if options.update:
            golden.write_text(text, errors="surrogateescape")
            print(f"updated {golden.name}")
            continue
        failed = True
        sys.stdout.writelines(difflib.unified_diff(
            expected.splitlines(True), text.splitlines(True), golden.name, "printed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
