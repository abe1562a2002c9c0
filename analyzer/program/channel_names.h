/* Channels that are known by a name, such as a queue that two functions open: those of one name are one. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_NAMES_H
#define STRANDED_PROGRAM_CHANNEL_NAMES_H

#include "program/channels.h"

/* The name, which the callee is given, as its caller gives it in the call; any other one as it is. */
struct named channel_name_in_caller(const struct program *program, struct named name,
                                    uint32_t callee, uint32_t caller, const struct ir_instr *call);
/* Unifies the channels of one name. Those whose name is not known, and others of that kind with them, escape.
 * Requires the uses, not yet their classes; fills `is_public` of theirs. */
void channel_names_find(struct channels *channels);

#endif
