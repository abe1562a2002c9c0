#include "state.h"

#include <pthread.h>

static int ending;
static pthread_mutex_t ending_lock = PTHREAD_MUTEX_INITIALIZER;

static int is_ending(void)
{
    pthread_mutex_lock(&ending_lock);
    int now = ending;
    pthread_mutex_unlock(&ending_lock);
    return now;
}

static void end(void)
{
    pthread_mutex_lock(&ending_lock);
    ending = 1;
    pthread_mutex_unlock(&ending_lock);
}

void state_query(struct state_if *ret_if)
{
    ret_if->version = 1;
    ret_if->is_ending = is_ending;
    ret_if->end = end;
}
