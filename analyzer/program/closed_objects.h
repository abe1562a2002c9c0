/* What a function does to an object when it has ended the object's channel, or the thread that receives from it.
 * Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_OBJECTS_H
#define STRANDED_PROGRAM_CLOSED_OBJECTS_H

#include <stranded/check.h>

#include "program/channels.h"

/* Whether some function hands the object whose channel it has closed, or whose only receiver it has joined, to
 * what sends there. */
bool closed_by_objects(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *send, const struct creation *creation,
                       struct channel_trouble *trouble);

#endif
