/* Waits with a lock held that whoever would end them needs first. Private to this folder. */
#ifndef STRANDED_PROGRAM_LOCKED_OUT_H
#define STRANDED_PROGRAM_LOCKED_OUT_H

#include "program/channels.h"

/* Whether who waits there holds a lock without which none of the uses of its channel of those kinds (1 << use_kind) is
 * come to; then `trouble` gets `failure`. */
bool locked_out(const struct channels *channels, const struct channel_use *wait, uint64_t kinds,
                enum channel_failure failure, struct channel_trouble *trouble);

#endif
