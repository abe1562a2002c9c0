/* What is pushed in the course of the work wakes the thread, but nobody pushes when it is told to stop. The object
 * never leaves main(). */
#include <glib.h>

typedef struct {
    GAsyncQueue *names;
    GThread *greeter;
    gint stop;
} Porch;

static gpointer greet(gpointer data)
{
    Porch *porch = data;

    while (!g_atomic_int_get(&porch->stop)) {
        char *name = g_async_queue_pop(porch->names);
        g_print("%s\n", name);
        g_free(name);
    }
    return NULL;
}

static Porch *porch_new_bad(void)
{
    Porch *porch = g_new0(Porch, 1);

    porch->names = g_async_queue_new();
    porch->greeter = g_thread_new("greeter", greet, porch); // EXPECT: thread-no-stop
    return porch;
}

static void porch_ring(Porch *porch, const char *name)
{
    g_async_queue_push(porch->names, g_strdup(name));
}

static void porch_free_bad(Porch *porch)
{
    g_atomic_int_set(&porch->stop, 1);
    g_thread_join(porch->greeter);
    g_async_queue_unref(porch->names);
    g_free(porch);
}

typedef struct {
    GAsyncQueue *names;
    GThread *greeter;
    gint stop;
} Hall;

static gpointer welcome(gpointer data)
{
    Hall *hall = data;

    while (!g_atomic_int_get(&hall->stop)) {
        char *name = g_async_queue_pop(hall->names);
        g_print("%s\n", name);
        g_free(name);
    }
    return NULL;
}

static Hall *hall_new_ok(void)
{
    Hall *hall = g_new0(Hall, 1);

    hall->names = g_async_queue_new();
    hall->greeter = g_thread_new("greeter", welcome, hall);
    return hall;
}

static void hall_ring(Hall *hall, const char *name)
{
    g_async_queue_push(hall->names, g_strdup(name));
}

static void hall_free_ok(Hall *hall)
{
    g_atomic_int_set(&hall->stop, 1);
    hall_ring(hall, "nobody");
    g_thread_join(hall->greeter);
    g_async_queue_unref(hall->names);
    g_free(hall);
}

int main(int argc, char **argv)
{
    Porch *porch = porch_new_bad();
    Hall *hall = hall_new_ok();

    for (int i = 1; i < argc; i++) {
        porch_ring(porch, argv[i]);
        hall_ring(hall, argv[i]);
    }
    g_usleep(G_USEC_PER_SEC);
    porch_free_bad(porch);
    hall_free_ok(hall);
    return 0;
}
