#include "program/ending_facts.h"

#include "program/below.h"
#include "program/clients_asked.h"
#include "program/solver.h"
#include "program/stop_region.h"

/* Where blind endings of one kind of thing are. */
struct blind {
    struct bitset reached; /* programs with one that control reaches */
    struct bitset any;     /* programs with any */
    struct bitset inputs;  /* units with one that counts in its unit alone */
};

struct known_ending {
    bool known;
    unsigned events;
    struct ending ending;
};

struct ending_facts {
    struct blind *blind[OBJECT_SOCKET + 1]; /* by enum object_kind */
    struct bitset *exits, *tells;
    struct bitset *asked;       /* libraries: clients_asked_for() */
    struct known_ending *known; /* per creation */
    struct bitset **below;      /* per creation, once asked for */
};

void ending_facts_prepare(struct program *program)
{
    struct ending_facts *facts = ARENA_NEW(program->run, struct ending_facts);

    facts->known =
        ARENA_ARRAY(program->run, struct known_ending, program->solution->creations.items.count);
    facts->below =
        ARENA_ARRAY(program->run, struct bitset *, program->solution->creations.items.count);
    program->ending_facts = facts;
}

static struct blind *find_blind(const struct program *program, enum object_kind kind)
{
    static const unsigned ends[] = {[OBJECT_THREAD] = EVENT_JOIN | EVENT_DETACH,
                                    [OBJECT_CLIENT] = EVENT_CLOSE,
                                    [OBJECT_SOCKET] = EVENT_CLOSE_SOCKET};
    unsigned events = ends[kind];
    const struct creations *all = &program->solution->creations;
    struct blind *blind = ARENA_NEW(program->run, struct blind);

    blind->reached = bitset_new(program->run, program->n_programs);
    blind->any = bitset_new(program->run, program->n_programs);
    blind->inputs = bitset_new(program->run, program->n_inputs);
    for (uint32_t i = 0; i < all->blind_endings.count; i++) {
        struct blind_ending one = all->blind_endings.items[i];
        uint32_t input = program->fns[one.fn].input;
        if (!(one.events & events))
            continue;
        if (one.in_unit) {
            bitset_add(&blind->inputs, input);
            continue;
        }
        bitset_add_all(&blind->any, &program->programs_of[input]);
        if (contexts_reached(program, one.fn))
            bitset_add_all(&blind->reached, &program->programs_of[input]);
    }
    return blind;
}

bool ending_facts_blind(const struct program *program, const struct creation_record *record)
{
    struct ending_facts *facts = program->ending_facts;
    uint32_t input = program->fns[record->fn].input;

    if (!facts->blind[record->kind])
        facts->blind[record->kind] = find_blind(program, record->kind);
    const struct blind *blind = facts->blind[record->kind];
    const struct bitset *there =
        contexts_reached(program, record->fn) ? &blind->reached : &blind->any;
    return bitset_has(&blind->inputs, input) || bitset_meets(there, &program->programs_of[input]);
}

/* The model that makes it; 0 = none does. */
static uint32_t model_of(const struct program *program, const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;

    while (record->through)
        record = &items[record->through];
    const struct fn *fn = &program->fns[record->fn];
    for (uint32_t c = graph_first_call(fn, record->instr);
         c < fn->n_calls && fn->calls[c].instr == record->instr; c++)
        for (uint32_t i = 0; i < fn->calls[c].targets.count; i++)
            if (program->fns[fn->calls[c].targets.items[i]].is_model)
                return fn->calls[c].targets.items[i];
    return 0;
}

bool ending_facts_asked(const struct program *program, const struct creation_record *record)
{
    struct ending_facts *facts = program->ending_facts;
    uint32_t model = model_of(program, record);

    if (!facts->asked) {
        facts->asked = ARENA_NEW(program->run, struct bitset);
        *facts->asked = clients_asked_for(program, program->run);
    }
    return model && bitset_has(facts->asked, program->fns[model].input);
}

const struct bitset *ending_facts_exits(const struct program *program)
{
    struct ending_facts *facts = program->ending_facts;

    if (facts->exits)
        return facts->exits;
    facts->exits = ARENA_NEW(program->run, struct bitset);
    *facts->exits = bitset_new(program->run, program->n_fns);
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (program->fns[fn].exits_thread)
            bitset_add(facts->exits, fn);
    functions_add_above_by_name(program, facts->exits);
    return facts->exits;
}

const struct bitset *ending_facts_tells(const struct program *program)
{
    const struct creations *all = &program->solution->creations;
    struct ending_facts *facts = program->ending_facts;

    if (facts->tells)
        return facts->tells;
    facts->tells = ARENA_NEW(program->run, struct bitset);
    *facts->tells = bitset_new(program->run, program->n_fns);
    for (uint32_t i = 0; i < all->selves.count; i++)
        bitset_add(facts->tells, all->selves.items[i].fn);
    functions_add_above(program, facts->tells);
    return facts->tells;
}

const struct bitset *ending_facts_below(const struct program *program,
                                        const struct creation_record *record)
{
    size_t number = (size_t)(record - program->solution->creations.items.items);
    struct bitset **below = &program->ending_facts->below[number];

    if (record->body_fns.count == 1 && !record->relays.count)
        return functions_below(program->stop_facts, record->body_fns.items[0]);
    if (*below)
        return *below;
    *below = ARENA_NEW(program->run, struct bitset);
    **below = bitset_new(program->run, program->n_fns);
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        bitset_add_all(*below, functions_below(program->stop_facts, record->body_fns.items[i]));
    /* what a relay calls through pointers are the bodies of all */
    for (uint32_t i = 0; i < record->relays.count; i++) {
        const struct fn *relay = &program->fns[record->relays.items[i]];
        bitset_add(*below, record->relays.items[i]);
        for (uint32_t k = 0; k < relay->n_calls; k++)
            for (uint32_t t = 0; relay->calls[k].entity && t < relay->calls[k].targets.count; t++)
                bitset_add_all(
                    *below, functions_below(program->stop_facts, relay->calls[k].targets.items[t]));
    }
    return *below;
}

const struct ending *ending_facts_find(const struct program *program, uint32_t creation,
                                       unsigned events)
{
    const struct known_ending *known = &program->ending_facts->known[creation];

    return known->known && known->events == events ? &known->ending : NULL;
}

void ending_facts_keep(const struct program *program, uint32_t creation, unsigned events,
                       const struct ending *ending)
{
    program->ending_facts->known[creation] = (struct known_ending){true, events, *ending};
}
