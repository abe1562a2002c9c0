/* A trailer is fed to a child whose input was closed, in another file. */
#include "feed.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
    struct feed zip;
    char line[256], trailer[32];
    size_t total = 0;

    if (!feed_open(&zip, compress_from))
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        size_t size = strlen(line);
        if (!feed_put(&zip, line, size))
            break;
        total += size;
    }
    int status = feed_close(&zip);
    int n = snprintf(trailer, sizeof trailer, "%zu bytes\n", total);
    if (!feed_put(&zip, trailer, (size_t)n)) // EXPECT: send-after-close
        status = 1;
    return status;
}
