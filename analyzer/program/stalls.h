/* Waits that stall: what would end them is only done behind waits that never end, this one or others. In the
 * end that is a deadlock which every run meets that comes there.
 *
 * A function is live where control comes to it, a place where control comes there without passing a wait that
 * stalls, and a wait stalls as long as nothing live ends it. The least solution of that (live: as little as
 * possible) is found by a worklist. Private to this folder. */
#ifndef STRANDED_PROGRAM_STALLS_H
#define STRANDED_PROGRAM_STALLS_H

#include "program/channels.h"

struct stalls;

/* Whether control comes to that wait, or to that send for which somebody has to wait, and never on. */
bool stalls_at(const struct channels *channels, const struct channel_use *use);
/* A wait, in the function of that use, that stalls before it; NULL = there is none, or the function is never
 * reached. */
const struct channel_use *stalls_before(const struct channels *channels,
                                        const struct channel_use *use);
void stalls_free(struct stalls *stalls);

#endif
