/* Thread pools without a limit are as many threads as there are jobs at a time. */
#include <glib.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void talk(gpointer data, gpointer user)
{
    int fd = GPOINTER_TO_INT(data);
    char byte;
    while (read(fd, &byte, 1) == 1)
        fputc(byte, user);
    close(fd);
}

void talks_bad(int listener)
{
    int fd;
    GThreadPool *pool =
        g_thread_pool_new(talk, stdout, -1, FALSE, NULL); // EXPECT: thread-unbounded
    while ((fd = accept(listener, NULL, NULL)) >= 0)
        g_thread_pool_push(pool, GINT_TO_POINTER(fd), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

void talks_ok(int listener)
{
    int fd;
    GThreadPool *pool = g_thread_pool_new(talk, stdout, 16, FALSE, NULL);
    while ((fd = accept(listener, NULL, NULL)) >= 0)
        g_thread_pool_push(pool, GINT_TO_POINTER(fd), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

/* Limited at first, and then no more. */
void talks_unleashed_bad(int listener, gboolean is_fast)
{
    int fd;
    GThreadPool *pool = g_thread_pool_new(talk, stdout, 4, FALSE, NULL); // EXPECT: thread-unbounded
    if (is_fast)
        g_thread_pool_set_max_threads(pool, -1, NULL);
    while ((fd = accept(listener, NULL, NULL)) >= 0)
        g_thread_pool_push(pool, GINT_TO_POINTER(fd), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

void talks_leashed_ok(int listener)
{
    int fd;
    GThreadPool *pool = g_thread_pool_new(talk, stdout, -1, FALSE, NULL);
    g_thread_pool_set_max_threads(pool, (gint)g_get_num_processors(), NULL);
    while ((fd = accept(listener, NULL, NULL)) >= 0)
        g_thread_pool_push(pool, GINT_TO_POINTER(fd), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

/* No limit, but as many jobs as there are files. */
static void count_lines(gpointer data, gpointer user)
{
    gchar *text = NULL;
    if (g_file_get_contents(data, &text, NULL, NULL))
        g_print("%s%s", (const gchar *)user, text);
    g_free(text);
}

void count_all_ok(gchar **files)
{
    GThreadPool *pool = g_thread_pool_new(count_lines, (gpointer) "> ", -1, FALSE, NULL);
    for (gchar **file = files; *file != NULL; file++)
        g_thread_pool_push(pool, *file, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}
