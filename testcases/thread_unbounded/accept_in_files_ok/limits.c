#include "limits.h"

#include <pthread.h>

enum { SESSIONS_MOST = 200 };

static struct {
    pthread_mutex_t lock;
    int sessions;
} limits = {PTHREAD_MUTEX_INITIALIZER, 0};

bool limits_enter(void)
{
    bool is_full;
    pthread_mutex_lock(&limits.lock);
    is_full = limits.sessions == SESSIONS_MOST;
    if (!is_full)
        limits.sessions++;
    pthread_mutex_unlock(&limits.lock);
    return !is_full;
}

void limits_leave(void)
{
    pthread_mutex_lock(&limits.lock);
    limits.sessions--;
    pthread_mutex_unlock(&limits.lock);
}
