/* Numbers of one run as words that another run reads. */
#include "program/memo_inside.h"

#include <string.h>

/* ---- words ---- */

void words_put_long(struct words *words, uint64_t number)
{
    words_put(words, (uint32_t)number);
    words_put(words, (uint32_t)(number >> 32));
}

void words_put_all(struct words *words, const struct words *other)
{
    for (uint32_t i = 0; i < other->count; i++)
        words_put(words, other->items[i]);
}

uint32_t words_get(struct reading *reading)
{
    return reading->at < reading->end ? *reading->at++ : 0;
}

uint64_t words_get_long(struct reading *reading)
{
    uint64_t low = words_get(reading);

    return low | (uint64_t)words_get(reading) << 32;
}

uint32_t memo_first_instr(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        if (instrs.count)
            return instrs.first;
    }
    return 0;
}

/* Calls are counted among the calls of their function: what is not called there may change without them. */
static uint32_t call_of_instr(const struct program *program, uint32_t number, uint32_t instr)
{
    return graph_first_call(&program->fns[number], instr);
}

static uint32_t instr_of_call(const struct program *program, uint32_t number, uint32_t call)
{
    const struct fn *fn = &program->fns[number];

    return call < fn->n_calls ? fn->calls[call].instr : 0;
}

/* A symbol is named by the call that gives it, or, behind all of them, by the place that was asked. */
static uint32_t name_of_symbol(const struct program *program, uint32_t number, uint32_t symbol)
{
    const struct fn *fn = &program->fns[number];

    return symbol < fn->unit->n_instrs ? call_of_instr(program, number, symbol)
                                       : fn->n_calls + (symbol - fn->unit->n_instrs);
}

static uint32_t symbol_of_name(const struct program *program, uint32_t number, uint32_t name)
{
    const struct fn *fn = &program->fns[number];

    return name < fn->n_calls ? instr_of_call(program, number, name)
                              : fn->unit->n_instrs + (name - fn->n_calls);
}

/* ---- mentioning ---- */

/* Set in the kind of what was only mentioned: it was there before. */
enum { MENTION_OLD = 1 << 8 };

/* What is kept of a mentioned creation until it is asked for. */
enum { MENTIONED_CREATION = 4 };

struct mentions mentions_of(struct program *program, uint32_t fn)
{
    return (struct mentions){
        .program = program, .fn = fn, .all_names = &program->solution->memo->names};
}

void mentions_deinit(struct mentions *mentions)
{
    vector_deinit(&mentions->names);
    intmap_deinit(&mentions->numbers);
    vector_deinit(&mentions->items);
    intmap_deinit(&mentions->locs);
    intmap_deinit(&mentions->allocs);
    intmap_deinit(&mentions->conditions);
    intmap_deinit(&mentions->effects);
    intmap_deinit(&mentions->creations);
}

void mentions_put(const struct mentions *mentions, struct words *out)
{
    words_put(out, mentions->numbers.count);
    words_put_all(out, &mentions->names);
    words_put(out, mentions->n_items);
    words_put_all(out, &mentions->items);
}

static uint32_t number_of(const struct intmap *map, uint32_t number)
{
    const uint32_t *found = intmap_find(map, number);

    return found ? *found : 0;
}

static void begin_item(struct mentions *mentions, enum mention_kind kind, uint32_t number)
{
    bool is_looked_at = mentions->looked_at == kind && mentions->looked_at_number == number;

    mentions->n_items++;
    words_put(&mentions->items, is_looked_at ? kind : kind | (uint32_t)MENTION_OLD);
}

static uint32_t end_item(struct intmap *map, uint32_t number, uint32_t *count)
{
    intmap_put(map, number, ++*count, NULL);
    return *count;
}

