/* What functions hand out whose callers are not in sight. */
#include "program/creations_inside.h"

/* Whether callers outside may read the place themselves: a library hands them a struct whose
 * definition they can include. */
static bool is_callers_to_read(const struct program *program, uint32_t fn,
                               const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);
    bool in_library = bitset_has(&program->programs_of[program->fns[fn].input], 0);

    while (self->kind == LOC_ELEM || self->kind == LOC_DEREF)
        self = loc_get(space, self->parent);
    if (!in_library || self->kind != LOC_FIELD)
        return in_library && self->kind != LOC_GLOBAL;
    return record_is_shown(&program->records[program->fields[self->argument].record]);
}

static void hand_out_record(const struct solution *solution, struct creation_record *record,
                            const struct object *object, bool readable, struct keeping keeping)
{
    struct key key = keeping.key;

    if (!key.last || !creations_joinable(&solution->space, record, object)) {
        record->unknown |= !key.last;
        return;
    }
    keeping.around = key.before;
    keeping.key.before = 0;
    record->readable |= readable;
    if (!readable)
        vector_push(&record->classes, keeping.key);
    vector_push(&record->keepings, keeping);
}

/* Where callers find what is written there: of memory of its own, the place that its address is put in. */
static uint32_t found_at(const struct space *space, const struct outcome *outcome, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    if (self->root != LOC_ALLOC || loc_key(space, loc).last)
        return loc;
    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        struct write write = outcome->writes[i];
        if (write.value.kind == VALUE_ADDRESS &&
            loc_get(space, write.value.id)->base == self->base && loc_key(space, write.loc).last)
            return write.loc;
    }
    return loc;
}

static void hand_out_object(struct program *program, uint32_t fn, const struct outcome *outcome,
                            struct write write, bool is_result)
{
    struct solution *solution = program->solution;
    const struct object *object = &solution->summaries[fn].objects[write.value.id];
    uint32_t at = found_at(&solution->space, outcome, write.loc);
    struct key key = is_result ? (struct key){0} : loc_key(&solution->space, at);

    if (!object->creation)
        return;
    bool readable = is_callers_to_read(program, fn, &solution->space, at);
    struct creation_record *record = &solution->creations.items.items[object->creation];
    bool in_new = loc_get(&solution->space, write.loc)->root == LOC_ALLOC;
    for (; record; record = creations_record_behind(&solution->creations, record))
        hand_out_record(solution, record, object, readable,
                        (struct keeping){key, 0, fn, object->instr, false, false, in_new});
}

static void hand_out_attribute(struct program *program, struct write write)
{
    struct solution *solution = program->solution;
    bool is_zero = write.value.kind == VALUE_INT && write.value.n == 0;

    if (loc_is_model_field(&solution->space, write.loc) && !is_zero)
        vector_push(&solution->creations.detached_attributes, loc_key(&solution->space, write.loc));
}

void creations_hand_out(struct program *program, uint32_t fn)
{
    struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[fn];
    const struct fn *self = &program->fns[fn];

    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        const struct outcome *outcome = &summary->outcomes[i];
        if (outcome->result.kind == VALUE_HANDLE)
            hand_out_object(program, fn, outcome, (struct write){0, outcome->result}, true);
        for (uint32_t k = 0; k < outcome->n_writes; k++)
            if (outcome->writes[k].value.kind == VALUE_HANDLE)
                hand_out_object(program, fn, outcome, outcome->writes[k], false);
            else
                hand_out_attribute(program, outcome->writes[k]);
        for (uint32_t k = 0; k < outcome->n_effects; k++) {
            struct effect effect = solution->effects.items[outcome->effects[k]];
            if (effect.target.kind != VALUE_INITIAL)
                continue;
            struct key key = loc_key(&solution->space, effect.target.id);
            creations_add_ending(solution,
                                 (struct ending_record){.events = creations_events_of(effect.kind),
                                                        .key = key,
                                                        .fn = fn,
                                                        .at = self->ir->at});
        }
    }
}
