#!/usr/bin/env python3
"""Analyses real fixes of leaks: before the fix the leak must be found, after it not.

usage: check_history.py --stranded PROGRAM --clones DIR [--set SET] [-j N] [--case ID]...
                        [--keep DIR] [--verbose] [--record | --compare]
       check_history.py --table [--set SET]

A set is two files, SET.tsv that names the fixes and SET_results.tsv (of the set fixes: results.tsv)
that says what they showed last, and the checks that count in it. README.md says what the sets are,
how to get the clones and what the columns mean. A case is extracted from its clone twice, as of the
fix and as of its parent, into a temporary folder, and analysed there with `check --sources`, or
where it needs macros, with a database made for it.

Prints a line for each case, below it with --verbose what else was found, then the shares of parents
that were flagged and of fixes that were silent. Exits 0; with --compare 1 where a case does worse
than the results say; 2 where one could not be run. With --table prints what the results say, by
check and family, as README.md shows it.
"""
import argparse
import csv
import dataclasses
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import typing

HERE = pathlib.Path(__file__).resolve().parent
THREAD_CHECKS = ("thread-not-joined", "thread-no-stop", "thread-unbounded")
CHANNEL_CHECKS = ("recv-no-sender", "send-no-receiver", "queue-full", "select-stuck",
                  "send-after-close")
CLIENT_CHECKS = ("client-leaked", "client-no-timeout", "client-per-request")
CACHE_CHECKS = ("cache-only-grows",)
COLUMNS = ("id", "parent", "fix", "elsewhere_parent", "elsewhere_fix", "reason")

# What one tree showed at the place of the case. Of two, the later is the worse.
PARENT_ORDER = ("flagged", "other-check", "silent", "failed")
FIX_ORDER = ("silent", "other-check", "flagged", "failed")


class CannotRun(Exception):
    """A case that could not be extracted: no clone, or a commit or file that it lacks."""


class AnalysisFailed(Exception):
    """A tree on which the program failed or took too long."""


@dataclasses.dataclass(frozen=True)
class CaseSet:
    fixes: pathlib.Path
    results: pathlib.Path
    checks: typing.Tuple[str, ...]  # in the order of the table; others' findings are elsewhere


SETS = {
    "fixes": CaseSet(HERE / "fixes.tsv", HERE / "results.tsv", THREAD_CHECKS),
    "held_out": CaseSet(HERE / "held_out.tsv", HERE / "held_out_results.tsv", THREAD_CHECKS),
    "held_out_2": CaseSet(HERE / "held_out_2.tsv", HERE / "held_out_2_results.tsv", THREAD_CHECKS),
    "held_out_3": CaseSet(HERE / "held_out_3.tsv", HERE / "held_out_3_results.tsv", THREAD_CHECKS),
    "channels": CaseSet(HERE / "channels.tsv", HERE / "channels_results.tsv", CHANNEL_CHECKS),
    "clients": CaseSet(HERE / "clients.tsv", HERE / "clients_results.tsv", CLIENT_CHECKS),
    "caches": CaseSet(HERE / "caches.tsv", HERE / "caches_results.tsv", CACHE_CHECKS),
}


@dataclasses.dataclass
class Result:
    parent: str
    fix: str
    elsewhere: typing.Dict[str, typing.List[dict]]  # tree -> findings that the case is not about


