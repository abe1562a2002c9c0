/* Does again what the solving of a function did, from the words that were kept of it. */
#include "program/memo_inside.h"

/* ---- whether it can be done ---- */

/* Whether the location holds the constant that it held, or none as then. */
static bool has_constant(const struct mentioned *mentioned, uint32_t loc, struct reading *reading)
{
    bool was_constant = words_get(reading);
    struct value constant = {0}, then = {0};
    bool is_constant = loc && constants_find(mentioned->program->solution, loc, &constant);

    if (was_constant)
        then = mentioned_value(mentioned, reading);
    return is_constant == was_constant && value_equal(constant, then);
}

/* Whether what was looked at has numbers in the same order as then, or will have: states are sorted by them.
 * What is new gets the next numbers. */
static bool is_in_order(const struct mentioned *mentioned, const struct words *numbers,
                        struct reading *order)
{
    uint32_t count = words_get(order);
    uint64_t before = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = words_get(order);
        uint32_t found = index < numbers->count ? numbers->items[index] : 0;
        uint64_t number = found ? found : (UINT64_C(1) << 32) + index;
        bool has_same =
            numbers == &mentioned->locs ? has_constant(mentioned, found, order) : !words_get(order);
        if (number < before || !has_same)
            return false;
        before = number;
    }
    return true;
}

static bool is_possible(struct program *program, uint32_t fn, struct reading reading)
{
    struct mentioned mentioned = {.program = program, .fn = fn, .only_finds = true};

    mentioned_read(&mentioned, &reading);
    bool is_same = !mentioned.lacks && is_in_order(&mentioned, &mentioned.locs, &reading) &&
                   is_in_order(&mentioned, &mentioned.effects, &reading);
    mentioned_deinit(&mentioned);
    return is_same;
}

static void skip_order(const struct mentioned *mentioned, struct reading *reading)
{
    for (uint32_t count = words_get(reading); count && reading->at < reading->end; count--) {
        words_get(reading);
        if (words_get(reading))
            mentioned_value(mentioned, reading);
    }
}

/* ---- doing it ---- */

struct repeating {
    struct program *program;
    struct mentioned mentioned;
    struct reading contents;
    struct frame frames[SOLVER_DEPTH + 1]; /* functions within each other */
    uint32_t depth;
};

static struct frame *enter(struct repeating *repeating, uint32_t number)
{
    struct program *program = repeating->program;
    struct fn *fn = &program->fns[number];
    struct frame *frame = &repeating->frames[repeating->depth++];

    *frame = (struct frame){
        .program = program,
        .solution = program->solution,
        .space = &program->solution->space,
        .scratch = arena_new(),
        .fn_number = number,
        .fn = fn,
        .unit = fn->unit,
        .ir = fn->ir,
        .summary = &program->solution->summaries[number],
        .recording = true,
    };
    loops_find(program, number);
    repeating->mentioned.fn = number;
    return frame;
}

/* Back to the function that it was solved within; NULL = to nobody. */
static struct frame *leave(struct repeating *repeating, struct frame *frame,
                           struct reading *reading)
{
    bool is_solved = words_get(reading) == SUMMARY_SOLVED;

    if (is_solved)
        memo_get_summary(repeating->program, frame->fn_number, reading);
    solver_close(repeating->program, frame->fn_number, is_solved);
    vector_deinit(&frame->objects);
    arena_free(frame->scratch);
    repeating->depth--;
    if (!repeating->depth)
        return NULL;
    frame = &repeating->frames[repeating->depth - 1];
    repeating->mentioned.fn = frame->fn_number;
    return frame;
}

static struct ir_location get_place(const struct frame *frame, struct reading *reading)
{
    bool is_there = words_get(reading);
    uint32_t line = words_get(reading) + frame->ir->at.line, rest = words_get(reading);

    return is_there ? (struct ir_location){line, (uint16_t)rest, (uint16_t)(rest >> 16)}
                    : (struct ir_location){0};
}

static const struct trail *get_trail(struct frame *frame, struct reading *reading)
{
    const struct trail *first = NULL;
    const struct trail **end = &first;

    for (uint32_t count = words_get(reading); count && reading->at < reading->end; count--) {
        struct trail *step = ARENA_NEW(frame->scratch, struct trail);
        step->at = get_place(frame, reading);
        step->block = words_get(reading);
        step->taken = words_get(reading);
        *end = step;
        end = &step->before;
    }
    return first;
}

static struct object content_of(const struct repeating *repeating, uint32_t number)
{
    struct reading reading = repeating->contents;
    uint32_t count = (uint32_t)(reading.end - reading.at) / MEMO_OBJECT;

    if (!number || number > count)
        return (struct object){0};
    reading.at += (size_t)(number - 1) * MEMO_OBJECT;
    return mentioned_object(&repeating->mentioned, &reading);
}

