/* Waits whose sender leaves without a word on one of its ways. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_PATHS_H
#define STRANDED_PROGRAM_UNSENT_PATHS_H

#include "program/channels.h"

/* Whether the wait's only sender may leave, or never start; then `trouble` says how. */
bool unsent_by_path(const struct channels *channels, const struct channel *channel,
                    const struct channel_use *wait, struct channel_trouble *trouble);

/* The one body that all who send are run by, if it is not the waiter's; 0 = there is no such. */
uint32_t unsent_only_sender(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait);

/* unsent_events.c: stops the query's ways where none of the events that are asked for by name has come. */
void unsent_mark_no_event(const struct program *program, struct path_query *query);

#endif
