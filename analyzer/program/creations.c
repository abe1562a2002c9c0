/* Records of what becomes of each creation. Functions may be solved in several rounds; only the last
 * one of each records (frame->recording). */
#include "program/solver.h"

#include <stdlib.h>
#include <string.h>

#include <stranded/primitives.h>

#include "base/hash.h"
#include "ir/print.h"
#include "program/elements.h"
#include "program/holders.h"
#include "program/memo.h"

static struct creations *creations_of(const struct frame *frame)
{
    return &frame->solution->creations;
}

/* The records of an object: that of the call which yields it in the function that knows what it runs, then
 * those of the functions that it is started through. */
static struct creation_record *record_of(const struct frame *frame, uint32_t object)
{
    uint32_t number = frame->objects.items[object].creation;

    return frame->recording && number ? &creations_of(frame)->items.items[number] : NULL;
}

static struct creation_record *record_behind(struct creations *all,
                                             const struct creation_record *record)
{
    return record->through ? &all->items.items[record->through] : NULL;
}

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

/* A path through a name for people: `w->pool.tids[]`. Recursion is bounded by LOC_DEPTH. */
static const char *loc_text(struct frame *frame, uint32_t loc)
{
    struct arena *run = frame->program->run;
    struct loc self = *loc_get(frame->space, loc);
    const struct ir_local *local;

    switch ((enum loc_kind)self.kind) {
    case LOC_PARAM:
    case LOC_LOCAL:
        local = ir_local(frame->unit, frame->ir, (struct ir_local_id){self.argument});
        return ir_text(frame->unit, local->name);
    case LOC_GLOBAL:
        return frame->program->entities[self.argument].name;
    case LOC_ALLOC:
    case LOC_ANY:
        return "";
    case LOC_DEREF:
        return loc_text(frame, self.parent);
    case LOC_ELEM:
        return arena_printf(run, "%s[]", loc_text(frame, self.parent));
    case LOC_FIELD:
        break;
    }
    if (loc_is_model_field(frame->space,
                           loc)) /* the program knows the object that a model lays it over */
        return loc_text(frame, self.parent);
    const struct field_info *field = &frame->program->fields[self.argument];
    const char *parent = loc_text(frame, self.parent);
    struct loc above = *loc_get(frame->space, self.parent);
    if (!*parent || above.kind == LOC_PARAM || above.kind == LOC_LOCAL || above.kind == LOC_DEREF)
        parent = frame->program->records[field->record].name;
    return *parent ? arena_printf(run, "%s.%s", parent, field->name) : field->name;
}

/* Memory without a name has none to show. */
static const char *holder_text(struct frame *frame, uint32_t loc)
{
    const char *text = loc ? loc_text(frame, loc) : "";

    return *text == '[' ? "" : text;
}

void creations_name(struct frame *frame, uint32_t object, uint32_t loc)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_NAME, .object = object, .loc = loc);
    for (; record; record = record_behind(creations_of(frame), record))
        if (!record->object && *holder_text(frame, loc))
            record->object = holder_text(frame, loc);
}

static bool same_key(struct key a, struct key b)
{
    return a.last == b.last && a.before == b.before;
}

static bool has_key(const struct key *keys, uint32_t count, struct key key)
{
    for (uint32_t i = 0; i < count; i++)
        if (same_key(keys[i], key))
            return true;
    return false;
}

/* Whether the thread is joinable; where an attribute tells that lies outside of functions, if that
 * attribute does not say otherwise. Notes what is not known. */
static bool is_joinable(const struct space *space, struct creation_record *record,
                        const struct object *object)
{
    bool joinable = object->detached.kind == VALUE_INT && object->detached.n == 0;

    if (joinable)
        return true;
    struct key key = object->detached.kind == VALUE_INITIAL ? loc_key(space, object->detached.id)
                                                            : (struct key){0};
    if (key.before && !has_key(record->attributes.items, record->attributes.count, key))
        vector_push(&record->attributes, key);
    else if (!key.before)
        record->detached_unknown = true;
    return key.before != 0;
}

