/* A callee's terms in its caller's: locations, values and objects, and what an outcome requires of them. */
#include "program/calls_inside.h"

static struct value map_initial(const struct mapping *map, uint32_t loc);

/* What is known of the target; all of it hangs on the state before the call, and on whether reading looks at elements
 * of arrays. */
static struct mapped *mapped_of(const struct mapping *map)
{
    struct mapped *mapped = map->mapped;

    if (mapped && mapped->handle_in_each != map->frame->handle_in_each)
        *mapped = (struct mapped){.handle_in_each = map->frame->handle_in_each};
    return mapped;
}

/* Recursion is bounded by LOC_DEPTH, here and in the functions below. */
static uint32_t find_loc(const struct mapping *map, uint32_t loc)
{
    struct space *space = map->frame->space;
    struct loc self = *loc_get(space, loc);

    switch ((enum loc_kind)self.kind) {
    case LOC_GLOBAL:
    case LOC_ANY:
        return loc;
    case LOC_ALLOC:
        return loc_alloc_site(space, map->frame->fn_number, map->frame->instr, self.argument);
    case LOC_DEREF:
        return loc_target(space, map_initial(map, self.parent));
    case LOC_FIELD:
        return loc_field(space, mapping_loc(map, self.parent), self.argument);
    case LOC_ELEM:
        return loc_elem(space, mapping_loc(map, self.parent), self.argument);
    case LOC_PARAM: /* a parameter as memory: a struct that was handed over by value */
        if (self.argument <= map->call->arguments.count) {
            struct ir_operand operand =
                map->frame->unit->operands[map->call->arguments.first + self.argument - 1];
            if (operand.kind == IR_OPERAND_PLACE)
                return memory_place(map->frame, map->before, (struct ir_place_id){operand.index});
        }
        break;
    case LOC_LOCAL:
    case LOC_BITS: /* no places */
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED:
        break;
    }
    return loc_root(space, LOC_ANY, 0);
}

uint32_t mapping_loc(const struct mapping *map, uint32_t loc)
{
    struct mapped *mapped = mapped_of(map);
    struct mapped_loc *known = mapped ? &mapped->locs[loc % MAPPED_MOST] : NULL;

    if (known && loc && known->loc == loc)
        return known->here;
    uint32_t here = find_loc(map, loc);
    if (known)
        *known = (struct mapped_loc){loc, here};
    return here;
}

/* What the callee's location held at the callee's entry. */
static struct value map_initial(const struct mapping *map, uint32_t loc)
{
    struct loc self = *loc_get(map->frame->space, loc);

    if (self.kind == LOC_PARAM)
        return self.argument <= map->n_arguments ? map->arguments[self.argument - 1] : value_any();
    if (self.kind >= LOC_BITS)
        return value_of_number(map->frame->space, &self, map_initial(map, self.parent),
                               loc_has_second((enum loc_kind)self.kind)
                                   ? map_initial(map, self.argument)
                                   : value_any());

    struct mapped *mapped = mapped_of(map);
    struct mapped_initial *known = mapped ? &mapped->initials[loc % MAPPED_MOST] : NULL;
    if (known && loc && known->loc == loc)
        return known->value;
    struct value value = memory_read(map->frame, map->before, mapping_loc(map, loc));
    if (known)
        *known = (struct mapped_initial){loc, value};
    return value;
}

static struct value map_truth(const struct mapping *map, uint32_t number)
{
    struct condition condition = map->frame->space->conditions.items[number];
    struct value left = mapping_value(map, condition.left);
    struct value truth =
        value_compare(map->frame->space, left, condition.relation, value_int(condition.right));
    int decided = state_decide(map->before, map->frame->space, truth);

    return decided < 0 ? truth : value_int(decided);
}

/* The caller's object that the callee's object becomes. */
uint32_t mapping_object(const struct mapping *map, uint32_t inner)
{
    return calls_object(map->frame, inner,
                        mapping_value(map, map->callee->objects[inner].detached));
}

