/* What is registered to be called later, or called by an API: the callbacks that models name. Private to
 * this folder.
 *
 * Requires targets. */
#ifndef STRANDED_PROGRAM_HANDLERS_H
#define STRANDED_PROGRAM_HANDLERS_H

#include "base/vector.h"
#include "program/graph.h"

struct handler {
    uint32_t body;
    enum root_kind kind;
    uint32_t parameter; /* the one of the calling function that it may have come in by; 0 = none */
};

VECTOR_TYPE(handler_list, struct handler);

/* Those of a call of a model, added to the list. */
void handlers_of_call(const struct program *program, uint32_t fn, const struct call_site *site,
                      uint32_t model, struct handler_list *list);

/* The name of the struct that the parameter of the model points to; "" = it says nothing of that. */
const char *handlers_record_behind(const struct fn *model, uint32_t parameter);

/* Whether a server finds the function by its name, and calls it once. */
bool handlers_is_once(const struct program *program, uint32_t fn);

/* Those that are handlers wherever they are: in fields of certain structs, or by their names. */
void handlers_of_program(const struct program *program, struct handler_list *list);

#endif
