#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { MAX_CHUNKS = 32 };

struct chunk {
    size_t size;
    unsigned char bytes[1024];
};

/* At most so many chunks are under way from the reader to the writer. */
struct chunks {
    pthread_mutex_t mutex;
    pthread_cond_t not_full, not_empty;
    struct chunk *ring[MAX_CHUNKS];
    size_t first, n;
    bool ended;  /* no more will come */
    bool broken; /* nobody takes any more */
};

#define CHUNKS_INITIALIZER                                                                         \
    {.mutex = PTHREAD_MUTEX_INITIALIZER,                                                           \
     .not_full = PTHREAD_COND_INITIALIZER,                                                         \
     .not_empty = PTHREAD_COND_INITIALIZER}

bool chunks_push(struct chunks *chunks, struct chunk *chunk); /* waits for room; false if broken */
struct chunk *chunks_pop(struct chunks *chunks);              /* waits; NULL at the end */
void chunks_end(struct chunks *chunks);
void chunks_break(struct chunks *chunks);
