/* Closes of one part of an object by two functions that one caller calls. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_RELEASES_H
#define STRANDED_PROGRAM_CLOSED_RELEASES_H

#include "program/channels.h"

/* Whether some caller of the function that closes a part of its parameter has called another one before, which surely has
 * closed that, and left it as it is. */
bool closed_by_release(const struct channels *channels, const struct channel_use *close,
                       struct channel_trouble *trouble);

#endif
