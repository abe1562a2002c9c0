/* Threads hand their own handle to a function that puts it on a list, whose owner joins what he finds there. One kind
 * does so on each way out, the other one does not. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct ended {
    struct ended *next;
    pthread_t id;
};

static void put(struct ended **list, pthread_mutex_t *lock, struct ended *one)
{
    pthread_mutex_lock(lock);
    one->next = *list;
    *list = one;
    pthread_mutex_unlock(lock);
}

static struct ended *take(struct ended **list, pthread_mutex_t *lock)
{
    pthread_mutex_lock(lock);
    struct ended *one = *list;
    if (one)
        *list = one->next;
    pthread_mutex_unlock(lock);
    return one;
}

struct visit {
    int sock;
};

static struct visit *visit_new(int sock)
{
    struct visit *visit = malloc(sizeof(*visit));
    if (!visit)
        abort();
    visit->sock = sock;
    return visit;
}

/* ---- bad: who hangs up at once is not told of ---- */

static struct ended *gone_bad;
static pthread_mutex_t gone_bad_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_bad(pthread_t id)
{
    struct ended *one = malloc(sizeof(*one));
    if (!one)
        abort();
    one->id = id;
    put(&gone_bad, &gone_bad_lock, one);
}

static void *visit_bad(void *arg)
{
    struct visit *visit = arg;
    char text[64];
    if (recv(visit->sock, text, sizeof(text), 0) <= 0) {
        close(visit->sock);
        free(visit);
        return NULL;
    }
    send(visit->sock, "hello", 5, 0);
    close(visit->sock);
    free(visit);
    note_bad(pthread_self());
    return NULL;
}

int receive_visits_bad(int sock)
{
    int next;
    while ((next = accept(sock, NULL, NULL)) >= 0) {
        struct ended *one;
        pthread_t thread;
        while ((one = take(&gone_bad, &gone_bad_lock))) {
            pthread_join(one->id, NULL);
            free(one);
        }
        if (pthread_create(&thread, NULL, visit_bad, visit_new(next))) // EXPECT: thread-not-joined
            close(next);
    }
    return -1;
}

/* ---- good: each way out comes to it ---- */

static struct ended *gone_ok;
static pthread_mutex_t gone_ok_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_ok(pthread_t id)
{
    struct ended *one = malloc(sizeof(*one));
    if (!one)
        abort();
    one->id = id;
    put(&gone_ok, &gone_ok_lock, one);
}

static void *visit_ok(void *arg)
{
    struct visit *visit = arg;
    char text[64];
    if (recv(visit->sock, text, sizeof(text), 0) > 0)
        send(visit->sock, "hello", 5, 0);
    close(visit->sock);
    free(visit);
    note_ok(pthread_self());
    return NULL;
}

int receive_visits_ok(int sock)
{
    int next;
    while ((next = accept(sock, NULL, NULL)) >= 0) {
        struct ended *one;
        pthread_t thread;
        while ((one = take(&gone_ok, &gone_ok_lock))) {
            pthread_join(one->id, NULL);
            free(one);
        }
        if (pthread_create(&thread, NULL, visit_ok, visit_new(next)))
            close(next);
    }
    return -1;
}
