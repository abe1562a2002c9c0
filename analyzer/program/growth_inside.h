/* What the files behind growth.h share. Private to them.
 *
 * A *kind* is a record whose objects are linked with others of their kind: nodes. What is known of a kind is
 * known of all its objects: where they are allocated, freed, linked. */
#ifndef STRANDED_PROGRAM_GROWTH_INSIDE_H
#define STRANDED_PROGRAM_GROWTH_INSIDE_H

#include "program/element_sets.h"
#include "program/growth.h"
#include "program/model_flow.h"
#include "program/origins.h"
#include "program/steady.h"
#include "program/stores.h"

struct site {
    uint32_t fn, block, instr;
};

/* Helpers that insert are called by helpers: that many calls are followed. */
enum { GROWTH_LIFTS = 4 };

/* How far the program gets to something that makes a container smaller. */
enum reached {
    REACHED_NOWHERE = 0, /* there is no such thing */
    REACHED_NOT,         /* there is, and nothing calls it */
    REACHED_AT_END,      /* it is called, but not while the program serves */
    REACHED_ON_COMMAND,  /* only where somebody who knows the word for it tells the program to */
    REACHED_STEADY,
};

struct taking {
    enum reached reached;
    struct site at;
};

/* What is known of one record of the program. */
struct kind {
    struct site made;          /* where one is allocated at steady state, first; fn 0 = nowhere */
    struct taking freed;       /* one that is not new is freed */
    struct taking whole_freed; /* something that has one as a part is freed */
    struct taking by_owner;    /* one is taken out by somebody out of sight who knows it */
    struct taking cleared;     /* a container of them is emptied, or one is taken out at its end */
    bool escapes;              /* code out of sight gets one */
    bool ends_bare;            /* one may be freed as something else */
    bool undone;               /* something takes out what has just been put in */
    bool is_passing;           /* some objects are made at steady state and need not last */
    uint8_t lives;             /* growth_homes.c: LIVES_… */
};

/* What a function does with a parameter: bits, per local of the whole program. */
enum parameter_bits {
    DOES_FREE = 1 << 0,
    DOES_STORE = 1 << 1, /* keeps it somewhere, or returns it */
    DOES_LINK = 1 << 2,  /* stores it in a link or at the head of a list of its kind */
    DOES_CHANGE = 1 << 3,
};

/* A store of a pointer to a node into a field, a global or through a pointer. */
struct link_store {
    struct site at;
    uint32_t kind;
};

VECTOR_TYPE(link_stores, struct link_store);

/* An entry is put into a container. */
struct insert {
    struct site at;           /* the anchor */
    struct site made;         /* the allocation of the entry; fn 0 = not known */
    uint32_t container;       /* element of the field or global that holds it */
    uint32_t place, place_fn; /* the same as a place of a function */
    uint32_t kind;            /* the record of the entry; 0 = it is none */
    struct taking taking;     /* what would take entries out; less than REACHED_STEADY */
    const char *table;        /* it is a table of a database, of that name; NULL = it is none */
    bool is_weak;             /* that it grows may be meant */
    bool by_owner;            /* what would take entries out takes out what its caller hands in */
    bool is_assumed; /* entries are taken out, but of another one, or only what was just put in */
    bool is_array;
    bool is_own;   /* into a container of growth_own.c: `made` is one for all of them */
    bool is_keyed; /* it is made for what is not there yet */
};

/* Something frees an object of the kind that is not new, or takes it out of where it was. */
struct kind_end {
    uint32_t kind;
    struct site at;
};

/* A function of the program's own that puts entries into a container which it gets, or takes some out. */
struct own_container {
    uint32_t fn, parameter; /* from 1 */
    uint32_t record;        /* of the container */
    uint32_t kind;          /* of the entries; 0 = they are no records */
    struct site made;       /* their allocation, where it inserts */
    bool inserts;
};

