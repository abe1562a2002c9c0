/* main's helper returns early: the process goes on, so this is no process exit. */
#include <pthread.h>
#include <stdio.h>

static void *spin(void *arg)
{
    return arg;
}

static int copy(const char *name)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    FILE *file = fopen(name, "r");
    if (file == NULL)
        return -1;
    fclose(file);
    pthread_join(spinner, NULL);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= copy(argv[i]) != 0;
    return failed;
}
