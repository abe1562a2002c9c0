#include "ir/builder.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/intmap.h"
#include "base/memory.h"
#include "base/vector.h"
#include "ir/builder_internal.h"
#include "ir/hash.h"
#include "ir/ir.h"

/* Bound of every table, in items (text: bytes): a quarter of a gigabyte is no C source's unit, and
 * sizes in bytes stay far from overflow. */
enum { TABLE_MOST = 1 << 28 };

/* The most files that a location can name. */
enum { FILES_NAMED = UINT16_MAX };

/* Gives an empty vector its unused, zeroed slot 0. */
enum { SLOTS_FIRST = 8 };
#define ADD_SLOT_ZERO(vector)                                                                      \
    ((vector)->items = memory_zeroed(SLOTS_FIRST, sizeof(*(vector)->items)),                       \
     (vector)->capacity = SLOTS_FIRST, (vector)->count = 1)

/* True when the item with that index is the one that is looked for. */
typedef bool item_is_equal(const struct ir_builder *builder, uint32_t index, const void *item);

struct ir_builder *ir_builder_new(void)
{
    struct ir_builder *builder = memory_zeroed(1, sizeof(*builder));

    builder->most = TABLE_MOST;
    ADD_SLOT_ZERO(&builder->text);
    ADD_SLOT_ZERO(&builder->files);
    ADD_SLOT_ZERO(&builder->types);
    ADD_SLOT_ZERO(&builder->records);
    ADD_SLOT_ZERO(&builder->fields);
    ADD_SLOT_ZERO(&builder->symbols);
    ADD_SLOT_ZERO(&builder->suppressions);
    ADD_SLOT_ZERO(&builder->functions);
    ADD_SLOT_ZERO(&builder->locals);
    ADD_SLOT_ZERO(&builder->places);
    ADD_SLOT_ZERO(&builder->blocks);
    ADD_SLOT_ZERO(&builder->instrs);
    ADD_SLOT_ZERO(&builder->operands);
    ADD_SLOT_ZERO(&builder->cases);
    ADD_SLOT_ZERO(&builder->integers);
    ir_draft_reset(&builder->draft);
    return builder;
}

void ir_builder_free(struct ir_builder *builder)
{
    if (!builder)
        return;
    vector_deinit(&builder->text);
    vector_deinit(&builder->files);
    vector_deinit(&builder->types);
    vector_deinit(&builder->records);
    vector_deinit(&builder->fields);
    vector_deinit(&builder->symbols);
    vector_deinit(&builder->suppressions);
    vector_deinit(&builder->functions);
    vector_deinit(&builder->locals);
    vector_deinit(&builder->places);
    vector_deinit(&builder->blocks);
    vector_deinit(&builder->instrs);
    vector_deinit(&builder->operands);
    vector_deinit(&builder->cases);
    vector_deinit(&builder->integers);
    intmap_deinit(&builder->string_index);
    intmap_deinit(&builder->type_index);
    intmap_deinit(&builder->record_index);
    intmap_deinit(&builder->field_index);
    intmap_deinit(&builder->symbol_index);
    intmap_deinit(&builder->integer_index);
    ir_draft_deinit(&builder->draft);
    free(builder);
}

bool ir_builder_overflowed(const struct ir_builder *builder)
{
    return builder->overflowed;
}

/* Where the index of the item with that hash stands, 0 for a new one. Items of equal hash take the
 * next hash of a fixed series. */
static uint32_t *index_slot(const struct ir_builder *builder, struct intmap *map, uint64_t hash,
                            item_is_equal *is_equal, const void *item)
{
    uint32_t *slot = intmap_put(map, hash, 0, NULL);

    while (*slot && !is_equal(builder, *slot, item)) {
        hash = hash_mix(hash, 1);
        slot = intmap_put(map, hash, 0, NULL);
    }
    return slot;
}

/* ---- texts and integers ---- */

struct text_key {
    const char *bytes;
    size_t length;
};

static bool text_is_equal(const struct ir_builder *builder, uint32_t offset, const void *item)
{
    const struct text_key *key = item;

    return key->length < builder->text.count - offset &&
           memcmp(builder->text.items + offset, key->bytes, key->length) == 0 &&
           builder->text.items[offset + key->length] == '\0';
}

