/* A token bucket: only who asks whether there was a token is limited by it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <time.h>

struct bucket {
    double tokens, per_second, most;
    time_t filled;
};

static struct bucket mails = {.per_second = 2, .most = 20};
static struct bucket pages = {.per_second = 2, .most = 20};

static bool bucket_take(struct bucket *bucket)
{
    time_t now = time(NULL);
    bucket->tokens += difftime(now, bucket->filled) * bucket->per_second;
    if (bucket->tokens > bucket->most)
        bucket->tokens = bucket->most;
    bucket->filled = now;
    if (bucket->tokens < 1)
        return false;
    bucket->tokens -= 1;
    return true;
}

static void *send_mail(void *arg)
{
    syslog(LOG_INFO, "mail to %s", (const char *)arg);
    free(arg);
    return NULL;
}

static void *send_page(void *arg)
{
    syslog(LOG_INFO, "page to %s", (const char *)arg);
    free(arg);
    return NULL;
}

void mails_bad(int socket)
{
    char whom[128];
    ssize_t n;
    while ((n = recv(socket, whom, sizeof whom - 1, 0)) > 0) {
        whom[n] = '\0';
        bucket_take(&mails);
        pthread_t tid;
        char *copy = strdup(whom);
        if (pthread_create(&tid, NULL, send_mail, copy) != 0) // EXPECT: thread-unbounded
            free(copy);
        else
            pthread_detach(tid);
    }
}

void pages_ok(int socket)
{
    char whom[128];
    ssize_t n;
    while ((n = recv(socket, whom, sizeof whom - 1, 0)) > 0) {
        whom[n] = '\0';
        if (!bucket_take(&pages))
            continue;
        pthread_t tid;
        char *copy = strdup(whom);
        if (pthread_create(&tid, NULL, send_page, copy) != 0)
            free(copy);
        else
            pthread_detach(tid);
    }
}
