#pragma once
#include "crew.h"

#include <pthread.h>

struct member {
    pthread_t thread;
    struct crew *crew;
    size_t number;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool dismissed;
    size_t n_members;
    struct member *members;
};

void *member_run(void *arg);
void crew_dismiss(struct crew *crew);
