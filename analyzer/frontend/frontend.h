/* The front end: one C source in, its IR out. The only folder that knows libclang.
 *
 * libclang is loaded when the first front end is opened, never before: loading costs 30 ms, which a
 * run that has nothing to parse must not pay. A front end is used by one thread of one process;
 * since some sources crash the parser, that should be a process which may die (engine/workers.h). */
#ifndef STRANDED_FRONTEND_FRONTEND_H
#define STRANDED_FRONTEND_FRONTEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ir/ir.h"

struct frontend;
struct ir_builder;

/* Why a front end can't be opened or a unit can't be lowered. The numbers are stored. */
enum frontend_status {
    FRONTEND_OK = 0,
    FRONTEND_NO_LIBCLANG = 1, /* the library or a function of it is missing */
    FRONTEND_NO_HEADERS = 2,  /* libclang's builtin headers (stddef.h) are missing */
    FRONTEND_UNREADABLE = 3,  /* the main file is missing, unreadable, or not text */
    FRONTEND_REFUSED = 4,     /* libclang refused the flags */
    FRONTEND_CRASHED = 5,     /* libclang gave up inside the parse */
    FRONTEND_TOO_LARGE = 6,   /* the unit is over a bound of the IR */
};

/* A precompiled header that stands for the first bytes of sources. */
struct frontend_shared {
    const char *file;           /* absolute */
    const struct ir_unit *unit; /* what came out when it was made: its files */
};

/* A file to be read as given and not as it is on disk. */
struct frontend_overlay {
    const char *path; /* absolute, real */
    const char *contents;
    size_t size;
};

/* One source to lower. Everything is borrowed for the call. */
struct frontend_source {
    const char *file;             /* absolute path of the main file */
    const char *directory;        /* absolute; relative flags are relative to it */
    const char *const *arguments; /* NULL-terminated flags, made safe by project/; [0] is "clang" */
    const char *contents; /* what to parse in place of the file's content; NULL = the file */
    size_t contents_size;
    const struct frontend_overlay *overlays; /* its main file may be among them; NULL = none */
    size_t n_overlays;

    const struct frontend_shared
        *shared;          /* what its beginning was precompiled to; NULL = nothing */
    size_t prefix_size;   /* of that beginning, in bytes */
    uint64_t prefix_hash; /* hash_bytes() of it */
    /* The source is a header to be precompiled into this file; NULL = it is a source like any other.
     * `contents` is set, and `file` need not exist. */
    const char *precompile_to;
    uint32_t n_users; /* sources that begin with it */
};

/* Opens a front end. On failure *ret_frontend is untouched and `ret_reason` is one line with the way
 * out, valid until the process ends. Closed with frontend_close(). */
enum frontend_status frontend_open(struct frontend **ret_frontend, const char **ret_reason);

/* Accepts NULL. */
void frontend_close(struct frontend *frontend);

/* Parses the source and lowers every function of its main file, and those of its headers that they
 * use (directly, through each other, or through an initializer). Errors in the source are no
 * failure: names that nothing declares are taken as declared, what was parsed so is lowered, functions
 * in which an error cost statements are marked damaged, and the unit's n_errors counts them all. On success the caller owns *ret_builder, which holds the unit. On
 * failure `ret_reason` is one line without the file's name, valid until the next call.
 *
 * With `shared` the result is the same, sooner: where that is not certain, the source is parsed as it is.
 * Of a header to be precompiled only the files are lowered; FRONTEND_REFUSED where it is not worth it, or
 * where its users might become something else. */
enum frontend_status frontend_lower(struct frontend *frontend, const struct frontend_source *source,
                                    struct ir_builder **ret_builder, const char **ret_reason);

/* The bare parse alone, as frontend_lower() does it (same flags and options), for benchmarks. */
enum frontend_status frontend_parse_only(struct frontend *frontend,
                                         const struct frontend_source *source,
                                         const char **ret_reason);

#endif
