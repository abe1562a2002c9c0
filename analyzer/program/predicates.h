/* What a wait for a condition waits for: the looks at shared places that decide whether it waits (on), and
 * what a store does to them. Private to this folder. */
#ifndef STRANDED_PROGRAM_PREDICATES_H
#define STRANDED_PROGRAM_PREDICATES_H

#include "program/held.h"
#include "program/stores.h"

/* It waits while `element relation number` holds. */
struct look {
    uint32_t element;
    struct ir_place_id place;  /* the same as a place of the function of the wait; 0 = not known */
    uint32_t block, edge;      /* whose branch it is, and by which way it waits */
    enum ir_operator relation; /* IR_NO_OPERATOR = what it is compared with is not known */
    int64_t number;
    enum ir_operator
        than; /* the relation to a bound that is no number: a local, or a place that is set once, before there
                            * are threads; IR_NO_OPERATOR = none */
    bool
        snapshot; /* instead it is compared with what it held before: waits while that is the same */
    bool is_index; /* in `rings`: it waits until this index is moved (ring_indices.h) */
    bool enough;   /* where it does not hold, there is no wait, whatever else there is */
};

struct predicate {
    struct point wait; /* the call, in the function that looks */
    struct held held;  /* what stands between the lock and the wait */
    VECTOR(struct look) looks;
    /* it waits while these are empty: heads that point to themselves then (rings.h); or until an index is moved */
    VECTOR(struct look) rings;
    bool known;      /* nothing else than `looks` decides about the wait */
    bool known_once; /* the same for who has waited already: in the loop around the wait */
};

/* The caller frees it. The sets in it lie in `scratch`. */
struct predicate predicate_of(const struct stop_facts *facts, struct point wait,
                              struct arena *scratch);
void predicate_free(struct predicate *predicate);

/* What a store does to a look. */
enum store_effect {
    STORE_ELSEWHERE, /* to another object, or to what the place points to */
    STORE_CLOSES,    /* who looks then, waits */
    STORE_MAY_OPEN,
    STORE_OPENS, /* who looks then, does not wait; or sooner than before, where it counts */
};

enum store_effect predicate_store(const struct program *program, uint32_t fn,
                                  const struct look *look, const struct store *store);
/* The same for a store through a link (links.h) that may hold the address of what is looked at. */
enum store_effect predicate_link(const struct program *program, uint32_t fn,
                                 const struct look *look, const struct store *store);
/* Whether the two places surely lie in two objects: in different globals. */
bool predicate_apart(const struct program *program, uint32_t fn_a, struct ir_place_id place_a,
                     uint32_t fn_b, struct ir_place_id place_b);

#endif
