/* The baseline: findings that a project has accepted, in a text file that is committed with it.
 *
 *   # Findings that are accepted, one a line; made by stranded baseline add.
 *   1:4eae5064111a626b thread-not-joined serve.c answer(): goes with the rewrite (Ann)
 *
 * A line begins with the finding's fingerprint. Of a finding that has equals, "/" and the hash of what
 * they share follow, since its fingerprint changes when an equal comes or goes. What stands between that
 * and the first ": " is for the reader. Lines are sorted by their bytes, so that two branches that accept
 * different findings mostly add them at different places; the order means nothing when the file is
 * read, nor does a line that is there twice. */
#ifndef STRANDED_FINDINGS_BASELINE_H
#define STRANDED_FINDINGS_BASELINE_H

#include "base/arena.h"
#include "findings/finding.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct baseline_entry {
    const char *name; /* fingerprint */
    uint64_t kind;    /* what its equals share: finding_kind() */
    const char *line; /* all of it, without the newline */
    const char *reason;
    bool is_used; /* by baseline_apply(): some finding is what it means */
};

struct baseline {
    struct baseline_entry *items; /* by line; each once */
    size_t count;
};

/* Reads the text of a baseline; NULL is an empty one. A line that is no entry fails: false, with its
 * number in ret_line. In the arena. */
bool baseline_parse(const char *text, struct arena *arena, struct baseline *ret_baseline,
                    size_t *ret_line);

/* Marks the findings that it accepts as suppressed, with the reason, unless they are so already: by
 * fingerprint, this scheme's or a former one's, then an entry that is left for an equal that is left.
 * Each entry accepts one finding. */
void baseline_apply(struct baseline *baseline, struct finding_list findings);

/* The line of a finding. `has_equals`: several of its kind exist. In the arena. */
const char *baseline_line(const struct finding *finding, bool has_equals, const char *reason,
                          const char *author, struct arena *arena);

/* Appends the text of a baseline of these lines, which it sorts; each line once. */
void baseline_print(const char **lines, size_t count, GString *out);

#endif
