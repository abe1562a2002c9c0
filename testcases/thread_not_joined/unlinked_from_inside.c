/* Workers in a list of sys/queue.h, whose elements are taken out with no mention of the head: each is joined before it is
 * freed. The twin only frees them. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

bool order_next(void);

static void *work_run(void *arg)
{
    sleep(1);
    return arg;
}

struct worker {
    LIST_ENTRY(worker) link;
    pthread_t thread;
};

struct crew {
    LIST_HEAD(, worker) workers;
    int count;
};

static int crew_hire_ok(struct crew *crew)
{
    struct worker *worker = calloc(1, sizeof(*worker));

    if (!worker)
        return -1;
    if (pthread_create(&worker->thread, NULL, work_run, worker) != 0) {
        free(worker);
        return -1;
    }
    LIST_INSERT_HEAD(&crew->workers, worker, link);
    crew->count++;
    return 0;
}

static void crew_dismiss_ok(struct crew *crew)
{
    struct worker *worker;

    while ((worker = LIST_FIRST(&crew->workers)) != NULL) {
        LIST_REMOVE(worker, link);
        pthread_join(worker->thread, NULL);
        free(worker);
        crew->count--;
    }
}

struct temp {
    LIST_ENTRY(temp) link;
    pthread_t thread;
};

struct agency {
    LIST_HEAD(, temp) temps;
};

static int agency_hire_bad(struct agency *agency)
{
    struct temp *temp = calloc(1, sizeof(*temp));

    if (!temp)
        return -1;
    if (pthread_create(&temp->thread, NULL, work_run, temp) != 0) { // EXPECT: thread-not-joined
        free(temp);
        return -1;
    }
    LIST_INSERT_HEAD(&agency->temps, temp, link);
    return 0;
}

static void agency_dismiss_bad(struct agency *agency)
{
    struct temp *temp;

    while ((temp = LIST_FIRST(&agency->temps)) != NULL) {
        LIST_REMOVE(temp, link);
        free(temp);
    }
}

int main(void)
{
    struct crew *crew = calloc(1, sizeof(*crew));
    struct agency *agency = calloc(1, sizeof(*agency));

    if (!crew || !agency)
        return 1;
    while (order_next()) {
        crew_hire_ok(crew);
        agency_hire_bad(agency);
    }
    crew_dismiss_ok(crew);
    agency_dismiss_bad(agency);
    return 0;
}
