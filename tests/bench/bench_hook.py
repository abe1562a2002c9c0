#!/usr/bin/env python3
"""Measures the commit hook: from `git commit` to its answer.

usage: bench_hook.py --stranded FILE [--project DIR] [--rounds N] [--json FILE]

DIR is a folder with a compile_commands.json; the project is copied, made a git work tree and analysed
once. Without one, a generated project of 150 units stands in. Printed are milliseconds, wall and CPU time
(of all processes; they work one after another, so on an idle machine both are about the same), the median
of the rounds. What git takes for the same commit without a hook is measured in turns with it and taken
away. Beside them the bare parse of the file that is changed, of which docs/performance.md tells.
"""
import argparse
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import typing

import processes
import project_copy
import sample_project

IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@localhost", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@localhost", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull}
LEAK = b"""
#include <pthread.h>
static void *bench_work(void *data) { return data; }
void bench_start(void);
void bench_start(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, bench_work, 0);
}
"""


class Cost(typing.NamedTuple):
    wall: float
    cpu: float


def cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


class Bench:
    def __init__(self, stranded: str, database: pathlib.Path, folder: pathlib.Path) -> None:
        self.stranded = os.path.abspath(stranded)
        self.database = database
        self.folder = folder
        self.environment = {**os.environ, **IDENTITY, "HOME": str(folder.parent)}
        units = project_copy.read_units(database)
        self.unit = project_copy.median_unit(units)
        self.n_units = len(units)
        self.file = pathlib.Path(self.unit.file)
        self.original = self.file.read_bytes()

    def git(self, *arguments: str, good: tuple = (0,)) -> Cost:
        began, before = time.monotonic(), cpu_of_children()
        run = subprocess.run(["git", *arguments], cwd=self.folder, env=self.environment, check=False,
                             stdin=subprocess.DEVNULL, capture_output=True)
        if run.returncode not in good:
            raise processes.Failure(f"git {arguments[0]}: {run.stderr.decode(errors='replace')}")
        return Cost(time.monotonic() - began, cpu_of_children() - before)

    def prepare(self) -> None:
        self.git("init", "--quiet")
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message=first")
        subprocess.run([self.stranded, "hook", "install", "-p", str(self.database)], check=True,
                       cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL)
        subprocess.run([self.stranded, "check", "-p", str(self.database), "-o", os.devnull], check=False,
                       cwd=self.folder, env=self.environment)

    def commit_change(self, name: pathlib.Path, text: bytes, *options: str, code: int = 0) -> Cost:
        name.write_bytes(text)
        self.git("add", "--force", str(name))
        cost = self.git("commit", "--quiet", "--message=next", *options, good=(code,))
        if code:
            self.git("reset", "--quiet")
            self.file.write_bytes(self.original)
        return cost

    def bare_parse(self) -> Cost:
        parser = str(pathlib.Path(self.stranded).parent / "bench-parse")
        cost = processes.run([parser, "1", "safe", str(self.database), self.unit.file])
        return Cost(cost.wall, cost.cpu)


def measure(bench: Bench, rounds: int) -> typing.Dict[str, typing.List[Cost]]:
    times: typing.Dict[str, typing.List[Cost]] = {}
    readme = bench.folder / "bench-readme"
    numbers = itertools.count()

    def comment() -> bytes:
        return bench.original + b"\n/* bench %d */\nstatic const int bench_%d = 1;\n" % (
            (next(numbers),) * 2)

    for _ in range(rounds):
        for name, step in (
                ("git alone", lambda: bench.commit_change(bench.file, comment(), "--no-verify")),
                ("after one unseen", lambda: bench.commit_change(bench.file, comment())),
                ("one .c changed", lambda: bench.commit_change(bench.file, comment())),
                ("nothing relevant", lambda: bench.commit_change(readme, b"%d\n" % next(numbers))),
                ("stopped", lambda: bench.commit_change(bench.file, bench.original + LEAK, code=1)),
                ("its bare parse", bench.bare_parse)):
            times.setdefault(name, []).append(step())
    return times


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--project")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stranded-bench-") as scratch:
        folder = pathlib.Path(scratch).resolve() / "project"
        if options.project:
            database = project_copy.copy_project(options.project, folder)
        else:
            sample_project.write_project(folder, 150)
            database = folder / "compile_commands.json"
        bench = Bench(options.stranded, database, folder)
        bench.prepare()
        times = measure(bench, options.rounds)
    medians = {name: Cost(*(statistics.median(column) * 1000 for column in zip(*values)))
               for name, values in times.items()}
    alone = medians.pop("git alone")
    rows = {name: value if name == "its bare parse" else
            Cost(value.wall - alone.wall, value.cpu - alone.cpu)
            for name, value in medians.items()}
    print(f"| {bench.n_units} units, {bench.unit.file.rpartition('/')[2]} | wall ms | CPU ms |\n"
          "| --- | --- | --- |")
    for name, value in rows.items():
        print(f"| {name} | {value.wall:.0f} | {value.cpu:.0f} |")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(
            {"units": bench.n_units, **{name: row._asdict() for name, row in rows.items()}}), "utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (processes.Failure, project_copy.BadProject) as failure:
        sys.exit(f"bench_hook.py: {failure}")
