"""The commit hook, and `check --staged` and `check --since`: a change judged in the light of the whole program."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import harness

IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@localhost", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@localhost", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}

# A thread that is started in one file and joined in another.
WORKER_H = """#include <pthread.h>
struct worker { pthread_t thread; int stop; };
int worker_start(struct worker *worker);
void worker_end(struct worker *worker);
"""
START_C = """#include "worker.h"
static void *work(void *data)
{
    return data;
}

int worker_start(struct worker *worker)
{
    return pthread_create(&worker->thread, NULL, work, worker);
}
"""
END_C = """#include "worker.h"
void worker_end(struct worker *worker)
{
    worker->stop = 1;
    pthread_join(worker->thread, NULL);
}
"""
MAIN_C = """#include "worker.h"
int main(void)
{
    for (int i = 0; i < 1000; i++) {
        struct worker worker = {0};
        if (worker_start(&worker) != 0)
            return 1;
        worker_end(&worker);
    }
    return 0;
}
"""
WORKER = {"worker.h": WORKER_H, "start.c": START_C, "end.c": END_C, "main.c": MAIN_C}
JOIN = "    pthread_join(worker->thread, NULL);\n"


class GitCase(harness.Case):
    """A project in a git work tree of its own, with a first commit."""

    def setUp(self):
        if not shutil.which("git"):
            self.skipTest("git is not installed")
        super().setUp()
        self.environment = {**os.environ, **IDENTITY, "HOME": str(self.folder.parent)}
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments, code=0, cwd=None):
        run = subprocess.run(["git", *arguments], cwd=cwd or self.folder, env=self.environment,
                             stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             timeout=harness.TIMEOUT_SECONDS, check=False)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def begin(self, sources):
        """Commits the sources, and the hook is there from then on."""
        self.make(sources)
        self.write(".gitignore", "compile_commands.json\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=first")
        self.install()

    def install(self, *options, cwd=None):
        run = self.run_program("hook", "install", *options, env=IDENTITY, cwd=cwd or self.folder)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run

    def commit(self, *arguments, code=0, cwd=None):
        return self.git("commit", "--quiet", "--message=next", *arguments, code=code, cwd=cwd)

    def head(self):
        return self.git("rev-parse", "HEAD").stdout

    def assert_stopped(self, *arguments, words=(), cwd=None):
        before = self.head()
        run = self.commit(*arguments, code=1, cwd=cwd)
        self.assertEqual(self.head(), before)
        for word in ("[thread-not-joined]", "this commit brings that about", *words):
            self.assertIn(word, run.stdout + run.stderr)
        return run

    def assert_passes(self, *arguments, says=(), cwd=None):
        before = self.head()
        run = self.commit(*arguments, cwd=cwd)
        self.assertNotEqual(self.head(), before)
        self.assertNotIn("[thread-", run.stdout + run.stderr)
        for word in says:
            self.assertIn(word, run.stdout + run.stderr)
        if not says:
            self.assertEqual(run.stdout + run.stderr, "")
        return run

    def states(self):
        run = self.run_program("report", "--format", "json", "--confidence", "low", env=IDENTITY)
        return {f["function"]: f["state"] for f in json.loads(run.stdout)["findings"]}


class Commits(GitCase):
    def test_a_leak_is_stopped_and_mended(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.git("add", "a.c")
        self.assert_stopped(words=["a.c:6:5"])
        self.write("a.c", harness.clean("other"))
        self.assert_passes("--all")

    def test_without_verifying(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.commit("--all", "--no-verify")

    def test_known_findings_stop_nobody(self):
        self.begin({"a.c": harness.leak("a"), "b.c": harness.clean("b")})
        self.write("b.c", harness.clean("c"))
        self.assert_passes("--all")
        self.write("a.c", "/* further down */\n" + harness.leak("a"))
        self.assert_passes("--all")
        self.git("mv", "a.c", "moved.c")
        self.write_database([self.entry("moved.c"), self.entry("b.c")])
        self.assert_passes("--all")

    def test_what_a_run_has_seen_already_is_stopped_all_the_same(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.assertEqual(self.check().returncode, 1)
        self.assertEqual(self.check().returncode, 1)
        self.assert_stopped("--all")

    def test_what_was_committed_unseen_is_not_new(self):
        self.begin({"a.c": harness.clean("a"), "b.c": harness.clean("b")})
        self.check()
        self.write("a.c", harness.leak("a"))
        self.commit("--all", "--no-verify")
        self.write("b.c", harness.clean("c"))
        self.assert_passes("--all")

    def test_a_removed_join_names_the_line(self):
        self.begin(WORKER)
        self.write("end.c", END_C.replace(JOIN, ""))
        run = self.assert_stopped("--all", words=["start.c:9", "end.c:4", "lines were taken away"])
        self.assertIn("changed: end.c:4", run.stdout + run.stderr)

    def test_a_reason_in_the_source(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a").replace(
            "    pthread_create", "/* stranded:ignore(thread-*): to the end */\n    pthread_create"))
        self.assert_passes("--all")

    def test_accepted_in_the_baseline(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.check()
        run = self.run_program("baseline", "add", "--all", "--reason", "goes with the rewrite")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.git("add", "--all")
        self.assert_passes()

    def accept_all(self):
        self.check()
        run = self.run_program("baseline", "add", "--all", "--reason", "goes with the rewrite")
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_accepted_in_the_staged_baseline_alone(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.accept_all()
        self.git("add", "--all")
        self.write(".stranded-baseline", "")
        self.assert_passes()

    def test_accepted_in_the_baseline_of_the_work_tree_alone(self):
        self.begin({"a.c": harness.clean("a"), "b.c": harness.leak("b")})
        self.accept_all()
        self.git("add", "--all")
        self.assert_passes()
        self.write("a.c", harness.leak("a"))
        self.accept_all()
        self.git("add", "a.c")
        self.assert_stopped(words=["a.c:6"])
        self.git("add", "--all")
        self.assert_passes()

    def test_a_comment_alone(self):
        self.begin({"a.c": harness.leak("a"), "b.c": harness.clean("b")})
        self.check()
        self.write("a.c", "/* above */\n\n" + harness.leak("a"))
        self.assert_passes("--all")
        self.write("b.c", harness.clean("b") + "/* below */\n")
        self.assert_passes("--all")
        self.write("b.c", harness.leak("b") + "/* below */\n")
        self.assert_stopped("--all", words=["b.c:6"])

    def test_amend(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.clean("b"))
        self.assert_passes("--all")
        self.write("a.c", harness.leak("b"))
        self.git("add", "a.c")
        self.assert_stopped("--amend")
        self.write("a.c", harness.clean("c"))
        self.assert_passes("--all", "--amend")

    def test_nothing_relevant(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("README", "read me\n")
        self.git("add", "README")
        self.write("a.c", harness.leak("a"))
        self.assert_passes()
        self.assertFalse((self.folder / ".stranded").exists())

    def test_only_some_files(self):
        """`git commit FILE` leaves out what else is staged, in an index of its own."""
        self.begin({"a.c": harness.clean("a"), "b.c": harness.clean("b")})
        self.write("a.c", harness.leak("a"))
        self.git("add", "a.c")
        self.write("b.c", harness.clean("c"))
        self.assert_passes("b.c", says=["as staged"])
        self.assert_stopped("a.c")

    def test_from_a_folder_below(self):
        self.begin({"src/a.c": harness.clean("a")})
        self.write("src/a.c", harness.leak("a"))
        self.assert_stopped("--all", words=["src/a.c:6"], cwd=self.folder / "src")

    def test_odd_names(self):
        odd = "o d\u00e4\"d'.c"
        self.begin({odd: harness.clean("a"), "b.c": harness.clean("b")})
        self.write(odd, harness.leak("a"))
        self.git("add", odd)
        self.write(odd, harness.clean("a"))
        self.assert_stopped(words=["as staged"])

    def test_a_long_wait_is_explained(self):
        self.begin({f"f{i}.c": harness.clean(f"f{i}") for i in range(20)})
        self.write("f0.c", harness.clean("g"))
        self.assert_passes("--all", says=["parsing 20 files"])
        self.write("f0.c", harness.clean("h"))
        self.assert_passes("--all")

    def test_low_severity_is_shown_and_stops_nobody(self):
        self.begin({"a.c": "int main(void) { return 0; }\n"})
        self.write("a.c", "#include <pthread.h>\nstatic void *w(void *p) { return p; }\n"
                          "int main(void)\n{\n    pthread_t t;\n"
                          "    pthread_create(&t, NULL, w, NULL);\n    return 0;\n}\n")
        run = self.commit("--all")
        self.assertNotIn("this commit brings", run.stderr)

    def test_the_first_commit_of_all(self):
        self.make({"a.c": harness.leak("a")})
        self.install()
        self.git("add", "a.c")
        run = self.commit(code=1)
        self.assertIn("[thread-not-joined]", run.stdout + run.stderr)


class Index(GitCase):
    """What is staged counts, and not what lies in the work tree."""

    def test_partial_add(self):
        self.begin({"a.c": harness.clean("a") + harness.clean("b")})
        self.check()
        self.write("a.c", harness.leak("a") + harness.clean("b"))
        self.git("add", "a.c")
        self.write("a.c", harness.clean("a") + harness.clean("b"))
        self.assert_stopped(words=["as staged"])

    def test_partial_add_without_the_leak(self):
        self.begin({"a.c": harness.clean("a") + harness.clean("b"), "c.c": harness.clean("c")})
        self.check()
        before = self.states()
        self.write("a.c", harness.clean("a") + harness.clean("other"))
        self.git("add", "a.c")
        self.write("a.c", harness.leak("a") + harness.clean("other"))
        self.write("c.c", harness.leak("c"))
        self.assert_passes(says=["2 files are judged as staged"])
        self.assertEqual(self.states(), before)

    def test_states_are_left_alone(self):
        self.begin({"a.c": harness.leak("a"), "b.c": harness.clean("b")})
        self.check()
        self.assertEqual(self.states(), {"a": "new"})
        self.write("a.c", harness.clean("a"))
        self.git("add", "a.c")
        self.write("a.c", harness.leak("a"))
        self.assert_passes(says=["as staged"])
        self.assertEqual(self.states(), {"a": "new"})

    def test_header(self):
        self.begin({"a.c": '#include "a.h"\nvoid f(void) { JOIN; }\n', "a.h": "#define JOIN\n"})
        self.write("a.h", "#include <pthread.h>\nstatic void *w(void *p) { return p; }\n"
                          "#define JOIN pthread_t t; pthread_create(&t, 0, w, 0)\n")
        self.git("add", "a.h")
        self.write("a.h", "#define JOIN\n")
        self.assert_stopped(words=["a.c:2"])

    def test_deleted_from_the_work_tree_only(self):
        self.begin(WORKER)
        self.write("main.c", MAIN_C.replace("1000", "2000"))
        self.git("add", "main.c")
        (self.folder / "end.c").unlink()
        self.assert_passes(says=["as staged"])

    def begin_deletion(self):
        """Nobody calls what is in end.c any more."""
        self.begin(WORKER)
        self.write("main.c", MAIN_C.replace("        worker_end(&worker);\n", ""))
        self.git("add", "main.c")

    def test_deleted_from_the_index_only(self):
        self.begin_deletion()
        self.git("rm", "--quiet", "--cached", "end.c")
        self.assert_stopped(words=["start.c:9"])

    def test_deleted(self):
        self.begin_deletion()
        self.check()
        self.git("rm", "--quiet", "end.c")
        run = self.assert_stopped(words=["start.c:9"])
        self.assertNotIn("does not exist", run.stderr)

    def test_deleted_and_its_finding_is_elsewhere_now(self):
        self.begin({"a.c": harness.leak("a") + 30 * "/* much text */\n", "b.c": harness.clean("b")})
        self.git("rm", "--quiet", "a.c")
        self.write("b.c", harness.clean("b") + harness.leak("a"))
        self.git("add", "b.c")
        self.assert_passes()

    def test_deleted_and_gone_from_the_database(self):
        self.begin({"a.c": harness.leak("a") + 30 * "/* much text */\n", "b.c": harness.clean("b")})
        self.git("rm", "--quiet", "a.c")
        self.write("b.c", harness.clean("b") + harness.leak("a"))
        self.git("add", "b.c")
        self.write_database([self.entry("b.c")])
        self.assert_passes()

    def test_nothing_is_written_to_the_work_tree(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("a.c", harness.leak("a"))
        self.git("add", "a.c")
        self.write("a.c", harness.clean("b"))
        self.assert_stopped()
        self.assertEqual(self.git("status", "--porcelain").stdout, "MM a.c\n")
        self.assertEqual((self.folder / "a.c").read_text(encoding="utf-8"), harness.clean("b"))

    def test_staged_on_the_command_line(self):
        self.begin({"a.c": harness.clean("a"), "old.c": harness.leak("old")})
        self.check()
        self.write("a.c", harness.leak("a"))
        self.git("add", "a.c")
        run = self.check("--staged", "--format", "json", env=IDENTITY)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual([f["function"] for f in json.loads(run.stdout)["findings"]], ["a"])
        self.git("reset", "--quiet")
        run = self.check("--staged", env=IDENTITY)
        self.assertEqual(run.returncode, 0)
        self.assertIn("nothing is staged", run.stderr)


class Surroundings(GitCase):
    def test_no_database(self):
        self.begin({"a.c": harness.clean("a")})
        (self.folder / "compile_commands.json").unlink()
        self.write("a.c", harness.leak("a"))
        self.assert_passes("--all", says=["no compile_commands.json", "not judged"])

    def test_broken_database(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("compile_commands.json", "[{")
        self.write("a.c", harness.leak("a"))
        self.assert_passes("--all", says=["compile_commands.json", "not judged"])

    def test_database_without_the_new_file(self):
        self.begin({"a.c": harness.clean("a")})
        self.write("new.c", harness.leak("new"))
        self.git("add", "new.c")
        self.assert_passes(says=["new.c: is in no entry"])

    def test_errors_in_what_is_staged(self):
        self.begin({"a.c": harness.clean("a"), "b.c": harness.clean("b")})
        self.write("a.c", harness.clean("a") + "int x = ;\n")
        self.assert_passes("--all", says=["a.c: has errors", "as far as it can be parsed"])
        self.write("b.c", harness.clean("c"))
        self.assert_passes("--all")
        self.write("a.c", "/* above */\n" + harness.clean("a") + "int x = ;\n")
        self.assert_passes("--all")  # no more of them than before
        self.write("a.c", b"\0noise\0" * 100)
        self.assert_passes("--all", says=["a.c: is not judged", "not a text file"])

    def test_no_git(self):
        shutil.rmtree(self.folder / ".git")
        self.make({"a.c": harness.clean("a")})
        for arguments in (["--staged"], ["--since", "HEAD"]):
            self.assert_fails(self.check(*arguments, env=IDENTITY), 2, "git")
        self.assert_fails(self.run_program("hook", "install", env=IDENTITY), 2, "git")

    def test_hook_beside_another(self):
        self.begin({"a.c": harness.clean("a")})
        self.assertEqual(self.run_program("hook", "remove", env=IDENTITY).returncode, 0)
        hook = self.folder / ".git" / "hooks" / "pre-commit"
        self.assertFalse(hook.exists())
        hook.write_text("#!/bin/sh\necho the other hook\n[ ! -e refuse ]\n", encoding="utf-8")
        hook.chmod(0o755)
        self.assertIn("runs first", self.install().stderr)
        self.install()  # again changes nothing
        self.write("a.c", harness.clean("b"))
        self.assert_passes("--all", says=["the other hook"])
        self.write("refuse", "")
        self.write("a.c", harness.clean("c"))
        self.assertIn("the other hook", self.commit("--all", code=1).stderr)
        (self.folder / "refuse").unlink()
        self.write("a.c", harness.leak("c"))
        self.assert_stopped("--all", words=["the other hook"])
        self.assertIn("put back", self.run_program("hook", "remove", env=IDENTITY).stdout)
        self.assertIn("the other hook", hook.read_text(encoding="utf-8"))

    def test_hook_that_another_tool_moves_aside(self):
        """As pre-commit does: it keeps what is there as NAME.legacy, and runs that first."""
        self.begin({"a.c": harness.clean("a")})
        folder = self.folder / ".git" / "hooks"
        hook = folder / "pre-commit"
        other = ("#!/bin/sh\n[ -z \"$OTHER\" ] || { echo runs inside of itself; exit 1; }\n"
                 "export OTHER=1\necho the other hook\n"
                 "[ ! -x \"${0%/*}/pre-commit.legacy\" ] || \"${0%/*}/pre-commit.legacy\" \"$@\"\n")

        def install_other():
            hook.rename(folder / "pre-commit.legacy")
            hook.write_text(other, encoding="utf-8")
            hook.chmod(0o755)

        def judge():
            self.assert_passes("--allow-empty", says=["the other hook"])
            self.write("a.c", harness.leak("a"))
            run = self.assert_stopped("--all", words=["the other hook"])
            self.assertEqual((run.stdout + run.stderr).count("[thread-not-joined]"), 1)
            self.git("checkout", "--quiet", "HEAD", "--", "a.c")

        install_other()  # the other one, then ours
        judge()
        self.install()  # ours, the other one, ours
        judge()
        install_other()  # the other one, ours, the other one once more, which is kept already
        judge()
        self.assertNotIn("is there already", self.install().stderr)
        judge()

    def test_hook_kept_from_long_ago(self):
        self.begin({"a.c": harness.clean("a")})
        hook = self.folder / ".git" / "hooks" / "pre-commit"
        hook.with_name("pre-commit.before-stranded").write_text("old\n", encoding="utf-8")
        hook.write_text("another\n", encoding="utf-8")
        run = self.run_program("hook", "install", env=IDENTITY)
        self.assert_fails(run, 2, "pre-commit.before-stranded: is there already", "remove it")
        self.assertEqual(hook.read_text(encoding="utf-8"), "another\n")

    def test_hooks_path(self):
        self.begin({"a.c": harness.clean("a")})
        self.git("config", "core.hooksPath", "my hooks")
        run = self.install()
        self.assertIn("my hooks/pre-commit", run.stdout)
        self.assertIn("gives the hook to everybody", run.stderr)
        outside = self.folder.parent / "everybody's"
        self.git("config", "core.hooksPath", str(outside))
        self.assertIn("all repositories whose core.hooksPath", self.install().stderr)
        self.run_program("hook", "remove", env=IDENTITY)
        self.git("config", "core.hooksPath", "my hooks")
        self.write("a.c", harness.leak("b"))
        self.assert_stopped("--all")

    def test_options_of_the_hook(self):
        self.begin({"a.c": harness.clean("a")})
        (self.folder / "compile_commands.json").rename(self.write("out dir/it's.json", ""))
        self.install("-p", "out dir/it's.json", "--checks", "thread-*")
        self.write("a.c", harness.leak("b"))
        self.assert_stopped("--all")
        self.install("-p", "out dir/it's.json", "--checks", "queue-*")
        self.assert_passes("--all")

    def test_program_is_gone(self):
        copy = self.folder.parent / "copy"
        shutil.copy(harness.program(), copy)
        self.make({"a.c": harness.clean("a")})
        self.git("add", "a.c")
        run = subprocess.run([str(copy), "hook", "install"], cwd=self.folder, check=False,
                             env=self.environment, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        copy.unlink()
        self.assertIn("not installed here", self.commit().stderr)

    def test_work_tree(self):
        self.begin(WORKER)
        other = self.folder.parent / "other"
        self.git("worktree", "add", "--quiet", "-b", "side", str(other))
        (other / "end.c").write_text(END_C.replace(JOIN, ""), encoding="utf-8")
        run = self.git("commit", "--quiet", "--all", "--message=no database here", cwd=other)
        self.assertIn("not judged", run.stderr)
        self.git("reset", "--quiet", "HEAD^", cwd=other)
        database = (self.folder / "compile_commands.json").read_text(encoding="utf-8")
        (other / "compile_commands.json").write_text(
            database.replace(str(self.folder), str(other)), encoding="utf-8")
        run = self.git("commit", "--quiet", "--all", "--message=x", code=1, cwd=other)
        self.assertIn("start.c:9", run.stdout + run.stderr)
        self.assertTrue((other / ".stranded").is_dir())
        self.assertFalse((self.folder / ".stranded").exists())

    def test_submodule(self):
        library = self.folder.parent / "library"
        library.mkdir()
        self.git("init", "--quiet", "--initial-branch=main", cwd=library)
        for name in ("worker.h", "end.c"):
            (library / name).write_text(WORKER[name], encoding="utf-8")
        self.git("add", "--all", cwd=library)
        self.git("commit", "--quiet", "--message=first", cwd=library)
        self.make({"start.c": START_C, "main.c": MAIN_C})
        self.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(library),
                 "library")
        flags = ("-Ilibrary",)
        self.write_database([self.entry("start.c", *flags), self.entry("main.c", *flags),
                             self.entry("library/end.c", *flags)])
        self.write(".gitignore", "compile_commands.json\n")
        self.git("add", "--all")
        self.commit()
        self.install()
        inside = self.folder / "library"
        self.install(cwd=inside)
        # A commit inside of it is judged by the whole program around it.
        (inside / "end.c").write_text(END_C.replace(JOIN, ""), encoding="utf-8")
        run = self.git("commit", "--quiet", "--all", "--message=x", code=1, cwd=inside)
        self.assertIn("start.c:9", run.stdout + run.stderr)
        self.git("commit", "--quiet", "--all", "--no-verify", "--message=x", cwd=inside)
        self.git("add", "library")
        self.write("main.c", MAIN_C.replace("1000", "2000"))
        self.git("add", "main.c")
        run = self.commit()
        self.assertIn("library: another commit of a submodule", run.stderr)


    def test_read_only_store(self):
        self.begin({"a.c": harness.clean("a")})
        self.write(".stranded", "no folder\n")
        self.write("a.c", harness.leak("a"))
        self.assert_passes("a.c", says=["not judged"])


class Merges(GitCase):
    def side(self, name, changes):
        self.git("checkout", "--quiet", "-b", name, "main")
        for file, text in changes.items():
            self.write(file, text)
        self.git("add", "--all")
        self.commit("--no-verify")
        self.git("checkout", "--quiet", "main")

    def test_what_a_branch_brings_is_not_new(self):
        self.begin({"a.c": harness.clean("a"), "b.c": harness.clean("b"), "x.txt": "one\n"})
        self.side("side", {"a.c": harness.leak("a"), "x.txt": "two\n"})
        self.write("x.txt", "three\n")
        self.write("b.c", harness.clean("c"))
        self.commit("--all", "--no-verify")
        self.git("merge", "--quiet", "side", code=1)
        self.write("x.txt", "four\n")
        self.assert_passes("--all", says=["a merge"])

    def test_what_the_merge_itself_brings(self):
        """One side takes away the join, the other one starts a thread; each is clean alone."""
        self.begin({**WORKER, "main.c": "int main(void) { return 0; }\n",
                    "start.c": '#include "worker.h"\n'})
        self.side("side", {"end.c": END_C.replace(JOIN, "")})
        self.write("main.c", MAIN_C)
        self.write("start.c", START_C)
        self.assert_passes("--all")
        before = self.head()
        run = self.git("merge", "side", "--message=merge", code=1)
        self.assertIn("start.c:9", run.stdout + run.stderr)
        self.assertEqual(self.head(), before)
        self.git("merge", "--abort")

    def test_clean_merge(self):
        self.begin({"a.c": harness.clean("a"), "b.c": harness.clean("b")})
        self.side("side", {"a.c": harness.leak("a")})
        self.write("b.c", harness.clean("c"))
        self.assert_passes("--all")
        before = self.head()
        self.git("merge", "--quiet", "side", "--message=merge")
        self.assertNotEqual(self.head(), before)


class Since(GitCase):
    def since(self, *arguments, code=0):
        run = self.check("--since", *arguments, "--format", "json", env=IDENTITY)
        self.assertEqual(run.returncode, code, run.stderr)
        return {f["function"]: f for f in json.loads(run.stdout)["findings"]}

    def test_new_against_where_it_parted(self):
        self.begin({**WORKER, "old.c": harness.leak("old")})
        self.git("checkout", "--quiet", "-b", "topic")
        self.write("end.c", END_C.replace(JOIN, ""))
        self.commit("--all", "--no-verify")
        self.git("checkout", "--quiet", "main")
        self.write("later.c", harness.leak("later"))
        self.git("add", "later.c")
        self.commit("--no-verify")
        self.git("checkout", "--quiet", "topic")
        found = self.since("main", code=1)
        self.assertEqual({name: f["state"] for name, f in found.items()},
                         {"old": "open", "worker_start": "new"})
        self.assertEqual((found["worker_start"]["also"]["file"],
                          found["worker_start"]["also"]["line"]), ("end.c", 4))
        self.assertNotIn("also", found["old"])
        self.assertEqual(list(self.since("main", "--new", code=1)), ["worker_start"])
        self.assertIn("new: main does not have it",
                      self.check("--since", "main", env=IDENTITY).stdout)
        github = self.check("--since", "main", "--new", "--format", "github", env=IDENTITY)
        self.assertTrue(github.stdout.startswith("::warning file=end.c,line=4,"), github.stdout)
        self.write("end.c", END_C)
        self.commit("--all", "--no-verify")
        self.assertEqual(self.since("main", "--new"), {})

    def test_renamed_and_moved(self):
        self.begin({"old.c": harness.leak("old") + harness.clean("f"), "b.c": harness.clean("b")})
        base = self.head().strip()
        self.git("mv", "old.c", "renamed.c")
        self.write_database([self.entry("renamed.c"), self.entry("b.c")])
        self.commit("--all", "--no-verify")
        self.assertEqual(self.since(base, "--new"), {})
        # Into another file, under another name, written in another way.
        self.write("renamed.c", harness.clean("f"))
        self.write("b.c", harness.clean("b") + harness.leak("named").replace(", NULL", ",  NULL"))
        self.commit("--all", "--no-verify")
        self.assertEqual(self.since(base, "--new"), {})

    def test_many_files(self):
        """More than are given to the parser for every unit."""
        self.begin({**WORKER, **{f"f{i}.c": harness.clean(f"f{i}") for i in range(70)}})
        base = self.head().strip()
        for i in range(70):
            self.write(f"f{i}.c", harness.leak(f"f{i}") if i == 7 else harness.clean(f"g{i}"))
        self.write("start.c", START_C.replace("work", "toil"))
        self.write("worker.h", WORKER_H + "/* more */\n")
        found = self.since(base, "--new", code=1)
        self.assertEqual(list(found), ["f7"])

    def test_a_twin_is_new(self):
        self.begin({"a.c": harness.leak("a")})
        base = self.head().strip()
        twice = harness.leak("a").replace("    pthread_t t;\n", "    pthread_t t;\n"
                                          "    pthread_create(&t, NULL, work, NULL);\n")
        self.write("a.c", twice)
        run = self.check("--since", base, "--new", "--format", "json", env=IDENTITY)
        self.assertEqual(len(json.loads(run.stdout)["findings"]), 1)

    def test_histories_with_nothing_in_common(self):
        self.begin({"a.c": harness.leak("a")})
        self.git("checkout", "--quiet", "--orphan", "other")
        self.write("a.c", harness.leak("a") + harness.leak("b").replace("work", "toil"))
        self.git("add", "a.c")
        self.commit("--no-verify")
        run = self.check("--since", "main", "--new", "--format", "json", env=IDENTITY)
        self.assertEqual([f["function"] for f in json.loads(run.stdout)["findings"]], ["b"])
        self.assertIn("no commit in common", run.stderr)

    def test_tag(self):
        self.begin({"a.c": harness.leak("a")})
        self.git("tag", "--annotate", "--message=x", "v1")
        self.write("a.c", harness.leak("a") + harness.leak("b").replace("work", "toil"))
        self.assertEqual(list(self.since("v1", "--new", code=1)), ["b"])

    def test_unknown_revision(self):
        self.begin({"a.c": harness.clean("a")})
        self.assert_fails(self.check("--since", "nowhere", env=IDENTITY), 2, "nowhere", "fetch")
        self.assert_fails(self.check("--since", "--help-me", env=IDENTITY), 2, "--help-me")

    def test_staged_and_since(self):
        self.begin({"a.c": harness.clean("a")})
        self.assert_fails(self.check("--staged", "--since", "HEAD", env=IDENTITY), 2, "--since")


@unittest.skipUnless(shutil.which("pre-commit"), "pre-commit is not installed")
class PreCommit(GitCase):
    """The pre-commit framework, with our repository as it is."""

    def setUp(self):
        super().setUp()
        root = pathlib.Path(__file__).resolve().parents[2]
        self.hooks = self.folder.parent / "hooks"
        self.hooks.mkdir()
        shutil.copy(root / ".pre-commit-hooks.yaml", self.hooks)
        self.git("init", "--quiet", "--initial-branch=main", cwd=self.hooks)
        self.git("add", "--all", cwd=self.hooks)
        self.git("commit", "--quiet", "--message=hooks", cwd=self.hooks)
        revision = self.git("rev-parse", "HEAD", cwd=self.hooks).stdout.strip()
        bin_folder = self.folder.parent / "bin"
        bin_folder.mkdir()
        (bin_folder / "stranded").symlink_to(harness.program())
        self.environment["PATH"] = f"{bin_folder}:{self.environment['PATH']}"
        self.environment["PRE_COMMIT_HOME"] = str(self.folder.parent / "cache")
        self.write(".pre-commit-config.yaml",
                   f"repos:\n- repo: {self.hooks}\n  rev: {revision}\n  hooks:\n  - id: stranded\n")

    def test_run_for_real(self):
        self.make(WORKER)
        self.write(".gitignore", "compile_commands.json\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=first")
        run = subprocess.run(["pre-commit", "install"], cwd=self.folder, env=self.environment,
                             capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.write("main.c", MAIN_C.replace("1000", "2000"))
        self.commit("--all")
        self.write("end.c", END_C.replace(JOIN, ""))
        self.git("add", "end.c")
        self.write("end.c", END_C)  # pre-commit puts that aside while hooks run
        self.assert_stopped(words=["changed: end.c:4"])
        self.assertEqual((self.folder / "end.c").read_text(encoding="utf-8"), END_C)
        self.git("checkout", "--quiet", "HEAD", "--", "end.c")
        for text, code in ((END_C, 0), (END_C.replace(JOIN, ""), 1)):
            self.write("end.c", text)
            self.git("commit", "--quiet", "--all", "--allow-empty", "--message=x", "--no-verify")
            run = subprocess.run(["pre-commit", "run", "--from-ref", "HEAD^", "--to-ref", "HEAD"],
                                 cwd=self.folder, env=self.environment, capture_output=True,
                                 text=True, check=False)
            self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        self.write("end.c", END_C)
        self.git("commit", "--quiet", "--all", "--message=x", "--no-verify")
        self.write("main.c", MAIN_C.replace("        worker_end(&worker);\n", ""))
        self.git("commit", "--quiet", "--all", "--message=x", "--no-verify")
        self.git("rm", "--quiet", "end.c")
        self.assertIn("Passed", self.commit().stderr)


if __name__ == "__main__":
    harness.main()
