#!/usr/bin/env python3
"""stranded lsp in real editors, where they are installed: a session file each in editors/.

Those that are missing are skipped, and counted as such.
"""
import os
import pathlib
import shutil
import subprocess
import typing

import harness

SESSIONS = pathlib.Path(__file__).resolve().parent / "editors"

SOURCE = """#include <pthread.h>
static void *work(void *data) { return data; }
void serve(void)
{
    pthread_t thread; /* \U0001f9f5 */
    /* \U0001f9f5 */ pthread_create(&thread, NULL, work, NULL);
}
"""


class Editors(harness.Case):
    def session(self, command: typing.List[str]) -> typing.List[str]:
        """What the session says that it has seen."""
        if not shutil.which(command[0]):
            self.skipTest(f"{command[0]} is not installed")
        self.make({"serve.c": SOURCE})
        result = self.folder.parent / "result"
        environment = {**os.environ, "STRANDED": harness.program(), "ROOT": str(self.folder),
                       "RESULT": str(result), "HOME": str(self.folder.parent), "LC_ALL": "C.UTF-8"}
        run = subprocess.run(command, cwd=self.folder, env=environment, timeout=200, check=False,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        self.assertTrue(result.exists(), run.stdout)
        return result.read_text().splitlines()

    def assert_seen(self, lines: typing.List[str]) -> None:
        self.assertIn("found thread-not-joined at 5:", "\n".join(lines))
        self.assertIn("        pthread_detach(thread);", "\n".join(lines))
        self.assertIn("undone", lines)
        self.assertIn("stranded:ignore(thread-not-joined)", "\n".join(lines))
        self.assertEqual(lines[-1], "done", lines)

    def test_neovim(self) -> None:
        self.assert_seen(self.session(
            ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "serve.c",
             "-c", f"luafile {SESSIONS / 'session.lua'}"]))

    def test_emacs(self) -> None:
        lines = self.session(
            ["emacs", "--batch", "--no-init-file", "--load", str(SESSIONS / "session.el")])
        if lines == ["no eglot"]:
            self.skipTest("eglot is not installed")
        self.assert_seen(lines)


if __name__ == "__main__":
    harness.main()
