/* Uses of channels, from where they are made up to the call in which the channel is a certain object. Private
 * to this folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_LIFTS_H
#define STRANDED_PROGRAM_CHANNEL_LIFTS_H

#include "program/channels.h"
#include "program/uses.h"

/* Fills channels.uses, but for the classes; and inherits, lost, parts. */
void channel_lifts_find(struct channels *channels, const struct uses *uses);
/* What the use is of, seen from its function. */
struct rooted channel_lifts_root(const struct channels *channels, const struct use *use);
/* Of the parts that are one with the element, the one that stands for all (channels.c). */
uint32_t channels_part(const struct channels *channels, uint32_t element);

#endif
