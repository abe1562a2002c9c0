/* The intermediate representation of one translation unit, whole.
 *
 * A unit is a set of flat tables. A function is a control-flow graph: a run of blocks, each a run of
 * instructions and one end. Everything refers to everything by index, nothing by pointer, so a unit
 * means the same bytes in memory, on disk and in another process (ir/codec.h).
 *
 *   unit ── strings, files, types, records ─ fields, symbols, suppressions
 *     └── functions ── locals, places, blocks ── instructions ── operands (call arguments)
 *                                          └── end: return, jump, branch, switch ── cases
 *
 * Indices are one-member structs, 0 = none: slot 0 of every table is an unused, zeroed item. A
 * function's locals and places are numbered from the function's own first item (their slot 0 is
 * unused as well), blocks likewise from 1 = the entry; the unit's pools hold the functions' runs one
 * after another. An empty run begins at 0. Every count includes the unused slot 0, so that the items
 * are 1 .. count - 1. Strings are offsets into one text.
 *
 * What an instruction can say:
 *   copy     dst <- a              value, address or function; a whole struct or array too
 *   compute  dst <- a op b         arithmetic and comparisons (b is none for a unary operation)
 *   call     dst <- a(arguments)   a is a function or a place that holds one; dst may be none
 *   unknown  anything may happen   a construct that was not understood; counted, never ignored
 *
 * A place is a path: a root (a local, a parameter, a global), then steps: dereference, field,
 * index. Conventions that make equal things equal:
 *   p->f      deref(p) . f
 *   *p, p[0]  deref(p)             index 0 is never written
 *   p[i]      deref(p) [i]         p a pointer
 *   a[i]      a [i]                a an array; where it decays, its value is the address of `a`
 *   p + i     the address of deref(p) [i];  &p[i] the same;  &*p is the value of p
 *   3 < x     x > 3                the constant of a comparison stands on its right
 *   zeroing   copy dst <- 0 on a whole struct or array (`= {0}`; explicit fields follow it)
 * Casts are not shown. Volatile and atomic accesses are plain ones. */
#ifndef STRANDED_IR_IR_H
#define STRANDED_IR_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* clang-format off */
struct ir_string { uint32_t offset; };  /* into ir_unit.text; 0 = the empty string */
struct ir_file_id { uint32_t index; };
struct ir_type_id { uint32_t index; };
struct ir_record_id { uint32_t index; };
struct ir_field_id { uint32_t index; };
struct ir_symbol_id { uint32_t index; };
struct ir_local_id { uint32_t index; }; /* of one function */
struct ir_place_id { uint32_t index; }; /* of one function */
struct ir_block_id { uint32_t index; }; /* of one function */
/* clang-format on */

/* A position in a source file. Inside a macro's expansion: where the outermost macro is used. */
struct ir_location {
    uint32_t line;   /* from 1; 0 = no location */
    uint16_t column; /* from 1, in bytes; 65535 stands for that or more */
    uint16_t file;   /* an ir_file_id; 0 = none */
};

/* A run of items in one of the unit's pools. */
struct ir_range {
    uint32_t first;
    uint32_t count;
};

/* A file that was read to parse the unit. Files 1 is the main file. */
struct ir_file {
    struct ir_string path; /* absolute, real, in bytes */
    uint32_t is_system;    /* 1 = a system header, for clang */
    uint64_t size;         /* of the content that was parsed */
    uint64_t hash;         /* hash_bytes() of that content */
    int64_t mtime;         /* whole seconds, as clang saw it */
};

enum ir_type_kind {
    IR_TYPE_OTHER = 1, /* floating, complex, vector, anything not needed below */
    IR_TYPE_VOID = 2,
    IR_TYPE_INTEGER = 3, /* also _Bool, characters and enumerations */
    IR_TYPE_POINTER = 4,
    IR_TYPE_ARRAY = 5,
    IR_TYPE_RECORD = 6, /* struct or union */
    IR_TYPE_FUNCTION = 7,
};

