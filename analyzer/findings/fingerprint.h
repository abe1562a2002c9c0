/* Names for findings that outlive edits. Private to findings/. */
#ifndef STRANDED_FINDINGS_FINGERPRINT_H
#define STRANDED_FINDINGS_FINGERPRINT_H

#include "base/arena.h"
#include "findings/finding.h"

/* Sets the fingerprint of each finding; all differ. The findings are in source order, and no two of
 * them have the same check, file, line and column. Costs O(n log n). */
void findings_name(struct finding *findings, size_t count, struct arena *arena);

#endif
