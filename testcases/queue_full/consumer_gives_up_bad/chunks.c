#include "chunks.h"

bool chunks_push(struct chunks *chunks, struct chunk *chunk)
{
    pthread_mutex_lock(&chunks->mutex);
    while (chunks->n == MAX_CHUNKS && !chunks->broken)
        pthread_cond_wait(&chunks->not_full, &chunks->mutex);
    bool taken = !chunks->broken;
    if (taken) {
        chunks->ring[(chunks->first + chunks->n) % MAX_CHUNKS] = chunk;
        chunks->n++;
        pthread_cond_signal(&chunks->not_empty);
    }
    pthread_mutex_unlock(&chunks->mutex);
    return taken;
}

struct chunk *chunks_pop(struct chunks *chunks)
{
    struct chunk *chunk = NULL;
    pthread_mutex_lock(&chunks->mutex);
    while (chunks->n == 0 && !chunks->ended)
        pthread_cond_wait(&chunks->not_empty, &chunks->mutex);
    if (chunks->n > 0) {
        chunk = chunks->ring[chunks->first];
        chunks->first = (chunks->first + 1) % MAX_CHUNKS;
        chunks->n--;
        pthread_cond_signal(&chunks->not_full);
    }
    pthread_mutex_unlock(&chunks->mutex);
    return chunk;
}

void chunks_end(struct chunks *chunks)
{
    pthread_mutex_lock(&chunks->mutex);
    chunks->ended = true;
    pthread_cond_signal(&chunks->not_empty);
    pthread_mutex_unlock(&chunks->mutex);
}

void chunks_break(struct chunks *chunks)
{
    pthread_mutex_lock(&chunks->mutex);
    chunks->broken = true;
    pthread_cond_signal(&chunks->not_full);
    pthread_mutex_unlock(&chunks->mutex);
}
