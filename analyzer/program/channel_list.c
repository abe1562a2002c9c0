/* What the program does with its channels, as creations for the checks, and in words.
 *
 * Requires channels. */
#include "ir/print.h"
#include "program/channels.h"

static bool is_created(const struct channels *channels, const struct channel_use *use,
                       enum creation_kind *ret_kind)
{
    const struct channel *channel = channels_find(channels, use);

    if (!use->reached)
        return false;
    switch (use->kind) {
    case USE_CLOSE:
        *ret_kind = CREATES_CLOSE;
        return use->place;
    case USE_SEND:
        *ret_kind = CREATES_SEND;
        return use->by_hand || channels_is_made(channels, channel, use);
    case USE_RECEIVE:
        *ret_kind = CREATES_WAIT;
        return use->forever && (use->by_hand || channels_is_made(channels, channel, use));
    case USE_AWAIT_EACH:
        *ret_kind = CREATES_SELECT;
        return use->forever && !use->member;
    case USE_AWAIT:
        *ret_kind = CREATES_SELECT;
        return use->forever;
    case USE_WAIT:
        *ret_kind = CREATES_WAIT;
        return use->forever;
    default:
        return false;
    }
}

/* What the channel is called where it is used: the argument that it is, or the place that it lies in. */
const char *channels_name(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->fn];

    return use->place
               ? ir_print_place(fn->unit, fn->ir, (struct ir_place_id){use->place}, program->run)
               : "";
}

void channels_list(struct program *program, struct creation_list *list)
{
    const struct channels *channels = channels_of(program);

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct channel_use *last = i ? use - 1 : NULL;
        enum creation_kind kind;
        if (!is_created(channels, use, &kind))
            continue;
        if (last && last->fn == use->fn && last->instr == use->instr && last->kind == use->kind &&
            last->class == use->class && last->forever == use->forever)
            continue;
        const struct fn *fn = &program->fns[use->fn];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = kind,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object = channels_name(program, use),
            .anchor = call->op == IR_CALL ? ir_print_call(fn->unit, fn->ir, call, program->run)
                                          : channels_name(program, use),
        };
        vector_push(list, face);
    }
}

struct step channels_step(const struct program *program, uint32_t number, uint32_t instr,
                          const char *text)
{
    const struct fn *fn = &program->fns[number];

    return (struct step){graph_place(program, fn, fn->unit->instrs[instr].at), text};
}

struct steps channels_join_steps(const struct program *program, struct steps steps,
                                 struct step last)
{
    struct step *all = ARENA_ARRAY(program->run, struct step, steps.count + 1);

    for (size_t i = 0; i < steps.count; i++)
        all[i] = steps.items[i];
    all[steps.count] = last;
    return (struct steps){all, steps.count + 1};
}
