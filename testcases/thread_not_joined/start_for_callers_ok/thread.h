#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>

int thread_create(pthread_t *id, void *(*run)(void *), void *arg);
void index_files(void);
void watch_start(void);
void watch_stop(void);
void mail_send(const char *text);

#endif
