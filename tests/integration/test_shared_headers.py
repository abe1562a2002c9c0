"""What sources have in common is parsed once, and nothing comes out otherwise: stored units and reports are equal,
byte for byte, with and without it, whatever the headers' habits and whatever befalls the files that are kept."""
import concurrent.futures
import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import typing

import harness

UNITS = 8
# Enough to parse that a precompiled one is worth it to a group of seven; what is behind it is for smaller groups.
BIG, BIGGER = ("".join(f"struct s{i} {{ int a, b; struct s{i} *next; }};\n"
                       f"int f{i}(struct s{i} *s, const char *name, unsigned long size);\n"
                       for i in numbers)
               for numbers in (range(2000), range(2000, 6000)))
GUARDED = "#ifndef BIG_H\n#define BIG_H\n#include <pthread.h>\n" + BIG + "#endif\n"

Files = typing.Dict[str, str]


def body(number: int, more: str = "") -> str:
    return more + harness.LEAK.replace("#include <pthread.h>\n", "") % {"name": f"leak_{number}"}


def units(top: str, more: str = "") -> Files:
    """Sources with that top, each with a body of its own; in `more`, N is its number."""
    return {f"u{i}.c": top + body(i, more.replace("N", str(i))) for i in range(UNITS)}


# ---- habits of headers: the files, and flags of each unit if it has any ----

def config_first() -> Files:
    return {"config.h": "#define HAVE_X 1\n#define LIMIT 7\n", "big.h": GUARDED + "#if HAVE_X\nint x;\n#endif\n",
            **units('/* A licence\n * over lines */\n\n#include "config.h"\n#include "big.h"\n',
                    "int limit_N[LIMIT];\nint *see_N(void) { return &x; }\n")}


def pragma_once() -> Files:
    return {"big.h": "#pragma once\n#include <pthread.h>\n" + BIG,
            "other.h": '#pragma once\n#include "big.h"\nstatic inline int twice(int n) { return 2 * n; }\n',
            **units('#include "big.h"\n#include "other.h"\n',
                    '#include "big.h"\nint call_N(int n) { return twice(n) + f1(0, 0, 0); }\n')}


def listed_twice() -> Files:
    listing = "X(one)\nX(two)\nX(three)\n"
    return {"big.h": GUARDED, "list.h": listing,
            "types.h": '#define X(n) n##_kind,\nenum kind {\n#include "list.h"\nkinds };\n#undef X\n',
            **units('#include "big.h"\n#include "types.h"\n',
                    '#define X(n) #n,\nstatic const char *const names_N[] = {\n#include "list.h"\n};\n#undef X\n'
                    "const char *name_N(enum kind k) { return names_N[k]; }\n")}


def defined_before() -> Files:
    return {"big.h": GUARDED + "#ifdef WITH_MORE\nint more(void);\n#else\nlong more(void);\n#endif\n",
            **units('#define _GNU_SOURCE\n#define WITH_MORE 1\n#define EVER for (;;)\n#undef NDEBUG\n#include "big.h"\n',
                    "void loop_N(void) { EVER { if (more()) break; } }\n")}


def counter() -> Files:
    return {"big.h": GUARDED + "enum { counted = __COUNTER__, again = __COUNTER__ };\n",
            **units('#include "big.h"\n', "int count_N(void) { return __COUNTER__ * 10 + again; }\n")}


def file_names() -> Files:
    return {"sub/big.h": GUARDED + "#define HERE __FILE__\n"
            "static inline const char *where(void) { return __FILE__; }\nenum { level = __INCLUDE_LEVEL__, line = __LINE__ };\n",
            "level.h": "static const int deep = __INCLUDE_LEVEL__;\n",
            **units('#include "./sub/big.h"\n#include "level.h"\n',
                    "const char *h_N(void) { return where(); }\nconst char *m_N(void) { return HERE; }\n"
                    "int l_N(void) { return level + line * 10 + deep + __INCLUDE_LEVEL__ + __LINE__; }\n"
                    "const char *b_N(void) { return __BASE_FILE__; }\n")}


