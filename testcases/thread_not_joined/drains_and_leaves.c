/* A reload switches a service off. Its thread sees that, waits a while for what it has started, frees its list and leaves.
 * The start function gets the place of the handle; what ends the process is a time. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct child {
    struct child *next;
    pid_t pid;
};

static struct {
    pthread_t saver_bad, saver_ok;
    time_t shutdown_time;
} config;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct child *children;
static int patience = 10;

static int count_children(void)
{
    int count = 0;

    for (struct child *child = children; child; child = child->next)
        count++;
    return count;
}

static void drain(void)
{
    struct child *child, *next;
    int limit = patience < 5 ? patience : 5;

    for (int i = 0;; i++) {
        if (count_children() == 0 || i >= limit)
            break;
        sleep(1);
    }
    for (child = children; child; child = next) {
        next = child->next;
        free(child);
    }
    children = NULL;
}

static bool is_wanted(const char *what)
{
    return access(what, R_OK) == 0;
}

/* ---- bad: nobody joins the one that has left ---- */

static bool enabled_bad, started_bad;

static void *saver_bad(void *arg)
{
    while (config.shutdown_time == 0) {
        sleep(1);
        if (!enabled_bad)
            break;
    }
    drain();
    pthread_mutex_lock(&lock);
    enabled_bad = started_bad = false;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void start_bad(pthread_t *ret_thread)
{
    pthread_mutex_lock(&lock);
    if (started_bad || !enabled_bad) {
        pthread_mutex_unlock(&lock);
        return;
    }
    started_bad = true;
    pthread_mutex_unlock(&lock);
    if (pthread_create(ret_thread, NULL, saver_bad, NULL) != 0) // EXPECT: thread-not-joined
        abort();
}

/* ---- good: it is joined by the reload that has switched it off ---- */

static bool enabled_ok, started_ok;

static void *saver_ok(void *arg)
{
    while (config.shutdown_time == 0) {
        sleep(1);
        if (!enabled_ok)
            break;
    }
    drain();
    pthread_mutex_lock(&lock);
    enabled_ok = started_ok = false;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void start_ok(pthread_t *ret_thread)
{
    pthread_mutex_lock(&lock);
    bool start = !started_ok && enabled_ok, over = !enabled_ok && *ret_thread;
    if (start)
        started_ok = true;
    pthread_mutex_unlock(&lock);
    if (over) {
        pthread_join(*ret_thread, NULL);
        *ret_thread = 0;
    }
    if (start && pthread_create(ret_thread, NULL, saver_ok, NULL) != 0)
        abort();
}

static void configure(void)
{
    pthread_mutex_lock(&lock);
    if (is_wanted("/etc/saver"))
        enabled_bad = enabled_ok = true;
    else
        enabled_bad = enabled_ok = false;
    pthread_mutex_unlock(&lock);
    start_bad(&config.saver_bad);
    start_ok(&config.saver_ok);
}

int main(void)
{
    sigset_t set;
    int number;

    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    configure();
    while (sigwait(&set, &number) == 0 && number == SIGHUP)
        configure();
    config.shutdown_time = time(NULL);
    if (config.saver_bad)
        pthread_join(config.saver_bad, NULL);
    if (config.saver_ok)
        pthread_join(config.saver_ok, NULL);
    return 0;
}
