#ifndef CREW_H
#define CREW_H

#include <pthread.h>
#include <stdbool.h>

#define CREW_MAX 32
struct hand {
    pthread_t id;
    bool leave;
};
struct crew {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct hand *hands[CREW_MAX];
    int n;
    int pending;
};
int crew_init(struct crew *crew, int n);
int crew_resize(struct crew *crew, int n);
void crew_fini(struct crew *crew);

#endif
