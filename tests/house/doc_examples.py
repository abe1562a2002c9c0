#!/usr/bin/env python3
"""Does what a document shows, and compares: its files, its commands, what they print.

usage: doc_examples.py STRANDED ROOT DOCUMENT...

In the order of the document: a block of C behind a sentence that names a file (`src/store.h`) is written
to that file; a block that begins with `$ ` is a command and its output. Only `stranded` and `cp` are run;
`...` on a line of its own stands for any lines. Exits 1 where something else comes out.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.[ch])`")
TIMEOUT = 60


def steps_of(document):
    """("write", file, text) and ("run", command, output), in order."""
    steps, behind = [], 0
    for block in BLOCK.finditer(document):
        names = FILE.findall(document[behind:block.start()].rstrip().rpartition("\n\n")[2])
        behind = block.end()
        if block["language"] == "c" and names:
            steps.append(("write", names[-1], block["text"]))
        elif block["text"].startswith("$ "):
            command, _, output = block["text"][2:].partition("\n")
            steps.append(("run", command, output))
    return steps


def is_like(output, shown):
    pattern = ".*".join(re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M))
    return re.fullmatch(pattern, output, re.DOTALL) is not None


def run(command, stranded, root, folder):
    """What the command prints, or None where it is none that is run."""
    words = shlex.split(command)
    if words[0] == "cp":
        installed = "/usr/local/include/"
        words[1] = words[1].replace(installed, str(root / "include") + "/")
    elif words[0] == "stranded":
        words[0] = stranded
    else:
        return None
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False,
                          timeout=TIMEOUT)
    return done.stdout + done.stderr


def differences(document, stranded, root):
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind, subject, text in steps_of(document):
            if kind == "write":
                (folder / subject).parent.mkdir(parents=True, exist_ok=True)
                (folder / subject).write_text(text, encoding="utf-8")
                continue
            output = run(subject, stranded, root, folder)
            if output is not None and not is_like(output, text):
                wrong.append(f"$ {subject}\n--- it prints\n{output}--- the document shows\n{text}")
    return wrong


def main():
    stranded, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    failed = False
    for name in sys.argv[3:]:
        document = (root / name).read_text(encoding="utf-8")
        wrong = differences(document, stranded, root)
        failed |= bool(wrong)
        for words in wrong:
            print(f"{name}: {words}")
        print(f"{name}: {len(steps_of(document))} steps")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