struct growth_facts {
    const struct program *program;
    struct arena *scratch; /* of the search; gone when the facts are complete */
    struct origins *origins;
    struct steady *steady;
    struct bitset idle;  /* per input: it is of programs that do not serve */
    struct bitset again; /* per fn: it is reached per event in one that may */
    bool has_idle;
    struct bitset living;          /* per fn: it is called while the process is to go on */
    struct bitset **living_blocks; /* per fn: its blocks behind which that goes on; NULL = all */
    struct kind *kinds;            /* per record; [0] takes what concerns none */
    uint8_t *does;                 /* per local of the program: DOES_… */
    uint8_t *resizes;              /* per fn: it replaces an array of pointers to nodes */
    struct model_flow *models;     /* per fn; of models only */
    struct bitset
        walked; /* fields and globals from whose values the program goes on to other nodes */
    struct link_stores links;
    VECTOR(struct kind_end) ends;     /* while the program serves */
    VECTOR(struct own_container) own; /* growth_own.c */
    struct bitset own_records;        /* records that are containers of the program's own */
    struct bitset own_functions;      /* functions that only do something to one that they get */
    VECTOR(struct insert) inserts;    /* those that are told of */
};

/* The record that a pointer of that type points to, by the program's number; 0 = it is no such pointer.
 * growth_kind_held() also looks behind a second pointer, and into arrays. */
uint32_t growth_pointee(const struct program *program, const struct fn *fn,
                        const struct ir_type *type);
uint32_t growth_kind_held(const struct program *program, const struct fn *fn,
                          const struct ir_type *type);
/* The type of the operand's value where it is a place, or what it is the address of. */
const struct ir_type *growth_type(const struct fn *fn, struct ir_operand operand);
/* The record that the operand's value points to; 0 = none. */
uint32_t growth_points_to(const struct program *program, const struct fn *fn,
                          struct ir_operand operand);
/* Where the bits of a local stand in `does`. */
uint32_t growth_local(const struct program *program, uint32_t fn, uint32_t local);

/* growth_serving.c: fills idle, again, has_idle. */
void growth_find_serving(struct growth_facts *facts, struct arena *run);
/* growth_dying.c: fills living, living_blocks. */
void growth_find_dying(struct growth_facts *facts, struct arena *run);
/* Whether the process is about to end where control comes to the block. */
bool growth_is_dying(const struct growth_facts *facts, uint32_t fn, uint32_t block);
/* Whether the function is only of programs that do not serve: what it does concerns no other process. */
bool growth_is_idle(const struct growth_facts *facts, uint32_t fn);
/* Whether what the function does to containers is asked: it has a body of the program's own, and is none of the above. */
bool growth_is_asked(const struct growth_facts *facts, uint32_t fn);
/* Whether a program that may serve comes to the block per event. */
bool growth_is_again(const struct growth_facts *facts, uint32_t fn, uint32_t block);
/* growth_takers.c: how far the program gets to the block; growth_reached_whole(): to what empties a container. */
enum reached growth_reached(const struct growth_facts *facts, uint32_t fn, uint32_t block);
enum reached growth_reached_whole(const struct growth_facts *facts, struct site at);
void growth_take(struct taking *taking, enum reached reached, struct site at);
/* Whether the block is passed in each round of a loop: what it takes out is not chosen. */
bool growth_is_sweep(const struct program *program, struct site at);
/* Whether it takes out the very entry that somebody out of sight hands in. */
bool growth_is_by_owner(const struct growth_facts *facts, struct site at, uint32_t kind);
/* The word with which the program compares what it is told on each way to the place, and where; NULL = none. */
struct command {
    const char *word;
    uint32_t fn;
};
struct command growth_command(const struct growth_facts *facts, struct site at);

/* growth_frees.c: what is freed, by whom, and what code out of sight gets. Fills kinds[].freed, .escapes, and
 * DOES_FREE, DOES_STORE. */
void growth_find_frees(struct growth_facts *facts);
/* growth_links.c: what is linked, and what empties; fills links, resizes, kinds[].cleared. */
void growth_find_links(struct growth_facts *facts);
/* growth_names.c: fills walked. */
void growth_find_names(struct growth_facts *facts, struct arena *run);
/* Whether the place is a field or global that is but another name for a node which is in a container. */
bool growth_is_name(const struct growth_facts *facts, uint32_t fn, uint32_t place);
/* Whether the place is a link of a node of the kind: a field of one, or of a part of one. */
bool growth_is_link(const struct program *program, const struct fn *fn, uint32_t place,
                    uint32_t kind);
