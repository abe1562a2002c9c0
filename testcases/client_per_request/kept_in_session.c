/* A session has its socket and its client side by side: the client lasts as long as the session, whose loop waits at
 * the socket. The bad twin makes one for each line. */
#include "mini_redis.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    int fd;
    redisContext *store;
};

static sem_t free_places;
static const struct timeval patience = {2, 0};

static void end_session(struct session *session)
{
    if (session->store)
        redisFree(session->store);
    close(session->fd);
    free(session);
    sem_post(&free_places);
}

static void count_line_bad(const char *line)
{
    redisContext *counter =
        redisConnectWithTimeout("counter", 6379, patience); // EXPECT: client-per-request

    if (!counter)
        return;
    freeReplyObject(redisCommand(counter, "INCR %s", line));
    redisFree(counter);
}

static void *serve_ok(void *data)
{
    struct session *session = data;
    char line[128];
    ssize_t n;

    session->store = redisConnectWithTimeout("store", 6379, patience);
    while (session->store && (n = recv(session->fd, line, sizeof line - 1, 0)) > 0) {
        line[n] = '\0';
        freeReplyObject(redisCommand(session->store, "RPUSH lines %s", line));
        count_line_bad(line);
    }
    end_session(session);
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    sem_init(&free_places, 0, 32);
    for (;;) {
        struct session *session = calloc(1, sizeof *session);
        pthread_t thread;
        if (!session)
            return 1;
        sem_wait(&free_places);
        session->fd = accept(listener, NULL, NULL);
        if (pthread_create(&thread, NULL, serve_ok, session) != 0) {
            end_session(session);
            continue;
        }
        pthread_detach(thread);
    }
}
