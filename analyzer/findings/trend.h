/* What has become of one finding, and of all of them, over the runs. */
#ifndef STRANDED_FINDINGS_TREND_H
#define STRANDED_FINDINGS_TREND_H

#include "findings/finding.h"

#include <stddef.h>
#include <stdint.h>

/* A run, as histories name it. */
struct past_run {
    int64_t id;
    int64_t started;      /* seconds since 1970 */
    const char *revision; /* "" = none */
    uint64_t units;
};

/* One change of a finding's state. */
struct finding_event {
    struct past_run run;
    enum finding_state state; /* since that run */
};

struct finding_past {
    const struct finding_event *events; /* by run */
    size_t n_events;
    struct past_run last_seen;
    const char *reason, *author; /* of the suppression in the store; NULL = there is none */
};

enum { N_FINDING_STATES = STATE_SUPPRESSED + 1 };

/* Findings by run, check and state. */
struct trend {
    const struct past_run *runs; /* by id */
    size_t n_runs;
    const char *const *checks; /* that ever found something, by name */
    size_t n_checks;
    const uint64_t *counts; /* use trend_count() */
};

/* How many findings of the check were in that state after the run; of fixed ones, those that the run
 * found gone. */
static inline uint64_t trend_count(const struct trend *trend, size_t run, size_t check,
                                   enum finding_state state)
{
    return trend->counts[(run * trend->n_checks + check) * N_FINDING_STATES + state];
}

/* Those that ask for something: new, open, reopened. */
static inline uint64_t trend_open(const struct trend *trend, size_t run, size_t check)
{
    return trend_count(trend, run, check, STATE_NEW) + trend_count(trend, run, check, STATE_OPEN) +
           trend_count(trend, run, check, STATE_REOPENED);
}

#endif
