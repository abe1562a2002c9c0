#pragma once
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

extern pthread_t journal_thread;
extern atomic_bool journal_stopping;

int journal_start(void);
void shut_down(void);
