/* Builds a unit's IR, table by table and function by function.
 *
 * Texts, types, records, fields, symbols and integers are interned: equal ones get one index. One
 * function is built at a time, between builder_begin_function() and builder_end_function(). A block
 * is made first and filled later; instructions go to the current block. */
#ifndef STRANDED_IR_BUILDER_H
#define STRANDED_IR_BUILDER_H

#include "ir/ir.h"

struct ir_builder;

struct ir_builder *ir_builder_new(void);
/* Accepts NULL. */
void ir_builder_free(struct ir_builder *builder);

/* True when a table would have grown beyond 2^28 items (or bytes of text). Whatever was to be added
 * then was left out and its index is 0: the unit is void, and every call stays harmless. */
bool ir_builder_overflowed(const struct ir_builder *builder);

/* The text up to its first NUL, if there is one before `length`. */
struct ir_string ir_builder_string(struct ir_builder *builder, const char *text, size_t length);

/* Adds a file; the caller keeps files apart. The first one added must be the main file. Files behind
 * the 65535th are listed as well, but locations can't name them: their index is given as 0. */
struct ir_file_id ir_builder_file(struct ir_builder *builder, const struct ir_file *file);

struct ir_type_id ir_builder_type(struct ir_builder *builder, const struct ir_type *type);

/* The record of that key; a new one is added as given. */
struct ir_record_id ir_builder_record(struct ir_builder *builder, const struct ir_record *record);

/* The field of that record and position (and name). */
struct ir_field_id ir_builder_field(struct ir_builder *builder, const struct ir_field *field);

/* The symbol of that name, linkage and owner. (Internal ones: a unit has one of a name at most. Those
 * of linkage local: and position, since a function may have several of one name.) What is known of
 * it already stays; flags are or-ed; `at`, type, annotation and alias are taken over where they were
 * empty, and from a definition always, unless the definition's are empty. */
struct ir_symbol_id ir_builder_symbol(struct ir_builder *builder, const struct ir_symbol *symbol);
const struct ir_symbol *ir_builder_symbol_get(const struct ir_builder *builder,
                                              struct ir_symbol_id id);
const struct ir_type *ir_builder_type_get(const struct ir_builder *builder, struct ir_type_id id);

void ir_builder_suppression(struct ir_builder *builder, const struct ir_suppression *suppression);
void ir_builder_errors(struct ir_builder *builder, uint32_t n_errors);

/* ---- one function ---- */

/* Begins a function; the entry block is made and current. */
void ir_builder_begin_function(struct ir_builder *builder, struct ir_symbol_id symbol,
                               struct ir_location at, uint32_t flags);
/* Ends it: blocks that nothing reaches are dropped, jumps to empty jumping blocks are threaded
 * (never through a loop head), a block is merged into its only predecessor where that jumps to it
 * (never a loop head), and blocks are numbered in the order in which they first became current.
 * Places that nothing uses may stay, unended blocks must not be reachable. Afterwards the function's
 * ids are void. */
void ir_builder_end_function(struct ir_builder *builder, struct ir_location end);
/* Forgets the function that was begun. */
void ir_builder_drop_function(struct ir_builder *builder);
/* Ors flags into the function that is being built (e.g. IR_FUNCTION_DAMAGED). */
void ir_builder_function_flags(struct ir_builder *builder, uint32_t flags);

/* Parameters first. */
struct ir_local_id ir_builder_local(struct ir_builder *builder, const struct ir_local *local);
/* Marks a local as one whose address is taken. Done by ir_builder_address() itself. */
void ir_builder_local_address_taken(struct ir_builder *builder, struct ir_local_id local);

/* Places, hash-consed. Index 0 gives the parent itself; dereferencing a place is always a new step
 * (fold *&x before calling). */
struct ir_place_id ir_builder_place_local(struct ir_builder *builder, struct ir_local_id local);
struct ir_place_id ir_builder_place_global(struct ir_builder *builder, struct ir_symbol_id symbol);
struct ir_place_id ir_builder_place_unknown(struct ir_builder *builder);
struct ir_place_id ir_builder_place_deref(struct ir_builder *builder, struct ir_place_id parent);
struct ir_place_id ir_builder_place_field(struct ir_builder *builder, struct ir_place_id parent,
                                          struct ir_field_id field);
