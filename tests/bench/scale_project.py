#!/usr/bin/env python3
"""Writes C programs of any number of small units, to see how the cost of an analysis grows.

usage: scale_project.py FOLDER UNITS [SEED]

A unit is what a small module of a real program is: a struct with a lock, a thread and a list link,
a body that a flag ends, a constructor and a destructor, helpers with loops and switches, a handler
for what comes from a socket, and an ops table. Most of what grows with a program is in it:

  - Each unit opens, steps and closes up to eight others through their ops tables: the units are a
    tree, whose root main() opens, so a chain of calls is as long as the logarithm of their number.
  - Each unit calls functions of a few others directly: mostly of near ones, sometimes of any.
  - Half of the units start their thread by a wrapper that all of them share.
  - All ops tables are put into one registry, and main() calls through it.

One unit in ten forgets to join, one in twenty starts a detached thread for each message. A unit
includes the headers of the units it uses and no others, so parsing costs each unit the same. The
same arguments give the same bytes. The program is never linked.
"""
import json
import pathlib
import random
import sys

CHILDREN = 8  # that a unit opens
PER_FOLDER = 100
NEAR = 25  # so far away are most of the units that a unit calls
N_CALLEES = 3

COMMON_HEADER = """#ifndef COMMON_H
#define COMMON_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct ops {
    const char *name;
    void *(*open)(int level);
    int (*step)(void *self, int amount);
    void (*close)(void *self);
};

int thread_start(pthread_t *thread, void *(*body)(void *), void *arg);
int thread_start_detached(void *(*body)(void *), void *arg);
void registry_add(const struct ops *ops);
int registry_step(int amount);
int clamp(int value, int most);
#endif
"""

COMMON_SOURCE = """#include "common.h"

#include <stdio.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    const struct ops *ops;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *entries;

int thread_start(pthread_t *thread, void *(*body)(void *), void *arg)
{
    int rc = pthread_create(thread, NULL, body, arg);
    if (rc != 0)
        fprintf(stderr, "cannot start a thread: error %d\\n", rc);
    return rc;
}

int thread_start_detached(void *(*body)(void *), void *arg)
{
    pthread_t thread;
    int rc = thread_start(&thread, body, arg);
    if (rc == 0)
        pthread_detach(thread);
    return rc;
}

void registry_add(const struct ops *ops)
{
    struct entry *entry = malloc(sizeof *entry);
    if (entry == NULL)
        abort();
    pthread_mutex_lock(&lock);
    entry->ops = ops;
    entry->next = entries;
    entries = entry;
    pthread_mutex_unlock(&lock);
}

int registry_step(int amount)
{
    int total = 0;
    for (struct entry *entry = entries; entry != NULL; entry = entry->next) {
        void *object = entry->ops->open(1);
        if (object == NULL)
            continue;
        total += entry->ops->step(object, amount);
        entry->ops->close(object);
    }
    return total;
}

int clamp(int value, int most)
{
    return value > most ? most : value < -most ? -most : value;
}
"""

MAIN_SOURCE = """#include "common.h"
#include "@root@.h"

int main(int argc, char **argv)
{
    void *root = @root@_ops.open(argc);
    if (root == NULL)
        return 1;
    int rc = registry_step(argc) + @root@_serve(root, argv[0] != NULL);
    @root@_ops.close(root);
    return rc;
}
"""

UNIT_HEADER = """#ifndef @UNIT@_H
#define @UNIT@_H
#include "common.h"

struct @unit@;

extern const struct ops @unit@_ops;
int @unit@_serve(struct @unit@ *self, int socket);
int @unit@_weigh(const int *values, int n);
int @unit@_adjust(int amount, int mode);
#endif
"""

