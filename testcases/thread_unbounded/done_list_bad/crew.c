#include "crew.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct crew {
    pthread_t *sailors;
    size_t n, room;
};

struct crew *crew_new(void)
{
    return calloc(1, sizeof(struct crew));
}

static void *sail(void *arg)
{
    int fd = (int)(intptr_t)arg;
    dprintf(fd, "aye\n");
    close(fd);
    return NULL;
}

int crew_add(struct crew *crew, int fd)
{
    if (crew->n == crew->room) {
        size_t room = crew->room == 0 ? 16 : 2 * crew->room;
        pthread_t *sailors = realloc(crew->sailors, room * sizeof *sailors);
        if (sailors == NULL)
            return -1;
        crew->sailors = sailors;
        crew->room = room;
    }
    void *arg = (void *)(intptr_t)fd;
    int rc = pthread_create(&crew->sailors[crew->n], NULL, sail, arg); // MISS: thread-unbounded
    if (rc == 0)
        crew->n++;
    return rc;
}

void crew_free(struct crew *crew)
{
    for (size_t i = 0; i < crew->n; i++)
        pthread_join(crew->sailors[i], NULL);
    free(crew->sailors);
    free(crew);
}
