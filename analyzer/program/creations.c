/* Records of what becomes of each creation. Functions may be solved in several rounds; only the last
 * one of each records (frame->recording). */
#include "program/creations_inside.h"

#include "program/memo.h"

struct creations *creations_of(const struct frame *frame)
{
    return &frame->solution->creations;
}

struct creation_record *creations_record(const struct frame *frame, uint32_t object)
{
    uint32_t number = frame->objects.items[object].creation;

    return frame->recording && number ? &creations_of(frame)->items.items[number] : NULL;
}

struct creation_record *creations_record_behind(struct creations *all,
                                                const struct creation_record *record)
{
    return record->through ? &all->items.items[record->through] : NULL;
}

bool creations_same_key(struct key a, struct key b)
{
    return a.last == b.last && a.before == b.before;
}

bool creations_has_key(const struct key *keys, uint32_t count, struct key key)
{
    for (uint32_t i = 0; i < count; i++)
        if (creations_same_key(keys[i], key))
            return true;
    return false;
}

static void keep(struct creation_record *record, struct key key)
{
    if (!creations_has_key(record->classes.items, record->classes.count, key))
        vector_push(&record->classes, key);
}

/* Whether the place is always the same one: no pointer leads to it, and it is no element of many. */
static bool is_one_global(const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    if (self->root != LOC_GLOBAL || self->has_each)
        return false;
    while (self->kind == LOC_FIELD)
        self = loc_get(space, self->parent);
    return self->kind == LOC_GLOBAL;
}

/* Whether the place is a global or a part of one, be it one of many elements: no pointer leads to it. */
static bool is_in_global(const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    while (self->kind == LOC_FIELD || self->kind == LOC_ELEM)
        self = loc_get(space, self->parent);
    return self->kind == LOC_GLOBAL;
}

static void add_keeping(struct creation_record *record, struct keeping keeping)
{
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *known = &record->keepings.items[i];
        if (creations_same_key(known->key, keeping.key) && known->fn == keeping.fn &&
            known->instr == keeping.instr && known->in_new == keeping.in_new)
            return;
    }
    vector_push(&record->keepings, keeping);
}

void creations_keep_in(struct frame *frame, uint32_t object, struct key key, uint32_t loc)
{
    struct creation_record *record = creations_record(frame, object);
    bool in_new = loc_get(frame->space, loc)->root == LOC_ALLOC;
    struct keeping keeping = {key,
                              loc_key(frame->space, loc).before,
                              frame->fn_number,
                              frame->objects.items[object].instr,
                              is_one_global(frame->space, loc),
                              is_in_global(frame->space, loc),
                              in_new};

    MEMO_NOTE(frame, .what = MEMO_KEEP_IN, .object = object, .key = key, .loc = loc);
    for (; record; record = creations_record_behind(creations_of(frame), record)) {
        if (creations_joinable(frame->space, record, &frame->objects.items[object]))
            keep(record, key);
        add_keeping(record, keeping);
    }
}

static void add_guard(struct creation_record *record, struct guard guard)
{
    for (uint32_t i = 0; i < record->guards.count; i++)
        if (creations_same_key(record->guards.items[i].key, guard.key) &&
            record->guards.items[i].body_of == guard.body_of &&
            record->guards.items[i].fn == guard.fn)
            return;
    vector_push(&record->guards, guard);
}

void creations_guard(struct frame *frame, uint32_t object, struct guard guard)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_GUARD, .object = object, .key = guard.key,
              .creation = guard.body_of);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        add_guard(record, guard);
}

void creations_unknown(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_UNKNOWN, .object = object);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        record->unknown = true;
}

void creations_in_object(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_IN_OBJECT, .object = object);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        record->in_object = true;
}

void creations_fills_gap(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_FILLS_GAP, .object = object);
    if (record)
        record->fills_gap = true;
}

void creations_connected(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CONNECTED, .object = object);
    for (; record; record = creations_record_behind(creations_of(frame), record)) {
        record->connected = true;
        record->connected_inside |= record->fn == frame->fn_number;
    }
}

void creations_carried(struct frame *frame, uint32_t object)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CARRIED, .object = object);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        record->carried = true;
}

void creations_place(struct frame *frame, uint32_t object, bool in_argument, bool in_relays)
{
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_PLACE, .object = object, .one = in_argument, .two = in_relays);
    for (; record; record = creations_record_behind(creations_of(frame), record)) {
        *(in_argument ? &record->in_argument : &record->not_in_argument) = true;
        *(in_relays ? &record->in_relays : &record->not_in_relays) = true;
    }
}

