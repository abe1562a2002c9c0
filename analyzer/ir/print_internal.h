/* Texts of places and operands, shared by print.c and print_place.c. Private to ir/. */
#ifndef STRANDED_IR_PRINT_INTERNAL_H
#define STRANDED_IR_PRINT_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "ir/ir.h"

/* How the locals of a function are called in its text. */
struct local_names {
    const char **by_local;   /* NULL = a temporary that was not mentioned yet */
    struct intmap taken;     /* numbers n for which a local of the source is called "tn" */
    uint32_t last_temporary; /* the number of the newest temporary */
};

/* A text that is being written about one function. */
struct printer {
    const struct ir_unit *unit;
    const struct ir_function *fn;
    struct local_names *names; /* NULL = plain names, temporaries as "_", functions without "&" */
    struct arena *arena;
    VECTOR(char) text;
};

void ir_put_bytes(struct printer *printer, const char *bytes, size_t length);
void ir_put(struct printer *printer, const char *text);
void ir_put_number(struct printer *printer, int64_t number);
void ir_put_string(struct printer *printer, struct ir_string string);

/* The text so far, in the arena; ends the printer. */
const char *ir_take_text(struct printer *printer);

void ir_put_local(struct printer *printer, struct ir_local_id id);
void ir_put_place(struct printer *printer, struct ir_place_id place);
void ir_put_operand(struct printer *printer, struct ir_operand operand);
/* `callee(arguments)`. */
void ir_put_call(struct printer *printer, const struct ir_instr *call);

#endif
