"""Sources that kill or hang the parser cost themselves, and nothing else."""
import os

import harness


class Workers(harness.Case):
    def assert_costs_one(self, name, *words, arguments=()):
        """The unit of that name fails with these words, the others are analysed."""
        for jobs in ("1", "2"):
            with self.subTest(jobs=jobs):
                run = self.check("-j", jobs, "--db", f"{jobs}.db", *arguments)
                self.assertEqual(run.returncode, 1, run.stderr)
                failures = [line for line in run.stdout.splitlines() if name in line]
                self.assertTrue(failures, run.stdout)
                for word in words:
                    self.assertIn(word, failures[0])
                for number in range(6):
                    self.assertIn(f"good_{number}.c:6:5", run.stdout)

    def make_with(self, name, text):
        self.make({**{f"good_{n}.c": harness.leak(f"good_{n}") for n in range(6)}, name: text})

    def test_stack_overflow(self):
        self.make_with("deep.c", "int f(int x) { return " + "- " * 3_000_000 + "x; }\n")
        self.assert_costs_one("deep.c", "killed by signal")

    def test_hang(self):
        """A header that is a pipe into which nobody writes."""
        self.make_with("hangs.c", "#include \"never.h\"\n")
        os.mkfifo(self.folder / "never.h")
        self.assert_costs_one("hangs.c", "no end after 4 s", arguments=["--unit-seconds", "4"])

    def test_deep_nesting(self):
        """Deep, but within what the workers' stacks hold."""
        depth = 5000
        chain = "".join(f"else if (x == {n}) return {n};\n" for n in range(depth))
        self.make({"deep.c": "int f(int x) {\nif (x < 0) return 1;\n" + chain + "return 0; }\n"
                             + harness.leak("behind")})
        report = self.check_json()
        self.assertEqual(report["run"]["units_failed"], 0)
        self.assertEqual([f["function"] for f in report["findings"]], ["behind"])

    def test_enormous_source(self):
        self.make({"big.c": "".join(harness.clean(f"f{n}") for n in range(20_000))
                            + harness.leak("last")})
        self.assertEqual([f["function"] for f in self.check_json()["findings"]], ["last"])


if __name__ == "__main__":
    harness.main()
