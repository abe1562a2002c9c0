/* The engine: one analysis from request to findings. It asks the store what is out of date, runs just
 * those stages, and writes back what came out.
 *
 * Nothing here prints, and nothing of a compilation database is ever executed. The functions may be
 * called one after another; each returns with no process and no file left open. All of them return
 * false with an error whose message is one line (where, what, the way out), and leave their ret_
 * parameters untouched then. */
#ifndef STRANDED_ENGINE_ENGINE_H
#define STRANDED_ENGINE_ENGINE_H

#include "base/arena.h"
#include "findings/finding.h"
#include "findings/run.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The engine's own failures; those of project/ and store/ come through as they are. */
enum engine_error {
    ENGINE_ERROR_INPUT,     /* something that was asked for does not exist or makes no sense */
    ENGINE_ERROR_FRONT_END, /* libclang or its headers are missing */
    ENGINE_ERROR_PROCESS,   /* the operating system refused a process or a socket */
    ENGINE_ERROR_CANCELLED, /* cancel_fd became readable */
};

#define ENGINE_ERROR engine_error_quark()
GQuark engine_error_quark(void);

/* Whose fault a failure is: what the exit code says. */
enum engine_fault {
    ENGINE_FAULT_USER,      /* usage, input or surroundings that the user can mend */
    ENGINE_FAULT_INTERNAL,  /* ours, or the operating system's */
    ENGINE_FAULT_CANCELLED, /* nobody's: it was asked for */
};

enum engine_fault engine_fault_of(const GError *error);

/* ---- where ---- */

/* Which project, and where its store is. */
struct engine_place {
    const char *project; /* compile_commands.json or a folder that holds it; NULL = search */
    const char *sources; /* folder to analyse without a compilation database; NULL = none */
    const char *db;      /* the store's file; NULL = .stranded/stranded.db below the root */
};

/* ---- an analysis ---- */

enum engine_stage {
    ENGINE_PARSING, /* may be cancelled; what is done is kept */
    ENGINE_SOLVING, /* the whole program; everything that was parsed is stored by now */
};

struct engine_progress {
    enum engine_stage stage;
    size_t done, total; /* units that have to be parsed */
    const char *file;   /* the unit that was begun last, relative to the root; NULL = none yet */
};

/* What to analyse. All zero but cancel_fd is a good default. Everything is borrowed. */
struct engine_request {
    struct engine_place place;
    unsigned jobs;             /* worker processes; 0 = one a processor */
    unsigned unit_seconds;     /* that a unit may take to parse; 0 = two minutes */
    const char *checks;        /* names or globs, separated by commas; NULL = all */
    const char *const *models; /* the user's model files, NULL-terminated; NULL = none */
    const char *const *files;  /* report only what lies in these files and folders, NULL-terminated;
                                * NULL = all. The whole project is analysed all the same. */
    bool parses_alone;         /* headers that units begin with are parsed for each of them */
    bool measures;             /* notices say what the whole-program stage cost */
    int cancel_fd;             /* readable = stop parsing; -1 = none */
    void (*progress)(void *data, const struct engine_progress *progress); /* NULL = nobody asks */
    void *progress_data;
};

struct engine_result {
    struct arena *arena; /* holds everything below */
    struct run run;
    struct finding_list findings; /* sealed, with their states; only those of request.files */
    const char *const *notices;   /* what the user should hear of, a line each, in a stable order */
    size_t n_notices;
};

/* Analyses. When nothing has changed since the last run with the same options, that run's findings
 * are given again, and no new one is recorded. The caller calls engine_result_deinit(). */
bool engine_check(const struct engine_request *request, struct engine_result *ret_result,
                  GError **error) __attribute__((warn_unused_result));

/* The last run and its findings, from the store alone. Without a db, the store of the project is
 * used, and without a project the first .stranded/stranded.db in the working folder and above it.
 * Fails where there was no run. The caller calls engine_result_deinit(). */
bool engine_load_last(const struct engine_place *place, struct engine_result *ret_result,
                      GError **error) __attribute__((warn_unused_result));

void engine_result_deinit(struct engine_result *result);

/* ---- one finding ---- */

/* The finding whose fingerprint begins like that, as result->findings.items[0], and the last run. The
 * caller calls engine_result_deinit(). */
bool engine_find(const struct engine_place *place, const char *fingerprint,
                 struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));

/* Suppresses it for a reason that is not empty; then as engine_find(). */
bool engine_suppress(const struct engine_place *place, const char *fingerprint, const char *reason,
                     struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));

/* ---- what is known ---- */

/* Appends each embedded model with the functions that it defines, a line a function. */
bool engine_list_models(GString *out, GError **error) __attribute__((warn_unused_result));

/* Analyses, and appends the threads and channels of the program, as a graph in the DOT language. */
bool engine_draw(const struct engine_request *request, GString *out, GError **error)
    __attribute__((warn_unused_result));

enum engine_dump { ENGINE_DUMP_PLAIN, ENGINE_DUMP_LOCATIONS };

/* Appends the IR of a source file, or of one function of it (NULL = all), parsed with the flags that
 * the project gives it, or with none where it is in no project. */
bool engine_dump_ir(const struct engine_place *place, const char *file, const char *function,
                    enum engine_dump detail, GString *out, GError **error)
    __attribute__((warn_unused_result));

#endif
