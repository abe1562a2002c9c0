"""Parsing as actions of Bazel: stranded(name, sources, headers) makes NAME.json, the report.

Each source is parsed by an action of its own into a store; the last action brings them together and checks,
and fails where it finds something. Actions know files by their absolute paths, so they run in one folder: on
this machine without a sandbox, on others where the workers' folders have one name.
"""

def stranded(name, sources, headers = [], database = "compile_commands.json"):
    parts = []
    for number in range(len(sources)):
        part = "%s_part%d" % (name, number + 1)
        parts.append(part + ".db")
        native.genrule(
            name = part,
            srcs = [database] + sorted(sources)[number:number + 1] + headers,
            outs = [part + ".db"],
            cmd = "rm -f $@ && stranded extract -p $(location %s) --shard %d/%d --db $@ -j 1" %
                  (database, number + 1, len(sources)),
            tags = ["local"],
        )
    locations = " ".join(["$(location %s)" % part for part in parts])
    native.genrule(
        name = name,
        srcs = [database] + sources + headers + parts,
        outs = [name + ".json"],
        cmd = "store=$$(mktemp -d)/whole.db; " +
              "stranded merge -p $(location %s) --db $$store %s >&2 && " % (database, locations) +
              "stranded check -p $(location %s) --db $$store --format json -o $@ --format text >&2" %
              database,
        tags = ["local"],
    )
