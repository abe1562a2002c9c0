/* A library starts a thread per call: how often that is, its callers know. What its own loop calls
 * is its own affair. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void *render(void *arg)
{
    printf("rendering %s\n", (const char *)arg);
    free(arg);
    return NULL;
}

int render_in_background_ok(const char *page)
{
    char *copy = strdup(page);
    pthread_t tid;
    if (pthread_create(&tid, NULL, render, copy) != 0) {
        free(copy);
        return -1;
    }
    return pthread_detach(tid);
}

static int render_request(const char *page)
{
    char *copy = strdup(page);
    pthread_t tid;
    if (pthread_create(&tid, NULL, render, copy) != 0) { // EXPECT: thread-unbounded
        free(copy);
        return -1;
    }
    return pthread_detach(tid);
}

static int render_next(int socket)
{
    char page[256] = "";
    if (recv(socket, page, sizeof page - 1, 0) <= 0)
        return -1;
    return render_request(page);
}

void render_requests_bad(int socket)
{
    while (render_next(socket) == 0)
        continue;
}
