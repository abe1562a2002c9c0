#pragma once
#include <stddef.h>

struct datagram {
    size_t size;
    char bytes[1500];
};

int relay_socket(int port);
struct datagram *datagram_get(void);
void datagram_put(struct datagram *datagram);
