/* The store: what a project's runs leave behind, in one SQLite file. The only folder that knows
 * SQLite.
 *
 * Two kinds of content live in it. Derived facts (files, units and their IR) only save time and may
 * be thrown away at any time; runs, findings with their states, and suppressions may not.
 *
 * A store is used by one thread of one process. Any number of processes may have the same file open:
 * readers never wait for long, writers take turns (a transaction waits up to STORE_BUSY_MILLISECONDS
 * for another's). A process that is killed loses the transaction that it was in, nothing else.
 *
 * Every function that can fail returns false, leaves its ret_ parameters untouched and sets a
 * STORE_ERROR whose message is one line: the file, what is wrong, the way out. A failed function that
 * writes has written nothing; a transaction that store_begin() opened is then still open and wants
 * store_rollback(). File names are bytes. */
#ifndef STRANDED_STORE_STORE_H
#define STRANDED_STORE_STORE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "findings/finding.h"
#include "findings/run.h"
#include "findings/trend.h"

struct store;

/* What can be wrong. All but STORE_ERROR_IO are the user's to mend (exit code 2). */
enum store_error {
    STORE_ERROR_NOT_FOUND, /* no such file (reading), or no such folder */
    STORE_ERROR_DENIED,    /* the file or its folder can't be opened or written: permissions, a
                            * file system mounted read-only */
    STORE_ERROR_FOREIGN,   /* a database, but not one of ours */
    STORE_ERROR_NEWER,     /* ours, written by a later version of stranded */
    STORE_ERROR_OLDER,     /* ours, of an earlier version, and opened for reading only */
    STORE_ERROR_DAMAGED,   /* no database at all, or one that is truncated or overwritten */
    STORE_ERROR_LOCKED,    /* another process kept its transaction open for too long */
    STORE_ERROR_FULL,      /* no space left, or over a quota or a limit on file sizes */
    STORE_ERROR_IO,        /* the operating system failed in another way: exit code 3 */
    STORE_ERROR_NO_SUCH_FINDING, /* no fingerprint begins like that */
    STORE_ERROR_AMBIGUOUS,       /* several fingerprints begin like that */
};

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);

/* How long a transaction waits for another process's; theirs last some milliseconds. */
#define STORE_BUSY_MILLISECONDS 5000

/* ---- opening ---- */

enum store_mode {
    STORE_WRITE, /* read and write; the file is made when it is missing, and brought up to date */
    STORE_READ,  /* the file must exist and be up to date; its content is not changed */
};

/* Where the store of the project with that root is unless the user says otherwise:
 * ROOT/.stranded/stranded.db. In the arena. */
const char *store_default_path(struct arena *arena, const char *root);

/* Opens the store at `path`. For STORE_WRITE a folder that is named .stranded is made when it is
 * missing, with a .gitignore in it that covers everything; any other folder must exist. Costs under
 * a millisecond on an existing file. The caller closes *ret_store with store_close(). */
bool store_open(const char *path, enum store_mode mode, struct store **ret_store, GError **error)
    __attribute__((warn_unused_result));

/* Ends an open transaction without its effect, and closes the file. Accepts NULL. */
void store_close(struct store *store);

/* The store's file, as it was opened. */
const char *store_file(const struct store *store);

/* One line that the user should see about how this file is used ("…: is on a network file system: …"),
 * or NULL. Lives as long as the store. */
const char *store_notice(const struct store *store);

/* ---- transactions ----
 *
 * Each writing function below is a transaction of its own, unless one is open; then it becomes part
 * of that. Many small writes want one transaction around some hundred of them (one every second or
 * so: other writers wait meanwhile, and a kill loses the open one). They don't nest. */

bool store_begin(struct store *store, GError **error) __attribute__((warn_unused_result));
bool store_commit(struct store *store, GError **error) __attribute__((warn_unused_result));
/* Does nothing when no transaction is open. Can't fail: what is not committed is gone anyway. */
void store_rollback(struct store *store);

/* ---- units ---- */

/* One content of a source file. When a file changes and not all units that read it are parsed again,
 * its old and its new content are there side by side, each with the units that saw it. */
struct store_file {
    const char *path; /* absolute, real; NULL = this slot of a table is not used */
    uint64_t size;    /* of that content */
    uint64_t hash;    /* hash_bytes(content, size, 0) */
    int64_t mtime;    /* nanoseconds since 1970 of the last stat() that went with that content;
                       * 0 = not known: compare the content */
};

