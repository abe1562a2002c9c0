"""What the integration tests share: a project in a folder of its own, and the program run on it.

A test file ends with `harness.main()`, which takes `--stranded PROGRAM` before unittest's own
arguments.
"""
import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import typing
import unittest

TIMEOUT_SECONDS = 300
NOBODY = 65534

# One thread that nothing joins, started once for each call from outside.
LEAK = """#include <pthread.h>
static void *work(void *p) { return p; }
void %(name)s(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
}
"""

CLEAN = """int %(name)s(int x)
{
    return x + 1;
}
"""

_program: typing.List[str] = []


def program() -> str:
    return _program[0]


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] != "--stranded":
        sys.exit(f"usage: {sys.argv[0]} --stranded PROGRAM [unittest's arguments]")
    _program.append(os.path.abspath(sys.argv[2]))
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])


def rounds(count: int) -> int:
    """How often random things are tried: less often where each try is slow, as under the sanitizers, by
    the variable FEWER_ROUNDS (2 = half as often)."""
    return max(1, count // int(os.environ.get("FEWER_ROUNDS", "1")))


def leak(name: str) -> str:
    return LEAK % {"name": name}


def clean(name: str) -> str:
    return CLEAN % {"name": name}


def without_chance(output: str) -> typing.Dict[str, typing.Any]:
    """A JSON report without what may differ between equal runs: when it was, and how much it could reuse."""
    report = json.loads(output)
    for name in ("id", "seconds", "units_reused", "units_parsed", "functions_solved", "checks_run"):
        del report["run"][name]
    return report


def read_terminal(master: int, outputs: typing.List[bytes], number: int) -> None:
    """Reads until nobody has the other end open, which a terminal reports as an error."""
    with contextlib.suppress(OSError):
        while True:
            outputs[number] += os.read(master, 65536)
    os.close(master)


class Case(unittest.TestCase):
    """A test with a scratch folder, `self.folder`, that anybody may enter."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="stranded-test-")
        self.addCleanup(scratch.cleanup)
        # The folder above is the scratch's, so that no git work tree around it becomes the root.
        os.chmod(scratch.name, 0o755)
        self.folder = pathlib.Path(scratch.name).resolve() / "project"
        self.folder.mkdir()

    def write(self, name: str, text: typing.Union[str, bytes]) -> pathlib.Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
        return file

    def write_database(self, entries: typing.List[typing.Dict[str, typing.Any]]) -> None:
        self.write("compile_commands.json", json.dumps(entries))

    def entry(self, name: str, *flags: str) -> typing.Dict[str, typing.Any]:
        return {"directory": str(self.folder), "file": name,
                "arguments": ["cc", *flags, "-c", name]}

    def make(self, sources: typing.Dict[str, str]) -> None:
        """A project of these sources, each a unit without flags."""
        for name, text in sources.items():
            self.write(name, text)
        self.write_database([self.entry(name) for name in sources if name.endswith(".c")])

    def run_program(self, *arguments: str, **options: typing.Any) -> subprocess.CompletedProcess:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("env", {})}
        return subprocess.run([program(), *arguments], cwd=options.pop("cwd", self.folder),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="surrogateescape",
                              env=environment, timeout=TIMEOUT_SECONDS, check=False, **options)

    def check(self, *arguments: str, **options: typing.Any) -> subprocess.CompletedProcess:
        return self.run_program("check", *arguments, **options)

    def check_json(self, *arguments: str, **options: typing.Any) -> typing.Dict[str, typing.Any]:
        """The report of a run that must work."""
        run = self.check("--format", "json", "--fail-on", "never", *arguments, **options)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def run_on_terminal(self, *arguments: str, **environment: str) -> typing.Tuple[str, str]:
        """What a terminal of 100 columns gets on standard output, and on standard error."""
        masters, slaves = zip(*(os.openpty() for _ in range(2)))
        for slave in slaves:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 100, 0, 0))
        variables = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment}
        variables = {name: value for name, value in variables.items() if value}
        process = subprocess.Popen([program(), *arguments], cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=slaves[0], stderr=slaves[1],
                                   env=variables)
        for slave in slaves:
            os.close(slave)
        outputs = [b"", b""]
        readers = [threading.Thread(target=read_terminal, args=(master, outputs, number))
                   for number, master in enumerate(masters)]
        for reader in readers:
            reader.start()
        process.wait(timeout=TIMEOUT_SECONDS)
        for reader in readers:
            reader.join()
        return outputs[0].decode(), outputs[1].decode()

    def assert_fails(self, run: subprocess.CompletedProcess, code: int, *words: str) -> None:
        """One line that says where, and what; nothing on standard output."""
        self.assertEqual(run.returncode, code, run.stderr + run.stdout)
        self.assertEqual(run.stdout, "")
        lines = run.stderr.splitlines()
        self.assertEqual(len(lines), 1, run.stderr)
        self.assertTrue(lines[0].startswith("stranded: "), run.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def run_as_nobody(self, *arguments: str, **options: typing.Any) -> subprocess.CompletedProcess:
        """As somebody whom permissions bind; the superuser may do everything."""
        if os.geteuid() != 0:
            return self.run_program(*arguments, **options)
        copy = self.folder.parent / "stranded"
        if not copy.exists():
            shutil.copy(program(), copy)
            copy.chmod(0o755)
        return subprocess.run([str(copy), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              user=NOBODY, group=NOBODY, extra_groups=[],
                              timeout=TIMEOUT_SECONDS, check=False, **options)
