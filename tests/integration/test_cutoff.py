"""What a change does not change is not done again: units parsed, functions solved, questions asked."""
import contextlib
import shutil
import sqlite3

import harness

ASSERT = ("void failed(const char *what, const char *file, int line);\n"
          "#define CHECK(x) ((x) ? (void)0 : failed(#x, __FILE__, __LINE__))\n")


# What is solved in few steps is not kept: what is counted here takes more.
LONG = "    int many = 0;\n" + "    many = many * 3 + 1;\n" * 60


class Working(harness.Case):
    def write(self, name, text):
        """Every function is a long one."""
        return super().write(name, text.replace("\n{\n", "\n{\n" + LONG))

    def work(self, report):
        return tuple(report["run"][name] for name in ("units_parsed", "functions_solved",
                                                      "checks_run"))

    def change(self, name, text):
        self.write(name, text)
        return self.check_json()


class Cutoff(Working):
    def setUp(self):
        super().setUp()
        self.text = ASSERT + harness.leak("a").replace("    pthread_t t;\n",
                                                       "    pthread_t t;\n    CHECK(shared);\n")
        self.make({"a.c": "#include \"shared.h\"\n" + self.text, "b.c": "#include \"shared.h\"\n"
                   + harness.leak("b"), "c.c": harness.clean("c")})
        self.write("shared.h", "extern int shared;\n")
        self.first = self.check_json()
        self.assertEqual(self.work(self.first)[0], 3)
        self.assertGreater(self.work(self.first)[1], 0)
        self.assertGreater(self.work(self.first)[2], 0)

    def places(self, report):
        return [(f["file"], f["line"], f["column"]) for f in report["findings"]]

    def test_nothing(self):
        self.assertEqual(self.work(self.check_json()), (0, 0, 0))

    def test_comment_that_moves_nothing(self):
        text = "#include \"shared.h\"\n" + self.text.replace("NULL);", "NULL); /* so it is */")
        report = self.change("a.c", text)
        self.assertEqual(self.work(report), (1, 0, 0))
        self.assertEqual(report["findings"], self.first["findings"])
        self.assertEqual(report["run"]["id"], self.first["run"]["id"])

    def test_comment_that_moves_all(self):
        """Findings move along, with every step; line numbers that a call passes on change nothing."""
        report = self.change("a.c", "/* one\n * two */\n#include \"shared.h\"\n" + self.text)
        self.assertEqual(self.work(report), (1, 0, 0))
        moved = [(file, line + (2 if file == "a.c" else 0), column)
                 for file, line, column in self.places(self.first)]
        self.assertEqual(self.places(report), moved)
        self.assertEqual([f["fingerprint"] for f in report["findings"]],
                         [f["fingerprint"] for f in self.first["findings"]])
        self.assertEqual([f["state"] for f in report["findings"]], ["open", "open"])
        steps = [[step["line"] for step in f["trace"]] for f in report["findings"]]
        before = [[step["line"] for step in f["trace"]] for f in self.first["findings"]]
        self.assertEqual(steps, [[line + 2 for line in before[0]], before[1]])
        cold = self.check_json("--db", "cold.db")
        self.assertEqual(self.places(cold), self.places(report))
        self.assertEqual(self.work(self.check_json()), (0, 0, 0))

    def test_comment_in_a_header(self):
        report = self.change("shared.h", "/* one */\nextern int shared;\n")
        self.assertEqual(self.work(report), (2, 0, 0))

    def test_body(self):
        for text, solved in ((self.text + harness.clean("more"), 0),
                             (self.text.replace("CHECK(shared);", ""), 1),
                             (self.text.replace("return p", "return 0"), 1)):
            with self.subTest(text=text):
                report = self.change("a.c", "#include \"shared.h\"\n" + text)
                self.assertEqual(self.work(report)[:2], (1, solved))
                self.assertGreater(self.work(report)[2], 0)

    def test_two_statements_in_one_line(self):
        """What stands in one line is one place to some questions."""
        self.assertIn(");\n    pthread", self.text)
        report = self.change("a.c", "#include \"shared.h\"\n" + self.text.replace(");\n    pthread", "); pthread"))
        self.assertGreater(self.work(report)[2], 0)

    def test_comment_that_asks_for_silence_moves_away(self):
        comment = "/* stranded:ignore(*): so it is */\n"
        text = "#include \"shared.h\"\n" + self.text
        silenced = text.replace("    pthread_create", f"    {comment}    pthread_create")
        self.assertEqual([f["state"] for f in self.change("a.c", silenced)["findings"]],
                         ["suppressed", "open"])
        apart = silenced.replace(comment, comment + "\n")
        self.assertEqual([f["state"] for f in self.change("a.c", apart)["findings"]],
                         ["open", "open"])

    def test_run_that_was_cut_off_in_between(self):
        """What was parsed by a run that did not end is no longer there to be compared with."""
        self.write("a.c", "/* one */\n#include \"shared.h\"\n" + self.text.replace("&t,", "(&t),"))
        self.run_program("extract")
        self.write("a.c", "/* one */\n\n#include \"shared.h\"\n" + self.text)
        report = self.check_json()
        self.assertEqual(self.places(report), self.places(self.check_json("--db", "cold.db")))

    def test_stats_says_so(self):
        self.write("a.c", "\n#include \"shared.h\"\n" + self.text)
        self.assertIn("what has changed only moved, so nothing was solved",
                      self.check("--stats").stderr)
        said = self.check("--stats").stderr
        self.assertIn("nothing has changed, so nothing was solved", said)
        self.assertIn("work: 0 units parsed, 0 functions solved, 0 questions asked of checks", said)


