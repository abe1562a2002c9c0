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
#include "findings/trend.h"

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

/* A file to be analysed as given and not as it is on disk: a buffer of an editor, what is staged. */
struct engine_overlay {
    const char *path; /* absolute, real */
    const char *contents;
    size_t size;
    bool
        adds_unit; /* it is a source that the project compiles no more: a unit, with the flags of the
                     * nearest one */
};

/* What one process keeps of its analyses, so that the next one is faster: the parser, and the IR of units
 * (of overlaid ones too, which are never stored). Bounded by the project. */
struct engine_memory;
struct engine_memory *engine_memory_new(void);
void engine_memory_free(struct engine_memory *memory); /* accepts NULL */

struct analysis;

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
    /* Files to be taken as they are here. Units that read one of them are not stored, and the run is not
     * recorded: what the store says of the project's state is what is on disk. */
    const struct engine_overlay *overlays; /* NULL = none */
    size_t n_overlays;
    /* What is known of the things that are created in these files (absolute, real; NULL-terminated) becomes
     * notes of the result; NULL = none. */
    const char *const *notes_in;
    bool wants_fixes;          /* findings are to carry the edits that mend them */
    const char *const *absent; /* files to be taken as not there, likewise: absolute, sorted;
                                * NULL = none */
    size_t n_absent;
    const struct engine_overlay *baselines; /* contents to be taken for those of baseline files */
    size_t n_baselines;
    struct engine_memory *memory; /* NULL = nothing is kept */
    bool measures;                /* notices say what the whole-program stage cost */
    /* Told, while units are parsed, that those of notes_in are done and that there is more than when it was told
     * last: engine_solve_early() would say something, in a child. NULL = nobody asks. The files of notes_in are
     * parsed first then, and what they call, and what lies beside them. */
    void (*early)(void *data, struct analysis *analysis); /* with progress_data */
    int cancel_fd;                                        /* readable = stop parsing; -1 = none */
    void (*progress)(void *data, const struct engine_progress *progress); /* NULL = nobody asks */
    void *progress_data;
};

/* What is known of a thing that is created there, for people. Places as in struct finding. */
struct engine_note {
    struct finding_step at; /* its message: some words, "joined in stop_server()" */
    const char *often;      /* "per call of serve()" */
    const struct finding_step *steps;
    size_t n_steps;
};

struct engine_result {
    struct arena *arena; /* holds everything below */
    struct run run;
    struct finding_list findings; /* sealed, with their states; only those of request.files */
    const char *const *notices;   /* what the user should hear of, a line each, in a stable order */
    size_t n_notices;
    struct engine_note *notes; /* in the order of their places */
    size_t n_notes;
    bool has_notes;     /* they were asked for, and the program was solved for it */
    bool is_irrelevant; /* of a change: it is about nothing that the program is made of */
};

/* Analyses. When nothing has changed since the last run with the same options, that run's findings
 * are given again, and no new one is recorded. The caller calls engine_result_deinit(). */
bool engine_check(const struct engine_request *request, struct engine_result *ret_result,
                  GError **error) __attribute__((warn_unused_result));

/* ---- a change ---- */

enum engine_change_kind {
    ENGINE_CHANGE_STAGED, /* what is in git's index, against HEAD; in a merge, against all parents */
    ENGINE_CHANGE_SINCE,  /* the work tree, against where it parted from a revision */
};

struct engine_change {
    enum engine_change_kind kind;
    const char *revision;             /* of ENGINE_CHANGE_SINCE */
    enum confidence least_confidence; /* findings below it matter to nobody */
};

/* Analyses a change: as engine_check(), but a finding is new if the program has it with the change and does
 * not have it without, wherever it lies; then `also` names a line of the change. What counts as the same
 * finding is the business of findings/compare.h.
 *
 * What is staged is judged as it is in the index, whatever lies in the work tree. The run is recorded only
 * where both agree, and what the program is without the change never is. With nothing staged that the program
 * is made of, nothing is analysed, and ret_result->is_irrelevant is set. Fails also where there is no git work
 * tree, or no such revision. */
bool engine_check_change(const struct engine_request *request, const struct engine_change *change,
                         struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));

/* What can be said of the files of notes_in while other units are still to be parsed: findings that no unit could
 * take back that is still to come. Their states are not known. For a child of the process that parses; the analysis
 * is of no use to that child afterwards. */
bool engine_solve_early(struct analysis *analysis, struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));

