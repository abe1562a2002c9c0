/* The writer leaves when the disk is full; and breaks the queue, which ends the reader's wait for room. */
#include "writer.h"

#include <stdlib.h>

static struct chunks chunks = CHUNKS_INITIALIZER;

static int read_chunks(FILE *from)
{
    for (;;) {
        struct chunk *chunk = malloc(sizeof *chunk);
        if (chunk == NULL)
            return -1;
        chunk->size = fread(chunk->bytes, 1, sizeof chunk->bytes, from);
        if (chunk->size == 0) {
            free(chunk);
            return 0;
        }
        if (!chunks_push(&chunks, chunk)) {
            free(chunk);
            return -1;
        }
    }
}

int main(void)
{
    struct writer writer = {.chunks = &chunks, .to = stdout};
    if (writer_start(&writer) != 0)
        return EXIT_FAILURE;
    int status = read_chunks(stdin);
    chunks_end(&chunks);
    if (writer_finish(&writer) != 0)
        status = -1;
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
