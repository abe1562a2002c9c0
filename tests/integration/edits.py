"""Random edits of a C project, as people make them: what an edit does to a build's view of the project is
what counts, so a file that does not compile for a while is welcome.

A tree is edited in place; each edit says in a few words what it did. Equal seeds make equal edits.
"""
import json
import os
import pathlib
import random
import re
import typing

STATEMENT = re.compile(r"^[ \t]+[^#/*].*;[ \t]*$")
FUNCTION = re.compile(r"^[A-Za-z_][\w \t*]*\**\w+\(([^;{}]*)\)[ \t]*$")

NEW_UNIT = """#include <pthread.h>
static void *work_%(n)d(void *p) { return p; }
int added_%(n)d(int x);
int added_%(n)d(int x)
{
    pthread_t t;
    if (pthread_create(&t, NULL, work_%(n)d, NULL) != 0)
        return -1;
    if (x > %(n)d)
        return x;
    return pthread_join(t, NULL);
}
"""


class Tree:
    """A project: a folder with compile_commands.json, whose entries have `arguments`."""

    def __init__(self, folder: pathlib.Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.number = 0
        self.snapshots: typing.List[typing.Dict[str, bytes]] = []
        self.entries = json.loads((folder / "compile_commands.json").read_text())

    # ---- files ----

    def sources(self) -> typing.List[pathlib.Path]:
        return sorted(self.folder.rglob("*.c"))

    def headers(self) -> typing.List[pathlib.Path]:
        return sorted(self.folder.rglob("*.h"))

    def pick(self, files: typing.Sequence[pathlib.Path]) -> pathlib.Path:
        return self.random.choice(files)

    def lines(self, file: pathlib.Path) -> typing.List[str]:
        return file.read_text(encoding="latin-1").splitlines(keepends=True)

    def write(self, file: pathlib.Path, lines: typing.Sequence[str]) -> None:
        file.write_text("".join(lines), encoding="latin-1")

    def save_database(self) -> None:
        (self.folder / "compile_commands.json").write_text(json.dumps(self.entries))

    def path_of(self, entry: dict) -> pathlib.Path:
        return pathlib.Path(os.path.normpath(os.path.join(entry["directory"], entry["file"])))

    # ---- edits; each returns what it did, or "" if there was nothing to do it to ----

    def insert(self, file: pathlib.Path, text: str) -> str:
        lines = self.lines(file)
        at = self.random.randrange(len(lines) + 1)
        if at > 0 and lines[at - 1].endswith("\\\n"):
            return ""
        self.write(file, [*lines[:at], text, *lines[at:]])
        return f"{file.name}:{at + 1}: {text.strip() or 'blank line'}"

    def comment(self) -> str:
        return self.insert(self.pick(self.sources() + self.headers()), f"/* edit {self.number} */\n")

    def blank_lines(self) -> str:
        return self.insert(self.pick(self.sources()), "\n\n\n")

    def comment_in_line(self) -> str:
        file = self.pick(self.sources())
        lines = self.lines(file)
        places = [i for i, line in enumerate(lines) if STATEMENT.match(line)]
        if not places:
            return ""
        at = self.random.choice(places)
        lines[at] = lines[at].rstrip("\n") + f" /* {self.number} */\n"
        self.write(file, lines)
        return f"{file.name}:{at + 1}: a comment behind it"

    def reindent(self) -> str:
        file = self.pick(self.sources())
        self.write(file, [line.replace("    ", "\t") if "\t" not in line else
                          line.replace("\t", "    ") for line in self.lines(file)])
        return f"{file.name}: indented anew"

    def statement(self, change: typing.Callable[[str], typing.List[str]], what: str) -> str:
        file = self.pick(self.sources())
        lines = self.lines(file)
        places = [i for i, line in enumerate(lines) if STATEMENT.match(line)]
        if not places:
            return ""
        at = self.random.choice(places)
        before = lines[at]
        lines[at:at + 1] = change(before)
        self.write(file, lines)
        return f"{file.name}:{at + 1}: {what}: {before.strip()}"

    def remove_statement(self) -> str:
        return self.statement(lambda line: [], "removed")

    def repeat_statement(self) -> str:
        return self.statement(lambda line: [line, line], "twice")

    def split_statement(self) -> str:
        return self.statement(lambda line: [line.replace("(", "(\n        ", 1)], "in two lines")

    def suppress(self) -> str:
        return self.statement(lambda line: ["    /* stranded:ignore(*): an edit */\n", line],
                              "suppressed")

    def signature(self) -> str:
        file = self.pick(self.sources())
        lines = self.lines(file)
        places = [i for i, line in enumerate(lines) if FUNCTION.match(line)]
        if not places:
            return ""
        at = self.random.choice(places)
        before = FUNCTION.match(lines[at]).group(1)
        after = "int more" if before in ("void", "") else before + ", int more"
        lines[at] = lines[at].replace(f"({before})", f"({after})")
        self.write(file, lines)
        return f"{file.name}:{at + 1}: a parameter more"

    def header(self) -> str:
        headers = self.headers()
        if not headers:
            return ""
        file = self.pick(headers)
        lines = self.lines(file)
        kind = self.random.randrange(3)
        if kind == 0 and len(lines) > 4:
            at = self.random.randrange(2, len(lines) - 1)
            gone = lines.pop(at)
            self.write(file, lines)
            return f"{file.name}:{at + 1}: removed: {gone.strip()}"
        return self.insert(file, f"int declared_{self.number}(int);\n" if kind == 1 else
                           f"#define EDIT_{self.number} 1\n")

    def add_file(self) -> str:
        entry = dict(self.random.choice(self.entries))
        file = self.path_of(entry).parent / f"added_{self.number}.c"
        file.write_text(NEW_UNIT % {"n": self.number})
        old = entry["file"]
        entry["file"] = str(file)
        entry["arguments"] = [str(file) if word == old else word for word in entry["arguments"]]
        self.entries.insert(self.random.randrange(len(self.entries) + 1), entry)
        self.save_database()
        return f"{file.name}: added"

    def remove_file(self) -> str:
        if len(self.entries) < 4:
            return ""
        entry = self.random.choice(self.entries)
        if self.random.randrange(2):
            self.entries.remove(entry)
            self.save_database()
        elif self.path_of(entry).exists():
            self.path_of(entry).unlink()
            return f"{entry['file']}: removed, and the database does not know"
        return f"{entry['file']}: no unit any more"

    def rename_file(self) -> str:
        entry = self.random.choice(self.entries)
        file = self.path_of(entry)
        if not file.exists():
            return ""
        new = file.with_name(f"renamed_{self.number}.c")
        file.rename(new)
        old = entry["file"]
        for other in self.entries:
            if other["file"] == old:
                other["file"] = str(new)
                other["arguments"] = [str(new) if word == old else word
                                      for word in other["arguments"]]
        self.save_database()
        return f"{file.name}: now {new.name}"

    def flags(self) -> str:
        entry = self.random.choice(self.entries)
        macro = f"-DEDIT_FLAG={self.number}"
        if any(word.startswith("-DEDIT_FLAG") for word in entry["arguments"]):
            entry["arguments"] = [word for word in entry["arguments"]
                                  if not word.startswith("-DEDIT_FLAG")]
        else:
            entry["arguments"].insert(1, macro)
        self.save_database()
        return f"{entry['file']}: other flags"

    def touch(self) -> str:
        for file in self.sources() + self.headers():
            when = self.random.randrange(10 ** 9)
            os.utime(file, (when, when))
        return "every file has another time"

    # ---- branches ----

    def files(self) -> typing.Dict[str, bytes]:
        names = [*self.sources(), *self.headers(), self.folder / "compile_commands.json"]
        return {str(file): file.read_bytes() for file in names}

    def switch_branch(self) -> str:
        if not self.snapshots:
            return ""
        number = self.random.randrange(len(self.snapshots))
        self.restore(self.snapshots[number])
        return f"branch {number}"

    def restore(self, snapshot: typing.Dict[str, bytes]) -> None:
        now = self.files()
        for name in now:
            if name not in snapshot:
                os.unlink(name)
        for name, text in snapshot.items():
            if now.get(name) != text:
                pathlib.Path(name).write_bytes(text)
        self.entries = json.loads((self.folder / "compile_commands.json").read_text())

    # ---- one of them ----

    def edit(self) -> str:
        """Most edits are small ones of code; now and then everything comes from another branch."""
        kinds = [(self.comment, 3), (self.blank_lines, 2), (self.comment_in_line, 3),
                 (self.reindent, 1), (self.remove_statement, 5), (self.repeat_statement, 3),
                 (self.split_statement, 2), (self.suppress, 1), (self.signature, 1),
                 (self.header, 2), (self.add_file, 1), (self.remove_file, 1),
                 (self.rename_file, 1), (self.flags, 1), (self.touch, 1),
                 (self.switch_branch, 3)]
        if self.number % 7 == 0:
            self.snapshots.append(self.files())
        while True:
            self.number += 1
            kind = self.random.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
            said = kind()
            if said:
                return said
