/* Where a handle is lost, and what held it. */
#include "program/creations_inside.h"

#include "program/memo.h"

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
    case LOC_BITS:
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED:
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
    struct creation_record *record = creations_record(frame, object);

    MEMO_NOTE(frame, .what = MEMO_NAME, .object = object, .loc = loc);
    for (; record; record = creations_record_behind(creations_of(frame), record))
        if (!record->object && *holder_text(frame, loc))
            record->object = holder_text(frame, loc);
}

bool creations_joinable(const struct space *space, struct creation_record *record,
                        const struct object *object)
{
    bool joinable = object->detached.kind == VALUE_INT && object->detached.n == 0;

    if (joinable)
        return true;
    struct key key = object->detached.kind == VALUE_INITIAL ? loc_key(space, object->detached.id)
                                                            : (struct key){0};
    if (key.before && !creations_has_key(record->attributes.items, record->attributes.count, key))
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
    if (!creations_joinable(frame->space, record, &frame->objects.items[object]))
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

/* Functions below a call that are asked what they end. */
enum { ENDS_BELOW_FNS = 64 };

/* Whether the function ends what it reads from places of that element, though its summary does not say whose. */
static bool ends_element(const struct frame *frame, uint32_t fn, uint32_t element)
{
    const struct creations *all = &frame->solution->creations;

    for (uint32_t i = 0; i < all->endings.count; i++)
        if (all->endings.items[i].fn == fn && all->endings.items[i].key.last == element &&
            all->endings.items[i].events & (EVENT_JOIN | EVENT_DETACH))
            return true;
    return false;
}

/* Whether the call that frees the object with the thread's handle may have ended it: the object lies too deep for the
 * callee's summary to tell. */
static bool may_be_ended_below(const struct frame *frame, uint32_t loc)
{
    const struct fn *fns = frame->program->fns;
    uint32_t below[ENDS_BELOW_FNS], count = 0, element = loc_key(frame->space, loc).last;
    const struct call_site *site = &frame->fn->calls[graph_first_call(frame->fn, frame->instr)];

    for (uint32_t next = 0; element && next <= count; next++) {
        const struct fn *fn = next ? &fns[below[next - 1]] : frame->fn;
        uint32_t n_calls = next ? (fn->is_model ? 0 : fn->n_calls) : 1;
        if (next && !fn->is_model) {
            memo_note_beyond(frame->solution->memo);
            if (ends_element(frame, below[next - 1], element))
                return true;
        }
        for (uint32_t c = 0; c < n_calls; c++) {
            const struct fn_list *targets = next ? &fn->calls[c].targets : &site->targets;
            for (uint32_t k = 0; k < targets->count && count < ENDS_BELOW_FNS; k++) {
                bool known = false;
                for (uint32_t i = 0; i < count; i++)
                    known |= below[i] == targets->items[k];
                if (!known)
                    below[count++] = targets->items[k];
            }
        }
    }
    return false;
}

void creations_lose(struct frame *frame, const struct state *state, uint32_t object, enum loss loss,
                    struct ir_location at, uint32_t loc)
{
    struct creation_record *record = creations_record(frame, object);
    const struct object *made = &frame->objects.items[object];

    if (!record)
        return;
    bool is_thread = frame->objects.items[object].kind == OBJECT_THREAD;
    bool is_freed_below = loss == LOSS_FREED && is_thread && frame->in_call && loc;
    if (frame->is_ambiguous || (is_freed_below && may_be_ended_below(frame, loc))) {
        /* another definition may end it */
        creations_unknown(frame, object);
        return;
    }
    MEMO_NOTE(frame, .what = MEMO_LOSE, .object = object, .state = state, .number = loss, .at = at,
              .loc = loc, .nulls = creations_null_parameters(frame, state));
    creations_name(frame, object, loc);
    for (; record; record = creations_record_behind(creations_of(frame), record))
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
