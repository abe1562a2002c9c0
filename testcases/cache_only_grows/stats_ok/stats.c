#include "stats.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct counter {
    struct counter *next;
    unsigned long value;
    char name[80];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct counter *counters;

void stats_count(const char *name)
{
    struct counter *c;

    pthread_mutex_lock(&lock);
    for (c = counters; c != NULL; c = c->next)
        if (strcmp(c->name, name) == 0)
            break;
    if (c == NULL) {
        c = calloc(1, sizeof *c);
        if (c == NULL)
            abort();
        strncpy(c->name, name, sizeof c->name - 1);
        c->next = counters;
        counters = c;
    }
    c->value++;
    pthread_mutex_unlock(&lock);
}

void stats_print(int fd)
{
    pthread_mutex_lock(&lock);
    for (struct counter *c = counters; c != NULL; c = c->next)
        dprintf(fd, "%s %lu\n", c->name, c->value);
    pthread_mutex_unlock(&lock);
}
