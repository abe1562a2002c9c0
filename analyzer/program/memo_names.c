/* Names for what the link numbers: hashes of all that solving reads of such a thing by itself. */
#include "program/memo_inside.h"

#include <string.h>

#include "base/hash.h"
#include "program/relays.h"

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return text ? hash_bytes(text, strlen(text) + 1, hash) : hash_mix(hash, 1);
}

/* Equals are told apart by their order. */
static void add_name(struct names *names, enum name_kind kind, uint32_t number, uint64_t name)
{
    bool is_new = false;

    for (;;) {
        intmap_put(&names->numbers[kind], name, number, &is_new);
        if (is_new)
            break;
        name = hash_mix(name, 1);
    }
    names->names[kind][number] = name;
}

static uint64_t name_of_fn(const struct program *program, const struct fn *fn)
{
    const struct program_input *input = &program->inputs[fn->input];
    uint64_t name = hash_mix(mix_text(0, input->name), input->kind);

    return hash_mix(mix_text(name, fn->name), fn->ir->flags & IR_FUNCTION_INIT);
}

static uint64_t mix_way(const struct names *names, uint64_t hash, const struct relay_way *way)
{
    for (uint32_t i = 0; i < way->count; i++)
        hash = hash_mix(hash, way->steps[i] ? names->names[NAME_FIELD][way->steps[i]] : 0);
    return hash_mix(hash, way->count);
}

/* What the function is to a thread that starts in it. */
static uint64_t mix_relay(const struct program *program, const struct names *names, uint64_t hash,
                          uint32_t fn)
{
    struct relay relay = {0};

    if (!relay_find(program, fn, &relay))
        return hash;
    hash = hash_mix(mix_way(names, hash, &relay.run), relay.call);
    return relay.gives ? mix_way(names, hash, &relay.given) : hash;
}

static uint64_t mix_fn(const struct program *program, const struct names *names, uint64_t hash,
                       uint32_t fn)
{
    return fn ? mix_relay(program, names, hash_mix(hash, names->names[NAME_FN][fn]), fn)
              : hash_mix(hash, 0);
}

/* What the function means where it turns up as a value: calls by name have their targets with them. */
static uint64_t mix_meaning(const struct program *program, const struct names *names, uint64_t hash,
                            const struct entity *entity)
{
    bool is_value = false;

    for (uint32_t i = 0; i < entity->bodies.count; i++)
        is_value |= program->fns[entity->bodies.items[i]].address_taken;
    is_value |= entity->model && program->fns[entity->model].address_taken;
    is_value |= entity->own_model && program->fns[entity->own_model].address_taken;
    if (!is_value)
        return hash;
    for (uint32_t i = 0; i < entity->bodies.count; i++)
        hash = mix_fn(program, names, hash, entity->bodies.items[i]);
    hash = mix_fn(program, names, hash_mix(hash, entity->bodies.count), entity->model);
    return mix_fn(program, names, hash, entity->own_model);
}

static uint64_t name_of_entity(const struct program *program, const struct names *names,
                               const struct entity *entity)
{
    uint64_t name = hash_mix(mix_text(0, entity->name), entity->flags);

    name = hash_mix(name, entity->is_static);
    name = hash_mix(name, entity->type ? entity->type->kind : 0);
    name = hash_mix(name, entity->type ? entity->type->flags : 0);
    name = hash_mix(name, entity->type ? entity->type->count : 0);
    return mix_meaning(program, names, mix_text(name, entity->at.file), entity);
}

/* Per entity: which units have it from a system header; in no order. */
static uint64_t *find_system_uses(const struct program *program, struct arena *scratch)
{
    const struct intmap *uses = &program->system_uses;
    uint64_t *sums = ARENA_ARRAY(scratch, uint64_t, program->n_entities + 1);

    for (uint32_t i = 0; i < uses->capacity; i++)
        if (uses->slots[i].taken)
            sums[(uint32_t)uses->slots[i].key] +=
                hash_mix(1, mix_text(0, program->inputs[uses->slots[i].key >> 32].name));
    return sums;
}

static void name_entities(const struct program *program, struct names *names)
{
    struct arena *scratch = arena_new();
    const uint64_t *uses = find_system_uses(program, scratch);

    for (uint32_t i = 1; i < program->n_entities; i++)
        add_name(names, NAME_ENTITY, i,
                 hash_mix(name_of_entity(program, names, &program->entities[i]), uses[i]));
    arena_free(scratch);
}

static uint64_t name_of_field(const struct program *program, uint32_t number)
{
    const struct field_info *field = &program->fields[number];
    const struct record_info *record = &program->records[field->record];
    bool is_model = bitset_has(&program->solution->model_fields, number);
    uint64_t name = mix_text(mix_text(mix_text(0, record->key), record->name), field->name);

    return hash_mix(name, (uint64_t)field->is_first_base | (uint64_t)field->is_plain << 1 |
                              (uint64_t)is_model << 2);
}

void names_make(const struct program *program, struct names *ret_names)
{
    const uint32_t counts[] = {
        [NAME_FN] = program->n_fns,
        [NAME_ENTITY] = program->n_entities,
        [NAME_FIELD] = program->n_fields,
    };

    for (uint32_t kind = 0; kind < NAME_KINDS; kind++)
        ret_names->names[kind] = ARENA_ARRAY(program->run, uint64_t, counts[kind] + 1);
    for (uint32_t i = 1; i < program->n_fns; i++)
        add_name(ret_names, NAME_FN, i, name_of_fn(program, &program->fns[i]));
    for (uint32_t i = 1; i < program->n_fields; i++)
        add_name(ret_names, NAME_FIELD, i, name_of_field(program, i));
    name_entities(program, ret_names);
}

void names_deinit(struct names *names)
{
    for (uint32_t kind = 0; kind < NAME_KINDS; kind++)
        intmap_deinit(&names->numbers[kind]);
}