def earlier_macro() -> Files:
    """A header that is another one behind a macro, included twice."""
    return {"big.h": GUARDED, "part.h": "#ifdef SECOND\nint second(void);\n#else\n#define SECOND\nint first(void);\n#endif\n",
            **units('#include "big.h"\n#include "part.h"\n',
                    '#include "part.h"\nint both_N(void) { return first() + second(); }\n')}


def same_names() -> Files:
    files = {"big.h": GUARDED}
    for i in range(2 * UNITS):
        files[f"d{i % 2}/u{i}.c"] = ('#include "big.h"\n#include "local.h"\n'
                                     + body(i, f"int local_{i}(void) {{ return LOCAL; }}\n"))
    files.update({"d0/local.h": "#define LOCAL 1\n", "d1/local.h": "#define LOCAL 22\nint only(void);\n"})
    return files


def code_in_headers() -> Files:
    """Headers with definitions: of functions that are called, that nobody calls, that are weak, and of data."""
    return {"big.h": GUARDED +
            "struct ops { int (*go)(int); };\nstatic int go(int n) { return n; }\n"
            "static const struct ops table = { .go = go };\nstatic int unused(void) { return 1; }\n"
            "static inline void begin(void *(*f)(void *)) { pthread_t t; pthread_create(&t, 0, f, 0); }\n"
            "__attribute__((weak)) int weak_one(void) { return 3; }\nint tentative;\n",
            **units('#include "big.h"\n',
                    "void by_N(void) { begin(work); }\nint go_N(void) { return table.go(N) + tentative; }\n"
                    .replace("work", "work_N") .replace("void by", "static void *work_N(void *p) { return p; }\nvoid by"))}


def included_code() -> Files:
    return {"big.h": GUARDED, "code.c": "static int helper(void) { return 4; }\nint offered(void) { return helper(); }\n",
            **units('#include "big.h"\n#include "code.c"\n', "int use_N(void) { return offered(); }\n")}


def cleanup() -> Files:
    return {"big.h": GUARDED + "#include <stdlib.h>\nstatic inline void drop(void *p) { free(*(void **)p); }\n"
            "#define AUTO __attribute__((cleanup(drop)))\nint drop_more(int *n);\n",
            **units('#include "big.h"\n', "int auto_N(void) { AUTO char *p = malloc(N + 1); return p != NULL; }\n")}


def records() -> Files:
    return {"big.h": GUARDED + "struct later;\ntypedef struct { int a; union { int b; void *c; }; } unnamed;\n"
            "#pragma pack(1)\nstruct packed { char c; int n; };\n",
            **units('#include "big.h"\n', "struct later { int n; unnamed u; };\nstruct mine_N { char c; int n; };\n"
                    "int get_N(struct later *l, struct packed *p) { return l->u.b + p->n + (int)sizeof(struct mine_N); }\n")}


def carriage_returns() -> Files:
    return {"big.h": GUARDED, **{name: text.replace("\n", "\r\n") for name, text in
                                 units('/* a\n b */\n#define A \\\n 1\n#include "big.h"\n', "int a_N = A;\n").items()}}


def suppressed() -> Files:
    return {"big.h": GUARDED, **units('/* stranded:ignore */\n#include "big.h"\n', "// stranded-ignore\n")}


def unit_errors() -> Files:
    """Errors in the sources themselves: parsed alone, with what the headers declare."""
    files = {"big.h": GUARDED, **units('#include "big.h"\n', "int s_N = sizeof(struct s1);\n")}
    files["u3.c"] += "int broken(void) { return absent_name(undeclared); }\n"
    files["u4.c"] += '#include "absent.h"\nabsent_type value;\n'
    return files


SHARING = [config_first, pragma_once, listed_twice, defined_before, counter, file_names, earlier_macro, same_names,
           code_in_headers, included_code, cleanup, records, carriage_returns, suppressed, unit_errors]


# ---- habits that must not be shared ----