uint32_t mention_name(struct mentions *mentions, enum name_kind kind, uint32_t number)
{
    bool is_new = false;

    if (!number)
        return 0;
    uint32_t index = *intmap_put(&mentions->numbers, (uint64_t)kind << 32 | number,
                                 mentions->numbers.count + 1, &is_new);
    if (is_new) {
        words_put(&mentions->names, kind);
        words_put_long(&mentions->names, mentions->all_names->names[kind][number]);
    }
    return index;
}

/* An element that is a local: numbered over all units (elements.h). */
#define LOCAL_ELEMENT (UINT32_C(1) << 31)

uint32_t mention_element(struct mentions *mentions, uint32_t element)
{
    const struct program *program = mentions->program;

    if (element & LOCAL_ELEMENT)
        return element - program->local_base[program->fns[mentions->fn].input] -
               program->fns[mentions->fn].ir->locals.first;
    if (!element)
        return 0;
    return element % 2 ? mention_name(mentions, NAME_FIELD, element / 2) * 2 + 1
                       : mention_name(mentions, NAME_ENTITY, element / 2 - 1) * 2 + 2;
}

/* Recursion is bounded by LOC_DEPTH. */
uint32_t mention_loc(struct mentions *mentions, uint32_t loc)
{
    uint32_t known = loc ? number_of(&mentions->locs, loc) : 0;

    if (!loc || known)
        return known;
    struct loc self = *loc_get(&mentions->program->solution->space, loc);
    uint32_t parent = mention_loc(mentions, self.parent);
    uint32_t argument = self.argument;
    if (self.kind == LOC_ALLOC)
        argument = mention_alloc(mentions, self.argument);
    else if (self.kind == LOC_GLOBAL)
        argument = mention_name(mentions, NAME_ENTITY, self.argument);
    else if (self.kind == LOC_FIELD)
        argument = mention_name(mentions, NAME_FIELD, self.argument);
    else if (loc_has_second((enum loc_kind)self.kind))
        argument = mention_loc(mentions, self.argument);
    begin_item(mentions, MENTION_LOC, loc);
    words_put(&mentions->items, self.kind);
    words_put(&mentions->items, parent);
    words_put(&mentions->items, argument);
    return end_item(&mentions->locs, loc, &mentions->n_locs);
}

/* A site within a callee's, and so on: the innermost first. */
uint32_t mention_alloc(struct mentions *mentions, uint32_t alloc)
{
    const struct space *space = &mentions->program->solution->space;
    VECTOR(uint32_t) todo = {0};

    for (; alloc && !number_of(&mentions->allocs, alloc); alloc = space->allocs.items[alloc].inner)
        vector_push(&todo, alloc);
    uint32_t inner = alloc ? number_of(&mentions->allocs, alloc) : 0;
    while (todo.count) {
        uint32_t number = vector_pop(&todo);
        struct alloc_site site = space->allocs.items[number];
        begin_item(mentions, MENTION_ALLOC, number);
        words_put(&mentions->items, mention_name(mentions, NAME_FN, site.fn));
        words_put(&mentions->items, call_of_instr(mentions->program, site.fn, site.instr));
        words_put(&mentions->items, inner);
        inner = end_item(&mentions->allocs, number, &mentions->n_allocs);
    }
    vector_deinit(&todo);
    return inner;
}

uint32_t mention_condition(struct mentions *mentions, uint32_t number)
{
    uint32_t known = number_of(&mentions->conditions, number);
    struct condition condition = mentions->program->solution->space.conditions.items[number];
    struct words left = {0};

    if (known)
        return known;
    mention_value(mentions, &left, condition.left);
    begin_item(mentions, MENTION_CONDITION, number);
    words_put_all(&mentions->items, &left);
    words_put(&mentions->items, condition.relation);
    words_put_long(&mentions->items, (uint64_t)condition.right);
    vector_deinit(&left);
    return end_item(&mentions->conditions, number, &mentions->n_conditions);
}

