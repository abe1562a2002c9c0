/* Ways through one function that the values of its own conditions allow: is there one on which this happens,
 * then that, and not the other in between? A search over blocks with the comparisons taken so far (the idea
 * of ESP, Das, Lerner, Seigle, PLDI 2002, with the property in the query's marks). Private to this folder. */
#ifndef STRANDED_PROGRAM_PATHS_H
#define STRANDED_PROGRAM_PATHS_H

#include <stranded/check.h>

#include "base/intmap.h"
#include "program/graph.h"

/* What an instruction means for a query. */
enum path_mark {
    PATH_FROM = 1 << 0, /* the way has to pass one of them */
    PATH_TO = 1 << 1,   /* and then to reach one of these */
    PATH_STOP = 1 << 2, /* without one of these in between */
};

/* What a result is compared with. */
struct path_result {
    enum ir_operator relation;
    int64_t number;
};

struct path_query {
    const struct program *program;
    uint32_t fn;
    struct intmap marks;                /* instr -> PATH_… */
    bool from_entry;                    /* the way begins at the entry, and needs to pass nothing */
    uint32_t from_block;                /* or at this block; 0 = none */
    bool to_return;                     /* it may also end in a return */
    const struct path_result *returned; /* in one of a result that may be so; NULL = any */
    const struct path_result *given; /* the result of the call that it passes is so; NULL = any */
    const struct bitset *ends; /* blocks where no way that has begun may choose; NULL = none */
    bool is_one_of_cases;      /* a switch without a default of its own names all that there is */
    struct ir_place_id kept; /* a place that must not be given another value in between; 0 = none */
};

struct path_answer {
    bool found;
    bool
        around; /* the way goes round a loop behind its start: other things may have changed by then */
    uint32_t from_block, from_instr; /* 0 = it began at the entry */
    uint32_t to_block, to_instr;     /* to_instr 0 = the return */
    struct steps decisions;          /* the branches on the way that matter; in the run's arena */
};

void path_mark(struct path_query *query, uint32_t instr, enum path_mark mark);
/* Not found, too, where the bound on the search is met. */
struct path_answer path_find(const struct path_query *query);
void path_query_deinit(struct path_query *query);

#endif
