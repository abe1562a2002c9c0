/* The linked program as the stages of program/ see it. Private to this folder.
 *
 * Numbers: `fn` counts function bodies, `entity` linked symbols (a function or variable that is the
 * same thing in every unit), `field` and `record` those of all units. 0 is none everywhere. */
#ifndef STRANDED_PROGRAM_GRAPH_H
#define STRANDED_PROGRAM_GRAPH_H

#include "base/arena.h"
#include "base/bitset.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "ir/ir.h"
#include "program/program.h"

/* A list of function numbers, sorted, without repeats. */
struct fn_list {
    const uint32_t *items;
    uint32_t count;
};

/* One call instruction. */
struct call_site {
    uint32_t block;         /* ir_block_id of its function */
    uint32_t instr;         /* index into its unit's instrs */
    uint32_t entity;        /* the function that is called by name, 0 = through a pointer */
    struct fn_list targets; /* bodies that it may reach; empty = none in sight */
    bool unresolved;        /* through a pointer, and not all of its targets are known */
    bool in_coroutine;      /* coroutines.c: it runs in a coroutine of its own */
};

/* A natural loop (Muchnick, Advanced Compiler Design and Implementation, 7.4). */
struct loop {
    uint32_t head;        /* block that every way into the loop passes */
    uint32_t parent;      /* the next outer loop, index + 1; 0 = none */
    struct bitset blocks; /* the blocks in it, inner loops' too */
    bool forever;         /* written without a condition, like for (;;) */
    bool irreducible;     /* entered also elsewhere: nothing is known of its counts */
    bool counted;         /* runs `trips` times at most: constant bounds, one step */
    uint64_t trips;
    bool steps; /* it counts from `begin` on by `step`, as long as its head's comparison holds */
    int64_t begin, step;
};

/* A call that reaches a function. */
struct caller_site {
    uint32_t fn, call;
};

/* An edge that is taken only while a global says that nobody was there before. */
struct first_edge {
    uint32_t block, edge;
};

/* A block of a function by what every way to it passes (dominators.c). */
struct entered_block {
    uint32_t
        n_dominated;   /* how many blocks it dominates, with itself; 0 = control never reaches it */
    uint32_t position; /* in an order in which those follow it at once */
    uint32_t from, edge; /* the only edge by which control comes to it from blocks that it does not
                           * dominate; from 0 = there are several, or it is the entry */
    uint32_t n_edges;    /* such edges */
};

/* What is looked up again and again in the graph of one function, made on first use. */
struct fn_index {
    struct arena *run;
    const struct entered_block *entered; /* per block id: dominators.c */
    const uint32_t *only_write;          /* per place: conditions.c */
    const struct bitset *indices;        /* places that elements are found by: transfer.c */
    const struct bitset *moved;          /* locals that a loop moves on: asked.c */
};

/* A function with a body. */
struct fn {
    const struct ir_unit *unit;
    const struct ir_function *ir;
    uint32_t input; /* its unit: index into program.inputs */
    uint32_t entity;
    const char *name;
    bool is_model;
    struct fn_index *index;
    /* targets.c */
    struct call_site *calls; /* sorted by instr */
    uint32_t n_calls;
    bool address_taken; /* used as a value somewhere */
    /* callers.c */
    struct fn_list callers;        /* over all kinds of calls */
    struct caller_site *called_at; /* those calls, by function and place */
    uint32_t n_called_at;
    bool escapes;        /* its address reaches code that we can't see */
    bool kept_by_system; /* its address lies in a struct that a system header defines */
    /* loops.c; made on demand */
    struct loop *loops; /* outer loops before inner ones */
    uint32_t n_loops;
    uint32_t *loop_of; /* per block id: innermost loop, index + 1; 0 = none */
    bool loops_known;
    /* once.c; made on demand */
    struct first_edge *first_edges;
    uint32_t n_first_edges;
    bool first_edges_known;
    /* returns.c */
    bool never_returns;
    bool exits_thread; /* a model that ends the calling thread */
    bool contains;     /* a model that puts something into a container, or takes something out */
    bool has_result;   /* whatever it does, it returns the number `result` if it returns */
    int64_t result;
};

