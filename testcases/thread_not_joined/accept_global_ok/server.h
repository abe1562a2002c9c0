#ifndef SERVER_H
#define SERVER_H

#include <pthread.h>

extern pthread_t client;

void *serve(void *arg);

#endif
