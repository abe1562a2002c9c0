/* The functions of a library hand the handle to callers that we do not know: theirs to join. */
#include "handed_to_caller.h"

#include <stdlib.h>

int prepare(struct worker *w);

static void *work(void *arg)
{
    return arg;
}

pthread_t returned_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        abort();
    return tid;
}

int out_parameter_bad(pthread_t *ret_tid)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, work, ret_tid); // EXPECT: thread-not-joined
    return rc;
}

int out_parameter_ok(pthread_t *ret_tid)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, work, ret_tid);
    if (rc == 0)
        *ret_tid = tid;
    return rc;
}

int direct_out_parameter_ok(pthread_t *ret_tid)
{
    return pthread_create(ret_tid, NULL, work, NULL);
}

int callers_struct_ok(struct worker *w)
{
    w->number = 7;
    return pthread_create(&w->tid, NULL, work, w);
}

int callers_array_ok(pthread_t *tids, int n)
{
    for (int i = 0; i < n; i++) {
        if (pthread_create(&tids[i], NULL, work, NULL) != 0)
            return i;
    }
    return n;
}

/* The result is the struct itself, by value. */
struct worker struct_returned_ok(void)
{
    struct worker w = {.number = 3};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0)
        w.number = -1;
    return w;
}

/* An error path of the library loses it all the same. */
int lost_before_handed_out_bad(struct worker **ret_worker)
{
    struct worker *w = calloc(1, sizeof *w);
    if (w == NULL)
        return -1;
    if (pthread_create(&w->tid, NULL, work, w) != 0) { // EXPECT: thread-not-joined
        free(w);
        return -1;
    }
    if (prepare(NULL) != 0)
        return -1;
    *ret_worker = w;
    return 0;
}

int lost_before_handed_out_ok(struct worker **ret_worker)
{
    struct worker *w = calloc(1, sizeof *w);
    if (w == NULL)
        return -1;
    if (pthread_create(&w->tid, NULL, work, w) != 0) {
        free(w);
        return -1;
    }
    *ret_worker = w;
    if (prepare(NULL) != 0)
        return -1;
    return 0;
}