/* A linked symbol. */
struct entity {
    const char *name;
    /* IR_SYMBOL_…, or-ed over the units; IR_SYMBOL_SYSTEM: of a function without a body if one says so, else only if
     * all do */
    uint32_t flags;
    bool is_static; /* internal or local linkage */
    bool from_system,
        own_body; /* while units are linked: one has it from a system header; one of its own defines it */
    struct fn_list bodies; /* function: its definitions; several = programs that share the units */
    uint32_t model;        /* the model that stands for it, or 0; it wins over bodies */
    uint32_t own_model;    /* the same, where the project has a body of its own as well */
    const struct ir_type *type; /* of one declaration */
    const struct ir_unit *type_unit;
    struct source_place at;
    const char *annotation; /* of the first unit that has one; "" = none */
};

struct record_info {
    const char *name; /* "" = unnamed */
    const char *key;
    uint32_t flags;  /* IR_RECORD_… */
    uint64_t layout; /* as in ir_record, of a unit that has it defined */
};

/* Whether who uses the library that has the record may look into it: its definition is in a header, and not kept from
 * them behind another one that has the name alone. */
static inline bool record_is_shown(const struct record_info *record)
{
    return record->flags & IR_RECORD_IN_HEADER && !(record->flags & IR_RECORD_DECLARED_APART);
}

struct field_info {
    uint32_t record;
    const char *name;
    bool is_first_base; /* a record that begins its record: its address is the whole one's */
    bool is_plain;      /* numbers and nothing else: who gets its address does not get at the object
                         * around it; a record of numbers, if it is the system's */
};

VECTOR_TYPE(number_list, uint32_t);

struct program {
    struct arena *run;                  /* all that lives with the program */
    const struct program_input *inputs; /* sorted by name */
    struct ir_builder *annotations; /* holds the unit that annotations_model.c has made; or NULL */
    uint32_t n_inputs;
    struct fn *fns; /* [0] unused */
    uint32_t n_fns;
    struct entity *entities; /* [0] unused */
    uint32_t n_entities;
    struct field_info *fields; /* [0] unused */
    uint32_t n_fields;
    struct record_info *records; /* [0] unused */
    uint32_t n_records;
    uint32_t **entity_of;      /* [input][symbol] */
    struct intmap system_uses; /* (input, entity): the unit has it from a system header, though the
                                * project has a body of its own, such as one for another system */
    uint32_t **field_of;       /* [input][field] */
    uint32_t **record_of;      /* [input][record] */
    uint32_t *local_base; /* [input]: what to add to a local's index in its unit's pool to number
                           * the locals of the whole program */
    /* targets.c */
    struct number_list *function_values; /* [element index]: entities of functions it may hold */
    /* members.c */
    struct bitset *programs_of; /* [input]: which programs contain it; bit 0 = the library */
    uint32_t n_programs;
    struct stores *stores;             /* stores.c */
    struct contexts *contexts;         /* contexts.c */
    struct holders *holders;           /* holders.c */
    struct solution *solution;         /* solve.c */
    struct stop_facts *stop_facts;     /* stops.c */
    struct ending_facts *ending_facts; /* ending_facts.c */
    struct growth_facts *growth;       /* growth.c */
    const struct creation **creations; /* sorted by place; `n_creations` of them */
    size_t n_creations;
    struct program_statistics statistics;
    const struct program_watcher *watcher; /* NULL = nobody measures; gone after program_new() */
};

/* ---- reading one function ---- */

static inline const struct ir_block *fn_block(const struct fn *fn, uint32_t id)
{
    return ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
}

