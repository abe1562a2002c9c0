/* See main_never_joined_bad.c. */
#include <pthread.h>
#include <stdio.h>

static void *save(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t saver;
    if (pthread_create(&saver, NULL, save, NULL) != 0)
        return 1;
    puts("done");
    pthread_join(saver, NULL);
    return 0;
}