def pushed_macro() -> Files:
    return {"big.h": GUARDED + '#define SIZE 1\n#pragma push_macro("SIZE")\n#undef SIZE\n#define SIZE 2\n',
            **units('#include "big.h"\n', '#pragma pop_macro("SIZE")\nint size_N = SIZE;\n')}


def base_file() -> Files:
    return {"big.h": GUARDED + "static const char *base(void) { return __BASE_FILE__; }\n",
            **units('#include "big.h"\n', "const char *base_N(void) { return base(); }\n")}


def header_error() -> Files:
    return {"big.h": GUARDED + "int broken = undeclared;\n", **units('#include "big.h"\n')}


def half_a_declaration() -> Files:
    return {"big.h": GUARDED, "half.h": "int half(void)\n", **units('#include "big.h"\n#include "half.h"\n{ return 1; }\n')}


def asks_for_headers() -> Files:
    return {"big.h": GUARDED + '#if __has_include("extra.h")\n#include "extra.h"\n#endif\n', **units('#include "big.h"\n')}


def conditional_first() -> Files:
    return {"big.h": GUARDED, **units('#if 1\n#include "big.h"\n#endif\n')}


ALONE = [pushed_macro, base_file, header_error, half_a_declaration, asks_for_headers, conditional_first]


class Shared(harness.Case):
    def project(self, files: Files, flags: typing.Callable[[int], typing.List[str]] = lambda number: []):
        for name, text in files.items():
            self.write(name, text)
        names = sorted(name for name in files if re.search(r"u\d+\.c$", name))
        self.write_database([self.entry(name, "-I.", *flags(number)) for number, name in enumerate(names)])

    def outcome(self, store: str):
        """Everything that is kept of the units, without what depends on the order in which they came."""
        with contextlib.closing(sqlite3.connect(self.folder / store)) as connection:
            return {row[:2]: row[2:] for row in connection.execute(
                "SELECT u.name, u.flags_key, u.status, u.message, u.n_errors, u.n_functions, u.n_unknown, u.meaning, d.bytes "
                "FROM unit u LEFT JOIN unit_ir d ON d.unit_id = u.id")}

    def run_on(self, store: str, *arguments: str):
        """Report, units, and (made, kept, units that used them)."""
        run = self.check("--db", store, "--format", "json", "--fail-on", "never", "--stats", *arguments)
        self.assertEqual(run.returncode, 0, run.stderr)
        report = harness.without_chance(run.stdout)
        for finding in report["findings"]:
            del finding["state"]  # which tells of earlier runs
        told = re.search(r"shared headers: (\d+) made, (\d+) kept from earlier runs, for (\d+) of", run.stderr)
        counts = tuple(int(count) for count in told.groups()) if told else (0, 0, 0)
        return report, self.outcome(store), counts

    def alone(self, store: str = "alone.db", *arguments: str):
        return self.run_on(store, "--no-shared-headers", *arguments)

    def assert_same(self, left, right):
        self.assertEqual(left[0], right[0])
        self.assertEqual(left[1].keys(), right[1].keys())
        self.assertEqual([name for name in left[1] if left[1][name] != right[1][name]], [])

    def kept(self, suffix: str, store: str = "a.db") -> typing.List[pathlib.Path]:
        return sorted((self.folder / f"{store}.headers").glob("*" + suffix))

    def change(self, name: str, text: str = "int added(void) { return 1; }\n") -> None:
        with open(self.folder / name, "a", encoding="utf-8") as file:
            file.write(text)


