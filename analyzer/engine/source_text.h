/* Private: the text of a C source, as far as an edit has to understand it: brackets, quotes, comments. */
#ifndef STRANDED_ENGINE_SOURCE_TEXT_H
#define STRANDED_ENGINE_SOURCE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source_text {
    const char *bytes;
    size_t size;
};

/* A part of it. */
struct source_span {
    size_t begin, end;
};

/* Where line and column (from 1, in bytes) are; the text's size when they are nowhere. */
size_t source_offset(struct source_text text, uint32_t line, uint32_t column);
void source_place_of(struct source_text text, size_t offset, uint32_t *ret_line,
                     uint32_t *ret_column);

/* Behind blanks and comments; before them. */
size_t source_skip(struct source_text text, size_t at);
size_t source_skip_back(struct source_text text, size_t at);

/* Behind the identifier that begins there; `at` itself when none does. */
size_t source_word_end(struct source_text text, size_t at);
/* Where the identifier begins that ends there. */
size_t source_word_begin(struct source_text text, size_t at);
bool source_is_word(struct source_text text, size_t at, const char *word);

/* Behind the bracket that closes the one at `at`; 0 = it is never closed. */
size_t source_match(struct source_text text, size_t at);

/* Whether a statement may begin there that is no body of an `if` or a loop without brackets. */
bool source_begins_statement(struct source_text text, size_t at);

/* Whether it is a variable or a part of one, reached without calls and side effects. */
bool source_is_plain(struct source_text text, struct source_span span);

/* The code with what stands for its one %s. In the arena. */
const char *source_fill(const char *code, const char *what, struct arena *arena);

/* Behind the statement that begins there, its `;` or `}` included; 0 = it is not understood. */
size_t source_statement_end(struct source_text text, size_t at);

/* The first argument of the call whose opening bracket is there, without blanks around it. */
struct source_span source_first_argument(struct source_text text, size_t bracket);

/* The blanks that the line around that place begins with. In the arena. */
const char *source_indent(struct source_text text, size_t at, struct arena *arena);
/* One step of indentation, as the function around it has it: a tab, or four blanks if nothing is known. */
const char *source_step(struct source_text text, size_t at);
/* "\n" or "\r\n". */
const char *source_newline(struct source_text text);
const char *source_copy(struct source_text text, struct source_span span, struct arena *arena);

#endif