/* A canonical type without its qualifiers. */
struct ir_type {
    uint32_t kind;              /* enum ir_type_kind */
    struct ir_type_id element;  /* pointer: pointee; array: element; function: result */
    struct ir_record_id record; /* record only */
    uint32_t flags;             /* IR_TYPE_… below */
    uint64_t count;             /* array: elements, 0 = not constant; function: parameters;
                                 * integer: bytes */
};

enum {
    IR_TYPE_VARIADIC = 1 << 0, /* function: takes more arguments than `count` */
    IR_TYPE_NO_PROTO = 1 << 1, /* function: declared without parameters, takes any */
    IR_TYPE_SIGNED = 1 << 2,   /* integer */
};

/* A struct or union. */
struct ir_record {
    /* Tells records of a whole program apart: equal for one record seen in two units, different for
     * two records of one name: a record defined in a main file carries that file's path. */
    struct ir_string key;
    struct ir_string name; /* for people: tag or typedef name; "" for an unnamed one */
    struct ir_file_id file;
    uint32_t flags; /* IR_RECORD_… below */
    uint64_t
        layout; /* of the names and types of all its fields: equal for equal definitions; 0 = not known:
                      * it is only declared, or the system's */
};

enum {
    IR_RECORD_SYSTEM = 1 << 0, /* defined in a system header */
    IR_RECORD_UNION = 1 << 1,
    IR_RECORD_IN_HEADER = 1 << 2, /* defined outside the main file */
    /* declared in one file and defined in another, as a library does it whose users see no more than the name */
    IR_RECORD_DECLARED_APART = 1 << 3,
};

/* Only fields that the unit's functions use are listed, in the order of their first use. */
struct ir_field {
    struct ir_record_id record;
    struct ir_string name;
    struct ir_type_id type;
    uint32_t position; /* the n-th named field of its record, from 0 */
};

enum ir_linkage {
    IR_LINKAGE_EXTERNAL = 1, /* one per program (weak or not) */
    IR_LINKAGE_INTERNAL = 2, /* static: one per unit; told apart by name and file */
    IR_LINKAGE_LOCAL = 3,    /* a static variable of a function; `owner` names the function */
};

/* A function, or a variable that is not a local. */
struct ir_symbol {
    struct ir_string name;
    struct ir_type_id type;
    uint32_t linkage;            /* enum ir_linkage */
    uint32_t flags;              /* IR_SYMBOL_… below */
    struct ir_symbol_id owner;   /* linkage local: the function around it */
    struct ir_location at;       /* its definition, or else a declaration of it */
    struct ir_string annotation; /* text of annotate("stranded:…") attributes, joined by ';' */
    struct ir_string alias;      /* attribute alias("name"): the other name; "" = none */
};

enum {
    IR_SYMBOL_FUNCTION = 1 << 0,
    IR_SYMBOL_DEFINED = 1 << 1,  /* this unit defines it (functions: see ir_function) */
    IR_SYMBOL_NORETURN = 1 << 2, /* some declaration in this unit says so */
    IR_SYMBOL_SYSTEM = 1 << 3,   /* declared in a system header (or a builtin) */
    IR_SYMBOL_WEAK = 1 << 4,
    IR_SYMBOL_CONSTRUCTOR = 1 << 5, /* attribute constructor: runs before main */
    IR_SYMBOL_DESTRUCTOR = 1 << 6,
    IR_SYMBOL_THREAD_LOCAL = 1 << 7,
    IR_SYMBOL_CONST = 1 << 8,     /* a variable that is const */
    IR_SYMBOL_IN_HEADER = 1 << 9, /* declared in a header that is not a system header */
};

/* A local variable, a parameter or a temporary of a function. Parameters come first, in order. */
struct ir_local {
    struct ir_string name; /* "" = a temporary, assigned once or on the arms of one expression */
    struct ir_type_id type;
    uint32_t flags; /* IR_LOCAL_… below */
    struct ir_location at;
};

enum {
    IR_LOCAL_PARAMETER = 1 << 0,
    IR_LOCAL_ADDRESS_TAKEN = 1 << 1,
};

