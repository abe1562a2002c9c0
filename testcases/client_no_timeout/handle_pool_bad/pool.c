#include "pool.h"

#include <stddef.h>

bool pool_fill(struct pool *pool)
{
    for (pool->n_idle = 0; pool->n_idle < POOL_SIZE; pool->n_idle++) {
        CURL *curl = curl_easy_init();
        if (curl == NULL)
            return false;
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        pool->idle[pool->n_idle] = curl;
    }
    return true;
}

CURL *pool_borrow(struct pool *pool)
{
    return pool->n_idle > 0 ? pool->idle[--pool->n_idle] : NULL;
}

void pool_give_back(struct pool *pool, CURL *curl)
{
    pool->idle[pool->n_idle++] = curl;
}
