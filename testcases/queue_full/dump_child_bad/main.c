/* A child that dumps eight megabytes is waited for before its words are read. */
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
        if (write(out, line, sizeof line) < 0) // EXPECT: queue-full
            return;
    }
}

int main(void)
{
    struct child dumper;

    if (child_start(&dumper, dump) < 0)
        return 1;
    int status = child_wait(&dumper);
    size_t size = child_text(&dumper, text, sizeof text);
    fwrite(text, 1, size, stdout);
    return status;
}