enum ir_place_kind {
    IR_PLACE_LOCAL = 1,  /* argument: ir_local_id (parameters too). No parent. */
    IR_PLACE_GLOBAL = 2, /* argument: ir_symbol_id. No parent. */
    IR_PLACE_DEREF = 3,  /* the object that the parent's value points to */
    IR_PLACE_FIELD = 4,  /* argument: ir_field_id */
    IR_PLACE_INDEX =
        5, /* argument: constant index (two's complement); 0 only of an array of arrays */
    IR_PLACE_INDEX_PLACE = 6, /* argument: ir_place_id that holds the index; 0 = not known */
    IR_PLACE_UNKNOWN = 7,     /* some object of which nothing is known. No parent. */
};

/* One step of an access path. Equal paths of a function have equal numbers (hash-consed), and a
 * parent has a smaller number than its children. */
struct ir_place {
    uint32_t kind; /* enum ir_place_kind */
    struct ir_place_id parent;
    uint32_t argument;
};

enum ir_operand_kind {
    IR_OPERAND_NONE = 0,
    IR_OPERAND_INTEGER = 1,  /* index into the unit's integers */
    IR_OPERAND_PLACE = 2,    /* the value in an ir_place_id */
    IR_OPERAND_ADDRESS = 3,  /* the address of an ir_place_id */
    IR_OPERAND_FUNCTION = 4, /* an ir_symbol_id: the function, or its address as a value */
    IR_OPERAND_STRING = 5,   /* address of a string literal: ir_string of its bytes, unescaped */
    IR_OPERAND_UNKNOWN = 6,  /* some value (a float, va_arg, a label's address, …) */
    IR_OPERAND_NULL = 7,     /* the null pointer: integer constant 0 of pointer type */
};

struct ir_operand {
    uint32_t kind;  /* enum ir_operand_kind */
    uint32_t index; /* what it indexes depends on the kind */
};

enum ir_op {
    IR_COPY = 1,
    IR_COMPUTE = 2,
    IR_CALL = 3,
    IR_UNKNOWN = 4,
};

/* Operators of compute; the comparisons are also the relations of a branch. */
enum ir_operator {
    IR_NO_OPERATOR = 0,
    IR_EQ = 1,
    IR_NE = 2,
    IR_LT = 3,
    IR_LE = 4,
    IR_GT = 5,
    IR_GE = 6,
    IR_ADD = 7,
    IR_SUB = 8,
    IR_MUL = 9,
    IR_DIV = 10,
    IR_MOD = 11,
    IR_AND = 12, /* bitwise */
    IR_OR = 13,
    IR_XOR = 14,
    IR_SHL = 15,
    IR_SHR = 16,
    IR_NOT = 17, /* bitwise, unary */
    IR_NEG = 18, /* unary */
};

struct ir_instr {
    uint8_t op;             /* enum ir_op */
    uint8_t operation;      /* compute: enum ir_operator */
    uint16_t flags;         /* IR_INSTR_… below */
    struct ir_place_id dst; /* 0 = the result is not used */
    struct ir_operand a;    /* copy, compute: first operand; call: the callee */
    union {
        struct ir_operand b;       /* compute: second operand, kind none for a unary one */
        struct ir_range arguments; /* call: a run in the unit's operands */
        struct ir_string reason;   /* unknown: what was not understood, e.g. "asm goto" */
    };
    struct ir_location at;
};

enum {
    IR_INSTR_ATOMIC = 1 << 0,  /* an atomic access */
    IR_INSTR_CLEANUP = 1 << 1, /* call that a cleanup attribute makes at the end of a scope */
    IR_INSTR_INIT = 1 << 2,    /* part of a declaration's initializer */
};

enum ir_end_kind {
    IR_END_JUMP = 1,        /* to target[0] */
    IR_END_BRANCH = 2,      /* a relation b ? target[0] : target[1] */
    IR_END_SWITCH = 3,      /* on a: the cases, else target[0] (default, or behind the switch) */
    IR_END_RETURN = 4,      /* value a, or none */
    IR_END_UNREACHABLE = 5, /* behind a call that is known not to return; __builtin_unreachable */
    IR_END_ANY = 6,         /* computed goto, asm goto: to target[0] or any case's target */
};

