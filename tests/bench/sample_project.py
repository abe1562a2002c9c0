#!/usr/bin/env python3
"""Writes a C project for benchmarks where there is no real one at hand.

usage: sample_project.py FOLDER [UNITS]

UNITS files (150 unless said otherwise) in eight folders, headers of their own that include each
other in layers as those of real projects do, glibc's headers behind them, and a
compile_commands.json. Bodies have loops, switches, early returns, calls across units, ops tables,
and in one unit of ten threads. The same arguments give the same bytes. The program is never linked;
figures that are worth anything come from a real project.
"""
import json
import pathlib
import random
import sys

FOLDERS = ("net", "disk", "cache", "query", "auth", "log", "queue", "admin")
SYSTEM = ("errno", "pthread", "stdbool", "stdint", "stdio", "stdlib", "string", "sys/socket",
          "sys/stat", "sys/types", "time", "unistd", "netinet/in", "signal", "fcntl", "poll")
FUNCTIONS = 24  # in a unit: about 400 lines
N_STRUCTS = 12  # in a folder's header


def common_header() -> str:
    lines = ["#ifndef COMMON_H", "#define COMMON_H"]
    lines += [f"#include <{name}.h>" for name in SYSTEM]
    lines += ["struct list { struct list *next, *previous; };",
              "struct text { char *bytes; size_t size, room; };",
              "#define LIST_EACH(at, head) \\",
              "    for (struct list *at = (head)->next; at != (head); at = at->next)"]
    lines += [f"#define COMMON_LIMIT_{i} ({i} * 4096)" for i in range(200)]
    for i in range(60):
        lines.append(f"static inline int common_add_{i}(int a, int b) {{ return a + b * {i + 1}; }}")
        lines.append(f"int common_{i}(struct text *text, struct list *list, int amount);")
    return "\n".join(lines + ["#endif", ""])


def folder_header(folder: str, below: str, units: list) -> str:
    guard = f"{folder.upper()}_H"
    lines = [f"#ifndef {guard}", f"#define {guard}", f'#include "{below}.h"']
    for i in range(N_STRUCTS):
        lines += [f"struct {folder}_{i} {{", "    struct list link;", "    struct text name;",
                  "    pthread_mutex_t lock;", "    pthread_t thread;",
                  f"    int values[{i + 2}], state, count;",
                  f"    int (*handle)(struct {folder}_{i} *self, int event);", "};"]
    for unit in units:
        lines += [f"int {unit}_{i}(struct {folder}_{i % N_STRUCTS} *self, int event);"
                  for i in range(FUNCTIONS)]
    return "\n".join(lines + ["#endif", ""])


def function(unit: str, folder: str, number: int, others: list, dice: random.Random) -> list:
    callee = f"{dice.choice(others)}_{number % N_STRUCTS}"
    same = f"struct {folder}_{number % N_STRUCTS}"
    return [
        f"int {unit}_{number}({same} *self, int event)", "{",
        f"    int total = {dice.randrange(100)};", "",
        "    if (!self || event < 0)", "        return -EINVAL;",
        f"    for (int i = 0; i < {number % N_STRUCTS + 2}; i++) {{",
        f"        if (self->values[i] > COMMON_LIMIT_{dice.randrange(200)})",
        "            continue;",
        f"        total = common_add_{dice.randrange(60)}(total, self->values[i]);", "    }",
        "    switch (event) {", "    case 1:", "        self->state = total;", "        break;",
        "    case 2:", f"        return {callee}((void *)self, event - 1);",
        "    default:", "        self->count++;", "    }",
        "    return self->handle ? self->handle(self, total) : total;", "}", ""]


def threads(unit: str, folder: str) -> list:
    return [
        f"static void *{unit}_run(void *data)", "{", f"    struct {folder}_0 *self = data;",
        f"    {unit}_0(self, 1);", "    return NULL;", "}", "",
        f"int {unit}_start(struct {folder}_0 *self)", "{",
        f"    return pthread_create(&self->thread, NULL, {unit}_run, self);", "}", "",
        f"void {unit}_stop(struct {folder}_0 *self)", "{", "    pthread_join(self->thread, NULL);",
        "}", ""]


def source(number: int, unit: str, folder: str, others: list) -> str:
    dice = random.Random(number)
    lines = [f'#include "{folder}.h"', ""]
    for i in range(FUNCTIONS):
        lines += function(unit, folder, i, others, dice)
    lines += [f"int (*const {unit}_operations[])(struct {folder}_0 *self, int event) = {{",
              f"    {unit}_0, {unit}_{N_STRUCTS},", "};", ""]
    if number % 10 == 0:
        lines += threads(unit, folder)
    return "\n".join(lines)


def write_project(root: pathlib.Path, n_units: int) -> None:
    names = [(i, FOLDERS[i % len(FOLDERS)]) for i in range(n_units)]
    units = {f: [f"{f}_unit_{i}" for i, g in names if g == f] for f in FOLDERS}
    include = root / "include"
    include.mkdir(parents=True)
    (include / "common.h").write_text(common_header())
    for below, folder in zip(("common",) + FOLDERS, FOLDERS):
        (include / f"{folder}.h").write_text(folder_header(folder, below, units[folder]))
        (root / folder).mkdir()
    entries = []
    for number, folder in names:
        file = f"{folder}/{folder}_unit_{number}.c"
        (root / file).write_text(source(number, f"{folder}_unit_{number}", folder, units[folder]))
        entries.append({"directory": str(root.resolve()), "file": file,
                        "arguments": ["gcc", "-std=gnu11", "-O2", "-g", "-Wall", "-Iinclude",
                                      "-c", file, "-o", file[:-1] + "o"]})
    (root / "compile_commands.json").write_text(json.dumps(entries, indent=1))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    write_project(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 150)
