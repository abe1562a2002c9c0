/* Uses of channels of which no model tells where they stand. */
#include "program/channel_lifts.h"
#include "program/channel_lifts_inside.h"
#include "program/channel_statics.h"
#include "program/elements.h"
#include "program/queues.h"
#include "program/semaphores.h"

/* ---- bits ---- */

/* The instruction before that one, in its block, which gives the operand its value; NULL = none does. */
static const struct ir_instr *defined_before(const struct fn *fn, const struct ir_block *block,
                                             uint32_t index, struct ir_operand operand)
{
    while (operand.kind == IR_OPERAND_PLACE && index-- > block->instrs.first)
        if (fn->unit->instrs[index].dst.index == operand.index)
            return &fn->unit->instrs[index];
    return NULL;
}

/* A number whose bit is asked for or set in an array of words, `1 << fd % 64`, is a descriptor that is waited
 * for together with others. */
static void add_bit(struct lifting *lifting, uint32_t number, uint32_t id, uint32_t index)
{
    const struct fn *fn = &lifting->channels->program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    const struct ir_instr *shift = &fn->unit->instrs[index];
    int64_t one;

    if (shift->op != IR_COMPUTE || shift->operation != IR_SHL || !fn_number(fn, shift->a, &one) ||
        one != 1)
        return;
    const struct ir_instr *within = defined_before(fn, block, index, shift->b);
    if (!within || within->op != IR_COMPUTE || within->a.kind != IR_OPERAND_PLACE ||
        (within->operation != IR_MOD && within->operation != IR_AND))
        return;
    struct channel_use pending = {
        .kind = USE_BIT, .at_fn = number, .at_block = id, .at_instr = index};
    vector_push(&lifting->pending, pending);
    lifting_place(lifting, lifting->pending.count - 1, number, id, index,
                  channel_flow_root(lifting->channels->flow, number, within->a));
}

void lifting_add_bits(struct lifting *lifting)
{
    const struct program *program = lifting->channels->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++)
                add_bit(lifting, number, id, instrs.first + i);
        }
    }
}

/* ---- what is made without a call ---- */

void lifting_add_statics(struct lifting *lifting)
{
    const struct channels *channels = lifting->channels;
    struct channel_statics found = {0};

    channel_statics_find(channels->program, &found);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct channel_static *made = &found.items[i];
        struct ir_operand object = {IR_OPERAND_ADDRESS, made->place.index};
        struct channel_use pending = {.kind = USE_MAKE,
                                      .at_fn = made->fn,
                                      .at_block = made->block,
                                      .at_instr = made->instr,
                                      .reached = true,
                                      .room = made->room,
                                      .messages = made->messages};
        vector_push(&lifting->pending, pending);
        lifting_place(lifting, lifting->pending.count - 1, made->fn, made->block, made->instr,
                      channel_flow_root(channels->flow, made->fn, object));
    }
    vector_deinit(&found);
}

/* ---- hand-written queues ---- */

static void unify_parts(const struct channels *channels, uint32_t a, uint32_t b)
{
    a = channels_part(channels, a);
    b = channels_part(channels, b);
    channels->parts[a > b ? a : b] = a > b ? b : a;
}

void lifting_add_queues(struct lifting *lifting)
{
    struct channels *channels = lifting->channels;
    uint32_t n_named = elements_named(channels->program);
    struct queue_uses found = {0};

    queues_find(channels->program, &found);
    queue_slots_find(channels->program, &found);
    channels->parts = ARENA_ARRAY(channels->program->run, uint32_t, n_named);
    for (uint32_t i = 0; i < n_named; i++)
        channels->parts[i] = i;
    for (uint32_t i = 0; i < found.count; i++) {
        const struct queue_use *use = &found.items[i];
        if (use->kind == USE_ENDS) {
            unify_parts(channels, use->part, use->other_part);
            continue;
        }
        struct channel_use pending = {
            .kind = use->kind,
            .at_fn = use->fn,
            .at_block = use->block,
            .at_instr = use->instr,
            .forever = use->forever,
            .by_hand = true,
            .quiet = use->quiet,
            .part = use->part,
        };
        vector_push(&lifting->pending, pending);
        struct rooted root = {.root = ROOTED_HERE, .place = use->place};
        if (use->object.kind != IR_OPERAND_NONE)
            root = channel_flow_object(channels->flow, use->fn, use->object);
        lifting_place(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
    vector_deinit(&found);
}

/* ---- hand-written semaphores ---- */

void lifting_add_semaphores(struct lifting *lifting)
{
    const struct channels *channels = lifting->channels;
    struct semaphore_uses found = {0};

    semaphores_find(channels->program, &found);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct semaphore_use *use = &found.items[i];
        const struct fn *fn = &channels->program->fns[use->fn];
        struct channel_use pending = {.kind = use->kind,
                                      .at_fn = use->at_fn,
                                      .at_block = use->at_block,
                                      .at_instr = use->at_instr,
                                      .forever = use->forever,
                                      .room = ROOM_COUNTED,
                                      .messages = use->messages};
        struct rooted root =
            use->object.kind == IR_OPERAND_NONE
                ? channel_flow_result(channels->flow, use->fn, fn->unit->instrs[use->instr].dst)
                : channel_flow_root(channels->flow, use->fn, use->object);
        vector_push(&lifting->pending, pending);
        lifting_place(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
    vector_deinit(&found);
}
