/* Lowering of one parsed unit from libclang's AST to the IR; private to the front end.
 *
 * Everything hangs on `struct lowering`, one for a unit. A cursor's children are fetched into an
 * array first (children_of) and then walked, so libclang's own frames never pile up on the stack;
 * what recursion is left follows the nesting of the source, up to LOWER_MAX_DEPTH, beyond which
 * code is unknown. That needs about 1 kB of stack a level (LIBCLANG_NOTHREADS and a big stack are
 * the caller's business; the parse itself needs far more).
 *
 * Identity: libclang keeps the declaration's address in data[0] of a declaration's cursor, and the
 * statement's in data[1] of a statement's; clang_equalCursors() compares just these. They are the
 * keys of our maps, since a hash by libclang and a call to compare cost four times as much. The
 * same holds for a type's data[0]. */
#ifndef STRANDED_FRONTEND_LOWER_H
#define STRANDED_FRONTEND_LOWER_H

#include <stdbool.h> /* IWYU pragma: export */
#include <stddef.h>  /* IWYU pragma: export */
#include <stdint.h>  /* IWYU pragma: export */

#include "frontend/clang_api.h" /* IWYU pragma: export */
#include "base/arena.h"         /* IWYU pragma: export */
#include "base/intmap.h"        /* IWYU pragma: export */
#include "base/vector.h"        /* IWYU pragma: export */
#include "ir/builder.h"         /* IWYU pragma: export */
#include "ir/ir.h"              /* IWYU pragma: export */

enum {
    LOWER_MAX_DEPTH = 8000,         /* nested statements and expressions */
    LOWER_MAX_TYPE_DEPTH = 32,      /* nested pointers, arrays, functions */
    LOWER_MAX_STRING = 1024,        /* bytes of a string literal that are kept */
    LOWER_MAX_INITIALIZED = 20000,  /* instructions of one initializer */
    LOWER_MAX_NUMBERS = 64,         /* elements of an initializer that holds nothing but numbers */
    LOWER_MAX_NOTED_ERRORS = 10000, /* errors whose place is remembered */
};

/* The children of a cursor, in order. Lives until the function is done. */
struct cursors {
    const CXCursor *items;
    uint32_t count;
};

/* A cleanup attribute's call that is due when its scope is left. The list is persistent: what was
 * due at some point of the function is a pointer into it. */
struct cleanup {
    const struct cleanup *outer;
    struct ir_local_id local;
    struct ir_symbol_id routine;
    CXCursor *block; /* what the local holds, where that is a block (`^{ … }`); null = it is none */
};

/* Where break or continue go, and what is still due there. */
struct exit_target {
    struct ir_block_id block; /* 0 = nowhere */
    const struct cleanup *cleanups;
};

struct switch_state {
    struct switch_state *outer;
    VECTOR(struct ir_case) cases;
    struct ir_block_id otherwise; /* 0 = no default seen */
};

struct label {
    struct ir_block_id block;
    const struct cleanup *cleanups; /* due at the label; known once it is placed */
    bool is_placed;
};

/* A goto out of a scope with cleanups, completed when all labels are known. */
struct pending_goto {
    struct ir_block_id block;
    uint32_t label; /* index into lowering.labels */
    const struct cleanup *cleanups;
    struct ir_location at;
};

/* A computed or asm goto: may go to every label, completed when all are known. */
struct pending_any {
    struct ir_block_id block;
    struct ir_block_id next; /* an asm goto's fall-through; 0 = none */
    struct ir_location at;
};

/* A variable whose initializer is part of the unit's <init>. */
struct pending_init {
    CXCursor variable;
    struct ir_symbol_id symbol;
    bool is_wanted; /* known once it was scanned */
};

/* What a function of the compiler does for the lowering (symbols.c, lower_call.c). */
enum builtin {
    BUILTIN_NONE = 0,
    BUILTIN_EXPECT, /* the first argument, unchanged */
    BUILTIN_UNREACHABLE,
    BUILTIN_CONSTANT,    /* __builtin_constant_p */
    BUILTIN_UNEVALUATED, /* a number, without a look at the arguments */
    BUILTIN_IGNORED,     /* no effect that the IR can show */
    BUILTIN_ATOMIC,      /* __sync_… and __atomic_… that are calls */
};

