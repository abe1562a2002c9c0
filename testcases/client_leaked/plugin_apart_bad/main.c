/* The connection is made by a plug-in that forgets to close it. */
#include "line.h"

#include <stdlib.h>
#include <unistd.h>

static struct line *current;

static int start(const char *name, const char *host)
{
    struct line *line = calloc(1, sizeof *line);

    if (line == NULL)
        return -1;
    if (line_open(line, name, host) != 0) { // EXPECT: client-leaked
        free(line);
        return -1;
    }
    current = line;
    return 0;
}

static void stop(void)
{
    line_shut(current);
    free(current);
    current = NULL;
}

int main(int argc, char **argv)
{
    while (argc > 1) {
        if (start(argv[0], argv[1]) == 0)
            stop();
        sleep(60);
    }
    return 0;
}
