/* A thread made in main that nobody joins at all: it is cut off in the middle of its work. */
#include <pthread.h>
#include <stdio.h>

static void *save(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t saver;
    if (pthread_create(&saver, NULL, save, NULL) != 0) // EXPECT: thread-not-joined
        return 1;
    puts("done");
    return 0;
}
