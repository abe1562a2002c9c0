#!/usr/bin/env python3
"""Finds paths of one machine (a home folder, this checkout's own place) in what is committed.

usage: machine_paths.py ROOT

Looks at the files that git tracks, or would once they are added; where there is no git, at all
files but build/. Prints a line for each place; exits 1 if there is one.
"""
import pathlib
import re
import subprocess
import sys

# Folders in which people and build machines keep checkouts, written so that this file has none.
TOPS = ("work", "home", "root", "Users", "builds", "workspace")
PLACE = re.compile(r"(?:(?<=-I)|(?<=-L)|(?<![\w.~$}*/-]))/(?:" + "|".join(TOPS) + r")/[\w.-]+")
# What documents use for "some user's folder".
EXAMPLES = re.compile(r"/home/(user|you|me|alice|bob)\b")


def committed_files(root):
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
                              "--exclude-standard"], capture_output=True, check=False)
    if listing.returncode == 0:
        names = listing.stdout.decode("utf-8", "surrogateescape").split("\0")
        files = [root / name for name in names if name]
    else:
        files = [file for file in root.rglob("*") if file.relative_to(root).parts[0] != "build"]
    return sorted(file for file in files if file.is_file())


def places_in(text, root):
    """(line number, path) for each path of a machine in `text`."""
    own = str(root)
    for number, line in enumerate(text.split("\n"), start=1):
        for match in PLACE.finditer(line):
            if not EXAMPLES.match(match.group()):
                yield number, match.group()
        # A checkout directly under / or in a folder like /src is no telling name.
        if own.count("/") > 1 and own in line and not PLACE.search(own):
            yield number, own


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = committed_files(root)
    if not files:
        print(f"{root}: no file found", file=sys.stderr)
        return 1
    count = 0
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        for number, path in places_in(text, root):
            print(f"{file.relative_to(root)}:{number}: {path}")
            count += 1
    print(f"{len(files)} files, {count} machine paths")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
