/* Lines wait in a queue for a thread that writes them; opening the log makes the queue and forgets to
 * start the thread. */
#include "access_log.h"

#include <stdio.h>

static struct {
    GAsyncQueue *lines;
    FILE *file;
} access_log;

void access_log_open(const char *path)
{
    access_log.lines = g_async_queue_new_full(g_free);
    access_log.file = fopen(path, "ae");
}

void access_log_add(const char *peer, guint status)
{
    if (access_log.file)
        g_async_queue_push(access_log.lines, // EXPECT: send-no-receiver
                           g_strdup_printf("%s %u\n", peer, status));
}
