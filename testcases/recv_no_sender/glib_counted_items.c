/* The items of a pool are counted up where they are given to it, and each counts itself down. One that cannot be read leaves
 * without that, and the number never comes to zero. */
#include <glib.h>

/* ---- one way is left out ---- */

static GMutex scan_lock;
static GCond scan_done;
static guint n_to_scan;
static gsize scanned;

static void scan(gpointer data, gpointer user_data)
{
    g_autofree char *path = data;
    g_autofree char *text = NULL;
    gsize size = 0;

    (void)user_data;
    if (!g_file_get_contents(path, &text, &size, NULL)) {
        g_warning("%s cannot be read", path);
        return;
    }
    g_mutex_lock(&scan_lock);
    scanned += size;
    if (--n_to_scan == 0)
        g_cond_signal(&scan_done);
    g_mutex_unlock(&scan_lock);
}

gsize scan_all_bad(GPtrArray *paths)
{
    GThreadPool *pool = g_thread_pool_new(scan, NULL, 4, FALSE, NULL);

    for (guint i = 0; i < paths->len; i++) {
        g_mutex_lock(&scan_lock);
        n_to_scan++;
        g_mutex_unlock(&scan_lock);
        g_thread_pool_push(pool, g_strdup(g_ptr_array_index(paths, i)), NULL);
    }
    g_mutex_lock(&scan_lock);
    while (n_to_scan > 0)
        g_cond_wait(&scan_done, &scan_lock); // EXPECT: recv-no-sender
    g_mutex_unlock(&scan_lock);
    g_thread_pool_free(pool, FALSE, TRUE);
    return scanned;
}

/* ---- each counts ---- */

static GMutex load_lock;
static GCond load_done;
static guint n_to_load;
static gsize loaded;

static void load(gpointer data, gpointer user_data)
{
    g_autofree char *path = data;
    g_autofree char *text = NULL;
    gsize size = 0;

    (void)user_data;
    if (!g_file_get_contents(path, &text, &size, NULL))
        g_warning("%s cannot be read", path);
    g_mutex_lock(&load_lock);
    loaded += size;
    if (--n_to_load == 0)
        g_cond_signal(&load_done);
    g_mutex_unlock(&load_lock);
}

gsize load_all_ok(GPtrArray *paths)
{
    GThreadPool *pool = g_thread_pool_new(load, NULL, 4, FALSE, NULL);

    for (guint i = 0; i < paths->len; i++) {
        g_mutex_lock(&load_lock);
        n_to_load++;
        g_mutex_unlock(&load_lock);
        g_thread_pool_push(pool, g_strdup(g_ptr_array_index(paths, i)), NULL);
    }
    g_mutex_lock(&load_lock);
    while (n_to_load > 0)
        g_cond_wait(&load_done, &load_lock);
    g_mutex_unlock(&load_lock);
    g_thread_pool_free(pool, FALSE, TRUE);
    return loaded;
}

/* ---- some are given without being counted, and leave without counting ---- */

static GMutex index_lock;
static GCond index_done;
static guint n_to_index;
static GHashTable *by_path;

static void add_to_index(gpointer data, gpointer user_data)
{
    char *path = data;

    (void)user_data;
    if (path[0] == '\0') {
        g_free(path);
        return;
    }
    g_mutex_lock(&index_lock);
    g_hash_table_add(by_path, path);
    if (--n_to_index == 0)
        g_cond_signal(&index_done);
    g_mutex_unlock(&index_lock);
}

void index_all_ok(GPtrArray *paths)
{
    GThreadPool *pool = g_thread_pool_new(add_to_index, NULL, 4, FALSE, NULL);

    by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_thread_pool_push(pool, g_strdup(""), NULL); /* so that a thread is there */
    for (guint i = 0; i < paths->len; i++) {
        g_mutex_lock(&index_lock);
        n_to_index++;
        g_mutex_unlock(&index_lock);
        g_thread_pool_push(pool, g_strdup(g_ptr_array_index(paths, i)), NULL);
    }
    g_mutex_lock(&index_lock);
    while (n_to_index > 0)
        g_cond_wait(&index_done, &index_lock);
    g_mutex_unlock(&index_lock);
    g_thread_pool_free(pool, FALSE, TRUE);
    g_hash_table_unref(by_path);
}
