/* Private: one analysis while it runs, and its stages.
 *
 *   units.c    the project and the user's models      -> units
 *   stale.c    units, what is stored of them          -> which of them are up to date
 *   parse.c    units that are not                     -> their IR, stored
 *   key.c      units, options                         -> the key of the run
 *   moved.c    units that say what they said, elsewhere   -> the last findings, there
 *   load.c     units that were not parsed             -> their IR, from the store
 *   solve.c    everybody's IR                         -> findings
 *   early.c    findings of the units so far           -> those that are certain
 *   spans.c    findings, everybody's IR              -> where in their functions they stand
 *   silence.c  findings, comments, the baseline        -> which of them are accepted
 *   narrow.c   findings, files that were asked for    -> findings to report */
#ifndef STRANDED_ENGINE_ANALYSIS_H
#define STRANDED_ENGINE_ANALYSIS_H

#include <stranded/check.h>

#include "base/arena.h"
#include "base/vector.h"
#include "engine/engine.h"
#include "engine/source_files.h"
#include "findings/baseline.h"
#include "frontend/frontend.h"
#include "ir/ir.h"
#include "project/project.h"
#include "store/store.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/* A unit of the project, or a model file of the user's. */
struct engine_unit {
    const char *name; /* relative to the root; of a model as it was given */
    const char *file; /* absolute */
    uint64_t key;     /* as store_unit.flags_key */
    bool is_model;
    bool is_elsewhere; /* another machine parses it */

    /* By stale.c. */
    const struct store_unit *stored; /* what is stored under its file and key; NULL = nothing */
    bool is_current;                 /* and that is up to date */

    /* By stale.c where it is current, else by parse.c. */
    enum frontend_status status;
    const char *message; /* "" = it was parsed */
    uint32_t n_errors;
    uint64_t meaning; /* ir_meaning() of its IR; 0 = it has none */
    uint64_t
        contents; /* of a current one: hash of the names and contents of all files that it read; known
                        * only where something is kept in memory */
    bool is_parsed; /* by this run */
    const struct ir_unit
        *before; /* what it was until then, where that is worth a look; NULL = not */

    /* By parse.c or load.c, where there is any. */
    bool has_ir;
    struct ir_unit ir;
};

VECTOR_TYPE(notice_list, const char *);

struct analysis {
    const struct engine_request *request;
    GString *drawing;    /* where the picture of the program goes; NULL = none is wanted */
    struct arena *arena; /* `run`: becomes the result's */
    gint64 began;        /* monotonic microseconds */
    int64_t started;     /* nanoseconds since 1970 */
    struct project *project;
    struct store *store;
    struct store_units stored;
    const struct check **checks; /* those to run, NULL-terminated */

    struct engine_unit *units; /* the project's in its order, then the models */
    uint32_t n_units, n_project_units;
    struct frontend_source *sources; /* of the units, with the same numbers */
    struct source_files *files;      /* what the parsed units read */

    uint64_t key;              /* of the run */
    bool is_known;             /* nothing has changed since the last run */
    bool is_repeated;          /* so that its findings are given again */
    struct engine_note *notes; /* by solve.c */
    size_t n_notes;
    bool has_notes;

    bool is_early;            /* units are missing that are still to be parsed */
    struct finding_list past; /* of the last run, where early findings are wanted */

    GPtrArray *buffers;         /* IR that came from workers */
    struct notice_list notices; /* lines in the arena */
    struct baseline baseline;
    uint64_t baseline_hash; /* of its file; 0 = there is none */
};

/* Opens project and store, and makes everything of `units` but what is known only later. */
bool analysis_open(struct analysis *analysis, GError **error) __attribute__((warn_unused_result));
/* Opens the store again that was closed meanwhile. */
bool reopen_store(struct analysis *analysis, GError **error) __attribute__((warn_unused_result));
/* Accepts one that was opened in part. */
void analysis_close(struct analysis *analysis);

/* The baseline in the project's root. */
bool load_baseline(const char *root, struct arena *arena, struct baseline *ret_baseline,
                   uint64_t *ret_hash, GError **error) __attribute__((warn_unused_result));
/* The same, but where the request says what is in it. */
bool load_requested_baseline(const struct engine_request *request, const char *root,
                             struct arena *arena, struct baseline *ret_baseline, uint64_t *ret_hash,
                             GError **error) __attribute__((warn_unused_result));
/* Whether the file is called as a baseline is. */
bool is_baseline(const char *path);

bool make_units(struct analysis *analysis, GError **error) __attribute__((warn_unused_result));

/* Finds what is stored of each unit, and whether it is up to date; writes back what became of files
 * that are the same under another stat. Each distinct file is stat'ed once, and read only where that
 * differs. */
bool find_current_units(struct analysis *analysis, GError **error)
    __attribute__((warn_unused_result));

/* Parses the units that are not current, stores them as they come, and removes those from the store
 * that are gone from the project. Interrupted, it keeps what is done. */
bool parse_units(struct analysis *analysis, GError **error) __attribute__((warn_unused_result));

/* Hash of all that the findings depend on, now or as it was before this run parsed anything. Requires
 * that every unit's meaning is known. */
enum key_time { KEY_NOW, KEY_BEFORE };
uint64_t key_of_run(const struct analysis *analysis, enum key_time time);

/* Moves findings of the last run to where the parsed units say that they stand now. False where those say
 * anything else than before; then the findings are worth nothing. Requires `before` of each parsed
 * unit. */
bool move_findings(struct analysis *analysis, struct finding_list findings);

/* Loads the IR of current units. What the store lost meanwhile (another run's doing) is parsed. */
bool load_units(struct analysis *analysis, GError **error) __attribute__((warn_unused_result));

/* The whole-program stage and the checks. Fills in what it counts, and what it has to say. */
bool solve_units(struct analysis *analysis, struct run *run, struct finding_list *ret_findings,
                 GError **error) __attribute__((warn_unused_result));

/* Silences what comments and the baseline accept. Yields the lines about comments and entries of the
 * baseline that lack something or silence nothing any more, in the arena. */
void silence_findings(struct analysis *analysis, struct finding_list findings,
                      struct notice_list *notices);

/* Says of each finding where in its function it stands. */
void place_findings(const struct analysis *analysis, struct finding_list findings);

/* The checks that the globs name (NULL = all), in order, NULL-terminated, in the arena. */
bool select_checks(const char *globs, struct arena *arena, const struct check ***ret_checks,
                   GError **error) __attribute__((warn_unused_result));

/* Adds the lines about what the project left out. */
void notice_project(struct analysis *analysis);
/* The notices, as the result has them. */
void give_notices(const struct analysis *analysis, struct engine_result *result);
void add_notice(struct analysis *analysis, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The findings that lie in the files asked for. Fails when one of those does not exist. */
bool narrow_findings(const struct analysis *analysis, struct finding_list *findings, GError **error)
    __attribute__((warn_unused_result));

/* The file relative to the project's root where it lies in it, else as it is. */
const char *relative_to(const char *root, const char *file);

#endif
