/* The primitives of models (<stranded/primitives.h>) and their effects on a state. */
#include "program/solver.h"

#include <string.h>

#include "base/hash.h"
#include "program/holders.h"
#include "program/memo.h"

static uint64_t key_of_effect(struct effect effect)
{
    return hash_mix(hash_mix((uint64_t)effect.kind << 32 | effect.target.kind, effect.target.id),
                    (uint64_t)effect.target.n);
}

uint32_t solver_find_effect(const struct solution *solution, struct effect effect)
{
    const uint32_t *number = intmap_find(&solution->effect_numbers, key_of_effect(effect));

    return number ? *number : 0;
}

uint32_t solver_effect(struct solution *solution, struct effect effect)
{
    uint64_t key = key_of_effect(effect);
    bool is_new = false;
    uint32_t own = *intmap_put(&solution->effect_numbers, key, solution->effects.count, &is_new);

    if (is_new)
        vector_push(&solution->effects, effect);
    memo_note_effect(solution->memo, own);
    return own;
}

static uint32_t intern_effect(const struct frame *frame, struct effect effect)
{
    return solver_effect(frame->solution, effect);
}

/* Whether the effect leaves nothing of the thing that its creator would still have to end. */
static bool is_end(enum effect_kind kind)
{
    return kind == EFFECT_JOIN || kind == EFFECT_DETACH || kind == EFFECT_CLOSE ||
           kind == EFFECT_CLOSE_SOCKET;
}

/* Whether the effect is one of those that are done to such things: a client is not joined. */
static bool suits(enum effect_kind effect, enum object_kind object)
{
    switch (object) {
    case OBJECT_THREAD:
        return effect == EFFECT_JOIN || effect == EFFECT_DETACH;
    case OBJECT_CLIENT:
        return effect == EFFECT_CLOSE;
    case OBJECT_SOCKET:
        return effect == EFFECT_CLOSE_SOCKET;
    }
    return false;
}

/* ---- effects on handles of this function ---- */

/* How often the loop runs, with those around it that do not hold the block `other` as well: columns in rows are as
 * many as rows in columns. False where it is not known of one of them. */
static bool count_rounds(const struct fn *fn, uint32_t loop, uint32_t other, uint64_t *ret_rounds)
{
    *ret_rounds = 1;
    for (; loop && !bitset_has(&fn->loops[loop - 1].blocks, other);
         loop = fn->loops[loop - 1].parent)
        if (!fn->loops[loop - 1].counted ||
            __builtin_mul_overflow(*ret_rounds, fn->loops[loop - 1].trips, ret_rounds))
            return false;
    return true;
}

/* Whether the handles are ended in fewer rounds than they were made in: some of them are left. */
static bool is_shorter(const struct frame *frame, uint32_t loop, uint32_t object)
{
    const struct fn *fn = frame->fn;
    uint32_t made_at = frame->objects.items[object].block;
    uint64_t made, ended;

    return count_rounds(fn, fn->loop_of[made_at], frame->block, &made) &&
           count_rounds(fn, loop, made_at, &ended) && ended < made;
}

/* The loop ends the object and every other one whose handle lies in the same array. */
static void end_whole_array(struct frame *frame, struct state *state, enum effect_kind kind,
                            uint32_t object, uint32_t loop)
{
    struct bitset ends = bitset_new(frame->scratch, frame->objects.count);

    bitset_add(&ends, object);
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell held = state->cells.items[i];
        if (held.value.kind != VALUE_HANDLE || held.value.id != object)
            continue;
        for (uint32_t k = 0; k < state->cells.count; k++) {
            struct cell other = state->cells.items[k];
            if (other.value.kind == VALUE_HANDLE && memory_same_array(frame, held.loc, other.loc))
                bitset_add(&ends, other.value.id);
        }
    }
    for (uint32_t i = 1; i < frame->objects.count; i++) {
        if (!bitset_has(&ends, i) || !state_status(state, i) ||
            !suits(kind, frame->objects.items[i].kind))
            continue;
        vector_push(&frame->bulks, (struct bulk){loop, i});
        creations_ended(frame, state, i, kind);
        state_set_status(state, i, OBJECT_ENDED);
    }
}

/* One handle of an array is ended: with a variable index in a loop, in turn all of them are. */
static void end_one_of_many(struct frame *frame, struct state *state, enum effect_kind kind,
                            struct value handle)
{
    uint32_t loop = frame->fn->loop_of[frame->block];
    enum object_status status = state_status(state, handle.id);

