#ifndef POOL_H
#define POOL_H

struct pool;

struct pool *pool_new(int n);
void pool_resize(struct pool *pool, int n);
void pool_free(struct pool *pool);

#endif
