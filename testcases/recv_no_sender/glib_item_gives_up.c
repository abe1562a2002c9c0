/* Each item of a pool pushes what came of it, and who has given the items waits for as many. One that cannot be read pushes
 * nothing. */
#include <glib.h>

static GAsyncQueue *texts, *sizes, *all_done;
static gint n_left;

static void read_text(gpointer data, gpointer user_data)
{
    g_autofree char *path = data;
    char *text = NULL;

    (void)user_data;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_warning("%s cannot be read", path);
        return;
    }
    g_async_queue_push(texts, text);
}

void print_texts_bad(char **paths, guint n)
{
    texts = g_async_queue_new();
    GThreadPool *pool = g_thread_pool_new(read_text, NULL, 4, FALSE, NULL);
    for (guint i = 0; i < n; i++)
        g_thread_pool_push(pool, g_strdup(paths[i]), NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = g_async_queue_pop(texts); // EXPECT: recv-no-sender
        g_print("%s\n", text);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
    g_async_queue_unref(texts);
}

static void measure(gpointer data, gpointer user_data)
{
    g_autofree char *path = data;
    g_autofree char *text = NULL;
    gsize size = 0;

    (void)user_data;
    if (!g_file_get_contents(path, &text, &size, NULL))
        g_warning("%s cannot be read", path);
    g_async_queue_push(sizes, GSIZE_TO_POINTER(size + 1));
}

void print_sizes_ok(char **paths, guint n)
{
    sizes = g_async_queue_new();
    GThreadPool *pool = g_thread_pool_new(measure, NULL, 4, FALSE, NULL);
    for (guint i = 0; i < n; i++)
        g_thread_pool_push(pool, g_strdup(paths[i]), NULL);
    for (guint i = 0; i < n; i++)
        g_print("%u\n", GPOINTER_TO_UINT(g_async_queue_pop(sizes)) - 1);
    g_thread_pool_free(pool, FALSE, TRUE);
    g_async_queue_unref(sizes);
}

/* The last one says it for all. */
static void print_line(gpointer data, gpointer user_data)
{
    g_autofree char *line = data;

    (void)user_data;
    g_print("%s\n", line);
    if (!g_atomic_int_dec_and_test(&n_left))
        return;
    g_async_queue_push(all_done, GINT_TO_POINTER(1));
}

void print_lines_ok(char **lines, guint n)
{
    all_done = g_async_queue_new();
    n_left = (gint)n;
    GThreadPool *pool = g_thread_pool_new(print_line, NULL, 4, FALSE, NULL);
    for (guint i = 0; i < n; i++)
        g_thread_pool_push(pool, g_strdup(lines[i]), NULL);
    if (n)
        g_async_queue_pop(all_done);
    g_thread_pool_free(pool, FALSE, TRUE);
    g_async_queue_unref(all_done);
}