uint32_t mention_effect(struct mentions *mentions, uint32_t number)
{
    uint32_t known = number_of(&mentions->effects, number);
    struct effect effect = mentions->program->solution->effects.items[number];
    struct words target = {0};

    if (known)
        return known;
    mention_value(mentions, &target, effect.target);
    begin_item(mentions, MENTION_EFFECT, number);
    words_put(&mentions->items, effect.kind);
    words_put_all(&mentions->items, &target);
    vector_deinit(&target);
    return end_item(&mentions->effects, number, &mentions->n_effects);
}

/* Recursion is bounded by what creations_anchors.c lets a creation go through. */
uint32_t mention_creation(struct mentions *mentions, uint32_t number)
{
    uint32_t known = number ? number_of(&mentions->creations, number) : 0;

    if (!number || known)
        return known;
    const struct creation_record *record =
        &mentions->program->solution->creations.items.items[number];
    uint32_t through = mention_creation(mentions, record->through);
    begin_item(mentions, MENTION_CREATION, number);
    words_put(&mentions->items, mention_name(mentions, NAME_FN, record->fn));
    words_put(&mentions->items, call_of_instr(mentions->program, record->fn, record->instr));
    words_put(&mentions->items, record->kind);
    words_put(&mentions->items, through);
    return end_item(&mentions->creations, number, &mentions->n_creations);
}

void mention_value(struct mentions *mentions, struct words *out, struct value value)
{
    uint32_t id = value.id, fn = 0;

    switch ((enum value_kind)value.kind) {
    case VALUE_ADDRESS:
    case VALUE_INITIAL:
    case VALUE_BITS:
        id = mention_loc(mentions, value.id);
        break;
    case VALUE_TRUTH:
        id = mention_condition(mentions, value.id);
        break;
    case VALUE_SYMBOL:
        fn = mention_name(mentions, NAME_FN, mentions->fn);
        id = name_of_symbol(mentions->program, mentions->fn, value.id);
        break;
    case VALUE_FUNCTION:
        id = mention_name(mentions, NAME_ENTITY, value.id);
        break;
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_HANDLE:
    case VALUE_SELF:
        break;
    }
    words_put(out, value.kind);
    words_put(out, id);
    words_put(out, fn);
    words_put_long(out, (uint64_t)value.n);
}

void mention_object(struct mentions *mentions, struct words *out, const struct object *object)
{
    /* slot 0 of a table stands for no object */
    uint32_t call =
        object->block ? call_of_instr(mentions->program, mentions->fn, object->instr) + 1 : 0;

    words_put(out, object->kind);
    words_put(out, mention_creation(mentions, object->creation));
    words_put(out, call);
    words_put(out, mentions->is_for_callers ? 0 : object->block);
    words_put(out, mention_name(mentions, NAME_FN, object->relay));
    mention_value(mentions, out, object->body);
    mention_value(mentions, out, object->argument);
    mention_value(mentions, out, object->detached);
    mention_value(mentions, out, object->relay_argument);
}

/* ---- reading ---- */

void mentioned_deinit(struct mentioned *mentioned)
{
    vector_deinit(&mentioned->names);
    vector_deinit(&mentioned->locs);
    vector_deinit(&mentioned->allocs);
    vector_deinit(&mentioned->conditions);
    vector_deinit(&mentioned->effects);
    vector_deinit(&mentioned->creations);
}

static uint32_t item_of(const struct words *words, uint32_t index)
{
    return index < words->count ? words->items[index] : 0;
}

uint32_t mentioned_name(const struct mentioned *mentioned, uint32_t index)
{
    return item_of(&mentioned->names, index);
}

uint32_t mentioned_element(const struct mentioned *mentioned, uint32_t word)
{
    const struct fn *fn = &mentioned->program->fns[mentioned->fn];

    if (word & LOCAL_ELEMENT)
        return word + mentioned->program->local_base[fn->input] + fn->ir->locals.first;
    if (!word)
        return 0;
    return word % 2 ? mentioned_name(mentioned, word / 2) * 2 + 1
                    : mentioned_name(mentioned, word / 2 - 1) * 2 + 2;
}

