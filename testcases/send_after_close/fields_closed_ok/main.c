/* A trailer is fed to a child and then its input is closed. */
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
    int n = snprintf(trailer, sizeof trailer, "%zu bytes\n", total);
    bool is_whole = feed_put(&zip, trailer, (size_t)n);
    int status = feed_close(&zip);
    return is_whole ? status : 1;
}
