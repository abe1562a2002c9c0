/* Silence that is asked for by a comment in the source. */
#include "findings/finding.h"

#include <fnmatch.h>
#include <stdint.h>
#include <string.h>

enum { MAX_PATTERN = 256 }; /* bytes of one name or glob: no check has a name half as long */

/* Whether one of the names or globs between the commas means the check. */
static bool covers_check(const char *checks, const char *check)
{
    while (*checks != '\0') {
        checks += strspn(checks, ", \t\r\n");
        size_t length = strcspn(checks, ", \t\r\n");
        char pattern[MAX_PATTERN];

        if (length > 0 && length < sizeof(pattern)) {
            memcpy(pattern, checks, length);
            pattern[length] = '\0';
            if (fnmatch(pattern, check, 0) == 0)
                return true;
        }
        checks += length;
    }
    return false;
}

/* The first finding that does not come before line `line` of the file. */
static size_t first_from(struct finding_list findings, const char *file, uint32_t line)
{
    size_t low = 0, high = findings.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct finding *finding = &findings.items[middle];
        int order = strcmp(finding->file, file);

        if (order < 0 || (order == 0 && finding->line < line))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void findings_suppress(struct finding_list findings, struct suppression *suppressions,
                       size_t n_suppressions)
{
    for (size_t i = 0; i < n_suppressions; i++) {
        struct suppression *comment = &suppressions[i];

        if (comment->reason[0] == '\0')
            continue;
        for (size_t k = first_from(findings, comment->file, comment->first_line);
             k < findings.count; k++) {
            struct finding *finding = &findings.items[k];

            if (finding->line > comment->last_line || strcmp(finding->file, comment->file) != 0)
                break;
            if (!covers_check(comment->checks, finding->check))
                continue;
            comment->is_used = true;
            if (finding->state == STATE_SUPPRESSED)
                continue;
            finding->state = STATE_SUPPRESSED;
            finding->reason = comment->reason;
        }
    }
}