/* The same in two steps, for a process that wants to run the second one in a child that it can kill:
 * everything is parsed and in memory behind the first one, and no file is open between them. The request
 * lives as long as the analysis. */
bool engine_prepare(const struct engine_request *request, struct analysis **ret_analysis,
                    GError **error) __attribute__((warn_unused_result));
/* Whether nothing has changed since the last run: then engine_repeat() gives its findings at once, without
 * notes, and engine_finish() may follow. */
bool engine_is_repeated(const struct analysis *analysis);
bool engine_repeat(struct analysis *analysis, struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));
bool engine_finish(struct analysis *analysis, struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));
void engine_analysis_free(struct analysis *analysis); /* accepts NULL */

/* Where git looks for the hooks of a work tree. All absolute. */
struct engine_hooks {
    char *folder;
    char *repository; /* what all work trees of it share: where hooks lie that are nobody else's */
    char *top;        /* of the work tree */
};

/* Those of the work tree around the folder. The caller calls engine_hooks_deinit(). Fails where there is no work tree,
 * or no git. */
bool engine_find_hooks(const char *folder, struct engine_hooks *ret_hooks, GError **error)
    __attribute__((warn_unused_result));
void engine_hooks_deinit(struct engine_hooks *hooks);

/* The last run and its findings, from the store alone. Without a db, the store of the project is
 * used, and without a project the first .stranded/stranded.db in the working folder and above it.
 * Fails where there was no run. The caller calls engine_result_deinit(). */
bool engine_load_last(const struct engine_place *place, struct engine_result *ret_result,
                      GError **error) __attribute__((warn_unused_result));

void engine_result_deinit(struct engine_result *result);

/* What has changed since the last run at a revision (or, where there was none, at its nearest
 * ancestor that has one; then result->notices say so): as engine_load_last(), but only findings that
 * were not there at that run, and those that were and are fixed now. */
bool engine_load_since(const struct engine_place *place, const char *revision,
                       struct engine_result *ret_result, GError **error)
    __attribute__((warn_unused_result));

/* All that has become of one finding. */
struct engine_past {
    struct arena *arena; /* holds the rest; the caller frees it */
    struct finding finding;
    struct finding_past past;
};

/* The finding whose fingerprint begins like that. */
bool engine_history(const struct engine_place *place, const char *fingerprint,
                    struct engine_past *ret_past, GError **error)
    __attribute__((warn_unused_result));

/* The findings after each run, in the arena. */
bool engine_trend(const struct engine_place *place, struct arena *arena, struct trend *ret_trend,
                  GError **error) __attribute__((warn_unused_result));

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

/* ---- several machines ---- */

/* Units that one machine parses: those whose number in the project leaves `index` when it is divided by
 * `count`; from 0. A count of 0 means all. */
struct engine_shard {
    unsigned index, count;
};

struct engine_extracted {
    size_t units, reused, failed; /* of the shard */
};

/* Parses the units of a shard that are not up to date, and stores them; solves nothing. */
bool engine_extract(const struct engine_request *request, struct engine_shard shard,
                    struct engine_result *ret_result, struct engine_extracted *ret_extracted,
                    GError **error) __attribute__((warn_unused_result));

/* Takes over into the store of that place, which is made if it is missing, what the stores `files`
 * (NULL-terminated) have, one after the other. The line says what came. In the arena. */
bool engine_merge(const struct engine_place *place, const char *const *files, struct arena *arena,
                  const char **ret_line, GError **error) __attribute__((warn_unused_result));

/* ---- the baseline ---- */

/* What became of .stranded-baseline in the project's root. */
struct engine_baseline {
    struct engine_result result; /* of the analysis; the caller calls engine_result_deinit() */
    size_t n_changed;            /* lines added or removed */
    size_t n_all;                /* lines that are in it now */
};

/* Analyses, and accepts the findings of these fingerprints (NULL-terminated; NULL = all) for a reason
 * that is not empty. Where the project is in git, .gitattributes has it keep the lines of both sides
 * of a merge. */
bool engine_baseline_add(const struct engine_request *request, const char *const *fingerprints,
                         const char *reason, struct engine_baseline *ret_change, GError **error)
    __attribute__((warn_unused_result));

/* Analyses, and removes what no finding is any more. Fails where units could not be analysed. */
bool engine_baseline_update(const struct engine_request *request,
                            struct engine_baseline *ret_change, GError **error)
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