/* The local at the root of the path, where the path begins with what that points to; 0 = none. */
uint32_t growth_base(const struct fn *fn, uint32_t place);
/* growth_lists.c: inserts into linked structures. */
void growth_find_lists(struct growth_facts *facts);
/* growth_moved.c: the list into which the store puts an entry of another one, and out of which none is ever taken; 0 = it
 * does not. */
uint32_t growth_moved_into(const struct growth_facts *facts, const struct link_store *store);
/* growth_own.c: containers that the program has made itself and of which it has several. Fills own, own_…. */
void growth_find_own(struct growth_facts *facts);
/* growth_undo.c: whether the call `removal` takes out what the call `insert` has put into the container; both are of the
 * function. */
bool growth_is_same_entry(const struct fn *fn, uint32_t insert, uint32_t removal,
                          struct ir_operand container);
/* Whether what the call puts in may still be there at the function's end, or when it puts in the next: on some way none
 * of the blocks with removals is passed. */
bool growth_may_stay(const struct fn *fn, struct site insert, const struct bitset *removals);
/* Whether all that the function is called for, while the program serves, is to take out again what its caller has just
 * made and put in, on some ways only; `kind`: the record of its parameter. */
bool growth_only_undoes(const struct growth_facts *facts, uint32_t fn, uint32_t kind);
/* growth_containers.c: inserts into containers of libraries. */
void growth_find_containers(struct growth_facts *facts);
/* growth_arrays.c: inserts into arrays that are made larger. */
void growth_find_arrays(struct growth_facts *facts);
/* Whether the store gives an array memory that was made larger, or is new. */
bool growth_is_larger(const struct growth_facts *facts, const struct store *store);
/* The record that the parameter points to, or where it leads by a second pointer; 0 = none. Whether the function is one of those that insert, or take out. */
uint32_t growth_own_record(const struct growth_facts *facts, uint32_t fn, uint32_t parameter);
bool growth_own_is_known(const struct growth_facts *facts, uint32_t fn, bool inserts);
/* The parameter, to an object of the record, in which the place lies; 0 = none. */
uint32_t growth_own_around(const struct growth_facts *facts, uint32_t fn, uint32_t place,
                           uint32_t record);
/* growth_own_outer.c: records around those containers; adds to own, own_records. */
void growth_find_own_outer(struct growth_facts *facts);
/* growth_own_arrays.c: the same as growth_find_own() for arrays: the functions that put in and take out. */
void growth_find_own_arrays(struct growth_facts *facts);
/* growth_cells.c: the array, as a place that holds a pointer to its first cell, of which the place is a cell or lies in
 * one; 0 = none. `ret_index`: the place of the index. */
uint32_t growth_array_of(const struct fn *fn, uint32_t place, uint32_t *ret_index);
/* The array of which the place lies in a cell that a function has looked for. */
struct found_cell {
    uint32_t element;   /* the field or global that holds it; 0 = it is no such cell */
    uint32_t array, fn; /* the same as a place of a function */
};
struct found_cell growth_found_cell(const struct program *program, uint32_t fn, uint32_t place);
/* growth_spares.c: whether the function looks for an entry that is not in use by a mark of each. */
enum growth_spares {
    SPARES_UNKNOWN = 0, /* it looks at no mark */
    SPARES_STAY_AWAY,   /* nobody gives one back */
    SPARES_COME_BACK,
};
/* `array`: as in growth_keys_of(); `kind`: the record of an entry or cell; 0 = it is none. */
enum growth_spares growth_spares_of(const struct growth_facts *facts, uint32_t fn, uint32_t kind,
                                    uint32_t array);
/* growth_sql.c: inserts into tables of a database. */
void growth_find_sql(struct growth_facts *facts);
/* growth_bounds.c: whether something bounds how often the instruction is reached; `of_any`: the count may lie in an
 * object that need not last, as the container itself does. */
