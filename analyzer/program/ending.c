/* The verdict on one creation, from what solve.c recorded of it and what the program does elsewhere.
 *
 * Requires solve, contexts, members, holders. */
#include <stranded/check.h>

#include "ir/print.h"
#include "program/holders.h"
#include "program/model_control.h"
#include "program/solver.h"

static const struct creation_record *record_of(const struct program *program,
                                               const struct creation *creation)
{
    return &program->solution->creations.items.items[creation->number];
}

/* Whether an event that the program makes somewhere counts for the creation: it is in a program with
 * it, and control gets there. */
static bool counts(const struct program *program, const struct creation_record *record,
                   const struct ending_record *ending)
{
    const struct fn *maker = &program->fns[record->fn], *ender = &program->fns[ending->fn];
    bool reached = contexts_reached(program, ending->fn) || !contexts_reached(program, record->fn);

    return reached && members_share(program, maker->input, ender->input);
}

static bool is_ended_in_class(const struct program *program, const struct creation_record *record,
                              struct key key, unsigned events)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < all->endings.count; i++) {
        const struct ending_record *ending = &all->endings.items[i];
        if (ending->events & events && holders_match(program->holders, key, ending->key) &&
            counts(program, record, ending))
            return true;
    }
    return false;
}

/* ---- what the thread does about itself ---- */

/* Functions that the bodies call, the bodies included. */
static struct bitset below_bodies(const struct program *program,
                                  const struct creation_record *record, struct arena *scratch)
{
    struct bitset below = bitset_new(scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (bitset_add(&below, record->body_fns.items[i]))
            vector_push(&todo, record->body_fns.items[i]);
    while (todo.count) {
        const struct fn *fn = &program->fns[vector_pop(&todo)];
        for (uint32_t i = 0; i < fn->n_calls; i++)
            for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
                if (bitset_add(&below, fn->calls[i].targets.items[k]))
                    vector_push(&todo, fn->calls[i].targets.items[k]);
    }
    vector_deinit(&todo);
    return below;
}

static bool body_ends_class(const struct program *program, uint32_t body_of, struct key key,
                            unsigned events)
{
    const struct creation_record *record = &program->solution->creations.items.items[body_of];
    const struct creations *all = &program->solution->creations;
    struct arena *scratch = arena_new();
    struct bitset below = below_bodies(program, record, scratch);
    bool ends = false;

    for (uint32_t i = 0; i < all->endings.count && !ends; i++) {
        const struct ending_record *ending = &all->endings.items[i];
        ends = ending->events & events && bitset_has(&below, ending->fn) &&
               holders_match(program->holders, key, ending->key);
    }
    arena_free(scratch);
    return ends;
}

/* Whether a function lets the thread that runs it be released by itself. */
static bool detaches_self(const struct program *program, uint32_t fn)
{
    const struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[fn];

    if (summary->status == SUMMARY_GIVEN_UP)
        return true;
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        for (uint32_t k = 0; k < summary->outcomes[i].n_effects; k++)
            if (solution->effects.items[summary->outcomes[i].effects[k]].target.kind == VALUE_SELF)
                return true;
    return false;
}

/* Whether the bodies tell somebody their own handle who may then end it. */
static bool bodies_tell_themselves(const struct program *program,
                                   const struct creation_record *record,
                                   const struct bitset *below, unsigned events)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < all->selves.count; i++) {
        const struct self_record *self = &all->selves.items[i];
        /* what a function tells that then ends the process, nobody can use */
        if (bitset_has(below, self->fn) && !program->fns[self->fn].never_returns &&
            (!self->key.last || is_ended_in_class(program, record, self->key, events)))
            return true;
    }
    return false;
}

/* Whether the thread can end at all: by a return of its body, or by an exit below it. */
static bool body_may_end(const struct program *program, const struct creation_record *record)
{
    struct arena *scratch = arena_new();
    struct bitset below = below_bodies(program, record, scratch);
    bool ends = false;

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        ends |= !program->fns[record->body_fns.items[i]].never_returns;
    for (uint32_t i = 1; i < program->n_fns && !ends; i++)
        ends = program->fns[i].is_model && bitset_has(&below, i) && model_exits_thread(program, i);
    arena_free(scratch);
    return ends;
}

/* Whether the thread may see to its own release: then nobody has to join it. */
static bool bodies_may_release(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    if (!record->body_fns.count || record->body_unknown)
        return true;

    struct arena *scratch = arena_new();
    struct bitset below = below_bodies(program, record, scratch);
    bool releases = bodies_tell_themselves(program, record, &below, events);
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        releases |= detaches_self(program, record->body_fns.items[i]);
    arena_free(scratch);
    return releases;
}

/* ---- witnesses ---- */

/* Decisions shown before the loss: enough to see which path, few enough to read. */
enum { WITNESS_DECISIONS = 3 };

static struct step loss_step(const struct program *program, const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const char *holder = loss->holder && *loss->holder
                             ? arena_printf(program->run, "'%s'", loss->holder)
                             : "its handle";
    const char *text = "";

    switch (loss->loss) {
    case LOSS_DROPPED:
        text = "the handle that the call returns is not kept";
        break;
    case LOSS_RETURN:
        text = arena_printf(program->run, "%s() returns here, and %s goes out of scope", fn->name,
                            holder);
        break;
    case LOSS_OVERWRITTEN:
        text = arena_printf(program->run, "%s is overwritten here by the next one", holder);
        break;
    case LOSS_FREED:
        text = "the object that holds the handle is freed here";
        break;
    case LOSS_PART:
        text = arena_printf(program->run, "%s() returns here, and only a part of %s was ended",
                            fn->name, holder);
        break;
    }
    return (struct step){graph_place(program, fn, loss->at), text};
}

