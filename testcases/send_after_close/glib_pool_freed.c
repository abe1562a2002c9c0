/* A pool is freed when the program is told to finish, and gets one more item then. */
#include <glib.h>

gboolean next_file(char **path);

static void index_bad(gpointer path, gpointer unused)
{
    (void)unused;
    g_print("%s\n", (char *)path);
    g_free(path);
}

void index_files_bad(char *index)
{
    GThreadPool *pool = g_thread_pool_new(index_bad, NULL, 4, FALSE, NULL);
    char *path;
    while (next_file(&path))
        g_thread_pool_push(pool, path, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    g_thread_pool_push(pool, index, NULL); // EXPECT: send-after-close
}

static void index_ok(gpointer path, gpointer unused)
{
    (void)unused;
    g_print("%s\n", (char *)path);
    g_free(path);
}

void index_files_ok(char *index)
{
    GThreadPool *pool = g_thread_pool_new(index_ok, NULL, 4, FALSE, NULL);
    char *path;
    while (next_file(&path))
        g_thread_pool_push(pool, path, NULL);
    g_thread_pool_push(pool, index, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}