bool growth_is_bounded(struct growth_facts *facts, struct site at, bool of_any);
/* The same for the function of the instruction alone, where the count may be of any of several containers. */
bool growth_counts_before(struct growth_facts *facts, struct site at);
/* growth_flags.c: a local of the function in that relation to a number, where the block ends. */
struct flag_at {
    uint32_t block;
    uint32_t local; /* its place */
    enum ir_operator relation;
    int64_t number;
};
/* Whether the place is a local that is given several constants and whose address is not taken. */
bool growth_is_flag(const struct fn *fn, uint32_t local);
/* Whether that is so, for a local which is given several constants, only behind the edge of the block `from`. */
bool growth_needs_edge(const struct fn *fn, struct flag_at flag, uint32_t from, uint32_t edge);
/* Whether a loop has both blocks. */
bool growth_share_loop(const struct fn *fn, uint32_t a, uint32_t b);
/* Whether what the store counts are the rounds of a loop around the comparison, from a number that its function begins with
 * each time. `span`: all stores to the same. */
bool growth_counts_rounds(const struct program *program, struct store_span span,
                          const struct store *store, uint32_t comparison);
/* Whether the instruction writes to the place what was there and something more (IR_ADD) or less (IR_SUB). */
bool growth_steps(const struct fn *fn, const struct ir_instr *instr, uint32_t place,
                  enum ir_operator operation);
/* growth_keys.c: whether the function of the instruction inserts what it does not find, and what for. */
enum growth_keys {
    KEYS_NONE = 0, /* it does not look for anything */
    KEYS_BOUNDED,  /* all that it looks for comes from a set that does not grow */
    KEYS_OPEN,
};
/* `kind` 0: entries are cells of the array that is in the field or global `array`. */
enum growth_keys growth_keys_of(struct growth_facts *facts, struct site at, uint32_t kind,
                                uint32_t array);
/* growth_first.c: whether the block is reached only where the place, before that, is NULL: there is no such thing yet. */
bool growth_is_where_null(const struct fn *fn, uint32_t at, uint32_t place);
/* growth_values.c: whether the value comes from a set that does not grow. `steps` counts what was looked at. */
bool growth_is_bounded_value(struct growth_facts *facts, struct site at, struct ir_operand operand,
                             uint32_t *steps);
/* The same for what the call returns. */
bool growth_is_bounded_call(struct growth_facts *facts, struct site call, uint32_t *steps);
/* growth_homes.c: fills kinds[].made, .is_passing. */
void growth_find_made(struct growth_facts *facts);
/* Whether objects of the record live as long as the process: none is made or freed at steady state, nor lies
 * in one that is, nor on a stack. */
bool growth_lives(struct growth_facts *facts, uint32_t record);

/* The container that a place is a part of, or is found from. */
struct home {
    uint32_t element;         /* the field or global; 0 = not known */
    uint32_t place, place_fn; /* the same as a place of a function */
    bool passes;              /* it does not live as long as the process, or may not */
    bool by_another;          /* the entry is put there as well, by another store */
};
/* The calls through which control came to the place's function: each is the call of the one before it. */
struct call_chain {
    struct site calls[GROWTH_LIFTS];
    uint32_t count;
};
/* Where the place lies that holds nodes of the kind. */
struct home growth_home(struct growth_facts *facts, struct site at, uint32_t place, uint32_t kind,
                        const struct call_chain *chain);

/* The same for the value of an operand: a container or its address. */
struct home growth_home_of(struct growth_facts *facts, struct site at, struct ir_operand operand,
                           const struct call_chain *chain);
/* Whether the key comes from a set that does not grow. */
bool growth_is_bounded_key(struct growth_facts *facts, struct site at, struct ir_operand key);
/* The same for what the function puts into that field of the object, where that is the key. */
bool growth_is_bounded_part(struct growth_facts *facts, struct site at, struct ir_operand object,
                            const char *field);

/* growth_rooms.c: whether the function comes to the block, in which it makes an array larger, only while the room is
 * below some number. */
bool growth_room_is_limited(const struct program *program, uint32_t fn, uint32_t block);
/* Whether the value that the function compares has a room as a term, which grows with what it holds; `is_own`: that it
 * is counted there says nothing. */
bool growth_has_room(struct growth_facts *facts, uint32_t fn, struct ir_operand operand,
                     bool is_own);

#endif
