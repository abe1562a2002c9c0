#ifndef STORE_H
#define STORE_H

struct store;

struct store *store_open(void);
int store_add(struct store *store, long amount);
void store_close(struct store *store);

#endif
