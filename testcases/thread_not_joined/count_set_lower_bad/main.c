#include "pool.h"
#include <stdio.h>

int main(void)
{
    char line[64];
    struct pool *pool = pool_new(4);
    if (!pool)
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        size_t n;
        if (sscanf(line, "threads %zu", &n) == 1)
            pool_set(pool, n);
    }
    pool_free(pool);
    return 0;
}
