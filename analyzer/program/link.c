/* Linking: units' symbols, records and fields become the program's entities, records and fields, and
 * every body a numbered function. Static ones of equal names in different files stay apart; a static
 * function of a header that many units lowered to the same IR is one function.
 *
 * Requires nothing. Yields everything in struct program up to local_base. */
#include "program/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/strings.h"
#include "program/annotations.h"

/* What is needed while linking. */
struct linker {
    struct program *program;
    struct arena *scratch; /* for the text of one key */
    struct strings *keys;  /* one text a distinct entity, field or record */
    VECTOR(struct entity) entities;
    VECTOR(struct fn) fns;
    VECTOR(struct field_info) fields;
    VECTOR(struct record_info) records;
    struct intmap entity_numbers, field_numbers, record_numbers; /* key text number -> number */
    struct intmap bodies_seen; /* (entity, hash) of header functions -> fn */
};

static int compare_inputs(const void *a, const void *b)
{
    const struct program_input *left = a, *right = b;

    if (left->kind != right->kind)
        return left->kind == PROGRAM_MODEL ? -1 : 1;
    int order = strcmp(left->name, right->name);
    if (order)
        return order;
    /* one file under several flags: by what came out of it */
    if (left->unit->n_instrs != right->unit->n_instrs)
        return left->unit->n_instrs < right->unit->n_instrs ? -1 : 1;
    return (left->unit->text_size > right->unit->text_size) -
           (left->unit->text_size < right->unit->text_size);
}

static const struct program_input *sort_inputs(struct program *program,
                                               const struct program_input *inputs)
{
    struct program_input *sorted =
        arena_copy(program->run, inputs, program->n_inputs * sizeof(*inputs));

    qsort(sorted, program->n_inputs, sizeof(*sorted), compare_inputs);
    return sorted;
}

