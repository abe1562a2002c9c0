/* A reload switches a service off: its thread sees that and leaves, and nobody joins it. When a later reload wants the
 * service again, another thread takes the place of its handle. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static struct {
    pthread_mutex_t lock;
    bool enabled, started;
    pthread_t thread;
} left_bad = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct {
    pthread_mutex_t lock;
    bool enabled, started;
    pthread_t thread;
} joined_ok = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct {
    bool enabled, running;
    pthread_t thread;
} rejoined_ok;

static volatile sig_atomic_t got_hangup;
static volatile sig_atomic_t finished;

static bool is_wanted(const char *what)
{
    return access(what, R_OK) == 0;
}

/* ---- bad: left behind ---- */

static void *save_bad(void *arg)
{
    while (!finished) {
        bool wanted;
        sleep(1);
        pthread_mutex_lock(&left_bad.lock);
        wanted = left_bad.enabled;
        pthread_mutex_unlock(&left_bad.lock);
        if (!wanted)
            break;
    }
    pthread_mutex_lock(&left_bad.lock);
    left_bad.started = false;
    pthread_mutex_unlock(&left_bad.lock);
    return arg;
}

static void start_bad(pthread_t *ret_thread)
{
    pthread_mutex_lock(&left_bad.lock);
    if (left_bad.started || !left_bad.enabled) {
        pthread_mutex_unlock(&left_bad.lock);
        return;
    }
    left_bad.started = true;
    pthread_mutex_unlock(&left_bad.lock);
    pthread_create(ret_thread, NULL, save_bad, NULL); // EXPECT: thread-not-joined
}

static void reload_bad(void)
{
    pthread_mutex_lock(&left_bad.lock);
    left_bad.enabled = is_wanted("/etc/saver");
    pthread_mutex_unlock(&left_bad.lock);
    start_bad(&left_bad.thread);
}

/* ---- good: who switches it off joins it ---- */

static void *save_ok(void *arg)
{
    for (;;) {
        bool wanted;
        sleep(1);
        pthread_mutex_lock(&joined_ok.lock);
        wanted = joined_ok.enabled;
        pthread_mutex_unlock(&joined_ok.lock);
        if (!wanted)
            break;
    }
    return arg;
}

static void reload_ok(void)
{
    bool wanted = is_wanted("/etc/keeper");

    pthread_mutex_lock(&joined_ok.lock);
    joined_ok.enabled = wanted;
    pthread_mutex_unlock(&joined_ok.lock);
    if (!wanted && joined_ok.started) {
        pthread_join(joined_ok.thread, NULL);
        joined_ok.started = false;
    } else if (wanted && !joined_ok.started) {
        joined_ok.started = pthread_create(&joined_ok.thread, NULL, save_ok, NULL) == 0;
    }
}

/* ---- good: whoever starts the next one joins the last ---- */

static void *watch_ok(void *arg)
{
    while (!finished) {
        sleep(1);
        if (!rejoined_ok.enabled)
            break;
    }
    return arg;
}

static void restart_ok(void)
{
    if (rejoined_ok.running && !rejoined_ok.enabled) {
        pthread_join(rejoined_ok.thread, NULL);
        rejoined_ok.running = false;
    }
    if (!rejoined_ok.running && rejoined_ok.enabled)
        rejoined_ok.running = pthread_create(&rejoined_ok.thread, NULL, watch_ok, NULL) == 0;
}

static void rewatch_ok(void)
{
    if (is_wanted("/etc/watcher"))
        rejoined_ok.enabled = true;
    else
        rejoined_ok.enabled = false;
    restart_ok();
}

static void on_hangup(int number)
{
    got_hangup = number;
}

static void on_term(int number)
{
    finished = number;
}

int main(void)
{
    signal(SIGHUP, on_hangup);
    signal(SIGTERM, on_term);
    reload_bad();
    reload_ok();
    rewatch_ok();
    while (!finished) {
        pause();
        if (got_hangup) {
            got_hangup = 0;
            reload_bad();
            reload_ok();
            rewatch_ok();
        }
    }
    if (left_bad.thread)
        pthread_join(left_bad.thread, NULL);
    if (joined_ok.started) {
        joined_ok.enabled = false;
        pthread_join(joined_ok.thread, NULL);
    }
    if (rejoined_ok.running)
        pthread_join(rejoined_ok.thread, NULL);
    return 0;
}