static bool is_behind(struct ir_location at, struct ir_location start)
{
    return at.line > start.line || (at.line == start.line && at.column > start.column);
}

static struct steps witness(const struct program *program, const struct creation_record *record,
                            const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    struct step steps[WITNESS_DECISIONS + 2];
    const uint32_t last = WITNESS_DECISIONS + 1;
    uint32_t count = 1;

    steps[last] = loss_step(program, loss);
    for (const struct trail *at = loss->trail; at && count <= WITNESS_DECISIONS; at = at->before) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){at->block});
        bool shown = block->end == IR_END_BRANCH && is_behind(at->at, loss->made_at) &&
                     is_behind(loss->at, at->at);
        if (!shown)
            continue;
        steps[last - count++] = (struct step){
            graph_place(program, fn, at->at),
            arena_printf(program->run, "the condition is %s here", at->taken ? "false" : "true")};
    }
    if (loss->fn != record->fn)
        steps[last - count++] =
            (struct step){graph_place(program, fn, loss->made_at),
                          arena_printf(program->run, "%s() gets it here", fn->name)};
    return (struct steps){arena_copy(program->run, steps + last + 1 - count,
                                     count * sizeof(*steps)),
                          count};
}

static const char *loss_words(enum loss loss)
{
    switch (loss) {
    case LOSS_DROPPED:
        return "is started and its handle is thrown away";
    case LOSS_RETURN:
        return NULL;
    case LOSS_OVERWRITTEN:
        return "is forgotten when the next one takes its variable";
    case LOSS_FREED:
        return "is forgotten when the object that holds it is freed";
    case LOSS_PART:
        return "is one of several of which only a part is ended";
    }
    return NULL;
}

/* ---- the verdict ---- */

/* The first loss that counts. In main, a return is the end of the process: leaving on one path what is
 * ended on another is no leak there. */
static const struct loss_record *first_loss(const struct program *program,
                                            const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->losses.count; i++) {
        const struct loss_record *loss = &record->losses.items[i];
        bool at_exit = loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
        if (!(at_exit && record->ended))
            return loss;
    }
    return NULL;
}

/* Whether an attribute that tells may say detached. */
static bool may_be_detached(const struct program *program, const struct creation_record *record)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < record->attributes.count; i++)
        for (uint32_t k = 0; k < all->detached_attributes.count; k++)
            if (holders_match(program->holders, record->attributes.items[i],
                              all->detached_attributes.items[k]))
                return true;
    return record->detached_unknown;
}

static bool is_guarded(const struct program *program, const struct creation_record *record,
                       unsigned events)
{
    for (uint32_t i = 0; i < record->guards.count; i++) {
        struct guard guard = record->guards.items[i];
        if (guard.body_of ? body_ends_class(program, guard.body_of, guard.key, events)
                          : is_ended_in_class(program, record, guard.key, events))
            return true;
    }
    return false;
}

/* Kept somewhere that nobody in sight ever reads to end it. */
static bool is_kept_for_nobody(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    for (uint32_t i = 0; i < record->classes.count; i++) {
        struct key key = record->classes.items[i];
        if (holders_escape(program->holders, key.last) ||
            holders_escape(program->holders, key.before) ||
            is_ended_in_class(program, record, key, events))
            return false;
    }
    return record->classes.count > 0;
}

static const char *assumption_of(const struct program *program,
                                 const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];

    if (record->classes.count && bitset_has(&program->programs_of[fn->input], 0))
        return "no code outside of what was analysed ends it";
    return NULL;
}

struct ending program_ending(const struct program *program, const struct creation *creation,
                             unsigned events)
{
    const struct creation_record *record = record_of(program, creation);
    const struct loss_record *loss = first_loss(program, record);
    struct ending ending = {.verdict = ENDS_UNKNOWN};

    if (!body_may_end(program, record))
        return ending;
    if (may_be_detached(program, record) || bodies_may_release(program, record, events) ||
        is_guarded(program, record, events))
        return ending;
    if (loss) {
        ending.verdict = record->ended || record->classes.count || record->unknown ? ENDS_MAY
                                                                                   : ENDS_NEVER;
        ending.witness = witness(program, record, loss);
        ending.lost = loss_words(loss->loss);
        ending.at_process_end =
            loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
    } else if (!record->unknown && !record->ended &&
               is_kept_for_nobody(program, record, events)) {
        ending.verdict = ENDS_NEVER;
        ending.assumption = assumption_of(program, record);
    } else if (record->ended && !record->unknown && !record->classes.count) {
        ending.verdict = ENDS_MUST;
    }
    return ending;
}

struct multiplicity program_multiplicity(const struct program *program,
                                         const struct creation *creation)
{
    const struct creation_record *record = record_of(program, creation);
    const struct loss_record *loss = first_loss(program, record);

    if (loss)
        return contexts_multiplicity(program, loss->fn, loss->made_in_block);
    return contexts_multiplicity(program, record->fn, record->block);
}
