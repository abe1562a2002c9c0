/* Hashes of functions: equal for one body seen in two units. Private to ir/. */
#ifndef STRANDED_IR_HASH_H
#define STRANDED_IR_HASH_H

#include "ir/ir.h"

/* Sets the hash of each function of the unit; `functions` are the unit's own, to be written.
 *
 * In it: the function's name, type, annotation and flags; locals with name and type; blocks,
 * instructions and ends in their order; what they name by text or value (fields by record and name,
 * types by structure, constants by value, internal symbols by their file, too). Not in it: locations
 * and the numbers that a unit's tables happen to give. */
void ir_hash_functions(const struct ir_unit *unit, struct ir_function *functions);

#endif