uint32_t mentioned_loc(const struct mentioned *mentioned, uint32_t index)
{
    return item_of(&mentioned->locs, index);
}

uint32_t mentioned_effect(const struct mentioned *mentioned, uint32_t index)
{
    return item_of(&mentioned->effects, index);
}

uint32_t mentioned_creation(const struct mentioned *mentioned, uint32_t index)
{
    const struct words *words = &mentioned->creations;

    if (!index || index > words->count / MENTIONED_CREATION)
        return 0;
    const uint32_t *item = &words->items[(index - 1) * MENTIONED_CREATION];
    uint32_t fn = mentioned_name(mentioned, item[0]);
    return creations_find(&mentioned->program->solution->creations, fn,
                          instr_of_call(mentioned->program, fn, item[1]), (enum object_kind)item[2],
                          mentioned_creation(mentioned, item[3]));
}

struct value mentioned_value(const struct mentioned *mentioned, struct reading *reading)
{
    struct value value = {.kind = words_get(reading)};

    value.id = words_get(reading);
    uint32_t fn = mentioned_name(mentioned, words_get(reading));
    value.n = (int64_t)words_get_long(reading);
    switch ((enum value_kind)value.kind) {
    case VALUE_ADDRESS:
    case VALUE_INITIAL:
    case VALUE_BITS:
        value.id = mentioned_loc(mentioned, value.id);
        break;
    case VALUE_TRUTH:
        value.id = item_of(&mentioned->conditions, value.id);
        break;
    case VALUE_SYMBOL:
        value.id = symbol_of_name(mentioned->program, fn, value.id);
        break;
    case VALUE_FUNCTION:
        value.id = mentioned_name(mentioned, value.id);
        break;
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_HANDLE:
    case VALUE_SELF:
        break;
    }
    return value;
}

struct object mentioned_object(const struct mentioned *mentioned, struct reading *reading)
{
    struct object object = {.kind = (enum object_kind)words_get(reading)};

    object.creation = mentioned_creation(mentioned, words_get(reading));
    uint32_t call = words_get(reading);
    object.block = words_get(reading);
    object.relay = mentioned_name(mentioned, words_get(reading));
    object.instr = call ? instr_of_call(mentioned->program, mentioned->fn, call - 1) : 0;
    object.body = mentioned_value(mentioned, reading);
    object.argument = mentioned_value(mentioned, reading);
    object.detached = mentioned_value(mentioned, reading);
    object.relay_argument = mentioned_value(mentioned, reading);
    return object;
}

static uint32_t find_loc(const struct mentioned *mentioned, enum loc_kind kind, uint32_t parent,
                         uint32_t argument)
{
    bool is_root = kind == LOC_PARAM || kind == LOC_LOCAL || kind == LOC_GLOBAL ||
                   kind == LOC_ANY || kind == LOC_ALLOC;

    return is_root || parent
               ? space_find_loc(&mentioned->program->solution->space, kind, parent, argument)
               : 0;
}

static uint32_t read_loc(const struct mentioned *mentioned, struct reading *reading)
{
    struct space *space = &mentioned->program->solution->space;
    enum loc_kind kind = (enum loc_kind)words_get(reading);
    uint32_t parent = mentioned_loc(mentioned, words_get(reading)), argument = words_get(reading);

    if (kind == LOC_ALLOC) {
        argument = item_of(&mentioned->allocs, argument);
        if (!argument)
            return 0;
    } else if (kind == LOC_GLOBAL || kind == LOC_FIELD) {
        argument = mentioned_name(mentioned, argument);
    } else if (loc_has_second(kind)) {
        argument = mentioned_loc(mentioned, argument);
        if (!argument)
            return 0;
    }
    if (mentioned->only_finds)
        return find_loc(mentioned, kind, parent, argument);
    switch (kind) {
    case LOC_PARAM:
    case LOC_LOCAL:
    case LOC_GLOBAL:
    case LOC_ANY:
    case LOC_ALLOC:
        return loc_root(space, kind, argument);
    case LOC_DEREF:
        return loc_deref(space, parent);
    case LOC_FIELD:
        return loc_field(space, parent, argument);
    case LOC_ELEM:
        return loc_elem(space, parent, argument);
    case LOC_BITS:
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED:
        return loc_number(space, kind, parent, argument);
    }
    return 0;
}

