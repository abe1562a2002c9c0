/* Jobs that hold a handle go through a queue to whoever takes them out: one joins, the other forgets. */
#include <glib.h>

struct upload {
    GThread *thread;
    char *name;
};

struct download {
    GThread *thread;
    char *name;
};

static GAsyncQueue *uploads;
static GAsyncQueue *downloads;

static gpointer transfer(gpointer data)
{
    return data;
}

void transfers_init(void)
{
    uploads = g_async_queue_new();
    downloads = g_async_queue_new();
}

void upload_start_bad(const char *name)
{
    struct upload *upload = g_new0(struct upload, 1);

    upload->name = g_strdup(name);
    upload->thread = g_thread_new(name, transfer, upload->name); // EXPECT: thread-not-joined
    g_async_queue_push(uploads, upload);
}

void upload_reap_bad(void)
{
    struct upload *upload = g_async_queue_pop(uploads);

    g_free(upload->name);
    g_free(upload);
}

void download_start_ok(const char *name)
{
    struct download *download = g_new0(struct download, 1);

    download->name = g_strdup(name);
    download->thread = g_thread_new(name, transfer, download->name);
    g_async_queue_push(downloads, download);
}

void download_reap_ok(void)
{
    struct download *download = g_async_queue_pop(downloads);

    g_thread_join(download->thread);
    g_free(download->name);
    g_free(download);
}
