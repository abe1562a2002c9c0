/* What a unit says, apart from the files that say it and where in them it stands. */
#ifndef STRANDED_IR_MEANING_H
#define STRANDED_IR_MEANING_H

#include <stdbool.h>
#include <stdint.h>

#include "ir/ir.h"

/* Hash of all that the unit says, its locations too, but not of the sizes, contents and times of its
 * files: a comment that moves nothing does not change it. Never 0. Costs a pass over its bytes. */
uint64_t ir_meaning(const struct ir_unit *unit);

/* What is told of two units that differ only in where things stand. */
struct ir_moves {
    /* A location of both. False ends the comparison, as if they differed. */
    bool (*place)(void *data, struct ir_location before, struct ir_location after);
    /* A call passes the name of a source file and its own line, as assert() does: __FILE__, __LINE__. The
     * number that it passed is another one now. */
    void (*line_number)(void *data, int64_t before);
    void *data;
};

/* Whether two units differ in nothing but the lines and columns of their locations, the line numbers
 * that calls pass on as assert() does, and what ir_meaning() leaves out. */
bool ir_is_moved(const struct ir_unit *before, const struct ir_unit *after,
                 const struct ir_moves *moves);

#endif
