/* See main_helper_bad.c. */
#include <pthread.h>
#include <stdio.h>

static void *spin(void *arg)
{
    return arg;
}

static int copy(const char *name)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        return -1;
    FILE *file = fopen(name, "r");
    if (file != NULL)
        fclose(file);
    pthread_join(spinner, NULL);
    return file != NULL ? 0 : -1;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= copy(argv[i]) != 0;
    return failed;
}
