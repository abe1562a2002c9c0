/* What ends a creation: where its function holds the handle, by the class of places that it is read from, and blindly. */
#include "program/creations_inside.h"

#include "base/hash.h"
#include "program/elements.h"
#include "program/memo.h"

unsigned creations_events_of(enum effect_kind kind)
{
    switch (kind) {
    case EFFECT_JOIN:
        return EVENT_JOIN;
    case EFFECT_DETACH:
        return EVENT_DETACH;
    case EFFECT_CANCEL:
        return EVENT_CANCEL;
    case EFFECT_CLOSE:
        return EVENT_CLOSE;
    case EFFECT_CLOSE_SOCKET:
        return EVENT_CLOSE_SOCKET;
    case EFFECT_CONNECT:
    case EFFECT_FREE:
    case EFFECT_PASS:
        break;
    }
    return 0;
}

static void add_end_point(const struct frame *frame, struct creation_record *record,
                          unsigned events)
{
    /* behind a loop that ends all of an array, the current instruction is none that ends anything */
    if (frame->unit->instrs[frame->instr].op != IR_CALL || !frame->in_call)
        return;
    for (uint32_t i = 0; i < record->ends.count; i++)
        if (record->ends.items[i].instr == frame->instr &&
            record->ends.items[i].fn == frame->fn_number)
            return;
    vector_push(&record->ends,
                (struct end_point){events, frame->fn_number, frame->block, frame->instr});
}

void creations_ended(struct frame *frame, const struct state *state, uint32_t object,
                     enum effect_kind kind)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_ENDED, .object = object, .number = kind, .state = state);
    for (; record; record = creations_record_behind(creations_of(frame), record)) {
        record->ended |= creations_events_of(kind);
        add_end_point(frame, record, creations_events_of(kind));
        record->ended_though_kept |= state_status(state, object) == OBJECT_GONE;
    }
}

void creations_cancelled(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CANCELLED, .object = object);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        record->cancelled = true;
}

static void add_end_site(struct solution *solution, struct end_site site)
{
    struct creations *all = &solution->creations;

    if (!site.events || !site.key.last)
        return;
    for (uint32_t i = all->sites.count; i-- > 0 && all->sites.items[i].fn == site.fn;) {
        const struct end_site *known = &all->sites.items[i];
        if (known->instr == site.instr && known->callee == site.callee &&
            known->events == site.events && creations_same_key(known->key, site.key))
            return;
    }
    vector_push(&all->sites, site);
}

void creations_end_site(struct frame *frame, enum effect_kind kind, struct key key, uint32_t callee)
{
    struct end_site site = {frame->fn_number, frame->instr, callee, creations_events_of(kind), key};

    MEMO_NOTE(frame, .what = MEMO_END_SITE, .number = kind, .key = key, .other = callee);
    if (frame->recording && !frame->fn->is_model)
        add_end_site(frame->solution, site);
}

void creations_add_ending(struct solution *solution, struct ending_record ending)
{
    struct creations *all = &solution->creations;

    if (!ending.events || !ending.key.last)
        return;
    uint64_t where = hash_mix((uint64_t)ending.fn << 32 | ending.instr, ending.events);
    uint64_t what = (uint64_t)ending.key.last << 32 | ending.key.before;
    bool is_new = false;
    intmap_put(&all->endings_known, hash_mix(where, what), all->endings.count, &is_new);
    if (is_new)
        vector_push(&all->endings, ending);
}

static void add_blind_ending(struct solution *solution, struct blind_ending blind)
{
    struct creations *all = &solution->creations;

    bool is_new = false;

    intmap_put(&all->blind_known, hash_mix((uint64_t)blind.fn << 1 | blind.in_unit, blind.events),
               1, &is_new);
    if (is_new)
        vector_push(&all->blind_endings, blind);
}

enum { ENDS_THREAD = EVENT_JOIN | EVENT_DETACH };

/* What may be done to any thing at all where nothing is known of the one that it is done to. */
static unsigned blind_events(enum effect_kind kind)
{
    return creations_events_of(kind) & (ENDS_THREAD | EVENT_CLOSE | EVENT_CLOSE_SOCKET);
}

void creations_ending(struct frame *frame, enum effect_kind kind, struct key key)
{
    MEMO_NOTE(frame, .what = MEMO_ENDING, .number = kind, .key = key);
    if (frame->recording && !frame->fn->is_model && !key.last && blind_events(kind))
        add_blind_ending(frame->solution,
                         (struct blind_ending){frame->fn_number, false, blind_events(kind)});
    if (frame->recording && !frame->fn->is_model)
        creations_add_ending(frame->solution,
                             (struct ending_record){creations_events_of(kind), key,
                                                    frame->fn_number, frame->block, frame->instr,
                                                    frame->unit->instrs[frame->instr].at});
}

/* What a call in a function that was not followed does to the handles that it is given. */
static void add_endings_of_call(struct program *program, uint32_t number,
                                const struct call_site *site, const struct summary *callee)
{
    struct solution *solution = program->solution;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t i = 0; i < callee->n_outcomes; i++)
        for (uint32_t k = 0; k < callee->outcomes[i].n_effects; k++) {
            struct effect effect = solution->effects.items[callee->outcomes[i].effects[k]];
            if (effect.target.kind != VALUE_INITIAL)
                continue;
            struct key key = loc_key(&solution->space, effect.target.id);
            uint32_t base = loc_get(&solution->space, effect.target.id)->base;
            uint32_t parameter = loc_get(&solution->space, base)->argument;
            key.before = 0;
            if (!key.last && parameter <= call->arguments.count)
                key.last = element_of_operand(
                    program, number, fn->unit->operands[call->arguments.first + parameter - 1]);
            if (!key.last && blind_events(effect.kind))
                add_blind_ending(solution,
                                 (struct blind_ending){number, false, blind_events(effect.kind)});
            creations_add_ending(solution, (struct ending_record){creations_events_of(effect.kind),
                                                                  key, number, site->block,
                                                                  site->instr, call->at});
            add_end_site(solution, (struct end_site){number, site->instr, 0,
                                                     creations_events_of(effect.kind), key});
        }
}

static void drop_losses(struct creation_record *record, uint32_t fn)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < record->losses.count; i++)
        if (record->losses.items[i].fn != fn)
            record->losses.items[kept++] = record->losses.items[i];
    record->losses.count = kept;
}

void creations_collect_ends(struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++)
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            add_endings_of_call(program, number, &fn->calls[i],
                                &program->solution->summaries[fn->calls[i].targets.items[k]]);
}

void creations_give_up(struct program *program, uint32_t number)
{
    struct solution *solution = program->solution;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 1; i < solution->creations.items.count; i++) {
        struct creation_record *record = &solution->creations.items.items[i];
        record->unknown |= record->fn == number;
        drop_losses(record, number);
    }
    if (fn->ir->flags & IR_FUNCTION_DAMAGED)
        add_blind_ending(
            solution,
            (struct blind_ending){number, true, ENDS_THREAD | EVENT_CLOSE | EVENT_CLOSE_SOCKET});
    creations_collect_ends(program, number);
}
