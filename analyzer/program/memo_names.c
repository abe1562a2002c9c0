/* Names for what the link numbers: hashes of all that solving reads of such a thing by itself. */
#include "program/memo_inside.h"

#include <string.h>

#include "base/hash.h"

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

static uint64_t name_of_entity(const struct entity *entity)
{
    uint64_t name = hash_mix(mix_text(0, entity->name), entity->flags);

    name = hash_mix(name, entity->is_static);
    name = hash_mix(name, entity->type ? entity->type->flags : 0);
    name = hash_mix(name, entity->type ? entity->type->count : 0);
    return mix_text(name, entity->at.file);
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
    for (uint32_t i = 1; i < program->n_entities; i++)
        add_name(ret_names, NAME_ENTITY, i, name_of_entity(&program->entities[i]));
    for (uint32_t i = 1; i < program->n_fields; i++)
        add_name(ret_names, NAME_FIELD, i, name_of_field(program, i));
}

void names_deinit(struct names *names)
{
    for (uint32_t kind = 0; kind < NAME_KINDS; kind++)
        intmap_deinit(&names->numbers[kind]);
}
