/* The layout of an encoded unit. Private to ir/ and its tests. */
#ifndef STRANDED_IR_CODEC_INTERNAL_H
#define STRANDED_IR_CODEC_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

/* The tables in the order in which they are stored, by their names in struct ir_unit; the text
 * stands behind them. */
#define IR_TABLES(TABLE)                                                                           \
    TABLE(files)                                                                                   \
    TABLE(types)                                                                                   \
    TABLE(records)                                                                                 \
    TABLE(fields)                                                                                  \
    TABLE(symbols)                                                                                 \
    TABLE(suppressions)                                                                            \
    TABLE(functions)                                                                               \
    TABLE(locals)                                                                                  \
    TABLE(places)                                                                                  \
    TABLE(blocks)                                                                                  \
    TABLE(instrs)                                                                                  \
    TABLE(operands)                                                                                \
    TABLE(cases)                                                                                   \
    TABLE(integers)

/* 96 bytes, and no padding in it. */
struct ir_codec_header {
    char magic[8];
    uint32_t version;    /* IR_CODEC_VERSION */
    uint32_t byte_order; /* 0x01020304 as the writer has it in memory */
    uint64_t checksum;   /* ir_codec_checksum() */
    uint64_t size;       /* of all bytes, this header included */
    uint32_t n_errors;
    uint32_t text_size;
#define TABLE(name) uint32_t n_##name;
    IR_TABLES(TABLE)
#undef TABLE
};

/* The checksum of an encoded unit: of all bytes behind the checksum. `size` is at least that of the
 * header. */
uint64_t ir_codec_checksum(const void *bytes, size_t size);

#endif
