/* Hand-written queues: functions that put something into a list, ring or array that several threads
 * share, or take something out of it. Found by what they do. Private to this folder. */
#ifndef STRANDED_PROGRAM_QUEUES_H
#define STRANDED_PROGRAM_QUEUES_H

#include "base/vector.h"
#include "program/graph.h"
#include "program/model_uses.h"

/* An instruction that puts in or takes out. An object may hold several queues: `part` tells them apart. */
struct queue_use {
    enum use_kind kind; /* SEND, RECEIVE; ENDS: `part` and `other_part` are ends of one queue */
    uint32_t fn, block, instr;
    struct ir_operand object;  /* what holds the queue; kind none = `part` is a global */
    uint32_t part, other_part; /* elements: the field that is the queue, or holds one of its ends */
    uint32_t node;             /* a SEND into a list: the record of its nodes */
    uint32_t place;            /* a SEND: the end or array, as a place of `fn` */
    bool quiet;                /* a SEND: under a mutex, but nobody is woken */
    bool forever;              /* waits while it is empty (RECEIVE), or full (SEND), without end */
};

VECTOR_TYPE(queue_uses, struct queue_use);

/* Appends the uses, in the order of functions and instructions. Requires stops_uses(). */
void queues_find(const struct program *program, struct queue_uses *ret_uses);
/* queue_slots.c: the same for queues with room for one. */
void queue_slots_find(const struct program *program, struct queue_uses *ret_uses);

#endif
