/* A few threads for each request. That they are few helps only if they have ended before the next
 * request comes. */
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

#define N_MIRRORS 3

struct mirror {
    const char *host;
    char file[128];
};

static struct mirror pushed[N_MIRRORS], pulled[N_MIRRORS];

static void *push(void *arg)
{
    struct mirror *mirror = arg;
    printf("push %s to %s\n", mirror->file, mirror->host);
    return NULL;
}

static void *pull(void *arg)
{
    struct mirror *mirror = arg;
    printf("pull %s from %s\n", mirror->file, mirror->host);
    return NULL;
}

void push_bad(int socket)
{
    char file[128] = "";
    while (recv(socket, file, sizeof file - 1, 0) > 0) {
        for (int i = 0; i < N_MIRRORS; i++) {
            snprintf(pushed[i].file, sizeof pushed[i].file, "%s", file);
            pthread_t tid;
            if (pthread_create(&tid, NULL, push, &pushed[i]) == 0) // EXPECT: thread-unbounded
                pthread_detach(tid);
        }
    }
}

void pull_ok(int socket)
{
    char file[128] = "";
    while (recv(socket, file, sizeof file - 1, 0) > 0) {
        int n = 0;
        pthread_t tids[N_MIRRORS];
        for (; n < N_MIRRORS; n++) {
            snprintf(pulled[n].file, sizeof pulled[n].file, "%s", file);
            if (pthread_create(&tids[n], NULL, pull, &pulled[n]) != 0)
                break;
        }
        while (n > 0)
            pthread_join(tids[--n], NULL);
    }
}