static uint32_t key_number(struct linker *linker, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static uint32_t key_number(struct linker *linker, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const char *text = arena_vprintf(linker->scratch, format, args);
    va_end(args);
    uint32_t number = strings_intern(linker->keys, text, strlen(text));
    arena_reset(linker->scratch);
    return number;
}

static const char *file_path(const struct ir_unit *unit, struct ir_location at)
{
    return at.file && at.file < unit->n_files ? ir_text(unit, unit->files[at.file].path) : "";
}

/* The same for what a name is all of the key, as of most: `kind` is no letter of the others. */
static uint32_t name_number(struct linker *linker, char kind, const char *name)
{
    size_t length = strlen(name);
    char *text = arena_alloc_unset(linker->scratch, length + 1);

    text[0] = kind;
    memcpy(text + 1, name, length);
    uint32_t number = strings_intern(linker->keys, text, length + 1);
    arena_reset(linker->scratch);
    return number;
}

/* ---- records and fields ---- */

static void link_records(struct linker *linker, uint32_t input, const struct ir_unit *unit)
{
    uint32_t *numbers = ARENA_ARRAY(linker->program->run, uint32_t, unit->n_records + 1);

    for (uint32_t i = 1; i < unit->n_records; i++) {
        const struct ir_record *record = &unit->records[i];
        const char *key = ir_text(unit, record->key);
        bool is_new = false;
        uint32_t *number = intmap_put(&linker->record_numbers, name_number(linker, 'r', key),
                                      linker->records.count, &is_new);
        numbers[i] = *number;
        if (is_new)
            vector_push(&linker->records, (struct record_info){ir_text(unit, record->name), key,
                                                               record->flags, record->layout});
        else if (record->layout)
            linker->records.items[*number].layout = record->layout;
        linker->records.items[*number].flags |= record->flags & IR_RECORD_DECLARED_APART;
    }
    linker->program->record_of[input] = numbers;
}

/* C's way to derive one struct from another: pointers to the two are cast into each other. */
static bool is_first_base(const struct ir_unit *unit, const struct ir_field *field)
{
    return field->position == 0 && unit->types[field->type.index].kind == IR_TYPE_RECORD;
}

static bool is_plain(const struct ir_unit *unit, const struct bitset *plain_records,
                     struct ir_type_id id)
{
    const struct ir_type *type = &unit->types[id.index];

    while (type->kind == IR_TYPE_ARRAY)
        type = &unit->types[type->element.index];
    if (type->kind == IR_TYPE_RECORD)
        return bitset_has(plain_records, type->record.index);
    return type->kind == IR_TYPE_INTEGER || type->kind == IR_TYPE_OTHER;
}

/* The system's records that hold numbers and nothing else. Those in others come to light one level a round. */
static struct bitset find_plain_records(const struct ir_unit *unit, struct arena *scratch)
{
    struct bitset plain = bitset_new(scratch, unit->n_records);
    bool changed = true;

    for (uint32_t i = 1; i < unit->n_records; i++)
        if (unit->records[i].flags & IR_RECORD_SYSTEM)
            bitset_add(&plain, i);
    while (changed) {
        changed = false;
        for (uint32_t i = 1; i < unit->n_fields; i++) {
            uint32_t record = unit->fields[i].record.index;
            if (bitset_has(&plain, record) && !is_plain(unit, &plain, unit->fields[i].type)) {
                bitset_remove(&plain, record);
                changed = true;
            }
        }
    }
    return plain;
}

/* A named field is the same one in every unit that knows its record, also where a macro or a header that is
 * missing lets some of them see fewer fields before it. */
static uint32_t field_key(struct linker *linker, uint32_t record, const struct ir_field *field,
                          const char *name)
{
    return *name ? key_number(linker, "f %u %s", record, name)
                 : key_number(linker, "f %u @%u", record, field->position);
}

static void link_fields(struct linker *linker, uint32_t input, const struct ir_unit *unit)
{
    struct arena *scratch = arena_new();
    struct bitset plain = find_plain_records(unit, scratch);
    uint32_t *numbers = ARENA_ARRAY(linker->program->run, uint32_t, unit->n_fields + 1);

    for (uint32_t i = 1; i < unit->n_fields; i++) {
        const struct ir_field *field = &unit->fields[i];
        uint32_t record = linker->program->record_of[input][field->record.index];
        const char *name = ir_text(unit, field->name);
        bool is_new = false;
        uint32_t *number =
            intmap_put(&linker->field_numbers, field_key(linker, record, field, name),
                       linker->fields.count, &is_new);
        numbers[i] = *number;
        if (is_new)
            vector_push(&linker->fields,
                        (struct field_info){record, name, is_first_base(unit, field),
                                            is_plain(unit, &plain, field->type)});
    }
    arena_free(scratch);
    linker->program->field_of[input] = numbers;
}

/* ---- symbols ---- */

static uint32_t symbol_key(struct linker *linker, const struct ir_unit *unit,
                           const struct ir_symbol *symbol)
{
    const char *name = ir_text(unit, symbol->name);

    switch ((enum ir_linkage)symbol->linkage) {
    case IR_LINKAGE_INTERNAL:
        return key_number(linker, "s %s %s", file_path(unit, symbol->at), name);
    case IR_LINKAGE_LOCAL: {
        const struct ir_symbol *owner = &unit->symbols[symbol->owner.index];
        return key_number(linker, "l %s %s %u %u %s", file_path(unit, symbol->at),
                          ir_text(unit, owner->name), symbol->at.line, symbol->at.column, name);
    }
    case IR_LINKAGE_EXTERNAL:
        break;
    }
    return name_number(linker, 'x', name);
}

static struct source_place place_in(const struct ir_unit *unit, struct ir_location at)
{
    return (struct source_place){file_path(unit, at), at.line, at.column};
}

/* A function that the project has no body of is the system's if one unit has it from there: others call it where the
 * header that declares it is absent, or repeat its declaration. */
static uint32_t system_flag(struct entity *entity, const struct ir_symbol *symbol)
{
    bool is_system = symbol->flags & IR_SYMBOL_SYSTEM;

    entity->from_system |= is_system;
    entity->own_body |= !is_system && symbol->flags & IR_SYMBOL_DEFINED;
    if (symbol->flags & IR_SYMBOL_FUNCTION && !entity->is_static)
        return entity->from_system && !entity->own_body ? IR_SYMBOL_SYSTEM : 0;
    return entity->flags & symbol->flags & IR_SYMBOL_SYSTEM;
}

static void merge_symbol(struct entity *entity, const struct ir_unit *unit,
                         const struct ir_symbol *symbol)
{
    uint32_t system = system_flag(entity, symbol);
    bool defines = symbol->flags & IR_SYMBOL_DEFINED && !(entity->flags & IR_SYMBOL_DEFINED);

    if (!entity->annotation[0])
        entity->annotation = ir_text(unit, symbol->annotation);
    entity->flags = ((entity->flags | symbol->flags) & ~(uint32_t)IR_SYMBOL_SYSTEM) | system;
    if (!defines && entity->type)
        return;
    entity->at = place_in(unit, symbol->at);
    entity->type = symbol->type.index ? &unit->types[symbol->type.index] : entity->type;
    entity->type_unit = unit;
}

static void link_symbols(struct linker *linker, uint32_t input, const struct ir_unit *unit)
{
    uint32_t *numbers = ARENA_ARRAY(linker->program->run, uint32_t, unit->n_symbols + 1);

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        bool is_new = false;
        uint32_t *number = intmap_put(&linker->entity_numbers, symbol_key(linker, unit, symbol),
                                      linker->entities.count, &is_new);
        numbers[i] = *number;
        if (is_new)
            vector_push(&linker->entities,
                        (struct entity){.name = ir_text(unit, symbol->name),
                                        .flags = symbol->flags,
                                        .annotation = "",
                                        .is_static = symbol->linkage != IR_LINKAGE_EXTERNAL});
        merge_symbol(&linker->entities.items[numbers[i]], unit, symbol);
    }
    linker->program->entity_of[input] = numbers;
}