STARTER = """#include <pthread.h>
static void *work(void *data) { return data; }
int start(pthread_t *thread)
{
    return pthread_create(thread, NULL, work, NULL);
}
"""
CALLER = """#include <pthread.h>
int start(pthread_t *thread);
int run_%(name)s(void)
{
    pthread_t thread;
    if (start(&thread) != 0)
        return 1;
    return %(end)s;
}
"""


class Solved(Working):
    """Of a changed program, those functions are solved whose bodies, or whose callees' summaries, differ."""

    def setUp(self):
        super().setUp()
        self.callers = {f"{name}.c": CALLER % {"name": name, "end": end}
                        for name, end in (("joins", "pthread_join(thread, NULL)"), ("leaks", "0"))}
        self.make({"start.c": STARTER, "alone.c": harness.leak("alone"), **self.callers})
        self.first = self.check_json()

    def solved(self, name, text):
        """How many were solved; that the report is that of a first run is seen on the way."""
        report = self.change(name, text)
        for store in self.folder.glob("cold.db*"):
            shutil.rmtree(store) if store.is_dir() else store.unlink()
        cold = self.check_json("--db", "cold.db")
        self.assertGreaterEqual(self.work(cold)[1], 3)
        for run in (report, cold):
            for finding in run["findings"]:
                finding["state"] = "there"
        self.assertEqual(report["findings"], cold["findings"])
        return self.work(report)[1]

    def test_summary_is_the_same(self):
        self.assertEqual(self.solved("start.c", STARTER.replace("{\n    return pthread_create",
                                                                "{\n    int n = 1;\n    n = n + 1;\n    return pthread_create")), 1)

    def test_summary_differs(self):
        detached = STARTER.replace("return pthread_create(thread, NULL, work, NULL);",
                                   "int code = pthread_create(thread, NULL, work, NULL);\n"
                                   "    if (code == 0)\n        pthread_detach(*thread);\n    return code;")
        self.assertEqual(self.solved("start.c", detached), 2)  # who leaks nothing is not solved at all
        self.assertEqual(self.solved("start.c", STARTER), 3)

    def test_caller(self):
        self.assertEqual(self.solved("leaks.c", self.callers["leaks.c"].replace("return 0", "return 2")), 1)

    def test_what_stands_around_it(self):
        """Other functions, variables and places in the same unit, and lines before it."""
        before = "static const int limit = 3;\nint twice(int n) { return 2 * n + limit; }\n"
        self.assertEqual(self.solved("start.c", before + STARTER), 0)

    def test_constant_that_it_reads(self):
        text = "static const int wanted = 1;\n" + STARTER.replace("    return", "    if (wanted == 2)\n        return 1;\n    return")
        self.solved("start.c", text)
        self.assertGreater(self.solved("start.c", text.replace("wanted = 1", "wanted = 2")), 0)

    def test_pointer_that_gets_another_function(self):
        text = ("#include <pthread.h>\nint start(pthread_t *thread);\n"
                "static int other(pthread_t *thread) { (void)thread; return 1; }\n"
                "int (*starter)(pthread_t *) = other;\n"
                "void change(void) { starter = start; }\n"
                "int run_by(void) { pthread_t t; return starter(&t); }\n")
        self.make({"start.c": STARTER, "alone.c": harness.leak("alone"), **self.callers, "by.c": text})
        self.check_json()
        self.assertGreater(self.solved("by.c", text.replace("starter = start", "starter = other")), 0)

    def test_few_steps(self):
        """Functions that are solved so fast are solved again, whatever has changed."""
        short = {"few.c": harness.leak("few"), "start.c": STARTER}
        for name, text in short.items():
            (self.folder / name).write_text(text, "utf-8")
        self.write_database([self.entry(name) for name in short])
        before = self.work(self.check_json())[1]
        (self.folder / "few.c").write_text(harness.leak("few") + harness.clean("more"), "utf-8")
        self.assertEqual(self.work(self.check_json())[1], before)

    def test_damaged_memo(self):
        """What is not what was written is solved anew."""
        with contextlib.closing(sqlite3.connect(self.folder / ".stranded/stranded.db")) as store:
            store.execute("UPDATE solved SET bytes = zeroblob(length(bytes))")
            store.commit()
        self.assertEqual(self.solved("leaks.c", self.callers["leaks.c"].replace("return 0", "return 2")),
                         self.work(self.first)[1])


if __name__ == "__main__":
    harness.main()
