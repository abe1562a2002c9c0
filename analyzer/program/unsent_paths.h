/* Waits whose sender leaves without a word on one of its ways. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_PATHS_H
#define STRANDED_PROGRAM_UNSENT_PATHS_H

#include "program/channels.h"
#include "program/paths.h"

/* Whether the wait's only sender may leave, or never start; then `trouble` says how. */
bool unsent_by_path(const struct channels *channels, const struct channel *channel,
                    const struct channel_use *wait, struct channel_trouble *trouble);

/* The one body that all who send are run by, if it is not the waiter's; 0 = there is no such. */
uint32_t unsent_only_sender(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait);

/* The thread that alone makes true what a wait for a condition waits for; 0 = there is none, or it is not known. */
uint32_t unsent_only_opener(const struct channels *channels, const struct channel_use *wait);
/* States that the body leaves without having ended the wait. */
void unsent_state_left(const struct channels *channels, uint32_t body,
                       const struct path_answer *answer, struct channel_trouble *trouble);

/* Kinds of uses that end a wait, but for time-outs, as bits. */
extern const uint64_t unsent_path_sends;

/* unsent_started.c: whether the function that starts the thread, at one place, comes behind that to the wait; or who alone
 * calls it does. */
bool unsent_is_started_above(const struct channels *channels, uint32_t body,
                             const struct channel_use *wait);
/* Whether the function that starts the thread goes on all the same where it could not, and its callers, who are told nothing of
 * it, come to the wait. */
bool unsent_start_is_hidden(const struct channels *channels, uint32_t body,
                            const struct channel_use *wait, struct channel_trouble *trouble);

/* unsent_pooled.c: whether each item of a pool, for which it runs the body, is counted before, and has to count itself down,
 * while the function of the wait waits for none to be left. */
bool unsent_counts_items(const struct program *program, const struct channel_use *wait,
                         uint32_t body);

/* unsent_gone.c: whether the wait is for room that is only a number, and the one thread that makes it may leave. */
bool unsent_room_is_left(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble);

/* unsent_below.c: whether the body leaves it to a function to end the wait that may come back without having done so. */
bool unsent_left_below(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *wait, uint32_t body,
                       struct channel_trouble *trouble);

/* unsent_failing.c */

/* Marks what changes something that the waiter looks at: who does that has had his say, as where each of several
 * threads counts down, and only the last one signals. */
void unsent_mark_stores(const struct channels *channels, const struct channel_use *wait,
                        struct path_query *query, enum path_mark mark);
/* Marks what the thread receives or waits for itself, which might fail only where nobody is left; what comes from outside
 * may do so at any time. */
void unsent_mark_receives(const struct channels *channels, struct path_query *query, bool outside);
/* Marks what ends waits for the channel in the query's function, which is handed that: the uses of it stand for that at
 * the calls of those who hand it on. */
void unsent_mark_sends_below(const struct channels *channels, const struct channel *channel,
                             struct path_query *query, enum path_mark mark);
/* A way on which a call fails before anything is sent, and the body returns because of that; a body that sends in a loop
 * may have nothing to send on its other ways. */
struct path_answer unsent_find_failing(const struct channels *channels,
                                       const struct channel *channel,
                                       const struct channel_use *wait, uint32_t body);

/* unsent_events.c: stops the query's ways where none of the events that are asked for by name has come. */
void unsent_mark_no_event(const struct program *program, struct path_query *query);

/* unsent_counted.c: whether the start is made in a loop, and the wait in another one that waits for the message of each,
 * though the start may have failed. */
bool unsent_counts_failed(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *wait, const struct start *start);

#endif
