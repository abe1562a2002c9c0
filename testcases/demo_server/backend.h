/* A connection to the backend, kept alive by a thread of its own. */
#pragma once
#include <stddef.h>

struct backend;

/* NULL if nobody listens there. */
struct backend *backend_open(int port);

/* Asks for `path` and writes the answer's body, cut to `size`, into `ret_page`. 0 on failure. */
int backend_fetch(struct backend *client, const char *path, char *ret_page, size_t size);

/* Ends the keepalive thread and the connection. */
void backend_close(struct backend *client);
