/* What the first words of a command say: which compiler it runs, for which language and target. */
#ifndef STRANDED_PROJECT_COMPILER_H
#define STRANDED_PROJECT_COMPILER_H

#include "project/words.h"

#include <stdbool.h>
#include <stddef.h>

enum compiler_language {
    COMPILER_C,     /* and whatever the file's extension says */
    COMPILER_CXX,   /* takes .c files for C++ */
    COMPILER_OTHER, /* another language, or a command line unlike GCC's */
};

struct compiler {
    enum compiler_language language;
    uint32_t first_argument;   /* the word behind the compiler */
    const char *target;        /* "arm-linux-gnueabihf": where it begins; NULL for the host */
    size_t target_length;      /* `target` is part of a word, so not terminated */
    bool has_target_clang;     /* clang can parse for it; meaningless without target */
    const char *standard_flag; /* "-std=c99" for a driver named c99, or NULL */
};

/* Reads over variable assignments and launchers (ccache, env, libtool, …) to the compiler. False if
 * no word is left for it. A name that says nothing counts as a C compiler: projects wrap theirs. */
bool compiler_find(const struct words *command, struct compiler *ret);

/* Whether clang 19 can parse for a target whose name begins so. */
bool compiler_knows_target(const char *target, size_t length);

/* Whether clang 19 takes the name behind -march= or -mcpu= for x86, in 64 bits or in either mode. */
bool compiler_knows_x86(const char *cpu, bool in_32_bits);

#endif
