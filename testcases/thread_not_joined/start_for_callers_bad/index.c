#include "thread.h"

#include <stddef.h>
#include <unistd.h>

static void *work(void *arg)
{
    sleep(1);
    return arg;
}

void index_files(void)
{
    pthread_t workers[4];
    int started = 0;
    while (started < 4 && thread_create(&workers[started], work, NULL) == 0)
        started++;
    for (int i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
}
