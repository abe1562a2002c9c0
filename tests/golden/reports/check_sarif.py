#!/usr/bin/env python3
"""Checks a SARIF report: what services and viewers ask of it, and the schema where one is at hand.

usage: check_sarif.py REPORT [SCHEMA]

Without a schema, or without python3-jsonschema, exits with 77 once the rest is good: the part with the
schema was skipped.
"""
import json
import sys
import warnings

SKIPPED = 77
MOST_STEPS = 1000


def expect(condition, words):
    if not condition:
        sys.exit(f"SARIF: {words}")


def check_place(location, bases):
    place = location["physicalLocation"]
    artifact = place["artifactLocation"]
    expect(artifact["uri"].isascii() and " " not in artifact["uri"], f"{artifact['uri']} is no URI")
    expect(artifact.get("uriBaseId", "SRCROOT") in bases, "a base that is not said")
    expect("uriBaseId" in artifact or artifact["uri"].startswith("file:///"), "a path without base")
    expect(place["region"]["startLine"] >= 1, "a line below 1")
    expect(place["region"].get("startColumn", 1) >= 1, "a column below 1")


def check_result(result, run):
    rules = run["tool"]["driver"]["rules"]
    expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], "a rule's number is wrong")
    expect(result["level"] in ("error", "warning", "note"), "an unknown level")
    expect(len(result["locations"]) == 1, "one location a result")
    bases = run.get("originalUriBaseIds", {})
    for location in result["locations"] + result.get("relatedLocations", []):
        check_place(location, bases)
    flows = result.get("codeFlows", [])
    expect(len(flows) <= 1 and all(len(flow["threadFlows"]) == 1 for flow in flows),
           "a flow that is not linear")
    for flow in flows:
        steps = flow["threadFlows"][0]["locations"]
        expect(0 < len(steps) < MOST_STEPS, f"{len(steps)} steps")
        for step in steps:
            check_place(step["location"], bases)
            expect(step["location"]["message"]["text"], "a step without words")
    expect(any("/v" in key for key in result["partialFingerprints"]), "a fingerprint without version")
    expect(result["baselineState"] in ("new", "unchanged", "absent", "updated"), "no such state")


def check(report):
    expect(report["version"] == "2.1.0" and "2.1.0" in report["$schema"], "another version")
    expect(len(report["runs"]) == 1, "one run")
    run = report["runs"][0]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(len(set(names)) == len(names), "a rule is there twice")
    for result in run["results"]:
        check_result(result, run)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    check(report)
    try:
        warnings.simplefilter("ignore")
        import jsonschema  # pylint: disable=import-outside-toplevel
    except ImportError:
        print("skipped: the schema, since python3-jsonschema is not installed")
        return SKIPPED
    if len(sys.argv) < 3 or not sys.argv[2]:
        print("skipped: the schema, since -DSTRANDED_SARIF_SCHEMA names none")
        return SKIPPED
    with open(sys.argv[2], encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)(schema)
    complaints = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(report)]
    print("\n".join(complaints) if complaints else "valid")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
