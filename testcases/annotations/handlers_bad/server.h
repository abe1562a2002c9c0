/* A server library of which only this header is in sight, with annotations. */
#ifndef SERVER_H
#define SERVER_H

#include "../../../include/stranded/annotations.h"

/* handler(data) is called for each request of that path. */
void server_route(const char *path, void (*handler)(void *data), void *data)
    STRANDED_ON_REQUEST(2, 3);

/* handler() is called for each message. */
int server_listen(void (*handler)(void *message)) STRANDED_ON_EVENT(1, 0);

void server_run(void) STRANDED_KEEPS_NOTHING;

/* The library finds it by its name. */
STRANDED_REQUEST_HANDLER void server_fallback(void *request);

#endif
