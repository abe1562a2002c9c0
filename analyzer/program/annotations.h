/* What annotations say (<stranded/annotations.h>). Private to program/. */
#ifndef STRANDED_PROGRAM_ANNOTATIONS_H
#define STRANDED_PROGRAM_ANNOTATIONS_H

#include "program/graph.h"

enum annotation_kind {
    ANNOTATION_EFFECT, /* the primitive gets the parameters */
    ANNOTATION_CLIENT,
    ANNOTATION_CLIENT_OUT,
    ANNOTATION_SPAWNS,
    ANNOTATION_KEEPS_NOTHING,
    ANNOTATION_REQUEST_HANDLER,
    ANNOTATION_EVENT_HANDLER,
};

enum { ANNOTATION_NUMBERS = 2 };

struct annotation {
    enum annotation_kind kind;
    const char *primitive; /* of models, that says the same; NULL = there is none */
    uint32_t n_numbers;
    uint32_t numbers[ANNOTATION_NUMBERS]; /* parameters, from 1; 0 = none */
};

/* annotations.c: the next annotation of a symbol's text that is understood; `text` moves behind it. */
bool annotations_next(const char **text, struct annotation *ret_annotation);

/* Whether they describe the function from outside, as a model does. */
bool annotations_describe(const char *text);

/* What calls the function, by its annotations: ROOT_REQUEST, ROOT_EVENT, or ROOT_CALL where they say
 * nothing. */
enum root_kind annotations_root(const char *text);

/* annotations_model.c: the functions that units declare with annotations, as a model, which is added in
 * front of the inputs: what other models say of them counts. Requires sorted inputs. */
void annotations_add_model(struct program *program);

/* Frees what annotations_add_model() has made. */
void annotations_free(struct program *program);

#endif