    uint32_t maker = frame->fn->loop_of[frame->objects.items[handle.id].block];
    /* made and ended once in a run of the function: through the same index, most likely */
    if (handle.n == HANDLE_EACH && !loop && !maker) {
        creations_ended(frame, state, handle.id, kind);
        state_set_status(state, handle.id, OBJECT_ENDED);
        return;
    }
    /* kept in an array that others read as well */
    bool is_partly = handle.n == HANDLE_EACH && loop && is_shorter(frame, loop, handle.id);
    if (status == OBJECT_GONE && !is_partly)
        creations_ended(frame, state, handle.id, kind);
    if (status != OBJECT_LIVE && status != OBJECT_PART)
        return;
    if (is_partly) {
        state_set_status(state, handle.id, OBJECT_PART);
    } else if (handle.n == HANDLE_EACH && loop) {
        end_whole_array(frame, state, kind, handle.id, loop - 1);
    } else if (handle.n == HANDLE_ONE && status == OBJECT_LIVE) {
        state_set_status(state, handle.id, OBJECT_PART);
    } else {
        creations_unknown(frame, handle.id);
        state_set_status(state, handle.id, OBJECT_GONE);
    }
}

/* A client whose memory is freed, and no more, can never be ended. */
static void free_handle(struct frame *frame, struct state *state, struct value handle)
{
    if (frame->objects.items[handle.id].kind != OBJECT_CLIENT || handle.n != HANDLE_WHOLE ||
        state_status(state, handle.id) != OBJECT_LIVE)
        return;
    creations_lose(frame, state, handle.id, LOSS_WRONG_END, (struct ir_location){0}, 0);
    state_set_status(state, handle.id, OBJECT_GONE);
}

static void effect_on_handle(struct frame *frame, struct state *state, enum effect_kind kind,
                             struct value handle)
{
    enum object_kind object = frame->objects.items[handle.id].kind;

    if (kind == EFFECT_PASS) {
        memory_escape(frame, state, handle, REACH_FAR);
    } else if (kind == EFFECT_FREE) {
        free_handle(frame, state, handle);
    } else if (kind == EFFECT_CANCEL) {
        creations_cancelled(frame, handle.id);
    } else if (kind == EFFECT_CONNECT && object == OBJECT_SOCKET) {
        creations_connected(frame, handle.id);
    } else if (!is_end(kind) || !suits(kind, object)) {
        return;
    } else if (handle.n != HANDLE_WHOLE) {
        end_one_of_many(frame, state, kind, handle);
    } else {
        creations_ended(frame, state, handle.id, kind);
        state_set_status(state, handle.id, OBJECT_ENDED);
    }
}

void primitives_effect(struct frame *frame, struct state *state, enum effect_kind kind,
                       struct value value, struct key unknown)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_HANDLE:
        effect_on_handle(frame, state, kind, value);
        break;
    case VALUE_ADDRESS:
        if ((kind == EFFECT_FREE || kind == EFFECT_CLOSE) &&
            loc_get(frame->space, value.id)->kind == LOC_ALLOC)
            memory_release(frame, state, value.id, LOSS_FREED);
        break;
    case VALUE_INITIAL: {
        const struct loc loc = *loc_get(frame->space, value.id); /* more may be interned below */
        uint32_t loop = frame->fn->loop_of[frame->block];
        /* what this function has put into the object goes with it */
        if (kind == EFFECT_FREE && loc.root == LOC_PARAM)
            memory_release_given(frame, state, loc_deref(frame->space, value.id));
        uint32_t effect =
            loc.root == LOC_PARAM ? intern_effect(frame, (struct effect){kind, value}) : 0;
        if (effect)
            state_add_effect(state, effect);
        if (effect && loc.has_each && loop && is_end(kind))
            vector_push(&frame->bulk_effects, (struct bulk_effect){loop - 1, effect});
        if (loc.root != LOC_PARAM)
            creations_ending(frame, kind, loc_key(frame->space, value.id));
        break;
    }
    case VALUE_SELF:
        state_add_effect(state, intern_effect(frame, (struct effect){kind, value}));
        break;
    case VALUE_ANY:
    case VALUE_SYMBOL:
    case VALUE_NONZERO:
    case VALUE_BITS:
        creations_ending(frame, kind, unknown);
        break;
    case VALUE_INT:
    case VALUE_FUNCTION:
    case VALUE_TRUTH:
        break;
    }
}

