#include "cli/output.h"

#include "cli/message.h"
#include "report/report.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

size_t columns_of(int fd)
{
    struct winsize size;

    return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* no-color.org: set and not empty. */
static bool is_colour_wanted(void)
{
    const char *no_color = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");

    return (!no_color || !*no_color) && (!terminal || strcmp(terminal, "dumb") != 0);
}

void choose_look(const char *file, struct report_options *options)
{
    bool is_terminal = !file && isatty(STDOUT_FILENO);

    options->colour = is_terminal && is_colour_wanted();
    options->width = is_terminal ? (uint32_t)columns_of(STDOUT_FILENO) : 0;
}

bool write_output(const char *file, const GString *text)
{
    FILE *out = file ? fopen(file, "wb") : stdout;
    bool is_good = out && fwrite(text->str, 1, text->len, out) == text->len;

    is_good = is_good && fflush(out) == 0;
    int cause = errno;
    if (file && out && fclose(out) != 0 && is_good) {
        cause = errno;
        is_good = false;
    }
    if (!is_good)
        print_message("%s: can't be written: %s%s", file ? file : "standard output",
                      g_strerror(cause), file ? ": choose another place with -o" : "");
    return is_good;
}