/* ---- functions ---- */

/* A header's function that another unit lowered to the same IR already: not a function of its own. */
static bool is_known_body(struct linker *linker, uint32_t entity, const struct ir_function *ir)
{
    bool is_new = true;

    if (ir->flags & IR_FUNCTION_IN_HEADER)
        intmap_put(&linker->bodies_seen, hash_mix(ir->hash, entity), linker->fns.count, &is_new);
    return !is_new;
}

static void link_functions(struct linker *linker, uint32_t input, const struct ir_unit *unit)
{
    const struct program *program = linker->program;
    bool is_model = program->inputs[input].kind == PROGRAM_MODEL;

    for (uint32_t i = 1; i < unit->n_functions; i++) {
        const struct ir_function *ir = &unit->functions[i];
        uint32_t entity = program->entity_of[input][ir->symbol.index];
        if (is_known_body(linker, entity, ir))
            continue;
        bool is_init = ir->flags & IR_FUNCTION_INIT;
        uint32_t number = linker->fns.count;
        vector_push(&linker->fns, (struct fn){.unit = unit,
                                              .ir = ir,
                                              .input = input,
                                              .entity = entity,
                                              .name = linker->entities.items[entity].name,
                                              .is_model = is_model});
        if (is_init)
            continue;
        struct entity *self = &linker->entities.items[entity];
        if (is_model && !self->is_static)
            self->model = number;
    }
}

/* Whether the body is the project's own: neither a model nor a wrapper in a system header. */
static bool is_own_body(const struct fn *fn)
{
    uint32_t flags = fn->unit->symbols[fn->ir->symbol.index].flags;

    return !fn->is_model && !(flags & IR_SYMBOL_SYSTEM);
}

/* A model stands for a body that is not in sight: where the project has one, that one counts. */
static void drop_models_of_own(struct linker *linker)
{
    for (uint32_t i = 1; i < linker->fns.count; i++) {
        const struct fn *fn = &linker->fns.items[i];
        struct entity *entity = &linker->entities.items[fn->entity];
        if (fn->ir->flags & IR_FUNCTION_INIT || !is_own_body(fn) || !entity->model)
            continue;
        entity->own_model = entity->model;
        entity->model = 0;
    }
}

/* Units that have a function from a system header do not mean the project's own. */
static void note_system_uses(struct linker *linker)
{
    struct program *program = linker->program;

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_symbols; i++) {
            uint32_t entity = program->entity_of[input][i];
            uint32_t flags = unit->symbols[i].flags & (IR_SYMBOL_SYSTEM | IR_SYMBOL_DEFINED);
            if (linker->entities.items[entity].own_model && flags == IR_SYMBOL_SYSTEM)
                intmap_put(&program->system_uses, (uint64_t)input << 32 | entity, 1, NULL);
        }
    }
}

static bool is_listed(const struct linker *linker, const struct fn *fn)
{
    return !(fn->ir->flags & IR_FUNCTION_INIT) &&
           (!fn->is_model || linker->entities.items[fn->entity].model ||
            linker->entities.items[fn->entity].is_static);
}

static void list_bodies(struct linker *linker)
{
    struct program *program = linker->program;
    uint32_t n = linker->entities.count;
    uint32_t *counts = ARENA_ARRAY(program->run, uint32_t, n);
    uint32_t **lists = ARENA_ARRAY(program->run, uint32_t *, n);

    for (uint32_t i = 1; i < linker->fns.count; i++)
        counts[linker->fns.items[i].entity] += is_listed(linker, &linker->fns.items[i]);
    for (uint32_t i = 1; i < n; i++)
        if (counts[i])
            lists[i] = ARENA_ARRAY(program->run, uint32_t, counts[i]);
    memset(counts, 0, n * sizeof(*counts));
    for (uint32_t i = 1; i < linker->fns.count; i++) {
        uint32_t entity = linker->fns.items[i].entity;
        if (is_listed(linker, &linker->fns.items[i]))
            lists[entity][counts[entity]++] = i;
    }
    for (uint32_t i = 1; i < n; i++)
        linker->entities.items[i].bodies = (struct fn_list){lists[i], counts[i]};
}

/* ---- resolution ---- */

/* How many leading folders two names share. */
static uint32_t shared_folders(const char *a, const char *b)
{
    uint32_t folders = 0;

    for (; *a && *a == *b; a++, b++)
        folders += *a == '/';
    return folders;
}