/* Bound of what is kept for a witness, which shows one loss. */
enum { LOSSES_MOST = 64 };

static struct loss_record *find_loss(const struct creation_record *record,
                                     const struct loss_record *loss)
{
    for (uint32_t i = 0; i < record->losses.count; i++) {
        struct loss_record *known = &record->losses.items[i];
        if (known->fn == loss->fn && known->at.line == loss->at.line && known->loss == loss->loss)
            return known;
    }
    return NULL;
}

uint32_t creations_null_parameters(const struct frame *frame, const struct state *state)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < state->facts.count; i++) {
        const struct fact *fact = &state->facts.items[i];
        const struct loc *loc =
            fact->value.kind == VALUE_INITIAL ? loc_get(frame->space, fact->value.id) : NULL;
        if (!loc || loc->kind != LOC_PARAM || loc->argument > 31 || fact->low || fact->high)
            continue;
        const struct ir_local *local =
            ir_local(frame->unit, frame->ir, (struct ir_local_id){loc->argument});
        if (frame->unit->types[local->type.index].kind == IR_TYPE_POINTER)
            found |= UINT32_C(1) << loc->argument;
    }
    return found;
}

/* Of two ways to one loss, that is kept which needs less of the callers. */
static void lose(struct frame *frame, struct creation_record *record, const struct state *state,
                 uint32_t object, struct loss_record loss)
{
    if (!is_joinable(frame->space, record, &frame->objects.items[object]))
        return;
    struct loss_record *known = find_loss(record, &loss);
    loss.needs_null = creations_null_parameters(frame, state);
    if (known ? !known->needs_null || loss.needs_null : record->losses.count == LOSSES_MOST)
        return;
    const struct trail *trail = NULL;
    const struct trail **end = &trail;
    uint32_t length = 0;
    for (const struct trail *step = state->trail; step && length < LOSS_TRAIL;
         step = step->before, length++) {
        struct trail *copy = arena_copy(frame->program->run, step, sizeof(*step));
        *end = copy;
        end = &copy->before;
    }
    *end = NULL;
    loss.trail = trail;
    if (known)
        *known = loss;
    else
        vector_push(&record->losses, loss);
}

void creations_lose(struct frame *frame, const struct state *state, uint32_t object, enum loss loss,
                    struct ir_location at, uint32_t loc)
{
    struct creation_record *record = record_of(frame, object);
    const struct object *made = &frame->objects.items[object];

    if (!record)
        return;
    if (frame->is_ambiguous) { /* another definition may end it */
        creations_unknown(frame, object);
        return;
    }
    MEMO_NOTE(frame, .what = MEMO_LOSE, .object = object, .state = state, .number = loss, .at = at,
              .loc = loc, .nulls = creations_null_parameters(frame, state));
    creations_name(frame, object, loc);
    for (; record; record = record_behind(creations_of(frame), record))
        lose(frame, record, state, object,
             (struct loss_record){.loss = loss,
                                  .fn = frame->fn_number,
                                  .made_in_block = made->block,
                                  .made_instr = made->instr,
                                  .instr = frame->in_call ? frame->instr : 0,
                                  .made_at = frame->unit->instrs[made->instr].at,
                                  .at = at.line ? at : frame->unit->instrs[frame->instr].at,
                                  .holder = holder_text(frame, loc)});
}

static void keep(struct creation_record *record, struct key key)
{
    if (!has_key(record->classes.items, record->classes.count, key))
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

static void add_keeping(struct creation_record *record, struct keeping keeping)
{
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *known = &record->keepings.items[i];
        if (same_key(known->key, keeping.key) && known->fn == keeping.fn &&
            known->instr == keeping.instr && known->in_new == keeping.in_new)
            return;
    }
    vector_push(&record->keepings, keeping);
}

