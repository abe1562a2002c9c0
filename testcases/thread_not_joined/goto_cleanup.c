/* The usual chain of cleanup labels: one that joins, and gotos that jump past it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

int transfer(int fd, char *buffer, size_t size);

static void *read_ahead(void *buffer)
{
    return buffer;
}

int import_bad(int fd)
{
    int rc = -1;
    pthread_t reader;
    char *buffer = malloc(4096);
    if (buffer == NULL)
        return -1;
    if (pthread_create(&reader, NULL, read_ahead, buffer) != 0) // EXPECT: thread-not-joined
        goto out_free;
    if (transfer(fd, buffer, 4096) < 0)
        goto out_free;
    if (fsync(fd) < 0)
        goto out_join;
    rc = 0;
out_join:
    pthread_join(reader, NULL);
out_free:
    free(buffer);
    return rc;
}

int import_ok(int fd)
{
    int rc = -1;
    pthread_t reader;
    char *buffer = malloc(4096);
    if (buffer == NULL)
        return -1;
    if (pthread_create(&reader, NULL, read_ahead, buffer) != 0)
        goto out_free;
    if (transfer(fd, buffer, 4096) < 0)
        goto out_join;
    if (fsync(fd) < 0)
        goto out_join;
    rc = 0;
out_join:
    pthread_join(reader, NULL);
out_free:
    free(buffer);
    return rc;
}