/* The definitions that are the nearest. */
struct nearest {
    uint32_t first, count;
    uint32_t shared; /* folders, + 1 */
};

static void note_nearest(struct nearest *nearest, uint32_t body, uint32_t near)
{
    if (near > nearest->shared)
        *nearest = (struct nearest){body, 0, near};
    nearest->count += near == nearest->shared;
}

/* Of several definitions the one in the same unit, else the nearest by its folder; of several that are equally near
 * the one that is understood as a whole: the others are for other systems, whose headers are not here. */
struct fn_list link_resolve(const struct program *program, uint32_t input, uint32_t entity)
{
    const struct entity *self = &program->entities[entity];

    if (self->model)
        return (struct fn_list){&self->model, 1};
    if (self->own_model && intmap_find(&program->system_uses, (uint64_t)input << 32 | entity))
        return (struct fn_list){&self->own_model, 1};
    if (self->bodies.count < 2)
        return self->bodies;

    const char *from = program->inputs[input].name;
    struct nearest all = {0}, whole = {0};
    for (uint32_t i = 0; i < self->bodies.count; i++) {
        const struct fn *fn = &program->fns[self->bodies.items[i]];
        if (fn->input == input)
            return (struct fn_list){&self->bodies.items[i], 1};
        uint32_t near = shared_folders(from, program->inputs[fn->input].name) + 1;
        note_nearest(&all, i, near);
        if (!(fn->ir->flags & (IR_FUNCTION_DAMAGED | IR_FUNCTION_OTHERWISE)))
            note_nearest(&whole, i, near);
    }
    if (all.count == 1)
        return (struct fn_list){&self->bodies.items[all.first], 1};
    if (whole.count == 1 && whole.shared == all.shared)
        return (struct fn_list){&self->bodies.items[whole.first], 1};
    return self->bodies;
}

/* ---- the whole ---- */

static void number_locals(struct program *program)
{
    uint32_t base = 0;

    program->local_base = ARENA_ARRAY(program->run, uint32_t, program->n_inputs);
    for (uint32_t i = 0; i < program->n_inputs; i++) {
        program->local_base[i] = base;
        base += program->inputs[i].unit->n_locals;
    }
}

static void link_units(struct linker *linker)
{
    struct program *program = linker->program;

    for (uint32_t i = 0; i < program->n_inputs; i++) {
        link_records(linker, i, program->inputs[i].unit);
        link_symbols(linker, i, program->inputs[i].unit);
        link_functions(linker, i, program->inputs[i].unit);
    }
    drop_models_of_own(linker);
    note_system_uses(linker);
    list_bodies(linker);
}

/* A table that is complete moves into the program. */
#define TAKE(table)                                                                                \
    do {                                                                                           \
        program->n_##table = linker.table.count;                                                   \
        program->table = arena_copy(program->run, linker.table.items,                              \
                                    linker.table.count * sizeof(*linker.table.items));             \
        vector_deinit(&linker.table);                                                              \
    } while (0)

static void add_indices(struct program *program)
{
    struct fn_index *indices = ARENA_ARRAY(program->run, struct fn_index, program->n_fns);

    for (uint32_t i = 1; i < program->n_fns; i++) {
        indices[i].run = program->run;
        program->fns[i].index = &indices[i];
    }
}

void program_link(struct program *program)
{
    struct linker linker = {.program = program, .scratch = arena_new(), .keys = strings_new()};

    program->inputs = sort_inputs(program, program->inputs);
    annotations_add_model(program);
    uint32_t n = program->n_inputs;
    program->entity_of = ARENA_ARRAY(program->run, uint32_t *, n);
    program->field_of = ARENA_ARRAY(program->run, uint32_t *, n);
    program->record_of = ARENA_ARRAY(program->run, uint32_t *, n);
    vector_push(&linker.entities, (struct entity){.name = "", .annotation = ""});
    vector_push(&linker.fns, (struct fn){.name = ""});
    vector_push(&linker.fields, (struct field_info){.name = ""});
    vector_push(&linker.records, (struct record_info){.name = "", .key = ""});
    link_units(&linker);
    TAKE(entities);
    TAKE(fns);
    TAKE(records);
    link_unite_copies(program);
    for (uint32_t i = 0; i < n; i++)
        link_fields(&linker, i, program->inputs[i].unit);
    TAKE(fields);
#undef TAKE
    add_indices(program);
    number_locals(program);
    arena_free(linker.scratch);
    strings_free(linker.keys);
    intmap_deinit(&linker.entity_numbers);
    intmap_deinit(&linker.field_numbers);
    intmap_deinit(&linker.record_numbers);
    intmap_deinit(&linker.bodies_seen);
}

struct source_place graph_place(const struct program *program, const struct fn *fn,
                                struct ir_location at)
{
    (void)program;
    return place_in(fn->unit, at);
}