/* One step of an access path. */
static inline const struct ir_place *fn_place(const struct fn *fn, uint32_t id)
{
    return ir_place(fn->unit, fn->ir, (struct ir_place_id){id});
}

/* Whether something in the function is not understood. */
static inline bool fn_is_broken(const struct fn *fn)
{
    return fn->ir->n_unknown || fn->ir->flags & IR_FUNCTION_DAMAGED;
}

/* Whether the operand is a constant; NULL is 0. */
static inline bool fn_number(const struct fn *fn, struct ir_operand operand, int64_t *ret_number)
{
    *ret_number = operand.kind == IR_OPERAND_INTEGER ? fn->unit->integers[operand.index] : 0;
    return operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL;
}

/* The ways out of a block, numbered; a switch's cases first, then its default. */
static inline uint32_t graph_n_successors(const struct ir_block *block)
{
    switch ((enum ir_end_kind)block->end) {
    case IR_END_JUMP:
        return 1;
    case IR_END_BRANCH:
        return 2;
    case IR_END_SWITCH:
        return block->cases.count + 1;
    case IR_END_ANY:
        return block->cases.count + (block->target[0].index != 0);
    case IR_END_RETURN:
    case IR_END_UNREACHABLE:
        break;
    }
    return 0;
}

static inline uint32_t graph_successor(const struct fn *fn, const struct ir_block *block,
                                       uint32_t edge)
{
    bool has_cases = block->end == IR_END_SWITCH || block->end == IR_END_ANY;

    if (has_cases && edge < block->cases.count)
        return fn->unit->cases[block->cases.first + edge].target.index;
    return block->target[has_cases ? 0 : edge].index;
}

/* The local that the operand's value is; 0 = something else. */
static inline uint32_t fn_local(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE || fn_place(fn, operand.index)->kind != IR_PLACE_LOCAL)
        return 0;
    return fn_place(fn, operand.index)->argument;
}

/* link.c. Fills everything up to record_of. */
void program_link(struct program *program);

/* The bodies that a use of the entity in that unit means: the model, where the project has none of its
 * own; or else the unit's; or else the nearest by folder, several where that does not decide. */
struct fn_list link_resolve(const struct program *program, uint32_t input, uint32_t entity);

/* targets.c: fills call_site, address_taken, function_values. Requires program_link(). Flow- and
 * context-insensitive, by field (Andersen's analysis on function values only). */
void program_find_targets(struct program *program);

/* The entity that the function names by an operand that is a function. */
static inline uint32_t entity_of_operand(const struct program *program, uint32_t fn,
                                         struct ir_operand operand)
{
    return program->entity_of[program->fns[fn].input][operand.index];
}

/* callers.c: fills callers, called_at, escapes, kept_by_system. Requires program_find_targets(). */
void program_find_callers(struct program *program);

/* The first call at or behind that instruction: index into fn.calls, n_calls if there is none. */
uint32_t graph_first_call(const struct fn *fn, uint32_t instr);

/* The bodies that a value may be: an operand of that function (a function, a place that holds
 * pointers to functions). `ret_complete` false: there may be others. */
struct fn_list targets_of_operand(const struct program *program, uint32_t fn,
                                  struct ir_operand operand, bool *ret_complete);

/* The bodies that a field or global may hold, as a unit means them; as any unit does. */
#define TARGETS_OF_ALL_UNITS UINT32_MAX
struct fn_list targets_of_element(const struct program *program, uint32_t input, uint32_t element);

/* What a call through a pointer may reach that has too many targets to be followed (unresolved): the
 * functions of a table; nothing where it is none. */
struct fn_list targets_in_table(const struct program *program, uint32_t fn,
                                const struct call_site *call);

/* coroutines.c: fills in_coroutine. Requires program_find_targets(). */
void program_find_coroutines(struct program *program);

