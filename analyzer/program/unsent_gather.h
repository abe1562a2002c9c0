/* A barrier for which more threads are waited than ever come. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_GATHER_H
#define STRANDED_PROGRAM_UNSENT_GATHER_H

#include <stranded/check.h>

#include "program/channels.h"

/* Whether the wait is for more threads than there are, and why. */
bool unsent_is_gathering(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble);

#endif
