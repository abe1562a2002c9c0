#include "ir/hash.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "ir/ir.h"

/* The hashes of a unit's items by their index; 0 for slot 0. Only 0 and hashes are seeds here: XXH3
 * takes a small seed for a change of its data, so plain numbers as seeds would collide. */
struct hashes {
    const struct ir_unit *unit;
    uint64_t *types;
    uint64_t *fields;
    uint64_t *symbols;
    uint64_t *places; /* of the function at hand */
};

static uint64_t mix_text(uint64_t seed, const struct ir_unit *unit, struct ir_string string)
{
    const char *text = ir_text(unit, string);

    return hash_bytes(text, strlen(text) + 1, seed);
}

/* An element is listed before what it is an element of, so one pass will do. */
static void hash_types(struct hashes *hashes)
{
    const struct ir_unit *unit = hashes->unit;

    for (uint32_t i = 1; i < unit->n_types; i++) {
        const struct ir_type *type = &unit->types[i];
        uint64_t hash = hash_mix(0, (uint64_t)type->kind << 32 | type->flags);
        hash = hash_mix(hash, type->count);
        hash = hash_mix(hash, hashes->types[type->element.index]);
        hashes->types[i] = mix_text(hash, unit, unit->records[type->record.index].key);
    }
}

static void hash_fields(struct hashes *hashes)
{
    const struct ir_unit *unit = hashes->unit;

    for (uint32_t i = 1; i < unit->n_fields; i++) {
        const struct ir_field *field = &unit->fields[i];
        uint64_t hash = hash_mix(hashes->types[field->type.index], field->position);
        hash = mix_text(hash, unit, unit->records[field->record.index].key);
        hashes->fields[i] = mix_text(hash, unit, field->name);
    }
}

static void hash_symbols(struct hashes *hashes)
{
    const struct ir_unit *unit = hashes->unit;

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        uint64_t hash = hash_mix(hashes->types[symbol->type.index], symbol->linkage);
        hash = hash_mix(hash, hashes->symbols[symbol->owner.index]);
        if (symbol->linkage == IR_LINKAGE_INTERNAL)
            hash = mix_text(hash, unit, unit->files[symbol->at.file].path);
        hashes->symbols[i] = mix_text(hash, unit, symbol->name);
    }
}

static uint64_t hash_place(const struct hashes *hashes, const struct ir_place *place)
{
    uint64_t argument = place->argument;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_GLOBAL:
        argument = hashes->symbols[place->argument];
        break;
    case IR_PLACE_FIELD:
        argument = hashes->fields[place->argument];
        break;
    case IR_PLACE_INDEX_PLACE:
        argument = hashes->places[place->argument];
        break;
    case IR_PLACE_LOCAL:
    case IR_PLACE_DEREF:
    case IR_PLACE_INDEX:
    case IR_PLACE_UNKNOWN:
        break;
    }
    return hash_mix(hash_mix(hashes->places[place->parent.index], place->kind), argument);
}

static uint64_t mix_operand(uint64_t seed, const struct hashes *hashes, struct ir_operand operand)
{
    const struct ir_unit *unit = hashes->unit;

    seed = hash_mix(seed, operand.kind);
    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        return hash_mix(seed, (uint64_t)unit->integers[operand.index]);
    case IR_OPERAND_PLACE:
    case IR_OPERAND_ADDRESS:
        return hash_mix(seed, hashes->places[operand.index]);
    case IR_OPERAND_FUNCTION:
        return hash_mix(seed, hashes->symbols[operand.index]);
    case IR_OPERAND_STRING:
        return mix_text(seed, unit, (struct ir_string){operand.index});
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
    case IR_OPERAND_NULL:
        break;
    }
    return seed;
}

static uint64_t mix_instr(uint64_t seed, const struct hashes *hashes, const struct ir_instr *instr)
{
    const struct ir_unit *unit = hashes->unit;

    seed = hash_mix(seed, (uint64_t)instr->op | (uint64_t)instr->operation << 8 |
                              (uint64_t)instr->flags << 16);
    seed = hash_mix(seed, hashes->places[instr->dst.index]);
    seed = mix_operand(seed, hashes, instr->a);
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        break;
    case IR_COMPUTE:
        seed = mix_operand(seed, hashes, instr->b);
        break;
    case IR_CALL:
        seed = hash_mix(seed, instr->arguments.count);
        for (uint32_t i = 0; i < instr->arguments.count; i++)
            seed = mix_operand(seed, hashes, unit->operands[instr->arguments.first + i]);
        break;
    case IR_UNKNOWN:
        seed = mix_text(seed, unit, instr->reason);
        break;
    }
    return seed;
}