/* loops.c: how often a loop that steps runs where it counts up to that number, or down to it. */
bool graph_trips(const struct fn *fn, const struct loop *loop, int64_t bound, uint64_t *ret_trips);
/* loops.c: whether that way out of the block leaves the innermost loop around it. Requires loops_find(). */
bool graph_leaves_loop(const struct fn *fn, uint32_t from, uint32_t edge);
/* Whether some way out of the block leads to none of `blocks`. */
bool graph_leads_out(const struct fn *fn, const struct ir_block *block,
                     const struct bitset *blocks);
/* Adds the blocks that lead to those of the set, but (unless NULL) for `stuck` ones, which lead nowhere. */
void graph_add_leading(const struct fn *fn, struct bitset *set, const struct bitset *stuck);
/* dominators.c: whether every way from the entry to the block takes that way out of the block `from`. */
bool graph_needs_edge(const struct fn *fn, uint32_t to, uint32_t from, uint32_t edge);
/* dominators.c: whether every way from the entry to the block passes the block `above`. */
bool graph_dominates(const struct fn *fn, uint32_t above, uint32_t block);
/* The loops of one function, made on first use. */
void loops_find(struct program *program, uint32_t fn);

/* returns.c: fills never_returns. Requires program_find_targets(). A function never returns if no
 * path from its entry reaches a return without passing a call that never returns. And has_result, result. */
void program_find_returns(struct program *program);
/* Whether the call returns one number only, if it returns: that. */
bool returns_one(const struct program *program, const struct call_site *call, int64_t *ret_number);
/* Whether control never comes back from that call. */
bool returns_never(const struct program *program, const struct fn *fn,
                   const struct call_site *call);

/* members.c: fills programs_of. Requires program_find_targets(). Each `main` draws in the units that
 * define what it refers to, as a linker draws members from an archive; what no main draws in is the
 * library (program 0). */
void program_find_members(struct program *program);
/* Whether some program contains both units. */
bool members_share(const struct program *program, uint32_t input_a, uint32_t input_b);
/* Whether the function can be called from outside of what we see: it is external and in the library,
 * or nobody in sight calls it though it is external. */
bool members_is_public(const struct program *program, uint32_t fn);
/* Whether code out of sight may call the function: it has got its address, or can name it. One of a program that only uses
 * its address, as that of a thread's body in another unit, is there for that. */
bool members_is_called_unseen(const struct program *program, uint32_t fn);
/* Whether somebody other than the callers in sight may call the function: from outside, or through a
 * pointer. */
bool members_has_unseen_callers(const struct program *program, uint32_t fn);

/* contexts.c: fills contexts. Requires all of the above. */
enum root_kind {
    ROOT_MAIN,
    ROOT_CONSTRUCTOR,
    ROOT_THREAD,
    ROOT_REQUEST,
    ROOT_CONNECTION,
    ROOT_MESSAGE,
    ROOT_EVENT,
    ROOT_TIMER,
    ROOT_UNIX_SIGNAL,
    ROOT_SIGNAL_EVENT, /* a unix signal that a loop takes: called by the loop */
    ROOT_EXIT,
    ROOT_CALL,
    ROOT_ONCE,
    ROOT_PUBLIC,
    ROOT_CALLBACK
};
void program_find_contexts(struct program *program);
/* How often control reaches that block of the function. */
struct multiplicity contexts_multiplicity(const struct program *program, uint32_t fn,
                                          uint32_t block);
/* The same without words for it, which take room. */
enum often contexts_often(const struct program *program, uint32_t fn, uint32_t block);
/* Whether it does so again and again for sure: see multiplicity_is_steady(). */
bool contexts_is_steady(const struct program *program, uint32_t fn, uint32_t block);
/* Whether control reaches the function; not only from functions of a program that nobody calls. */
bool contexts_reached(const struct program *program, uint32_t fn);
/* Whether the function, or one that it calls, waits for something from outside. */
bool contexts_waits(const struct program *program, uint32_t fn);
/* What a round of the loop is that comes to the block, which lies in it. */
enum event_source contexts_loop_source(const struct program *program, uint32_t fn,
                                       const struct loop *loop, uint32_t block);
