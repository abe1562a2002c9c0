/* The models that are embedded in the executable. The tables are made when stranded is built, by
 * lower_models.c. */
#ifndef STRANDED_ENGINE_MODELS_H
#define STRANDED_ENGINE_MODELS_H

#include <stddef.h>
#include <stdint.h>

/* A model as IR (ir/codec.h). */
struct embedded_model {
    const char *name; /* "posix_threads"; NULL ends the table */
    const void *ir;   /* aligned to 8 */
    size_t size;
    const char *functions; /* that it defines: their names, an empty one behind the last */
};

/* In the order of their names. */
extern const struct embedded_model embedded_models[];

/* What model_prelude_new() makes of <stranded/primitives.h>. */
extern const char embedded_prelude[];

#endif
