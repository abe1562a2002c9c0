"""After any edit, a run on the store that is there says what a run without a store says, byte for byte.

Also by hand, on a project of your own (it is copied first, and has `arguments` or `command`):

    python3 tests/integration/test_edits.py --stranded PROGRAM --project DIR --edits 500 --seed 1
"""
import argparse
import collections
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

import edits
import harness

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/bench"))
import scale_project  # noqa: E402  # pylint: disable=wrong-import-position

# Of the run that is told of; not of what it found.
OF_THE_RUN = ("id", "seconds", "units_reused", "units_parsed", "functions_solved", "checks_run")
EDITS = harness.rounds(20)


class Differs(Exception):
    pass


def run(program, folder, store, form):
    """What is printed, but what tells of the work and of earlier runs."""
    done = subprocess.run([program, "check", "--db", str(store), "--format", form, "--confidence",
                           "low", "--fail-on", "never"], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        return done.returncode, None, done.stderr
    if form == "text":
        # What is new is so by comparison with earlier runs.
        lines = [line for line in done.stdout.split(b"\n")
                 if not line.startswith((b"  new: ", b"  reopened: "))]
        return 0, b"\n".join(lines), done.stderr
    document = json.loads(done.stdout)
    work = {name: document["run"].pop(name) for name in OF_THE_RUN}
    for finding in document["findings"]:
        if finding["state"] != "suppressed":
            finding["state"] = "there"
    return work, document, done.stderr


def compare(program, tree, store, scratch, said, forms=("json", "text")):
    """Runs both; returns the work that the warm one did."""
    work = {}
    for form in forms:
        cold_store = scratch / "cold.db"
        warm = run(program, tree.folder, store, form)
        if form == "json":
            work = warm[0]
            for file in scratch.glob("cold.db*"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        cold = run(program, tree.folder, cold_store, form)
        if warm[1:] != cold[1:]:
            scratch.joinpath("warm.out").write_text(str(warm))
            scratch.joinpath("cold.out").write_text(str(cold))
            shutil.copytree(tree.folder, scratch / "project", dirs_exist_ok=True)
            raise Differs(f"after edit {tree.number} ({said}): see {scratch}/warm.out and cold.out")
    return work


def kind_of(work):
    if not isinstance(work, dict):
        return "refused"
    if work["functions_solved"] or work["checks_run"]:
        return "solved"
    return "moved or repeated" if work["units_parsed"] else "repeated"


def walk(program, tree, scratch, count, note=lambda line: None, forms=("json", "text")):
    """Edits and compares; how often a run did how much."""
    store = scratch / "warm.db"
    kinds = collections.Counter()
    compare(program, tree, store, scratch, "nothing", forms)
    for _ in range(count):
        said = tree.edit()
        work = compare(program, tree, store, scratch, said, forms)
        kinds[kind_of(work)] += 1
        note(f"{tree.number}: {said}: {kind_of(work)}")
    return kinds


def copy_project(source, target):
    """A copy whose compilation database names the copy, with `arguments`."""
    source = source.resolve()
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(".git", ".stranded"))
    text = (target / "compile_commands.json").read_text().replace(str(source), str(target))
    entries = json.loads(text)
    for entry in entries:
        if "command" in entry:
            entry["arguments"] = shlex.split(entry.pop("command"))
    (target / "compile_commands.json").write_text(json.dumps(entries))


def make_demo(folder):
    shutil.copytree(ROOT / "testcases/demo_server", folder,
                    ignore=shutil.ignore_patterns(".stranded", "compile_commands.json"))
    entries = [{"directory": str(folder), "file": file.name,
                "arguments": ["cc", "-I.", "-c", file.name]}
               for file in sorted(folder.glob("*.c"))]
    (folder / "compile_commands.json").write_text(json.dumps(entries))


def make_generated(folder, units):
    scale_project.write_project(folder, units, 1)
    entries = json.loads((folder / "compile_commands.json").read_text())
    for entry in entries:
        if "command" in entry:
            entry["arguments"] = shlex.split(entry.pop("command"))
    (folder / "compile_commands.json").write_text(json.dumps(entries))


class Edits(harness.Case):
    def walk(self, folder, seed):
        scratch = self.folder / "scratch"
        scratch.mkdir()
        kinds = walk(harness.program(), edits.Tree(folder, seed), scratch, EDITS)
        # It must not hold because everything is done anew each time.
        self.assertGreater(kinds["moved or repeated"], 0, kinds)
        self.assertGreater(kinds["repeated"], 0, kinds)
        self.assertGreater(kinds["solved"], 0, kinds)

    def test_demo_server(self):
        make_demo(self.folder / "demo")
        self.walk(self.folder / "demo", 1)

    def test_generated_project(self):
        make_generated(self.folder / "generated", 12)
        self.walk(self.folder / "generated", 2)


def by_hand():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--project", type=pathlib.Path, required=True)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="stranded-edits-"))
    copy_project(options.project, scratch / "copy")
    tree = edits.Tree(scratch / "copy", options.seed)
    kinds = walk(os.path.abspath(options.stranded), tree, scratch, options.edits,
                 lambda line: print(line, flush=True))
    print(dict(kinds))
    shutil.rmtree(scratch)


if __name__ == "__main__":
    if "--project" in sys.argv:
        by_hand()
    else:
        harness.main()