void creations_keep_in(struct frame *frame, uint32_t object, struct key key, uint32_t loc)
{
    struct creation_record *record = record_of(frame, object);
    bool in_new = loc_get(frame->space, loc)->root == LOC_ALLOC;
    struct keeping keeping = {key,
                              loc_key(frame->space, loc).before,
                              frame->fn_number,
                              frame->objects.items[object].instr,
                              is_one_global(frame->space, loc),
                              in_new};

    MEMO_NOTE(frame, .what = MEMO_KEEP_IN, .object = object, .key = key, .loc = loc);
    for (; record; record = record_behind(creations_of(frame), record)) {
        if (is_joinable(frame->space, record, &frame->objects.items[object]))
            keep(record, key);
        add_keeping(record, keeping);
    }
}

static void add_guard(struct creation_record *record, struct guard guard)
{
    for (uint32_t i = 0; i < record->guards.count; i++)
        if (same_key(record->guards.items[i].key, guard.key) &&
            record->guards.items[i].body_of == guard.body_of)
            return;
    vector_push(&record->guards, guard);
}

void creations_guard(struct frame *frame, uint32_t object, struct guard guard)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_GUARD, .object = object, .key = guard.key,
              .creation = guard.body_of);
    for (; record; record = record_behind(creations_of(frame), record))
        add_guard(record, guard);
}

void creations_unknown(struct frame *frame, uint32_t object)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_UNKNOWN, .object = object);
    for (; record; record = record_behind(creations_of(frame), record))
        record->unknown = true;
}

void creations_in_object(struct frame *frame, uint32_t object)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_IN_OBJECT, .object = object);
    for (; record; record = record_behind(creations_of(frame), record))
        record->in_object = true;
}

void creations_connected(struct frame *frame, uint32_t object)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CONNECTED, .object = object);
    for (; record; record = record_behind(creations_of(frame), record)) {
        record->connected = true;
        record->connected_inside |= record->fn == frame->fn_number;
    }
}

void creations_carried(struct frame *frame, uint32_t object)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CARRIED, .object = object);
    for (; record; record = record_behind(creations_of(frame), record))
        record->carried = true;
}

void creations_place(struct frame *frame, uint32_t object, bool in_argument, bool in_relays)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_PLACE, .object = object, .one = in_argument, .two = in_relays);
    for (; record; record = record_behind(creations_of(frame), record)) {
        *(in_argument ? &record->in_argument : &record->not_in_argument) = true;
        *(in_relays ? &record->in_relays : &record->not_in_relays) = true;
    }
}

static unsigned events_of(enum effect_kind kind)
{
    switch (kind) {
    case EFFECT_JOIN:
        return EVENT_JOIN;
    case EFFECT_DETACH:
        return EVENT_DETACH;
    case EFFECT_CANCEL:
        return EVENT_CANCEL;
    case EFFECT_CLOSE:
        return EVENT_CLOSE;
    case EFFECT_CLOSE_SOCKET:
        return EVENT_CLOSE_SOCKET;
    case EFFECT_CONNECT:
    case EFFECT_FREE:
    case EFFECT_PASS:
        break;
    }
    return 0;
}

static void add_end_point(const struct frame *frame, struct creation_record *record,
                          unsigned events)
{
    /* behind a loop that ends all of an array, the current instruction is none that ends anything */
    if (frame->unit->instrs[frame->instr].op != IR_CALL || !frame->in_call)
        return;
    for (uint32_t i = 0; i < record->ends.count; i++)
        if (record->ends.items[i].instr == frame->instr &&
            record->ends.items[i].fn == frame->fn_number)
            return;
    vector_push(&record->ends,
                (struct end_point){events, frame->fn_number, frame->block, frame->instr});
}

void creations_ended(struct frame *frame, const struct state *state, uint32_t object,
                     enum effect_kind kind)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_ENDED, .object = object, .number = kind, .state = state);
    for (; record; record = record_behind(creations_of(frame), record)) {
        record->ended |= events_of(kind);
        add_end_point(frame, record, events_of(kind));
        record->ended_though_kept |= state_status(state, object) == OBJECT_GONE;
    }
}

