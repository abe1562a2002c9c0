/* A picture of a program: its threads and channels, and who does what to whom. */
#ifndef STRANDED_PICTURE_PICTURE_H
#define STRANDED_PICTURE_PICTURE_H

#include "base/arena.h"
#include "base/vector.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum picture_node_kind {
    PICTURE_MAIN,
    PICTURE_THREAD,
    PICTURE_HANDLER, /* called for events, timers, unix signals */
    PICTURE_OUTSIDE, /* whoever calls the public functions of a library */
    PICTURE_QUEUE,
    PICTURE_CONDITION,
    PICTURE_PIPE,
    PICTURE_COUNTER, /* a semaphore and its like: messages are only counted */
};

struct picture_node {
    enum picture_node_kind kind;
    const char *name;  /* of the function, or of what holds the channel */
    const char *where; /* "file.c:12" */
};

enum picture_arrow_kind {
    PICTURE_SPAWNS,
    PICTURE_JOINS,
    PICTURE_SENDS,
    PICTURE_RECEIVES,
    PICTURE_CLOSES
};

/* From a thread to a thread or channel; for what is received, from the channel to the thread. */
struct picture_arrow {
    enum picture_arrow_kind kind;
    uint32_t from, to;  /* indices of nodes */
    const char *label;  /* how often, and other words; "" = nothing to say */
    const char *broken; /* the check that has a finding there; NULL = none */
};

struct picture {
    VECTOR(struct picture_node) nodes;
    VECTOR(struct picture_arrow) arrows;
};

/* Takes the nodes out that have no arrow. */
void picture_drop_lonely(struct picture *picture);
void picture_deinit(struct picture *picture);

/* The picture as a graph for Graphviz (DOT language, graphviz.org/doc/info/lang.html). Lies in the arena. */
const char *picture_dot(const struct picture *picture, const char *title, struct arena *arena);

#endif
