/* What the files unsent_joins*.c share. */
#ifndef STRANDED_PROGRAM_UNSENT_JOINS_INSIDE_H
#define STRANDED_PROGRAM_UNSENT_JOINS_INSIDE_H

#include "program/channels.h"
#include "program/predicates.h"
#include "program/stop_region.h"

struct joined_wait {
    const struct channels *channels;
    const struct program *program;
    const struct stop_facts *facts;
    const struct channel *channel;
    const struct channel_use *wait;
    struct channel_trouble *trouble;
    struct arena *scratch;
    const struct stores *stores;
    struct predicate predicate; /* of a wait for a condition */
    struct points openings;     /* what may end the wait, once its thread is there */
    uint32_t body;              /* which alone runs the wait */
    bool for_room;              /* it waits for what it has used up itself */
    bool at_first;              /* already the first time, as long as nobody opens it */
};

/* Whether the call, by which the thread may say how far it is, waits for something or looks whether it has come. */
bool joined_listens(const struct joined_wait *joined, uint32_t fn, const struct call_site *site);
/* Whether every way through the function comes to the wait, or to the look before it. */
bool joined_must_come(const struct joined_wait *joined, uint32_t fn);
/* Whether the thread may come there before it waits for anything else. */
bool joined_may_come_first(const struct joined_wait *joined);
/* Whether the thread finds all looks closed: the first time; or, where it waits for room, once it has closed them
 * itself. */
bool joined_waits_at_last(struct joined_wait *joined);

#endif
