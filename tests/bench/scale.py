#!/usr/bin/env python3
"""Measures how the cost of a cold run grows with the program, and the whole-program stage's share.

usage: scale.py --stranded FILE [-p DIR]... [--sizes N...] [--rounds N] [--seed N] [-j N]
                [--limit SECONDS] [--json FILE]

Analyses generated programs (scale_project.py) of 10, 100, 1,000 and 10,000 units, and of each DIR,
a folder with a compile_commands.json of a project that has been built, 10 and 100 of its units,
evenly spread over its list. At the end come the worst functions that we could think of
(tangled_project.py): what tells of them is the time of the slowest. Nothing is written into DIR. A
share of a project's units has calls into those left out, so its figures tell of cost alone.

Times are CPU seconds, medians of the rounds. The whole-program stage is what `check --stats` says of
it: linking, solving, the checks. A run of which one process takes more CPU time than --limit is ended;
the table shows the others, and the exit code is 2.
"""
import argparse
import json
import os
import pathlib
import re
import resource
import statistics
import sys
import tempfile
import typing

import processes
import project_copy
import run_bench
import scale_project
import tangled_project

SIZES = (10, 100, 1000, 10000)
REAL_SIZES = (10, 100)


class Row(typing.NamedTuple):
    project: str
    units: int
    functions: int
    total: float  # CPU seconds of the run and its workers
    wall: float
    stage: float  # of them in the whole-program stage
    slowest: float  # CPU seconds that the slowest function took to solve

    @property
    def share(self) -> float:
        return self.stage / self.total

    def per_function(self, seconds: float) -> float:
        return seconds / max(self.functions, 1)


class Subject(typing.NamedTuple):
    """What is analysed: a compilation database, under the name that the table gives it."""

    project: str
    database: pathlib.Path


def seconds_of(what: str, messages: str) -> float:
    """As `check --stats` says it; 0 where it solved nothing."""
    found = re.search(what + r": ([0-9.]+) s CPU", messages)
    return float(found.group(1)) if found else 0.0


def measure(subject: Subject, options: argparse.Namespace, scratch: pathlib.Path) -> Row:
    report, messages = scratch / "report.json", scratch / "messages"
    costs, stages, slowest = [], [], []
    for _ in range(options.rounds):
        project_copy.remove_store(scratch / "cold.db")
        costs.append(processes.run(
            [os.path.abspath(options.stranded), "check", "-p", str(subject.database),
             "--db", str(scratch / "cold.db"), "-j", str(options.jobs), "--format", "json",
             "-o", str(report), "--stats"], good=run_bench.STRANDED_GOOD,
            messages=str(messages)))
        said = messages.read_text(encoding="utf-8", errors="replace")
        stages.append(seconds_of("whole program", said))
        slowest.append(seconds_of("slowest function", said))
    run = json.loads(report.read_text(encoding="utf-8"))["run"]
    if run["units_failed"] == run["units"]:
        raise processes.Failure(f"{subject.project}: every unit failed")
    # The median of each, not of one run: a run may be quick as a whole and slow in its stage.
    cost = processes.median_of(costs)
    return Row(subject.project, run["units"], run["functions"], cost.cpu, cost.wall,
               statistics.median(stages), statistics.median(slowest))


# ---- what is analysed ----

def part_of_project(project: str, size: int, to: pathlib.Path) -> typing.Optional[Subject]:
    """None if the project has too few units."""
    units = project_copy.read_units(project_copy.find_database(project))
    if len(units) < size:
        return None
    chosen = [units[i * len(units) // size] for i in range(size)]
    database = to / "compile_commands.json"
    database.write_text(json.dumps([
        {"directory": unit.directory, "file": unit.file,
         "arguments": ["cc", *unit.flags, "-c", unit.file]} for unit in chosen], indent=1),
        encoding="utf-8", errors="surrogateescape")
    return Subject(pathlib.Path(project).resolve().name, database)


def subjects(options: argparse.Namespace, folder: pathlib.Path,
             note: typing.Callable) -> typing.Iterator[Subject]:
    for i, project in enumerate(options.project):
        for size in REAL_SIZES:
            place = folder / f"real-{i}-{size}"
            place.mkdir()
            subject = part_of_project(project, size, place)
            if subject is None:
                note(f"{project}: fewer than {size} units, left out")
            else:
                yield subject
    for size in options.sizes:
        place = folder / f"generated-{size}"
        yield Subject("generated", scale_project.write_project(place, size, options.seed))
    yield Subject("tangled", tangled_project.write_project(folder / "tangled", options.seed))


# ---- what it comes to ----

def render(rows: typing.List[Row]) -> str:
    head = ("project", "units", "functions", "total s (wall)", "whole-program stage s", "share",
            "stage µs per function", "total ms per function", "slowest function s")
    return run_bench.table(head, [
        (row.project, f"{row.units:,}", f"{row.functions:,}", f"{row.total:.2f} ({row.wall:.2f})",
         f"{row.stage:.2f}", f"{100 * row.share:.1f} %",
         f"{1e6 * row.per_function(row.stage):.0f}", f"{1e3 * row.per_function(row.total):.2f}",
         f"{row.slowest:.3f}")
        for row in rows])


def measure_all(options: argparse.Namespace,
                folder: pathlib.Path) -> typing.Tuple[typing.List[Row], int]:
    """Also says how many could not be measured."""
    def note(text: str) -> None:
        print(f"scale: {text}", file=sys.stderr, flush=True)

    rows, n_failed = [], 0
    for subject in subjects(options, folder, note):
        try:
            row = measure(subject, options, folder)
        except processes.Failure as failure:
            n_failed += 1
            note(str(failure))
            continue
        rows.append(row)
        note(f"{row.project}, {row.units} units: {row.total:.2f} s,"
             f" whole program {row.stage:.2f} s")
    return rows, n_failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stranded", required=True, help="the binary")
    parser.add_argument("-p", dest="project", action="append", default=[], metavar="DIR",
                        help="a built project with a compile_commands.json; may be repeated")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, metavar="N",
                        help="units of the generated programs")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-j", dest="jobs", type=int, default=1, help="worker processes (1)")
    parser.add_argument("--json", help="also write the rows to this file")
    parser.add_argument("--limit", type=int, default=1200, help="CPU seconds of a process (1200)")
    options = parser.parse_args()
    # Inherited by what we run; soft, so that it is told apart from a kill by somebody else.
    resource.setrlimit(resource.RLIMIT_CPU, (options.limit, resource.RLIM_INFINITY))
    try:
        with tempfile.TemporaryDirectory(prefix="stranded-scale-") as folder:
            rows, n_failed = measure_all(options, pathlib.Path(folder).resolve())
    except (project_copy.BadProject, OSError) as error:
        print(f"scale: {error}", file=sys.stderr)
        return 2
    print(render(rows))
    if options.json:
        pathlib.Path(options.json).write_text(
            json.dumps([row._asdict() for row in rows], indent=1) + "\n", encoding="utf-8")
    return 2 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
