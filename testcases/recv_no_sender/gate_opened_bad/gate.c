#include "gate.h"
#include "wake.h"

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_cond = PTHREAD_COND_INITIALIZER;
static bool is_open;

void gate_pass(void)
{
    pthread_mutex_lock(&gate_lock);
    while (!is_open)
        pthread_cond_wait(&gate_cond, &gate_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&gate_lock);
}

void gate_open(void)
{
    pthread_mutex_lock(&gate_lock);
    is_open = true;
    wake_all(&gate_cond);
    pthread_mutex_unlock(&gate_lock);
}
