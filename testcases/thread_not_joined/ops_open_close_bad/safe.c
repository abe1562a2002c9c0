#include "backend.h"

#include <pthread.h>
#include <stdlib.h>

struct safe_session {
    pthread_t worker;
    int amount;
};

static void *work_safe(void *arg)
{
    struct safe_session *self = arg;
    self->amount += 2;
    return NULL;
}

static void *open_safe(int level)
{
    struct safe_session *self = calloc(1, sizeof(*self));
    if (self == NULL)
        return NULL;
    self->amount = level;
    if (pthread_create(&self->worker, NULL, work_safe, self) != 0) { // EXPECT: thread-not-joined
        free(self);
        return NULL;
    }
    return self;
}

static int feed_safe(void *object, int amount)
{
    struct safe_session *self = object;
    return self->amount + amount;
}

static void close_safe(void *object)
{
    struct safe_session *self = object;
    free(self);
}

const struct backend safe_backend = {
    .open = open_safe,
    .feed = feed_safe,
    .close = close_safe,
};
