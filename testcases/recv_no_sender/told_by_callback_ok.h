#pragma once
#include <pthread.h>

struct slot {
    pthread_mutex_t lock;
    pthread_cond_t posted;
    void *payload;
};

void slot_await(struct slot *slot);
