/* Handles in a vector that grows by realloc(). */
#include <pthread.h>
#include <stdlib.h>

int next_job(void);

static void *work(void *arg)
{
    return arg;
}

struct tids {
    pthread_t *items;
    size_t count, room;
};

static int tids_add(struct tids *tids, pthread_t tid)
{
    if (tids->count == tids->room) {
        size_t room = tids->room ? tids->room * 2 : 4;
        pthread_t *items = realloc(tids->items, room * sizeof *items);
        if (items == NULL)
            return -1;
        tids->items = items;
        tids->room = room;
    }
    tids->items[tids->count++] = tid;
    return 0;
}

/* No room for the handle: the thread runs all the same. */
int start_bad(struct tids *tids)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return tids_add(tids, tid);
}

int start_ok(struct tids *tids)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    if (tids_add(tids, tid) != 0) {
        pthread_join(tid, NULL);
        return -1;
    }
    return 0;
}

void tids_join(struct tids *tids)
{
    for (size_t i = 0; i < tids->count; i++)
        pthread_join(tids->items[i], NULL);
    free(tids->items);
    tids->items = NULL;
    tids->count = tids->room = 0;
}

/* A vector of one function. */
int run_jobs_bad(void)
{
    size_t n = 0, room = 0;
    pthread_t *tids = NULL;
    while (next_job() > 0) {
        if (n == room) {
            room = room ? 2 * room : 4;
            pthread_t *grown = realloc(tids, room * sizeof *grown);
            if (grown == NULL)
                break;
            tids = grown;
        }
        if (pthread_create(&tids[n], NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            break;
        n++;
    }
    free(tids);
    return (int)n;
}

int run_jobs_ok(void)
{
    size_t n = 0, room = 0;
    pthread_t *tids = NULL;
    while (next_job() > 0) {
        if (n == room) {
            room = room ? 2 * room : 4;
            pthread_t *grown = realloc(tids, room * sizeof *grown);
            if (grown == NULL)
                break;
            tids = grown;
        }
        if (pthread_create(&tids[n], NULL, work, NULL) != 0)
            break;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        pthread_join(tids[i], NULL);
    free(tids);
    return (int)n;
}
