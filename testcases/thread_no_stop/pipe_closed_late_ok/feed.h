#ifndef FEED_H
#define FEED_H

#include <pthread.h>

struct feed {
    int ends[2];
    pthread_t worker;
    long sum;
};
struct feed *feed_open(void);
int feed_put(struct feed *feed, int value);
void feed_close(struct feed *feed);

#endif