def read_table(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def find_git_dir(clones, project):
    owner, name = project.split("/")
    for folder in (f"{owner}+{name}/repo", f"{owner}+{name}", f"{owner}+{name}.git",
                   f"{owner}/{name}", f"{owner}/{name}.git"):
        for candidate in (clones / folder / ".git", clones / folder):
            if (candidate / "HEAD").is_file():
                return candidate
    raise CannotRun(f"no clone of {project} in {clones}")


def run_git(git_dir, *arguments):
    done = subprocess.run(["git", f"--git-dir={git_dir}", *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise CannotRun(done.stderr.decode(errors="replace").strip().split("\n")[0])
    return done.stdout


def extract(git_dir, commit, paths, tree):
    """Only folders and regular files: a link of somebody else's tree may lead anywhere."""
    tree.mkdir(parents=True)
    archive = run_git(git_dir, "archive", "--format=tar", commit, "--", *paths)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            target = tree / member.name
            if ".." in pathlib.PurePosixPath(member.name).parts or not member.isfile():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(tar.extractfile(member).read())


def header_folders(tree):
    """Every folder that holds headers, and those above, for #includes that name a folder."""
    folders = set()
    for header in tree.rglob("*.h"):
        folder = header.parent
        while folder != tree:
            folders.add(folder)
            folder = folder.parent
        folders.add(tree)
    return folders


def distance(folder, source):
    return len(os.path.relpath(folder, source.parent).split(os.sep))


def glib_flags():
    """Where GLib's headers are; nothing where it is not installed."""
    try:
        done = subprocess.run(["pkg-config", "--cflags", "glib-2.0"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return []
    return done.stdout.decode().split()


def write_database(tree, defines):
    """Behind the system's folders, the nearest first: a compat/unistd.h must not come before."""
    folders = header_folders(tree)
    glib = glib_flags()
    units = []
    for source in sorted(tree.rglob("*.c")):
        near = sorted(folders, key=lambda folder: (distance(folder, source), str(folder)))
        units.append({
            "directory": str(tree),
            "file": str(source),
            "arguments": ["cc", "-D_GNU_SOURCE", *(f"-D{define}" for define in defines), *glib,
                          *(word for folder in near for word in ("-idirafter", str(folder))),
                          "-c", str(source)],
        })
    (tree / "compile_commands.json").write_text(json.dumps(units))


def analyse(options, tree, database):
    project = ["-p", str(tree)] if (tree / "compile_commands.json").exists() else [
        "--sources", str(tree)]
    command = [str(options.stranded), "check", *project, "--db", str(database), "--format", "json",
               "--fail-on", "never", "-j", str(options.jobs)]
    try:
        done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False, timeout=options.timeout)
    except subprocess.TimeoutExpired as timeout:
        raise AnalysisFailed(f"took more than {options.timeout} s") from timeout
    if done.returncode != 0:
        raise AnalysisFailed(done.stderr.decode(errors="replace").strip().split("\n")[-1])
    return json.loads(done.stdout)["findings"]


def is_about(case, finding):
    places = zip(case["file"].split(), case["function"].split())
    return any((finding["file"], finding["function"]) == place for place in places)


def judge(case, findings, checks):
    """What the tree shows at the place of the case, and its findings elsewhere."""
    ours = [finding for finding in findings
            if finding["check"] in checks and is_about(case, finding)]
    others = [finding for finding in findings if finding not in ours]
    if any(finding["check"] == case["check"] for finding in ours):
        return "flagged", others
    return ("other-check" if ours else "silent"), others


def run_case(case, case_set, options, folder):
    git_dir = find_git_dir(options.clones, case["project"])
    parent = run_git(git_dir, "rev-parse", f"{case['fix']}^").decode().strip()
    if parent != case["parent"]:
        raise CannotRun(f"the first parent of {case['fix']} is {parent}")

    shown = {}
    elsewhere = {}
    for name in ("parent", "fix"):
        tree = folder / name
        extract(git_dir, case[name], case["paths"].split(), tree)
        if case["defines"]:
            write_database(tree, case["defines"].split())
        try:
            findings = analyse(options, tree, folder / f"{name}.db")
            shown[name], elsewhere[name] = judge(case, findings, case_set.checks)
        except AnalysisFailed as trouble:
            shown[name], elsewhere[name] = "failed", []
            print(f"!! {case['id']:24} {name}: {trouble}", flush=True)
    return Result(shown["parent"], shown["fix"], elsewhere)


def run_in_folder(case, case_set, options):
    if options.keep:
        folder = options.keep / case["id"]
        shutil.rmtree(folder, ignore_errors=True)
        return run_case(case, case_set, options, folder)
    with tempfile.TemporaryDirectory(prefix="stranded-history-") as folder:
        return run_case(case, case_set, options, pathlib.Path(folder))


def print_result(case, result, verbose):
    mark = "ok" if (result.parent, result.fix) == ("flagged", "silent") else "--"
    print(f"{mark} {case['id']:24} {case['check']:18} parent {result.parent:11} "
          f"fix {result.fix:11} elsewhere {len(result.elsewhere['parent'])} "
          f"{len(result.elsewhere['fix'])}", flush=True)
    if not verbose:
        return
    for tree, findings in result.elsewhere.items():
        for finding in findings:
            print(f"     {tree}: {finding['file']}:{finding['line']}: {finding['check']}: "
                  f"{finding['message']} [{finding['severity']}]", flush=True)


def print_share(what, part, whole):
    print(f"{what:40} {part:3} of {whole} ({100 * part / whole if whole else 0:.0f} %)")


def print_shares(results):
    good = [result for result in results.values() if result is not None]
    print_share("parents flagged", sum(r.parent == "flagged" for r in good), len(good))
    print_share("fixes silent", sum(r.fix == "silent" for r in good), len(good))
    print_share("fixes silent about the mended leak",
                sum(r.fix in ("silent", "other-check") for r in good), len(good))
    print_share("both", sum((r.parent, r.fix) == ("flagged", "silent") for r in good), len(good))


def record(case_set, results):
    """Writes the results anew; reasons, and cases that were not run, stay as they are."""
    recorded = read_table(case_set.results) if case_set.results.exists() else []
    rows = {row["id"]: row for row in recorded}
    for name, result in results.items():
        if result is None:
            continue
        met = (result.parent, result.fix) == ("flagged", "silent")
        rows[name] = {
            "id": name,
            "parent": result.parent,
            "fix": result.fix,
            "elsewhere_parent": str(len(result.elsewhere["parent"])),
            "elsewhere_fix": str(len(result.elsewhere["fix"])),
            "reason": "" if met else rows.get(name, {}).get("reason", ""),
        }
    with case_set.results.open("w", newline="") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for case in read_table(case_set.fixes):
            if case["id"] in rows:
                file.write("\t".join(rows[case["id"]][column] for column in COLUMNS) + "\n")


def compare(case_set, results):
    worse = False
    recorded = {row["id"]: row for row in read_table(case_set.results)}
    for name, result in results.items():
        row = recorded.get(name)
        if row is None or result is None:
            continue
        for tree, now, order in (("parent", result.parent, PARENT_ORDER),
                                 ("fix", result.fix, FIX_ORDER)):
            if now == row[tree]:
                continue
            word = "worse" if order.index(now) > order.index(row[tree]) else "better"
            worse |= word == "worse"
            print(f"{word}: {name}: {tree} was {row[tree]}, is {now}")
    return worse


def print_table(case_set):
    families = {}
    for case in read_table(case_set.fixes):
        families[case["id"]] = (case["check"], case["family"])
    groups = {}
    for row in read_table(case_set.results):
        check, family = families[row["id"]]
        for group in ((check, family), (check, "all"), ("all", "")):
            groups.setdefault(group, []).append(row)
    print("| check | family | cases | parent flagged | fix silent | both |")
    print("| --- | --- | --: | --: | --: | --: |")
    checks = (*case_set.checks, "all")
    order = sorted(groups, key=lambda group: (checks.index(group[0]), group[1] == "all", group[1]))
    for check, family in order:
        rows = groups[check, family]
        flagged = [row["parent"] == "flagged" for row in rows]
        silent = [row["fix"] == "silent" for row in rows]
        both = [a and b for a, b in zip(flagged, silent)]
        print(f"| {check} | {family} | {len(rows)} | {sum(flagged)} | {sum(silent)} | "
              f"{sum(both)} |")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stranded", type=pathlib.Path, help="the program")
    parser.add_argument("--clones", type=pathlib.Path,
                        help="folder of clones, OWNER/NAME each")
    parser.add_argument("--set", dest="set_name", choices=sorted(SETS), default="fixes",
                        help="which fixes (default: fixes)")
    parser.add_argument("-j", dest="jobs", default=1, type=int, help="files parsed at a time")
    parser.add_argument("--timeout", default=900, type=int, metavar="SECONDS",
                        help="give a tree up after this time (default: 900)")
    parser.add_argument("--case", action="append", metavar="ID", help="only this one; repeatable")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR",
                        help="extract below DIR and leave it there")
    parser.add_argument("--verbose", action="store_true", help="show the findings elsewhere, too")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--record", action="store_true", help="write the results anew")
    what.add_argument("--compare", action="store_true", help="compare with the results")
    what.add_argument("--table", action="store_true", help="print the results by family")
    options = parser.parse_args()
    if options.table:
        return options
    if options.stranded is None or options.clones is None:
        parser.error("--stranded and --clones are needed")
    options.stranded = options.stranded.resolve()
    options.clones = options.clones.resolve()
    options.keep = options.keep and options.keep.resolve()
    return options


def main():
    options = parse_arguments()
    case_set = SETS[options.set_name]
    if options.table:
        print_table(case_set)
        return
    cases = read_table(case_set.fixes)
    unknown = set(options.case or ()) - {case["id"] for case in cases}
    if unknown:
        sys.exit(f"{case_set.fixes.name}: no case {', '.join(sorted(unknown))}")

    results = {}
    for case in cases:
        if options.case and case["id"] not in options.case:
            continue
        try:
            results[case["id"]] = run_in_folder(case, case_set, options)
            print_result(case, results[case["id"]], options.verbose)
        except CannotRun as trouble:
            results[case["id"]] = None
            print(f"!! {case['id']:24} {trouble}", flush=True)
    print_shares(results)
    if options.record:
        record(case_set, results)
    if options.compare and compare(case_set, results):
        sys.exit(1)
    failed = any(result is None or "failed" in (result.parent, result.fix)
                 for result in results.values())
    sys.exit(2 if failed else 0)


if __name__ == "__main__":
    main()
