"""What users hand in that is not what it should be: each gets one line and the right exit code."""
import json
import os

import harness


class NoDatabase(harness.Case):
    def test_nothing_there(self):
        self.assert_fails(self.check(), 2, "compile_commands.json")

    def test_missing_file(self):
        self.assert_fails(self.check("-p", "nowhere/compile_commands.json"), 2, "nowhere")

    def test_missing_sources(self):
        self.assert_fails(self.check("--sources", "nowhere"), 2, "nowhere")

    def test_sources_without_sources(self):
        self.assert_fails(self.check("--sources", "."), 2, "no .c file")


class MalformedDatabase(harness.Case):
    def check_text(self, text):
        self.write("compile_commands.json", text)
        self.assert_fails(self.check(), 2, "compile_commands.json")

    def test_texts(self):
        for text in ("", "{", "[{]", "[1, 2]", '{"a": 1}', "null", '[{"file": "a.c"}]', "[]",
                     '[{"directory": "/", "file": 3, "command": "cc"}]',
                     '[{"directory": "/", "file": "a.c", "command": "cc -c a.c"}', "\0" * 100,
                     "[" * 100000, '[{"directory": "' + "x" * 1000):
            with self.subTest(text=text[:40]):
                self.check_text(text)

    def test_huge(self):
        """More than fits a bound is refused before it is read; the file is a hole."""
        with open(self.folder / "compile_commands.json", "wb") as file:
            os.ftruncate(file.fileno(), (1 << 30) + 1)
        self.assert_fails(self.check(), 2, "compile_commands.json")


class MissingFiles(harness.Case):
    def test_some_are_missing(self):
        self.make({"here.c": harness.leak("here")})
        self.write_database([self.entry("here.c"), self.entry("gone.c")])
        run = self.check("--fail-on", "never")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("gone.c", run.stderr)
        self.assertEqual(len(run.stderr.splitlines()), 1)
        self.assertIn("here.c:6:5", run.stdout)

    def test_all_are_missing(self):
        self.write_database([self.entry("gone.c")])
        self.assert_fails(self.check(), 2, "gone.c")

    def test_folder_is_missing(self):
        self.make({"here.c": harness.clean("here")})
        entry = {**self.entry(str(self.folder / "here.c")), "directory": "/nowhere/at/all"}
        self.write_database([entry])
        run = self.check("--format", "json")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(json.loads(run.stdout)["run"]["units"], 1)

    def test_missing_model(self):
        self.make({"here.c": harness.clean("here")})
        self.assert_fails(self.check("--models", "gone_model.c"), 2, "gone_model.c")

    def test_missing_named_file(self):
        self.make({"here.c": harness.clean("here")})
        self.assert_fails(self.check("gone.c"), 2, "gone.c")


class Sources(harness.Case):
    def test_errors_are_counted_and_the_rest_analysed(self):
        self.make({"broken.c": "#include \"not_there.h\"\nint broken(void) { return unknown; }\n"
                               + harness.leak("found"),
                   "good.c": harness.clean("good")})
        run = self.check()
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("broken.c:8:5", run.stdout)
        self.assertIn("1 unit with errors", run.stdout)

    def test_not_text(self):
        self.make({"good.c": harness.clean("good")})
        self.write("noise.c", bytes(range(256)) * 64)
        self.write_database([self.entry("good.c"), self.entry("noise.c")])
        run = self.check()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("noise.c", run.stdout)
        self.assertIn("not a text file", run.stdout)

    def test_empty_file(self):
        self.make({"empty.c": ""})
        self.assertEqual(self.check_json()["run"]["units_failed"], 0)

    def test_broken_model(self):
        self.make({"good.c": harness.clean("good")})
        self.write("model.c", "int f(void) { return nothing; }\n")
        self.assert_fails(self.check("--models", "model.c"), 2, "model.c")


