#pragma once
#include <stdbool.h>

struct thread;
struct thread *thread_create(const char *name, void *(*entry)(void *data),
                             bool (*shutdown)(void *data), void *data);
bool thread_shutdown(struct thread *thread);