struct value mapping_value(const struct mapping *map, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_ADDRESS:
        return (struct value){
            .kind = VALUE_ADDRESS, .id = mapping_loc(map, value.id), .n = value.n};
    case VALUE_INITIAL:
        return map_initial(map, value.id);
    case VALUE_HANDLE:
        return value_of(VALUE_HANDLE, mapping_object(map, value.id));
    case VALUE_TRUTH:
        return map_truth(map, value.id);
    case VALUE_SYMBOL:
        return value_any();
    case VALUE_BITS:
        return value_with_bits_of(value.id ? map_initial(map, value.id) : value_any(), value);
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_FUNCTION:
    case VALUE_SELF:
        break;
    }
    return value;
}

/* ---- what an outcome requires ---- */

bool mapping_assume(struct state *state, struct value value, const struct fact *fact)
{
    return state_assume(state, value, IR_GE, fact->low) &&
           state_assume(state, value, IR_LE, fact->high) &&
           (!fact->not_zero || state_assume(state, value, IR_NE, 0)) &&
           (!fact->except || state_assume(state, value, IR_NE, fact->except));
}

/* Descriptors below it are told apart from others by their numbers (of the standard streams); whoever asks for more
 * asks for one that has no place in a table, which the functions do that look it up there. None has. */
enum { DESCRIPTORS_TOLD_APART = 16 };

static bool is_out_of_table(struct value value, const struct fact *fact)
{
    return value.kind == VALUE_HANDLE && fact->low >= DESCRIPTORS_TOLD_APART;
}

/* Whether the caller's state allows what the outcome requires of one value; narrows the state. */
static bool require(const struct mapping *map, struct state *state, const struct fact *fact)
{
    struct space *space = map->frame->space;
    struct value value = mapping_value(map, fact->value);
    bool only_zero = fact->low == 0 && fact->high == 0;
    bool never_zero = fact->not_zero || fact->low > 0 || fact->high < 0;

    if (value.kind == VALUE_INT)
        return fact_allows(fact, value.n);
    if (is_out_of_table(value, fact))
        return false;
    if (value_is_positive(value))
        return fact->high > 0;
    if (only_zero || never_zero) {
        struct value truth = value_compare(space, value, only_zero ? IR_EQ : IR_NE, value_int(0));
        int decided = state_decide(state, space, truth);
        if (decided >= 0)
            return decided;
        if (truth.kind == VALUE_TRUTH && !value_has_identity(value)) {
            struct condition condition = space->conditions.items[truth.id];
            return state_assume(state, condition.left, condition.relation, condition.right);
        }
    }
    if (!value_has_identity(value))
        return true;
    if (value.kind == VALUE_INITIAL) {
        const struct loc *loc = loc_get(space, value.id);
        if (loc->root == LOC_ANY || loc->has_each)
            return true;
        if (map->frame->fn->loop_of[map->frame->block])
            solver_note_exit_test(map->frame,
                                  (struct exit_test){map->frame->fn->loop_of[map->frame->block] - 1,
                                                     loc_whole(space, value.id), false});
    }
    return mapping_assume(state, value, fact);
}

bool mapping_require(const struct mapping *map, struct state *state, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++)
        if (!require(map, state, &outcome->facts[i]))
            return false;
    return true;
}

bool mapping_allows(const struct mapping *map, uint32_t outcome)
{
    struct mapped *mapped = outcome < MAPPED_OUTCOMES ? mapped_of(map) : NULL;
    uint64_t bit = UINT64_C(1) << outcome % MAPPED_OUTCOMES;

    if (mapped && mapped->is_asked & bit)
        return mapped->is_allowed & bit;
    struct state *state = state_copy(map->frame->scratch, map->before);
    bool allows = mapping_require(map, state, &map->callee->outcomes[outcome]);
    state_free(state);
    if (mapped) {
        mapped->is_asked |= bit;
        mapped->is_allowed |= allows ? bit : 0;
    }
    return allows;
}
