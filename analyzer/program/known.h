/* The constants that an argument may be: followed through locals, callers, and what is stored in fields and
 * globals. Private to this folder. */
#ifndef STRANDED_PROGRAM_KNOWN_H
#define STRANDED_PROGRAM_KNOWN_H

#include "program/graph.h"

/* More than these count as not known. */
enum { KNOWN_MOST = 8 };

struct known_numbers {
    bool others; /* it may be something else as well */
    bool asked;  /* so it may, but this is what the system was asked for */
    uint32_t count;
    int64_t items[KNOWN_MOST];
};

/* A field of a record of the system holds what the function stores in any such field, or where it stores nothing
 * what the program does, if the system answers (getaddrinfo()) what it was asked for. */
struct known_numbers known_numbers_of(const struct program *program, uint32_t fn,
                                      struct ir_operand operand);

struct known_texts {
    bool others; /* it may be something else as well */
    uint32_t count;
    const char *items[KNOWN_MOST]; /* each once; they live as long as their units */
};
/* The texts that the operand may point to. */
struct known_texts known_texts_of(const struct program *program, uint32_t fn,
                                  struct ir_operand operand);

enum known_text { KNOWN_NOT, KNOWN_HAS, KNOWN_HAS_NOT };
/* Whether the text that the operand points to has the word in it: all that it may be has it, or none. */
enum known_text known_text_has(const struct program *program, uint32_t fn,
                               struct ir_operand operand, const char *word);

#endif
