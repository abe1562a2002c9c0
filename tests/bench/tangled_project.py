#!/usr/bin/env python3
"""Writes C functions that nobody would want to read, to see what one function can cost at most.

usage: tangled_project.py FOLDER [SEED]

Three units with one function each:

  - few.c      about 20,000 lines of gotos, switches and loops, all over 8 handles of threads
  - many.c     the same over 400 handles, which are also kept in a struct
  - starts.c   1,600 threads are started one after another, with a return where one of them cannot be, and
               joined in the reverse order, again and again

The same arguments give the same bytes. The program is never linked.
"""
import json
import pathlib
import random
import sys

PIECES = 4000  # of a tangled function, of five lines or so
STARTS = 1600

HEAD = """#include <pthread.h>

struct box {
    pthread_t kept[@n@];
    int flags[64];
};

int poll_input(void);

static void *work(void *arg)
{
    return arg;
}

int tangled(struct box *box, int in)
{
    int x = in;
"""

PIECE_KINDS = (
    """    if (!is_@h@ && pthread_create(&h_@h@, NULL, work, box) == 0)
        is_@h@ = 1;
""",
    """    if (is_@h@) {
        pthread_join(h_@h@, NULL);
        is_@h@ = 0;
    }
""",
    """    switch (x % 5) {
    case 0:
        x += @i@;
        break;
    case 1:
        goto piece_@to@;
    case 2:
        box->kept[@h@] = h_@h@;
        break;
    default:
        x = poll_input();
    }
""",
    """    if (x > @i@)
        goto piece_@to@;
    x++;
""",
    """    box->flags[@i@ % 64] = x + @i@;
    x = box->flags[@to@ % 64] - x;
    pthread_detach(h_@h@);
""",
    """    for (int i = 0; i < x; i++) {
        if (i == @i@)
            goto piece_@to@;
        x -= box->flags[i % 64];
    }
""",
)

START = """    if (pthread_create(&h_@h@, NULL, work, box) != 0)
        return -1;
    is_@h@ = 1;
"""


def fill(text: str, **values: int) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def handles(count: int) -> str:
    return "".join(f"    pthread_t h_{h};\n    int is_{h} = 0;\n" for h in range(count))


def tangled(n_handles: int, seed: int) -> str:
    dice = random.Random(f"{seed}/{n_handles}")
    pieces = "".join(
        f"piece_{i}:\n" + fill(dice.choice(PIECE_KINDS), i=i, h=dice.randrange(n_handles),
                               to=dice.randrange(PIECES))
        for i in range(PIECES))
    return fill(HEAD, n=n_handles) + handles(n_handles) + pieces + "    return x;\n}\n"


def starts() -> str:
    started = "".join(fill(START, h=h) for h in range(STARTS))
    joined = "".join(fill(PIECE_KINDS[1], h=h) for h in reversed(range(STARTS)))
    return (fill(HEAD, n=1) + handles(STARTS) + "again:\n" + started + joined
            + "    if (poll_input())\n        goto again;\n    return x;\n}\n")


def write_project(root: pathlib.Path, seed: int = 1) -> pathlib.Path:
    """Returns the database."""
    root.mkdir(parents=True, exist_ok=True)
    files = {"few.c": tangled(8, seed), "many.c": tangled(400, seed), "starts.c": starts()}
    for name, text in files.items():
        (root / name).write_text(text)
    database = root / "compile_commands.json"
    database.write_text(json.dumps(
        [{"directory": str(root.resolve()), "file": name, "arguments": ["gcc", "-c", name]}
         for name in files], indent=1))
    return database


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    write_project(pathlib.Path(sys.argv[1]), *(int(word) for word in sys.argv[2:]))
