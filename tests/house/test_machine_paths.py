#!/usr/bin/env python3
"""Tests of machine_paths.py."""
import pathlib
import unittest

import machine_paths

ROOT = pathlib.Path("/opt/checkouts/stranded")
# Put together here, so that this file itself names no such path.
HOME = "/" + "home/"

CASES = [
    ("home folder", f"see {HOME}jane/x.c", [(1, f"{HOME}jane")]),
    ("second line, a compiler's flag", f"a\n-I{HOME}jane/include", [(2, f"{HOME}jane")]),
    ("quoted", f'a\n"{HOME}jane"', [(2, f"{HOME}jane")]),
    ("after an equals sign", f"x={HOME}jane", [(1, f"{HOME}jane")]),
    ("documented example", "cd /home/user/project", []),
    ("this checkout", "in /opt/checkouts/stranded/a.c", [(1, str(ROOT))]),
    ("relative", "build/work/x ~/work/x $HOME/work/x", []),
    ("part of a longer path", "/srv/home/jane", []),
    ("system folder", "/usr/include/stdio.h", []),
]


class MachinePaths(unittest.TestCase):
    def test_cases(self):
        for name, text, expected in CASES:
            with self.subTest(name):
                self.assertEqual(list(machine_paths.places_in(text, ROOT)), expected)


if __name__ == "__main__":
    unittest.main()