/* Whether the function, or one that it calls, waits for an event: more than the next piece of a file. */
bool contexts_waits_for_event(const struct program *program, uint32_t fn);
/* The same, or for another thread. */
bool contexts_awaits(const struct program *program, uint32_t fn);
/* From where control reaches a function, at its most frequent. */
struct context_origin {
    enum root_kind kind;
    uint32_t from, from_block, from_instr; /* the call; from 0 = a root of its own */
};
struct context_origin contexts_origin(const struct program *program, uint32_t fn);
/* The function that the way to it begins with: main, a handler, what somebody outside calls. */
uint32_t contexts_root(const struct program *program, uint32_t fn);
/* What makes control reach the block of the function again and again; fn 0 = it does not, but once or a bounded
 * number of times. */
struct context_source {
    uint32_t fn;              /* the function that is called for each event, or has the loop */
    enum event_source source; /* what that is */
    const struct loop *loop;  /* NULL = the function is called for each event */
};
struct context_source contexts_source(const struct program *program, uint32_t fn, uint32_t block);
/* Whether each round of the loop is an event: it waits in it for what others send, or goes on for ever. What
 * is read from a file is no event. */
bool contexts_is_event_loop(const struct program *program, uint32_t fn, const struct loop *loop);
/* Whether the loop comes to an end by itself: it counts, follows links, or takes one after another. */
bool contexts_loop_walks(const struct program *program, uint32_t fn, const struct loop *loop);
/* Whether the function runs in a handler of a unix signal, or of somebody out of sight. */
bool contexts_in_handler(const struct program *program, uint32_t fn);
/* Whether the function runs as time passes, again and again: on a timer, or as a buffer of sound is due. */
bool contexts_by_timer(const struct program *program, uint32_t fn);
/* Whether the block is reached only in a process that the function has made. */
bool contexts_in_child(const struct program *program, uint32_t fn, uint32_t block);
/* Whether the function is a program's main. */
bool contexts_in_main(const struct program *program, uint32_t fn);

/* once.c: whether the block of the function is reached at most once in the process: a global says that it
 * was there before. `within`: only what is tested in each round of that loop counts; NULL = anywhere. */
bool once_guarded(const struct program *program, uint32_t fn, uint32_t block,
                  const struct loop *within);
/* Adds all such blocks of the function to the set. */
void once_add_guarded(const struct program *program, uint32_t fn, struct bitset *blocks);

/* Where in the source an instruction stands. */
struct source_place graph_place(const struct program *program, const struct fn *fn,
                                struct ir_location at);

/* The local or global that the access path begins with; 0 = of no place. */
static inline uint32_t fn_root(const struct fn *fn, uint32_t place)
{
    while (place && fn_place(fn, place)->parent.index)
        place = fn_place(fn, place)->parent.index;
    return place;
}

/* What the call is given as that argument, from 1; no operand = it has none such, or is no call. */
static inline struct ir_operand fn_argument(const struct fn *fn, uint32_t instr, uint32_t argument)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (call->op != IR_CALL || !argument || argument > call->arguments.count)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    return fn->unit->operands[call->arguments.first + argument - 1];
}

/* The local at the root of the place, even behind pointers; 0 = none. */
static inline uint32_t fn_root_local(const struct fn *fn, uint32_t place)
{
    place = fn_root(fn, place);
    return place && fn_place(fn, place)->kind == IR_PLACE_LOCAL ? fn_place(fn, place)->argument : 0;
}

/* Whether the call may reach the function. */
static inline bool call_reaches(const struct call_site *site, uint32_t fn)
{
    for (uint32_t i = 0; i < site->targets.count; i++)
        if (site->targets.items[i] == fn)
            return true;
    return false;
}

#endif