void creations_cancelled(struct frame *frame, uint32_t object)
{
    struct creation_record *record = record_of(frame, object);

    MEMO_NOTE(frame, .what = MEMO_CANCELLED, .object = object);
    for (; record; record = record_behind(creations_of(frame), record))
        record->cancelled = true;
}

static void add_end_site(struct solution *solution, struct end_site site)
{
    struct creations *all = &solution->creations;

    if (!site.events || !site.key.last)
        return;
    for (uint32_t i = all->sites.count; i-- > 0 && all->sites.items[i].fn == site.fn;) {
        const struct end_site *known = &all->sites.items[i];
        if (known->instr == site.instr && known->callee == site.callee &&
            known->events == site.events && same_key(known->key, site.key))
            return;
    }
    vector_push(&all->sites, site);
}

void creations_end_site(struct frame *frame, enum effect_kind kind, struct key key, uint32_t callee)
{
    struct end_site site = {frame->fn_number, frame->instr, callee, events_of(kind), key};

    MEMO_NOTE(frame, .what = MEMO_END_SITE, .number = kind, .key = key, .other = callee);
    if (frame->recording && !frame->fn->is_model)
        add_end_site(frame->solution, site);
}

static void add_ending(struct solution *solution, struct ending_record ending)
{
    struct creations *all = &solution->creations;

    if (!ending.events || !ending.key.last)
        return;
    uint64_t where = hash_mix((uint64_t)ending.fn << 32 | ending.instr, ending.events);
    uint64_t what = (uint64_t)ending.key.last << 32 | ending.key.before;
    bool is_new = false;
    intmap_put(&all->endings_known, hash_mix(where, what), all->endings.count, &is_new);
    if (is_new)
        vector_push(&all->endings, ending);
}

static void add_blind_ending(struct solution *solution, struct blind_ending blind)
{
    struct creations *all = &solution->creations;

    bool is_new = false;

    intmap_put(&all->blind_known, hash_mix((uint64_t)blind.fn << 1 | blind.in_unit, blind.events),
               1, &is_new);
    if (is_new)
        vector_push(&all->blind_endings, blind);
}

enum { ENDS_THREAD = EVENT_JOIN | EVENT_DETACH };

/* What may be done to any thing at all where nothing is known of the one that it is done to. */
static unsigned blind_events(enum effect_kind kind)
{
    return events_of(kind) & (ENDS_THREAD | EVENT_CLOSE | EVENT_CLOSE_SOCKET);
}

void creations_ending(struct frame *frame, enum effect_kind kind, struct key key)
{
    MEMO_NOTE(frame, .what = MEMO_ENDING, .number = kind, .key = key);
    if (frame->recording && !frame->fn->is_model && !key.last && blind_events(kind))
        add_blind_ending(frame->solution,
                         (struct blind_ending){frame->fn_number, false, blind_events(kind)});
    if (frame->recording && !frame->fn->is_model)
        add_ending(frame->solution,
                   (struct ending_record){events_of(kind), key, frame->fn_number, frame->block,
                                          frame->instr, frame->unit->instrs[frame->instr].at});
}

static void add_self(struct creations *all, struct self_record self)
{
    for (uint32_t i = all->selves.count; i-- > 0 && all->selves.items[i].fn == self.fn;)
        if (all->selves.items[i].instr == self.instr &&
            same_key(all->selves.items[i].key, self.key))
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
        !has_key(all->detached_attributes.items, all->detached_attributes.count, key))
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
    for (; record; record = record_behind(creations_of(frame), record))
        describe(frame, record, object, bodies);
}

/* ---- functions whose callers are not in sight ---- */

/* Whether callers outside may read the place themselves: a library hands them a struct whose
 * definition they can include. */