struct ir_block {
    struct ir_range instrs; /* a run in the unit's instrs */
    uint8_t end;            /* enum ir_end_kind */
    uint8_t relation;       /* branch: IR_EQ … IR_GE */
    uint16_t flags;         /* IR_BLOCK_… below */
    struct ir_block_id target[2];
    struct ir_operand a, b;
    struct ir_range cases; /* switch, any: a run in the unit's cases */
    struct ir_location at; /* of the end: the condition, the return, … */
};

enum {
    IR_BLOCK_LOOP_HEAD = 1 << 0,    /* a for, while or do tests or starts its loop here */
    IR_BLOCK_LOOP_FOREVER = 1 << 1, /* with LOOP_HEAD: `for (;;)`, `while (1)` */
};

/* One case of a switch: low .. high, equal for a plain one. */
struct ir_case {
    int64_t low, high;
    struct ir_block_id target;
    uint32_t reserved;
};

struct ir_function {
    struct ir_symbol_id symbol;
    struct ir_range locals;     /* in the unit's locals; slot 0 of the run is unused */
    uint32_t n_parameters;      /* locals 1 .. n_parameters */
    struct ir_range places;     /* slot 0 of the run is unused */
    struct ir_range blocks;     /* slot 0 of the run is unused; block 1 is the entry */
    uint32_t n_unknown;         /* unknown instructions in it */
    struct ir_location at, end; /* of the name, and of the closing brace */
    uint32_t flags;             /* IR_FUNCTION_… below */
    uint64_t hash; /* of all but locations: changes when the meaning may have changed */
};

enum {
    IR_FUNCTION_DAMAGED = 1 << 0,   /* errors inside: statements may be missing */
    IR_FUNCTION_INIT = 1 << 1,      /* not a function: the initializers of the unit's variables */
    IR_FUNCTION_IN_HEADER = 1 << 2, /* its body stands in a header */
    IR_FUNCTION_VARIADIC = 1 << 3,
    IR_FUNCTION_OTHERWISE = 1 << 4, /* declared with another type: it may be for another system */
};

/* A comment that asks for silence: stranded:ignore(check, …): reason. */
struct ir_suppression {
    struct ir_location at; /* of the comment; it covers that line, and */
    uint16_t above,
        below; /* so many lines before and behind it: of the statement that it belongs to */
    struct ir_string checks; /* as written between the parentheses; "" = missing */
    struct ir_string reason; /* "" = missing */
};

/* A whole unit. Every pointer has its count beside it, and points into memory of the unit's owner:
 * the builder (ir/builder.h) or the bytes that were decoded (ir/codec.h). */
struct ir_unit {
    const char *text; /* NUL-terminated strings; text[0] is 0 */
    const struct ir_file *files;
    const struct ir_type *types;
    const struct ir_record *records;
    const struct ir_field *fields;
    const struct ir_symbol *symbols;
    const struct ir_suppression *suppressions;
    const struct ir_function *functions;
    const struct ir_local *locals;
    const struct ir_place *places;
    const struct ir_block *blocks;
    const struct ir_instr *instrs;
    const struct ir_operand *operands;
    const struct ir_case *cases;
    const int64_t *integers;
    uint32_t text_size;
    uint32_t n_files, n_types, n_records, n_fields, n_symbols, n_suppressions, n_functions;
    uint32_t n_locals, n_places, n_blocks, n_instrs, n_operands, n_cases, n_integers;
    uint32_t n_errors; /* errors that clang reported in it */
};

static inline const char *ir_text(const struct ir_unit *unit, struct ir_string string)
{
    return unit->text + string.offset;
}

static inline const struct ir_place *ir_place(const struct ir_unit *unit,
                                              const struct ir_function *fn, struct ir_place_id id)
{
    return &unit->places[fn->places.first + id.index];
}

static inline const struct ir_local *ir_local(const struct ir_unit *unit,
                                              const struct ir_function *fn, struct ir_local_id id)
{
    return &unit->locals[fn->locals.first + id.index];
}

static inline const struct ir_block *ir_block(const struct ir_unit *unit,
                                              const struct ir_function *fn, struct ir_block_id id)
{
    return &unit->blocks[fn->blocks.first + id.index];
}

#endif