struct error_place {
    CXFile file;
    unsigned offset;
    bool is_contained; /* in an expression, all of which is there */
};

/* What a cursor takes up of a file, in bytes. */
struct span {
    CXFile file;
    unsigned begin, end;
};

/* Where the lines of a file begin; empty until somebody asks. */
struct line_table {
    uint32_t *starts; /* in the unit's arena */
    uint32_t count, capacity;
};

struct lowering {
    const struct clang_api *clang;
    CXTranslationUnit tu;
    struct ir_builder *builder; /* owned by the caller */
    CXFile main_file;
    CXFile made_up_file;   /* declares absent names; NULL if there is none */
    const char *main_path; /* absolute, real */
    uint64_t flags_hash;   /* of all flags that it was parsed with */
    const char
        *tree; /* the folder, real, whose headers -idirafter finds though they are no system's:
                              where flags were guessed; NULL where a build says which are */

    /* where the beginning of the main file was precompiled */
    const struct shared_files *shared; /* NULL = it was not */
    const char *original;              /* the main file's content as it is on disk */
    size_t original_size;
    int64_t original_mtime; /* whole seconds */
    bool sees_all;          /* declarations of the precompiled part are among those at the top */
    bool needs_all;         /* and have to be: what was lowered is not complete */

    /* the unit */
    struct arena *unit;
    VECTOR(CXCursor) collected;      /* scratch of children_of() */
    struct intmap files;             /* CXFile -> ir_file_id */
    VECTOR(uint8_t) file_is_system;  /* by file */
    VECTOR(struct line_table) lines; /* by file */
    CXFile last_file;
    struct ir_file_id last_file_id;
    struct intmap types;                   /* QualType -> ir_type_id << 1 | is atomic */
    struct intmap records;                 /* declaration -> ir_record_id */
    struct intmap fields;                  /* declaration -> ir_field_id */
    struct intmap positions;               /* field's declaration -> position */
    struct intmap symbols;                 /* declaration -> ir_symbol_id */
    VECTOR(uint8_t) builtins;              /* enum builtin, by symbol; shorter than the symbols */
    VECTOR(struct ir_type_id) field_types; /* by field */
    VECTOR(CXCursor) tops;                 /* the main file's functions and variables */
    VECTOR(CXCursor) queue;                /* definitions in headers still to be lowered */
    uint32_t queue_next;
    VECTOR(struct pending_init) inits;
    uint32_t inits_scanned;
    VECTOR(struct error_place) errors;
    struct intmap *functions_by_name; /* hash of the name -> index into `functions`; lazily made */
    VECTOR(CXCursor) functions;
    uint32_t type_depth;
    CXCursor naming; /* the declaration whose type is being made; names its unnamed record */
    uint32_t va_list_record; /* the record of va_list, once it was seen */

    /* the function that is being lowered */
    struct arena *scratch;
    struct intmap locals;                  /* declaration -> ir_local_id */
    VECTOR(struct ir_type_id) local_types; /* by local */
    struct ir_symbol_id function;
    const char *function_name;
    VECTOR(const struct error_place *)
    losses;                         /* errors for which statements of it may be missing */
    const struct cleanup *cleanups; /* due now */
    struct exit_target break_target, continue_target;
    struct switch_state *switch_state;
    struct intmap label_map; /* LabelStmt -> index into `labels` */
    VECTOR(struct label) labels;
    VECTOR(struct pending_goto) gotos;
    VECTOR(struct pending_any) anys;
    uint32_t depth;
    uint16_t instr_flags; /* for every instruction that is emitted */
    uint32_t budget;      /* instructions that an initializer may still emit */
};

/* ---- cursor.c: the AST as we need it ---- */

struct cursors children_of(struct lowering *l, CXCursor cursor);
static inline enum CXCursorKind kind_of(CXCursor cursor)
{
    return cursor.kind;
}
static inline uint64_t declaration_key(CXCursor cursor)
{
    return (uint64_t)(uintptr_t)cursor.data[0];
}
static inline uint64_t statement_key(CXCursor cursor)
{
    return (uint64_t)(uintptr_t)cursor.data[1];
}
/* The text in the unit's arena; never NULL. */
const char *take_clang_string(struct lowering *l, CXString string);
const char *spelling_of(struct lowering *l, CXCursor cursor);
/* The name of a field or record, "" for an unnamed one: libclang makes up a spelling with a place in
 * it, e.g. "union (anonymous at /a/b.c:4:25)", which must not get into anything that is kept. */