static bool is_callers_to_read(const struct program *program, uint32_t fn,
                               const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);
    bool in_library = bitset_has(&program->programs_of[program->fns[fn].input], 0);

    while (self->kind == LOC_ELEM || self->kind == LOC_DEREF)
        self = loc_get(space, self->parent);
    if (!in_library || self->kind != LOC_FIELD)
        return in_library && self->kind != LOC_GLOBAL;
    return program->records[program->fields[self->argument].record].flags & IR_RECORD_IN_HEADER;
}

static void hand_out_record(const struct solution *solution, struct creation_record *record,
                            const struct object *object, bool readable, struct keeping keeping)
{
    struct key key = keeping.key;

    if (!key.last || !is_joinable(&solution->space, record, object)) {
        record->unknown |= !key.last;
        return;
    }
    keeping.around = key.before;
    keeping.key.before = 0;
    record->readable |= readable;
    if (!readable)
        vector_push(&record->classes, keeping.key);
    vector_push(&record->keepings, keeping);
}

static void hand_out_object(struct program *program, uint32_t fn, const struct summary *summary,
                            struct write write, bool is_result)
{
    struct solution *solution = program->solution;
    const struct object *object = &summary->objects[write.value.id];
    struct key key = is_result ? (struct key){0} : loc_key(&solution->space, write.loc);

    if (!object->creation)
        return;
    bool readable = is_callers_to_read(program, fn, &solution->space, write.loc);
    struct creation_record *record = &solution->creations.items.items[object->creation];
    bool in_new = loc_get(&solution->space, write.loc)->root == LOC_ALLOC;
    for (; record; record = record_behind(&solution->creations, record))
        hand_out_record(solution, record, object, readable,
                        (struct keeping){key, 0, fn, object->instr, false, in_new});
}

static void hand_out_attribute(struct program *program, struct write write)
{
    struct solution *solution = program->solution;
    bool is_zero = write.value.kind == VALUE_INT && write.value.n == 0;

    if (loc_is_model_field(&solution->space, write.loc) && !is_zero)
        vector_push(&solution->creations.detached_attributes, loc_key(&solution->space, write.loc));
}

void creations_hand_out(struct program *program, uint32_t fn)
{
    struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[fn];
    const struct fn *self = &program->fns[fn];

    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        const struct outcome *outcome = &summary->outcomes[i];
        if (outcome->result.kind == VALUE_HANDLE)
            hand_out_object(program, fn, summary, (struct write){0, outcome->result}, true);
        for (uint32_t k = 0; k < outcome->n_writes; k++)
            if (outcome->writes[k].value.kind == VALUE_HANDLE)
                hand_out_object(program, fn, summary, outcome->writes[k], false);
            else
                hand_out_attribute(program, outcome->writes[k]);
        for (uint32_t k = 0; k < outcome->n_effects; k++) {
            struct effect effect = solution->effects.items[outcome->effects[k]];
            if (effect.target.kind != VALUE_INITIAL)
                continue;
            struct key key = loc_key(&solution->space, effect.target.id);
            add_ending(solution, (struct ending_record){.events = events_of(effect.kind),
                                                        .key = key,
                                                        .fn = fn,
                                                        .at = self->ir->at});
        }
    }
}

/* What a call in a function that was not followed does to the handles that it is given. */
static void add_endings_of_call(struct program *program, uint32_t number,
                                const struct call_site *site, const struct summary *callee)
{
    struct solution *solution = program->solution;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t i = 0; i < callee->n_outcomes; i++)
        for (uint32_t k = 0; k < callee->outcomes[i].n_effects; k++) {
            struct effect effect = solution->effects.items[callee->outcomes[i].effects[k]];
            if (effect.target.kind != VALUE_INITIAL)
                continue;
            struct key key = loc_key(&solution->space, effect.target.id);
            uint32_t base = loc_get(&solution->space, effect.target.id)->base;
            uint32_t parameter = loc_get(&solution->space, base)->argument;
            key.before = 0;
            if (!key.last && parameter <= call->arguments.count)
                key.last = element_of_operand(
                    program, number, fn->unit->operands[call->arguments.first + parameter - 1]);
            if (!key.last && blind_events(effect.kind))
                add_blind_ending(solution,
                                 (struct blind_ending){number, false, blind_events(effect.kind)});
            add_ending(solution, (struct ending_record){events_of(effect.kind), key, number,
                                                        site->block, site->instr, call->at});
            add_end_site(solution,
                         (struct end_site){number, site->instr, 0, events_of(effect.kind), key});
        }
}

