/* A list and a semaphore that counts what is in it: without the post, the taker sleeps on. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct call {
    struct call *next;
    int number;
};

struct visit {
    struct visit *next;
    int number;
};

void take_care(int number);

static pthread_mutex_t calls_lock = PTHREAD_MUTEX_INITIALIZER;
static struct call *calls;
static sem_t n_calls;

static pthread_mutex_t visits_lock = PTHREAD_MUTEX_INITIALIZER;
static struct visit *visits;
static sem_t n_visits;

static void *take_calls(void *arg)
{
    for (;;) {
        while (sem_wait(&n_calls) != 0 && errno == EINTR) // EXPECT: recv-no-sender
            continue;
        pthread_mutex_lock(&calls_lock);
        struct call *call = calls;
        calls = call->next;
        pthread_mutex_unlock(&calls_lock);
        int number = call->number;
        free(call);
        if (number == 0)
            return arg;
        take_care(number);
    }
}

static void *take_visits(void *arg)
{
    for (;;) {
        while (sem_wait(&n_visits) != 0 && errno == EINTR)
            continue;
        pthread_mutex_lock(&visits_lock);
        struct visit *visit = visits;
        visits = visit->next;
        pthread_mutex_unlock(&visits_lock);
        int number = visit->number;
        free(visit);
        if (number == 0)
            return arg;
        take_care(number);
    }
}

/* Appended, and not counted. */
int call_bad(int number)
{
    struct call *call = malloc(sizeof *call);
    if (call == NULL)
        return -1;
    call->number = number;
    pthread_mutex_lock(&calls_lock);
    call->next = calls;
    calls = call;
    pthread_mutex_unlock(&calls_lock);
    return 0;
}

int visit_ok(int number)
{
    struct visit *visit = malloc(sizeof *visit);
    if (visit == NULL)
        return -1;
    visit->number = number;
    pthread_mutex_lock(&visits_lock);
    visit->next = visits;
    visits = visit;
    pthread_mutex_unlock(&visits_lock);
    return sem_post(&n_visits);
}

int desk_open(void)
{
    pthread_t thread;
    if (sem_init(&n_calls, 0, 0) != 0 || sem_init(&n_visits, 0, 0) != 0)
        return -1;
    if (pthread_create(&thread, NULL, take_calls, NULL) != 0)
        return -1;
    pthread_detach(thread);
    if (pthread_create(&thread, NULL, take_visits, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}