class Names(harness.Case):
    NAMES = ("with blank", "quo'te", 'quo"te', "new\nline", "grün-名前", "back\\slash", "$HOME",
             "semi;colon", "%s %d", "#")

    def test_paths(self):
        """Blanks, quotes, newlines and other alphabets in folders and files."""
        for number, name in enumerate(self.NAMES):
            self.write(f"{name}/{name}.c", harness.leak(f"leak_{number}"))
        self.write_database([self.entry(f"{name}/{name}.c") for name in self.NAMES])
        report = self.check_json()
        self.assertEqual([f["file"] for f in report["findings"]],
                         sorted((f"{name}/{name}.c" for name in self.NAMES), key=str.encode))
        self.assertEqual(report["run"]["units_failed"], 0)

    def test_bytes_that_are_no_text(self):
        """File names are bytes; a compilation database can't say such ones, a folder can."""
        self.write("\udcff\udcfe/\udce4.c", harness.leak("a"))
        run = self.check("--sources", ".")
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("\\xff\\xfe/\\xe4.c:6:5", run.stdout)

    def test_commands_with_quotes(self):
        self.write("a b/it's.c", harness.leak("a"))
        self.write_database([{"directory": str(self.folder), "file": "a b/it's.c",
                              "command": "cc -DX='a b' -c \"a b/it's.c\""}])
        self.assertEqual(len(self.check_json()["findings"]), 1)

    def test_messages_stay_one_line(self):
        self.assert_fails(self.check("-p", "no\nsuch\nplace"), 2, "no\\x0asuch\\x0aplace")


class NothingIsExecuted(harness.Case):
    def test_commands(self):
        """Whatever a command line says, the only thing done with it is reading it."""
        proof = self.folder / "executed"
        script = f"#!/bin/sh\ntouch '{proof}'\nexec cc \"$@\"\n"
        compiler = self.write("cc", script)
        compiler.chmod(0o755)
        self.write("a.c", harness.clean("a"))
        touch = f"touch {proof}"
        commands = [f"{compiler} -c a.c", f"$({touch}) -c a.c", f"cc `{touch}` -c a.c",
                    f"cc -c a.c; {touch}", f"cc -c a.c && {touch}", f"cc -c a.c | {touch}",
                    f"sh -c '{touch}' cc -c a.c", f"cc -wrapper {compiler} -c a.c",
                    f"cc -B{self.folder} -c a.c", f"cc -fplugin={compiler} -c a.c",
                    f"cc -Xclang -load -Xclang {compiler} -c a.c", f"cc -specs={compiler} -c a.c",
                    f"cc -c a.c -o {proof}", f"cc -MD -MF {proof} -c a.c",
                    f"cc -Wp,-MD,{proof} -c a.c", f"cc -save-temps={proof} -c a.c",
                    f"cc -ftime-trace={proof} -c a.c", f"cc --serialize-diagnostics {proof} -c a.c",
                    f"cc -dependency-file {proof} -c a.c"]
        for command in commands:
            with self.subTest(command=command):
                self.write_database([{"directory": str(self.folder), "file": "a.c",
                                      "command": command}])
                run = self.check()
                self.assertIn(run.returncode, (0, 2), run.stderr)
                self.assertFalse(proof.exists())
        left = {path.name for path in self.folder.iterdir()}
        self.assertEqual(left, {"a.c", "cc", "compile_commands.json", ".stranded"})


class NoLibclang(harness.Case):
    def check_without(self, what):
        if not os.environ.get("HIDE_FILES"):
            self.skipTest("nothing that could hide it (HIDE_FILES)")
        self.make({"a.c": harness.clean("a")})
        return self.check(env={"LD_PRELOAD": os.environ["HIDE_FILES"], "HIDE": what})

    def test_builtin_headers_are_missing(self):
        self.assert_fails(self.check_without("headers"), 2, "headers", "libclang-common-19-dev")

    def test_library_is_missing(self):
        self.assert_fails(self.check_without("library"), 2, "libclang 19", "libclang1-19")


if __name__ == "__main__":
    harness.main()
