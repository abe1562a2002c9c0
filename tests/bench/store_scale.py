#!/usr/bin/env python3
"""Measures the store alone: many units, many findings, and what people and CI do with them.

usage: store_scale.py --stranded FILE [--units N] [--findings N] [-j N]

A generated project of N units (10,000) in which so many findings (50,000) are; it includes no header, so
that its parse costs little. Each line is one command's wall time, CPU time of all its processes, and peak
memory of the main one.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

import processes

UNIT = """typedef unsigned long pthread_t;
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
static void *work(void *p) { return p; }
"""
LEAK = """void serve_%(unit)d_%(number)d(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, work, 0);
}
"""


def write(folder, units, findings):
    entries = []
    for unit in range(units):
        count = findings // units + (unit < findings % units)
        file = folder / f"d{unit // 100}" / f"unit{unit}.c"
        file.parent.mkdir(exist_ok=True)
        file.write_text(UNIT + "".join(LEAK % {"unit": unit, "number": n} for n in range(count)))
        entries.append({"directory": str(folder), "file": str(file),
                        "arguments": ["cc", "-c", str(file)]})
    (folder / "compile_commands.json").write_text(json.dumps(entries))
    return [pathlib.Path(entry["file"]) for entry in entries]


class Measure:
    def __init__(self, options, folder):
        self.stranded, self.folder, self.jobs = os.path.abspath(options.stranded), folder, options.jobs

    def run(self, title, *arguments):
        cost = processes.run([self.stranded, *arguments, "-p", str(self.folder)], True, (0, 1))
        print(f"| {title} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.own_peak / 1024:.0f} |",
              flush=True)

    def check(self, title, *arguments):
        self.run(title, "check", "-j", str(self.jobs), "--format", "json", "-o", "/dev/null",
                 *arguments)


def measure(options, folder):
    files = write(folder, options.units, options.findings)
    run = Measure(options, folder)
    print("| command | wall s | CPU s | MiB |\n| --- | --: | --: | --: |")
    run.check("cold run")
    run.check("nothing changed")
    for file in files:
        os.utime(file)
    run.check("every file touched")
    files[7].write_text(files[7].read_text() + "/* a comment */\n")
    run.check("a comment changed")
    files[7].write_text("/* another one */\n" + files[7].read_text())
    run.check("a comment moved all lines of a file")
    files[7].write_text(files[7].read_text() + LEAK % {"unit": 7, "number": 1000000})
    run.check("a body changed")
    run.run("report", "report", "--format", "json", "-o", "/dev/null")
    run.run("stats", "stats", "-o", "/dev/null")
    run.run("baseline add --all", "baseline", "add", "--all", "--reason", "old")
    run.check("the same with the baseline")
    run.check("nothing changed, with the baseline")
    run.run("baseline update", "baseline", "update")
    run.run("merge into an empty store", "merge", "--db", str(folder / "merged.db"),
            str(folder / ".stranded/stranded.db"))
    store = folder / ".stranded/stranded.db"
    print(f"\nstore: {store.stat().st_size / 1048576:.0f} MiB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--units", type=int, default=10000)
    parser.add_argument("--findings", type=int, default=50000)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stranded-store-") as folder:
        measure(options, pathlib.Path(folder).resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