const char *name_of(struct lowering *l, CXCursor cursor);
struct ir_location location_of(struct lowering *l, CXCursor cursor);
/* Whether it is declared by ourselves, since its header is not there. */
bool is_made_up(struct lowering *l, CXCursor declaration);
struct ir_location location_at(struct lowering *l, CXSourceLocation location);
struct span span_of(struct lowering *l, CXCursor cursor);
/* Whether clang complains there. */
bool span_has(struct span span, const struct error_place *error);
bool is_in_main_file(struct lowering *l, CXCursor cursor);
bool is_in_system_header(struct lowering *l, CXCursor cursor);
/* The source text from where the cursor is spelled (inside macros: in the macro's body) to the end
 * of that file; NULL for pasted tokens. */
const char *text_at(struct lowering *l, CXCursor cursor, size_t *ret_size);
bool text_begins(struct lowering *l, CXCursor cursor, const char *word);
/* True, and the value, if libclang can fold the expression to an integer. Only for expressions
 * without calls and assignments: it folds `(f(), 3)`, too. */
bool evaluate(struct lowering *l, CXCursor expression, int64_t *ret_value);
bool is_expression(CXCursor cursor);
/* The last child that is an expression; false if there is none. */
bool last_expression(struct lowering *l, CXCursor cursor, CXCursor *ret_child);
/* The expression without parentheses and implicit casts around it. */
CXCursor without_casts(struct lowering *l, CXCursor expression);

/* ---- files.c ---- */

/* Adds every file that the unit read, the main file first. */
struct content_hashes;
void add_files(struct lowering *l, struct content_hashes *known);
struct ir_file_id file_id(struct lowering *l, CXFile file);
/* lines.c: a position from its offset. */
struct ir_location location_in(struct lowering *l, CXFile file, uint32_t offset);
struct content_hashes *content_hashes_new(void);
void content_hashes_free(struct content_hashes *hashes);

/* ---- shared_files.c: the files of a precompiled header, as its users see them ---- */

struct shared_files;
struct frontend_shared;
/* The files of `unit`, the first of which is the header that was made up. Freed with shared_files_free(). */
struct shared_files *shared_files_new(const struct ir_unit *unit);
void shared_files_free(struct shared_files *files);
/* Whether each of them is there and has an identity of its own: by that, users know it again. */
bool shared_files_differ(const struct ir_unit *unit);
bool shared_files_are_of(const struct shared_files *files, const struct ir_unit *unit);
/* Adds all of them to the unit, in their order. */
void add_shared_files(struct lowering *l);
/* Whether libclang's file is one of them; then it is known by that number from now on. */
bool find_shared_file(struct lowering *l, CXFile file, struct ir_file_id *ret_id);

/* ---- layouts.c ---- */

/* A hash of what the record is made of, never 0: see ir_record.layout. Of a definition. */
uint64_t layout_of(struct lowering *l, CXCursor definition);

/* ---- types.c, records.c, symbols.c ---- */

struct ir_type_id type_id(struct lowering *l, CXType type);
struct ir_type_id type_of(struct lowering *l, CXCursor cursor);
const struct ir_type *type_get(const struct lowering *l, struct ir_type_id id);
enum ir_type_kind type_kind(const struct lowering *l, struct ir_type_id id);
bool is_atomic(struct lowering *l, CXCursor cursor);
bool is_pointer(const struct lowering *l, struct ir_type_id id);
/* A parameter's type as it is: arrays and functions are pointers. */
struct ir_type_id parameter_type(struct lowering *l, CXCursor parameter);
struct ir_record_id record_id(struct lowering *l, CXCursor declaration);
/* 0 for an unnamed one: what stands in an anonymous struct or union belongs to the object around. */
struct ir_field_id field_id(struct lowering *l, CXCursor declaration);
/* A function or a variable that is not a local; queues what it needs to be lowered. */
struct ir_symbol_id symbol_id(struct lowering *l, CXCursor declaration);
enum builtin builtin_of(const struct lowering *l, struct ir_symbol_id symbol);
bool is_noreturn(const struct lowering *l, struct ir_symbol_id symbol);

