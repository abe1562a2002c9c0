/* A disk that fails: SQLite's own file access, but for the n-th operation of a kind from now on. */
#ifndef STRANDED_TESTS_STORE_FAULTY_DISK_H
#define STRANDED_TESTS_STORE_FAULTY_DISK_H

#include <stdbool.h>

enum disk_operation {
    DISK_OPEN,
    DISK_READ,
    DISK_WRITE,
    DISK_SYNC,
    DISK_TRUNCATE,
    DISK_LOCK,
    DISK_SHARED_MEMORY, /* of the log's index */
    N_DISK_OPERATIONS,
};

/* What stands between SQLite and the real disk. There is one, since SQLite knows only one default. */
void faulty_disk_install(void);

/* The n-th operation of that kind from now (from 1) and all that follow give that result of SQLite's;
 * n = 0: none does. */
void faulty_disk_fail(enum disk_operation operation, unsigned n, int result);

/* Whether an operation has failed since. */
bool faulty_disk_has_failed(void);

#endif
