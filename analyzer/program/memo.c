/* The memo of one program: what a function does while it is solved is written down, and kept under a key of what it
 * reads. */
#include "program/memo_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* More words than that, and what took fewer steps, are not worth keeping: reading them takes as long as solving. In
 * programs of 20,000 to 300,000 lines nine functions of ten take fewer, and these a tenth of all steps at most. */
enum { WORDS_MOST = 1 << 20, STEPS_LEAST = 100 };

struct memo *memo_new(struct program *program, const struct program_memory *memory)
{
    if (!memory)
        return NULL;

    struct memo *memo = ARENA_NEW(program->run, struct memo);
    memo->program = program;
    memo->memory = memory;
    names_make(program, &memo->names);
    memo->contents = ARENA_ARRAY(program->run, uint64_t, program->n_fns);
    memo->summaries = ARENA_ARRAY(program->run, uint64_t, program->n_fns);
    memo->foreseen = bitset_new(program->run, program->n_fns);
    return memo;
}

static void recording_deinit(struct recording *recording)
{
    mentions_deinit(&recording->mentions);
    vector_deinit(&recording->operations);
    vector_deinit(&recording->contents);
    intmap_deinit(&recording->objects);
    intmap_deinit(&recording->known);
    vector_deinit(&recording->within);
}

void memo_free(struct memo *memo)
{
    if (!memo)
        return;
    recording_deinit(&memo->now);
    names_deinit(&memo->names);
    vector_deinit(&memo->to_forget);
    vector_deinit(&memo->looked_at);
}

bool memo_repeat(struct memo *memo, uint32_t fn)
{
    const uint32_t *words;
    uint32_t count;

    if (!memo || memo->depth)
        return false;
    memo->has_key = memo_make_key(memo, fn);
    if (!memo->has_key || !memo->memory->find(memo->memory->data, memo->key, &words, &count))
        return false;
    struct reading reading = {words, words + count};
    return words_get_long(&reading) == memo->check && memo_repeat_words(memo->program, fn, reading);
}

/* ---- what is looked at ---- */

void memo_note_callee(struct memo *memo, uint32_t callee)
{
    if (memo && memo->records && !bitset_has(&memo->foreseen, callee))
        memo->now.is_spoilt = true;
}

void memo_note_beyond(struct memo *memo)
{
    if (memo && memo->records)
        memo->now.is_spoilt = true;
}

static struct mentions *look_at(struct memo *memo, enum mention_kind kind, uint32_t number)
{
    struct mentions *mentions = &memo->now.mentions;

    mentions->looked_at = kind;
    mentions->looked_at_number = number;
    return mentions;
}

void memo_note_loc(struct memo *memo, uint32_t loc)
{
    if (!memo || !memo->records)
        return;
    while (memo->looked_at.count <= loc)
        words_put(&memo->looked_at, 0);
    if (memo->looked_at.items[loc] == memo->number)
        return;
    memo->looked_at.items[loc] = memo->number;
    mention_loc(look_at(memo, MENTION_LOC, loc), loc);
    memo->now.mentions.looked_at = 0;
}

void memo_note_alloc(struct memo *memo, uint32_t alloc)
{
    if (!memo || !memo->records)
        return;
    mention_alloc(look_at(memo, MENTION_ALLOC, alloc), alloc);
    memo->now.mentions.looked_at = 0;
}

void memo_note_condition(struct memo *memo, uint32_t condition)
{
    if (!memo || !memo->records)
        return;
    mention_condition(look_at(memo, MENTION_CONDITION, condition), condition);
    memo->now.mentions.looked_at = 0;
}

void memo_note_effect(struct memo *memo, uint32_t effect)
{
    if (!memo || !memo->records)
        return;
    mention_effect(look_at(memo, MENTION_EFFECT, effect), effect);
    memo->now.mentions.looked_at = 0;
}

/* ---- what is done ---- */

static uint32_t number_of_content(struct recording *now, const struct object *object)
{
    struct words words = {0};
    bool is_new = false;

    mention_object(&now->mentions, &words, object);
    uint64_t hash = hash_bytes(words.items, words.count * sizeof(uint32_t), 0);
    uint32_t number = *intmap_put(&now->objects, hash, now->objects.count + 1, &is_new);
    if (is_new)
        words_put_all(&now->contents, &words);
    vector_deinit(&words);
    return number;
}

static void put_place(const struct frame *frame, struct words *out, struct ir_location at)
{
    words_put(out, at.line != 0);
    words_put(out, at.line - frame->ir->at.line);
    words_put(out, at.column | (uint32_t)at.file << 16);
}

static void put_trail(const struct frame *frame, struct words *out, const struct trail *trail)
{
    uint32_t count = 0;

    for (const struct trail *step = trail; step && count < LOSS_TRAIL; step = step->before)
        count++;
    words_put(out, count);
    for (const struct trail *step = trail; count; step = step->before, count--) {
        put_place(frame, out, step->at);
        words_put(out, step->block);
        words_put(out, step->taken);
    }
}

static void put_call(struct recording *now, const struct frame *frame, const struct memo_call *call,
                     struct words *out)
{
    const struct object *content =
        call->content ? call->content : &frame->objects.items[call->object];

