/* Private: what goes to standard error. */
#ifndef STRANDED_CLI_MESSAGE_H
#define STRANDED_CLI_MESSAGE_H

#include "cli/command.h"

#include <glib.h>

/* Prints `stranded: TEXT` as one line, whatever bytes the text holds. */
void print_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints the failure and gives the exit code that goes with it. Does not return where the failure is
 * that a signal asked us to end (see interrupt.h). */
enum exit_code report_failure(const GError *error);

/* Prints what is wrong with the command line, and how to get help. */
enum exit_code report_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
