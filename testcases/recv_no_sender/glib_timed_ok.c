/* GCond as a clock, and a queue that is looked into until a deadline: nobody signals, both return. */
#include <glib.h>

static GMutex cache_mutex;
static GCond cache_cond;
static gboolean cache_closing;
static GThread *cache_thread;

void cache_expire(void);

static gpointer cache_run(gpointer data)
{
    g_mutex_lock(&cache_mutex);
    while (!cache_closing) {
        gint64 until = g_get_monotonic_time() + 30 * G_TIME_SPAN_SECOND;
        if (!g_cond_wait_until(&cache_cond, &cache_mutex, until))
            cache_expire();
    }
    g_mutex_unlock(&cache_mutex);
    return data;
}

void cache_start(void)
{
    cache_thread = g_thread_new("cache", cache_run, NULL);
}

void cache_stop(void)
{
    g_mutex_lock(&cache_mutex);
    cache_closing = TRUE;
    g_mutex_unlock(&cache_mutex);
    g_thread_join(cache_thread);
}

static GMutex replies_mutex;
static GCond replies_cond;
static GSList *replies;

gpointer reply_take(gint64 until)
{
    gpointer reply = NULL;
    g_mutex_lock(&replies_mutex);
    while (replies == NULL) {
        if (!g_cond_wait_until(&replies_cond, &replies_mutex, until))
            break;
    }
    if (replies != NULL) {
        reply = replies->data;
        replies = g_slist_delete_link(replies, replies);
    }
    g_mutex_unlock(&replies_mutex);
    return reply;
}
