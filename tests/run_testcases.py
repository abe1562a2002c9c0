#!/usr/bin/env python3
"""Runs stranded on testcases and compares what it finds with the marks in their sources.

usage: run_testcases.py --stranded PROGRAM [-j N] FOLDER...

Each FOLDER is a folder of testcases/. It holds programs: every .c file in it is one, every folder
in it is one (all its .c files, at any depth, linked together), and where it has a
compile_commands.json of its own it is itself one program, analysed with that file.

Marks stand on the line of the finding (testcases/README.md):
  // EXPECT: a, b   checks a and b report this line
  // MISS: a        check a should report this line and does not yet; once it does, we fail
  // WRONG: a       check a reports this line though nothing is wrong; once it does not, we fail
A line without a mark must be silent, and so must every other file. A check that is named twice is
expected twice.

Prints a line for each place that differs, then the totals. Exits 0 if nothing differs, 1 if
something does, 2 if it could not be run.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import typing

MARK = re.compile(r"//\s*(EXPECT|MISS|WRONG):\s*(.*)$")
CHECK_NAME = re.compile(r"[a-z][a-z0-9-]*")
TIMEOUT_SECONDS = 120

# (file, line, check): where a finding is, or should be.
Place = typing.Tuple[pathlib.Path, int, str]


class BadTestcase(Exception):
    """The testcase itself is wrong: a mark that says nothing, a program without a source."""


@dataclasses.dataclass
class Program:
    """What is analysed in one run of stranded."""

    folder: pathlib.Path  # what its sources' paths, and its include path, are relative to
    sources: typing.List[pathlib.Path]
    database: typing.Optional[pathlib.Path]  # its own compile_commands.json, or None
    shares_folder: bool  # with other programs: one .c file among others

    @property
    def name(self) -> str:
        return str(self.sources[0] if self.shares_folder else self.folder)

    def marked_files(self) -> typing.List[pathlib.Path]:
        """The files whose marks count: the sources, and where the folder is the program's alone
        the headers there, too."""
        headers = [] if self.shares_folder else sorted(self.folder.rglob("*.h"))
        return self.sources + headers


@dataclasses.dataclass
class Marks:
    expected: typing.Counter[Place]
    missed: typing.Counter[Place]
    wrong: typing.Counter[Place]


@dataclasses.dataclass
class Result:
    """What became of one program. `differences` is empty where all is as marked."""

    differences: typing.List[str]
    found: int = 0
    missed: int = 0
    wrong: int = 0


def programs_of(folder: pathlib.Path) -> typing.List[Program]:
    if (folder / "compile_commands.json").exists():
        return [whole_program(folder)]
    single = [Program(folder, [source], None, True) for source in sorted(folder.glob("*.c"))]
    return single + [whole_program(entry) for entry in sorted(folder.iterdir()) if entry.is_dir()]


def whole_program(folder: pathlib.Path) -> Program:
    sources = sorted(folder.rglob("*.c"))
    if not sources:
        raise BadTestcase(f"{folder}: no .c file in this folder")
    database = folder / "compile_commands.json"
    return Program(folder, sources, database if database.exists() else None, False)


def read_marks(files: typing.List[pathlib.Path]) -> Marks:
    counters = {kind: collections.Counter() for kind in ("EXPECT", "MISS", "WRONG")}
    for file in files:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        for number, line in enumerate(text.split("\n"), start=1):
            mark = MARK.search(line)
            if not mark:
                continue
            for check in (name.strip() for name in mark.group(2).split(",")):
                if not CHECK_NAME.fullmatch(check):
                    raise BadTestcase(f"{file}:{number}: '{check}' in the mark is no check's name")
                counters[mark.group(1)][(file, number, check)] += 1
    return Marks(counters["EXPECT"], counters["MISS"], counters["WRONG"])


def library_flags(program: Program) -> typing.List[str]:
    """Programs named glib_* include <glib.h>, found by pkg-config."""
    names = {program.folder.name} | {source.name for source in program.sources}
    if not any(name.startswith("glib_") for name in names):
        return []
    flags = subprocess.run(["pkg-config", "--cflags", "glib-2.0"], check=True,
                           capture_output=True, text=True).stdout
    return flags.split()


def write_database(program: Program, file: pathlib.Path) -> None:
    flags = ["-I", str(program.folder), *library_flags(program)]
    entries = [
        {
            "directory": str(program.folder),
            "file": str(source),
            "arguments": ["clang", *flags, "-c", str(source)],
        }
        for source in program.sources
    ]
    file.write_text(json.dumps(entries, indent=1), encoding="utf-8")


def resolve(name: str, program: Program) -> pathlib.Path:
    """The file that a finding names. Its name is relative to the project's root, which stranded
    chooses: the deepest folder that holds all sources, or one above it."""
    deepest = pathlib.Path(os.path.commonpath([source.parent for source in program.sources]))
    for base in (deepest, *deepest.parents):
        if (base / name).exists():
            return (base / name).resolve()
    return pathlib.Path(name)


def analyse(program: Program, stranded: str) -> typing.Dict[str, typing.Any]:
    with tempfile.TemporaryDirectory(prefix="testcase-") as scratch:
        database = program.database
        if database is None:
            database = pathlib.Path(scratch) / "compile_commands.json"
            write_database(program, database)
        command = [stranded, "check", "-p", str(database), "--db", f"{scratch}/facts.db",
                   "--format", "json", "--fail-on", "never", "-j", "1"]
        try:
            run = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                 stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS, check=False)
        except subprocess.TimeoutExpired as late:
            raise BadTestcase(f"{program.name}: no end after {TIMEOUT_SECONDS} s") from late
    if run.returncode != 0:
        raise BadTestcase(f"{program.name}: exit code {run.returncode}\n{run.stderr.rstrip()}")
    try:
        return json.loads(run.stdout)
    except json.JSONDecodeError as error:
        raise BadTestcase(f"{program.name}: output is not JSON: {error}") from error


def compare(found: typing.Counter[Place], marks: Marks) -> typing.List[str]:
    """One line for each place that is not as marked."""
    lines = []

    def say(place: Place, text: str) -> None:
        lines.append((place, f"{place[0]}:{place[1]}: {place[2]}: {text}"))

    for place in set(found) | set(marks.expected) | set(marks.missed) | set(marks.wrong):
        surplus = found[place] - marks.expected[place] - marks.wrong[place]
        if marks.wrong[place] and surplus < 0:
            say(place, "marked WRONG, but not found any more: it is cured, remove the mark")
        elif surplus < 0:
            say(place, "expected, but not found")
        elif surplus > 0 and marks.missed[place]:
            say(place, "marked MISS, but found: it is cured, make the mark EXPECT")
        elif surplus > 0:
            say(place, "found, but not expected")
    return [text for _, text in sorted(lines)]


def run_program(program: Program, stranded: str) -> Result:
    try:
        marks = read_marks(program.marked_files())
        output = analyse(program, stranded)
    except BadTestcase as error:
        return Result([str(error)])
    findings = output["findings"]
    found: typing.Counter[Place] = collections.Counter(
        (resolve(f["file"], program), f["line"], f["check"]) for f in findings)
    differences = compare(found, marks)
    if output["run"]["units_failed"] != 0:
        differences.append(f"{program.name}: {output['run']['units_failed']} unit(s) failed")
    if output["run"]["units"] < 1:
        differences.append(f"{program.name}: nothing was analysed")
    return Result(differences, found=sum((found & marks.expected).values()),
                  missed=sum(marks.missed.values()), wrong=sum(marks.wrong.values()))


def main() -> int:
    parser = argparse.ArgumentParser(description="compare findings with the marks in testcases")
    parser.add_argument("--stranded", required=True, help="the program to test")
    parser.add_argument("-j", type=int, default=2, help="programs at a time (2)")
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER")
    arguments = parser.parse_args()

    programs = []
    try:
        for folder in arguments.folders:
            programs += programs_of(folder.resolve())
    except (OSError, BadTestcase) as error:
        print(f"run_testcases: {error}", file=sys.stderr)
        return 2
    if not programs:
        print("run_testcases: no program in the folders given", file=sys.stderr)
        return 2

    try:
        with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
            results = list(pool.map(lambda p: run_program(p, arguments.stranded), programs))
    except OSError as error:
        print(f"run_testcases: {error}", file=sys.stderr)
        return 2
    for result in results:
        for line in result.differences:
            print(line)
    failing = sum(1 for result in results if result.differences)
    print(f"{len(programs)} programs, {sum(r.found for r in results)} findings as expected, "
          f"known gaps: {sum(r.missed for r in results)} missed, "
          f"{sum(r.wrong for r in results)} wrong; {failing} programs differ")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
