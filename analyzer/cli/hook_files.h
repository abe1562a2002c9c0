/* Private: the files in git's folder of hooks. */
#ifndef STRANDED_CLI_HOOK_FILES_H
#define STRANDED_CLI_HOOK_FILES_H

#include "cli/command.h"
#include "engine/engine.h"

/* Writes our hooks into the folder, which is made where it is missing. Hooks that are there already are kept
 * beside them and run first. `arguments` are for `stranded hook run`, quoted for a shell. Says what it did, and who
 * else gets the hooks. */
enum exit_code hook_files_install(const struct engine_hooks *hooks, const char *arguments);

/* Takes ours away and puts back what was there before. Says what it did. */
enum exit_code hook_files_remove(const char *folder);

#endif
