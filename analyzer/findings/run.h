/* One run of the analysis, as reports show it and the store keeps it. */
#ifndef STRANDED_FINDINGS_RUN_H
#define STRANDED_FINDINGS_RUN_H

#include <stddef.h>
#include <stdint.h>

/* A unit that could not be analysed, or only in part. */
struct run_unit_failure {
    const char *file;   /* relative to the root */
    const char *reason; /* one line */
};

/* A unit that was analysed as far as it parses. */
struct run_unit_errors {
    const char *file; /* relative to the root */
    uint32_t count;
};

struct run {
    int64_t id;           /* the store's number, from 1; 0 = not stored */
    const char *revision; /* of the project's version control, "" = none */
    const char *root;     /* absolute path of the project */
    const char *base; /* what findings are new against: "HEAD", a revision; NULL = earlier runs */
    uint64_t units;   /* all units of the project */
    uint64_t units_reused, units_failed;
    uint64_t units_with_errors; /* analysed as far as they parse */
    uint64_t entries_not_c;     /* entries of the compilation database that are not C */
    uint64_t functions;         /* functions known */
    uint64_t functions_solved, functions_given_up;
    uint64_t unknown_constructs; /* unknown instructions in all functions */
    uint64_t calls_unresolved;   /* indirect calls without a known target in relevant functions */
    uint64_t functions_run, checks_run; /* functions solved and questions asked of checks, by this
                                         * run and not by the one that it repeats */
    double seconds;
    const struct run_unit_failure *failures;
    size_t n_failures;
    const struct run_unit_errors *errors; /* a unit with errors each; the store keeps none */
    size_t n_errors;
    const char *const *notices; /* what it had to say of comments and the baseline, a line each */
    size_t n_notices;
};

#endif