    words_put(out, call->what);
    words_put(out, frame->instr - memo_first_instr(frame->program, frame->fn_number));
    words_put(out, frame->block);
    words_put(out, (uint32_t)frame->in_call | (uint32_t)call->one << 1 | (uint32_t)call->two << 2);
    words_put(out, call->object);
    words_put(out, number_of_content(now, content));
    words_put(out, mention_element(&now->mentions, call->key.last));
    words_put(out, mention_element(&now->mentions, call->key.before));
    words_put(out, mention_loc(&now->mentions, call->loc));
    words_put(out, mention_creation(&now->mentions, call->creation));
    words_put(out, call->number);
    words_put(out, mention_name(&now->mentions, NAME_FN, call->other));
    words_put(out, call->nulls);
    put_place(frame, out, call->at);
    mention_value(&now->mentions, out, call->value);
    words_put(out, call->state ? state_status(call->state, call->object) : 0);
    words_put(out, call->bodies.count);
    for (uint32_t i = 0; i < call->bodies.count; i++)
        words_put(out, mention_name(&now->mentions, NAME_FN, call->bodies.items[i]));
}

/* A loss is noted once for a line, and once more where it requires something else; only the first tells how control
 * came there. */
static uint64_t hash_loss(struct recording *now, const struct frame *frame,
                          const struct memo_call *call)
{
    uint32_t line = call->at.line ? call->at.line : frame->unit->instrs[frame->instr].at.line;
    const uint32_t words[] = {call->what, call->number, line, call->nulls,
                              number_of_content(now, &frame->objects.items[call->object])};

    return hash_bytes(words, sizeof(words), 0);
}

void memo_note(const struct frame *frame, const struct memo_call *call)
{
    struct memo *memo = frame->solution->memo;
    struct recording *now = &memo->now;
    bool is_always = call->what == MEMO_ANCHOR || call->what == MEMO_ANCHOR_CALL;
    struct words words = {0};
    bool is_new = false;

    if (!memo->records || (!frame->recording && !is_always))
        return;
    put_call(now, frame, call, &words);
    uint64_t hash = call->what == MEMO_LOSE
                        ? hash_loss(now, frame, call)
                        : hash_bytes(words.items, words.count * sizeof(uint32_t), 0);
    intmap_put(&now->known, hash, 1, &is_new);
    if (is_new) {
        words_put_all(&now->operations, &words);
        put_trail(frame, &now->operations,
                  call->what == MEMO_LOSE && call->state ? call->state->trail : NULL);
    }
    vector_deinit(&words);
    now->is_spoilt |= now->operations.count + now->mentions.items.count > WORDS_MOST;
}

/* ---- begin and end ---- */

void memo_enter(struct memo *memo, uint32_t fn)
{
    if (!memo)
        return;
    if (!memo->depth++ && memo->has_key) {
        memo->records = true;
        memo->number++;
        memo->now = (struct recording){.mentions = mentions_of(memo->program, fn)};
    }
    if (!memo->records)
        return;
    struct recording *now = &memo->now;
    if (memo->depth > 1) {
        words_put(&now->operations, MEMO_ENTER);
        words_put(&now->operations, mention_name(&now->mentions, NAME_FN, fn));
    }
    intmap_reset(&now->known);
    vector_push(&now->within, fn);
    now->mentions.fn = fn;
}

struct numbered {
    uint32_t index, number;
};

static int compare_numbers(const void *a, const void *b)
{
    const struct numbered *left = a, *right = b;

    return (left->number > right->number) - (left->number < right->number);
}

/* The mentions in the order of their numbers; of locations, those that hold a constant have it. */
static void put_order(struct memo *memo, const struct intmap *map, struct words *out)
{
    struct numbered *order = memory_zeroed(map->count + 1, sizeof(*order));
    uint32_t count = 0;

    for (uint32_t i = 0; i < map->capacity; i++)
        if (map->slots[i].taken)
            order[count++] = (struct numbered){map->slots[i].value, (uint32_t)map->slots[i].key};
    qsort(order, count, sizeof(*order), compare_numbers);
    words_put(out, count);
    for (uint32_t i = 0; i < count; i++) {
        struct value constant;
        bool is_constant = map == &memo->now.mentions.locs &&
                           constants_find(memo->program->solution, order[i].number, &constant);
        words_put(out, order[i].index);
        words_put(out, is_constant);
        if (is_constant)
            mention_value(&memo->now.mentions, out, constant);
    }
    free(order);
}

static void keep(struct memo *memo)
{
    struct recording *now = &memo->now;
    struct words words = {0}, order = {0};

    put_order(memo, &now->mentions.locs, &order);
    put_order(memo, &now->mentions.effects, &order);
    words_put_long(&words, memo->check);
    mentions_put(&now->mentions, &words);
    words_put_all(&words, &order);
    words_put(&words, now->contents.count);
    words_put_all(&words, &now->contents);
    words_put_all(&words, &now->operations);
    memo->memory->keep(memo->memory->data, memo->key, words.items, words.count);
    vector_deinit(&words);
    vector_deinit(&order);
}

void memo_leave(struct memo *memo, uint32_t fn, uint64_t steps)
{
    if (!memo)
        return;
    memo->depth--;
    if (!memo->records)
        return;
    struct recording *now = &memo->now;
    const struct summary *summary = &memo->program->solution->summaries[fn];
    now->steps += steps;
    words_put(&now->operations, MEMO_LEAVE);
    words_put(&now->operations, summary->status);
    if (summary->status == SUMMARY_SOLVED)
        memo_put_summary(memo->program, fn, SUMMARY_TO_KEEP, &now->operations);
    intmap_reset(&now->known);
    (void)vector_pop(&now->within);
    if (memo->depth) {
        now->mentions.fn = *vector_last(&now->within);
        return;
    }
    memo->records = false;
    if (!now->is_spoilt && now->steps >= STEPS_LEAST)
        keep(memo);
    recording_deinit(now);
    *now = (struct recording){0};
}
