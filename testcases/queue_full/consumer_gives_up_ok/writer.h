#pragma once
#include "chunks.h"

#include <stdio.h>

struct writer {
    struct chunks *chunks;
    FILE *to;
    int status;
    pthread_t thread;
};

int writer_start(struct writer *writer);
int writer_finish(struct writer *writer);
