/* Connections to a bus, and loops. */
#include "libraries.h"

int bus_bad(void)
{
    const char *name;
    sd_bus *bus = NULL;
    if (sd_bus_open_system(&bus) < 0) // EXPECT: client-leaked
        return -1;
    if (sd_bus_get_unique_name(bus, &name) < 0)
        return -1;
    sd_bus_unref(bus);
    return 0;
}

int bus_ok(void)
{
    const char *name;
    __attribute__((cleanup(sd_bus_unrefp))) sd_bus *bus = NULL;
    if (sd_bus_open_system(&bus) < 0)
        return -1;
    return sd_bus_get_unique_name(bus, &name);
}

/* That of the thread: a reference of it, and no client of its own. */
int bus_shared_ok(void)
{
    const char *name;
    sd_bus *bus = NULL;
    if (sd_bus_default_system(&bus) < 0)
        return -1;
    return sd_bus_get_unique_name(bus, &name);
}

int base_bad(void)
{
    struct event_base *base = event_base_new(); // EXPECT: client-leaked
    if (!base)
        return -1;
    struct evdns_base *resolver = evdns_base_new(base, 1);
    if (!resolver)
        return -1;
    event_base_dispatch(base);
    evdns_base_free(resolver, 0);
    event_base_free(base);
    return 0;
}

int base_ok(void)
{
    struct event_base *base = event_base_new();
    if (!base)
        return -1;
    struct evdns_base *resolver = evdns_base_new(base, 1);
    if (resolver) {
        event_base_dispatch(base);
        evdns_base_free(resolver, 0);
    }
    event_base_free(base);
    return 0;
}

int loop_bad(void)
{
    uv_loop_t loop;
    if (uv_loop_init(&loop) != 0) // EXPECT: client-leaked
        return -1;
    return uv_run(&loop, 0);
}

int loop_ok(void)
{
    uv_loop_t loop;
    if (uv_loop_init(&loop) != 0)
        return -1;
    int status = uv_run(&loop, 0);
    uv_loop_close(&loop);
    return status;
}
