/* A thread that lives as long as its object: the library calls what the class has set for the object's end, and that stops and
 * joins it. The twin's only stops it. */
#include <glib-object.h>

typedef struct {
    GObject parent;
    GThread *thread;
    gint quit;
} Meter;

typedef struct {
    GObjectClass parent;
} MeterClass;

G_DEFINE_TYPE(Meter, meter, G_TYPE_OBJECT)

static gpointer meter_run(gpointer data)
{
    Meter *self = data;

    while (!g_atomic_int_get(&self->quit))
        g_usleep(1000);
    return NULL;
}

static void meter_dispose_ok(GObject *object)
{
    Meter *self = (Meter *)object;

    g_atomic_int_set(&self->quit, 1);
    if (self->thread)
        g_thread_join(self->thread);
    self->thread = NULL;
    G_OBJECT_CLASS(meter_parent_class)->dispose(object);
}

static void meter_class_init(MeterClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = meter_dispose_ok;
}

static void meter_init(Meter *self)
{
    self->thread = g_thread_new("meter", meter_run, self);
}

typedef struct {
    GObject parent;
    GThread *beat;
    gint quit;
} Heart;

typedef struct {
    GObjectClass parent;
} HeartClass;

G_DEFINE_TYPE(Heart, heart, G_TYPE_OBJECT)

static gpointer heart_run(gpointer data)
{
    Heart *self = data;

    while (!g_atomic_int_get(&self->quit))
        g_usleep(1000);
    return NULL;
}

static void heart_dispose_bad(GObject *object)
{
    Heart *self = (Heart *)object;

    g_atomic_int_set(&self->quit, 1);
    self->beat = NULL;
    G_OBJECT_CLASS(heart_parent_class)->dispose(object);
}

static void heart_class_init(HeartClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = heart_dispose_bad;
}

static void heart_init(Heart *self)
{
    self->beat = g_thread_new("heart", heart_run, self); // EXPECT: thread-not-joined
}

int main(void)
{
    GObject *meter = g_object_new(meter_get_type(), NULL);
    GObject *heart = g_object_new(heart_get_type(), NULL);

    g_usleep(G_USEC_PER_SEC);
    g_object_unref(heart);
    g_object_unref(meter);
    return 0;
}