class Habits(Shared):
    def compare(self, files: Files, is_shared: bool, flags=lambda number: []):
        for path in list(self.folder.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.project(files, flags)
        expected = self.alone("alone.db", "-j1")
        self.assertEqual(expected[2], (0, 0, 0))
        for jobs in ("-j1", "-j2"):
            cold = self.run_on(f"cold{jobs}.db", jobs)
            self.assert_same(cold, expected)
            self.assertEqual(cold[2][0] > 0, is_shared, cold[2])
        # A first run that finds headers of an earlier one.
        os.rename(self.folder / "cold-j1.db.headers", self.folder / "warm.db.headers") if is_shared else None
        warm = self.run_on("warm.db")
        self.assert_same(warm, expected)
        self.assertEqual(warm[2][1] > 0, is_shared, warm[2])
        self.assert_same(self.run_on("warm.db"), expected)

    def test_sharing(self):
        for habit in SHARING:
            with self.subTest(habit=habit.__name__):
                self.compare(habit(), True)

    def test_alone(self):
        for habit in ALONE:
            with self.subTest(habit=habit.__name__):
                self.compare(habit(), False)

    def test_flags(self):
        files = {"config.h": "#ifdef CONFIG\n#error twice\n#endif\n#define CONFIG 3\n#ifdef KIND\nint kind[KIND];\n#endif\n",
                 "big.h": GUARDED + BIGGER, **units('#include "big.h"\n', "int n_N(void) { return CONFIG; }\n")}
        kinds = {
            "included": (True, lambda number: ["-include", "config.h"]),
            "of two kinds": (True, lambda number: ["-include", "config.h", f"-DKIND={number % 2 + 1}"]),
            "of its own": (False, lambda number: ["-include", "config.h", f"-DKIND={number + 1}"]),
            "macros": (True, lambda number: ["-imacros", "config.h", "-O2", "-std=gnu99", "-Wall", "-fno-such-flag"]),
            "odd": (False, lambda number: ["--include=config.h"]),
        }
        for name, (is_shared, flags) in kinds.items():
            with self.subTest(flags=name):
                self.compare(files, is_shared, flags)


    def test_store_is_named_from_elsewhere(self):
        self.project({"big.h": GUARDED, **units('#include "big.h"\n')})
        (self.folder / "elsewhere").mkdir()
        run = self.check("-p", "..", "--db", "a.db", "--fail-on", "never", "--stats", cwd=self.folder / "elsewhere")
        self.assertIn("shared headers: 1 made", run.stderr)


class Later(Shared):
    """One project, changed."""

    def setUp(self):
        super().setUp()
        self.project({"big.h": GUARDED + '#include "small.h"\n', "inc/small.h": "enum { small = 1 };\n",
                      **units('#include "big.h"\n', "int small_N(void) { return small; }\n")}, lambda number: ["-Iinc"])
        self.assertEqual(self.run_on("a.db")[2], (1, 0, UNITS - 1))
        self.alone()

    def assert_right(self, expected_counts=None):
        """The same as in a store that knew the same and never shared."""
        run = self.run_on("a.db")
        self.assert_same(run, self.alone())
        if expected_counts:
            self.assertEqual(run[2], expected_counts)

    def age(self, name, seconds):
        """Another time of change, so that a second that has passed is not needed."""
        status = (self.folder / name).stat()
        os.utime(self.folder / name, (status.st_atime, status.st_mtime + seconds))

    def test_one_source_changed(self):
        self.change("u3.c")
        self.assert_right((0, 1, 1))

    def test_top_changed(self):
        text = (self.folder / "u3.c").read_text()
        self.write("u3.c", "#define OTHER\n" + text)
        self.assert_right((0, 0, 0))

    def test_header_changed(self):
        before = self.kept(".pch")
        self.write("inc/small.h", "enum { small = 2 };\n")  # of equal size, within the same second, it may be
        self.assert_right((1, 0, UNITS - 1))
        self.assertEqual(len(self.kept(".pch")), 1)  # the former one is gone
        self.assertNotEqual(self.kept(".pch"), before)
        self.change("u3.c")
        self.assert_right((0, 1, 1))

    def test_header_and_one_source_changed_between(self):
        """Only the one source is to be parsed: not worth a new header."""
        self.age("big.h", 5)
        self.change("u3.c")
        self.assert_right((0, 0, 0))

    def test_touched_header_is_made_again(self):
        self.age("big.h", 5)
        for i in range(6):
            self.change(f"u{i}.c")
        self.assert_right((1, 0, 5))

    def test_header_gone_and_back(self):
        text = (self.folder / "inc/small.h").read_text()
        os.unlink(self.folder / "inc/small.h")
        self.assert_right((0, 0, 0))
        self.write("inc/small.h", text)
        self.assert_right()

    def test_another_header_in_the_way(self):
        for name in ("small.h", "inc/big.h"):  # beside big.h; in a later folder, where it changes nothing
            with self.subTest(name=name):
                self.write(name, "enum { small = 77 };\n" if name == "small.h" else GUARDED)
                self.change("u3.c")
                self.assert_right((0, 0, 0))

    def test_damaged_files(self):
        damages = {
            "cut off": lambda text: text[:len(text) // 2], "empty": lambda text: b"",
            "begun": lambda text: text[:100], "zeroed": lambda text: bytes(len(text)),
            "a bit": lambda text: text[:-9] + bytes([text[-9] ^ 4]) + text[-8:],
            "longer": lambda text: text + b"x", "noise": lambda text: b"CPCH" + os.urandom(5000),
        }
        for suffix in (".pch", ".unit"):
            for name, damage in damages.items():
                with self.subTest(file=suffix, damage=name):
                    [path] = self.kept(suffix)
                    path.write_bytes(damage(path.read_bytes()))
                    for i in range(6):
                        self.change(f"u{i}.c")
                    self.assert_right((1, 0, 5))
                    self.assertEqual(len(self.kept(".unit")), 1)

    def test_files_gone(self):
        for suffix in (".pch", ".unit"):
            with self.subTest(file=suffix):
                self.kept(suffix)[0].unlink()
                self.change("u3.c")
                self.assert_right((0, 0, 0))

    def test_damaged_and_one_source(self):
        [path] = self.kept(".pch")
        path.write_bytes(path.read_bytes()[:-20] + bytes(20))
        self.change("u3.c")
        self.assert_right((0, 0, 0))

    def test_folder_in_the_way(self):
        shutil.rmtree(self.folder / "a.db.headers")
        self.write("a.db.headers", "a file\n")
        for i in range(4):
            self.change(f"u{i}.c")
        self.assert_right((0, 0, 0))

    def test_unused_ones_go(self):
        old = time.time() - 40 * 24 * 3600
        folder = self.folder / "a.db.headers"
        for name in ("0000000000000001.unit", "0000000000000001-2.pch", "0000000000000002.77.new", "x.new-1.tmp"):
            self.write(f"a.db.headers/{name}", "old\n")
            os.utime(folder / name, (old, old))
        self.write("a.db.headers/0000000000000003.78.new", "of another run\n")
        self.write("inc/small.h", "enum { small = 3 };\n")
        self.assert_right((1, 0, UNITS - 1))
        self.assertEqual(len(list(folder.iterdir())), 3)  # ours, and that of the other run

    def test_bound(self):
        folder = self.folder / "a.db.headers"
        for i in range(5):
            path = self.write(f"a.db.headers/{i:016}-0000000000000000.pch", "")
            os.truncate(path, 100 << 20)  # sparse
            os.utime(path, (time.time() - 1000 * (i + 1),) * 2)
        self.write("inc/small.h", "enum { small = 3 };\n")
        self.assert_right((1, 0, UNITS - 1))
        self.assertLessEqual(sum(path.stat().st_size for path in folder.iterdir()), 256 << 20)
        self.assertTrue(self.kept(".unit"))


class Staged(Shared):
    """What is judged is not what is on disk: headers of earlier runs serve where they are the same."""

    def setUp(self):
        super().setUp()
        if not shutil.which("git"):
            self.skipTest("git is not installed")
        self.project({"big.h": GUARDED + '#include "small.h"\n', "inc/small.h": "enum { small = 1 };\n",
                      **units('#include "big.h"\n', "int small_N(void) { return small; }\n")}, lambda number: ["-Iinc"])
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "--quiet", "--message=first")
        self.assertEqual(self.run_on("a.db")[2], (1, 0, UNITS - 1))
        self.alone()

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True)

    def stage(self, name: str, text: str) -> None:
        """What is in the index only."""
        before = (self.folder / name).read_text() if (self.folder / name).exists() else None
        self.write(name, text)
        self.git("add", name)
        if before is None:
            (self.folder / name).unlink()
        else:
            self.write(name, before)

    def more(self, what: str) -> str:
        return body(99, f"int more(void) {{ return {what}; }}\n").replace("work", "work_99")

    def assert_judged(self, counts, finds: str):
        runs = [self.check("--staged", "--db", store, "--format", "json", "--fail-on", "never", "--confidence", "low",
                           "--stats", *more)
                for store, *more in (("a.db",), ("alone.db", "--no-shared-headers"))]
        reports = [harness.without_chance(run.stdout) for run in runs]
        self.assertEqual(reports[0], reports[1])
        self.assertIn(finds, [finding["function"] for finding in reports[0]["findings"]])
        told = re.search(r"shared headers: (\d+) made, (\d+) kept from earlier runs, for (\d+) of", runs[0].stderr)
        self.assertEqual(tuple(int(count) for count in told.groups()), counts)

    def test_a_source(self):
        text = (self.folder / "u3.c").read_text()
        self.stage("u3.c", text + self.more("small"))
        self.assert_judged((0, 1, 1), "leak_99")

    def test_a_header_of_it(self):
        self.stage("inc/small.h", "enum { small = 2 };\nstatic inline int two(void) { return 2; }\n")
        self.stage("u3.c", (self.folder / "u3.c").read_text() + self.more("two()"))
        self.assert_judged((0, 0, 0), "leak_99")

    def test_a_header_that_is_not_on_disk(self):
        self.stage("small.h", "static inline int two(void) { return 2; }\nenum { small = 1 };\n")  # found first
        self.stage("u3.c", (self.folder / "u3.c").read_text() + self.more("two()"))
        self.assert_judged((0, 0, 0), "leak_99")


