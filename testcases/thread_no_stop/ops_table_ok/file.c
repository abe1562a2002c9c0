#include "source.h"

#include <stdio.h>

static int file_start(struct source *source)
{
    source->data = fopen("input", "r");
    return source->data != NULL ? 0 : -1;
}

static void file_stop(struct source *source)
{
    fclose(source->data);
}

const struct source_ops file_ops = {.name = "file", .start = file_start, .stop = file_stop};
