#!/usr/bin/env python3
"""Compiles every header of the project alone, so that none depends on what its users include.

usage: headers.py --root ROOT --cc COMPILER [--cxx COMPILER] [-- FLAG...]

All as C11; the public ones as C++17, too, and annotations.h, which goes into users' code, as C89.
FLAGs find the libraries. Prints the compiler's words for each header that fails; exits 1 then.
"""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
# A header that declares `static inline` functions for its users leaves them unused here.
ALLOWED = ["-Wno-unused-function"]


def commands_for(header, arguments):
    root = arguments.root
    public = header.is_relative_to(root / "include")
    paths = [f"-I{root / 'include'}"] + ([] if public else [f"-I{root / 'analyzer'}"])
    common = ["-fsyntax-only", *WARNINGS, *ALLOWED, *paths, *arguments.flags, "-x"]
    commands = [[arguments.cc, "-std=c11", "-D_GNU_SOURCE", *common, "c"]]
    if public and arguments.cxx:
        commands.append([arguments.cxx, "-std=c++17", *common, "c++"])
    if public and header.name == "annotations.h":
        commands.append([arguments.cc, "-std=c89", *common, "c"])
    return commands


def compile_alone(command, header):
    """None, or what the compiler says. Included from a file and not compiled itself: as a main
    file, a header gets warnings that are not meant for it (`#pragma once in main file`). One that has
    macros alone is no translation unit, but for what stands behind it."""
    run = subprocess.run([*command, "-"], input=f'#include "{header}"\nextern int behind;\n',
                         capture_output=True, text=True, check=False)
    return None if run.returncode == 0 else f"{' '.join(command)}\n{run.stderr}"


def main():
    parser = argparse.ArgumentParser(description="compile every header alone")
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--cxx")
    parser.add_argument("flags", nargs="*", metavar="FLAG")
    arguments = parser.parse_args()

    headers = sorted(header for top in ("analyzer", "checks", "include")
                     for header in (arguments.root / top).rglob("*.h"))
    if not headers:
        print(f"{arguments.root}: no header found", file=sys.stderr)
        return 1
    jobs = [(command, header) for header in headers for command in commands_for(header, arguments)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        failures = [words for words in pool.map(lambda job: compile_alone(*job), jobs) if words]
    for words in failures:
        print(words)
    print(f"{len(headers)} headers, {len(jobs)} compilations, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
