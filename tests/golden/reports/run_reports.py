#!/usr/bin/env python3
"""Compares a sample report in each format with its golden file.

usage: run_reports.py --print-report PROGRAM [--update] FORMAT...

A golden file is reviewed like code: after --update, read the difference. Reports in XML and JSON must
also be well-formed.
"""
import argparse
import difflib
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

FOLDER = pathlib.Path(__file__).resolve().parent
XML = ("checkstyle", "html", "junit")
JSON = ("gitlab", "json", "sarif")


def print_report(program: pathlib.Path, form: str) -> bytes:
    run = subprocess.run([program, form, FOLDER], capture_output=True, timeout=60, check=False)
    if run.returncode != 0:
        sys.exit(f"{form}: exit {run.returncode}: {run.stderr.decode().strip()}")
    return run.stdout


def check_form(form: str, report: bytes) -> None:
    if form in XML:
        xml.etree.ElementTree.fromstring(report)
    elif form in JSON:
        json.loads(report)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--print-report", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("formats", nargs="+")
    options = parser.parse_args()

    failed = False
    for form in options.formats:
        golden = FOLDER / f"report.{form}"
        report = print_report(options.print_report.resolve(), form)
        check_form(form, report)
        expected = golden.read_bytes() if golden.exists() else b""
        if report == expected:
            continue
        if options.update:
            golden.write_bytes(report)
            print(f"updated {golden.name}")
            continue
        failed = True
        sys.stdout.writelines(difflib.unified_diff(
            *(text.decode(errors="backslashreplace").splitlines(True) for text in (expected, report)),
            golden.name, "printed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
