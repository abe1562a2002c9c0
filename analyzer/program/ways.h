/* Which ways through a function are open, given the values that the program ever gives to the fields
 * and globals that it tests: a loop that ends by a flag which nobody sets never ends.
 *
 * Sparse and flow-insensitive for memory, flow-sensitive for control (the idea of Wegman, Zadeck,
 * Constant propagation with conditional branches, TOPLAS 1991, on demand and by element). Whatever is
 * not known keeps a way open. Private to this folder. */
#ifndef STRANDED_PROGRAM_WAYS_H
#define STRANDED_PROGRAM_WAYS_H

#include "program/graph.h"
#include "program/stores.h"

/* Values that something may have. More than these count as any. */
enum { VALUE_SET_MOST = 6 };
struct value_set {
    bool any;      /* nothing is known */
    bool non_zero; /* also some address or number that is not zero */
    uint32_t count;
    int64_t items[VALUE_SET_MOST];
    uint32_t flag; /* the field or global that decides, by its element; 0 = none */
};

/* A way that is shut because of what a flag may hold. */
struct shut_way {
    uint32_t block, edge;
    uint32_t flag;
};

/* What is known of one function. */
struct fn_ways {
    bool busy;            /* being visited: a recursive call */
    bool returns;         /* it may return */
    bool exits;           /* it may end the calling thread */
    struct bitset open;   /* blocks that control reaches */
    struct bitset passed; /* those whose end it reaches */
    VECTOR(struct shut_way) shut;
    const struct shut_way *again; /* while shut ways are looked at again: all of them */
    uint32_t n_again;
    struct value_set result; /* what it may return */
};

struct ways;

/* Requires contexts and solve. Functions are visited on demand. */
struct ways *ways_new(const struct program *program);
/* The same, were the flag never given another value than before the thread starts. */
struct ways *ways_new_without(struct ways *ways, uint32_t flag);
/* The same, might the flag hold anything. */
struct ways *ways_new_with(struct ways *ways, uint32_t flag);
void ways_free(struct ways *ways);
/* Whether what is supposed of the flag surely changes nothing: not even for the functions that look at it
 * themselves. */
bool ways_are_as_before(struct ways *ways, uint32_t flag);

/* The function's ways. Lives as long as `ways`. */
const struct fn_ways *ways_of(struct ways *ways, uint32_t fn);
/* Whether control may come to the next instruction behind that call. */
bool ways_comes_back(struct ways *ways, uint32_t fn, const struct call_site *site);

/* The stores that may give the flag a value with which the shut way opens; these are none of those that
 * are made before the thread starts. The flag's stores one by one: `at` runs from 0; NULL at the end. */
const struct stores *ways_stores(struct ways *ways);
/* Whether the store happens before any thread is started that could see it: a constructor's. */
bool ways_is_initial(struct ways *ways, const struct store *store);
/* Whether it goes into a struct whose address is put where a thread takes it from: a message, which counts
 * whenever it is made. */
bool ways_is_sent(const struct ways *ways, const struct store *store);
/* Whether the edge is surely meant by that one store: what it stores is known, and opens it. */
bool ways_opens(struct ways *ways, uint32_t fn, const struct shut_way *way,
                const struct store *store);
/* The same of a value that the function `from` hands to one that stores it. */
bool ways_opens_with(struct ways *ways, uint32_t fn, const struct shut_way *way, uint32_t from,
                     struct ir_operand value);
/* The flag that an edge hangs on: its condition tests that field or global, or the result of a function
 * that does; 0 = something else decides. */
uint32_t ways_flag_of_edge(struct ways *ways, uint32_t fn, uint32_t block);
/* The functions that read the flag, and all from which calls lead to them. */
struct bitset ways_leading_to(struct ways *ways, uint32_t flag, struct arena *arena);

#endif
