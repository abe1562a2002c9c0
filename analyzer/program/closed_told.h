/* Sends that are not made once the receiver has been told to end. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_TOLD_H
#define STRANDED_PROGRAM_CLOSED_TOLD_H

#include "program/channels.h"

/* Whether the function comes to the block only while what tells the receiver to end, says that it has not been
 * told. */
bool closed_asks_before(const struct program *program, uint32_t receiver, uint32_t fn,
                        uint32_t block);
/* The same of a send in that block of the sender, which the call leads to: in the caller, or on all ways down. */
bool closed_asks_below(const struct program *program, uint32_t receiver, uint32_t fn,
                       const struct call_site *site, uint32_t sender, uint32_t block);

#endif
