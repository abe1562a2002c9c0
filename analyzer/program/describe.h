/* What is known of the things that a program creates, for people: an editor shows it beside the code. */
#ifndef STRANDED_PROGRAM_DESCRIBE_H
#define STRANDED_PROGRAM_DESCRIBE_H

#include <stranded/check.h>

#include "base/vector.h"
#include "program/program.h"

struct program_note {
    struct source_place at; /* the anchor of the creation */
    const char *title;      /* some words: "joined in stop_server()", "receivers: 2" */
    const char *often;      /* "per call of serve()" */
    struct steps steps;     /* who has part in it, then from where control comes */
};

VECTOR_TYPE(program_notes, struct program_note);

/* Which files' creations are described. */
struct program_note_files {
    bool (*wants)(const void *data, const char *file);
    const void *data;
};

/* Appends the notes, in the order of their places, at most one of a place. Their texts live as long as the
 * program. The caller frees the vector. */
void program_describe(const struct program *program, struct program_note_files files,
                      struct program_notes *notes);

#endif
