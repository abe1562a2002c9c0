#include "server.h"

#include <stdint.h>
#include <unistd.h>

pthread_t client;

void *serve(void *arg)
{
    char c;
    int fd = (int)(intptr_t)arg;
    while (read(fd, &c, 1) == 1)
        ;
    close(fd);
    return NULL;
}
