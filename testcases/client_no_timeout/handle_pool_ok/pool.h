/* Handles that are made once and lent to one job after the other. */
#include "curl.h"

#include <stdbool.h>

enum { POOL_SIZE = 4 };

struct pool {
    CURL *idle[POOL_SIZE];
    int n_idle;
};

bool pool_fill(struct pool *pool);
CURL *pool_borrow(struct pool *pool);
void pool_give_back(struct pool *pool, CURL *curl);
