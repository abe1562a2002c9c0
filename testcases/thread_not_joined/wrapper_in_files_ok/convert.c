#include "convert.h"
#include "thread.h"

#include <stdio.h>

static void *work(void *arg)
{
    return arg;
}

int convert(const char *file)
{
    struct thread worker = {0};
    if (!thread_start(&worker, work, NULL))
        return -1;
    printf("converting %s\n", file);
    thread_wait(&worker);
    return 0;
}
