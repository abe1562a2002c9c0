"""The files of docs/examples, as they stand: each finds nothing, and finds a thread once its join is gone."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree
import json

import harness

ROOT = pathlib.Path(__file__).resolve().parents[2]
JOIN = "    pthread_join(worker->thread, NULL);\n"
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@localhost", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@localhost", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull}


class Example(harness.Case):
    """A copy of the examples, and stranded installed in a folder of its own."""

    def setUp(self):
        super().setUp()
        self.prefix = self.folder.parent / "prefix"
        build = pathlib.Path(harness.program()).parents[1]
        subprocess.run(["cmake", "--install", build, "--prefix", self.prefix], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.copytree(ROOT / "docs" / "examples", self.folder, dirs_exist_ok=True)
        self.environment = {**os.environ, **IDENTITY, "LC_ALL": "C.UTF-8", "HOME": str(self.prefix),
                            "PATH": f"{self.prefix / 'bin'}:{os.environ['PATH']}",
                            "CMAKE_PREFIX_PATH": str(self.prefix)}

    def run_in(self, folder, command, code=0, **variables):
        """A line for a shell."""
        run = subprocess.run(command, shell=True, cwd=self.folder / folder,
                             env={**self.environment, **variables}, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             timeout=harness.TIMEOUT_SECONDS, check=False)
        self.assertEqual(run.returncode == 0, code == 0, f"{command}\n{run.stdout}")
        return run.stdout

    def forget_the_join(self):
        file = self.folder / "service" / "worker.c"
        file.write_text(file.read_text(encoding="utf-8").replace(JOIN, ""), encoding="utf-8")


class Builds(Example):
    def test_cmake(self):
        for generator in ("Unix Makefiles", "Ninja"):
            with self.subTest(generator=generator):
                shutil.copy(ROOT / "docs/examples/service/worker.c", self.folder / "service")
                build = f"build-{generator[0]}"
                self.run_in("cmake", f"cmake -G '{generator}' -B {build} && cmake --build {build}")
                target = f"cmake --build {build} --target stranded-service"
                self.assertIn("no findings", self.run_in("cmake", target))
                self.run_in("cmake", f"ctest --test-dir {build} --no-tests=error")
                self.forget_the_join()
                self.assertIn("[thread-not-joined]", self.run_in("cmake", target, code=1))
                self.run_in("cmake", f"ctest --test-dir {build}", code=1)

    def test_cmake_reports_what_lies_in_the_target(self):
        text = (self.folder / "cmake" / "CMakeLists.txt").read_text(encoding="utf-8")
        self.write("cmake/other.c", harness.leak("other"))
        self.write("cmake/CMakeLists.txt", text + "add_library(other other.c)\n"
                   "stranded_add_check(other NAME second OPTIONS --format json)\n")
        self.run_in("cmake", "cmake -B build && cmake --build build")
        self.assertIn("no findings",
                      self.run_in("cmake", "cmake --build build --target stranded-service"))
        self.assertIn('"function": "other"',
                      self.run_in("cmake", "cmake --build build --target stranded-second", code=1))

    def test_cmake_arguments(self):
        self.write("cmake/CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\n"
                   "project(x LANGUAGES C)\nfind_package(stranded 0.1 REQUIRED)\n"
                   "stranded_add_check(nothing)\n")
        self.assertIn("there is no target nothing", self.run_in("cmake", "cmake -B build", code=1))

    @unittest.skipUnless(shutil.which("meson"), "meson is not installed")
    def test_meson(self):
        self.run_in("meson", "meson setup build && ninja -C build")
        self.assertIn("no findings", self.run_in("meson", "ninja -C build check-stranded"))
        self.run_in("meson", "meson test -C build")
        self.forget_the_join()
        self.assertIn("[thread-not-joined]",
                      self.run_in("meson", "ninja -C build check-stranded", code=1))
        self.run_in("meson", "meson test -C build", code=1)

    def test_make(self):
        self.run_in("make", "make")
        self.assertIn("no findings", self.run_in("make", "make check-stranded"))
        self.forget_the_join()
        self.assertIn("[thread-not-joined]", self.run_in("make", "make check-stranded", code=1))


class Actions(Example):
    """Parsing as actions of a build engine that works elsewhere, and the link of what they made."""

    def findings(self, file):
        return json.loads((self.folder / file).read_text(encoding="utf-8"))["findings"]

    def test_ninja(self):
        self.run_in("make", "make compile_commands.json")
        self.run_in("", "ninja/stranded_ninja.py make/compile_commands.json parts")
        self.assertIn("no findings", self.run_in("parts", "ninja"))
        self.assertIn("no work to do", self.run_in("parts", "ninja"))
        self.forget_the_join()
        output = self.run_in("parts", "ninja", code=1)
        self.assertIn("[thread-not-joined]", output)
        self.assertEqual(output.count("1 units: 1 parsed"), 1, output)
        self.run_in("make", "stranded check -p . --db alone.db --format json -o alone.json", code=1)
        self.assertEqual(self.findings("parts/report.json"), self.findings("make/alone.json"))

    def test_ninja_with_fewer_parts_than_sources(self):
        self.run_in("make", "make compile_commands.json")
        self.run_in("", "ninja/stranded_ninja.py make/compile_commands.json parts 1")
        self.forget_the_join()
        self.assertIn("2 units: 2 parsed", self.run_in("parts", "ninja", code=1))


    @unittest.skipUnless(shutil.which("bazel"), "bazel (bazel-bootstrap) is not installed")
    def test_bazel(self):
        shutil.copytree(self.folder / "service", self.folder / "bazel" / "service")
        root = self.folder.parent / "bazel-root"
        build = f"bazel --output_user_root='{root}' --batch build //:findings"
        self.assertEqual(self.run_in("bazel", build).count("1 units: 1 parsed"), 2)
        report = json.loads((self.folder / "bazel/bazel-bin/findings.json").read_text("utf-8"))
        self.assertEqual((report["run"]["units"], report["run"]["units_reused"]), (2, 2))
        worker = self.folder / "bazel" / "service" / "worker.c"
        worker.write_text(worker.read_text(encoding="utf-8").replace(JOIN, ""), encoding="utf-8")
        output = self.run_in("bazel", build, code=1)
        self.assertIn("[thread-not-joined]", output)
        self.assertEqual(output.count("1 units: 1 parsed"), 1, output)


class Servers(Example):
    """A clone with a branch that takes the join away, on which each file's commands are run."""

    def setUp(self):
        super().setUp()
        origin = self.folder.parent / "origin"
        shutil.copytree(self.folder, origin)
        self.write("CMakeLists.txt", "")
        steps = ("git init -q -b main && cp cmake/CMakeLists.txt . &&"
                 " sed -i 's|[.][.]/service|service|g' CMakeLists.txt && git add --all &&"
                 " git commit -q -m first")
        self.run_in(origin, steps)
        shutil.rmtree(self.folder)
        self.run_in(origin, f"git clone -q '{origin}' '{self.folder}'")
        self.run_in("", "git checkout -q -b topic")

    def commands(self, name):
        """The lines of a file that are for a shell and that a test can run."""
        text = (ROOT / "docs" / "examples" / "ci" / name).read_text(encoding="utf-8")
        return re.findall(r"^ *(?:- )?(?:run: |- )((?:cmake|stranded|git fetch) .*)$", text,
                          re.MULTILINE)

    def run_commands(self, name, expected, **variables):
        """Each of the file's commands; whether the last-but-reporting ones fail is told by `expected`."""
        outputs = []
        for command in self.commands(name):
            code = expected if command.startswith("stranded check") else 0
            outputs.append(self.run_in("", command, code=code, **variables))
        return "".join(outputs)

    def break_and_commit(self):
        self.forget_the_join()
        self.run_in("", "git commit -q -a -m 'without the join'")

    def test_github_actions(self):
        self.assertEqual(len(self.commands("github-actions.yml")), 3)
        self.assertNotIn("::error", self.run_commands("github-actions.yml", 0, base="origin/main"))
        self.break_and_commit()
        output = self.run_commands("github-actions.yml", 1, base="origin/main")
        self.assertIn("::warning file=service/worker.c,line=17", output)
        sarif = json.loads((self.folder / "stranded.sarif").read_text(encoding="utf-8"))
        self.assertEqual(len(sarif["runs"][0]["results"]), 1)

    def test_gitlab(self):
        variables = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
        self.assertEqual(len(self.commands("gitlab-ci.yml")), 3)
        self.run_commands("gitlab-ci.yml", 0, **variables)
        self.break_and_commit()
        self.run_commands("gitlab-ci.yml", 1, **variables)
        issues = json.loads((self.folder / "codequality.json").read_text(encoding="utf-8"))
        self.assertTrue(all({"description", "check_name", "fingerprint", "severity", "location"} <=
                            set(issue) for issue in issues))
        self.assertEqual([issue["location"]["path"] for issue in issues], ["service/worker.c"])
        suites = xml.etree.ElementTree.parse(self.folder / "stranded.xml").getroot()
        self.assertEqual(suites[0].get("failures"), "1")

    def test_gitlab_on_the_default_branch(self):
        self.run_in("", "git checkout -q main")
        self.run_commands("gitlab-ci.yml", 0, CI_DEFAULT_BRANCH="main")
        self.assertEqual((self.folder / "codequality.json").read_text(encoding="utf-8"), "[]\n")

    def test_shell(self):
        self.run_in("", "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        command = "ci/check.sh build origin/main"
        self.assertIn("no new findings", self.run_in("", command))
        self.break_and_commit()
        self.assertIn("[thread-not-joined]", self.run_in("", command, code=1))
        for name in ("stranded.sarif", "stranded.xml", "stranded-checkstyle.xml"):
            self.assertTrue((self.folder / name).exists())

    def test_a_second_job_is_warm(self):
        """Another checkout, another folder's times: the store that a cache brings spares the parsing."""
        self.run_in("", "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        command = "stranded check -p build --since origin/main --new --format json -o report.json"
        self.run_in("", command)
        for file in (self.folder / "service").iterdir():
            os.utime(file)
        self.run_in("", command)
        run = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))["run"]
        self.assertEqual((run["units"], run["units_reused"]), (2, 2))


if __name__ == "__main__":
    harness.main()
