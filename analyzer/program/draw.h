/* The program's threads and channels as a picture. */
#ifndef STRANDED_PROGRAM_DRAW_H
#define STRANDED_PROGRAM_DRAW_H

#include <stranded/check.h>

#include "picture/picture.h"
#include "program/program.h"

/* What the checks found: the name of a check with a finding at that place, NULL = none. */
struct program_draw_findings {
    const char *(*check_at)(const void *data, struct source_place at);
    const void *data;
};

/* Adds to the picture. Its texts live as long as the program. */
void program_draw(const struct program *program, struct program_draw_findings findings,
                  struct picture *ret_picture);

#endif
