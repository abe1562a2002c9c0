/* What ends a wait. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_H
#define STRANDED_PROGRAM_UNSENT_H

#include "program/channels.h"

/* The kinds of use that end a wait, as bits. */
extern const uint64_t unsent_senders;
/* Whether something may end the wait that is no use of its channel, or that is not in sight. */
bool unsent_ends_otherwise(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait);
/* Whether somewhere a thread is interrupted that waits like that. */
bool unsent_is_interrupted(const struct channels *channels, const struct channel_use *wait);

/* Of a wait: whether it is for a message of its function's own to be taken, which nobody does; then that is said of the
 * message. */
struct channel_trouble unsent_handed_over(const struct program *program,
                                          const struct creation *creation);

#endif
