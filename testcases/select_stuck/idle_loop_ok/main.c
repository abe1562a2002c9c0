/* A loop is woken by an eventfd alone, into which a thread posts what it reads. */
#include "loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct loop loop;

static void show(void *data)
{
    fputs(data, stdout);
    free(data);
}

static void *input_run(void *arg)
{
    char line[128];

    while (fgets(line, sizeof line, stdin)) {
        char *copy = strdup(line);
        if (copy == NULL)
            break;
        if (loop_post(&loop, show, copy) < 0)
            free(copy);
    }
    return arg;
}

int main(void)
{
    pthread_t input;

    if (loop_init(&loop) < 0)
        return EXIT_FAILURE;
    if (pthread_create(&input, NULL, input_run, NULL) != 0)
        return EXIT_FAILURE;
    pthread_detach(input);
    return loop_run(&loop) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
