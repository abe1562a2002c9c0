/* Copied records: a struct that several .c files define for themselves, word by word, instead of in a header. The
 * front end keeps records of different main files apart; those are one, between which objects go.
 *
 * Two records of one tag and one layout are one where a declaration that both units share has them both: an
 * external variable, a field of a shared record, the parameter or result of a function of the program's. What is
 * passed as `void *` counts if the function makes the one of it and its caller gives the other. A struct that a unit
 * only declares stands for whatever its declarations meet. Mere likeness is no reason: two files may each have
 * their own `struct worker { pthread_t thread; int fd; }`, and its joins are not the other's.
 *
 * Requires entities and their bodies. Changes record_of before the fields are linked: so these are one as well. */
#include "program/link.h"

#include <string.h>

#include "base/hash.h"
#include "program/copied_records.h"

/* Records that turn out to be one may have fields whose records do; a tree of structs is not deeper. */
enum { MAX_ROUNDS = 16 };

uint32_t copies_find(struct copies *copies, uint32_t node)
{
    uint32_t *parents = copies->parents.items;

    while (parents[node] != node) {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    return node;
}

bool copies_unite(struct copies *copies, uint32_t a, uint32_t b)
{
    uint32_t one = copies_find(copies, a), other = copies_find(copies, b);

    copies->parents.items[one > other ? one : other] = one > other ? other : one;
    return one != other;
}

/* ---- which records are alike ---- */

static uint64_t name_key(const struct record_info *record)
{
    return hash_bytes(record->name, strlen(record->name), 0);
}

static void find_classes(struct copies *copies, struct arena *scratch)
{
    const struct program *program = copies->program;
    uint32_t n = program->n_records;

    copies->class_of = ARENA_ARRAY(scratch, uint32_t, n);
    copies->with_other = bitset_new(scratch, n);
    for (uint32_t i = 1; i < n; i++) {
        const struct record_info *record = &program->records[i];
        if (!record->layout)
            continue;
        uint64_t key = hash_mix(name_key(record), record->layout);
        bool is_new = false;
        uint32_t first = *intmap_put(&copies->classes, key, i, &is_new);
        copies->class_of[i] = first;
        if (!is_new)
            bitset_add(&copies->with_other, first);
    }
    for (uint32_t i = 1; i < n; i++) {
        if (!bitset_has(&copies->with_other, copies->class_of[i]))
            copies->class_of[i] = 0;
        else
            intmap_put(&copies->tags, name_key(&program->records[i]), 1, NULL);
    }
}

bool copies_is_only_declared(const struct copies *copies, uint32_t record)
{
    const struct record_info *info = &copies->program->records[record];

    return record && !info->layout && !(info->flags & IR_RECORD_SYSTEM);
}

uint32_t copies_node(struct copies *copies, enum place_kind kind, uint64_t what, uint64_t which)
{
    uint64_t key = hash_mix(hash_mix((uint64_t)kind, what), which);
    bool is_new = false;
    uint32_t node = *intmap_put(&copies->nodes, key, copies->parents.count, &is_new);

    if (is_new)
        vector_push(&copies->parents, node);
    return node;
}

uint32_t copies_record_behind(const struct program *program, uint32_t input,
                              const struct ir_type *type)
{
    const struct ir_unit *unit = program->inputs[input].unit;

    while (type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY)
        type = &unit->types[type->element.index];
    return type->kind == IR_TYPE_RECORD ? program->record_of[input][type->record.index] : 0;
}

static bool is_concerned(const struct copies *copies, uint32_t record)
{
    return copies->class_of[record] ||
           (copies_is_only_declared(copies, record) &&
            intmap_find(&copies->tags, name_key(&copies->program->records[record])));
}

static void find_inputs(struct copies *copies, struct arena *scratch)
{
    const struct program *program = copies->program;

    copies->inputs = bitset_new(scratch, program->n_inputs);
    for (uint32_t i = 0; i < program->n_inputs; i++)
        for (uint32_t r = 1; r < program->inputs[i].unit->n_records; r++)
            if (program->inputs[i].kind != PROGRAM_MODEL &&
                is_concerned(copies, program->record_of[i][r]))
                bitset_add(&copies->inputs, i);
}

/* ---- which of them are one ---- */

static bool meet(struct copies *copies, uint32_t node, uint32_t record)
{
    uint64_t key = (uint64_t)copies_find(copies, node) << 32 | copies->class_of[record];

    return copies_unite(copies, *intmap_put(&copies->met, key, record, NULL), record);
}

static void meet_at_mentions(struct copies *copies)
{
    const struct mention *mention;

    intmap_reset(&copies->met);
    vector_each(mention, &copies->mentions)
    {
        /* at what a struct that is only declared is the type of, all mean the same */
        bool is_typed = copies_find(copies, mention->node) < copies->program->n_records;
        if (mention->side != SIDE_GIVEN || is_typed)
            meet(copies, mention->node, mention->record);
    }
    vector_each(mention, &copies->mentions)
    {
        uint64_t key =
            (uint64_t)copies_find(copies, mention->node) << 32 | copies->class_of[mention->record];
        const uint32_t *made = intmap_find(&copies->met, key);
        if (made)
            copies_unite(copies, *made, mention->record);
    }
}

/* Whether functions of the program's make one of such records of their pointers, and another is not yet the same. */
static bool is_any_left(struct copies *copies)
{
    const struct mention *mention;

    vector_each(mention, &copies->mentions) if (mention->side == SIDE_MADE &&
                                                copies_find(copies, mention->record) !=
                                                    copies->class_of[mention->record]) return true;
    return false;
}

/* The records that one field of one record has in different units. True if some turned out to be one. */
static bool meet_at_fields(struct copies *copies)
{
    const struct program *program = copies->program;
    const struct bitset *inputs = &copies->inputs;
    bool changed = false;

    for (uint32_t i = bitset_next(inputs, 0); i < inputs->size; i = bitset_next(inputs, i + 1)) {
        const struct ir_unit *unit = program->inputs[i].unit;
        for (uint32_t f = 1; f < unit->n_fields; f++) {
            const struct ir_field *field = &unit->fields[f];
            uint32_t held = copies_record_behind(program, i, &unit->types[field->type.index]);
            uint32_t holder = copies_find(copies, program->record_of[i][field->record.index]);
            const char *name = ir_text(unit, field->name);
            if (!copies->class_of[held])
                continue;
            uint64_t which = hash_bytes(name, strlen(name), field->position);
            changed |= meet(copies, copies_node(copies, PLACE_FIELD, holder, which), held);
        }
    }
    return changed;
}

static void renumber(struct copies *copies)
{
    struct program *program = copies->program;

    for (uint32_t i = 0; i < program->n_inputs; i++)
        for (uint32_t r = 1; r < program->inputs[i].unit->n_records; r++) {
            uint32_t *number = &program->record_of[i][r];
            if (copies->class_of[*number])
                *number = copies_find(copies, *number);
        }
}

static void unite_records(struct copies *copies)
{
    for (uint32_t i = 0; i < copies->program->n_records; i++)
        vector_push(&copies->parents, i);
    copies_find_mentions(copies);
    meet_at_mentions(copies);
    if (is_any_left(copies)) {
        copies_follow_pointers(copies);
        meet_at_mentions(copies);
    }
    for (uint32_t round = 0; round < MAX_ROUNDS; round++)
        if (!meet_at_fields(copies))
            break;
    renumber(copies);
}

void link_unite_copies(struct program *program)
{
    struct copies copies = {.program = program};
    struct arena *scratch = arena_new();

    find_classes(&copies, scratch);
    find_inputs(&copies, scratch);
    if (copies.tags.count)
        unite_records(&copies);
    vector_deinit(&copies.parents);
    vector_deinit(&copies.mentions);
    intmap_deinit(&copies.nodes);
    intmap_deinit(&copies.classes);
    intmap_deinit(&copies.tags);
    intmap_deinit(&copies.met);
    arena_free(scratch);
}