class Together(Shared):
    def setUp(self):
        super().setUp()
        self.project({"big.h": GUARDED, **units('#include "big.h"\n')})

    def test_two_runs_at_once(self):
        expected = self.alone()
        for _ in range(3):
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                runs = [pool.submit(self.check, "--db", "a.db", "--fail-on", "never", "--format", "json") for _ in range(3)]
            for run in runs:
                self.assertEqual(run.result().returncode, 0, run.result().stderr)
            self.assertEqual(self.outcome("a.db"), expected[1])
            self.assertEqual([path.name for path in self.kept(".new")], [])
            self.write("big.h", (self.folder / "big.h").read_text() + "int more(void);\n")
            expected = self.alone()

    def test_killed(self):
        expected = self.alone()
        for delay in (0.02, 0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7):
            for path in self.folder.glob("a.db*"):
                if path.is_file():
                    path.unlink()
            process = subprocess.Popen([harness.program(), "check", "--db", "a.db"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(delay)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            with self.subTest(delay=delay):
                self.assert_same(self.run_on("a.db"), expected)

    def test_unwritable_folder(self):
        store = self.folder / "store"
        store.mkdir()
        self.check("--db", "store/a.db", "--fail-on", "never", "--no-shared-headers")
        os.chmod(self.folder, 0o755)
        headers = self.write("store/a.db.headers/x", "").parent
        for path in [store, *store.iterdir()]:
            if os.geteuid() == 0:
                os.chown(path, harness.NOBODY, harness.NOBODY)
        os.chmod(headers, stat.S_IRUSR | stat.S_IXUSR)
        for i in range(4):
            self.change(f"u{i}.c")
        run = self.run_as_nobody("check", "--db", "store/a.db", "--fail-on", "never", "--format", "json")
        os.chmod(headers, stat.S_IRWXU)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.outcome("store/a.db"), self.alone()[1])
        self.assertEqual([path.name for path in headers.iterdir()], ["x"])


if __name__ == "__main__":
    harness.main()
