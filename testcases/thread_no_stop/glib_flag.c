/* GLib: atomic flags, set in time, too late, or upside down. */
#include <glib.h>

typedef struct {
    GThread *thread;
    gint running;
} Poller;

typedef struct {
    GThread *thread;
    gint running;
} Sweeper;

gboolean bus_poll(void);

static gpointer poller_thread(gpointer data)
{
    Poller *poller = data;
    while (g_atomic_int_get(&poller->running)) {
        bus_poll();
        g_usleep(10000);
    }
    return NULL;
}

static gpointer sweeper_thread(gpointer data)
{
    Sweeper *sweeper = data;
    while (g_atomic_int_get(&sweeper->running)) {
        bus_poll();
        g_usleep(10000);
    }
    return NULL;
}

Poller *poller_new_bad(GError **error)
{
    Poller *poller = g_new0(Poller, 1);
    g_atomic_int_set(&poller->running, TRUE);
    poller->thread =
        g_thread_try_new("poller", poller_thread, poller, error); // EXPECT: thread-no-stop
    if (poller->thread == NULL)
        g_clear_pointer(&poller, g_free);
    return poller;
}

void poller_free(Poller *poller)
{
    g_thread_join(poller->thread);
    g_atomic_int_set(&poller->running, FALSE);
    g_free(poller);
}

Sweeper *sweeper_new_ok(GError **error)
{
    Sweeper *sweeper = g_new0(Sweeper, 1);
    g_atomic_int_set(&sweeper->running, TRUE);
    sweeper->thread = g_thread_try_new("sweeper", sweeper_thread, sweeper, error);
    if (sweeper->thread == NULL)
        g_clear_pointer(&sweeper, g_free);
    return sweeper;
}

void sweeper_free(Sweeper *sweeper)
{
    g_atomic_int_set(&sweeper->running, FALSE);
    g_thread_join(sweeper->thread);
    g_free(sweeper);
}

/* Counted down to zero by whoever leaves last. */
static gint users;
static GThread *ticker;

static gpointer tick(gpointer data)
{
    while (g_atomic_int_get(&users) > 0)
        g_usleep(1000);
    return data;
}

void ticker_ref_ok(void)
{
    if (g_atomic_int_add(&users, 1) == 0)
        ticker = g_thread_new("ticker", tick, NULL);
}

void ticker_unref(void)
{
    if (g_atomic_int_dec_and_test(&users))
        g_thread_join(ticker);
}
