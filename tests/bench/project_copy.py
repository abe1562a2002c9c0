"""A project as the benchmark sees it: a copy that it may change, and its units with the flags that
the build gave them."""
import json
import os
import pathlib
import re
import shlex
import shutil
import typing

LEFT_OUT = shutil.ignore_patterns(".git", ".stranded", "*.o", "*.lo", "*.a", "*.so", "*.la")
WRAPPERS = ("ccache", "distcc", "sccache", "icecc")
# Words that write a file, or ask for something else than compiling: alone, and with a value.
ALONE = re.compile(r"-(c|E|S|M|MM|MD|MMD|MG|MP|o.+|MF.+|MT.+|MQ.+|save-temps.*|Wp,-M.*)$")
WITH_VALUE = ("-o", "-MF", "-MT", "-MQ")


class Unit(typing.NamedTuple):
    directory: str
    file: str  # absolute
    flags: typing.Tuple[str, ...]


class BadProject(Exception):
    """There is no project to measure."""


def find_database(project: str) -> pathlib.Path:
    path = pathlib.Path(project).resolve()
    for candidate in (path, path / "compile_commands.json", path / "build/compile_commands.json"):
        if candidate.is_file():
            return candidate
    raise BadProject(f"{project}: no compile_commands.json")


def file_at(directory: str, name: str) -> str:
    return os.path.normpath(os.path.join(directory, name))


def flags_of(entry: dict, directory: str, file: str) -> typing.Tuple[str, ...]:
    """All words but the compiler, the main file, and those that would write files."""
    words = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
    words = words[2:] if os.path.basename(words[0]) in WRAPPERS else words[1:]
    flags, skip = [], False
    for word in words:
        is_dropped = (skip or word in WITH_VALUE or ALONE.match(word)
                      or file_at(directory, word) == file)
        skip = not skip and word in WITH_VALUE
        if not is_dropped:
            flags.append(word)
    return tuple(flags)


def read_units(database: pathlib.Path) -> typing.List[Unit]:
    """The C units whose file exists, equal ones once."""
    units = {}
    for entry in json.loads(database.read_text(encoding="utf-8", errors="surrogateescape")):
        directory = os.path.join(database.parent, entry["directory"])
        file = file_at(directory, entry["file"])
        if file.endswith(".c") and os.path.isfile(file):
            units[Unit(directory, file, flags_of(entry, directory, file))] = None
    return list(units)


def root_of(database: pathlib.Path) -> pathlib.Path:
    """The deepest folder that holds the database, all units and the folders they are compiled in."""
    paths = [str(database.parent)]
    for unit in read_units(database):
        paths += [os.path.realpath(unit.file), os.path.realpath(unit.directory)]
    return pathlib.Path(os.path.commonpath(paths))


def copy_project(project: str, to: pathlib.Path) -> pathlib.Path:
    """Copies the project, with absolute paths into it rewritten, and returns the database's copy.
    Times of change are kept."""
    database = find_database(project)
    root = root_of(database)
    if len(root.parts) < 3:
        raise BadProject(f"{project}: its units have no folder in common but {root}")
    shutil.copytree(root, to, symlinks=True, ignore=LEFT_OUT)
    for link in [path for path in to.rglob("*") if path.is_symlink()]:
        target = os.readlink(link)
        if target.startswith(f"{root}/"):
            link.unlink()
            link.symlink_to(str(to) + target[len(str(root)):])
    copy = to / database.relative_to(root)
    text = copy.read_text(encoding="utf-8", errors="surrogateescape")
    inside = re.compile(re.escape(str(root)) + r"(?![\w.-])")
    copy.write_text(inside.sub(lambda _: str(to), text), encoding="utf-8",
                    errors="surrogateescape")
    return copy


def remove_store(path: pathlib.Path) -> None:
    """And what lies beside it."""
    for file in path.parent.glob(path.name + "*"):
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()


def write_list(units: typing.List[Unit], path: pathlib.Path) -> None:
    """For bench-parse, see there."""
    words = []
    for unit in units:
        words += [unit.directory, unit.file, "clang", *unit.flags, ""]
    path.write_bytes(b"".join(os.fsencode(word) + b"\0" for word in words))


def median_unit(units: typing.List[Unit]) -> Unit:
    """The unit whose file is of middling size."""
    return sorted(units, key=lambda unit: (os.path.getsize(unit.file), unit.file))[len(units) // 2]


def first_body(text: bytes, compiles: typing.Callable[[bytes], bool]) -> int:
    """The offset behind the opening brace of a function's body. `compiles` judges a text in which
    a statement has been put there, since finding a body takes a compiler."""
    for match in re.finditer(rb"^(?:[A-Za-z_][^;\n={}]*\)[ \t]*)?\{[ \t]*\n", text, re.MULTILINE):
        if compiles(with_statement(text, match.end(), 0)):
            return match.end()
    raise BadProject("no function in which a statement could be put")


def with_statement(text: bytes, offset: int, number: int) -> bytes:
    statement = b"volatile int bench_%d = %d; bench_%d++;\n" % (number, number, number)
    return text[:offset] + statement + text[offset:]
