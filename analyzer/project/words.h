/* A growing list of words of a command line; the texts are borrowed. For the macros of
 * base/vector.h. */
#ifndef STRANDED_PROJECT_WORDS_H
#define STRANDED_PROJECT_WORDS_H

#include <stdint.h>

struct words {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

#endif
