#include <stdbool.h>

struct pool;

struct pool *pool_new(unsigned n);
bool pool_run(struct pool *pool, void (*run)(void *), void *arg);
void pool_free(struct pool *pool);
