#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A crew of its own for a pipeline, that ends with it. */
struct pipeline {
    struct pool *crew;
    char *name;
};

static void print(void *arg)
{
    puts(arg);
}

static void close_pipeline(void *arg)
{
    struct pipeline *pipeline = arg;
    pool_free(pipeline->crew);
    free(pipeline);
}

static void run_pipeline(struct pool *pool, char *name)
{
    struct pipeline *pipeline = malloc(sizeof *pipeline);
    if (!pipeline)
        return;
    pipeline->name = name;
    pipeline->crew = pool_new(2);
    if (!pipeline->crew) {
        free(pipeline);
        return;
    }
    pool_run(pipeline->crew, print, name);
    if (!pool_run(pool, close_pipeline, pipeline))
        close_pipeline(pipeline);
}

int main(int argc, char **argv)
{
    struct pool *pool = NULL;
    while (!pool) {
        pool = pool_new(8);
        sleep(1);
    }
    for (int i = 1; i < argc; i++)
        run_pipeline(pool, argv[i]);
    pool_free(pool);
    return 0;
}