static void drop_losses(struct creation_record *record, uint32_t fn)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < record->losses.count; i++)
        if (record->losses.items[i].fn != fn)
            record->losses.items[kept++] = record->losses.items[i];
    record->losses.count = kept;
}

void creations_collect_ends(struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++)
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            add_endings_of_call(program, number, &fn->calls[i],
                                &program->solution->summaries[fn->calls[i].targets.items[k]]);
}

void creations_give_up(struct program *program, uint32_t number)
{
    struct solution *solution = program->solution;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 1; i < solution->creations.items.count; i++) {
        struct creation_record *record = &solution->creations.items.items[i];
        record->unknown |= record->fn == number;
        drop_losses(record, number);
    }
    if (fn->ir->flags & IR_FUNCTION_DAMAGED)
        add_blind_ending(
            solution,
            (struct blind_ending){number, true, ENDS_THREAD | EVENT_CLOSE | EVENT_CLOSE_SOCKET});
    creations_collect_ends(program, number);
}

/* ---- faces ---- */

/* A client is taken for a connection, with a thread or without: what sets it up costs as much. */
static enum cost cost_of(const struct creation_record *record)
{
    return record->cost >= MODEL_THREADS ? COST_THREAD : COST_HANDLE;
}

static void finish_face(struct program *program, uint32_t number)
{
    struct creation_record *record = &program->solution->creations.items.items[number];
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, record->instr)];
    struct creation *face = &record->face;

    if (record->kind != OBJECT_THREAD) {
        face->kind = record->through ? CREATES_CALLED_CLIENT : CREATES_CLIENT;
        face->client.maker = site->entity ? program->entities[site->entity].name : NULL;
        face->client.cost = cost_of(record);
    } else {
        face->kind = record->through ? CREATES_CALLED_THREAD : CREATES_THREAD;
    }
    face->number = number;
    face->at = graph_place(program, fn, call->at);
    face->function = fn->name;
    face->object = record->object ? record->object : "";
    face->anchor = ir_print_call(fn->unit, fn->ir, call, program->run);
    face->thread.detached = record->detached_seen && !record->joinable_seen;
    if (record->body_fns.count) {
        const struct fn *body = &program->fns[record->body_fns.items[0]];
        face->thread.body = body->name;
        face->thread.body_at = graph_place(program, body, body->ir->at);
    }
}

/* A wrapper that keeps the handle to itself tells its callers nothing of it: who runs what is read from
 * the calls that name a function. */
static void find_starts(struct program *program, struct creation_record *record)
{
    const struct fn *maker = &program->fns[record->fn];

    for (uint32_t i = 0; i < maker->callers.count; i++) {
        uint32_t number = maker->callers.items[i];
        const struct fn *caller = &program->fns[number];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct ir_instr *call = &caller->unit->instrs[caller->calls[c].instr];
            bool calls = call_reaches(&caller->calls[c], record->fn);
            for (uint32_t k = 0; calls && k < call->arguments.count; k++) {
                struct ir_operand argument = caller->unit->operands[call->arguments.first + k];
                bool complete = false;
                if (argument.kind != IR_OPERAND_FUNCTION)
                    continue;
                struct fn_list bodies = targets_of_operand(program, number, argument, &complete);
                for (uint32_t b = 0; b < bodies.count; b++)
                    vector_push(&record->starts,
                                (struct start){bodies.items[b], number, caller->calls[c].block,
                                               caller->calls[c].instr});
            }
        }
    }
    if (!record->starts.count && record->body_fns.count == 1)
        vector_push(&record->starts, (struct start){record->body_fns.items[0], record->fn,
                                                    record->block, record->instr});
}

