#!/usr/bin/env python3
"""Compares every #include of our own headers, and of the libraries that have a home, with the
tables in docs/architecture.md.

usage: include_rules.py ROOT

Prints a line for each #include that the tables do not allow. Exits 0 if there is none, 1 if there
is one, 2 if the tables cannot be read.
"""
import pathlib
import re
import sys
import typing

FOLDERS_HEADER = ("folder", "its one job", "may include")
LIBRARIES_HEADER = ("library", "headers", "may be included in")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SOURCES = ("*.c", "*.h", "*.def", "*.inc")


class BadTable(Exception):
    """A table is missing or says something that cannot be read."""


class Rules(typing.NamedTuple):
    # Folder, as a path from the root ("analyzer/ir") -> folders that it may include.
    folders: typing.Dict[str, typing.FrozenSet[str]]
    # Header, or folder of headers ending in a slash -> our folders that may include it.
    libraries: typing.Dict[str, typing.FrozenSet[str]]


def table_rows(text: str, header: typing.Tuple[str, ...]) -> typing.List[typing.List[str]]:
    rows = []
    inside = False
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif tuple(cells) == header:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            if len(cells) != len(header):
                raise BadTable(f"not {len(header)} cells: {line}")
            rows.append(cells)
    if not rows:
        raise BadTable(f"no table with the columns {' | '.join(header)}")
    return rows


def names_of(cell: str) -> typing.List[str]:
    """`base`, `ir` -> [base, ir]; nothing -> []."""
    if cell == "nothing":
        return []
    names = re.findall(r"`([^`]+)`", cell)
    if ", ".join(f"`{name}`" for name in names) != cell:
        raise BadTable(f"not a list of `names`: {cell}")
    return names


def full_name(name: str, folders: typing.Iterable[str]) -> str:
    """`ir`, `checks/` -> the path from the root of a folder that stands in the table."""
    name = name.rstrip("/")
    for candidate in (name, f"analyzer/{name}"):
        if candidate in folders:
            return candidate
    raise BadTable(f"`{name}` is no folder of the table")


def read_rules(text: str) -> Rules:
    rows = table_rows(text, FOLDERS_HEADER)
    folders = [names_of(row[0])[0].rstrip("/") for row in rows]
    allowed = {
        folder: frozenset(full_name(name, folders) for name in names_of(row[2]))
        for folder, row in zip(folders, rows)
    }
    libraries = {}
    for row in table_rows(text, LIBRARIES_HEADER):
        homes = frozenset(full_name(name, folders) for name in names_of(row[2]))
        for header in names_of(row[1]):
            libraries[header] = homes
    return Rules(allowed, libraries)


def includes_of(text: str) -> typing.Iterator[typing.Tuple[int, str, str]]:
    """(line, delimiter, name) of each #include. Comments are blanked, lines kept."""
    text = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(2)) + 1, match.group(1), match.group(2)


def complaint_about(name: str, delimiter: str, folder: str, rules: Rules) -> typing.Optional[str]:
    """Why a file in `folder` may not include `name`, or None."""
    for header, homes in rules.libraries.items():
        if name == header or (header.endswith("/") and name.startswith(header)):
            return None if folder in homes else f"{folder} may not use this library"
    target = target_of(name, delimiter, folder, rules)
    if target is None:
        return None
    if target == "":
        return "no folder of ours: write the path from analyzer/, as in \"ir/ir.h\""
    if target == folder or target in rules.folders[folder]:
        return None
    return f"{folder} may not include {target}"


def target_of(name: str, delimiter: str, folder: str, rules: Rules) -> typing.Optional[str]:
    """The folder of ours that `name` lies in, "" where it lies in none though it should, None
    where it is not ours."""
    if ".." in name.split("/"):
        return ""
    first = name.split("/")[0] if "/" in name else None
    if first == "stranded":
        return "include/stranded"
    if delimiter == "<":
        return None
    if first is None:
        # Only these are not under analyzer/, and have no path from there.
        return folder if folder in ("checks", "include/stranded") else ""
    for candidate in (f"analyzer/{first}", first):
        if candidate in rules.folders:
            return candidate
    return ""


def our_files(root: pathlib.Path) -> typing.List[pathlib.Path]:
    return sorted(
        file
        for top in ("analyzer", "checks", "include")
        for pattern in SOURCES
        for file in (root / top).rglob(pattern)
    )


def folder_of(file: pathlib.Path, rules: Rules) -> typing.Optional[str]:
    """The deepest folder of the table that holds `file`, a path from the root."""
    holding = [f for f in rules.folders if file.is_relative_to(f)]
    return max(holding, key=len, default=None)


def violations(root: pathlib.Path, rules: Rules) -> typing.List[str]:
    lines = []
    for path in our_files(root):
        file = path.relative_to(root)
        folder = folder_of(file, rules)
        if folder is None:
            lines.append(f"{file}: its folder does not stand in the table")
            continue
        for line, delimiter, name in includes_of(path.read_text(encoding="utf-8")):
            complaint = complaint_about(name, delimiter, folder, rules)
            if complaint:
                lines.append(f"{file}:{line}: {name}: {complaint}")
    return lines


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    table = root / "docs/architecture.md"
    try:
        rules = read_rules(table.read_text(encoding="utf-8"))
    except (OSError, BadTable) as error:
        print(f"{table}: {error}", file=sys.stderr)
        return 2
    if not our_files(root):
        print(f"{root}: no source file found", file=sys.stderr)
        return 2
    found = violations(root, rules)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
