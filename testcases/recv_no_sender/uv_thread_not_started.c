/* Who starts a thread waits until it says that it is ready, even if it could not be started. */
#include "uv.h"

int open_device(void);

static void serve_bad(void *ready)
{
    open_device();
    uv_sem_post(ready);
}

int start_bad(uv_thread_t *server)
{
    uv_sem_t ready;
    if (uv_sem_init(&ready, 0) != 0)
        return -1;
    int rc = uv_thread_create(server, serve_bad, &ready);
    uv_sem_wait(&ready); // MISS: recv-no-sender
    uv_sem_destroy(&ready);
    return rc;
}

static void serve_ok(void *ready)
{
    open_device();
    uv_sem_post(ready);
}

int start_ok(uv_thread_t *server)
{
    uv_sem_t ready;
    if (uv_sem_init(&ready, 0) != 0)
        return -1;
    int rc = uv_thread_create(server, serve_ok, &ready);
    if (rc == 0)
        uv_sem_wait(&ready);
    uv_sem_destroy(&ready);
    return rc;
}
