#include "program/channel_names.h"

#include <string.h>

#include "base/strings.h"
#include "program/channel_guards.h"
#include "program/known.h"
#include "program/model_control.h"
#include "program/overfull.h"
#include "program/stops.h"

struct named channel_name_in_caller(const struct program *program, struct named name,
                                    uint32_t callee, uint32_t caller, const struct ir_instr *call)
{
    uint32_t parameter =
        name.fn == callee ? channel_guard_parameter(&program->fns[callee], name.text) : 0;

    if (!parameter || parameter > call->arguments.count)
        return name;
    name.fn = caller;
    name.text = program->fns[caller].unit->operands[call->arguments.first + parameter - 1];
    return name;
}

/* ---- who knows it ---- */

/* Whether the call waits for nobody and starts nobody: it gives nobody the time to open what has a name. */
static bool is_quick(const struct program *program, uint32_t number, const struct call_site *site)
{
    const uint64_t slow = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_SEND |
                          UINT64_C(1) << USE_WAIT | UINT64_C(1) << USE_JOIN |
                          UINT64_C(1) << USE_SPAWN | UINT64_C(1) << USE_REAP |
                          UINT64_C(1) << USE_OUTSIDE;
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].instr == site->instr && slow >> uses->items.items[i].kind & 1)
            return false;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (!program->fns[target].is_model || model_forks(program, target))
            return false;
    }
    bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
    return (site->targets.count || is_system) && !site->unresolved;
}

/* Whether both calls of the function get the same name: the same text, or what lies in the same place. */
static bool is_same_name(const struct program *program, uint32_t number, const struct use *name,
                         const struct use *unname)
{
    const struct fn *fn = &program->fns[number];
    struct ir_operand given = fn_argument(fn, name->instr, name->other);
    struct ir_operand taken = fn_argument(fn, unname->instr, unname->used);

    if (given.kind != taken.kind || given.kind == IR_OPERAND_NONE)
        return false;
    return given.index == taken.index ||
           (given.kind == IR_OPERAND_STRING &&
            strcmp(ir_text(fn->unit, (struct ir_string){given.index}),
                   ir_text(fn->unit, (struct ir_string){taken.index})) == 0);
}

/* Whether the name is taken away behind the call that opens the channel, before anything else is done. */
static bool is_taken_away(const struct program *program, const struct channel_use *use,
                          const struct use *unname)
{
    const struct fn *fn = &program->fns[use->at_fn];

    if (!overfull_comes_before(program, use->at_fn, use->at_instr, unname->instr, NULL))
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        uint32_t instr = fn->calls[c].instr;
        if (instr != use->at_instr && instr != unname->instr &&
            !is_quick(program, use->at_fn, &fn->calls[c]) &&
            overfull_comes_before(program, use->at_fn, use->at_instr, instr, NULL) &&
            overfull_comes_before(program, use->at_fn, instr, unname->instr, NULL))
            return false;
    }
    return true;
}

/* Whether another program may find the channel by the name that the use gives it. */
static bool is_public(const struct program *program, const struct channel_use *use)
{
    const struct uses *uses = stops_uses(program);
    const struct use *name = NULL;

    if (use->name.own)
        return false;
    for (uint32_t i = uses->first[use->at_fn]; i < uses->first[use->at_fn + 1]; i++)
        if (uses->items.items[i].kind == USE_NAME && uses->items.items[i].instr == use->at_instr)
            name = &uses->items.items[i];
    for (uint32_t i = uses->first[use->at_fn]; name && i < uses->first[use->at_fn + 1]; i++)
        if (uses->items.items[i].kind == USE_UNNAME &&
            is_same_name(program, use->at_fn, name, &uses->items.items[i]) &&
            is_taken_away(program, use, &uses->items.items[i]))
            return false;
    return true;
}

/* ---- one name ---- */

struct naming {
    struct channels *channels;
    struct strings *names;
    VECTOR(uint32_t) holders; /* per name, from 1: an element that has it; 0 = none yet */
};

static bool is_of_kind(const char *own, const char *other)
{
    return own && other ? strcmp(own, other) == 0 : own == other;
}

/* A name of that kind is not known. */
static void lose_kind(struct naming *naming, const char *own)
{
    for (uint32_t i = 0; i < naming->channels->names_lost.count; i++)
        if (is_of_kind(naming->channels->names_lost.items[i], own))
            return;
    vector_push(&naming->channels->names_lost, own);
}

/* The element is a channel of that name; 0: somebody in the library has it. */
static void hold(struct naming *naming, const char *name, uint32_t element)
{
    uint32_t number = strings_intern(naming->names, name, strlen(name));

    while (naming->holders.count <= number)
        vector_push(&naming->holders, 0);
    uint32_t *holder = &naming->holders.items[number];
    if (*holder && element)
        channel_flow_join(naming->channels->flow, *holder, element);
    if (!*holder)
        *holder = element;
}

static void take_name(struct naming *naming, struct channel_use *use)
{
    struct known_texts texts =
        known_texts_of(naming->channels->program, use->name.fn, use->name.text);
    const char *own = use->name.own;

    use->is_public = is_public(naming->channels->program, use);
    if (!own && !use->is_public)
        return; /* it has no name any more */
    if (texts.others || !texts.count) {
        channel_flow_give_away(naming->channels->flow, use->element);
        lose_kind(naming, own);
        return;
    }
    for (uint32_t i = 0; i < texts.count; i++) {
        hold(naming, texts.items[i], use->element);
        bool is_own = !own || strncmp(texts.items[i], own, strlen(own)) == 0;
        if (!is_own)
            channel_flow_give_away(naming->channels->flow, use->element);
    }
}

/* What the library uses by its name is used out of sight. */
static void give_to_library(struct naming *naming, const struct channel_use *use)
{
    struct known_texts texts =
        known_texts_of(naming->channels->program, use->name.fn, use->name.text);

    for (uint32_t i = 0; i < texts.count; i++) {
        uint32_t number = strings_find(naming->names, texts.items[i], strlen(texts.items[i]));
        if (number && number < naming->holders.count)
            channel_flow_give_away(naming->channels->flow, naming->holders.items[number]);
    }
    if (texts.others || !texts.count)
        lose_kind(naming, use->name.own);
}

/* Whether code out of sight may name channels like that. */
static bool is_given_out(const struct naming *naming, const struct channel_use *use)
{
    struct channel_flow *flow = naming->channels->flow;

    return use->element ? channel_flow_escapes(flow, channel_flow_class(flow, use->element))
                        : channel_flow_has_unseen(flow);
}

/* Of what kind a name is not known, all channels of that kind may have it. */
static void give_away_lost(struct naming *naming)
{
    const struct channels *channels = naming->channels;

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool has_name = use->kind == USE_NAME && (use->name.own || use->is_public);
        for (uint32_t k = 0; has_name && k < channels->names_lost.count; k++)
            if (is_of_kind(use->name.own, channels->names_lost.items[k]))
                channel_flow_give_away(channels->flow, use->element);
    }
}

void channel_names_find(struct channels *channels)
{
    struct naming naming = {.channels = channels, .names = strings_new()};

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_NAME && use->element)
            take_name(&naming, use);
        if (use->kind == USE_NAMES && is_given_out(&naming, use))
            lose_kind(&naming, use->name.own);
    }
    for (uint32_t i = 0; i < channels->uses.count; i++)
        if (channels->uses.items[i].kind == USE_NAME && !channels->uses.items[i].element)
            give_to_library(&naming, &channels->uses.items[i]);
    give_away_lost(&naming);
    strings_free(naming.names);
    vector_deinit(&naming.holders);
}