/* Appends the text and its NUL; there is room by the bound. */
static uint32_t append_text(struct ir_builder *builder, const struct text_key *key)
{
    uint32_t offset = builder->text.count;
    uint32_t length = (uint32_t)key->length;

    while (builder->text.capacity - offset < length + 1)
        builder->text.items =
            vector_grow(builder->text.items, &builder->text.capacity, sizeof(char));
    memcpy(builder->text.items + offset, key->bytes, length);
    builder->text.items[offset + length] = '\0';
    builder->text.count = offset + length + 1;
    return offset;
}

struct ir_string ir_builder_string(struct ir_builder *builder, const char *text, size_t length)
{
    const char *nul = length ? memchr(text, '\0', length) : NULL;
    struct text_key key = {text, nul ? (size_t)(nul - text) : length};

    if (!key.length)
        return (struct ir_string){0};
    if (key.length >= builder->most) {
        builder->overflowed = true;
        return (struct ir_string){0};
    }
    uint32_t *slot = index_slot(builder, &builder->string_index, hash_bytes(text, key.length, 0),
                                text_is_equal, &key);
    if (!*slot && ir_builder_has_room(builder, builder->text.count, (uint32_t)key.length + 1))
        *slot = append_text(builder, &key);
    return (struct ir_string){*slot};
}

struct ir_operand ir_builder_integer(struct ir_builder *builder, int64_t value)
{
    uint32_t *slot = intmap_put(&builder->integer_index, (uint64_t)value, 0, NULL);

    if (!*slot && ir_builder_has_room(builder, builder->integers.count, 1)) {
        *slot = builder->integers.count;
        vector_push(&builder->integers, value);
    }
    return (struct ir_operand){IR_OPERAND_INTEGER, *slot};
}

bool ir_builder_is_integer(const struct ir_builder *builder, struct ir_operand operand,
                           int64_t *ret_value)
{
    if (operand.kind == IR_OPERAND_INTEGER)
        *ret_value = builder->integers.items[operand.index];
    else if (operand.kind == IR_OPERAND_NULL)
        *ret_value = 0;
    else
        return false;
    return true;
}

/* ---- files, types, records, fields ---- */

struct ir_file_id ir_builder_file(struct ir_builder *builder, const struct ir_file *file)
{
    uint32_t index = builder->files.count;

    if (!ir_builder_has_room(builder, index, 1))
        return (struct ir_file_id){0};
    vector_push(&builder->files, *file);
    return (struct ir_file_id){index <= FILES_NAMED ? index : 0};
}

static bool type_is_equal(const struct ir_builder *builder, uint32_t index, const void *item)
{
    return memcmp(&builder->types.items[index], item, sizeof(struct ir_type)) == 0;
}

struct ir_type_id ir_builder_type(struct ir_builder *builder, const struct ir_type *type)
{
    assert(type->element.index < builder->types.count);
    uint32_t *slot = index_slot(builder, &builder->type_index, hash_bytes(type, sizeof(*type), 0),
                                type_is_equal, type);

    if (!*slot && ir_builder_has_room(builder, builder->types.count, 1)) {
        *slot = builder->types.count;
        vector_push(&builder->types, *type);
    }
    return (struct ir_type_id){*slot};
}

const struct ir_type *ir_builder_type_get(const struct ir_builder *builder, struct ir_type_id id)
{
    return &builder->types.items[id.index];
}

struct ir_record_id ir_builder_record(struct ir_builder *builder, const struct ir_record *record)
{
    uint32_t *slot = intmap_put(&builder->record_index, record->key.offset, 0, NULL);

    if (!*slot && ir_builder_has_room(builder, builder->records.count, 1)) {
        *slot = builder->records.count;
        vector_push(&builder->records, *record);
    }
    return (struct ir_record_id){*slot};
}

static bool field_is_equal(const struct ir_builder *builder, uint32_t index, const void *item)
{
    const struct ir_field *known = &builder->fields.items[index];
    const struct ir_field *field = item;

    return known->record.index == field->record.index && known->position == field->position &&
           known->name.offset == field->name.offset;
}

struct ir_field_id ir_builder_field(struct ir_builder *builder, const struct ir_field *field)
{
    uint64_t place = (uint64_t)field->record.index << 32 | field->position;
    uint32_t *slot = index_slot(builder, &builder->field_index, hash_mix(place, field->name.offset),
                                field_is_equal, field);

