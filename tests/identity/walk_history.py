#!/usr/bin/env python3
"""Walks through the history of a real project and asks whether findings keep their identity.

usage: walk_history.py --stranded FILE --repository GITDIR [--sources DIR] [--commits N] [--end REV]
                       [--json FILE]

The last N commits before REV that touch C files are checked out one after the other, oldest first, into a
scratch folder, and analysed with one store and without a build (`--sources`, all confidences). Counted are,
over all steps:

  seen      findings that a step and the step before both have
  kept      of those, known as old ones. A finding is taken to be the same where check, function,
            object and file are, and as many such are in both steps
  churned   of those, called new: an identity that was lost
  merged    findings that are called old although the step before had fewer of them: two that became one
  renamed   kept ones whose fingerprint changed (equals came or went)
  new, fixed, back  as the states say

Nothing is written into the repository, and nothing of the project is built or run.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

KNOWN = ("open", "suppressed")


def git(*arguments):
    return subprocess.run(["git", *map(str, arguments)], check=True, stdout=subprocess.PIPE,
                          text=True, errors="replace").stdout


def commits_of(repository, end, count):
    listed = git("--git-dir", repository, "rev-list", "--no-merges", "--first-parent",
                 f"--max-count={count}", end, "--", "*.c", "*.h").split()
    return list(reversed(listed))


def check(stranded, sources, store):
    done = subprocess.run([stranded, "check", "--sources", str(sources), "--db", str(store),
                           "--format", "json", "--confidence", "low", "--fail-on", "never"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode(errors="replace"))
    return json.loads(done.stdout)


def key_of(finding):
    return finding["check"], finding["function"], finding["file"]


def by_key(findings):
    groups = collections.defaultdict(list)
    for finding in findings:
        groups[key_of(finding)].append(finding)
    return groups


def compare(before, after, total, note):
    """Of groups that are as large as they were, all must be known."""
    old, new = by_key(before), by_key(after)
    names = {finding["fingerprint"] for finding in before}
    for key, findings in new.items():
        known = [f for f in findings if f["state"] in KNOWN]
        if len(findings) == len(old.get(key, [])):
            total["seen"] += len(findings)
            total["kept"] += len(known)
            total["churned"] += len(findings) - len(known)
            total["renamed"] += sum(f["fingerprint"] not in names for f in known)
            if len(known) < len(findings):
                note(f"  churned: {key}")
        elif len(known) > len(old.get(key, [])):
            total["came from elsewhere"] += len(known) - len(old.get(key, []))
    for state in ("new", "reopened"):
        total[state] += sum(f["state"] == state for f in after)
    known = sum(f["state"] in KNOWN for f in after)
    total["merged"] += max(0, known - len(before))
    total["gone"] += len(before) - known


def walk(options, scratch):
    tree = scratch / "tree"
    tree.mkdir()
    total = collections.Counter()
    before = None
    commits = commits_of(options.repository, options.end, options.commits)
    for number, commit in enumerate(commits):
        environment = {**os.environ, "GIT_INDEX_FILE": str(scratch / "index")}
        subprocess.run(["git", "--git-dir", options.repository, "--work-tree", str(tree),
                        "read-tree", "-u", "--reset", commit], check=True, env=environment,
                       stdout=subprocess.DEVNULL)
        report = check(options.stranded, tree / options.sources, scratch / "walk.db")
        findings = report["findings"]
        print(f"{number + 1}/{len(commits)} {commit[:10]}: {report['run']['units_parsed']} parsed, "
              f"{len(findings)} findings", file=sys.stderr, flush=True)
        if before is not None:
            compare(before, findings, total, lambda line: print(line, file=sys.stderr))
            total["steps"] += 1
            total["solved"] += report["run"]["functions_solved"] > 0
            total["units parsed"] += report["run"]["units_parsed"]
        before = findings
    total["findings at the end"] = len(before or [])
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stranded", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("--sources", default=".")
    parser.add_argument("--commits", type=int, default=100)
    parser.add_argument("--end", default="HEAD")
    parser.add_argument("--json")
    options = parser.parse_args()
    options.stranded = os.path.abspath(options.stranded)
    with tempfile.TemporaryDirectory(prefix="stranded-walk-") as scratch:
        total = walk(options, pathlib.Path(scratch))
    for name, count in total.items():
        print(f"{name}: {count}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(total), encoding="utf-8")
    return 1 if total["churned"] else 0


if __name__ == "__main__":
    sys.exit(main())
