/* A function starts threads and returns their handles. Who throws a handle away waits for nobody, and the wait for one
 * thread is none for another. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_t start_thread(void *(*body)(void *), void *arg)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, body, arg) != 0)
        exit(1);
    return thread;
}

static void *notify(void *arg)
{
    for (;;) {
        sleep(1);
        if (write(STDERR_FILENO, arg, 1) < 0)
            continue;
    }
    return NULL;
}

static void *beat(void *arg)
{
    for (;;) {
        sleep(1);
        if (write(STDOUT_FILENO, arg, 1) < 0)
            continue;
    }
    return NULL;
}

static void *copy(void *arg)
{
    if (write(STDOUT_FILENO, arg, 1) < 0)
        return arg;
    return NULL;
}

static int copy_one(char *name)
{
    pthread_t thread = start_thread(copy, name);
    void *result;

    if (pthread_join(thread, &result) != 0)
        return -1;
    return result == NULL ? 0 : -1;
}

int main(int argc, char **argv)
{
    start_thread(notify, "n");
    for (int i = 1; i < argc; i++)
        if (copy_one(argv[i]) < 0)
            return 1;
    pthread_t heart = start_thread(beat, "b"); // EXPECT: thread-no-stop
    pthread_join(heart, NULL);
    return 0;
}
