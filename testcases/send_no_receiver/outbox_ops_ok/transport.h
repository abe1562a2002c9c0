#pragma once
#include <stddef.h>

/* What a transport can do; one is chosen at the start. */
struct transport {
    const char *name;
    int (*enqueue)(const void *data, size_t size);
    int (*flush)(void); /* hands to the network what was enqueued; number of packets */
};

extern const struct transport udp_transport, null_transport;