static void add_self(struct creations *all, struct self_record self)
{
    for (uint32_t i = all->selves.count; i-- > 0 && all->selves.items[i].fn == self.fn;)
        if (all->selves.items[i].instr == self.instr &&
            creations_same_key(all->selves.items[i].key, self.key))
            return;
    vector_push(&all->selves, self);
}

void creations_self(struct frame *frame, struct key key)
{
    MEMO_NOTE(frame, .what = MEMO_SELF, .key = key);
    if (frame->recording && !frame->fn->is_model)
        add_self(creations_of(frame), (struct self_record){frame->fn_number, frame->instr, key});
}

void creations_attribute(struct frame *frame, uint32_t loc, struct value value)
{
    struct key key = loc_key(frame->space, loc);
    struct creations *all = creations_of(frame);

    MEMO_NOTE(frame, .what = MEMO_ATTRIBUTE, .loc = loc, .value = value);
    if (frame->recording && !frame->fn->is_model && !(value.kind == VALUE_INT && value.n == 0) &&
        !creations_has_key(all->detached_attributes.items, all->detached_attributes.count, key))
        vector_push(&all->detached_attributes, key);
}

static void add_start(const struct frame *frame, struct creation_record *record, uint32_t body)
{
    for (uint32_t i = 0; i < record->starts.count; i++)
        if (record->starts.items[i].instr == frame->instr &&
            record->starts.items[i].fn == frame->fn_number && record->starts.items[i].body == body)
            return;
    vector_push(&record->starts,
                (struct start){body, frame->fn_number, frame->block, frame->instr});
}

static void add_relay(struct creation_record *record, uint32_t relay)
{
    for (uint32_t i = 0; i < record->relays.count; i++)
        if (record->relays.items[i] == relay)
            return;
    vector_push(&record->relays, relay);
}

static void describe(struct frame *frame, struct creation_record *record,
                     const struct object *object, struct fn_list bodies)
{
    if (object->relay)
        add_relay(record, object->relay);
    if (object->detached.kind == VALUE_INT)
        *(object->detached.n ? &record->detached_seen : &record->joinable_seen) = true;
    for (uint32_t i = 0; i < bodies.count; i++) {
        bool known = false;
        if (object->body.kind == VALUE_FUNCTION)
            add_start(frame, record, bodies.items[i]);
        for (uint32_t k = 0; k < record->body_fns.count; k++)
            known |= record->body_fns.items[k] == bodies.items[i];
        if (!known)
            vector_push(&record->body_fns, bodies.items[i]);
    }
    if (!bodies.count && object->body.kind != VALUE_INITIAL)
        record->body_unknown = true;
}

void creations_describe(struct frame *frame, const struct object *object, struct fn_list bodies)
{
    struct creation_record *record = frame->recording && object->creation
                                         ? &creations_of(frame)->items.items[object->creation]
                                         : NULL;

    if (object->kind != OBJECT_THREAD)
        return;
    MEMO_NOTE(frame, .what = MEMO_DESCRIBE, .content = object, .bodies = bodies);
    if (object->body.kind == VALUE_FUNCTION)
        bodies = link_resolve(frame->program, frame->fn->input, object->body.id);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        describe(frame, record, object, bodies);
}

void creations_deinit(struct creations *creations)
{
    intmap_deinit(&creations->endings_known);
    intmap_deinit(&creations->first_ending);
    intmap_deinit(&creations->first_site);
    intmap_deinit(&creations->first_attribute);
    intmap_deinit(&creations->blind_known);
    for (uint32_t i = 0; i < creations->items.count; i++) {
        struct creation_record *record = &creations->items.items[i];
        vector_deinit(&record->body_fns);
        vector_deinit(&record->relays);
        vector_deinit(&record->starts);
        vector_deinit(&record->ends);
        vector_deinit(&record->classes);
        vector_deinit(&record->keepings);
        vector_deinit(&record->guards);
        vector_deinit(&record->attributes);
        vector_deinit(&record->losses);
    }
    vector_deinit(&creations->items);
    vector_deinit(&creations->endings);
    vector_deinit(&creations->blind_endings);
    vector_deinit(&creations->sites);
    vector_deinit(&creations->selves);
    vector_deinit(&creations->detached_attributes);
    intmap_deinit(&creations->by_anchor);
    intmap_deinit(&creations->by_call);
}
