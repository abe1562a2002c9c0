#!/usr/bin/env python3
"""How long an editor waits for fresh diagnostics, and what an idle server costs.

usage: lsp_latency.py STRANDED [KEYSTROKES]

Makes the project of sample_project.py (150 units), adds a source of 5,000 lines to it, opens that
and types into it: one character at a time, each when the answer to the one before has come. A
keystroke in ten adds or removes the join of a thread, so that what comes back can be seen to be
fresh. Prints percentiles, the CPU time that a keystroke costs (which says more on a machine that others
use as well), then memory (PSS of all processes of the server) and CPU while idle.
"""
import json
import os
import pathlib
import random
import statistics
import sys
import tempfile
import time
import typing

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "integration"))

import lsp_client  # noqa: E402
import sample_project  # noqa: E402

LINES = 5000
IDLE_SECONDS = 5


def big_source(folder: str, others: typing.List[str]) -> str:
    dice = random.Random(1)
    lines = [f'#include "{folder}.h"', ""]
    number = 0
    while len(lines) < LINES - 30:
        lines += sample_project.function("big", folder, number, others, dice)
        number += 1
    lines += sample_project.threads("big", folder)
    lines += [f"int big_serve(struct {folder}_0 *self)", "{", "    pthread_t thread;", "",
              "    if (pthread_create(&thread, NULL, big_run, self))", "        return -1;",
              "    pthread_join(thread, NULL);", "    return 0;", "}", ""]
    return "\n".join(lines)


def make_project(root: pathlib.Path) -> pathlib.Path:
    sample_project.write_project(root, 149)
    folder = sample_project.FOLDERS[-1]
    others = [f"{folder}_unit_{i}" for i in range(149)
              if sample_project.FOLDERS[i % len(sample_project.FOLDERS)] == folder]
    file = root / folder / "big.c"
    file.write_text(big_source(folder, others))
    database = root / "compile_commands.json"
    entries = json.loads(database.read_text())
    entries.append({"directory": str(root.resolve()), "file": str(file.relative_to(root)),
                    "arguments": ["gcc", "-std=gnu11", "-Iinclude", "-c", str(file)]})
    database.write_text(json.dumps(entries))
    return file


def processes_of(pid: int) -> typing.List[int]:
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += processes_of(int(child))
    return found


def pss_kilobytes(pid: int) -> int:
    total = 0
    for process in processes_of(pid):
        for line in pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total


def cpu_ticks(pid: int) -> int:
    """Of all its processes, and of those that have ended."""
    total = 0
    for process in processes_of(pid):
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        total += sum(int(field) for field in fields[11:15])
    return total


def measure(client: lsp_client.Client, file: pathlib.Path, count: int) -> typing.List[float]:
    lines = file.read_text().split("\n")
    joins = max(i for i, line in enumerate(lines) if "pthread_join(thread, NULL);" in line)
    comment = next(i for i, line in enumerate(lines) if line == "") + 1
    times = []
    is_joined, typed = True, 0
    client.open(file)
    assert client.wait_diagnostics(file) == []
    client.change(file, lsp_client.edit(comment, 0, comment, 0, "/* */\n"))
    client.wait_diagnostics(file)
    joins += 1
    for number in range(count):
        if number % 10 == 9:
            is_joined = not is_joined
            change = (lsp_client.edit(joins, 4, joins, 5, "pthread_join(thread, NULL);") if is_joined
                      else lsp_client.edit(joins, 4, joins, 31, ";"))
        else:
            typed += 1
            change = lsp_client.edit(comment, 2 + typed, comment, 2 + typed, "x")
        began = time.monotonic()
        client.change(file, change)
        shown = client.wait_diagnostics(file)
        times.append(time.monotonic() - began)
        assert bool(shown) != is_joined, (number, is_joined, shown)
    return times


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    count = int(sys.argv[2]) if len(sys.argv) == 3 else 200
    with tempfile.TemporaryDirectory(prefix="stranded-bench-") as scratch:
        root = pathlib.Path(scratch).resolve() / "project"
        file = make_project(root)
        client = lsp_client.Client([str(pathlib.Path(sys.argv[1]).resolve()), "lsp"], root)
        began = time.monotonic()
        client.wait_for(lambda m: m.get("method") == "$/progress"
                        and m["params"]["value"]["kind"] == "end", "the end of the indexing")
        print(f"first indexing, {150} units: {time.monotonic() - began:.2f} s")
        before = cpu_ticks(client.process.pid)
        times = sorted(measure(client, file, count))
        spent = (cpu_ticks(client.process.pid) - before) / os.sysconf("SC_CLK_TCK")
        print(f"keystroke to diagnostics, {count} of them, {len(file.read_text().splitlines())} "
              f"lines: median {statistics.median(times) * 1000:.0f} ms, 95 % "
              f"{times[int(len(times) * 0.95)] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms")
        print(f"CPU time of it: {spent * 1000 / (count + 2):.0f} ms a keystroke")
        time.sleep(1)
        before = cpu_ticks(client.process.pid)
        time.sleep(IDLE_SECONDS)
        print(f"idle for {IDLE_SECONDS} s: {cpu_ticks(client.process.pid) - before} ticks of CPU, "
              f"{pss_kilobytes(client.process.pid) / 1024:.0f} MB in "
              f"{len(processes_of(client.process.pid))} processes")
        client.end()


if __name__ == "__main__":
    main()
