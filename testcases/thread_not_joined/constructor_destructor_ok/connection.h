#pragma once
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct connection {
    pthread_t reader;
    atomic_bool closing;
    int fd;
};

struct connection *connection_open(int fd);
void connection_close(struct connection *connection);
