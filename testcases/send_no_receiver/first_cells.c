/* What is collected in an array: one thread waits for it and goes on by what the first cells hold, one looks only whether there
 * is anything. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum { ROOM = 1024 };

struct head_ok {
    pthread_mutex_t lock;
    pthread_cond_t grown;
    unsigned char bytes[ROOM];
    int used;
    bool closed;
};

struct head_bad {
    pthread_mutex_t lock;
    pthread_cond_t grown;
    unsigned char bytes[ROOM];
    int used;
    bool closed;
};

static struct head_ok good = {.lock = PTHREAD_MUTEX_INITIALIZER, .grown = PTHREAD_COND_INITIALIZER};
static struct head_bad bad = {.lock = PTHREAD_MUTEX_INITIALIZER, .grown = PTHREAD_COND_INITIALIZER};

static void *collect_ok(void *unused)
{
    unsigned char byte;

    while (read(STDIN_FILENO, &byte, 1) == 1) {
        pthread_mutex_lock(&good.lock);
        if (good.used < ROOM)
            good.bytes[good.used++] = byte;
        pthread_cond_signal(&good.grown);
        pthread_mutex_unlock(&good.lock);
    }
    pthread_mutex_lock(&good.lock);
    good.closed = true;
    pthread_cond_signal(&good.grown);
    pthread_mutex_unlock(&good.lock);
    return unused;
}

/* A gzip file or a script? Two bytes tell. */
static const char *kind_ok(void)
{
    const char *kind = "unknown";

    pthread_mutex_lock(&good.lock);
    while (good.used < 2 && !good.closed)
        pthread_cond_wait(&good.grown, &good.lock);
    if (good.bytes[0] == 0x1f && good.bytes[1] == 0x8b)
        kind = "gzip";
    if (good.bytes[0] == '#')
        kind = "script";
    pthread_mutex_unlock(&good.lock);
    return kind;
}

static void *collect_bad(void *unused)
{
    unsigned char byte;

    while (read(STDERR_FILENO, &byte, 1) == 1) {
        pthread_mutex_lock(&bad.lock);
        if (bad.used < ROOM)
            bad.bytes[bad.used++] = byte; // EXPECT: send-no-receiver
        pthread_cond_signal(&bad.grown);
        pthread_mutex_unlock(&bad.lock);
    }
    pthread_mutex_lock(&bad.lock);
    bad.closed = true;
    pthread_cond_signal(&bad.grown);
    pthread_mutex_unlock(&bad.lock);
    return unused;
}

static const char *kind_bad(void)
{
    pthread_mutex_lock(&bad.lock);
    while (bad.used < 2 && !bad.closed)
        pthread_cond_wait(&bad.grown, &bad.lock);
    pthread_mutex_unlock(&bad.lock);
    return "unknown";
}

int main(void)
{
    pthread_t first, second;

    if (pthread_create(&first, NULL, collect_ok, NULL) != 0 ||
        pthread_create(&second, NULL, collect_bad, NULL) != 0)
        return 1;
    printf("%s, %s\n", kind_ok(), kind_bad());
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
