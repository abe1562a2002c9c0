#!/usr/bin/env python3
"""Measures stranded on a project: cold, warm, after a change, and what of it is libclang's parse.

usage: run_bench.py --stranded FILE [--project DIR] [--rounds N] [--repeats N] [--json FILE]

DIR is a folder with a compile_commands.json of a project that has been built (its generated
headers exist); also by the variable PROJECT. Without one, a generated project stands in. The
project is copied first and never written to. What is compared runs in turns, round by round; a
ratio is the median of the rounds' ratios. Ratios are of CPU time, which other work on the machine
disturbs least. docs/performance.md tells what the figures mean.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import typing

import processes
import project_copy
import sample_project
from processes import Cost

STRANDED_GOOD = (0, 1)  # findings or none


class Bench:
    def __init__(self, stranded: str, folder: pathlib.Path, database: pathlib.Path, repeats: int) -> None:
        self.repeats = repeats  # of what takes milliseconds
        self.stranded = os.path.abspath(stranded)
        self.parser = str(pathlib.Path(self.stranded).parent / "bench-parse")
        self.clang = shutil.which("clang-19") or shutil.which("clang") or "clang-19"
        self.folder = folder
        self.database = str(database)
        self.units = project_copy.read_units(database)
        self.list = folder / "units"
        project_copy.write_list(self.units, self.list)

    def check(self, store: str, jobs: int = 1, watched: bool = False, *more: str) -> Cost:
        command = [self.stranded, "check", "-p", self.database, "--db", str(self.folder / store),
                   "-j", str(jobs), "--format", "json", "-o", str(self.folder / "report.json"), *more]
        return processes.run(command, watched, STRANDED_GOOD)

    def last_run(self) -> dict:
        return json.loads((self.folder / "report.json").read_text(encoding="utf-8"))["run"]

    def cold(self, jobs: int) -> Cost:
        project_copy.remove_store(self.folder / "cold.db")
        return self.check("cold.db", jobs, watched=True)

    def cold_alone(self, jobs: int) -> Cost:
        """Each unit with all of its headers."""
        project_copy.remove_store(self.folder / "alone.db")
        return self.check("alone.db", jobs, True, "--no-shared-headers")

    def cold_kept(self, jobs: int) -> Cost:
        """With the precompiled headers of the run before; what they cost is the difference."""
        (self.folder / "cold.db.headers").rename(self.folder / "kept.headers")
        project_copy.remove_store(self.folder / "cold.db")
        (self.folder / "kept.headers").rename(self.folder / "cold.db.headers")
        return self.check("cold.db", jobs, watched=True)

    def shared_bytes(self) -> int:
        return sum(file.stat().st_size for file in (self.folder / "cold.db.headers").glob("*"))

    def parse_safe(self, jobs: int, *only: str) -> Cost:
        return processes.run([self.parser, str(jobs), "safe", self.database, *only])

    def parse_given(self, jobs: int) -> Cost:
        return processes.run([self.parser, str(jobs), "given", str(self.list)])

    def syntax_only(self, unit: project_copy.Unit) -> typing.Tuple[str, typing.List[str]]:
        return unit.directory, [self.clang, "-fsyntax-only", *unit.flags, unit.file]

    def clang_each(self) -> Cost:
        cost, failed = processes.run_each([self.syntax_only(unit) for unit in self.units])
        if failed == len(self.units):
            raise processes.Failure("clang -fsyntax-only failed for every unit")
        return cost


# ---- what is measured ----

def measure_cold(bench: Bench, rounds: int, note: typing.Callable) -> typing.Dict[str, list]:
    """Costs by name, an element a round; j1 and j2 tell the worker processes."""
    costs: typing.Dict[str, list] = {}
    for number in range(rounds):
        note(f"cold, round {number + 1} of {rounds}")
        for name, measure in (
                ("stranded_j1", lambda: bench.cold(1)),
                ("kept_j1", lambda: bench.cold_kept(1)),
                ("alone_j1", lambda: bench.cold_alone(1)),
                ("parse_given_j1", lambda: bench.parse_given(1)),
                ("parse_safe_j1", lambda: bench.parse_safe(1)),
                ("clang_each", bench.clang_each),
                ("alone_j2", lambda: bench.cold_alone(2)),
                ("stranded_j2", lambda: bench.cold(2)),
                ("kept_j2", lambda: bench.cold_kept(2)),
                ("parse_given_j2", lambda: bench.parse_given(2)),
                ("parse_safe_j2", lambda: bench.parse_safe(2))):
            costs.setdefault(name, []).append(measure())
    return costs


def measure_change(bench: Bench, file: pathlib.Path, texts: typing.Iterator[bytes], jobs: int, *more: str) -> list:
    costs = []
    for _ in range(bench.repeats):
        file.write_bytes(next(texts))
        costs.append(bench.check("cold.db", jobs, False, *more))
        if bench.last_run()["units_reused"] == bench.last_run()["units"]:
            raise processes.Failure(f"{file} was changed and not parsed again")
    return costs


def touch_all(database: str) -> None:
    for folder, _, names in os.walk(os.path.dirname(database)):
        for name in names:
            if name.endswith((".c", ".h")):
                os.utime(os.path.join(folder, name))


def measure_again(bench: Bench, note: typing.Callable) -> typing.Dict[str, list]:
    """Runs over the store that the last cold run left."""
    unit = project_copy.median_unit(bench.units)
    file = pathlib.Path(unit.file)
    original = file.read_bytes()
    costs = {}

    def compiles(text: bytes) -> bool:
        file.write_bytes(text)
        return processes.run_each([bench.syntax_only(unit)])[1] == 0

    note("nothing changed")
    costs["warm"] = [bench.check("cold.db") for _ in range(3 * bench.repeats)]
    note("one file touched")
    costs["touched"] = []
    for _ in range(bench.repeats):
        os.utime(file)
        costs["touched"].append(bench.check("cold.db"))
    note("one file changed")
    note("every file has another time, as after a checkout")
    costs["checkout"] = []
    for _ in range(bench.repeats):
        touch_all(bench.database)
        costs["checkout"].append(bench.check("cold.db"))
        if bench.last_run()["units_reused"] != bench.last_run()["units"]:
            raise processes.Failure("files were touched and parsed again")
    body = project_copy.first_body(original, compiles)
    comments = (original + b"\n/* bench %d */\n" % i for i in range(bench.repeats))
    bodies = (project_copy.with_statement(original, body, i) for i in range(4 * bench.repeats))
    moved = (b"/* bench %d */\n" % i * (i + 1) + original for i in range(bench.repeats))
    costs["comment"] = measure_change(bench, file, comments, 1)
    costs["moved"] = measure_change(bench, file, moved, 1)
    for jobs in (1, 2):
        costs[f"body_j{jobs}"] = measure_change(bench, file, bodies, jobs)
        costs[f"body_alone_j{jobs}"] = measure_change(bench, file, bodies, jobs, "--no-shared-headers")
    file.write_bytes(original)
    costs["its_parse"] = [bench.parse_safe(1, unit.file) for _ in range(bench.repeats)]
    return costs


# ---- what it comes to ----

def ratio(above: typing.List[Cost], below: typing.List[Cost], field: str = "cpu") -> float:
    return statistics.median(getattr(a, field) / getattr(b, field) for a, b in zip(above, below))


def phases(costs: typing.Dict[str, list]) -> typing.Dict[str, float]:
    """CPU seconds of a cold run with one worker and no shared headers, by what they went to; where_time_goes.py
    tells more of it."""
    whole = processes.median_of(costs["alone_j1"])
    return {
        "parse, lower, encode (the worker)": whole.children_cpu,
        "decode, store units": whole.early_cpu,
        "whole program, checks, store findings": whole.cpu - whole.children_cpu - whole.early_cpu,
    }


def summarize(bench: Bench, name: str, costs: typing.Dict[str, list]) -> dict:
    medians = {key: processes.median_of(value)._asdict() for key, value in costs.items()}
    cold = costs["stranded_j1"]
    run = bench.last_run()
    return {
        "project": name, "units": len(bench.units), "functions": run["functions"],
        "units_failed": run["units_failed"], "rounds": len(cold),
        "ratios": {
            "cold_to_parse_as_given_j1": ratio(cold, costs["parse_given_j1"]),
            "cold_to_parse_as_given_j2": ratio(costs["stranded_j2"], costs["parse_given_j2"]),
            "cold_to_alone_j1": ratio(cold, costs["alone_j1"]),
            "cold_to_alone_j2": ratio(costs["stranded_j2"], costs["alone_j2"]),
            "alone_to_parse_as_given_j1": ratio(costs["alone_j1"], costs["parse_given_j1"]),
            "cold_to_parse_same_flags_j1": ratio(cold, costs["parse_safe_j1"]),
            "cold_to_parse_same_flags_j2": ratio(costs["stranded_j2"], costs["parse_safe_j2"]),
            "cold_to_clang_each_j1": ratio(cold, costs["clang_each"]),
            "cold_to_clang_each_j1_wall": ratio(cold, costs["clang_each"], "wall"),
            "warm_to_cold_j1_wall": medians["warm"]["wall"] / medians["stranded_j1"]["wall"],
            "warm_to_cold_j1_cpu": medians["warm"]["cpu"] / medians["stranded_j1"]["cpu"],
        },
        "shared_header_bytes": bench.shared_bytes(),
        "phases": phases(costs),
        "medians": medians,
    }


COLD_ROWS = (("stranded, cold", "stranded_{}"), ("with headers kept from an earlier run", "kept_{}"), ("without shared headers", "alone_{}"),
             ("libclang's parse, flags as given", "parse_given_{}"),
             ("libclang's parse, stranded's flags", "parse_safe_{}"))
AGAIN_ROWS = (("nothing changed", "warm"), ("one .c touched, content the same", "touched"),
              ("every file touched, as after a checkout", "checkout"),
              ("one .c changed: a comment", "comment"),
              ("one .c changed: all lines moved", "moved"),
              ("one .c changed: a body", "body_j1"), ("the same without shared headers", "body_alone_j1"),
              ("one .c changed: a body, -j 2", "body_j2"),
              ("the same without shared headers, -j 2", "body_alone_j2"),
              ("(bare parse of that file)", "its_parse"))
RATIO_ROWS = (
    ("cold ÷ parse, flags as given, -j 1", "cold_to_parse_as_given_j1"),
    ("cold ÷ parse, flags as given, -j 2", "cold_to_parse_as_given_j2"),
    ("cold ÷ cold without shared headers, -j 1", "cold_to_alone_j1"),
    ("cold ÷ cold without shared headers, -j 2", "cold_to_alone_j2"),
    ("without shared headers ÷ parse, flags as given, -j 1", "alone_to_parse_as_given_j1"),
    ("cold ÷ parse, stranded's flags, -j 1", "cold_to_parse_same_flags_j1"),
    ("cold ÷ parse, stranded's flags, -j 2", "cold_to_parse_same_flags_j2"),
    ("cold ÷ clang -fsyntax-only each, -j 1", "cold_to_clang_each_j1"))


def table(head: typing.Sequence[str], rows: typing.Iterable[typing.Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *lines, ""])


def render(result: dict) -> str:
    medians, ratios = result["medians"], result["ratios"]

    def cell(name: str) -> str:
        return f"{medians[name]['cpu']:.2f} ({medians[name]['wall']:.2f})"

    cold = [(title, cell(key.format("j1")), cell(key.format("j2"))) for title, key in COLD_ROWS]
    cold.append(("clang -fsyntax-only, unit by unit", cell("clang_each"), ""))
    whole = sum(result["phases"].values())
    with_them, without = medians["stranded_j2"], medians["alone_j2"]
    return "\n".join([
        f"### {result['project']}: {result['units']} units, {result['functions']} functions,"
        f" {result['units_failed']} failed, {result['rounds']} rounds", "",
        table(("CPU seconds (wall)", "-j 1", "-j 2"), cold),
        table(("ratio, of CPU time", ""),
              [(title, f"{ratios[key]:.2f}") for title, key in RATIO_ROWS]),
        table(("CPU time without shared headers, -j 1", "seconds", "share"),
              [(title, f"{seconds:.2f}", f"{100 * seconds / whole:.1f} %")
               for title, seconds in result["phases"].items()]),
        table(("again", "CPU ms", "wall ms", "of cold (CPU)"),
              [(title, f"{1000 * medians[key]['cpu']:.0f}", f"{1000 * medians[key]['wall']:.0f}",
                f"{100 * medians[key]['cpu'] / medians['stranded_j1']['cpu']:.2f} %")
               for title, key in AGAIN_ROWS]),
        table(("kept on disk, MB", ""),
              [("shared headers", f"{result['shared_header_bytes'] / 1e6:.1f}")]),
        table(("peak memory, MiB, -j 2", "", "without shared headers"),
              [(title, f"{with_them[key] / 1024:.0f}", f"{without[key] / 1024:.0f}")
               for title, key in (("largest worker", "children_peak"), ("main process", "own_peak"))])])


# ---- front door ----

def prepare(folder: pathlib.Path, project: typing.Optional[str]) -> typing.Tuple[str, pathlib.Path]:
    if project:
        name = pathlib.Path(project).resolve().name
        return name, project_copy.copy_project(project, folder / "project")
    sample_project.write_project(folder / "project", 150)
    return "generated project", folder / "project/compile_commands.json"


def measure(options: argparse.Namespace, folder: pathlib.Path) -> dict:
    def note(text: str) -> None:
        print(f"bench: {text}", file=sys.stderr, flush=True)

    name, database = prepare(folder, options.project)
    bench = Bench(options.stranded, folder, database, options.repeats)
    if len(bench.units) < 100:
        note(f"only {len(bench.units)} units: take the ratios with care")
    costs = measure_cold(bench, options.rounds, note)
    parsed = bench.last_run()["units"]
    if parsed != len(bench.units):
        note(f"stranded makes {parsed} units of the {len(bench.units)} commands")
    costs.update(measure_again(bench, note))
    return summarize(bench, name, costs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stranded", required=True, help="the binary; bench-parse lies beside it")
    parser.add_argument("--project", default=os.environ.get("PROJECT"))
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "3")))
    parser.add_argument("--repeats", type=int, default=9, help="of runs that take milliseconds")
    parser.add_argument("--json", help="also write everything measured to this file")
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="stranded-bench-") as folder:
            result = measure(options, pathlib.Path(folder).resolve())
    except (processes.Failure, project_copy.BadProject, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print(render(result))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
