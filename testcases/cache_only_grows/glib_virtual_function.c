/* What an application's class does for each file that it is told to open. */
#include <gio/gio.h>

typedef struct {
    GApplication parent;
} Viewer;

typedef struct {
    GApplicationClass parent;
} ViewerClass;

G_DEFINE_TYPE(Viewer, viewer, G_TYPE_APPLICATION)

static GPtrArray *opened_bad;
static GPtrArray *opened_ok;

static void viewer_open(GApplication *application, GFile **files, gint n, const gchar *hint)
{
    (void)application;
    (void)hint;
    for (gint i = 0; i < n; i++) {
        g_ptr_array_add(opened_bad, g_object_ref(files[i])); // EXPECT: cache-only-grows
        if (opened_ok->len > 9)
            g_ptr_array_remove_index(opened_ok, 0);
        g_ptr_array_add(opened_ok, g_object_ref(files[i]));
    }
}

static void viewer_startup(GApplication *application)
{
    G_APPLICATION_CLASS(viewer_parent_class)->startup(application);
    opened_bad = g_ptr_array_new();
    opened_ok = g_ptr_array_new_with_free_func(g_object_unref);
}

static void viewer_class_init(ViewerClass *klass)
{
    G_APPLICATION_CLASS(klass)->startup = viewer_startup;
    G_APPLICATION_CLASS(klass)->open = viewer_open;
}

static void viewer_init(Viewer *self)
{
    (void)self;
}

int main(int argc, char **argv)
{
    GApplication *application = g_object_new(viewer_get_type(), "application-id", "a.b", NULL);
    int rc = g_application_run(application, argc, argv);
    g_object_unref(application);
    return rc;
}
