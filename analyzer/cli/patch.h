/* Private: carrying out the edits that mend findings, or showing them. */
#ifndef STRANDED_CLI_PATCH_H
#define STRANDED_CLI_PATCH_H

#include "findings/finding.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

/* Whether the finding's edits are wanted. */
struct patch_choice {
    bool (*wants)(const void *data, const struct finding *finding);
    const void *data;
};

/* Writes the files anew, each at one stroke, with a line for each finding to `told`. Edits that overlap those
 * of an earlier finding are left for the next time. False after a message. */
bool patch_apply(struct finding_list findings, const char *root, const struct patch_choice *choice,
                 GString *told, size_t *ret_count);

/* Appends the same as a unified diff, and writes nothing. */
bool patch_show(struct finding_list findings, const char *root, const struct patch_choice *choice,
                GString *out);

#endif