/* ---- the primitives ---- */

static void finish(struct frame *frame, struct state *state, const struct ir_instr *call,
                   struct value result, struct states *out)
{
    if (call->dst.index)
        memory_write(frame, state, memory_place(frame, state, call->dst), result);
    vector_push(out, state);
}

static void both(struct frame *frame, struct state *state, const struct ir_instr *call,
                 struct value one, struct value other, struct states *out)
{
    struct state *second = state_copy(frame->scratch, state);

    finish(frame, state, call, one, out);
    finish(frame, second, call, other, out);
}

static void fails(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, struct states *out)
{
    (void)arguments;
    both(frame, state, call, value_int(0), value_int(1), out);
}

static void nonzero(struct frame *frame, struct state *state, const struct ir_instr *call,
                    const struct value *arguments, struct states *out)
{
    (void)arguments;
    finish(frame, state, call, value_of(VALUE_NONZERO, 0), out);
}

static void any(struct frame *frame, struct state *state, const struct ir_instr *call,
                const struct value *arguments, struct states *out)
{
    (void)arguments;
    finish(frame, state, call, value_any(), out);
}

/* The lowest number that is free: that of the standard input is not. */
static void descriptor(struct frame *frame, struct state *state, const struct ir_instr *call,
                       const struct value *arguments, struct states *out)
{
    struct value number = value_of(VALUE_SYMBOL, frame->instr);

    (void)arguments;
    state_forget_symbol(state, frame->instr);
    if (state_assume(state, number, IR_GE, -1) && state_assume(state, number, IR_NE, 0))
        finish(frame, state, call, number, out);
}

static struct value fresh_object(struct frame *frame)
{
    return value_of(VALUE_ADDRESS, loc_alloc_site(frame->space, frame->fn_number, frame->instr, 0));
}

static void alloc(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, struct states *out)
{
    (void)arguments;
    both(frame, state, call, fresh_object(frame), value_int(0), out);
}

static void fresh(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, struct states *out)
{
    (void)arguments;
    finish(frame, state, call, fresh_object(frame), out);
}

