#pragma once
#include <pthread.h>
#include <stddef.h>

/* A belt of pieces, the last of which is empty (size 0). */
struct piece {
    struct piece *next;
    size_t size;
    char bytes[512];
};

struct belt {
    pthread_mutex_t lock;
    pthread_cond_t loaded;
    struct piece *front, *rear;
};

#define BELT_INITIALIZER {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, NULL}

void belt_load(struct belt *belt, struct piece *piece);
struct piece *belt_unload(struct belt *belt); /* waits */