/* ---- attributes.c ---- */

struct attributes {
    uint32_t symbol_flags;  /* IR_SYMBOL_NORETURN, WEAK, CONSTRUCTOR, DESTRUCTOR */
    const char *alias;      /* "" = none */
    const char *annotation; /* joined "stranded:…" texts; "" = none */
};
struct attributes attributes_of(struct lowering *l, CXCursor declaration);
/* The name in a variable's cleanup attribute, or NULL. */
const char *cleanup_routine_of(struct lowering *l, CXCursor variable);
/* The function of that name which the unit declares, false if none. */
bool find_function(struct lowering *l, const char *name, CXCursor *ret_function);

/* ---- unit.c, suppressions.c ---- */

void lower_unit(struct lowering *l);
void lower_function(struct lowering *l, CXCursor definition);
/* Lowers the wanted initializers as one pseudo function. */
void lower_initializers(struct lowering *l);
void find_suppressions(struct ir_builder *builder, struct ir_file_id file, const char *contents,
                       size_t size);

/* ---- emit.c: instructions with the current flags ---- */

struct ir_local_id new_local(struct lowering *l, const char *name, struct ir_type_id type,
                             uint32_t flags, struct ir_location at);
struct ir_place_id new_temporary(struct lowering *l, struct ir_type_id type, struct ir_location at);
/* `dst`, or a new temporary if it is 0. */
struct ir_place_id result_place(struct lowering *l, struct ir_place_id dst, struct ir_type_id type,
                                struct ir_location at);
void emit_copy(struct lowering *l, struct ir_place_id dst, struct ir_operand value,
               struct ir_location at);
void emit_compute(struct lowering *l, struct ir_place_id dst, enum ir_operator operation,
                  struct ir_operand a, struct ir_operand b, struct ir_location at);
void emit_unknown(struct lowering *l, const char *reason, struct ir_location at);
struct ir_operand zero_of(struct lowering *l, struct ir_type_id type);
static inline bool is_place(struct ir_operand operand, struct ir_place_id place)
{
    return operand.kind == IR_OPERAND_PLACE && operand.index == place.index;
}
static inline struct ir_operand no_operand(void)
{
    return (struct ir_operand){IR_OPERAND_NONE, 0};
}
/* Counts the nesting: false, with an unknown emitted, when it is too deep. Undone by leave(). */
bool enter(struct lowering *l, CXCursor cursor);
static inline void leave(struct lowering *l)
{
    l->depth--;
}

/* ---- expressions ----
 *
 * `dst` says what is wanted of an expression's value: 0 = the value, as an operand; DISCARD = only
 * the effects; a place = the value preferably there: what makes it by an instruction writes it
 * there and returns that place's value; what has it at hand returns it and writes nothing. */
