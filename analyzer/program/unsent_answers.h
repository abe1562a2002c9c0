/* Waits for an answer which the one who is asked leaves out on one of his ways. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_ANSWERS_H
#define STRANDED_PROGRAM_UNSENT_ANSWERS_H

#include <stranded/check.h>

#include "program/channels.h"

/* Whether who answers may take the next request without an answer to the last one. */
bool unsent_is_unanswered(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *wait, struct channel_trouble *trouble);

#endif
