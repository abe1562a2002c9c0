#include "finished.h"

#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct connection *finished;

void finished_put(struct connection *connection)
{
    pthread_mutex_lock(&lock);
    connection->next = finished;
    finished = connection;
    pthread_mutex_unlock(&lock);
}

struct connection *finished_take(void)
{
    pthread_mutex_lock(&lock);
    struct connection *connection = finished;
    if (connection != NULL)
        finished = connection->next;
    pthread_mutex_unlock(&lock);
    return connection;
}