static uint64_t mix_block(uint64_t seed, const struct hashes *hashes, const struct ir_block *block)
{
    const struct ir_unit *unit = hashes->unit;

    seed = hash_mix(seed, block->instrs.count);
    for (uint32_t i = 0; i < block->instrs.count; i++)
        seed = mix_instr(seed, hashes, &unit->instrs[block->instrs.first + i]);
    seed = hash_mix(seed, (uint64_t)block->end | (uint64_t)block->relation << 8 |
                              (uint64_t)block->flags << 16);
    seed = hash_mix(seed, (uint64_t)block->target[0].index << 32 | block->target[1].index);
    seed = mix_operand(seed, hashes, block->a);
    seed = mix_operand(seed, hashes, block->b);
    seed = hash_mix(seed, block->cases.count);
    for (uint32_t i = 0; i < block->cases.count; i++) {
        const struct ir_case *one = &unit->cases[block->cases.first + i];
        seed = hash_mix(hash_mix(seed, (uint64_t)one->low), (uint64_t)one->high);
        seed = hash_mix(seed, one->target.index);
    }
    return seed;
}

/* Of the function's own symbol, what a caller or a root depends on. */
static uint64_t mix_head(uint64_t seed, const struct hashes *hashes, const struct ir_function *fn)
{
    const uint32_t telling =
        IR_SYMBOL_NORETURN | IR_SYMBOL_WEAK | IR_SYMBOL_CONSTRUCTOR | IR_SYMBOL_DESTRUCTOR;
    const struct ir_symbol *symbol = &hashes->unit->symbols[fn->symbol.index];

    seed = hash_mix(seed, hashes->symbols[fn->symbol.index]);
    seed = hash_mix(seed, symbol->flags & telling);
    seed = mix_text(seed, hashes->unit, symbol->annotation);
    seed = mix_text(seed, hashes->unit, symbol->alias);
    return hash_mix(seed, (uint64_t)fn->n_parameters << 32 | fn->flags);
}

static uint64_t hash_function(struct hashes *hashes, const struct ir_function *fn)
{
    const struct ir_unit *unit = hashes->unit;
    uint64_t hash = mix_head(0, hashes, fn);

    for (uint32_t i = 1; i < fn->places.count; i++)
        hashes->places[i] = hash_place(hashes, &unit->places[fn->places.first + i]);
    for (uint32_t i = 1; i < fn->locals.count; i++) {
        const struct ir_local *local = &unit->locals[fn->locals.first + i];
        hash = mix_text(hash_mix(hash, local->flags), unit, local->name);
        hash = hash_mix(hash, hashes->types[local->type.index]);
    }
    hash = hash_mix(hash, fn->blocks.count);
    for (uint32_t i = 1; i < fn->blocks.count; i++)
        hash = mix_block(hash, hashes, &unit->blocks[fn->blocks.first + i]);
    return hash;
}

static uint32_t most_places(const struct ir_unit *unit)
{
    uint32_t most = 1;

    for (uint32_t i = 1; i < unit->n_functions; i++)
        if (unit->functions[i].places.count > most)
            most = unit->functions[i].places.count;
    return most;
}

void ir_hash_functions(const struct ir_unit *unit, struct ir_function *functions)
{
    struct arena *scratch = arena_new();
    struct hashes hashes = {
        .unit = unit,
        .types = ARENA_ARRAY(scratch, uint64_t, unit->n_types),
        .fields = ARENA_ARRAY(scratch, uint64_t, unit->n_fields),
        .symbols = ARENA_ARRAY(scratch, uint64_t, unit->n_symbols),
        .places = ARENA_ARRAY(scratch, uint64_t, most_places(unit)),
    };

    hash_types(&hashes);
    hash_fields(&hashes);
    hash_symbols(&hashes);
    for (uint32_t i = 1; i < unit->n_functions; i++)
        functions[i].hash = hash_function(&hashes, &functions[i]);
    arena_free(scratch);
}
