/* A resolver takes names from one queue and puts addresses into another. In the bad one it puts them back
 * into the one that it takes from, so that who asked waits for ever. */
#include <glib.h>

struct resolver {
    GAsyncQueue *names, *addresses;
};

char *address_of(const char *name);

static gpointer resolve_bad(gpointer data)
{
    struct resolver *resolver = data;
    char *name = g_async_queue_pop(resolver->names);
    g_async_queue_push(resolver->names, address_of(name));
    g_free(name);
    return NULL;
}

char *ask_bad(const char *name)
{
    struct resolver resolver = {g_async_queue_new(), g_async_queue_new()};
    GThread *thread = g_thread_new("resolve", resolve_bad, &resolver);
    g_async_queue_push(resolver.names, g_strdup(name));
    char *address = g_async_queue_pop(resolver.addresses); // MISS: recv-no-sender
    g_thread_join(thread);
    g_async_queue_unref(resolver.names);
    g_async_queue_unref(resolver.addresses);
    return address;
}

static gpointer resolve_ok(gpointer data)
{
    struct resolver *resolver = data;
    char *name = g_async_queue_pop(resolver->names);
    g_async_queue_push(resolver->addresses, address_of(name));
    g_free(name);
    return NULL;
}

char *ask_ok(const char *name)
{
    struct resolver resolver = {g_async_queue_new(), g_async_queue_new()};
    GThread *thread = g_thread_new("resolve", resolve_ok, &resolver);
    g_async_queue_push(resolver.names, g_strdup(name));
    char *address = g_async_queue_pop(resolver.addresses);
    g_thread_join(thread);
    g_async_queue_unref(resolver.names);
    g_async_queue_unref(resolver.addresses);
    return address;
}
