#include "cook.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

int main(void)
{
    sem_t orders;
    pthread_t thread;
    char line[80];

    if (sem_init(&orders, 0, 0) != 0 || pthread_create(&thread, NULL, cook, &orders) != 0)
        return 1;
    while (fgets(line, sizeof line, stdin))
        sem_post(&orders);
    pthread_join(thread, NULL);
    return sem_destroy(&orders);
}
