/* Sends behind the end of their channel that two calls of one function make. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_CALLS_H
#define STRANDED_PROGRAM_CLOSED_CALLS_H

#include "program/channels.h"

/* The one thread that receives from the channel; 0 = there is no such. */
uint32_t closed_only_receiver(const struct channels *channels, const struct channel *channel);

/* Whether some function, which does not send itself, makes a call that ends the channel or its only receiver,
 * and then one that sends. `trouble` says so; its anchor is the call that sends. */
bool closed_by_calls(const struct channels *channels, const struct channel *channel,
                     const struct channel_use *send, const struct creation *creation,
                     struct channel_trouble *trouble);

#endif