/* One translation unit. It is told from all others by (file, flags_key). */
struct store_unit {
    uint32_t id;         /* the store's number of it, from 1; ignored when it is saved */
    const char *name;    /* main file relative to the project's root */
    const char *file;    /* main file: absolute, real */
    uint64_t flags_key;  /* hash of all that its IR depends on beside the files' contents: flags,
                         * folder, version of the front end and of the IR's bytes */
    uint32_t status;     /* enum frontend_status */
    const char *message; /* why it was not parsed: one line; NULL or "" = it was */
    uint32_t n_errors;   /* errors in its source */
    uint32_t n_functions, n_unknown; /* of its IR: functions, unknown instructions */
    const uint32_t *files;           /* indices into a table of files; all files that it read */
    uint32_t n_files;
    uint64_t meaning; /* ir_meaning() of its IR, 0 = it has none */
    uint64_t ir_size; /* bytes of its IR, 0 = it has none; when saving: the size of `ir` */
};

/* All units, and the table of files that their `files` mean. */
struct store_units {
    const struct store_unit *items; /* by file, then flags_key */
    uint32_t count;
    const struct store_file *files; /* slot 0 is never used, others may be unused as well */
    uint32_t n_files;               /* slots */
};

/* Loads all units without their IR: the only thing that a run without changes has to read. In the
 * arena. About a microsecond per unit and per file. */
bool store_load_units(struct store *store, struct arena *arena, struct store_units *ret_units,
                      GError **error) __attribute__((warn_unused_result));

/* The IR of one unit, aligned to 8, in the arena; NULL and 0 when it has none. The bytes are those
 * that were saved (a hash says so), or it fails with STORE_ERROR_DAMAGED. */
bool store_load_ir(struct store *store, uint32_t unit_id, struct arena *arena, const void **ret_ir,
                   size_t *ret_size, GError **error) __attribute__((warn_unused_result));

/* What is kept of the solving of functions, in the arena, aligned to 8: bytes that only their writer knows. NULL and
 * 0 where there is nothing, or it is damaged. */
bool store_load_solved(struct store *store, struct arena *arena, const void **ret_bytes,
                       size_t *ret_size, GError **error) __attribute__((warn_unused_result));
bool store_save_solved(struct store *store, const void *bytes, size_t size, GError **error)
    __attribute__((warn_unused_result));

/* Calls `visit` with each unit's id and its IR as above, in the order of the ids, until it returns
 * false (which is no failure). Units without IR are left out. The bytes stay in the arena. */
bool store_each_ir(struct store *store, struct arena *arena,
                   bool (*visit)(void *data, uint32_t unit_id, const void *ir, size_t size),
                   void *data, GError **error) __attribute__((warn_unused_result));

/* Saves a unit in place of the one with equal file and flags_key: its row, its files (indices into
 * `files`, a table of the caller's) and `unit->ir_size` bytes of IR. */
bool store_save_unit(struct store *store, const struct store_unit *unit,
                     const struct store_file *files, const void *ir, GError **error)
    __attribute__((warn_unused_result));

/* Notes that a file was found with the same content under another stat: later runs then need not
 * read it again. `slot` is its index in the files that store_load_units() gave, `file` what stands
 * there, with its new mtime. */
bool store_touch_file(struct store *store, uint32_t slot, const struct store_file *file,
                      GError **error) __attribute__((warn_unused_result));

/* Removes units that are gone from the project, and contents of files that no unit means any more;
 * so it is called after the last unit was saved, be there units to remove or not. */
bool store_remove_units(struct store *store, const uint32_t *unit_ids, size_t n_unit_ids,
                        GError **error) __attribute__((warn_unused_result));

/* Throws away every derived fact. Runs, findings and suppressions stay. */
bool store_remove_all_units(struct store *store, GError **error)
    __attribute__((warn_unused_result));

/* ---- runs and findings ---- */

/* A unit that a run did not understand in whole. */
struct store_damage {
    const char *file; /* relative to the root */
    uint64_t extent;  /* errors in it; STORE_DAMAGE_WHOLE = nothing of it was understood */
};

static const uint64_t STORE_DAMAGE_WHOLE = UINT64_C(1) << 40;

/* What the store knows of a run beside its counts. */
struct store_run {
    struct run run;  /* run.id is the store's to give */
    int64_t started; /* seconds since 1970 */
    uint64_t
        options_key; /* hash of all that the findings depend on beside the units: checks, models,
                           * version of stranded, what the run was asked to look at */
    const struct store_damage *damage; /* when saving; in any order */
    size_t n_damage;
};

