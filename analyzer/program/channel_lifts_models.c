/* What models say of channels, in the calls of them. */
#include "program/channel_lifts.h"
#include "program/channel_lifts_inside.h"
#include "program/channel_numbers.h"
#include "program/channel_tags.h"
#include "program/elements.h"
#include "program/stores.h"

#include <string.h>

static const uint64_t use_bounds = UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_BOUND;

/* What the model's parameter gets in the call. */
static struct rooted root_of_parameter(const struct channels *channels, uint32_t number,
                                       const struct ir_instr *call, uint32_t parameter)
{
    const struct fn *fn = &channels->program->fns[number];

    if (parameter == MODEL_RESULT)
        return channel_flow_result(channels->flow, number, call->dst);
    if (!parameter || parameter > call->arguments.count)
        return (struct rooted){.root = ROOTED_NOWHERE};
    return channel_flow_root(channels->flow, number,
                             fn->unit->operands[call->arguments.first + parameter - 1]);
}

/* The field of that name in what the operand points to; 0 = none. */
static uint32_t element_of_field(const struct program *program, uint32_t number,
                                 struct ir_operand operand, const char *name)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
    if (type && operand.kind == IR_OPERAND_PLACE && type->kind == IR_TYPE_POINTER)
        type = &fn->unit->types[type->element.index];
    while (type && type->kind == IR_TYPE_ARRAY)
        type = &fn->unit->types[type->element.index];
    if (!type || type->kind != IR_TYPE_RECORD)
        return 0;
    uint32_t record = program->record_of[fn->input][type->record.index];
    for (uint32_t field = 1; field < program->n_fields; field++)
        if (program->fields[field].record == record &&
            strcmp(program->fields[field].name, name) == 0)
            return field * 2 + 1;
    return 0;
}

/* What the call uses: its argument, or what that has in a field (of struct pollfd and its like). */
struct rooted channel_lifts_root(const struct channels *channels, const struct use *use)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (use->field && use->used && use->used <= call->arguments.count) {
        uint32_t element =
            element_of_field(program, use->fn,
                             fn->unit->operands[call->arguments.first + use->used - 1], use->field);
        if (element)
            return (struct rooted){.root = ROOTED_HERE, .element = element};
    }
    if (use->common && use->kind != USE_KNOWN)
        return (struct rooted){.root = ROOTED_HERE, .element = use->common};
    return root_of_parameter(channels, use->fn, call, use->used);
}

/* A call that waits for several channels: one use of each, where they are known. */
void lifting_add_members(struct lifting *lifting, const struct use *use, const struct wait_set *set)
{
    struct channel_use pending = {
        .kind = USE_AWAIT_EACH,
        .at_fn = use->fn,
        .at_block = use->block,
        .at_instr = use->instr,
        .forever = use->forever,
        .group = ++lifting->n_groups,
        .members = set->channels.count,
    };

    for (uint32_t i = 0; i < set->channels.count; i++) {
        const struct wait_member *member = &set->channels.items[i];
        struct rooted root = {.root = ROOTED_HERE, .element = member->element};
        if (!member->element)
            root = channel_flow_root(lifting->channels->flow, use->fn, member->operand);
        pending.member = i;
        vector_push(&lifting->pending, pending);
        lifting_place(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
}

/* Whether the call bounds clients of which nothing is known. A constant is a descriptor that is open from the
 * start; and what the call itself makes, and nothing in sight keeps, is no client that we judge. */
static bool bounds_unseen(const struct fn *fn, const struct use *use, struct rooted root)
{
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!(use_bounds >> use->kind & 1) || root.root != ROOTED_NOWHERE || use->used == MODEL_RESULT)
        return false;
    if (!use->used || use->used > call->arguments.count)
        return use->kind == USE_BOUND;
    return fn->unit->operands[call->arguments.first + use->used - 1].kind == IR_OPERAND_PLACE;
}

void lifting_add_use(struct lifting *lifting, const struct use *use)
{
    const struct fn *fn = &lifting->channels->program->fns[use->fn];
    const struct wait_set *set = wait_sets_find(lifting->channels->sets, use->fn, use->instr);
    bool is_of_field = (use->kind == USE_RECEIVE || use->kind == USE_SEND) && use->field && set;
    if (is_of_field && set->known)
        return; /* lifting_add_members() */
    const struct ir_instr *call = &fn->unit->instrs[use->instr];
    struct channel_use pending = {
        .kind = use->kind,
        .at_fn = use->fn,
        .at_block = use->block,
        .at_instr = use->instr,
        .forever = use->forever && !is_of_field,
        .outside = use->outside,
        .is_polled = use->kind == USE_RECEIVE && use->field,
        .reached = bitset_has(&lifting->in_interrupts, use->fn),
    };

    if (use->kind == USE_WATCH || use->kind == USE_SHARE) {
        pending.group = ++lifting->n_groups;
        pending.any_event = !set || !set->known;
    }
    if (use->kind == USE_MAKE || use->kind == USE_GATHER) {
        pending.room = channel_number(fn, call, use->room);
        pending.messages = channel_number(fn, call, use->messages);
    }
    bool is_none =
        use->kind == USE_KNOWN && use->used && use->used != MODEL_RESULT &&
        use->used <= call->arguments.count &&
        fn->unit->operands[call->arguments.first + use->used - 1].kind == IR_OPERAND_NULL;
    if (is_none)
        return; /* nobody keeps it */
    if (use->kind == USE_KNOWN)
        pending.common = use->common;
    if (use->kind == USE_NAMES)
        lifting->name.own = use->own;
    if (use->kind == USE_NAME && use->other && use->other <= call->arguments.count)
        lifting->name = (struct named){
            use->fn, fn->unit->operands[call->arguments.first + use->other - 1], use->own};
    if (channel_has_tag(lifting->channels->program, use)) {
        pending.is_tagged = true;
        lifting->name =
            (struct named){use->fn, channel_tag_operand(lifting->channels->program, use), NULL};
    }
    vector_push(&lifting->pending, pending);
    struct rooted root = channel_lifts_root(lifting->channels, use);
    if ((use->kind == USE_NAME || use->kind == USE_NAMES) && !use->used)
        root.root = ROOTED_HERE;                                /* somebody in the library */
    if (use->kind == USE_CLIENT && root.root == ROOTED_NOWHERE) /* no object is handed in */
        root = channel_flow_result(lifting->channels->flow, use->fn, call->dst);
    lifting_place(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    lifting->name = (struct named){0};
    if (bounds_unseen(fn, use, root))
        vector_push(&lifting->channels->bounds_unseen, use->fn);
    if (use->kind == USE_WATCH) {
        pending.is_watched = true;
        vector_push(&lifting->pending, pending);
    }
    if (use->kind == USE_ENDS || use->kind == USE_WATCH || use->kind == USE_SHARE)
        lifting_place(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr,
                      root_of_parameter(lifting->channels, use->fn, call, use->other));
}
