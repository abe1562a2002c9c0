#!/usr/bin/env python3
"""Where the CPU time of a cold run goes, sampled by perf: parse, lowering, encoding, SQLite, linking, solving, checks.

usage: where_time_goes.py --stranded FILE [--rate N] PROJECT [-- OPTION...]

A PROJECT is a folder with a compile_commands.json; nothing is written to it. OPTIONs go to `stranded check` (such as
--no-shared-headers). A sample belongs to the outermost function of its stack that stands for a stage; the program
needs its symbols, which any build has that was not stripped.
"""
import argparse
import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import typing

STACK_BYTES = 32768  # of each sample, to reach our function below a deep parse

# Stage by the name of a function of ours or of libclang: the outermost of them decides.
STAGES = {
    "frontend_precompile": "making shared headers",
    "clang_parseTranslationUnit2FullArgv": "parse",
    "clang_disposeTranslationUnit": "parse",
    "frontend_lower_parsed": "lowering",
    "ir_encode": "serialization",
    "ir_decode": "serialization",
    "program_link": "linking, targets of calls, contexts",
    "program_find_targets": "linking, targets of calls, contexts",
    "program_find_callers": "linking, targets of calls, contexts",
    "program_find_coroutines": "linking, targets of calls, contexts",
    "program_find_returns": "linking, targets of calls, contexts",
    "program_find_members": "linking, targets of calls, contexts",
    "program_find_contexts": "linking, targets of calls, contexts",
    "solver_run": "solving",
}
AROUND = {"solve_units": "checks"}  # and what is around others counts for what is not in one of them
LIBRARIES = {"libsqlite3": "SQLite"}
LIBCLANG = ("libclang", "libLLVM")
REST = "rest (start, loading libclang, pipes, report)"
ORDER = ("parse", "making shared headers", "lowering", "serialization", "SQLite", "linking, targets of calls, contexts",
         "solving", "checks", REST)


class Frame(typing.NamedTuple):
    function: str
    library: str


def frame_of(line: str) -> Frame:
    """Of a line "address function+0x1 (library)"."""
    words, _, library = line.strip().rpartition(" (")
    name = words.partition(" ")[2]
    return Frame(name.partition("+")[0], os.path.basename(library.rstrip(")")))


def stage_of(stack: typing.List[Frame]) -> str:
    for frame in stack:
        for prefix, stage in LIBRARIES.items():
            if frame.library.startswith(prefix):
                return stage
    for stages in (STAGES, AROUND):
        for frame in reversed(stack):
            if frame.function in stages:
                return stages[frame.function]
    # A stack that was cut off is a deep one.
    is_parse = any(frame.library.startswith(LIBCLANG) for frame in stack)
    return "parse" if is_parse and len(stack) > 20 else REST


def stacks(lines: typing.Iterable[str]) -> typing.Iterator[typing.List[Frame]]:
    stack: typing.List[Frame] = []
    for line in lines:
        if line.strip():
            stack.append(frame_of(line))
        elif stack:
            yield stack
            stack = []
    if stack:
        yield stack


def profile(arguments: argparse.Namespace, folder: pathlib.Path) -> typing.Counter[str]:
    data = str(folder / "perf.data")
    command = [os.path.abspath(arguments.stranded), "check", "-p", arguments.project, "--db", str(folder / "store.db"),
               "-j", "1", "--fail-on", "never", *arguments.options]
    subprocess.run(["perf", "record", "--quiet", "--event", "cpu-clock", "--freq", str(arguments.rate), "--call-graph",
                    f"dwarf,{STACK_BYTES}", "--output", data, "--", *command],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with subprocess.Popen(["perf", "script", "--input", data, "--no-inline", "--fields", "ip,sym,dso"], text=True,
                          errors="replace", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as script:
        return collections.Counter(stage_of(stack) for stack in stacks(script.stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--rate", type=int, default=199, help="samples of a second of CPU time")
    parser.add_argument("project")
    parser.add_argument("options", nargs="*", metavar="OPTION")
    arguments = parser.parse_args()
    if not shutil.which("perf"):
        print("where_time_goes: perf is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="stranded-perf-") as folder:
        counts = profile(arguments, pathlib.Path(folder))
    whole = sum(counts.values())
    print(f"| {os.path.basename(os.path.normpath(arguments.project))}, {whole / arguments.rate:.1f} s | share |\n| --- | --: |")
    for stage in ORDER:
        print(f"| {stage} | {100 * counts[stage] / whole:.1f} % |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
