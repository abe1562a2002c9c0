#!/usr/bin/env python3
"""Follows every relative link in the documents.

usage: links.py ROOT

Prints a line for each link to a file or a heading that is not there; exits 1 if there is one.
"""
import pathlib
import re
import sys

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def without_code(text):
    return CODE.sub("", text)


def anchors_of(file):
    headings = HEADING.findall(without_code(file.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(file):
    for target in LINK.findall(without_code(file.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (file.parent / name) if name else file
        if not linked.exists():
            yield target
        elif anchor and linked.suffix == ".md" and anchor not in anchors_of(linked):
            yield target


def main():
    root = pathlib.Path(sys.argv[1])
    documents = sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])
    if not documents:
        print(f"{root}: no document found", file=sys.stderr)
        return 1
    broken = [(file, target) for file in documents for target in broken_links(file)]
    for file, target in broken:
        print(f"{file.relative_to(root)}: {target}: not there")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
