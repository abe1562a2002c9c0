/* In main, a return on an error path between create and join ends the process. */
#include <pthread.h>
#include <stdio.h>

static void *spin(void *arg)
{
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        return 1;
    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    FILE *file = fopen(argv[1], "r");
    if (file == NULL)
        return 1;
    fclose(file);
    pthread_join(spinner, NULL);
    return 0;
}
