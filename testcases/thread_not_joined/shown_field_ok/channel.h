/* The header of a library: its users see the struct. */
#pragma once
#include <pthread.h>

enum channel_state { CHANNEL_OPENS, CHANNEL_RUNS, CHANNEL_ENDS };

struct channel {
    int fd;
    volatile enum channel_state state;
    pthread_t pump;
};

int channel_start(struct channel *channel, int fd);
void channel_stop(struct channel *channel);