    if (!*slot && ir_builder_has_room(builder, builder->fields.count, 1)) {
        *slot = builder->fields.count;
        vector_push(&builder->fields, *field);
    }
    return (struct ir_field_id){*slot};
}

/* ---- symbols ---- */

/* The position counts for static locals only: a function may have several of one name. */
static uint64_t symbol_position(const struct ir_symbol *symbol)
{
    if (symbol->linkage != IR_LINKAGE_LOCAL)
        return 0;
    return (uint64_t)symbol->at.file << 48 ^ (uint64_t)symbol->at.line << 16 ^ symbol->at.column;
}

static bool symbol_is_equal(const struct ir_builder *builder, uint32_t index, const void *item)
{
    const struct ir_symbol *known = &builder->symbols.items[index];
    const struct ir_symbol *symbol = item;

    return known->name.offset == symbol->name.offset && known->linkage == symbol->linkage &&
           known->owner.index == symbol->owner.index &&
           symbol_position(known) == symbol_position(symbol);
}

/* Adds to a known symbol what `more` says of it. */
static void symbol_merge(struct ir_symbol *known, const struct ir_symbol *more)
{
    bool is_definition = (more->flags & IR_SYMBOL_DEFINED) != 0;

    if (more->at.line && (is_definition || !known->at.line))
        known->at = more->at;
    if (more->type.index && (is_definition || !known->type.index))
        known->type = more->type;
    if (more->annotation.offset && (is_definition || !known->annotation.offset))
        known->annotation = more->annotation;
    if (more->alias.offset && (is_definition || !known->alias.offset))
        known->alias = more->alias;
    known->flags |= more->flags;
}

struct ir_symbol_id ir_builder_symbol(struct ir_builder *builder, const struct ir_symbol *symbol)
{
    assert(symbol->owner.index < builder->symbols.count);
    uint64_t hash = hash_mix((uint64_t)symbol->linkage << 32 | symbol->name.offset,
                             symbol_position(symbol) ^ symbol->owner.index);
    uint32_t *slot = index_slot(builder, &builder->symbol_index, hash, symbol_is_equal, symbol);

    if (*slot) {
        symbol_merge(&builder->symbols.items[*slot], symbol);
    } else if (ir_builder_has_room(builder, builder->symbols.count, 1)) {
        *slot = builder->symbols.count;
        vector_push(&builder->symbols, *symbol);
    }
    return (struct ir_symbol_id){*slot};
}

const struct ir_symbol *ir_builder_symbol_get(const struct ir_builder *builder,
                                              struct ir_symbol_id id)
{
    return &builder->symbols.items[id.index];
}

/* ---- the rest of the unit ---- */

void ir_builder_suppression(struct ir_builder *builder, const struct ir_suppression *suppression)
{
    if (ir_builder_has_room(builder, builder->suppressions.count, 1))
        vector_push(&builder->suppressions, *suppression);
}

void ir_builder_errors(struct ir_builder *builder, uint32_t n_errors)
{
    builder->n_errors = n_errors;
}

void ir_builder_unit(struct ir_builder *builder, struct ir_unit *ret_unit)
{
    assert(!builder->draft.is_open);
    *ret_unit = (struct ir_unit){
        .text = builder->text.items,
        .files = builder->files.items,
        .types = builder->types.items,
        .records = builder->records.items,
        .fields = builder->fields.items,
        .symbols = builder->symbols.items,
        .suppressions = builder->suppressions.items,
        .functions = builder->functions.items,
        .locals = builder->locals.items,
        .places = builder->places.items,
        .blocks = builder->blocks.items,
        .instrs = builder->instrs.items,
        .operands = builder->operands.items,
        .cases = builder->cases.items,
        .integers = builder->integers.items,
        .text_size = builder->text.count,
        .n_files = builder->files.count,
        .n_types = builder->types.count,
        .n_records = builder->records.count,
        .n_fields = builder->fields.count,
        .n_symbols = builder->symbols.count,
        .n_suppressions = builder->suppressions.count,
        .n_functions = builder->functions.count,
        .n_locals = builder->locals.count,
        .n_places = builder->places.count,
        .n_blocks = builder->blocks.count,
        .n_instrs = builder->instrs.count,
        .n_operands = builder->operands.count,
        .n_cases = builder->cases.count,
        .n_integers = builder->integers.count,
        .n_errors = builder->n_errors,
    };
    ir_hash_functions(ret_unit, builder->functions.items);
}
