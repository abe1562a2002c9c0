/* Wake-ups that come to nothing: the condition is signalled, and a waiter may sleep on all the same. Private
 * to this folder. */
#ifndef STRANDED_PROGRAM_WAKE_UPS_H
#define STRANDED_PROGRAM_WAKE_UPS_H

#include "program/channels.h"
#include "program/predicates.h"

/* Whether the wait for a condition may miss its wake-up; then `trouble` says how. */
bool wake_ups_lost(const struct channels *channels, const struct channel *channel,
                   const struct channel_use *wait, struct channel_trouble *trouble);
/* The same where code out of sight may signal, too: only what a function in sight does wrong by itself. */
bool wake_ups_lost_in_sight(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait, struct channel_trouble *trouble);

/* The same where nobody signals the condition at all, and the thread that waits is only ever cancelled: whether what it waits for
 * is made true all the same. */
bool wake_ups_never_told(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble);

/* Whether that root (threads.h) stands for several threads. */
bool wake_starts_several(const struct program *program, uint32_t root);

/* What a wait for a condition looks at: in the function that calls the API; or in the caller, where that function does
 * nothing but wait. */
struct predicate wake_predicate(const struct stop_facts *facts, const struct channel_use *wait,
                                struct arena *scratch);

#endif
