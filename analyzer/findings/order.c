/* The order in which findings are shown and numbered. */
#include "findings/finding.h"

#include <stdint.h>
#include <string.h>

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

int finding_compare(const struct finding *a, const struct finding *b)
{
    int order = strcmp(a->file, b->file);

    if (order == 0)
        order = compare_numbers(a->line, b->line);
    if (order == 0)
        order = compare_numbers(a->column, b->column);
    if (order == 0)
        order = strcmp(a->check, b->check);
    if (order == 0)
        order = strcmp(a->fingerprint, b->fingerprint);
    return order;
}
