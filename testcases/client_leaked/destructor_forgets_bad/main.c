#include "uploader.h"

#include <stdio.h>

/* Each line is sent by an uploader of its own. */
static int send_line(const char *url, const char *line)
{
    struct uploader *uploader = uploader_new(url);
    if (uploader == NULL)
        return -1;
    int rc = uploader_send(uploader, line);
    uploader_free(uploader);
    return rc;
}

int main(int argc, char **argv)
{
    char line[256];
    while (argc > 1 && fgets(line, sizeof line, stdin) != NULL)
        if (send_line(argv[1], line) != 0)
            return 1;
    return 0;
}
