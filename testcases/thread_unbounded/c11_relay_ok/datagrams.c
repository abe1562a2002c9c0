#include "relay.h"

#include <stdatomic.h>

#define N_DATAGRAMS 40

static struct datagram pool[N_DATAGRAMS];
static atomic_bool is_taken[N_DATAGRAMS];

struct datagram *datagram_get(void)
{
    for (int i = 0; i < N_DATAGRAMS; i++) {
        if (!atomic_exchange(&is_taken[i], 1))
            return &pool[i];
    }
    return NULL;
}

void datagram_put(struct datagram *datagram)
{
    atomic_store(&is_taken[datagram - pool], 0);
}
