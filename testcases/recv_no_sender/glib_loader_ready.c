/* A GThread tells by a GCond that it has loaded; the early return for a broken file tells nobody. */
#include <glib.h>

struct icons {
    GMutex lock;
    GCond ready_cond;
    gboolean ready;
    char *text;
    GThread *loader;
};

struct fonts {
    GMutex lock;
    GCond ready_cond;
    gboolean ready;
    char *text;
    GThread *loader;
};

static gpointer icons_load(gpointer data)
{
    struct icons *icons = data;
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    if (!g_file_get_contents("icons.theme", &text, NULL, &error)) {
        g_warning("icons: %s", error->message);
        return NULL;
    }
    g_mutex_lock(&icons->lock);
    icons->text = text;
    icons->ready = TRUE;
    g_cond_broadcast(&icons->ready_cond);
    g_mutex_unlock(&icons->lock);
    return NULL;
}

static gpointer fonts_load(gpointer data)
{
    struct fonts *fonts = data;
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    if (!g_file_get_contents("fonts.conf", &text, NULL, &error)) {
        g_warning("fonts: %s", error->message);
        text = g_strdup("");
    }
    g_mutex_lock(&fonts->lock);
    fonts->text = text;
    fonts->ready = TRUE;
    g_cond_broadcast(&fonts->ready_cond);
    g_mutex_unlock(&fonts->lock);
    return NULL;
}

static struct icons icons;
static struct fonts fonts;

void theme_load(void)
{
    icons.loader = g_thread_new("icons", icons_load, &icons);
    fonts.loader = g_thread_new("fonts", fonts_load, &fonts);
}

const char *icons_text_bad(void)
{
    g_mutex_lock(&icons.lock);
    while (!icons.ready)
        g_cond_wait(&icons.ready_cond, &icons.lock); // MISS: recv-no-sender
    const char *text = icons.text;
    g_mutex_unlock(&icons.lock);
    return text;
}

const char *fonts_text_ok(void)
{
    g_mutex_lock(&fonts.lock);
    while (!fonts.ready)
        g_cond_wait(&fonts.ready_cond, &fonts.lock);
    const char *text = fonts.text;
    g_mutex_unlock(&fonts.lock);
    return text;
}

void theme_unload(void)
{
    g_thread_join(icons.loader);
    g_thread_join(fonts.loader);
    g_free(icons.text);
    g_free(fonts.text);
}
