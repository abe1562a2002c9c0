/* Tags of messages.
 *
 *     message.mtype = READY;                   msgrcv(queue, &message, size, DONE, 0);
 *     msgsnd(queue, &message, size, 0);
 *
 * A receive names its tag in the call; what is sent has it in front. What is not one of a few constants is any tag.
 *
 * Requires uses, and the names of lifted uses (channel_names.c), by which callers say what they hand in. */
#include "program/channel_tags.h"

#include "program/known.h"
#include "program/paths.h"
#include "program/stops.h"

/* The message that the call is given the address of, if it is one in a variable; 0 = it is none. */
static uint32_t object_of(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_ADDRESS &&
                   fn_place(fn, operand.index)->kind <= IR_PLACE_GLOBAL
               ? operand.index
               : 0;
}

/* Whether the instruction gives the object its first field, in which it has its tag. */
static bool writes_tag(const struct fn *fn, uint32_t object, const struct ir_instr *instr)
{
    const struct ir_place *place = instr->dst.index ? fn_place(fn, instr->dst.index) : NULL;

    return place && place->kind == IR_PLACE_FIELD && place->parent.index == object &&
           fn->unit->fields[place->argument].position == 0;
}

/* Whether the call may give the object another tag: it gets its address, and does not only send it. */
static bool may_change(const struct program *program, uint32_t number, uint32_t object,
                       const struct call_site *site)
{
    const struct fn *fn = &program->fns[number];
    const struct uses *uses = stops_uses(program);
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool gets = false, sends = false;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        gets |= argument.kind == IR_OPERAND_ADDRESS && argument.index == object;
    }
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        sends |= uses->items.items[i].instr == site->instr && uses->items.items[i].kind == USE_SEND;
    return gets && !sends;
}

/* Whether the object has been given one of the tags that are written to it, on every way to the call. */
static bool is_always_tagged(const struct program *program, uint32_t number, uint32_t object,
                             uint32_t instr)
{
    const struct fn *fn = &program->fns[number];
    struct path_query query = {.program = program, .fn = number, .from_entry = true};
    struct path_query behind = {.program = program, .fn = number};
    bool changed = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (writes_tag(fn, object, &fn->unit->instrs[i])) {
                path_mark(&query, i, PATH_STOP);
                path_mark(&behind, i, PATH_STOP);
            }
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (may_change(program, number, object, &fn->calls[c])) {
            path_mark(&behind, fn->calls[c].instr, PATH_FROM);
            changed = true;
        }
    path_mark(&query, instr, PATH_TO);
    path_mark(&behind, instr, PATH_TO);
    bool tagged = !path_find(&query).found && !(changed && path_find(&behind).found);
    path_query_deinit(&query);
    path_query_deinit(&behind);
    return tagged;
}

static const struct use *tag_at(const struct program *program, uint32_t fn, uint32_t instr)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].kind == USE_TAG && uses->items.items[i].instr == instr)
            return &uses->items.items[i];
    return NULL;
}

static void add_all(struct known_numbers *all, const struct known_numbers *more)
{
    all->others |= more->others || more->asked || all->count + more->count > KNOWN_MOST;
    for (uint32_t i = 0; i < more->count && !all->others; i++)
        all->items[all->count++] = more->items[i];
}

/* What the function writes there; `ret_operand`: if that is one and the same, what. */
static struct known_numbers tags_written(const struct program *program, uint32_t number,
                                         uint32_t object, uint32_t instr,
                                         struct ir_operand *ret_operand)
{
    const struct fn *fn = &program->fns[number];
    struct known_numbers tags = {.count = 0};
    uint32_t n = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            if (!writes_tag(fn, object, write))
                continue;
            struct known_numbers more = {.others = true};
            if (write->op == IR_COPY)
                more = known_numbers_of(program, number, write->a);
            add_all(&tags, &more);
            *ret_operand = write->op == IR_COPY && n++ == 0
                               ? write->a
                               : (struct ir_operand){IR_OPERAND_NONE, 0};
        }
    }
    tags.others |= !tags.count || !is_always_tagged(program, number, object, instr);
    return tags;
}

