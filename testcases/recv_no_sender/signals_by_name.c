/* A thread that waits for unix signals and wakes main. Of those of its set each has its branch; the last `else` is for
 * none of them. In the bad twin one that is in the set only ends the thread. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended_ok = PTHREAD_COND_INITIALIZER, ended_bad = PTHREAD_COND_INITIALIZER;
static int is_ended_ok, is_ended_bad;

static void *watch_ok(void *arg)
{
    sigset_t *set = arg;
    int number;

    if (sigwait(set, &number))
        exit(1);
    if (number == SIGINT || number == SIGTERM) {
        pthread_mutex_lock(&lock);
        is_ended_ok = 1;
        pthread_cond_signal(&ended_ok);
        pthread_mutex_unlock(&lock);
        return NULL;
    } else if (number == SIGBUS) {
        exit(2);
    } else {
        fprintf(stderr, "strange: %d\n", number);
    }
    return NULL;
}

static void *watch_bad(void *arg)
{
    sigset_t *set = arg;
    int number;

    if (sigwait(set, &number))
        exit(1);
    if (number == SIGINT) {
        pthread_mutex_lock(&lock);
        is_ended_bad = 1;
        pthread_cond_signal(&ended_bad);
        pthread_mutex_unlock(&lock);
    } else if (number == SIGTERM) {
        fprintf(stderr, "not now\n");
    }
    return NULL;
}

static void wait_ok(sigset_t *set)
{
    pthread_t id;

    if (pthread_create(&id, NULL, watch_ok, set))
        exit(1);
    pthread_mutex_lock(&lock);
    while (!is_ended_ok)
        pthread_cond_wait(&ended_ok, &lock);
    pthread_mutex_unlock(&lock);
    pthread_join(id, NULL);
}

static void wait_bad(sigset_t *set)
{
    pthread_t id;

    if (pthread_create(&id, NULL, watch_bad, set))
        exit(1);
    pthread_mutex_lock(&lock);
    while (!is_ended_bad)
        pthread_cond_wait(&ended_bad, &lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&lock);
    pthread_join(id, NULL);
}

int main(void)
{
    static sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGBUS);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    wait_ok(&set);
    wait_bad(&set);
    return 0;
}
