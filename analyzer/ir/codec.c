#include "ir/codec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "ir/codec_internal.h"
#include "ir/ir.h"

static const char codec_magic[8] = {'s', 't', 'n', 'd', '-', 'i', 'r', '\n'};
static const uint32_t codec_byte_order = 0x01020304;

/* Each table begins at a multiple of this. */
enum { TABLE_ALIGNMENT = 8 };

/* The structs are written as they are in memory: no byte of them may be padding. */
_Static_assert(sizeof(struct ir_file) == 32, "padding in ir_file");
_Static_assert(sizeof(struct ir_type) == 24, "padding in ir_type");
_Static_assert(sizeof(struct ir_record) == 24, "padding in ir_record");
_Static_assert(sizeof(struct ir_field) == 16, "padding in ir_field");
_Static_assert(sizeof(struct ir_symbol) == 36, "padding in ir_symbol");
_Static_assert(sizeof(struct ir_suppression) == 20, "padding in ir_suppression");
_Static_assert(sizeof(struct ir_function) == 64, "padding in ir_function");
_Static_assert(sizeof(struct ir_local) == 20, "padding in ir_local");
_Static_assert(sizeof(struct ir_place) == 12, "padding in ir_place");
_Static_assert(sizeof(struct ir_block) == 52, "padding in ir_block");
_Static_assert(sizeof(struct ir_instr) == 32, "padding in ir_instr");
_Static_assert(sizeof(struct ir_operand) == 8, "padding in ir_operand");
_Static_assert(sizeof(struct ir_case) == 24, "padding in ir_case");
_Static_assert(sizeof(struct ir_codec_header) == 96, "padding in ir_codec_header");

static uint64_t align_up(uint64_t size)
{
    return (size + TABLE_ALIGNMENT - 1) / TABLE_ALIGNMENT * TABLE_ALIGNMENT;
}

uint64_t ir_codec_checksum(const void *bytes, size_t size)
{
    const size_t behind = offsetof(struct ir_codec_header, size);

    return hash_bytes((const char *)bytes + behind, size - behind, 0);
}

/* The size of the bytes that the header's counts ask for. No overflow: the counts have 32 bits. */
static uint64_t layout_size(const struct ir_codec_header *header)
{
    uint64_t size = sizeof(*header);

#define TABLE(name)                                                                                \
    size += align_up((uint64_t)header->n_##name * sizeof(*((struct ir_unit *)0)->name));
    IR_TABLES(TABLE)
#undef TABLE
    return size + align_up(header->text_size);
}

/* Writes a table behind `*offset` bytes and moves the offset behind it. */
static void put_table(unsigned char *bytes, size_t *offset, const void *items, size_t size)
{
    memcpy(bytes + *offset, items, size);
    *offset += align_up(size);
}

void ir_encode(const struct ir_unit *unit, struct arena *arena, const void **ret_bytes,
               size_t *ret_size)
{
    struct ir_codec_header header = {.version = IR_CODEC_VERSION,
                                     .byte_order = codec_byte_order,
                                     .n_errors = unit->n_errors,
                                     .text_size = unit->text_size,
#define TABLE(name) .n_##name = unit->n_##name,
                                     IR_TABLES(TABLE)
#undef TABLE
    };
    memcpy(header.magic, codec_magic, sizeof(codec_magic));
    header.size = layout_size(&header);

    unsigned char *bytes = arena_alloc(arena, header.size);
    size_t offset = sizeof(header);
    memcpy(bytes, &header, sizeof(header));
#define TABLE(name) put_table(bytes, &offset, unit->name, unit->n_##name * sizeof(*unit->name));
    IR_TABLES(TABLE)
#undef TABLE
    put_table(bytes, &offset, unit->text, unit->text_size);
    header.checksum = ir_codec_checksum(bytes, header.size);
    memcpy(bytes, &header, sizeof(header));
    *ret_bytes = bytes;
    *ret_size = header.size;
}

/* What is wrong with the header, or NULL. */
static const char *find_header_fault(const struct ir_codec_header *header, const void *bytes,
                                     size_t size)
{
    if (memcmp(header->magic, codec_magic, sizeof(codec_magic)) != 0)
        return "not an encoded unit";
    if (header->byte_order != codec_byte_order)
        return "written by a machine of the other byte order";
    if (header->version != IR_CODEC_VERSION)
        return "another version of the encoding";
    if (header->size != size || layout_size(header) != size)
        return "cut short or too long";
    if (header->checksum != ir_codec_checksum(bytes, size))
        return "damaged: the checksum does not match";
    return NULL;
}

/* The table behind `*offset` bytes; moves the offset behind it. */
static const void *take_table(const unsigned char *bytes, size_t *offset, size_t size)
{
    const void *table = bytes + *offset;

    *offset += align_up(size);
    return table;
}

bool ir_decode(const void *bytes, size_t size, struct ir_unit *ret_unit, const char **ret_reason)
{
    struct ir_codec_header header;

    if (size < sizeof(header) || (uintptr_t)bytes % TABLE_ALIGNMENT != 0) {
        *ret_reason = size < sizeof(header) ? "cut short" : "not aligned to 8 bytes";
        return false;
    }
    memcpy(&header, bytes, sizeof(header));
    const char *fault = find_header_fault(&header, bytes, size);
    if (fault) {
        *ret_reason = fault;
        return false;
    }

    struct ir_unit unit = {.n_errors = header.n_errors, .text_size = header.text_size};
    size_t offset = sizeof(header);
#define TABLE(name)                                                                                \
    unit.n_##name = header.n_##name;                                                               \
    unit.name = take_table(bytes, &offset, unit.n_##name * sizeof(*unit.name));
    IR_TABLES(TABLE)
#undef TABLE
    unit.text = take_table(bytes, &offset, unit.text_size);
    if (!ir_verify(&unit, ret_reason))
        return false;
    *ret_unit = unit;
    return true;
}
