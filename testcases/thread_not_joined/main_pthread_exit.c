/* pthread_exit in main: the process lives until its last thread returns. */
#include <pthread.h>
#include <stdio.h>

static void *count(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t counters[3];
    for (int i = 0; i < 3; i++) {
        if (pthread_create(&counters[i], NULL, count, NULL) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    pthread_exit(NULL);
}
