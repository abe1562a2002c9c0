/* Where a value comes from, as far as its function tells: the definitions that reach it, through copies
 * (reaching definitions: Aho, Lam, Sethi, Ullman, Compilers, 9.2.4), and whether that is memory that has
 * just been allocated. Private to this folder. */
#ifndef STRANDED_PROGRAM_ORIGINS_H
#define STRANDED_PROGRAM_ORIGINS_H

#include "program/graph.h"

/* What a value may be; several where ways meet. */
enum origin_bits {
    ORIGIN_NEW =
        1 << 0, /* memory that is allocated in this function, or by what it calls for that */
    ORIGIN_NULL = 1 << 1,
    ORIGIN_PARAMETER = 1 << 2, /* what a parameter held at the entry */
    ORIGIN_LOADED = 1 << 3,    /* read from a field, a global, or what a pointer points to */
    ORIGIN_CALL = 1 << 4,      /* what some other call returned */
    ORIGIN_OBJECT = 1 << 5,    /* the address of a global or local object, or of a part of one */
    ORIGIN_NUMBER = 1 << 6,    /* a constant: a number, text, a function */
    ORIGIN_OTHER = 1 << 7,     /* computed, or not known */
};

struct origin {
    unsigned bits;
    uint32_t parameter;    /* ORIGIN_PARAMETER: which, from 1; several: 0 */
    uint32_t block, instr; /* ORIGIN_NEW, ORIGIN_CALL: a call of that kind */
    uint32_t place;        /* ORIGIN_LOADED, ORIGIN_OBJECT: such a place */
    uint32_t computed;     /* ORIGIN_OTHER: such a computation, an instruction; 0 = not known */
    uint32_t computed_in;  /* its block */
    bool is_part;          /* it is the address of a part of the object that the rest tells of */
    uint32_t part;         /* is_part: such a part, a place; 0 = not known */
    uint32_t part_block, part_instr; /* where its address is taken */
};

struct origins;

/* Requires targets. Lies in `run` but for origins_free(). */
struct origins *origins_new(const struct program *program, struct arena *run);
void origins_free(struct origins *origins);

/* The origin of the operand's value at that instruction, before it is carried out; `instr` may be the end of
 * the block's instructions. */
struct origin origins_of(struct origins *origins, uint32_t fn, uint32_t block, uint32_t instr,
                         struct ir_operand operand);
/* The same, told of each definition that reaches: `visit` gets the origins one by one. */
void origins_each(struct origins *origins, uint32_t fn, uint32_t block, uint32_t instr,
                  struct ir_operand operand, void (*visit)(void *data, const struct origin *origin),
                  void *data);

/* Whether the call returns new memory, or NULL; whether it makes an allocation larger, and by which of its
 * arguments that one is given (from 1; 0 = it does not). */
bool origins_makes(const struct origins *origins, const struct call_site *site);
uint32_t origins_regrows(const struct origins *origins, const struct call_site *site);
/* How many bytes such a call asks for, where that is a constant; 0 = not known. */
uint64_t origins_size(const struct origins *origins, const struct fn *fn,
                      const struct call_site *site);

#endif
