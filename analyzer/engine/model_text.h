/* A model as the front end gets it. Used when stranded is built and when it runs. */
#ifndef STRANDED_ENGINE_MODEL_TEXT_H
#define STRANDED_ENGINE_MODEL_TEXT_H

#include <stddef.h>

/* The flags of every model, NULL-terminated: freestanding C, so that defining malloc() or exit()
 * clashes with no builtin. */
extern const char *const model_flags[];

/* The declarations of <stranded/primitives.h> on one line, without comments and directives. The
 * caller frees it. */
char *model_prelude_new(const char *header, size_t size);

/* The model's text with the prelude in front of its first line and the include of
 * <stranded/primitives.h> blanked: so a model needs no file of ours where it is lowered, and every
 * line keeps its number. The caller frees it. */
char *model_text_new(const char *prelude, const char *text, size_t size, size_t *ret_size);

#endif