UNIT_SOURCE = """#include "@unit@.h"
@includes@
#include <stdlib.h>
#include <sys/socket.h>

struct @unit@ {
    struct @unit@ *next;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t worker;
    bool is_running, is_stopping;
    int values[@n_values@], pending;
    void *children[@n_slots@];
};

static const struct ops *const child_ops[] = {@children@NULL};

static void *@unit@_work(void *arg)
{
    struct @unit@ *self = arg;
    pthread_mutex_lock(&self->lock);
    while (!self->is_stopping) {
        while (self->pending == 0 && !self->is_stopping)
            pthread_cond_wait(&self->changed, &self->lock);
        for (int i = 0; i < @n_values@ && self->pending > 0; i++, self->pending--)
            self->values[i] = clamp(self->values[i] + @number@, 4096);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

static void *@unit@_once(void *arg)
{
    struct @unit@ *copy = arg;
    copy->values[0] = @unit@_weigh(copy->values, @n_values@);
    free(copy);
    return NULL;
}

int @unit@_weigh(const int *values, int n)
{
    int total = @number@;
    for (int i = 0; i < n; i++) {
        if (values[i] < 0)
            continue;
        total += values[i] % @modulus@;
    }
    return @callee_0@_adjust(total, n);
}

int @unit@_adjust(int amount, int mode)
{
    if (amount < 0)
        return -1;
    switch (mode % 4) {
    case 0:
        return amount + @number@;
    case 1:
        return @callee_1@_adjust(amount - 1, mode - 1);
    case 2:
        amount = clamp(amount * 2, 1 << 20);
        break;
    default:
        amount /= @modulus@;
    }
    return mode > 8 ? @callee_2@_adjust(amount, mode / 2) : amount;
}

static void @unit@_close(void *object)
{
    struct @unit@ *self = object;
    for (size_t i = 0; child_ops[i] != NULL; i++) {
        if (self->children[i] != NULL)
            child_ops[i]->close(self->children[i]);
    }
    pthread_mutex_lock(&self->lock);
    self->is_stopping = true;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
@join@    free(self);
}

static void *@unit@_open(int level)
{
    struct @unit@ *self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->changed, NULL);
    for (size_t i = 0; child_ops[i] != NULL && level > 0; i++)
        self->children[i] = child_ops[i]->open(level - 1);
    self->is_running = @start@ == 0;
    if (!self->is_running) {
        @unit@_close(self);
        return NULL;
    }
    registry_add(&@unit@_ops);
    return self;
}

static int @unit@_step(void *object, int amount)
{
    struct @unit@ *self = object;
    int total = @unit@_adjust(amount, @modulus@);
    pthread_mutex_lock(&self->lock);
    self->pending += total > 0;
    pthread_cond_signal(&self->changed);
    pthread_mutex_unlock(&self->lock);
    for (size_t i = 0; child_ops[i] != NULL; i++) {
        if (self->children[i] != NULL)
            total += child_ops[i]->step(self->children[i], amount - 1);
    }
    return total;
}

int @unit@_serve(struct @unit@ *self, int socket)
{
    int amount, total = 0;
    while (recv(socket, &amount, sizeof amount, 0) == sizeof amount) {
        if (amount == 0)
            break;
        struct @unit@ *copy = malloc(sizeof *copy);
        if (copy == NULL)
            return -1;
        *copy = *self;
        @serve@;
        total += @unit@_step(self, amount);
    }
    return total;
}

const struct ops @unit@_ops = {
    .name = "@unit@",
    .open = @unit@_open,
    .step = @unit@_step,
    .close = @unit@_close,
};
"""

JOIN = """    if (self->is_running)
        pthread_join(self->worker, NULL);
"""
STARTS = ("thread_start(&self->worker, @unit@_work, self)",
          "pthread_create(&self->worker, NULL, @unit@_work, self)")
SERVE_DETACHED = """if (thread_start_detached(@unit@_once, copy) != 0)
            free(copy)"""
SERVE_INLINE = "@unit@_once(copy)"


def fill(text: str, **values: object) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def unit_name(number: int) -> str:
    return f"unit_{number}"


def folder_of(number: int) -> str:
    return f"part_{number // PER_FOLDER}"


def callees_of(number: int, n_units: int, dice: random.Random) -> list:
    def any_of(first: int, last: int) -> int:
        return dice.randrange(max(first, 0), min(last, n_units))

    near = [any_of(number - NEAR, number + NEAR + 1) for _ in range(N_CALLEES - 1)]
    return near + [any_of(0, n_units)]


def source(number: int, n_units: int, seed: int) -> str:
    dice = random.Random(f"{seed}/{number}")
    children = range(CHILDREN * number + 1, min(CHILDREN * (number + 1) + 1, n_units))
    callees = callees_of(number, n_units, dice)
    used = sorted({*children, *callees} - {number})
    text = fill(UNIT_SOURCE,
                start=dice.choice(STARTS), join="" if number % 10 == 3 else JOIN,
                serve=SERVE_DETACHED if number % 20 == 7 else SERVE_INLINE,
                includes="".join(f'#include "{unit_name(other)}.h"\n' for other in used),
                children="".join(f"&{unit_name(child)}_ops, " for child in children),
                n_slots=len(children) + 1, n_values=dice.randrange(2, 9),
                modulus=dice.randrange(3, 30), number=number,
                **{f"callee_{i}": unit_name(callee) for i, callee in enumerate(callees)})
    return fill(text, unit=unit_name(number))


def write_project(root: pathlib.Path, n_units: int, seed: int = 1) -> pathlib.Path:
    """Of n_units files in all, two of which are main.c and common.c. Returns the database."""
    numbers = range(max(n_units - 2, 1))
    include = root / "include"
    include.mkdir(parents=True)
    files = {"common.c": COMMON_SOURCE, "main.c": fill(MAIN_SOURCE, root=unit_name(0))}
    (include / "common.h").write_text(COMMON_HEADER)
    for number in numbers:
        name = unit_name(number)
        header = fill(UNIT_HEADER, unit=name, UNIT=name.upper())
        (include / f"{name}.h").write_text(header)
        files[f"{folder_of(number)}/{name}.c"] = source(number, len(numbers), seed)
    for file, text in files.items():
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text)
    entries = [{"directory": str(root.resolve()), "file": file,
                "arguments": ["gcc", "-std=gnu11", "-Wall", "-Iinclude", "-c", file]}
               for file in files]
    database = root / "compile_commands.json"
    database.write_text(json.dumps(entries, indent=1))
    return database


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    write_project(pathlib.Path(sys.argv[1]), *(int(word) for word in sys.argv[2:]))
