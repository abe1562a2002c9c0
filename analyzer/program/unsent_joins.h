/* Waits whose thread is joined by who would end them. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_JOINS_H
#define STRANDED_PROGRAM_UNSENT_JOINS_H

#include "program/channels.h"

/* Whether the wait's thread may be joined while it waits, by a function that alone would end the wait; then `trouble`
 * says so. */
bool unsent_is_joined(const struct channels *channels, const struct channel *channel,
                      const struct channel_use *wait, struct channel_trouble *trouble);
/* The same where it waits for room that it has used up itself. */
bool unsent_room_is_joined(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait, struct channel_trouble *trouble);

#endif
