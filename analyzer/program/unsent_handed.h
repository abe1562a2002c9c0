/* Waits that are the second half of a send. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_HANDED_H
#define STRANDED_PROGRAM_UNSENT_HANDED_H

#include "program/channels.h"

/* Whether the wait for a condition is for somebody to take what its function puts there, and nobody in sight ever does:
 * that is told as a message without a receiver. `ret_sent`: where it is said that there is something; NULL = as for the
 * other wait of the function, which is behind that. */
bool unsent_is_handed_over(const struct channels *channels, const struct channel_use *wait,
                           const struct channel_use **ret_sent);

#endif
