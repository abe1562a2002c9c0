/* A thread's handle goes to another thread, which joins it. */
#include <pthread.h>
#include <stdlib.h>

struct stage {
    pthread_t previous;
    int number;
};

static void *work(void *arg)
{
    return arg;
}

static void *follow_blindly(void *arg)
{
    struct stage *stage = arg;
    stage->number++;
    free(stage);
    return NULL;
}

static void *follow(void *arg)
{
    struct stage *stage = arg;
    stage->number++;
    pthread_join(stage->previous, NULL);
    free(stage);
    return NULL;
}

int two_stages_bad(void)
{
    pthread_t last;
    struct stage *stage = calloc(1, sizeof *stage);
    if (pthread_create(&stage->previous, NULL, work, NULL) != 0) { // EXPECT: thread-not-joined
        free(stage);
        return -1;
    }
    if (pthread_create(&last, NULL, follow_blindly, stage) != 0)
        abort();
    return pthread_join(last, NULL);
}

int two_stages_ok(void)
{
    pthread_t last;
    struct stage *stage = calloc(1, sizeof *stage);
    if (pthread_create(&stage->previous, NULL, work, NULL) != 0) {
        free(stage);
        return -1;
    }
    if (pthread_create(&last, NULL, follow, stage) != 0)
        abort();
    return pthread_join(last, NULL);
}

/* A reaper takes handles off a stack that the creators fill. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static pthread_t finished[64];
static int n_finished;

static void *work_and_report(void *arg)
{
    pthread_mutex_lock(&lock);
    if (n_finished < 64)
        finished[n_finished++] = pthread_self();
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    return arg;
}

void reap_forever(void)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (n_finished == 0)
            pthread_cond_wait(&filled, &lock);
        pthread_t tid = finished[--n_finished];
        pthread_mutex_unlock(&lock);
        pthread_join(tid, NULL);
    }
}

int reaped_later_ok(void *arg)
{
    pthread_t tid;
    return pthread_create(&tid, NULL, work_and_report, arg);
}
