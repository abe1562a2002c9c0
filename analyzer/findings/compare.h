/* Which findings of one state of a program another state of it has, too. */
#ifndef STRANDED_FINDINGS_COMPARE_H
#define STRANDED_FINDINGS_COMPARE_H

#include <stdbool.h>

#include "findings/finding.h"

/* Sets is_old[i] for each finding of `now` that `before` has as well; `is_old` has room for all of them, and
 * what is set already is left out, as are those of `before` that match it. A finding matches at most one:
 * by its fingerprint, else by less and less of what it is, so that code which is moved, renamed or written
 * in another way brings no new finding. In doubt, a finding is old: what is called new may stop a commit.
 * Costs O(n log n). */
void findings_compare(struct finding_list now, struct finding_list before, bool *is_old);

#endif
