/* Private: where reports go. */
#ifndef STRANDED_CLI_OUTPUT_H
#define STRANDED_CLI_OUTPUT_H

#include "report/report.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

/* Columns of the terminal behind the descriptor; 0 = it is none. */
size_t columns_of(int fd);

/* Colour and width as standard output wants them, or a file (not NULL). */
void choose_look(const char *file, struct report_options *options);

/* Writes the text to the file, NULL = standard output. False after a message. */
bool write_output(const char *file, const GString *text);

#endif
