/* What a thread writes to shared places when it leaves by itself: when its body returns though nobody
 * has told it to. Private to this folder. */
#ifndef STRANDED_PROGRAM_LEAVING_H
#define STRANDED_PROGRAM_LEAVING_H

#include "program/graph.h"
#include "program/mode_flags.h"

struct leaving {
    uint32_t element; /* elements.h: a field or a global */
    int64_t number;   /* what it holds from then on */
    uint32_t wiped; /* or: the record of an object that is zero as a whole from then on; 0 = none */
    bool counts_down; /* it is one less than before, `number` says nothing */
    uint32_t fn;
    struct ir_location at;
};

VECTOR_TYPE(leaving_list, struct leaving);

/* Appends what the body writes, itself or in functions that it calls by name on its way out. Who switches off what it
 * does, and calls none of those that join, has not told it as somebody does who joins it: then, too, it leaves by itself. */
void leaving_find(const struct program *program, uint32_t body, const struct thread_use *threads,
                  struct leaving_list *ret_list);

#endif
