/* Which places may hold the same channel: a unification of the values that flow between fields, globals
 * and locals (Steensgaard, Points-to analysis in almost linear time, POPL 1996), by field, like
 * holders.c; but a function that does nothing with a parameter except use it, or that returns what it
 * has just made, is followed call by call. So `push(a, x)` and `push(b, x)` leave a and b apart.
 * Private to this folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_FLOW_H
#define STRANDED_PROGRAM_CHANNEL_FLOW_H

#include "program/graph.h"
#include "program/wait_sets.h"

/* What an operand is, seen from the callers of its function. */
enum channel_root {
    ROOTED_NOWHERE = 0, /* not known */
    ROOTED_HERE,        /* in a field, a global or a local: `element` */
    ROOTED_PARAMETER,   /* in a parameter that is only used: `parameter`, from 1 */
    ROOTED_RESULT,      /* in what the function makes and returns */
};

struct rooted {
    enum channel_root root;
    uint32_t element;
    uint32_t place; /* of its function */
    uint32_t parameter;
    uint32_t index; /* channel_flow_index() */
};

/* No constant index, or not known of which array. */
#define INDEX_UNKNOWN UINT32_MAX
/* Which element of an array, or of what a pointer points to, the value of the place is, from 1; 0 = it is
 * none. */
uint32_t channel_flow_index(const struct fn *fn, struct ir_place_id place);

struct channel_flow;

/* Requires targets, members, contexts. `sets` is borrowed: what is copied into one goes nowhere else. */
struct channel_flow *channel_flow_new(const struct program *program, const struct wait_sets *sets);
void channel_flow_free(struct channel_flow *flow);

/* What the operand is, or lies in. */
struct rooted channel_flow_root(const struct channel_flow *flow, uint32_t fn,
                                struct ir_operand operand);
/* The same for an object that holds a hand-written queue, known also by the address of what it begins with. */
struct rooted channel_flow_object(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_operand operand);
/* The same for the result of a call. */
struct rooted channel_flow_result(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_place_id place);
/* Whether what the function returns is always new, and known to nobody else. */
bool channel_flow_makes(const struct channel_flow *flow, uint32_t fn);
/* Whether the thread ends right behind that call of the function: then what is called is the body of a
 * thread, such as a coroutine that is started in place. */
bool channel_flow_is_body(const struct program *program, const struct fn *fn, uint32_t call);
/* Whether the element is a global that code out of sight may name. */
bool channel_flow_is_foreign(const struct channel_flow *flow, uint32_t element);
/* The number of the set of places that the element is in. */
uint32_t channel_flow_class(struct channel_flow *flow, uint32_t element);
/* Whether some code of the program is not in sight. */
bool channel_flow_has_unseen(const struct channel_flow *flow);
/* The two are the same channel; and code out of sight uses it. */
void channel_flow_join(struct channel_flow *flow, uint32_t element, uint32_t other);
void channel_flow_give_away(struct channel_flow *flow, uint32_t element);
/* Whether the element is a local that nobody else knows: it is neither copied nor given to anybody who does more
 * than use it. */
bool channel_flow_is_private(struct channel_flow *flow, uint32_t element);
/* Whether code out of sight may know what the class holds. */
bool channel_flow_escapes(struct channel_flow *flow, uint32_t class);
/* Whether code out of sight may use what the class holds of what the program has made (element_sets.h). */
bool channel_flow_is_used_unseen(struct channel_flow *flow, uint32_t class);

#endif
