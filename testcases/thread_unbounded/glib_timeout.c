/* Sources of a GMainLoop that start a thread at each tick. */
#include <glib.h>

static gpointer fetch_news(gpointer user)
{
    g_message("fetching %s", (const gchar *)user);
    return NULL;
}

static gboolean on_news_bad(gpointer user)
{
    GThread *thread = g_thread_new("news", fetch_news, user); // EXPECT: thread-unbounded
    g_thread_unref(thread);
    return G_SOURCE_CONTINUE;
}

static gint weather_runs;

static gpointer fetch_weather(gpointer user)
{
    g_message("fetching %s", (const gchar *)user);
    g_atomic_int_set(&weather_runs, 0);
    return NULL;
}

static gboolean on_weather_ok(gpointer user)
{
    if (!g_atomic_int_compare_and_exchange(&weather_runs, 0, 1))
        return G_SOURCE_CONTINUE;
    g_thread_unref(g_thread_new("weather", fetch_weather, user));
    return G_SOURCE_CONTINUE;
}

/* A source that is removed by its only run. */
static gpointer fetch_updates(gpointer user)
{
    g_message("looking for updates of %s", (const gchar *)user);
    return NULL;
}

static gboolean on_updates_ok(gpointer user)
{
    g_thread_unref(g_thread_new("updates", fetch_updates, user));
    return G_SOURCE_REMOVE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    g_timeout_add_seconds(10, on_news_bad, (gpointer) "news");
    g_timeout_add(60 * 1000, on_weather_ok, (gpointer) "weather");
    g_timeout_add_seconds(1, on_updates_ok, (gpointer) "reader");
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
    return 0;
}
