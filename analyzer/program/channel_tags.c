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
#include "program/unsent.h"

/* The message that the call is given the address of, if it is one in a variable; 0 = it is none. */
static uint32_t object_of(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_ADDRESS &&
                   fn_place(fn, operand.index)->kind <= IR_PLACE_GLOBAL
               ? operand.index
               : 0;
}

static const struct use *tag_at(const struct program *program, uint32_t fn, uint32_t instr)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].kind == USE_TAG && uses->items.items[i].instr == instr)
            return &uses->items.items[i];
    return NULL;
}

/* The tag that the call waits for, where it puts a message with that one into the object; kind none = it does not. */
static struct ir_operand received_tag(const struct program *program, uint32_t number,
                                      uint32_t object, uint32_t index)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[index];
    const struct use *tag = tag_at(program, number, index);
    struct ir_operand none = {IR_OPERAND_NONE, 0};
    bool gets = false;

    if (!tag || tag->room.field || tag->messages.number != TAG_ONE)
        return none;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        gets |= argument.kind == IR_OPERAND_ADDRESS && argument.index == object;
    }
    struct ir_operand operand = fn_argument(fn, index, tag->room.parameter);
    struct known_numbers tags = known_numbers_of(program, number, operand);
    for (uint32_t i = 0; i < tags.count; i++)
        gets &= tags.items[i] > 0;
    return gets && tags.count && !tags.others ? operand : none;
}

/* Whether the instruction gives the object its first field, in which it has its tag. `ret_tag`: what, kind none = it is
 * not known. */
static bool writes_tag(const struct program *program, uint32_t number, uint32_t object,
                       uint32_t index, struct ir_operand *ret_tag)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];
    const struct ir_place *place = instr->dst.index ? fn_place(fn, instr->dst.index) : NULL;
    bool writes = place && place->kind == IR_PLACE_FIELD && place->parent.index == object &&
                  fn->unit->fields[place->argument].position == 0;

    *ret_tag = (struct ir_operand){IR_OPERAND_NONE, 0};
    if (writes && instr->op == IR_COPY)
        *ret_tag = instr->a;
    if (!writes && instr->op == IR_CALL)
        *ret_tag = received_tag(program, number, object, index);
    return writes || ret_tag->kind != IR_OPERAND_NONE;
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

/* Marks what gives the object a tag, but for the instruction `from` itself. */
static void mark_writes(struct path_query *query, uint32_t object, uint32_t from)
{
    const struct fn *fn = &query->program->fns[query->fn];
    struct ir_operand tag;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (i != from && writes_tag(query->program, query->fn, object, i, &tag))
                path_mark(query, i, PATH_STOP);
    }
}

/* Whether the object has been given one of the tags that are written to it, on every way to the call. */
static bool is_always_tagged(const struct program *program, uint32_t number, uint32_t object,
                             uint32_t instr)
{
    const struct fn *fn = &program->fns[number];
    struct path_query query = {.program = program, .fn = number, .from_entry = true};
    struct path_query behind = {.program = program, .fn = number};
    struct ir_operand tag;
    bool changed = false;

    mark_writes(&query, object, instr);
    mark_writes(&behind, object, instr);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (may_change(program, number, object, &fn->calls[c]) &&
            !writes_tag(program, number, object, fn->calls[c].instr, &tag)) {
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

/* Whether the tag that is written there may still be the object's at the call. */
static bool lasts_until(const struct program *program, uint32_t number, uint32_t object,
                        uint32_t write, uint32_t instr)
{
    struct path_query query = {.program = program, .fn = number};

    mark_writes(&query, object, write);
    path_mark(&query, write, PATH_FROM);
    path_mark(&query, instr, PATH_TO);
    bool lasts = path_find(&query).found;
    path_query_deinit(&query);
    return lasts;
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
            struct known_numbers more = {.others = true};
            struct ir_operand tag;
            if (!writes_tag(program, number, object, i, &tag) ||
                !lasts_until(program, number, object, i, instr))
                continue;
            if (tag.kind != IR_OPERAND_NONE)
                more = known_numbers_of(program, number, tag);
            add_all(&tags, &more);
            *ret_operand = n++ == 0 ? tag : (struct ir_operand){IR_OPERAND_NONE, 0};
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
    return tag_at(program, use->at_fn, use->at_instr)->messages.number != TAG_ONE;
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

/* Whether the receive waits for all bits of its tag for sure: where it is not known whether it does, it has both tags. */
static bool needs_all(const struct program *program, const struct channel_use *receive)
{
    const struct uses *uses = stops_uses(program);
    bool all = false;

    for (uint32_t i = uses->first[receive->at_fn]; i < uses->first[receive->at_fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_TAG || use->instr != receive->at_instr)
            continue;
        if (use->messages.number != TAG_ALL_BITS)
            return false;
        all = true;
    }
    return all;
}

int64_t channel_tag_lacking(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *receive)
{
    struct known_numbers awaited;
    int64_t sent = 0;

    if (!receive->is_tagged || !needs_all(channels->program, receive))
        return 0;
    awaited = tags_of(channels->program, receive);
    if (awaited.others || awaited.count != 1)
        return 0;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        struct known_numbers tags = {.others = true};
        if (!(unsent_senders >> use->kind & 1))
            continue;
        if (use->is_tagged)
            tags = tags_of(channels->program, use);
        if (tags.others)
            return 0;
        for (uint32_t k = 0; k < tags.count; k++)
            sent |= tags.items[k];
    }
    return awaited.items[0] & ~sent;
}

const char *channel_tag_bits_words(const struct program *program, int64_t bits)
{
    return arena_printf(program->run, "%#llx", (long long)bits);
}

const char *channel_tag_words(const struct program *program, const struct channel_use *use)
{
    struct known_numbers tags = {.others = true};

    if (use->is_tagged)
        tags = tags_of(program, use);
    if (tags.others || tags.count != 1 || tags.items[0] <= 0)
        return NULL;
    if (is_of_bits(program, use))
        return channel_tag_bits_words(program, tags.items[0]);
    return arena_printf(program->run, "%lld", (long long)tags.items[0]);
}
