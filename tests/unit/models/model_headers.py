#!/usr/bin/env python3
"""Compares the functions that a model defines with those that the library's own header declares.

usage: model_headers.py HEADERS.tsv GCC MODEL

A function of the model must be declared, with as many parameters, `...` or not (where it is, the model may
name what comes there), and must return something where the header's does. The compiler reads the header and lists what is declared in it (GCC's
-aux-info). A constant must have the value of the library's own, which the comment behind it names:

    enum { LOOP_NONBLOCK = 2 }; /* EVLOOP_NONBLOCK */

Exits 1 where something differs, and 77 (skipped) where no header of the model is installed.

HEADERS.tsv, a line for each set of headers that are read together:
  model <tab> Debian package <tab> names for pkg-config, or - <tab> headers, and -D... for the compiler
  model <tab> - <tab> - <tab> why no header can be had
  model <tab> elsewhere <tab> where <tab> functions that these headers have not
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from model_rules import FUNCTION, without_comments

SKIPPED = 77
DECLARATION = re.compile(r"^/\* .*? \*/ (?P<text>.*);", re.M)
CONSTANT = re.compile(r"= (?P<value>-?\w+) \};[ \t]*/\* (?P<name>[A-Za-z]\w*)(?:[:,] .*?)? \*/")
NAME = re.compile(r"\b(?P<name>[A-Za-z_]\w*) \((?!\*)")


def behind_parenthesis(text, start):
    """Where the parenthesis that opens in front of `start` closes."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if depth == 0:
            return at
    return len(text)


def parameters_in(text):
    """The parameters of a list, and whether more may follow; None for `()`, which says nothing."""
    if not text.strip():
        return None, False
    parts, depth, last = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append(text[last:at].strip())
            last = at + 1
    parts.append(text[last:].strip())
    variadic = parts[-1] == "..."
    if variadic:
        parts.pop()
    return (0 if parts == ["void"] else len(parts)), variadic


def shape_of(head, parameters):
    count, variadic = parameters_in(parameters)
    words = [word for word in re.sub(r"__attribute__\(\(.*?\)\)", " ", head).split()
             if word not in ("extern", "static", "inline")]
    return count, variadic, words != ["void"]


def declared_in(listing):
    """{name: (parameters, variadic, returns something)} of what GCC lists."""
    declared = {}
    for match in DECLARATION.finditer(listing):
        text = match["text"]
        name = NAME.search(text)
        if name and not text.startswith("typedef"):
            end = behind_parenthesis(text, name.end())
            declared[name["name"]] = shape_of(text[:name.start()], text[name.end():end])
    return declared


def defined_in(text):
    """The same of a model."""
    defined = {}
    for function in FUNCTION.finditer(without_comments(text)):
        if "static" not in function["head"].split():
            defined[function["name"]] = shape_of(
                function["head"], " ".join(function["parameters"].split()))
    return defined


def agree(shape, header):
    """Whether a model of that shape may stand for a function of the other one."""
    if header[0] is None:
        return True
    if header[1] and shape[0] > header[0]:
        return shape[2] == header[2]
    return shape == header


def in_words(shape):
    count, variadic, returns = shape
    return (f"{count} parameters{' and more' if variadic else ''}, "
            f"{'returns something' if returns else 'returns nothing'}")


def flags_of(names):
    if names == "-":
        return []
    run = subprocess.run(["pkg-config", "--cflags", *names.split()], capture_output=True, text=True,
                         check=False)
    return run.stdout.split() if run.returncode == 0 else None


def has_value(gcc, flags, includes, name, value):
    """Whether the constant is known behind the headers, and has that value."""
    text = f'{includes}_Static_assert((long long)({name}) == {value}, "{name}");\n'
    run = subprocess.run([gcc, *flags, "-w", "-fsyntax-only", "-xc", "-"], input=text,
                         capture_output=True, text=True, check=False)
    return run.returncode == 0


def read_headers(gcc, names, words, constants):
    """What the headers declare, and the constants that they have otherwise; None where they are not
    installed."""
    flags = flags_of(names)
    if flags is None:
        return None
    headers = [word for word in words.split() if not word.startswith("-")]
    flags += ["-D_GNU_SOURCE"] + [word for word in words.split() if word.startswith("-")]
    includes = "".join(f"#include <{header}>\n" for header in headers)
    with tempfile.TemporaryDirectory() as folder:
        source, listing = Path(folder, "all.c"), Path(folder, "listing")
        source.write_text(includes, encoding="utf-8")
        there = subprocess.run([gcc, *flags, "-M", "-MG", source],
                               capture_output=True, text=True, check=False)
        found = set(there.stdout.replace("\\\n", " ").split())
        if there.returncode != 0 or any(header in found for header in headers):
            return None  # a header that is not there is listed by its bare name
        run = subprocess.run([gcc, *flags, "-w", "-fsyntax-only", "-aux-info", listing,
                              source], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(run.stderr)
        declared = declared_in(listing.read_text(encoding="utf-8", errors="replace"))
    return declared, {one for one in constants if not has_value(gcc, flags, includes, *one)}


def differences(defined, declared, elsewhere, complete):
    """What is wrong, one sentence each; and how many functions were compared."""
    wrong, compared = [], 0
    for name, shape in sorted(defined.items()):
        if name not in declared:
            if complete and name not in elsewhere:
                wrong.append(f"{name}(): no header declares it")
            continue
        compared += 1
        other = declared[name]
        if not agree(shape, other):
            wrong.append(f"{name}(): {in_words(shape)}; in the header {in_words(other)}")
    return wrong, compared


def main():
    table, gcc, model = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    rows = [row for row in rows if row[0] == model.stem]
    if not rows:
        print(f"{model.name}: no line in {table.name}", file=sys.stderr)
        return 1
    elsewhere = {name for row in rows if row[1] == "elsewhere" for name in row[3].split()}
    text = model.read_text(encoding="utf-8")
    constants = {(one["name"], one["value"]) for one in CONSTANT.finditer(text)}
    declared, complete, lacking, other = {}, True, [], constants
    for _, package, names, words in (row for row in rows if row[1] != "elsewhere"):
        one = read_headers(gcc, names, words, constants) if package != "-" else None
        if one is None:
            complete = False
            lacking.append(package if package != "-" else words)
            continue
        declared.update(one[0])
        other = other & one[1]
    defined = defined_in(text)
    wrong, compared = differences(defined, declared, elsewhere, complete)
    if complete:
        wrong += [f"{name} is not {value}" for name, value in sorted(other)]
    print(f"{model.stem}: {compared} of {len(defined)} functions compared")
    if lacking:
        print(f"not installed: {', '.join(lacking)}")
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    return 0 if compared else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
