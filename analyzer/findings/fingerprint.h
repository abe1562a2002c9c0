/* Names for findings that outlive edits. Private to findings/. */
#ifndef STRANDED_FINDINGS_FINGERPRINT_H
#define STRANDED_FINDINGS_FINGERPRINT_H

#include "base/arena.h"
#include "findings/finding.h"

/* Sets the fingerprint of each finding; all differ. The findings are in source order, and no two of
 * them have the same check, file, line and column. Costs O(n log n). */
void findings_name(struct finding *findings, size_t count, struct arena *arena);

/* A recipe for names. */
struct fingerprint_scheme {
    const char *version;
    uint64_t (*kind)(const struct finding *finding); /* hash of what equals share */
};

/* The same by these schemes, from the first to the one in use: that one makes the fingerprint, the others
 * the former names. Tests make up others than ours. */
void findings_name_by(struct finding *findings, size_t count,
                      const struct fingerprint_scheme *schemes, size_t n_schemes,
                      struct arena *arena);

#endif
