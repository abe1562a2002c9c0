#pragma once
#include <pthread.h>

void wake_all(pthread_cond_t *cond);
