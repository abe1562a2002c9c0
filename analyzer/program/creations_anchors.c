/* The call that stands for a creation, and those of the functions that it goes through. */
#include "program/creations_inside.h"

#include <stranded/primitives.h>

#include "base/hash.h"
#include "program/memo.h"

/* What a client costs, as primitives.h counts it. A socket of which nothing is known is a connection. */
static uint32_t cost_of_object(const struct object *object)
{
    struct value domain = object->body, type = object->argument;
    bool elsewhere =
        domain.kind == VALUE_INT && domain.n != MODEL_INTERNET && domain.n != MODEL_INTERNET_6;
    bool no_stream = type.kind == VALUE_INT && (type.n & MODEL_TYPE_BITS) != MODEL_STREAM;

    switch (object->kind) {
    case OBJECT_THREAD:
        return 0;
    case OBJECT_CLIENT:
        return object->body.kind == VALUE_INT ? (uint32_t)object->body.n : MODEL_CONNECTION;
    case OBJECT_SOCKET:
        break;
    }
    return elsewhere || no_stream ? MODEL_CONTEXT : MODEL_CONNECTION;
}

/* One call may start a thread and make a client. */
static uint64_t key_of_anchor(uint32_t fn, uint32_t instr, enum object_kind kind)
{
    uint64_t call = (uint64_t)fn << 32 | instr;

    return kind == OBJECT_THREAD ? call : hash_mix(call, kind);
}

static uint64_t key_of_call(uint32_t fn, uint32_t instr, uint32_t through)
{
    return hash_mix((uint64_t)fn << 32 | instr, through);
}

uint32_t creations_find(const struct creations *all, uint32_t fn, uint32_t instr,
                        enum object_kind kind, uint32_t through)
{
    const uint32_t *number = through ? intmap_find(&all->by_call, key_of_call(fn, instr, through))
                                     : intmap_find(&all->by_anchor, key_of_anchor(fn, instr, kind));

    return number ? *number : 0;
}

uint32_t creations_anchor(struct frame *frame, const struct object *object)
{
    uint32_t cost = cost_of_object(object);
    struct creations *all = creations_of(frame);
    uint64_t key = key_of_anchor(frame->fn_number, frame->instr, object->kind);
    bool is_new = false;

    MEMO_NOTE(frame, .what = MEMO_ANCHOR, .content = object);
    if (!all->items.count)
        vector_push(&all->items, (struct creation_record){0});
    uint32_t number = *intmap_put(&all->by_anchor, key, all->items.count, &is_new);
    if (is_new)
        vector_push(&all->items, (struct creation_record){.kind = object->kind,
                                                          .cost = cost,
                                                          .fn = frame->fn_number,
                                                          .block = frame->block,
                                                          .instr = frame->instr});
    /* one call of several makers: the most costly one */
    if (all->items.items[number].cost < cost)
        all->items.items[number].cost = cost;
    return number;
}

/* Functions that threads are started through, or clients are made through, below each other: each call site
 * of each of them multiplies the creations, and in practice there is one, or one for each set of attributes.
 * A library with layers has more of them. */
enum { THROUGH_DEPTH = 4, THROUGH_DEPTH_CLIENT = 8 };

static uint32_t n_behind(const struct creations *all, uint32_t number)
{
    uint32_t count = 0;

    for (; all->items.items[number].through; number = all->items.items[number].through)
        count++;
    return count;
}

uint32_t creations_anchor_call(struct frame *frame, uint32_t through)
{
    struct creations *all = creations_of(frame);
    uint32_t depth =
        all->items.items[through].kind == OBJECT_THREAD ? THROUGH_DEPTH : THROUGH_DEPTH_CLIENT;

    MEMO_NOTE(frame, .what = MEMO_ANCHOR_CALL, .creation = through);
    if (n_behind(all, through) == depth) {
        all->items.items[through].at_limit = true;
        return through;
    }
    uint64_t call = key_of_call(frame->fn_number, frame->instr, through);
    bool is_connected = all->items.items[through].connected_inside;
    bool is_new = false;
    uint32_t number = *intmap_put(&all->by_call, call, all->items.count, &is_new);

    if (is_new)
        vector_push(&all->items, (struct creation_record){.kind = all->items.items[through].kind,
                                                          .cost = all->items.items[through].cost,
                                                          .fn = frame->fn_number,
                                                          .block = frame->block,
                                                          .instr = frame->instr,
                                                          .connected = is_connected,
                                                          .connected_inside = is_connected,
                                                          .through = through});
    all->items.items[through].passed_on = true;
    return number;
}

uint32_t creations_maker(const struct frame *frame, uint32_t object)
{
    const struct creations *all = creations_of(frame);
    uint32_t number = frame->objects.items[object].creation;

    if (!number || frame->objects.items[object].kind == OBJECT_THREAD)
        return 0;
    while (all->items.items[number].through)
        number = all->items.items[number].through;
    const struct creation_record *record = &all->items.items[number];
    const struct fn *fn = &frame->program->fns[record->fn];
    return fn->calls[graph_first_call(fn, record->instr)].entity;
}
