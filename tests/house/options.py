#!/usr/bin/env python3
"""The program's own help, the man page, both shell completions and the README name the same
commands and the same options.

usage: options.py STRANDED ROOT

Prints a line for each name that one of them lacks; exits 1 then.
"""
import pathlib
import re
import subprocess
import sys

COMMANDS = ("check", "report", "explain", "suppress", "baseline", "history", "stats", "extract", "merge", "graph", "dump-ir", "checks", "models", "hook", "lsp")
LONG_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# What documents show of other programs.
FOREIGN = {"--prefix", "--help-all"}


def help_of(stranded):
    """All that the program prints of itself: the summary, and each command's."""
    texts = []
    commands = ("check", "report", "explain", "suppress", "baseline", "history", "stats", "extract", "merge", "graph",
                "dump-ir", "hook", "lsp")
    for arguments in (["--help"], *([command, "--help"] for command in commands)):
        run = subprocess.run([stranded, *arguments], capture_output=True, text=True, check=False)
        if run.returncode != 0 or not run.stdout:
            sys.exit(f"{' '.join(arguments)}: exit code {run.returncode}, {run.stderr}")
        texts.append(run.stdout)
    return "\n".join(texts)


def options_in(text):
    return set(LONG_OPTION.findall(text)) - FOREIGN


def commands_in(text):
    return {name for name in COMMANDS if re.search(rf"(?<![\w-]){name}(?![\w-])", text)}


def commands_of_help(text):
    return set(re.findall(r"^  stranded ([a-z-]+)", text, re.MULTILINE))


def main():
    stranded, root = sys.argv[1], pathlib.Path(sys.argv[2])
    own = help_of(stranded)
    documents = {
        # mdoc writes --name as `Fl Fl name`.
        "man/stranded.1": lambda text: re.sub(r"Fl Fl (?=[a-z])", "--", text),
        "completions/stranded.bash": str,
        "completions/_stranded": str,
        "README.md": str,
    }
    complaints = []
    for name, plain in documents.items():
        text = plain((root / name).read_text(encoding="utf-8"))
        for expected, found in (
                (options_in(own), options_in(text)),
                (commands_of_help(own), commands_in(text))):
            if name == "README.md":
                expected = expected - {"--help", "--version"}
            complaints += [f"{name}: {word} is not in --help" for word in sorted(found - expected)]
            complaints += [f"{name}: {word} is missing" for word in sorted(expected - found)]
    for line in complaints:
        print(line)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
