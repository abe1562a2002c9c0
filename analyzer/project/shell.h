/* Splits a command line into words by the rules of the POSIX shell (XCU 2.2, 2.3), without a shell:
 * quotes and backslashes are resolved, while variables, substitutions, globs, tildes and comments
 * stay the characters that they are. */
#ifndef STRANDED_PROJECT_SHELL_H
#define STRANDED_PROJECT_SHELL_H

#include "project/words.h"

#include <stdbool.h>

/* Splits the simple command at *at: the words up to the next unquoted `&&`, `||`, `;`, `|`, `&` or
 * newline, less the targets of redirections. Appends them to `words`; they are decoded in place, so
 * they live as long as the text. Moves *at behind the operator, to the text's end if there is none.
 * False, with the reason in *ret_problem, if a quote has no end. */
bool shell_split(char **at, struct words *words, const char **ret_problem);

#endif
