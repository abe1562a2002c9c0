"""Equal input gives equal output, whatever the number of workers and whatever is known already."""
import harness


class Determinism(harness.Case):
    def setUp(self):
        super().setUp()
        sources = {}
        for number in range(24):
            # Files of different sizes, so that workers end in different orders.
            filler = "".join(harness.clean(f"filler_{number}_{i}") for i in range(number * 7 % 50))
            sources[f"unit_{number:02}.c"] = filler + harness.leak(f"leak_{number}")
        sources["broken.c"] = "int x = undeclared;\n" + harness.leak("in_broken")
        self.make(sources)
        self.write("noise.c", b"\0\1\2")
        self.write_database([self.entry(name) for name in [*sources, "noise.c"]])

    def outputs(self, *arguments):
        text = self.check(*arguments, "--format", "text").stdout
        return text, harness.without_chance(self.check(*arguments, "--format", "json").stdout)

    def test_workers_and_warmth(self):
        expected = self.outputs("--db", "1.db", "-j", "1")
        self.assertEqual(len(expected[1]["findings"]), 25)
        for jobs in (2, 3, 8):
            with self.subTest(jobs=jobs):
                self.assertEqual(self.outputs("--db", f"{jobs}.db", "-j", str(jobs)), expected)
        self.assertEqual(self.outputs("--db", "1.db", "-j", "8"), expected)

    def test_order_of_the_database(self):
        expected = self.outputs("--db", "1.db")
        names = sorted((path.name for path in self.folder.glob("*.c")), reverse=True)
        self.write_database([self.entry(name) for name in names])
        self.assertEqual(self.outputs("--db", "2.db"), expected)


if __name__ == "__main__":
    harness.main()
