/* How many items a pool has to work on is set before it gets them; each counts itself down, or forgets to where it fails. */
#include <glib.h>

typedef struct {
    GMutex lock;
    GCond done;
    int left;
} Page;

typedef struct {
    GMutex lock;
    GCond done;
    guint left;
} Album;

typedef struct {
    Page *page;
    Album *album;
    char *file;
} Picture;

static void print_bad(gpointer item, gpointer unused)
{
    Picture *picture = item;
    char *data = NULL;
    gsize size = 0;

    (void)unused;
    if (!g_file_get_contents(picture->file, &data, &size, NULL)) {
        g_free(picture);
        return;
    }
    g_print("%s: %" G_GSIZE_FORMAT "\n", picture->file, size);
    g_free(data);
    g_mutex_lock(&picture->page->lock);
    if (--picture->page->left == 0)
        g_cond_signal(&picture->page->done);
    g_mutex_unlock(&picture->page->lock);
    g_free(picture);
}

static void print_ok(gpointer item, gpointer unused)
{
    Picture *picture = item;
    char *data = NULL;
    gsize size = 0;

    (void)unused;
    if (g_file_get_contents(picture->file, &data, &size, NULL))
        g_print("%s: %" G_GSIZE_FORMAT "\n", picture->file, size);
    g_free(data);
    g_mutex_lock(&picture->album->lock);
    if (--picture->album->left == 0)
        g_cond_signal(&picture->album->done);
    g_mutex_unlock(&picture->album->lock);
    g_free(picture);
}

static void show_bad(char *files[], int n)
{
    Page page = {.left = n};
    GThreadPool *pool = g_thread_pool_new(print_bad, NULL, 4, FALSE, NULL);

    g_mutex_init(&page.lock);
    g_cond_init(&page.done);
    for (int i = 0; i < n; i++) {
        Picture *picture = g_new0(Picture, 1);
        picture->page = &page;
        picture->file = files[i];
        g_thread_pool_push(pool, picture, NULL);
    }
    g_mutex_lock(&page.lock);
    while (page.left > 0)
        g_cond_wait(&page.done, &page.lock); // EXPECT: recv-no-sender
    g_mutex_unlock(&page.lock);
    g_thread_pool_free(pool, FALSE, TRUE);
}

static void show_ok(char *files[], guint n)
{
    Album album = {.left = n};
    GThreadPool *pool = g_thread_pool_new(print_ok, NULL, 4, FALSE, NULL);

    g_mutex_init(&album.lock);
    g_cond_init(&album.done);
    for (guint i = 0; i < n; i++) {
        Picture *picture = g_new0(Picture, 1);
        picture->album = &album;
        picture->file = files[i];
        g_thread_pool_push(pool, picture, NULL);
    }
    g_mutex_lock(&album.lock);
    while (album.left > 0)
        g_cond_wait(&album.done, &album.lock);
    g_mutex_unlock(&album.lock);
    g_thread_pool_free(pool, FALSE, TRUE);
}

int main(int argc, char **argv)
{
    show_bad(argv + 1, argc - 1);
    show_ok(argv + 1, (guint)(argc - 1));
    return 0;
}
