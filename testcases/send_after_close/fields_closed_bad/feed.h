#ifndef FEED_H
#define FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A child that compresses what it is fed. */
struct feed {
    pid_t pid;
    int in;
};

bool feed_open(struct feed *feed, int (*body)(int in));
bool feed_put(struct feed *feed, const char *data, size_t size);
int feed_close(struct feed *feed);
int compress_from(int in);

#endif
