#!/usr/bin/env python3
"""Recomputes the precision from labels.tsv; with --run, compares a fresh analysis with the labels.

    precision.py [--labels FILE]
    precision.py [--labels FILE] --run STRANDED NAME=PROJECT=DB...

NAME is the project's name in labels.tsv, PROJECT what `stranded check -p` takes. Exits with 1 where a
fresh finding has no label or a labelled one is gone.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

LABELS = pathlib.Path(__file__).with_name("labels.tsv")


def read_labels(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def key_of(project, finding):
    """Lines move between versions, functions and messages do not."""
    return (project, finding["check"], finding["file"], finding["function"], finding["message"])


def print_precision(labels):
    for project in [*sorted({row["project"] for row in labels}), None]:
        rows = [row for row in labels if project in (None, row["project"])]
        true = sum(row["label"] == "true" for row in rows)
        share = f"{true / len(rows):.3f}" if rows else "-"
        print(f"{project or 'all':15} findings {len(rows):4} true {true:4} "
              f"false {len(rows) - true:4} precision {share}")


def analyse(stranded, project, database):
    command = [stranded, "check", "-p", project, "--db", database, "--format", "json",
               "--fail-on", "never"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return json.loads(output)["findings"]


def compare(labels, stranded, runs):
    differs = False
    for run in runs:
        name, project, database = run.split("=", 2)
        known = {key_of(name, row) for row in labels if row["project"] == name}
        fresh = {key_of(name, finding) for finding in analyse(stranded, project, database)}
        for word, keys in (("unlabelled", fresh - known), ("gone", known - fresh)):
            for key in sorted(keys):
                differs = True
                print("\t".join((word, *key)))
    return differs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=pathlib.Path, default=LABELS)
    parser.add_argument("--run", nargs="+", metavar=("STRANDED", "NAME=PROJECT=DB"))
    arguments = parser.parse_args()
    labels = read_labels(arguments.labels)
    if any(row["label"] not in ("true", "false") for row in labels):
        sys.exit(f"{arguments.labels}: a label is neither true nor false")
    print_precision(labels)
    if arguments.run:
        sys.exit(compare(labels, arguments.run[0], arguments.run[1:]))


if __name__ == "__main__":
    main()