static void release(struct frame *frame, struct state *state, const struct ir_instr *call,
                    const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_FREE, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void escape(struct frame *frame, struct state *state, const struct ir_instr *call,
                   const struct value *arguments, struct states *out)
{
    memory_escape(frame, state, arguments[0], REACH_FAR);
    calls_note_escape(frame, state, arguments[0]);
    finish(frame, state, call, value_any(), out);
}

/* What lies where the pointer leads comes back later, in another object of that kind. */
static void keep(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    struct value contents = value_any();

    if (arguments[0].kind == VALUE_INITIAL) {
        contents = value_of(VALUE_INITIAL, loc_deref(frame->space, arguments[0].id));
        contents.n = ESCAPES_TO_CLASS;
        state_add_escape(state, contents);
    }
    finish(frame, state, call, value_any(), out);
}

/* A value that is handed to a function which is called later: only a handle matters by itself. */
static void pass(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    if (arguments[0].kind == VALUE_HANDLE || arguments[0].kind == VALUE_INITIAL)
        primitives_effect(frame, state, EFFECT_PASS, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static bool is_pointer(struct value value)
{
    return value.kind == VALUE_ADDRESS || value.kind == VALUE_INITIAL;
}

static void copy(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    if (is_pointer(arguments[0]) && is_pointer(arguments[1]))
        memory_copy(frame, state, loc_target(frame->space, arguments[0]),
                    loc_target(frame->space, arguments[1]));
    else if (is_pointer(arguments[1])) /* to where nobody knows: into a vector of bytes */
        memory_escape_contents(frame, state, loc_target(frame->space, arguments[1]), REACH_FAR);
    finish(frame, state, call, value_any(), out);
}

static void zero(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    if (is_pointer(arguments[0]))
        memory_write(frame, state, loc_target(frame->space, arguments[0]), value_int(0));
    finish(frame, state, call, value_any(), out);
}

static void leave(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, struct states *out)
{
    (void)frame, (void)call, (void)arguments, (void)out;
    state_free(state);
}

static void thread_exit(struct frame *frame, struct state *state, const struct ir_instr *call,
                        const struct value *arguments, struct states *out)
{
    (void)call, (void)arguments, (void)out;
    solver_exit(frame, state, value_any(), EXIT_THREAD);
}

static void spawn(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, struct states *out)
{
    uint32_t number = calls_object(frame, 0, arguments[2]);
    struct object *object = &frame->objects.items[number];

    object->body = arguments[0];
    object->argument = arguments[1];
    object->detached = arguments[2];
    state_set_status(state, number, OBJECT_LIVE);
    finish(frame, state, call, value_of(VALUE_HANDLE, number), out);
}

static void join(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_JOIN, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void detach(struct frame *frame, struct state *state, const struct ir_instr *call,
                   const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_DETACH, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void cancel(struct frame *frame, struct state *state, const struct ir_instr *call,
                   const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_CANCEL, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void self(struct frame *frame, struct state *state, const struct ir_instr *call,
                 const struct value *arguments, struct states *out)
{
    (void)arguments;
    finish(frame, state, call, value_of(VALUE_SELF, 0), out);
}

/* A client is an object like a thread: its handle goes the same ways. */
static struct object *begin_client(struct frame *frame, struct state *state,
                                   const struct ir_instr *call, enum object_kind kind,
                                   struct states *out)
{
    uint32_t number = calls_object(frame, 0, value_int(0));
    struct object *object = &frame->objects.items[number];

    object->kind = kind;
    object->detached = value_int(0);
    state_set_status(state, number, OBJECT_LIVE);
    finish(frame, state, call, value_of(VALUE_HANDLE, number), out);
    return object;
}

static void client(struct frame *frame, struct state *state, const struct ir_instr *call,
                   const struct value *arguments, struct states *out)
{
    begin_client(frame, state, call, OBJECT_CLIENT, out)->body = arguments[0];
}

static void new_socket(struct frame *frame, struct state *state, const struct ir_instr *call,
                       const struct value *arguments, struct states *out)
{
    struct object *object = begin_client(frame, state, call, OBJECT_SOCKET, out);

    object->body = arguments[0];
    object->argument = arguments[1];
}

static void socket_end(struct frame *frame, struct state *state, const struct ir_instr *call,
                       const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_CLOSE_SOCKET, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void connects(struct frame *frame, struct state *state, const struct ir_instr *call,
                     const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_CONNECT, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

static void client_end(struct frame *frame, struct state *state, const struct ir_instr *call,
                       const struct value *arguments, struct states *out)
{
    primitives_effect(frame, state, EFFECT_CLOSE, arguments[0], (struct key){0});
    finish(frame, state, call, value_any(), out);
}

/* The primitives that matter to paths. The others (model_on_request and its like) say where control
 * comes from, which contexts.c reads from the models, and have no effect here. */
static const struct primitive {
    const char *name;
    uint32_t n_arguments;
    void (*transfer)(struct frame *frame, struct state *state, const struct ir_instr *call,
                     const struct value *arguments, struct states *out);
} primitives[] = {
    {"model_fails", 0, fails},       {"model_nonzero", 0, nonzero},
    {"model_any", 0, any},           {"model_alloc", 0, alloc},
    {"model_new", 0, fresh},         {"model_free", 1, release},
    {"model_exit", 0, leave},        {"model_thread_exit", 0, thread_exit},
    {"model_escape", 1, escape},     {"model_spawn", 3, spawn},
    {"model_join", 1, join},         {"model_detach", 1, detach},
    {"model_cancel", 1, cancel},     {"model_self", 0, self},
    {"model_copy", 2, copy},         {"model_zero", 1, zero},
    {"model_keep", 1, keep},         {"model_pass", 1, pass},
    {"model_client", 1, client},     {"model_client_end", 1, client_end},
    {"model_socket", 2, new_socket}, {"model_socket_end", 1, socket_end},
    {"model_connects", 1, connects}, {"model_descriptor", 0, descriptor},
};

void primitives_transfer(struct frame *frame, struct state *state, const struct ir_instr *call,
                         const struct value *arguments, const char *name, struct states *out)
{
    for (size_t i = 0; i < sizeof(primitives) / sizeof(*primitives); i++) {
        if (strcmp(primitives[i].name, name) != 0)
            continue;
        if (call->arguments.count >= primitives[i].n_arguments) {
            primitives[i].transfer(frame, state, call, arguments, out);
            return;
        }
    }
    any(frame, state, call, arguments, out);
}
