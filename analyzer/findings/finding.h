/* The finding: what is reported, how it is told from all others, and what has become of it.
 *
 * Findings are made by checks through <stranded/check.h>, which this folder implements, then sealed:
 * named, deduplicated and sorted. A sealed finding is plain data that the store keeps and the
 * reports print. */
#ifndef STRANDED_FINDINGS_FINDING_H
#define STRANDED_FINDINGS_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <stranded/check.h>

#include "base/arena.h"

/* What has become of a finding since the runs before. The numbers are stored. */
enum finding_state {
    STATE_NEW = 1,        /* this run is the first that sees it */
    STATE_OPEN = 2,       /* seen before, still there */
    STATE_FIXED = 3,      /* seen before, gone, and its place was looked at */
    STATE_REOPENED = 4,   /* was fixed, is back */
    STATE_SUPPRESSED = 5, /* there, and somebody gave a reason to be silent */
};

/* A place for reports: `file` is relative to the project's root with '/' between, absolute when it
 * lies outside. */
struct finding_step {
    const char *file;
    uint32_t line, column;
    const char *message;
};

/* A part of a file that another text is to take the place of; columns in bytes. */
struct finding_edit {
    const char *file; /* as finding_step.file */
    uint32_t line, column, end_line, end_column;
    const char *text;
};

/* Edits that mend a finding, in the order of their places, which do not overlap. */
struct finding_fix {
    const char *title; /* what they do: "detach the thread" */
    const struct finding_edit *edits;
    size_t n_edits;
};

struct finding {
    const char *check;
    const char *file; /* as finding_step.file */
    uint32_t line, column;
    const char *function;
    const char *object; /* stable name of the thing, see struct creation */
    const char *anchor; /* normalised text of the anchor's statement */
    enum severity severity;
    enum confidence confidence;
    const char *message; /* one sentence, no full stop */
    enum often often;
    uint64_t count;           /* with OFTEN_BOUNDED; 0 = not known */
    const char *multiplicity; /* in words: "per call of serve_client()" */
    const struct finding_step *trace;
    size_t n_trace;
    const char *mend;
    uint32_t above, below;   /* lines from the function's name down to the anchor, and from there to
                              * its closing brace; both 0 = not known */
    const char *fingerprint; /* FINGERPRINT_SCHEME ":" and 16 hex digits */
    const char **former;     /* what earlier schemes would call it, NULL-terminated; NULL = there
                                * was none */
    enum finding_state state;
    const char *reason; /* of STATE_SUPPRESSED, else NULL */
    /* Where a change brought it about, if not at its anchor: a line that the change touched, for reviews
     * that show changed lines only. Known to a run that was asked about a change; not stored. NULL = not
     * known, or the anchor itself was changed. */
    const struct finding_step *also;
    struct remedy remedy; /* as the check has it, with its own names of files; not stored */
    const struct finding_fix *fix; /* NULL = none is known; not stored */
};

/* Version of the fingerprint's recipe; changes whenever any input of it changes its form. The store
 * keeps old fingerprints beside new ones. */
#define FINGERPRINT_SCHEME "1"

/* Hash of what a reader would call it: check, function, object and anchor. Equals share it; what is
 * the only one of its kind has it in its fingerprint. */
uint64_t finding_kind(const struct finding *finding);

/* A sorted list of findings: by file, line, column, check, fingerprint. */
struct finding_list {
    struct finding *items;
    size_t count;
};

/* The order of a finding_list: below, at or above 0 as `a` comes before, with or after `b`. */
int finding_compare(const struct finding *a, const struct finding *b);

/* A collector that checks add to. What it yields lives in the arena. */
struct findings *findings_new(struct arena *arena);

/* Names the check whose findings follow. */
void findings_set_check(struct findings *findings, const struct check *check);

/* Ends the collecting: makes files relative to `root`, drops findings that say the same of the same
 * anchor (one statement seen in several programs or units: the most severe, then the most confident
 * stays), computes the fingerprints, sorts. States are STATE_NEW until the store knows better. A
 * step without a place gets the finding's. The list must hold all findings of the run: what is left
 * out of a report is left out later, or fingerprints would depend on it. Called once. */
struct finding_list findings_seal(struct findings *findings, const char *root);

/* The names in JSON and in text: "high", "medium", "low"; "new", "open", …; NULL for no such value. */
const char *severity_name(enum severity severity);
const char *confidence_name(enum confidence confidence);
const char *finding_state_name(enum finding_state state);
/* The value of a name as above; false when there is none. */
bool severity_parse(const char *name, enum severity *ret_severity);
bool confidence_parse(const char *name, enum confidence *ret_confidence);
bool finding_state_parse(const char *name, enum finding_state *ret_state);

/* ---- suppression ---- */

/* A comment in the analysed source that asks for silence. `file` as in struct finding. */
struct suppression {
    const char *file;
    uint32_t line;
    uint32_t first_line, last_line; /* that it covers: its own, and those of its statement */
    const char
        *checks; /* names or globs, separated by commas; "" = missing: then it covers nothing */
    const char *reason; /* "" = missing: then it covers nothing and is itself reported */
    bool is_used;       /* by findings_suppress(): it covers some finding */
};

/* Marks the findings that the comments cover as suppressed, with the comment's reason (borrowed from
 * it). Where several cover one, the first of the array counts. */
void findings_suppress(struct finding_list findings, struct suppression *suppressions,
                       size_t n_suppressions);

#endif
