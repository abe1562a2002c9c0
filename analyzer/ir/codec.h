/* A unit as bytes.
 *
 * The bytes are a header (magic, version, byte order, checksum, count of each table), then the tables
 * as they are in memory, each aligned to 8, the text last. Decoding copies nothing: it checks every
 * index and every count once, at the border, and points into the bytes; whoever holds a decoded unit
 * may trust it. What is checked makes every walk end: an element's type, a place's parent and index
 * and a static local's owner have smaller numbers, and runs tile their pool in order, without gap or
 * overlap (an empty one begins at 0), so that a unit is checked and walked in linear time. */
#ifndef STRANDED_IR_CODEC_H
#define STRANDED_IR_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "ir/ir.h"

/* Changes with every change of ir.h's structs or enums or of what the front end writes: a unit of
 * another version is parsed again. */
enum { IR_CODEC_VERSION = 4 };

/* The unit's bytes, in the arena. Deterministic: equal units give equal bytes. */
void ir_encode(const struct ir_unit *unit, struct arena *arena, const void **ret_bytes,
               size_t *ret_size);

/* The unit in those bytes, which must be aligned to 8 and outlive it. False when they are not a
 * unit of this version or are damaged in any way; `ret_reason` then says why (a static text). */
bool ir_decode(const void *bytes, size_t size, struct ir_unit *ret_unit, const char **ret_reason);

/* Checks all that decoding checks on a unit in memory (every index in its table, every range in its
 * pool, every block ended, operands of the right kind), for debug builds and fuzzing. */
bool ir_verify(const struct ir_unit *unit, const char **ret_reason);

#endif
