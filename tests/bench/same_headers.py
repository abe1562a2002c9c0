#!/usr/bin/env python3
"""Compares what a cold run keeps and reports with and without shared headers, byte for byte.

usage: same_headers.py --stranded FILE PROJECT...

A PROJECT is a folder with a compile_commands.json; nothing is written to it. Compared are the JSON reports,
but for what tells of the run's costs, and of each unit all that is stored: state, message, counts, hashes, the
files that it read, its IR. A line for each project says how many units shared a header and how many bytes were
equal; exits 1 where something differs.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

# Of the run that is told of; not of what it found.
OF_THE_RUN = ("id", "seconds")
UNITS = ("SELECT u.name, u.flags_key, u.status, u.message, u.n_errors, u.n_functions, u.n_unknown, u.meaning,"
         " u.files, d.bytes FROM unit u LEFT JOIN unit_ir d ON d.unit_id = u.id")


class Outcome:
    """What a cold run left."""

    def __init__(self, stranded: str, project: str, folder: pathlib.Path, *more: str) -> None:
        store = folder / f"store{len(more)}.db"
        run = subprocess.run([stranded, "check", "-p", project, "--db", str(store), "--format", "json", "--confidence",
                              "low", "--fail-on", "never", "--stats", *more], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"same_headers: {project}: {run.stderr}")
        self.report = json.loads(run.stdout)
        for name in OF_THE_RUN:
            del self.report["run"][name]
        told = re.search(r"shared headers: .*", run.stderr)
        self.shared = told.group(0) if told else "no shared headers"
        with contextlib.closing(sqlite3.connect(store)) as connection:
            files = {row[0]: row[1:] for row in connection.execute("SELECT id, path, size, hash FROM file")}
            self.units = {row[:2]: (*row[2:-2], read_files(row[-2], files), row[-1])
                          for row in connection.execute(UNITS)}


def read_files(packed: bytes, files: dict) -> list:
    """Ids (as analyzer/store/file_ids.h packs them) are given in the order in which units come, so that it is paths,
    sizes and hashes that have to be compared."""
    found, number, step, shift = [], 0, 0, 0
    for byte in packed:
        step |= (byte & 0x7f) << shift
        shift += 7
        if byte < 0x80:
            number += step
            found.append(files[number])
            step = shift = 0
    return sorted(found)


def differences(left: Outcome, right: Outcome) -> list:
    names = sorted(left.units.keys() ^ right.units.keys())
    names += sorted(name for name in left.units.keys() & right.units.keys() if left.units[name] != right.units[name])
    return (["the report"] if left.report != right.report else []) + [name[0] for name in names]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stranded", required=True)
    parser.add_argument("projects", nargs="+", metavar="PROJECT")
    options = parser.parse_args()
    is_same = True
    for project in options.projects:
        with tempfile.TemporaryDirectory(prefix="stranded-same-") as folder:
            shared = Outcome(os.path.abspath(options.stranded), project, pathlib.Path(folder))
            alone = Outcome(os.path.abspath(options.stranded), project, pathlib.Path(folder), "--no-shared-headers")
        differ = differences(shared, alone)
        is_same = is_same and not differ
        size = sum(len(unit[-1] or b"") for unit in alone.units.values())
        print(f"{os.path.basename(os.path.normpath(project))}: {shared.shared}; {len(alone.report['findings'])} findings, "
              f"{size} bytes of {len(alone.units)} units: " + ("; ".join(differ) + " differ" if differ else "equal"), flush=True)
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