bool channel_has_tag(const struct program *program, const struct use *use)
{
    return (use->kind == USE_RECEIVE || use->kind == USE_SEND) &&
           tag_at(program, use->fn, use->instr);
}

struct ir_operand channel_tag_operand(const struct program *program, const struct use *use)
{
    const struct use *tag = tag_at(program, use->fn, use->instr);
    struct ir_operand none = {IR_OPERAND_NONE, 0}, operand = none;

    if (!tag || !tag->room.parameter)
        return none;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];
    if (tag->room.parameter > call->arguments.count)
        return none;
    struct ir_operand argument =
        fn->unit->operands[call->arguments.first + tag->room.parameter - 1];
    if (!tag->room.field)
        return argument;
    uint32_t object = object_of(fn, argument);
    if (!object || !is_always_tagged(program, use->fn, object, use->instr))
        return none;
    tags_written(program, use->fn, object, use->instr, &operand);
    return operand;
}

/* All that the tag may be. */
static struct known_numbers tags_of(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->at_fn];
    const struct use *tag = tag_at(program, use->at_fn, use->at_instr);
    struct known_numbers unknown = {.others = true};
    struct ir_operand operand;

    if (!tag || use->by_hand || (use->kind != USE_RECEIVE && use->kind != USE_SEND))
        return unknown;
    if (use->name.fn && use->name.text.kind != IR_OPERAND_NONE) {
        struct known_numbers tags = known_numbers_of(program, use->name.fn, use->name.text);
        tags.others |= tags.asked;
        return tags;
    }
    const struct ir_instr *call = &fn->unit->instrs[use->at_instr];
    uint32_t object =
        tag->room.field && tag->room.parameter <= call->arguments.count
            ? object_of(fn, fn->unit->operands[call->arguments.first + tag->room.parameter - 1])
            : 0;
    return object ? tags_written(program, use->at_fn, object, use->at_instr, &operand) : unknown;
}

/* Whether each bit of the tag is one. */
static bool is_of_bits(const struct program *program, const struct channel_use *use)
{
    return tag_at(program, use->at_fn, use->at_instr)->messages.number != 0;
}

/* Whether who waits for the one gets the other. */
static bool match(const struct program *program, const struct channel_use *receive,
                  const struct channel_use *send, int64_t awaited, int64_t sent)
{
    if (is_of_bits(program, receive) || is_of_bits(program, send))
        return (awaited & sent) != 0;
    return awaited == sent || awaited <= 0;
}

bool channel_tags_meet(const struct program *program, const struct channel_use *use,
                       const struct channel_use *other)
{
    const struct channel_use *receive = use->kind == USE_RECEIVE ? use : other;
    const struct channel_use *send = receive == use ? other : use;

    if (!use->is_tagged || !other->is_tagged || receive->kind == send->kind)
        return true;
    struct known_numbers awaited = tags_of(program, receive), sent = tags_of(program, send);
    bool meet = awaited.others || sent.others || !awaited.count || !sent.count;
    for (uint32_t i = 0; i < awaited.count && !meet; i++)
        for (uint32_t k = 0; k < sent.count && !meet; k++)
            meet = match(program, receive, send, awaited.items[i], sent.items[k]);
    return meet;
}

const char *channel_tag_words(const struct program *program, const struct channel_use *use)
{
    struct known_numbers tags = {.others = true};

    if (use->is_tagged)
        tags = tags_of(program, use);
    if (tags.others || tags.count != 1 || tags.items[0] <= 0)
        return NULL;
    return arena_printf(program->run, is_of_bits(program, use) ? "%#llx" : "%lld",
                        (long long)tags.items[0]);
}
