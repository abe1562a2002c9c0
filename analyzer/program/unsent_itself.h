/* Waits that only the thread which waits would end, behind the wait. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_ITSELF_H
#define STRANDED_PROGRAM_UNSENT_ITSELF_H

#include "program/channels.h"

/* Whether nothing is ever sent, and the channel is closed only by the thread that waits, behind the wait. */
bool unsent_is_closed_behind(const struct channels *channels, const struct channel *channel,
                             const struct channel_use *wait);

/* Whether all that would end the wait comes behind it in the same thread, or is called because of what does; then `trouble`
 * says so. Unlike at a wait that stalls (stalls.h), control may go around it. */
bool unsent_only_by_itself(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait, struct channel_trouble *trouble);

/* Whether the call, in that function, is told to have the callback called, and nothing else. */
bool unsent_registers(const struct program *program, uint32_t fn, const struct call_site *site,
                      uint32_t callback);

/* States that what would end the wait is that, behind it. */
void unsent_tell_behind(const struct channels *channels, const struct channel_use *send,
                        struct channel_trouble *trouble);

#endif
