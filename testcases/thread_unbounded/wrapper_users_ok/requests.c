#include "mounts.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>

static void *request_run(void *number)
{
    printf("request %d\n", (int)(intptr_t)number);
    return NULL;
}

void mounts_serve(int socket)
{
    unsigned char number;
    while (recv(socket, &number, 1, 0) == 1)
        request_run((void *)(intptr_t)number);
}
