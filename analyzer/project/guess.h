/* Guessing for a machine whose files are not below `/`: for tests. */
#ifndef STRANDED_PROJECT_GUESS_H
#define STRANDED_PROJECT_GUESS_H

#include "project/project.h"

#include <stdbool.h>

/* project_guess() with the folder that stands for `/`; "" is that itself. */
bool guess_on_machine(const char *sources, const char *root, struct project **ret, GError **error)
    __attribute__((warn_unused_result));

#endif
