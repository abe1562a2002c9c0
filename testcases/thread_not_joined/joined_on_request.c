/* A stop function with a parameter that says whether to wait: without the wait, the handle is cleared all the same, or
 * the object freed. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct watcher {
    pthread_mutex_t lock;
    pthread_t thread;
    bool running;
};

static bool is_wanted(struct watcher *w)
{
    pthread_mutex_lock(&w->lock);
    bool running = w->running;
    pthread_mutex_unlock(&w->lock);
    return running;
}

static void *watch(void *arg)
{
    while (is_wanted(arg))
        sleep(1);
    return NULL;
}

static struct watcher certificates = {.lock = PTHREAD_MUTEX_INITIALIZER};

int certificates_watch_bad(void)
{
    pthread_mutex_lock(&certificates.lock);
    if (!certificates.running) {
        certificates.running = true;
        if (pthread_create(&certificates.thread, NULL, watch, // EXPECT: thread-not-joined
                           &certificates) != 0)
            certificates.running = false;
    }
    pthread_mutex_unlock(&certificates.lock);
    return 0;
}

void certificates_stop_bad(int wait)
{
    pthread_mutex_lock(&certificates.lock);
    if (!certificates.running) {
        pthread_mutex_unlock(&certificates.lock);
        return;
    }
    pthread_t thread = certificates.thread;
    certificates.running = false;
    pthread_mutex_unlock(&certificates.lock);
    if (wait)
        pthread_join(thread, NULL);
}

static struct watcher keys = {.lock = PTHREAD_MUTEX_INITIALIZER};

int keys_watch_ok(void)
{
    pthread_mutex_lock(&keys.lock);
    if (!keys.running) {
        keys.running = true;
        if (pthread_create(&keys.thread, NULL, watch, &keys) != 0)
            keys.running = false;
    }
    pthread_mutex_unlock(&keys.lock);
    return 0;
}

void keys_stop_ok(int wait)
{
    pthread_mutex_lock(&keys.lock);
    if (!keys.running) {
        pthread_mutex_unlock(&keys.lock);
        return;
    }
    pthread_t thread = keys.thread;
    keys.running = false;
    pthread_mutex_unlock(&keys.lock);
    if (wait)
        pthread_join(thread, NULL);
    else
        pthread_detach(thread);
}

/* Who does not wait gets the handle, to wait later. */
static struct watcher hosts = {.lock = PTHREAD_MUTEX_INITIALIZER};

int hosts_watch_ok(void)
{
    pthread_mutex_lock(&hosts.lock);
    if (!hosts.running) {
        hosts.running = true;
        if (pthread_create(&hosts.thread, NULL, watch, &hosts) != 0)
            hosts.running = false;
    }
    pthread_mutex_unlock(&hosts.lock);
    return 0;
}

void hosts_stop_ok(bool wait, pthread_t *ret_thread)
{
    pthread_mutex_lock(&hosts.lock);
    bool running = hosts.running;
    pthread_t thread = hosts.thread;
    hosts.running = false;
    pthread_mutex_unlock(&hosts.lock);
    if (running && wait)
        pthread_join(thread, NULL);
    else if (running)
        *ret_thread = thread;
}

/* The parameter says whether there is a thread at all. */
struct feed {
    pthread_t thread;
    bool end;
};

static void *pump(void *arg)
{
    struct feed *feed = arg;
    while (!__atomic_load_n(&feed->end, __ATOMIC_ACQUIRE))
        usleep(1000);
    return NULL;
}

static void feed_free(struct feed *feed, bool started)
{
    __atomic_store_n(&feed->end, true, __ATOMIC_RELEASE);
    if (started)
        pthread_join(feed->thread, NULL);
    free(feed);
}

struct feed *feed_new_ok(int fd)
{
    struct feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return NULL;
    if (fd < 0) {
        feed_free(feed, false);
        return NULL;
    }
    if (pthread_create(&feed->thread, NULL, pump, feed) != 0) {
        feed_free(feed, false);
        return NULL;
    }
    return feed;
}

void feed_close_ok(struct feed *feed)
{
    feed_free(feed, true);
}