static int compare_losses(const void *a, const void *b)
{
    const struct loss_record *left = a, *right = b;

    if (left->fn != right->fn)
        return left->fn < right->fn ? -1 : 1;
    if (left->at.line != right->at.line)
        return left->at.line < right->at.line ? -1 : 1;
    return (left->at.column > right->at.column) - (left->at.column < right->at.column);
}

/* Where nobody in sight says what a relay runs, it is the body itself. */
static void settle_relays(struct creation_record *record)
{
    if (record->body_fns.count || record->body_unknown)
        return;
    for (uint32_t i = 0; i < record->relays.count; i++)
        vector_push(&record->body_fns, record->relays.items[i]);
    record->relays.count = 0;
    record->in_argument |= record->in_relays;
    record->not_in_argument = record->not_in_relays;
}

void creations_finish(struct program *program)
{
    struct creations *all = &program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        struct creation_record *record = &all->items.items[i];
        if (record->losses.count)
            qsort(record->losses.items, record->losses.count, sizeof(struct loss_record),
                  compare_losses);
        settle_relays(record);
        if (!record->starts.count && record->kind == OBJECT_THREAD)
            find_starts(program, record);
        finish_face(program, i);
    }
}

/* ---- by class and by function ---- */

static void add_to_class(const struct program *program, struct intmap *first, uint32_t *next,
                         struct key key, uint32_t index)
{
    uint32_t *head = intmap_put(first, holders_class(program->holders, key.last), 0, NULL);

    next[index] = *head;
    *head = index + 1;
}

static void index_starts(struct program *program, struct creations *all)
{
    uint32_t n = program->n_fns;

    all->first_start = ARENA_ARRAY(program->run, uint32_t, n + 2);
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; !all->items.items[i].through && k < all->items.items[i].starts.count;
             k++)
            all->first_start[all->items.items[i].starts.items[k].fn + 2]++;
    for (uint32_t i = 2; i < n + 2; i++)
        all->first_start[i] += all->first_start[i - 1];
    all->starts_in = ARENA_ARRAY(program->run, struct start, all->first_start[n + 1]);
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; !all->items.items[i].through && k < all->items.items[i].starts.count;
             k++) {
            struct start start = all->items.items[i].starts.items[k];
            all->starts_in[all->first_start[start.fn + 1]++] = start;
        }
}

void creations_index(struct program *program)
{
    struct creations *all = &program->solution->creations;

    all->next_ending = ARENA_ARRAY(program->run, uint32_t, all->endings.count);
    all->next_site = ARENA_ARRAY(program->run, uint32_t, all->sites.count);
    all->ends_in = bitset_new(program->run, program->n_fns);
    for (uint32_t i = all->endings.count; i-- > 0;) {
        add_to_class(program, &all->first_ending, all->next_ending, all->endings.items[i].key, i);
        bitset_add(&all->ends_in, all->endings.items[i].fn);
    }
    for (uint32_t i = all->sites.count; i-- > 0;) {
        add_to_class(program, &all->first_site, all->next_site, all->sites.items[i].key, i);
        bitset_add(&all->ends_in, all->sites.items[i].fn);
    }
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; k < all->items.items[i].ends.count; k++)
            bitset_add(&all->ends_in, all->items.items[i].ends.items[k].fn);
    all->next_attribute = ARENA_ARRAY(program->run, uint32_t, all->detached_attributes.count);
    for (uint32_t i = all->detached_attributes.count; i-- > 0;)
        if (all->detached_attributes.items[i].last)
            add_to_class(program, &all->first_attribute, all->next_attribute,
                         all->detached_attributes.items[i], i);
    index_starts(program, all);
}

uint32_t creations_first_of_class(const struct program *program, const struct intmap *first,
                                  struct key key)
{
    const uint32_t *head = intmap_find(first, holders_class(program->holders, key.last));

    return head && key.last ? *head : 0;
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
