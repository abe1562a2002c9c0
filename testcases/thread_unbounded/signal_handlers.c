/* Unix signals, by a timer or a user, whose handler starts a thread. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

static void *flush_cache(void *arg)
{
    fflush(NULL);
    return arg;
}

static void on_alarm_bad(int number)
{
    pthread_t tid;
    (void)number;
    if (pthread_create(&tid, NULL, flush_cache, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

int flush_every_second(void)
{
    struct itimerval second = {{1, 0}, {1, 0}};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_alarm_bad;
    action.sa_flags = SA_RESTART;
    if (sigaction(SIGALRM, &action, NULL) != 0)
        return -1;
    return setitimer(ITIMER_REAL, &second, NULL);
}

/* One thread, started before, does the work of all signals. */
static sem_t wanted;
static volatile sig_atomic_t leaving;
static pthread_t dumper;

static void *dump_when_wanted(void *arg)
{
    while (sem_wait(&wanted) == 0 && !leaving)
        puts("dump");
    return arg;
}

static void on_usr1_ok(int number)
{
    (void)number;
    sem_post(&wanted);
}

int dump_start(void)
{
    sem_init(&wanted, 0, 0);
    if (pthread_create(&dumper, NULL, dump_when_wanted, NULL) != 0)
        return -1;
    signal(SIGUSR1, on_usr1_ok);
    return 0;
}

void dump_stop(void)
{
    leaving = 1;
    sem_post(&wanted);
    pthread_join(dumper, NULL);
}

/* The handler takes itself out: it runs once. */
static void *say_goodbye(void *arg)
{
    puts("going down");
    return arg;
}

static void on_term_ok(int number)
{
    pthread_t tid;
    signal(number, SIG_DFL);
    if (pthread_create(&tid, NULL, say_goodbye, NULL) == 0)
        pthread_detach(tid);
}

void goodbye_install(void)
{
    signal(SIGTERM, on_term_ok);
}
