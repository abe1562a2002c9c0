/* Workers that a helper starts in records of one kind: cancelled one by one before they are joined, or only
 * joined. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORKERS = 4 };

struct worker {
    int number;
    pthread_t thread;
};

struct helper {
    int number;
    pthread_t thread;
};

static struct worker *workers[WORKERS];
static struct helper *helpers[WORKERS];

static void *poll_sensor(void *argument)
{
    for (;;)
        sleep(*(int *)argument ? 1 : 2);
    return NULL;
}

static int worker_start(struct worker *worker)
{
    return pthread_create(&worker->thread, NULL, poll_sensor, &worker->number);
}

static int helper_start(struct helper *helper)
{
    return pthread_create(&helper->thread, NULL, poll_sensor, // EXPECT: thread-no-stop
                          &helper->number);
}

static void end_ok(void)
{
    for (int i = 0; i < WORKERS; i++) {
        pthread_cancel(workers[i]->thread);
        pthread_join(workers[i]->thread, NULL);
    }
}

static void end_bad(void)
{
    for (int i = 0; i < WORKERS; i++)
        pthread_join(helpers[i]->thread, NULL);
}

int main(void)
{
    for (int i = 0; i < WORKERS; i++) {
        workers[i] = calloc(1, sizeof(*workers[i]));
        helpers[i] = calloc(1, sizeof(*helpers[i]));
        if (!workers[i] || !helpers[i] || worker_start(workers[i]) || helper_start(helpers[i]))
            return 1;
    }
    sleep(9);
    end_ok();
    end_bad();
    return 0;
}