static void call(struct frame *frame, const struct memo_call *call)
{
    switch (call->what) {
    case MEMO_ENTER:
    case MEMO_LEAVE:
        break;
    case MEMO_ANCHOR:
        creations_anchor(frame, call->content);
        break;
    case MEMO_ANCHOR_CALL:
        creations_anchor_call(frame, call->creation);
        break;
    case MEMO_LOSE:
        creations_lose(frame, call->state, call->object, (enum loss)call->number, call->at,
                       call->loc);
        break;
    case MEMO_KEEP_IN:
        creations_keep_in(frame, call->object, call->key, call->loc);
        break;
    case MEMO_END_SITE:
        creations_end_site(frame, (enum effect_kind)call->number, call->key, call->other);
        break;
    case MEMO_GUARD:
        creations_guard(frame, call->object,
                        (struct guard){call->key, call->creation, frame->fn_number});
        break;
    case MEMO_UNKNOWN:
        creations_unknown(frame, call->object);
        break;
    case MEMO_IN_OBJECT:
        creations_in_object(frame, call->object);
        break;
    case MEMO_FILLS_GAP:
        creations_fills_gap(frame, call->object);
        break;
    case MEMO_CONNECTED:
        creations_connected(frame, call->object);
        break;
    case MEMO_CARRIED:
        creations_carried(frame, call->object);
        break;
    case MEMO_PLACE:
        creations_place(frame, call->object, call->one, call->two);
        break;
    case MEMO_ENDED:
        creations_ended(frame, call->state, call->object, (enum effect_kind)call->number);
        break;
    case MEMO_CANCELLED:
        creations_cancelled(frame, call->object);
        break;
    case MEMO_ENDING:
        creations_ending(frame, (enum effect_kind)call->number, call->key);
        break;
    case MEMO_SELF:
        creations_self(frame, call->key);
        break;
    case MEMO_ATTRIBUTE:
        creations_attribute(frame, call->loc, call->value);
        break;
    case MEMO_DESCRIBE:
        creations_describe(frame, call->content, call->bodies);
        break;
    case MEMO_NAME:
        creations_name(frame, call->object, call->loc);
        break;
    }
}

static struct fn_list get_bodies(const struct mentioned *mentioned, const struct frame *frame,
                                 struct reading *reading)
{
    uint32_t count = words_get(reading);

    if (count > (size_t)(reading->end - reading->at))
        return (struct fn_list){0};
    uint32_t *items = ARENA_ARRAY(frame->scratch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = mentioned_name(mentioned, words_get(reading));
    return (struct fn_list){items, count};
}

/* Facts by which the state requires that those parameters are NULL; the locations are there. */
static void add_nulls(const struct frame *frame, struct state *state, uint32_t parameters)
{
    for (uint32_t i = 1; i < 32; i++)
        if (parameters & UINT32_C(1) << i)
            vector_push(&state->facts,
                        (struct fact){.value = value_of(VALUE_INITIAL,
                                                        loc_root(frame->space, LOC_PARAM, i))});
}

static void repeat_call(struct repeating *repeating, struct frame *frame, enum memo_what what,
                        struct reading *reading)
{
    const struct mentioned *mentioned = &repeating->mentioned;
    struct memo_call again = {.what = what};
    struct state state = {0};

    frame->instr = words_get(reading) + memo_first_instr(repeating->program, frame->fn_number);
    frame->block = words_get(reading);
    uint32_t flags = words_get(reading);
    frame->in_call = flags & 1;
    again.one = flags >> 1 & 1;
    again.two = flags >> 2 & 1;
    again.object = words_get(reading);
    struct object content = content_of(repeating, words_get(reading));
    again.content = &content;
    again.key.last = mentioned_element(mentioned, words_get(reading));
    again.key.before = mentioned_element(mentioned, words_get(reading));
    again.loc = mentioned_loc(mentioned, words_get(reading));
    again.creation = mentioned_creation(mentioned, words_get(reading));
    again.number = words_get(reading);
    again.other = mentioned_name(mentioned, words_get(reading));
    add_nulls(frame, &state, words_get(reading));
    again.at = get_place(frame, reading);
    again.value = mentioned_value(mentioned, reading);
    state_set_status(&state, again.object, (enum object_status)words_get(reading));
    again.bodies = get_bodies(mentioned, frame, reading);
    state.trail = get_trail(frame, reading);
    again.state = &state;
    while (frame->objects.count <= again.object)
        vector_push(&frame->objects, (struct object){0});
    frame->objects.items[again.object] = content;
    call(frame, &again);
    vector_deinit(&state.objects);
    vector_deinit(&state.facts);
}

static void repeat_calls(struct repeating *repeating, uint32_t fn, struct reading *reading)
{
    struct frame *frame = enter(repeating, fn);

    while (frame && reading->at < reading->end) {
        enum memo_what what = (enum memo_what)words_get(reading);
        if (what == MEMO_ENTER && repeating->depth <= SOLVER_DEPTH)
            frame = enter(repeating, mentioned_name(&repeating->mentioned, words_get(reading)));
        else if (what == MEMO_LEAVE)
            frame = leave(repeating, frame, reading);
        else
            repeat_call(repeating, frame, what, reading);
    }
}

bool memo_repeat_words(struct program *program, uint32_t fn, struct reading reading)
{
    struct repeating repeating = {.program = program, .mentioned = {.program = program, .fn = fn}};

    if (!is_possible(program, fn, reading))
        return false;
    mentioned_read(&repeating.mentioned, &reading);
    skip_order(&repeating.mentioned, &reading);
    skip_order(&repeating.mentioned, &reading);
    uint32_t count = words_get(&reading);
    repeating.contents = (struct reading){reading.at, reading.at + count};
    reading.at += count;
    repeat_calls(&repeating, fn, &reading);
    mentioned_deinit(&repeating.mentioned);
    return true;
}
