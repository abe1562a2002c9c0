/* Private: one analysis of a change while it runs, and what the user should hear of it. */
#ifndef STRANDED_ENGINE_CHANGE_H
#define STRANDED_ENGINE_CHANGE_H

#include "base/arena.h"
#include "engine/engine.h"
#include "engine/git.h"
#include "engine/git_diff.h"
#include "engine/relevance.h"
#include "engine/view.h"
#include "findings/finding.h"

#include <glib.h>

#include <stdbool.h>

struct change_run {
    const struct engine_request *request;
    const struct engine_change *change;
    struct arena *arena; /* paths and contents; gone before the report is made */
    struct git git;
    struct relevance relevance;
    const char *base;           /* what is compared with: "HEAD", a commit */
    GPtrArray *parents;         /* further commits that are, of a merge: char * */
    struct git_changes changes; /* base -> what is judged */
    struct git_changes
        dirty;       /* the index -> the work tree; empty unless it is the index that is judged */
    struct view now; /* what is judged */
    struct finding_list before; /* the findings without the change, if `is_before_known` */
    bool is_before_known;
    GPtrArray *notices; /* char * */
};

void change_note(struct change_run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Submodules that have another commit. */
void change_note_submodules(struct change_run *run);

/* To be called before the analysis: what is known of the sources that the change is about. */
void change_recall_sources(struct change_run *run);

/* All that an analysis of the change has to say. */
void change_note_all(struct change_run *run, const struct run *analysed);

/* The notices of the change become the result's, before those of the analysis. */
void change_give_notices(const struct change_run *run, struct engine_result *result);

#endif
