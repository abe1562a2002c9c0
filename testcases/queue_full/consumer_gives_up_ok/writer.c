#include "writer.h"

#include <stdlib.h>

static void *write_chunks(void *arg)
{
    struct writer *writer = arg;
    struct chunk *chunk;
    while ((chunk = chunks_pop(writer->chunks)) != NULL) {
        size_t n = fwrite(chunk->bytes, 1, chunk->size, writer->to);
        size_t size = chunk->size;
        free(chunk);
        if (n != size) {
            perror("write");
            writer->status = -1;
            chunks_break(writer->chunks);
            break;
        }
    }
    return NULL;
}

int writer_start(struct writer *writer)
{
    writer->status = 0;
    return pthread_create(&writer->thread, NULL, write_chunks, writer);
}

int writer_finish(struct writer *writer)
{
    pthread_join(writer->thread, NULL);
    return writer->status;
}
