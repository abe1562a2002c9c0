/* A summary as words. */
#include "program/memo_inside.h"

/* ---- putting ---- */

static void put_fact(struct mentions *mentions, struct words *out, const struct fact *fact)
{
    mention_value(mentions, out, fact->value);
    words_put_long(out, (uint64_t)fact->low);
    words_put_long(out, (uint64_t)fact->high);
    words_put(out, fact->not_zero);
    words_put_long(out, (uint64_t)fact->except);
}

static void put_outcome(struct mentions *mentions, struct words *out, const struct outcome *outcome)
{
    mention_value(mentions, out, outcome->result);
    put_fact(mentions, out, &outcome->range);
    words_put(out, outcome->exits_thread);
    words_put(out, outcome->n_writes);
    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        words_put(out, mention_loc(mentions, outcome->writes[i].loc));
        mention_value(mentions, out, outcome->writes[i].value);
    }
    words_put(out, outcome->n_effects);
    for (uint32_t i = 0; i < outcome->n_effects; i++)
        words_put(out, mention_effect(mentions, outcome->effects[i]));
    words_put(out, outcome->n_escapes);
    for (uint32_t i = 0; i < outcome->n_escapes; i++)
        mention_value(mentions, out, outcome->escapes[i]);
    words_put(out, outcome->n_facts);
    for (uint32_t i = 0; i < outcome->n_facts; i++)
        put_fact(mentions, out, &outcome->facts[i]);
}

/* The function that makes the client in the end, which callers ask for. */
static uint32_t maker_of(const struct program *program, const struct object *object)
{
    const struct creations *all = &program->solution->creations;
    uint32_t number = object->creation;

    if (!number || object->kind == OBJECT_THREAD)
        return 0;
    while (all->items.items[number].through)
        number = all->items.items[number].through;
    const struct creation_record *record = &all->items.items[number];
    const struct fn *fn = &program->fns[record->fn];
    return fn->calls[graph_first_call(fn, record->instr)].entity;
}

void memo_put_summary(struct program *program, uint32_t fn, enum summary_use use, struct words *out)
{
    const struct summary *summary = &program->solution->summaries[fn];
    struct mentions mentions = mentions_of(program, fn);
    struct words body = {0};

    mentions.is_for_callers = use == SUMMARY_FOR_CALLERS;
    words_put(&body, summary->concerns);
    words_put(&body, summary->is_model);
    words_put(&body, summary->n_outcomes);
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        put_outcome(&mentions, &body, &summary->outcomes[i]);
    words_put(&body, summary->n_objects);
    for (uint32_t i = 0; i < summary->n_objects; i++) {
        mention_object(&mentions, &body, &summary->objects[i]);
        words_put(&body,
                  mention_name(&mentions, NAME_ENTITY, maker_of(program, &summary->objects[i])));
    }
    mentions_put(&mentions, out);
    words_put_all(out, &body);
    vector_deinit(&body);
    mentions_deinit(&mentions);
}

/* ---- getting ---- */

static struct fact get_fact(const struct mentioned *mentioned, struct reading *reading)
{
    struct fact fact = {.value = mentioned_value(mentioned, reading)};

    fact.low = (int64_t)words_get_long(reading);
    fact.high = (int64_t)words_get_long(reading);
    fact.not_zero = words_get(reading);
    fact.except = (int64_t)words_get_long(reading);
    return fact;
}

/* How many items follow: no more than there are words. */
static uint32_t get_count(struct reading *reading)
{
    uint32_t count = words_get(reading);
    size_t left = (size_t)(reading->end - reading->at);

    return count <= left ? count : 0;
}

static struct outcome get_outcome(const struct mentioned *mentioned, struct reading *reading)
{
    struct arena *run = mentioned->program->run;
    struct outcome outcome = {.result = mentioned_value(mentioned, reading)};

    outcome.range = get_fact(mentioned, reading);
    outcome.exits_thread = words_get(reading);
    outcome.n_writes = get_count(reading);
    struct write *writes = ARENA_ARRAY(run, struct write, outcome.n_writes);
    for (uint32_t i = 0; i < outcome.n_writes; i++) {
        writes[i].loc = mentioned_loc(mentioned, words_get(reading));
        writes[i].value = mentioned_value(mentioned, reading);
    }
    outcome.n_effects = get_count(reading);
    uint32_t *effects = ARENA_ARRAY(run, uint32_t, outcome.n_effects);
    for (uint32_t i = 0; i < outcome.n_effects; i++)
        effects[i] = mentioned_effect(mentioned, words_get(reading));
    outcome.n_escapes = get_count(reading);
    struct value *escapes = ARENA_ARRAY(run, struct value, outcome.n_escapes);
    for (uint32_t i = 0; i < outcome.n_escapes; i++)
        escapes[i] = mentioned_value(mentioned, reading);
    outcome.n_facts = get_count(reading);
    struct fact *facts = ARENA_ARRAY(run, struct fact, outcome.n_facts);
    for (uint32_t i = 0; i < outcome.n_facts; i++)
        facts[i] = get_fact(mentioned, reading);
    outcome.writes = writes;
    outcome.effects = effects;
    outcome.escapes = escapes;
    outcome.facts = facts;
    return outcome;
}

void memo_get_summary(struct program *program, uint32_t fn, struct reading *reading)
{
    struct summary *summary = &program->solution->summaries[fn];
    struct mentioned mentioned = {.program = program, .fn = fn};

    mentioned_read(&mentioned, reading);
    summary->concerns = words_get(reading);
    summary->is_model = words_get(reading);
    summary->n_outcomes = get_count(reading);
    struct outcome *outcomes = ARENA_ARRAY(program->run, struct outcome, summary->n_outcomes);
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        outcomes[i] = get_outcome(&mentioned, reading);
    summary->n_objects = get_count(reading);
    struct object *objects = ARENA_ARRAY(program->run, struct object, summary->n_objects);
    for (uint32_t i = 0; i < summary->n_objects; i++) {
        objects[i] = mentioned_object(&mentioned, reading);
        words_get(reading); /* its maker, which its creation tells */
    }
    summary->outcomes = outcomes;
    summary->objects = objects;
    mentioned_deinit(&mentioned);
}
