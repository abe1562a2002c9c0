/* Whether who comes to the call at which a channel is known also comes to what is done below it. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_STALLS_SURE_H
#define STRANDED_PROGRAM_STALLS_SURE_H

#include "program/channels.h"

/* Whether every way through what is called at the anchor of the use makes the use. */
bool stalls_is_sure(const struct program *program, const struct channel_use *use);

#endif
