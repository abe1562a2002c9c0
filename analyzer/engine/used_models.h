/* The embedded models that a program has a use for. */
#ifndef STRANDED_ENGINE_USED_MODELS_H
#define STRANDED_ENGINE_USED_MODELS_H

#include <glib.h>
#include <stdbool.h>

#include "base/vector.h"
#include "program/program.h"

struct analysis;

VECTOR_TYPE(program_inputs, struct program_input);

/* Adds the models that the inputs have a use for, in no order. False, and an error, where one is damaged.
 * What is added lives in the analysis' arena. */
bool add_used_models(const struct analysis *analysis, struct program_inputs *inputs,
                     GError **error);

#endif
