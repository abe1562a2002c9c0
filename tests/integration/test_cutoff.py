"""What a change does not change is not done again: units parsed, functions solved, questions asked."""
import harness

ASSERT = ("void failed(const char *what, const char *file, int line);\n"
          "#define CHECK(x) ((x) ? (void)0 : failed(#x, __FILE__, __LINE__))\n")


class Cutoff(harness.Case):
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

    def work(self, report):
        return tuple(report["run"][name] for name in ("units_parsed", "functions_solved",
                                                      "checks_run"))

    def places(self, report):
        return [(f["file"], f["line"], f["column"]) for f in report["findings"]]

    def change(self, name, text):
        self.write(name, text)
        return self.check_json()

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
        for text in (self.text + harness.clean("more"), self.text.replace("CHECK(shared);", ""),
                     self.text.replace("return p", "return 0")):
            with self.subTest(text=text):
                report = self.change("a.c", "#include \"shared.h\"\n" + text)
                self.assertEqual(self.work(report)[0], 1)
                self.assertGreater(self.work(report)[1], 0)

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


if __name__ == "__main__":
    harness.main()
