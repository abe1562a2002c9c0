/* Lines wait in a queue for a thread that writes them, which is started when the log is opened. */
#include "access_log.h"

#include <stdio.h>

static struct {
    GAsyncQueue *lines;
    FILE *file;
} access_log;

static gpointer write_lines(gpointer unused)
{
    (void)unused;
    for (;;) {
        char *line = g_async_queue_pop(access_log.lines);
        if (fputs(line, access_log.file) == EOF)
            g_printerr("cannot write the access log\n");
        g_free(line);
    }
    return NULL;
}

void access_log_open(const char *path)
{
    access_log.lines = g_async_queue_new_full(g_free);
    access_log.file = fopen(path, "ae");
    if (access_log.file)
        g_thread_unref(g_thread_new("access log", write_lines, NULL));
}

void access_log_add(const char *peer, guint status)
{
    if (access_log.file)
        g_async_queue_push(access_log.lines, g_strdup_printf("%s %u\n", peer, status));
}