#define DISCARD ((struct ir_place_id){UINT32_MAX})
static inline bool is_discard(struct ir_place_id dst)
{
    return dst.index == UINT32_MAX;
}
struct ir_operand lower_expression(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_value(struct lowering *l, CXCursor e);
void lower_effect(struct lowering *l, CXCursor e);
/* The value into the place, by a copy if need be. */
void lower_into(struct lowering *l, CXCursor e, struct ir_place_id dst);
void lower_condition(struct lowering *l, CXCursor e, struct ir_block_id then,
                     struct ir_block_id otherwise);
/* True, and the value, if the expression is an integer constant by its form alone. */
bool fold_constant(struct lowering *l, CXCursor e, int64_t *ret_value);
/* True, and whether it holds, if the condition is such a constant (`1`, `!0`). */
bool fold_condition(struct lowering *l, CXCursor e, bool *ret_holds);

bool has_error(struct lowering *l, CXCursor e);
struct ir_operand lower_unexposed(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_operator(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_unary(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_compound_assign(struct lowering *l, CXCursor e, struct ir_place_id dst);
/* Both arms of a two-way choice into one result; the blocks are made and branched to already. */
struct ir_operand lower_logical(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_conditional(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_elvis(struct lowering *l, CXCursor e, struct cursors parts,
                              struct ir_place_id dst);
struct ir_operand lower_call(struct lowering *l, CXCursor e, struct ir_place_id dst);
struct ir_operand lower_atomic(struct lowering *l, CXCursor e, struct cursors parts,
                               struct ir_place_id dst);
struct ir_operand lower_atomic_call(struct lowering *l, CXCursor e, CXCursor function,
                                    struct cursors parts, struct ir_place_id dst);
struct ir_operand lower_statement_expression(struct lowering *l, CXCursor e,
                                             struct ir_place_id dst);
struct ir_operand lower_string(struct lowering *l, CXCursor e);
bool choose_generic(struct lowering *l, CXCursor e, CXCursor *ret_chosen);
/* The operand as a cast to the type leaves it: constants change, everything else is passed. */
struct ir_operand convert(struct lowering *l, struct ir_operand operand, struct ir_type_id type);
struct ir_operand fold_binary(struct lowering *l, enum ir_operator operation, struct ir_operand a,
                              struct ir_operand b, struct ir_type_id type);
enum ir_operator ir_operator_of(enum CXBinaryOperatorKind kind);

/* ---- places ---- */

struct ir_place_id lower_place(struct lowering *l, CXCursor e);
/* The place that is written, or whose address is taken. */
struct ir_place_id lower_target(struct lowering *l, CXCursor e);
/* What a variable, function or enumerator that a cursor refers to is worth. */
struct ir_operand declaration_value(struct lowering *l, CXCursor e);
/* The value in a place of that type: arrays decay. */
struct ir_operand read_place(struct lowering *l, struct ir_place_id place, struct ir_type_id type);
/* The object that a pointer's value points to. */
struct ir_place_id pointed_place(struct lowering *l, struct ir_operand pointer);
/* Whether a pointer is an array that decayed. */
enum pointer_from { POINTER_FROM_VALUE, POINTER_FROM_ARRAY };
enum pointer_from pointer_from(struct lowering *l, CXCursor e);
/* `pointer + index`, where it points to objects of type `element`. */
struct ir_place_id offset_place(struct lowering *l, struct ir_operand pointer,
                                enum pointer_from from, struct ir_type_id element,
                                struct ir_operand index);
struct ir_type_id place_type(struct lowering *l, struct ir_place_id id);
/* Whether the path goes through `other`, or an index in it does. */
bool place_mentions(struct lowering *l, struct ir_place_id id, struct ir_place_id other);
struct ir_place_id field_place(struct lowering *l, struct ir_place_id base, CXCursor field);

/* ---- initializers ---- */

void lower_initializer(struct lowering *l, struct ir_place_id place, CXType type, CXCursor init);
/* Whether an initializer holds an address, a function or a string, or few enough numbers; queues
 * the functions and variables that it mentions. */
bool scan_initializer(struct lowering *l, CXCursor init);

/* ---- statements ---- */

void lower_statement(struct lowering *l, CXCursor s);
void lower_declaration(struct lowering *l, CXCursor declaration);
void lower_loop(struct lowering *l, CXCursor s);
void lower_switch(struct lowering *l, CXCursor s);
void lower_case(struct lowering *l, CXCursor s);
/* Begins the label's block, without the statement behind it. */
void begin_label(struct lowering *l, CXCursor s);
void lower_label(struct lowering *l, CXCursor s);
void lower_goto(struct lowering *l, CXCursor s);
void lower_indirect_goto(struct lowering *l, CXCursor s);
void lower_asm(struct lowering *l, CXCursor s);
void lower_return(struct lowering *l, CXCursor s);
/* Leaves to an exit: runs the cleanups that are due on the way and jumps. */
void jump_out(struct lowering *l, const struct exit_target *target, struct ir_location at);
/* Notes the block (`^{ … }`) that a variable with a cleanup attribute gets at `dst`: its body is what runs when the scope
 * is left, as in the RAII macros that clang's users write. False: `dst` is no such variable. */
bool keep_for_cleanup(struct lowering *l, CXCursor block, struct ir_place_id dst);
/* Calls what is due inside `outer`, innermost first. What is due stays as it is. */
void run_cleanups(struct lowering *l, const struct cleanup *from, const struct cleanup *outer,
                  struct ir_location at);
/* Completes the gotos that waited for their labels; the function's body is done. */
void finish_gotos(struct lowering *l);

#endif
