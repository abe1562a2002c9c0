#include "results.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2] = {-1, -1};

int results_open(void)
{
    return pipe(ends);
}

int results_put(int worker, double value)
{
    struct result result = {.worker = worker, .value = value};

    while (write(ends[1], &result, sizeof result) < 0) {
        if (errno != EINTR)
            return -errno;
    }
    return 0;
}

int results_print(int count)
{
    struct result result;

    for (int i = 0; i < count; i++) {
        if (read(ends[0], &result, sizeof result) != (ssize_t)sizeof result)
            return -EIO;
        printf("%d: %g\n", result.worker, result.value);
    }
    return 0;
}
