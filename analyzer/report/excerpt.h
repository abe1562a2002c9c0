/* Private: a source line with a caret below the column that is meant.
 *
 *     42 |     rc = pthread_create(&client->keepalive, NULL, keep_alive, client);
 *        |          ^~~~~~~~~~~~~~
 */
#ifndef STRANDED_REPORT_EXCERPT_H
#define STRANDED_REPORT_EXCERPT_H

#include "report/report.h"
#include "report/sources.h"

#include <glib.h>
#include <stdint.h>

/* Appends the two lines. Tabs are expanded, and of a line that is too wide the part around the column
 * is shown. Appends nothing where the source is missing, or too short: then it has changed. */
void excerpt_append(GString *out, struct sources *sources, const char *file, uint32_t line,
                    uint32_t column, const struct report_options *options);

#endif
