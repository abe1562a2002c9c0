#include "relay.h"

#include <stdlib.h>

struct datagram *datagram_get(void)
{
    return malloc(sizeof(struct datagram));
}

void datagram_put(struct datagram *datagram)
{
    free(datagram);
}