/* The first of the arrays in an array: `t[0]` for `t[0][1]`, which is another one than `t[1]`. */
struct ir_place_id ir_builder_place_first_row(struct ir_builder *builder, struct ir_place_id table);
/* `index` may be any operand: an integer (0 is the parent itself), a place, or anything else (not known). */
struct ir_place_id ir_builder_place_index(struct ir_builder *builder, struct ir_place_id parent,
                                          struct ir_operand index);
const struct ir_place *ir_builder_place_get(const struct ir_builder *builder,
                                            struct ir_place_id id);

/* Operands. The address of a dereference is the value of the pointer, and is folded here. */
struct ir_operand ir_builder_integer(struct ir_builder *builder, int64_t value);
struct ir_operand ir_builder_value(struct ir_builder *builder, struct ir_place_id place);
struct ir_operand ir_builder_address(struct ir_builder *builder, struct ir_place_id place);
struct ir_operand ir_builder_function(struct ir_builder *builder, struct ir_symbol_id symbol);
struct ir_operand ir_builder_literal(struct ir_builder *builder, const char *text, size_t length);
struct ir_operand ir_builder_null(void);
struct ir_operand ir_builder_unknown_value(void);
/* True, and the value, when the operand is an integer constant or null. */
bool ir_builder_is_integer(const struct ir_builder *builder, struct ir_operand operand,
                           int64_t *ret_value);

/* Blocks. A new one is empty, not current and has no end. */
struct ir_block_id ir_builder_block(struct ir_builder *builder);
void ir_builder_use_block(struct ir_builder *builder, struct ir_block_id block);
struct ir_block_id ir_builder_current(const struct ir_builder *builder);
void ir_builder_block_flags(struct ir_builder *builder, struct ir_block_id block, uint32_t flags);
/* True when the current block has its end already: what follows is dead until the next use_block.
 * Instructions and ends emitted into an ended block are dropped. */
bool ir_builder_ended(const struct ir_builder *builder);

/* Instructions, into the current block. Copies and computations without a destination are dropped;
 * a callee that is neither a function nor a place's value becomes an unknown value. */
void ir_builder_copy(struct ir_builder *builder, struct ir_place_id dst, struct ir_operand value,
                     struct ir_location at, uint16_t flags);
void ir_builder_compute(struct ir_builder *builder, struct ir_place_id dst,
                        enum ir_operator operation, struct ir_operand a, struct ir_operand b,
                        struct ir_location at, uint16_t flags);
void ir_builder_call(struct ir_builder *builder, struct ir_place_id dst, struct ir_operand callee,
                     const struct ir_operand *arguments, uint32_t n_arguments,
                     struct ir_location at, uint16_t flags);
void ir_builder_unknown(struct ir_builder *builder, const char *reason, struct ir_location at);

/* Ends of the current block. */
void ir_builder_jump(struct ir_builder *builder, struct ir_block_id target, struct ir_location at);
/* A branch on constants becomes a jump. */
void ir_builder_branch(struct ir_builder *builder, struct ir_operand a, enum ir_operator relation,
                       struct ir_operand b, struct ir_block_id then, struct ir_block_id otherwise,
                       struct ir_location at);
/* Cases with low > high are empty and dropped; a switch on a constant becomes a jump. */
void ir_builder_switch(struct ir_builder *builder, struct ir_operand value,
                       const struct ir_case *cases, uint32_t n_cases, struct ir_block_id otherwise,
                       struct ir_location at);
void ir_builder_return(struct ir_builder *builder, struct ir_operand value, struct ir_location at);
void ir_builder_unreachable(struct ir_builder *builder, struct ir_location at);
/* The first target becomes target[0], the others cases without values. No target: unreachable. */
void ir_builder_any(struct ir_builder *builder, const struct ir_case *targets, uint32_t n_targets,
                    struct ir_location at);

/* ---- the result ---- */

/* The unit as it stands, pointing into the builder: valid until the builder changes or is freed. No
 * function may be under construction. Computes the functions' hashes (the types of symbols are
 * known now), so its cost is linear in the unit. */
void ir_builder_unit(struct ir_builder *builder, struct ir_unit *ret_unit);

#endif