static uint32_t read_alloc(const struct mentioned *mentioned, struct reading *reading)
{
    struct space *space = &mentioned->program->solution->space;
    struct alloc_site site = {.fn = mentioned_name(mentioned, words_get(reading))};
    uint32_t inner;

    site.instr = instr_of_call(mentioned->program, site.fn, words_get(reading));
    inner = words_get(reading);
    site.inner = item_of(&mentioned->allocs, inner);
    if (!mentioned->only_finds)
        return space_alloc(space, site);
    return inner && !site.inner ? 0 : space_find_alloc(space, site);
}

static uint32_t read_condition(const struct mentioned *mentioned, struct reading *reading)
{
    struct condition condition = {.left = mentioned_value(mentioned, reading)};

    condition.relation = (enum ir_operator)words_get(reading);
    condition.right = (int64_t)words_get_long(reading);
    /* conditions are not sorted by */
    return mentioned->only_finds ? UINT32_MAX
                                 : space_condition(&mentioned->program->solution->space, condition);
}

static uint32_t read_effect(const struct mentioned *mentioned, struct reading *reading)
{
    struct solution *solution = mentioned->program->solution;
    struct effect effect = {.kind = (enum effect_kind)words_get(reading)};

    effect.target = mentioned_value(mentioned, reading);
    if (!mentioned->only_finds)
        return solver_effect(solution, effect);
    return effect.target.kind == VALUE_INITIAL && !effect.target.id
               ? 0
               : solver_find_effect(solution, effect);
}

static void read_item(struct mentioned *mentioned, struct reading *reading)
{
    uint32_t kind = words_get(reading), number = 0;

    switch ((enum mention_kind)(kind & ~(uint32_t)MENTION_OLD)) {
    case MENTION_LOC:
        number = read_loc(mentioned, reading);
        vector_push(&mentioned->locs, number);
        break;
    case MENTION_ALLOC:
        number = read_alloc(mentioned, reading);
        vector_push(&mentioned->allocs, number);
        break;
    case MENTION_CONDITION:
        number = read_condition(mentioned, reading);
        vector_push(&mentioned->conditions, number);
        break;
    case MENTION_EFFECT:
        number = read_effect(mentioned, reading);
        vector_push(&mentioned->effects, number);
        break;
    case MENTION_CREATION:
        for (uint32_t i = 0; i < MENTIONED_CREATION; i++)
            vector_push(&mentioned->creations, words_get(reading));
        return;
    }
    mentioned->lacks |= kind & MENTION_OLD && !number;
}

static void read_names(struct mentioned *mentioned, struct reading *reading)
{
    const struct names *names = &mentioned->program->solution->memo->names;

    vector_push(&mentioned->names, 0);
    for (uint32_t count = words_get(reading); count && reading->at < reading->end; count--) {
        uint32_t kind = words_get(reading);
        uint64_t name = words_get_long(reading);
        const uint32_t *number =
            kind < NAME_KINDS ? intmap_find(&names->numbers[kind], name) : NULL;
        vector_push(&mentioned->names, number ? *number : 0);
        mentioned->lacks |= !number;
    }
}

void mentioned_read(struct mentioned *mentioned, struct reading *reading)
{
    read_names(mentioned, reading);
    if (mentioned->lacks)
        return;
    uint32_t count = words_get(reading);
    vector_push(&mentioned->locs, 0);
    vector_push(&mentioned->allocs, 0);
    vector_push(&mentioned->conditions, 0);
    vector_push(&mentioned->effects, 0);
    for (uint32_t i = 0; i < count && reading->at < reading->end; i++)
        read_item(mentioned, reading);
}