/* What a run looked at: says of an old finding that the run did not make whether it would have made
 * it if it were still there. Only then it is fixed. */
struct store_scope {
    bool (*covers)(const void *data, const struct finding *finding); /* NULL = everything */
    const void *data;
};

/* Saves a run (and gives run->run.id its number) with its findings, in one transaction, and decides
 * the findings' states, in the store and in the list:
 *   never seen before → new; seen before → open; was fixed → reopened;
 *   suppressed in the list (by a comment) or in the store → suppressed, with the reason;
 *   in the store, not in the list, and covered by the scope → fixed;
 *   in the store, not in the list, not covered → as it was, but no longer new or reopened.
 * What was last seen before a unit that is still damaged became so, or became worse, is not covered
 * either: that unit may hide it, whatever file it lies in.
 * The findings must be sealed. Reasons that come from the store are in the arena. */
bool store_save_run(struct store *store, struct store_run *run, struct finding_list findings,
                    const struct store_scope *scope, struct arena *arena, GError **error)
    __attribute__((warn_unused_result));

/* Decides the states that the findings of such a run would have, in the list alone: for a run on what is
 * not on disk, of which the store is to know nothing. */
bool store_decide_states(struct store *store, struct finding_list findings,
                         const struct store_scope *scope, struct arena *arena, GError **error)
    __attribute__((warn_unused_result));

/* The last run. ret_run->run.id is 0 when there was none. In the arena. */
bool store_load_last_run(struct store *store, struct arena *arena, struct store_run *ret_run,
                         GError **error) __attribute__((warn_unused_result));

enum store_findings {
    STORE_CURRENT_FINDINGS,  /* all that are not fixed, in states as of the last run */
    STORE_ALL_FINDINGS,      /* the fixed ones as well */
    STORE_LAST_RUN_FINDINGS, /* what the last run found, and no finding that it did not cover */
};

/* The findings that are known, in the order of a finding_list. In the arena. */
bool store_load_findings(struct store *store, enum store_findings which, struct arena *arena,
                         struct finding_list *ret_findings, GError **error)
    __attribute__((warn_unused_result));

/* When a finding was seen. */
struct store_history {
    int64_t first_run, last_run;                /* the first and the last run that saw it */
    int64_t fixed_run;                          /* the run that found it gone; 0 = it is there */
    const char *first_revision, *last_revision; /* of those runs; "" = none */
};

/* The one finding whose fingerprint is `prefix` or begins like that ("1:" may be left out). Fails
 * with NO_SUCH_FINDING or AMBIGUOUS. In the arena. */
bool store_find_finding(struct store *store, const char *prefix, struct arena *arena,
                        struct finding *ret_finding, struct store_history *ret_history,
                        GError **error) __attribute__((warn_unused_result));

/* That finding, and all that has become of it. In the arena. */
bool store_load_past(struct store *store, const char *prefix, struct arena *arena,
                     struct finding *ret_finding, struct finding_past *ret_past, GError **error)
    __attribute__((warn_unused_result));

/* The last run at a revision that is or begins with `revision`; 0 = there was none. */
bool store_find_run(struct store *store, const char *revision, int64_t *ret_run_id, GError **error)
    __attribute__((warn_unused_result));

/* What has changed since a run: findings of the last run that were not there at that one, and those
 * that were and are fixed now. In the arena. */
bool store_load_since(struct store *store, int64_t run_id, struct arena *arena,
                      struct finding_list *ret_findings, GError **error)
    __attribute__((warn_unused_result));

/* All runs, and the findings after each. In the arena. */
bool store_load_trend(struct store *store, struct arena *arena, struct trend *ret_trend,
                      GError **error) __attribute__((warn_unused_result));

/* What a merge brought. */
struct store_merged {
    size_t units; /* taken over */
    size_t runs;  /* that the store has now */
};

/* Takes over what the store at `path` has and this one has not: units, runs, findings and what has
 * become of them, suppressions. See store/merge.c for what is one. The other file is not changed. Units are
 * copied first, some at a time; the history follows in one transaction. */
bool store_merge(struct store *store, const char *path, struct store_merged *ret_merged,
                 GError **error) __attribute__((warn_unused_result));

/* Suppresses that finding from now on, for a reason (not empty); suppressing it again changes reason
 * and author. `author` may be NULL. *ret_finding is the finding in its new state. */
bool store_suppress(struct store *store, const char *prefix, const char *reason, const char *author,
                    struct arena *arena, struct finding *ret_finding, GError **error)
    __attribute__((warn_unused_result));

#endif
