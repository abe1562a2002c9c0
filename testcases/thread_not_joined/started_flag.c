/* A flag says whether there is a thread to join. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct monitor {
    pthread_t tid;
    bool running;
};

struct options {
    bool watch;
    bool verbose;
};

int serve(int port);

static void *watch(void *arg)
{
    return arg;
}

int local_flag_bad(bool wanted, int port)
{
    pthread_t watcher;
    bool started = false;
    if (wanted)
        started = pthread_create(&watcher, NULL, watch, NULL) == 0; // EXPECT: thread-not-joined
    int rc = serve(port);
    if (started && rc == 0)
        pthread_join(watcher, NULL);
    return rc;
}

int local_flag_ok(bool wanted, int port)
{
    pthread_t watcher;
    bool started = false;
    if (wanted)
        started = pthread_create(&watcher, NULL, watch, NULL) == 0;
    int rc = serve(port);
    if (started)
        pthread_join(watcher, NULL);
    return rc;
}

/* The flag is set by a statement of its own. */
int set_later_bad(int port)
{
    int rc = -1;
    bool started = false;
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0) // EXPECT: thread-not-joined
        goto out;
    if (serve(port) != 0)
        goto out;
    started = true;
    rc = 0;
out:
    if (started)
        pthread_join(watcher, NULL);
    return rc;
}

int set_later_ok(int port)
{
    int rc = -1;
    bool started = false;
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0)
        goto out;
    started = true;
    if (serve(port) != 0)
        goto out;
    rc = 0;
out:
    if (started)
        pthread_join(watcher, NULL);
    return rc;
}

/* No flag: the same condition stands twice. */
int same_condition_bad(bool wanted, bool verbose, int port)
{
    pthread_t watcher;
    if (wanted && pthread_create(&watcher, NULL, watch, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    int rc = serve(port);
    if (verbose)
        pthread_join(watcher, NULL);
    return rc;
}

int same_condition_ok(bool wanted, bool verbose, int port)
{
    pthread_t watcher;
    if (wanted && pthread_create(&watcher, NULL, watch, NULL) != 0)
        return -1;
    int rc = serve(port);
    if (verbose)
        rc++;
    if (wanted)
        pthread_join(watcher, NULL);
    return rc;
}

/* The same through a pointer that nobody writes through in between. */
int same_option_ok(const struct options *options, int port)
{
    pthread_t watcher;
    if (options->watch && pthread_create(&watcher, NULL, watch, NULL) != 0)
        return -1;
    if (options->verbose)
        port++;
    if (options->watch)
        pthread_join(watcher, NULL);
    return port;
}

/* The flag lives beside the handle in a struct. */
static void monitor_start(struct monitor *m)
{
    m->running = pthread_create(&m->tid, NULL, watch, m) == 0;
}

static void monitor_stop(struct monitor *m)
{
    if (!m->running)
        return;
    m->running = false;
    pthread_join(m->tid, NULL);
}

int flag_in_struct_ok(int port)
{
    struct monitor m = {0};
    monitor_start(&m);
    int rc = serve(port);
    monitor_stop(&m);
    return rc;
}

/* Not portable, but usual: a handle of zero means "no thread". */
int zero_handle_bad(bool wanted, int port)
{
    pthread_t watcher = 0;
    if (wanted)
        pthread_create(&watcher, NULL, watch, NULL); // EXPECT: thread-not-joined
    int rc = serve(port);
    if (!watcher)
        pthread_join(watcher, NULL);
    return rc;
}

int zero_handle_ok(bool wanted, int port)
{
    pthread_t watcher = 0;
    if (wanted)
        pthread_create(&watcher, NULL, watch, NULL);
    int rc = serve(port);
    if (watcher)
        pthread_join(watcher, NULL);
    return rc;
}

/* A pointer to the handle, or NULL, takes the place of the flag. */
int null_pointer_ok(bool wanted, int port)
{
    pthread_t storage;
    pthread_t *watcher = NULL;
    if (wanted && pthread_create(&storage, NULL, watch, NULL) == 0)
        watcher = &storage;
    int rc = serve(port);
    if (watcher != NULL)
        pthread_join(*watcher, NULL);
    return rc;
}
