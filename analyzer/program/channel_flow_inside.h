/* What the files channel_flow*.c share: the flow as far as it is found. */
#ifndef STRANDED_PROGRAM_CHANNEL_FLOW_INSIDE_H
#define STRANDED_PROGRAM_CHANNEL_FLOW_INSIDE_H

#include "base/bitset.h"
#include "base/vector.h"
#include "program/channel_flow.h"
#include "program/element_sets.h"
#include "program/model_control.h"
#include "program/model_flow.h"

/* What a local is a name for: a parameter, from 1, or what the function makes and returns. */
enum { ALIAS_NONE = 0, ALIAS_RESULT = UINT16_MAX };

/* An argument that is a parameter of its caller: what happens to one, happens to the other. */
struct passing {
    uint32_t outer, inner; /* index of the local (channel_flow_local()) */
};

/* What the function makes is an argument. */
struct handing_out {
    uint32_t fn, inner; /* index of the local */
};

struct channel_flow {
    const struct program *program;
    const struct wait_sets *wait_sets;
    uint32_t n_named;
    struct element_sets sets;
    uint16_t *alias;           /* per local: ALIAS_… or a parameter */
    uint8_t *leaks;            /* per local: a parameter that is more than used */
    uint8_t *makes;            /* per fn: its result is new */
    uint8_t *denied;           /* per fn: its result looked new, but others know it as well */
    struct model_flow *models; /* per fn; of models only */
    struct bitset handed_out;  /* records of which code out of sight gets objects */
    bool has_unseen;           /* some code of the program is not in sight */
    VECTOR(struct passing) passings;
    VECTOR(struct handing_out) handings;
    struct bitset is_stale; /* per fn: some callee of it makes since, or makes no more */
};

static inline bool channel_flow_is_ours(const struct program *program, uint32_t fn)
{
    return !program->fns[fn].is_model;
}

/* channel_flow_aliases.c: the index of the local in `alias` and `leaks`. */
uint32_t channel_flow_local(const struct channel_flow *flow, uint32_t fn, uint32_t local);
/* The address of a record that begins another one is the whole one's: `&sink->base` is `sink`. */
struct ir_operand channel_flow_whole(const struct program *program, uint32_t fn,
                                     struct ir_operand operand);
/* The element that the operand's value is, taken for the whole. */
uint32_t channel_flow_value(const struct program *program, uint32_t fn, struct ir_operand operand);
/* The local that the place is, or that it lies behind without a named step; 0 = neither. */
uint32_t channel_flow_base_local(const struct fn *fn, uint32_t place);
/* The local that the place is; 0 = none. */
uint32_t channel_flow_exact_local(const struct fn *fn, uint32_t place);
/* The alias that an operand's value is. */
uint16_t channel_flow_alias(const struct channel_flow *flow, uint32_t fn,
                            struct ir_operand operand);
/* Those who call the function see something else in it now. */
void channel_flow_make_callers_stale(struct channel_flow *flow, uint32_t fn);
/* Finds what makes, from nothing. Callees that stand behind their callers are found in the next round. */
void channel_flow_find_makers(struct channel_flow *flow, struct arena *scratch);

/* channel_flow_leaks.c: finds which parameters leak, and that what leaks was not made. Requires makers. */
void channel_flow_find_leaks(struct channel_flow *flow);
/* What threads, coroutines and handlers get comes from where they are started or registered. */
void channel_flow_mark_handlers(struct channel_flow *flow);
/* The functions that a call of the model registers by that handler. `ret_complete`: there are no others. */
struct fn_list channel_flow_registered(const struct channel_flow *flow, uint32_t fn,
                                       const struct call_site *site,
                                       const struct model_handler *handler, bool *ret_complete);
/* Whether the model has no name for the argument: what the call does with it hangs on another one, such as the
 * request of an ioctl(). */
bool channel_flow_is_unnamed(const struct program *program, uint32_t model, uint32_t argument);

/* channel_flow_sets.c: unifies all that flows. Requires leaks and makers. */
void channel_flow_unify(struct channel_flow *flow);

#endif
