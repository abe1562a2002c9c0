#include "cli/message.h"

#include "cli/command.h"
#include "cli/interrupt.h"
#include "engine/engine.h"

#include <stdarg.h>
#include <stdio.h>

/* File names may hold anything; a message stays one line, and sends a terminal no commands. */
static void append_plain(GString *line, const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x20 || byte == 0x7f)
            g_string_append_printf(line, "\\x%02x", byte);
        else
            g_string_append_c(line, (char)byte);
    }
}

static void print_line(const char *text)
{
    g_autoptr(GString) line = g_string_new("stranded: ");

    append_plain(line, text);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, stderr);
}

void print_message(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    print_line(text);
}

enum exit_code report_failure(const GError *error)
{
    print_line(error->message);
    switch (engine_fault_of(error)) {
    case ENGINE_FAULT_USER:
        return EXIT_CODE_USER;
    case ENGINE_FAULT_CANCELLED:
        end_by_interrupt();
        return EXIT_CODE_INTERNAL;
    case ENGINE_FAULT_INTERNAL:
        break;
    }
    return EXIT_CODE_INTERNAL;
}

enum exit_code report_usage(const char *command, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    print_message("%s: stranded %s --help tells more", text, command);
    return EXIT_CODE_USER;
}
