/* A child that dumps eight megabytes is read from before it is waited for. */
#include "child.h"

#include <stdio.h>
#include <unistd.h>

enum { N_ENTRIES = 1 << 17 };

static char text[N_ENTRIES * 64];

int format_entry(int number, char *line, size_t size);

static void dump(int out)
{
    char line[64];

    for (int i = 0; i < N_ENTRIES; i++) {
        if (format_entry(i, line, sizeof line) < 0)
            continue;
        if (write(out, line, sizeof line) < 0)
            return;
    }
}

int main(void)
{
    struct child dumper;

    if (child_start(&dumper, dump) < 0)
        return 1;
    size_t size = child_text(&dumper, text, sizeof text);
    int status = child_wait(&dumper);
    fwrite(text, 1, size, stdout);
    return status;
}
