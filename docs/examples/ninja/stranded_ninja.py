#!/usr/bin/env python3
"""Writes build.ninja: parsing as build actions, one for each source, then the link of all of them.

usage: stranded_ninja.py COMPILE_COMMANDS FOLDER [PARTS]

    stranded_ninja.py build/compile_commands.json parts && ninja -C parts

Ninja, or whatever runs its actions on other machines, decides what runs where and when: each action parses
its part of the sources into a store of its own, and the last one brings them together and checks. With PARTS
there are as many actions; without, one a source. The last action ends with 1 where it finds something.
"""
import json
import os
import pathlib
import sys

RULES = """rule extract
  command = stranded extract -p $database --shard $shard --db $out -j 1
  description = extract $shard
  restat = 1
rule check
  command = rm -f whole.db whole.db-wal whole.db-shm && stranded merge -p $database --db whole.db $in && $
      stranded check -p $database --db whole.db --format text --format json -o $out
  description = check

"""


def escape(path: str) -> str:
    return path.replace("$", "$$").replace(" ", "$ ").replace(":", "$:")


def sources_of(database: pathlib.Path) -> list:
    """In the order in which stranded counts them: by path, each once."""
    files = set()
    for entry in json.loads(database.read_text(encoding="utf-8")):
        file = os.path.join(database.parent, entry["directory"], entry["file"])
        if file.endswith(".c") and os.path.isfile(file):
            files.add(os.path.join(os.path.realpath(os.path.dirname(file)), os.path.basename(file)))
    return sorted(files)


def headers_beside(sources: list) -> list:
    folders = {os.path.dirname(source) for source in sources}
    return sorted(str(header) for folder in folders for header in pathlib.Path(folder).glob("*.h"))


def main() -> int:
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    database = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(sys.argv[2])
    sources = sources_of(database)
    count = int(sys.argv[3]) if len(sys.argv) == 4 else len(sources)
    # A header may concern any source; an action that finds nothing changed costs some milliseconds.
    implicit = " ".join(escape(path) for path in [str(database), *headers_beside(sources)])
    lines = [RULES, f"database = {escape(str(database))}\n"]
    for number in range(count):
        inputs = " ".join(escape(source) for source in sources[number::count])
        lines.append(f"build part{number + 1}.db: extract {inputs} | {implicit}\n"
                     f"  shard = {number + 1}/{count}\n")
    parts = " ".join(f"part{number + 1}.db" for number in range(count))
    lines.append(f"build report.json: check {parts}\ndefault report.json\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "build.ninja").write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
