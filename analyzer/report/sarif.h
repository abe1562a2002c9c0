/* Private: the two halves of a SARIF report. */
#ifndef STRANDED_REPORT_SARIF_H
#define STRANDED_REPORT_SARIF_H

#include "report/format.h"

#include <stranded/check.h>

#include <glib.h>
#include <jansson.h>

/* The checks that the report tells of, as the tool's rules: all that are known, then those that only
 * findings name. `ret_numbers` gets the position of each by name, a GUINT; it owns its keys. */
json_t *sarif_rules(const struct report *report, GHashTable *ret_numbers);

/* A message of plain text. */
json_t *sarif_message(const char *text);

/* error, warning or note */
const char *sarif_level(enum severity severity);

#endif
