#!/usr/bin/env python3
"""Tests of include_rules.py: what it must refuse, it refuses."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import include_rules

DOCUMENT = """
| folder | its one job | may include |
| --- | --- | --- |
| `include/stranded/` | public | nothing |
| `analyzer/base/` | below all | nothing |
| `analyzer/ir/` | the IR | `base` |
| `checks/` | checks | `include/stranded` |

| library | headers | may be included in |
| --- | --- | --- |
| libclang | `clang-c/` | `analyzer/ir` |
| SQLite | `sqlite3.h` | `analyzer/base` |
"""

# (name, file, its text, part of the complaint or None where there must be none)
CASES = [
    ("own folder", "analyzer/ir/a.c", '#include "ir/ir.h"', None),
    ("allowed folder", "analyzer/ir/a.c", '#include "base/arena.h"', None),
    ("system header", "analyzer/ir/a.c", "#include <sys/stat.h>", None),
    ("upwards", "analyzer/base/a.h", '#include "ir/ir.h"', "analyzer/base may not include analyzer/ir"),
    ("spaces in the directive", "analyzer/base/a.h", ' #  include "ir/ir.h"', "may not include"),
    ("public header not allowed", "analyzer/ir/a.c", "#include <stranded/check.h>",
     "may not include include/stranded"),
    ("public header allowed", "checks/a.c", "#include <stranded/check.h>", None),
    ("registry beside the check", "checks/a.c", '#include "registry.def"', None),
    ("check sees the inside", "checks/a.c", '#include "base/arena.h"', "may not include"),
    ("without its folder", "analyzer/ir/a.c", '#include "ir.h"', "path from analyzer/"),
    ("up and down", "checks/a.c", '#include "../analyzer/base/arena.h"', "path from analyzer/"),
    ("unknown folder in an include", "analyzer/ir/a.c", '#include "util/a.h"', "path from analyzer/"),
    ("file in an unknown folder", "analyzer/util/a.c", "", "does not stand in the table"),
    ("in a deeper folder", "analyzer/ir/deep/a.c", "#include <sqlite3.h>", "may not use this library"),
    ("library at home", "analyzer/base/a.c", "#include <sqlite3.h>", None),
    ("library's folder at home", "analyzer/ir/a.c", "#include <clang-c/Index.h>", None),
    ("library's folder abroad", "analyzer/base/a.c", "#include <clang-c/Index.h>", "this library"),
    ("in a comment", "analyzer/base/a.c", '/*\n#include "ir/ir.h"\n*/', None),
]


def run_on(files):
    """Exit code and output of include_rules on a tree of {path: text}."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        output = io.StringIO()
        with mock.patch.object(sys, "argv", ["include_rules.py", folder]), \
                contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            return include_rules.main(), output.getvalue()


class IncludeRules(unittest.TestCase):
    def test_cases(self):
        for name, path, text, complaint in CASES:
            with self.subTest(name):
                code, output = run_on({"docs/architecture.md": DOCUMENT, path: text + "\n"})
                if complaint is None:
                    self.assertEqual((code, output), (0, ""))
                else:
                    self.assertEqual(code, 1)
                    self.assertIn(complaint, output)
                    self.assertTrue(output.startswith(path), output)

    def test_line_number_counts_comments(self):
        text = '/* a\n b */\n\n#include "ir/ir.h"\n'
        _, output = run_on({"docs/architecture.md": DOCUMENT, "analyzer/base/a.c": text})
        self.assertTrue(output.startswith("analyzer/base/a.c:4: "), output)

    def test_unreadable_table(self):
        for name, document in (
                ("none", "text"),
                ("unknown folder", DOCUMENT.replace("`base`", "`bass`")),
                ("prose in the cell", DOCUMENT.replace("`base`", "all but `base`"))):
            with self.subTest(name):
                code, _ = run_on({"docs/architecture.md": document, "analyzer/ir/a.c": ""})
                self.assertEqual(code, 2)

    def test_empty_tree(self):
        code, _ = run_on({"docs/architecture.md": DOCUMENT})
        self.assertEqual(code, 2)


if __name__ == "__main__":
    unittest.main()
